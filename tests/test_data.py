"""The data: lexicons and desks keep their form."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from dateline import lexicons
from dateline.config import DATA, load_desk
from dateline.errors import GrammarError, InputError

LEXICONS = sorted((DATA / "en" / "lexicons").glob("*.tsv"))


@pytest.mark.parametrize("path", LEXICONS, ids=lambda p: p.stem)
def test_lexicons_are_sorted_unique_and_tidy(path: Path) -> None:
    lines = [line for line in path.read_text(encoding="utf-8").split("\n") if line and not line.startswith("#")]
    terms = [line.split("\t")[0] for line in lines]
    assert terms == sorted(terms), "sort the terms"
    assert len(terms) == len(set(terms)), "a term stands once"
    for line in lines:
        cells = line.split("\t")
        assert len(cells) == 3 and all(cell == cell.strip() for cell in cells), line
    assert re.fullmatch(r"[a-z]+(_[a-z]+)*", path.stem), "a lexicon's name is words joined by underscores"


def test_a_line_with_a_missing_column_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "en" / "lexicons").mkdir(parents=True)
    (tmp_path / "en" / "lexicons" / "broken.tsv").write_text("# form\na\tb\tc\nd\te\n")
    monkeypatch.setattr(lexicons, "DATA", tmp_path)
    with pytest.raises(GrammarError, match=r"broken\.tsv:3"):
        lexicons.rows("broken")


@pytest.mark.parametrize("name", [p.stem for p in sorted((DATA / "desks").glob("*.toml"))])
def test_desks_load(name: str) -> None:
    desk = load_desk(name)
    assert desk.name == name
    assert desk.sections


def test_an_unknown_desk_names_the_known_ones() -> None:
    with pytest.raises(InputError, match="russia-ukraine"):
        load_desk("atlantis")


def test_a_desk_with_a_fault_names_the_field(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text('name = "mine"\ntitle = 5\n')
    with pytest.raises(GrammarError, match="title"):
        load_desk(str(path))


def test_the_automaton_is_word_bounded_and_takes_the_longest() -> None:
    automaton = lexicons.Automaton([("air", 1), ("air force", 2), ("force", 3)])
    assert automaton.hits("The Air Force and fresh air, not airy forces") == [(4, 13, 2), (24, 27, 1)]
    assert automaton.all_hits("air force") == [(0, 3, 1), (0, 9, 2), (4, 9, 3)]


def test_folding_keeps_offsets() -> None:
    assert len(lexicons.fold("İstanbul İ")) == len("İstanbul İ")


def test_every_string_of_the_interface_is_used() -> None:
    tables = tomllib.loads((DATA / "en" / "strings.toml").read_text(encoding="utf-8"))
    package = DATA.parent
    source = "\n".join(path.read_text(encoding="utf-8") for path in [*package.rglob("*.py"), *package.rglob("*.html"), *package.rglob("*.js")])
    begun = tuple(re.findall(r'["\'](\w+\.\w*)["\'] ?~', source) + re.findall(r'f"(\w+\.\w*)\{', source))  # t("figures." ~ name), f"index.{name}"
    by_value = set(re.findall(r"\w+", " ".join(re.findall(r"(?:label\(|has\(|_tables\[)([^,)\]]+)", source))))
    told = set(re.findall(r"[\"'](\w+\.[\w -]+)[\"']", source))
    unused = [
        f"{table}.{name}"
        for table, strings in tables.items()
        for name in strings
        if table not in by_value and not f"{table}.{name}".startswith(begun) and not {f"{table}.{name}", f"{table}.{re.sub('_(one|many)$', '', name)}"} & told
    ]
    assert not unused


def test_every_string_that_is_asked_for_is_there() -> None:
    tables = tomllib.loads((DATA / "en" / "strings.toml").read_text(encoding="utf-8"))
    source = "\n".join(path.read_text(encoding="utf-8") for suffix in ("py", "html") for path in DATA.parent.rglob(f"*.{suffix}"))
    asked = set(re.findall(r"""\b(?:t|strings)(\.count)?\(["'](\w+)\.(\w+)["'](?!\s*~)""", source))
    names = {f"{table}.{name}{ending}" for count, table, name in asked for ending in (("_one", "_many") if count else ("",))}
    missing = names - {f"{table}.{name}" for table, strings in tables.items() for name in strings}
    assert len(asked) > 100 and not missing


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"a\tx;y\n", "odd.tsv:2: 2 columns where three are wanted"),
        (b"a\tx\tnews\n", "odd.tsv:2: 2 parts are wanted in 'x', 1 found"),
        (b"a\tx;y;z\tnews\n", "odd.tsv:2: 2 parts are wanted in 'x;y;z', 3 found"),
        (b"\xff\tx;y\tnews\n", "odd.tsv: is no UTF-8"),
    ],
)
def test_a_lexicon_with_a_fault_names_the_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes, says: str) -> None:
    folder = tmp_path / "xx" / "lexicons"
    folder.mkdir(parents=True)
    (folder / "odd.tsv").write_bytes(b"# what it holds\n" + content)
    monkeypatch.setattr(lexicons, "DATA", tmp_path)
    with pytest.raises(GrammarError, match=re.escape(says)):
        list(lexicons.parts("odd", 2, language="xx"))
    lexicons._entries.cache_clear()
