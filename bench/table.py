"""Score every set that lies beside the project, print one table, and fail where a floor sinks."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from bench import accounts, linking, own

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"
FLOORS = Path(__file__).parent / "floors.json"
BY_EVENT = Path(__file__).parent / "by_event.json"
PERCENT_CEILINGS = frozenset(("false_alarm_rate",))


def run(command: list[str]) -> str:
    """Standard output of a command; its errors end the run."""
    done = subprocess.run([sys.executable, *command], capture_output=True, text=True, cwd=ROOT)
    if done.returncode:
        raise SystemExit(f"{command}: {done.stderr[-2000:]}")
    return done.stdout


def score_set(name: str) -> dict[str, object]:
    """Metrics of one external set."""
    scorer, data = str(SHARED / "bench" / "score.py"), str(SHARED / "bench" / "data" / f"{name}.jsonl")
    with tempfile.TemporaryDirectory() as folder:
        inputs, predictions = Path(folder) / "in.jsonl", Path(folder) / "pred.jsonl"
        inputs.write_text(run([scorer, name, "--inputs", data]), encoding="utf-8")
        predictions.write_text(run(["-m", "bench", "predict", name, str(inputs)]), encoding="utf-8")
        return dict(json.loads(run([scorer, name, data, str(predictions)])))


def score_page(kind: str) -> dict[str, object]:
    """Metrics of the annotated page: its passages, claims or the verdicts on its recaps."""
    scorer, page, gold = str(SHARED / "gold" / "score.py"), str(SHARED / "seeds" / "tag-page.txt"), SHARED / "gold" / "tag-page"
    with tempfile.TemporaryDirectory() as folder:
        predictions = Path(folder) / "pred.jsonl"
        predictions.write_text(run(["-m", "bench", "predict", f"page_{kind}", page]), encoding="utf-8")
        if kind == "verdicts":
            return dict(json.loads(run([scorer, kind, str(gold / "recaps.jsonl"), str(predictions)])))
        name = "items.jsonl" if kind == "passages" else "claims.jsonl"
        return dict(json.loads(run([scorer, kind, page, str(gold / name), str(predictions)])))


def by_mode() -> dict[str, dict[str, float]]:
    """Precision and recall of each type with its mode on the annotated page: those told in one sentence are compared."""
    page, gold = SHARED / "seeds" / "tag-page.txt", SHARED / "gold" / "tag-page" / "claims.jsonl"
    read = _modes(run(["-m", "bench", "predict", "page_claims", str(page)]))
    told = _modes(gold.read_text(encoding="utf-8"))
    right: Counter[str] = Counter()
    for (_, code), count in (told & read).items():
        right[code] += count
    found: dict[str, dict[str, float]] = {}
    for code in sorted({code for _, code in told}):
        predicted, wanted = (sum(n for (_, c), n in side.items() if c == code) for side in (read, told))
        found[code] = {"p": right[code] / predicted if predicted else 0.0, "r": right[code] / wanted, "predicted": predicted, "gold": wanted}
    return found


def _modes(rows: str) -> Counter[tuple[str, str]]:
    """(sentence, TYPE/mode) of the event rows of a JSONL text."""
    told = (json.loads(row) for row in rows.split("\n") if row.strip())
    return Counter((" ".join(row["sentence"].split()), f"{row['event']}/{row['mode']}") for row in told if row.get("event") and row.get("mode"))


def score(name: str) -> dict[str, object]:
    """Metrics of a set, of the annotated page or of our own pages, by name."""
    if name.startswith("own_"):
        return own.score(name.removeprefix("own_"))
    if name.startswith("accounts"):
        return dict(accounts.measure(name))
    if name.startswith("link_"):
        return dict(linking.measure(name))
    return score_page(name.removeprefix("page_")) if name.startswith("page_") else score_set(name)


def figure(metrics: dict[str, object], path: str) -> float | None:
    """One metric by its dotted path."""
    value: object = metrics
    for part in path.split("."):
        value = value.get(part) if isinstance(value, dict) else None
    return float(value) if isinstance(value, int | float) else None


def lines(floors: dict[str, dict[str, list[float]]], results: dict[str, dict[str, object]]) -> Iterator[tuple[str, bool]]:
    """Rows of the table and whether each floor holds."""
    for name, wanted in floors.items():
        for path, (bound, target) in wanted.items():
            value = figure(results.get(name, {}), path)
            holds = value is not None and (value <= bound if is_ceiling(path) else value >= bound)
            mark = "" if holds else "  SUNK"
            yield f"{name:<18} {path:<34} {'-' if value is None else f'{value:.4g}':>8} {bound:>8} {target:>8}{mark}", holds


def main(write: bool = False) -> int:
    """Print the table; 1 where a floor sinks.

    Args:
        write: set the floors a little below what was measured, and keep the figures by event type for the codebook page.
    """
    if not SHARED.is_dir():
        print("the visible sets are not beside the project: nothing to score")
        return 0
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))
    with ProcessPoolExecutor(2) as pool:
        results = dict(zip(floors, pool.map(score, floors), strict=True))
    if write:
        floors = {name: {path: [floor(path, figure(results[name], path)), target] for path, (_, target) in wanted.items()} for name, wanted in floors.items()}
        FLOORS.write_text(json.dumps(floors, indent=1) + "\n", encoding="utf-8")
        measured = {**dict(results["page_claims"]["by_event"]), **by_mode()}
        BY_EVENT.write_text(json.dumps(measured, indent=1) + "\n", encoding="utf-8")
    print(f"{'set':<18} {'metric':<34} {'value':>8} {'floor':>8} {'target':>8}")
    held = True
    for line, holds in lines(floors, results):
        print(line)
        held &= holds
    return 0 if held else 1


def floor(path: str, value: float | None) -> float:
    """A floor just under a measured figure, or a ceiling just over it: room for noise, not for a loss."""
    if value is None:
        raise SystemExit(f"{path} was not measured")
    slack = 0.01 if value <= 1.0 and path.split(".")[-1] not in PERCENT_CEILINGS else 1.0
    return round(value + slack if is_ceiling(path) else value - slack, 4)


def is_ceiling(path: str) -> bool:
    """True where less is better."""
    return path.rsplit(".", 1)[-1] in {"leaked", "lost", "false_alarms", "passed_as_supported", "false", *PERCENT_CEILINGS}
