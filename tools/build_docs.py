"""Data and command line -> docs: the codebook, the rule catalogue and the commands, written or checked.

python -m tools.build_docs          # write
python -m tools.build_docs --check  # exit 1 where a page is stale
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

from dateline.extract.grammar import Grammar, Rule, grammar

ROOT = Path(__file__).parent.parent
MEASURED = ROOT / "bench" / "by_event.json"  # precision and recall by event type on the visible gold, written by `bench table`
COMMANDS = ("segment", "extract", "explain", "check", "read", "relink", "why", "diff", "decide", "export", "brief", "serve", "publish", "watch")
_BRACES = re.compile(r"\{\w+=|\}")


def codebook(rules: Grammar) -> str:
    """The event types with what they mean, an example, the ACLED sub-type and how well they are read."""
    measured = json.loads(MEASURED.read_text(encoding="utf-8")) if MEASURED.is_file() else {}
    by_code: dict[str, list[Rule]] = defaultdict(list)
    for rule in rules.rules:
        by_code[rule.event.removesuffix("/*")].append(rule)
    lines = [
        "# Codebook",
        "",
        "Event types and modes are those of PLOVER 2.0, in our own words, with two modes of our own (intercept, capture). Made from",
        "`dateline/data/codebook.toml` and the rules by `make docs`. Precision and recall are of the annotated page beside the project;",
        "a dash where it tells none.",
        "",
    ]
    for kind in rules.codebook.event:
        figures = measured.get(kind.name)
        lines += [f"## {kind.name}", "", kind.means, ""]
        if figures:
            lines += [f"Precision {figures['p']:.2f}, recall {figures['r']:.2f} ({figures['gold']} in the gold).", ""]
        lines += ["| mode | what | ACLED sub-type | precision, recall (gold) | rules | example |", "|---|---|---|---|---|---|"]
        for mode, means in {"": "", **kind.modes}.items():
            code = f"{kind.name}/{mode}" if mode else kind.name
            told = by_code.get(code, [])
            example = _BRACES.sub("", told[0].yes[0]) if told and told[0].yes else ""
            sub_type = rules.codebook.acled(kind.name, mode) or "–"
            lines.append(f"| {mode or '–'} | {means or kind.means} | {sub_type} | {_measured(measured.get(code))} | {len(told)} | {example} |")
        lines.append("")
    return "\n".join(lines)


def _measured(figures: dict[str, float] | None) -> str:
    """Precision and recall of one type or mode; a dash where the gold has none of it."""
    return f"{figures['p']:.2f}, {figures['r']:.2f} ({figures['gold']})" if figures else "–"


def catalogue(rules: Grammar) -> str:
    """Every rule with its triggers, by file."""
    triggers = sum(len(rule.triggers) + len(rule.nouns) for rule in rules.rules)
    lines = ["# Rules", "", f"{len(rules.rules)} rules with {triggers} triggers. Made from `dateline/data/en/rules` by `make docs`.", ""]
    by_file: dict[str, list[Rule]] = defaultdict(list)
    for rule in rules.rules:
        by_file[rule.file].append(rule)
    for name in sorted(by_file):
        lines += [f"## {name}", "", "| rule | event | verbs | nouns |", "|---|---|---|---|"]
        lines += [f"| {r.name} | {r.event} | {', '.join(r.triggers)} | {', '.join(r.nouns)} |" for r in by_file[name]]
        lines.append("")
    return "\n".join(lines)


def commands() -> str:
    """The help of each command, after the exit codes."""
    lines = [
        "# Commands",
        "",
        "Made from the program's own help by `make docs`.",
        "",
        "Exit codes: 0 done; 1 `check` found a statement contradicted; 2 a wrong word, file or address; 3 a record that cannot be opened or",
        "written; 4 a fault in a rule, lexicon, desk or source file; 130 stopped with Ctrl-C, what was read before is kept. What goes wrong is",
        "told on standard error: where, what, and what to do.",
        "",
    ]
    for command in COMMANDS:
        environment = {**os.environ, "COLUMNS": "110", "TERM": "dumb", "PYTHONPATH": str(ROOT)}
        shown = subprocess.run([sys.executable, "-m", "dateline", command, "--help"], capture_output=True, text=True, check=True, env=environment, cwd=ROOT)
        lines += [f"## dateline {command}", "", "```", shown.stdout.strip().replace("python -m dateline", "dateline"), "```", ""]
    return "\n".join(lines)


def main(arguments: list[str]) -> int:
    """Write the pages, or tell which are stale."""
    rules = grammar()
    pages = {"codebook.md": codebook(rules), "rules.md": catalogue(rules), "commands.md": commands()}
    stale = []
    for name, text in pages.items():
        path = ROOT / "docs" / name
        lines = "\n".join(line.rstrip() for line in text.split("\n")).strip() + "\n"
        if "--check" in arguments:
            stale += [name] if not path.is_file() or path.read_text(encoding="utf-8") != lines else []
        else:
            path.write_text(lines, encoding="utf-8")
    if stale:
        sys.stderr.write(f"stale: {', '.join(stale)}; run make docs\n")
    return 1 if stale else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
