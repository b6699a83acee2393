"""The docs: commands, options, event types and settings appear there; README's commands exist; made pages are fresh."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from dateline.cli import app
from dateline.extract.grammar import grammar

ROOT = Path(__file__).parent.parent
PAGES = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "docs").glob("*.md")}
COMMANDS = sorted(command.name or (command.callback.__name__ if command.callback else "") for command in app.registered_commands)


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_has_its_help_in_the_docs(command: str) -> None:
    assert f"## dateline {command}" in PAGES["commands.md"]


@pytest.mark.parametrize("kind", [kind.name for kind in grammar().codebook.event])
def test_each_event_type_is_in_the_codebook_page(kind: str) -> None:
    assert f"## {kind}" in PAGES["codebook.md"]


def test_made_pages_are_fresh() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tools.build_docs", "--check"], cwd=ROOT, capture_output=True, text=True, env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT)}
    )
    assert done.returncode == 0, done.stderr


def test_the_readme_names_only_commands_that_exist() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^\s*dateline (\w+)", text, re.MULTILINE)) <= set(COMMANDS)
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"^\s*make (\w+)", text, re.MULTILINE):
        assert f"\n{target}:" in makefile


def test_links_between_pages_lead_somewhere() -> None:
    for name, text in {**PAGES, "../README.md": (ROOT / "README.md").read_text(encoding="utf-8")}.items():
        for target in re.findall(r"\]\(([^)#:]+?)(?:#[^)]*)?\)", text):
            assert (ROOT / "docs" / Path(name).parent / target).exists(), f"{name} -> {target}"
