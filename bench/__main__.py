"""``python -m bench predict SET INPUTS.jsonl`` | ``python -m bench speed`` | ``pages`` | ``checking`` | ``scale [CLAIMS...]`` | ``orders`` | ``table``."""

from __future__ import annotations

import importlib
import json
import sys
from collections.abc import Iterator


def rows(path: str) -> Iterator[dict[str, object]]:
    """The objects of a JSONL file; lines end at line feeds alone (texts hold U+2028)."""
    with open(path, encoding="utf-8", newline="\n") as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)


def predict(name: str, path: str) -> None:
    """Print one prediction a row; for the annotated page, one row a passage, claim or verdict."""
    if name.startswith("page_"):
        from bench import page

        for row in getattr(page, name.removeprefix("page_"))(path):
            print(json.dumps(row))
        return
    predictor = importlib.import_module(f"bench.predictors.{name}")
    for row in predictor.predict(rows(path)):
        print(json.dumps(row))


def main(arguments: list[str]) -> int:
    match arguments:
        case ["predict", name, path]:
            predict(name, path)
        case ["speed"]:
            from bench.speed import measure

            print(json.dumps(measure(), indent=1))
        case ["pages"]:
            from bench.pages import main as pages

            return pages()
        case ["checking"]:
            from bench.checking import measure as checking

            print(json.dumps(checking(), indent=1))
        case ["scale", *sizes]:
            from bench.scale import SIZES
            from bench.scale import measure as scale

            print(json.dumps(scale(tuple(map(int, sizes)) or SIZES), indent=1))
        case ["orders"]:
            from bench.orders import measure as orders

            print(json.dumps(orders()))
        case ["table", *options] if options in ([], ["--write"]):
            from bench.table import main as table

            return table(write=bool(options))
        case _:
            print(__doc__, file=sys.stderr)
            return 2
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
