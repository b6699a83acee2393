"""Content encodings -> bytes, within limits: gzip, deflate, Brotli where its decoder is installed."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator

CHUNK = 65_536


class Refused(Exception):
    """A fetch that is not to be made, or broke off: says why."""


def decoded(pieces: Iterable[bytes], encodings: str, most: int) -> Iterator[bytes]:
    """The pieces without their content encodings; never more than `most` and a piece beyond it."""
    for name in reversed([part.strip().lower() for part in encodings.split(",") if part.strip() not in ("", "identity")]):
        if name not in DECODERS:
            raise Refused(f"content encoding {name!r} is not known")
        pieces = DECODERS[name](pieces, most)
    return iter(pieces)


def _inflated(pieces: Iterable[bytes], most: int, window: int) -> Iterator[bytes]:
    engine = zlib.decompressobj(window)
    size = 0
    first = True
    for piece in pieces:
        if first and window == zlib.MAX_WBITS and piece[:1] and piece[0] & 0x0F != 8:
            engine = zlib.decompressobj(-zlib.MAX_WBITS)  # some servers send raw deflate
        first = False
        while piece:
            try:
                out = engine.decompress(piece, CHUNK)
            except zlib.error as error:
                raise Refused(f"broken compression: {error}") from error
            size += len(out)
            yield out
            if size > most:
                return
            piece = engine.unconsumed_tail
            if engine.eof:
                return


def _gunzip(pieces: Iterable[bytes], most: int) -> Iterator[bytes]:
    return _inflated(pieces, most, 16 + zlib.MAX_WBITS)


def _inflate(pieces: Iterable[bytes], most: int) -> Iterator[bytes]:
    return _inflated(pieces, most, zlib.MAX_WBITS)


def _unbrotli(pieces: Iterable[bytes], most: int) -> Iterator[bytes]:
    engine = brotli.Decompressor()
    size = 0
    for piece in pieces:
        out = engine.process(piece, output_buffer_limit=CHUNK)
        while out or not engine.can_accept_more_data():
            size += len(out)
            yield out
            if size > most or engine.is_finished():
                return
            out = engine.process(b"", output_buffer_limit=CHUNK)


DECODERS: dict[str, Callable[[Iterable[bytes], int], Iterator[bytes]]] = {"gzip": _gunzip, "deflate": _inflate}
try:
    import brotli  # type: ignore[import-untyped]

    if hasattr(brotli.Decompressor, "can_accept_more_data"):
        DECODERS["br"] = _unbrotli
except ImportError:  # offered only where the decoder is installed
    pass
