"""Records -> lines for a terminal, as the command line shows them; nothing is printed here."""

from __future__ import annotations

from dateline.records import Edit

WIDTH = 150  # characters of a sentence or passage that are shown


def counted(count: int, noun: str) -> str:
    """A count with its noun in the right number: "1 page", "2 pages"."""
    return f"{count} {noun}" + ("" if count == 1 else "s")


def shortened(text: object, width: int = WIDTH) -> str:
    """The text on one line, no longer than `width` characters."""
    line = " ".join(str(text).split())
    return line if len(line) <= width else line[: width - 1] + "…"


def passage_line(edit: Edit) -> str:
    """What changed in a passage: the words that differ, else its beginning."""
    words = "; ".join(f"{old or 'nothing'} -> {new or 'nothing'}" for old, new in edit.words)
    return f"{edit.passage} {edit.kind}: {words or shortened(edit.after or edit.before)}"


def claim_line(row: dict[str, object]) -> str:
    """A row of `extract.row`: type, status, roles and figures, and under them the sentence."""
    parts = [f"{row['event'] or row['kind']}" + (f"/{row['mode']}" if row.get("mode") else ""), f"[{row['status']}]"]
    for role in ("speaker", "actor", "recipient", "place", "time"):
        value = row.get(role)
        if isinstance(value, dict):
            parts.append(f"{role}={value['text']!r}")
    figures = row.get("figures")
    for figure in figures if isinstance(figures, list) else []:
        parts.append(f"{figure['measure']}={figure['op'] if figure['op'] != '=' else ''}{figure['text']}")
    return " ".join(parts) + f"\n    {shortened(row['sentence'])}"
