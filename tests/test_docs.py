"""The docs: commands, options, event types and settings appear there; README's commands exist; made pages are fresh."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from dateline.cli import app
from dateline.config import load_desk
from dateline.extract import row
from dateline.extract.grammar import grammar
from dateline.pipeline import Pipeline
from dateline.publish.exports import EXPORTS
from dateline.publish.routes import PAGES as ROUTES
from dateline.records import Document

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


def test_the_readme_shows_the_claim_that_its_sentence_becomes() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    sentence = re.findall(r"^> (.+)$", text, re.MULTILINE)[0]
    shown = json.loads(text[text.index('    {"event"') : text.index("and `dateline explain")])
    document = Document("readme", sentence, name="readme", published="2025-03-12")
    claim = row(Pipeline(load_desk("russia-ukraine")).read(document).claims[0], document)
    assert _shortened(claim, shown) == shown


def _shortened(full: Any, shown: Any) -> Any:
    """What the claim has of the fields that are shown."""
    if isinstance(shown, dict):
        return {name: _shortened(full[name], value) for name, value in shown.items()}
    if isinstance(shown, list):
        return [_shortened(*pair) for pair in zip(full, shown, strict=True)]
    return full


def test_every_page_and_export_has_its_address_in_the_docs() -> None:
    addresses = [*(route.path.partition("{")[0] for route in ROUTES), *EXPORTS]
    assert [address for address in addresses if address not in PAGES["pages.md"]] == []
