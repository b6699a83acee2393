"""The house: who may import whom, what pure stages may not touch, where SQL, network, printing and environment live, sizes."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "dateline"
MODULES = sorted(PACKAGE.rglob("*.py"))
STAGES = ("read", "segment", "annotate", "extract", "link", "store", "publish", "check")
PURE = ("segment", "annotate", "extract", "link", "check")
FLOOR = {"dateline.__version__", "dateline.records", "dateline.errors", "dateline.lexicons", "dateline.calendar_days"}
IMPURE = {
    "os",
    "socket",
    "ssl",
    "subprocess",
    "httpx",
    "urllib.request",
    "sqlite3",
    "logging",
    "random",
    "time",
    "threading",
    "asyncio",
    "tempfile",
    "datetime.now",
}
LONGEST_FUNCTION = 50
LONGEST_MODULE = 500
LONGER = {
    "dateline.records": "the spine is one module, so that a reader finds every type that travels in one place",
}


def name(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def imports(path: Path) -> Iterator[str]:
    """Every module that a file imports, inside functions too."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" if node.module == "dateline" else node.module for alias in node.names)


def stage(module: str) -> str:
    parts = module.split(".")
    return parts[1] if len(parts) > 1 and parts[1] in STAGES else ""


@pytest.mark.parametrize("path", [p for p in MODULES if stage(name(p))], ids=name)
def test_a_stage_imports_only_the_floor_and_itself(path: Path) -> None:
    mine = stage(name(path))
    for wanted in imports(path):
        if wanted.startswith("dateline.") and wanted not in FLOOR:
            is_reader = mine == "publish" and stage(wanted) == "store"
            is_config = mine in {"publish", "read", "store"} and wanted == "dateline.config"
            assert stage(wanted) == mine or is_reader or is_config, f"{name(path)} imports {wanted}"


@pytest.mark.parametrize("path", [p for p in MODULES if stage(name(p)) in PURE], ids=name)
def test_pure_stages_touch_nothing_outside(path: Path) -> None:
    assert not IMPURE & set(imports(path))
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        called = node.func if isinstance(node, ast.Call) else None
        if isinstance(called, ast.Name):
            assert called.id not in {"open", "print", "input", "exec", "eval"}, f"{name(path)}:{called.lineno}"
        if isinstance(called, ast.Attribute):
            assert called.attr not in {"now", "today", "utcnow", "getenv"}, f"{name(path)}:{called.lineno}"


@pytest.mark.parametrize(
    ("word", "door"),
    [
        (r"\bimport sqlite3\b", "dateline/store/"),
        (r"\bimport httpx\b|from httpx\b", "dateline/read/fetch.py"),
        (r"(?<![\w.])print\(", "dateline/cli.py"),
        (r"os\.environ|os\.getenv", "dateline/config.py"),
    ],
)
def test_one_door_each(word: str, door: str) -> None:
    for path in MODULES:
        place = path.relative_to(ROOT).as_posix()
        if not place.startswith(door):
            assert not re.search(word, path.read_text(encoding="utf-8")), f"{place} goes around {door}"


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_sizes(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= LONGEST_MODULE or name(path) in LONGER, "a file that needs a table of contents is two files"
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            size = (node.end_lineno or node.lineno) - node.lineno + 1
            assert size <= LONGEST_FUNCTION, f"{node.name} has {size} lines"


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_modules_and_public_functions_are_documented(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert ast.get_docstring(tree), "a module says what it turns into what"
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            assert ast.get_docstring(node), f"{node.name} has no docstring"


def test_the_repo_speaks_of_dateline_alone() -> None:
    banned = re.compile(r"/work/|/root/|\bissue [0-9]|registry\.npmjs|pypi\.org|files\.pythonhosted", re.IGNORECASE)
    for path in [*MODULES, *ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), *(ROOT / "bench").rglob("*.py"), ROOT / "Makefile"]:
        found = banned.search(path.read_text(encoding="utf-8"))
        assert not found, f"{path.name}: {found and found[0]}"
