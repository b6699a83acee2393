"""The command line: what it prints, its exit codes, and what it says of bad input."""

from __future__ import annotations

import functools
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from dateline.cli import main
from dateline.store import Store, queries
from tests.web import html, playing

ROOT = Path(__file__).parent.parent
SAMPLES = ROOT / "samples"
PAGE = "Rebels seized the airport outside Kindu on Monday, the governor said.\n\nShelling killed three people in the town, a doctor said.\n"


def run(*arguments: str, stdin: str | None = None, seed: str = "0", timeout: float = 60) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
    return subprocess.run([sys.executable, "-m", "dateline", *arguments], input=stdin, capture_output=True, text=True, timeout=timeout, env=environment)


def page(folder: Path, text: str = PAGE, name: str = "page.txt") -> str:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_help_teaches_every_command() -> None:
    shown = run("--help").stdout
    for command in ("segment", "extract", "explain", "check", "read", "relink", "why", "diff", "decide", "export", "brief", "serve", "publish"):
        assert command in shown
    assert "characters" in shown


def test_segment_covers_the_page(tmp_path: Path) -> None:
    rows = [json.loads(line) for line in run("segment", page(tmp_path), "--jsonl").stdout.splitlines()]
    assert [row["text"] for row in rows if row["kind"] != "item"] == [line for line in PAGE.split("\n") if line]


def test_extract_reads_standard_input_and_keeps_offsets() -> None:
    rows = [json.loads(line) for line in run("extract", "-", "--jsonl", "--published", "2025-03-04", stdin=PAGE).stdout.splitlines()]
    assert rows
    for row in rows:
        assert PAGE[row["start"] : row["end"]] == row["sentence"]


def test_explain_shows_layers_and_matches() -> None:
    shown = run("explain", "Gunmen killed three people in Peshawar.")
    assert shown.returncode == 0
    assert "kill" in shown.stdout


def test_diff_tells_what_changed_between_the_last_two_revisions(tmp_path: Path) -> None:
    path, record = page(tmp_path), str(tmp_path / "record.sqlite")
    run("read", path, "--record", record)
    only = run("diff", path, "--record", record)
    assert (only.returncode, only.stdout) == (0, "")
    assert "one revision only" in only.stderr
    run("read", page(tmp_path, PAGE.replace("three", "five")), "--record", record)
    shown = run("diff", path, "--record", record)
    assert "paragraph edited: three -> five" in shown.stdout
    assert "killed 3 -> 5 (person)\n    Shelling killed five people" in shown.stdout
    rows = [json.loads(line) for line in run("diff", path, "--record", record, "--jsonl").stdout.splitlines()]
    assert [(row["of"], row["kind"]) for row in rows] == [("passage", "edited"), ("claim", "figure")]
    assert run("diff", rows[1]["after"], "--record", record).returncode == 2  # a claim is no page


def test_check_exits_with_1_when_contradicted(tmp_path: Path) -> None:
    source = page(tmp_path, "Air defences shot down 41 of 64 drones over Odesa on Monday, the air force said.\n")
    draft = page(tmp_path, "Air defences shot down 46 of 64 drones.\n", "draft.txt")
    found = run("check", draft, "--against", source, "--jsonl")
    assert json.loads(found.stdout.splitlines()[0])["verdict"] == "contradicted"
    assert found.returncode == 1


def test_check_takes_several_sources_after_one_option(tmp_path: Path) -> None:
    first, second = (
        page(tmp_path, "Rain fell in Oslo on Monday.\n", "a.txt"),
        page(tmp_path, "Gunmen killed three people in Peshawar on Monday, police said.\n", "b.txt"),
    )
    draft = page(tmp_path, "Gunmen killed three people in Peshawar.\n", "draft.txt")
    found = run("check", draft, "--against", first, second, "--jsonl")
    assert json.loads(found.stdout.splitlines()[0])["verdict"] == "supported", found.stderr


def test_check_reads_addresses_where_it_may(tmp_path: Path) -> None:
    source = page(tmp_path, "Gunmen killed three people in Peshawar on Monday, police said.\n")
    with playing() as web:
        web.pages["/draft"] = html("Gunmen killed nine people in Peshawar on Monday, police said.")
        refused = run("check", f"{web.root}/draft", "--against", source)
        assert refused.returncode == 2 and "not public" in refused.stderr and web.paths() == []
        found = run("check", f"{web.root}/draft", "--against", source, "--local", "--jsonl")
    rows = {row["sentence"]: row["verdict"] for row in map(json.loads, found.stdout.splitlines())}
    assert rows["Gunmen killed nine people in Peshawar on Monday, police said."] == "contradicted" and found.returncode == 1


def test_check_labels_its_lines_and_colours_them_on_a_terminal_only(tmp_path: Path) -> None:
    import pty

    source = page(tmp_path, "Gunmen killed three people in Peshawar on Monday, police said.\n")
    draft = page(tmp_path, "Gunmen killed nine people in Peshawar.\n", "draft.txt")
    report = tmp_path / "report.html"
    plain = run("check", draft, "--against", source, "--html", str(report))
    assert plain.stdout.startswith("! CONTRADICTED") and "\x1b[" not in plain.stdout and "1 contradicted" in plain.stderr
    assert "show-contradicted" in report.read_text(encoding="utf-8")
    for environment, coloured in (({"TERM": "xterm"}, True), ({"TERM": "xterm", "NO_COLOR": "1"}, False)):
        ours, theirs = pty.openpty()
        command = [sys.executable, "-m", "dateline", "check", draft, "--against", source]
        told = {**{name: value for name, value in os.environ.items() if name != "NO_COLOR"}, "PYTHONPATH": str(ROOT), **environment}
        done = subprocess.run(command, stdout=theirs, stderr=subprocess.DEVNULL, env=told, check=False)
        os.close(theirs)
        shown = os.read(ours, 65536).decode()
        os.close(ours)
        assert done.returncode == 1 and ("\x1b[" in shown) is coloured and "CONTRADICTED" in shown


def test_check_wants_something_to_check_against(tmp_path: Path) -> None:
    found = run("check", page(tmp_path))
    assert found.returncode == 2
    assert "--against FILE" in found.stderr


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a page, a record made from it, and files that are something else."""
    folder = tmp_path_factory.mktemp("desk")
    page(folder)
    assert run("read", str(folder / "page.txt"), "--record", str(folder / "good.sqlite")).returncode == 0
    for name, content in {
        "empty.txt": b"",
        "picture.png": b"\x89PNG\r\n\x1a\n" + bytes(2000),
        "machine.txt": b"\x7fELF\x02\x01\x01\x00" + bytes(2000),
        "large.txt": b"a word and " * 5_000_000,
        "text.sqlite": b"no database",
        "cut.toml": b"title = ",
        "odd.toml": b"title = 3",
        "latin.toml": b'name = "\xff"\n',
    }.items():
        (folder / name).write_bytes(content)
    for name in ("two", "none"):
        (folder / name).mkdir()
    page(folder / "two", name="a.txt")
    page(folder / "two", name="b.txt")
    whole = (folder / "good.sqlite").read_bytes()
    (folder / "damaged.sqlite").write_bytes(whole[:40_000] + b"\xff" * (len(whole) - 40_000))
    with sqlite3.connect(folder / "other.sqlite") as connection:
        connection.execute("CREATE TABLE mine (x)")
    for name, version in (("older", 1), ("newer", 99)):
        (folder / f"{name}.sqlite").write_bytes(whole)
        with sqlite3.connect(folder / f"{name}.sqlite") as connection:
            connection.execute(f"PRAGMA user_version = {version}")
    return folder


BAD = [  # command; where, what, what to do; exit code
    ("extract nowhere.txt", ("nowhere.txt", "No such file", "Check the name"), 2),
    ("extract empty.txt", ("empty.txt", "is empty", "saved completely"), 2),
    ("extract picture.png", ("picture.png", "is not text", "Give text"), 2),
    ("extract machine.txt", ("machine.txt", "is not text", "Give text"), 2),
    ("extract large.txt", ("large.txt", "larger than 50 MB", "Split it"), 2),
    ("segment none", ("none", "holds no page", "Name a file"), 2),
    ("segment two", ("two", "holds more than one page", "Name one of them"), 2),
    ("extract page.txt --published 2025-13-40", ("2025-13-40", "is no day", "Write it like"), 2),
    ("extract page.txt --published yesterday", ("yesterday", "is no day", "Write it like"), 2),
    ("extract page.txt --desk atlantis", ("atlantis", "no such desk", "Name one of: russia-ukraine"), 2),
    ("extract page.txt --desk cut.toml", ("cut.toml", "Invalid value", "Mend the desk file"), 4),
    ("extract page.txt --desk latin.toml", ("latin.toml", "utf-8", "Mend the desk file"), 4),
    ("extract /dev/zero", ("/dev/zero", "larger than 50 MB", "Split it"), 2),
    ("extract page.txt --desk odd.toml", ("odd.toml", "$.title", "Mend the desk file"), 4),
    ("explain ", ("", "no sentence", "quotation marks"), 2),
    ("check page.txt", ("page.txt", "nothing to check against", "--against FILE"), 2),
    ("check page.txt --against page.txt --record good.sqlite", ("page.txt", "both", "--against FILE"), 2),
    ("check page.txt --against empty.txt", ("empty.txt", "is empty", "saved completely"), 2),
    ("check page.txt --against none", ("none", "no source could be read", "Name files"), 2),
    ("check page.txt --record nowhere.sqlite", ("nowhere.sqlite", "no such record", "dateline read"), 2),
    ("check page.txt --against page.txt --html nowhere/report.html", ("nowhere/report.html", "No such file", "Check the name"), 2),
    ("check http://[ --against page.txt", ("http://[", "is no web address", "http://"), 2),
    ("check http://127.0.0.1:1/ --against page.txt", ("127.0.0.1", "not public", "--local"), 2),
    ("read page.txt --record nowhere/new.sqlite", ("nowhere/new.sqlite", "unable to open", "Name a record"), 3),
    ("read page.txt --record text.sqlite", ("text.sqlite", "not a database", "Name a record"), 3),
    ("read page.txt --record other.sqlite", ("other.sqlite", "not a Dateline record", "Name another file"), 3),
    ("read page.txt --record newer.sqlite", ("newer.sqlite", "newer Dateline", "Upgrade"), 3),
    ("relink --record nowhere.sqlite", ("nowhere.sqlite", "no such record", "dateline read"), 2),
    ("relink --record damaged.sqlite", ("damaged.sqlite", "malformed", "record"), 3),
    ("brief 2025-03-04 --record damaged.sqlite", ("damaged.sqlite", "malformed", "record"), 3),
    ("brief 2025-03-04 --record older.sqlite", ("older.sqlite", "older Dateline", "relink --record"), 3),
    ("brief 2025-99-99 --record good.sqlite", ("2025-99-99", "is no day", "newest days"), 2),
    ("brief 2025-W11-3 --record good.sqlite", ("2025-W11-3", "is no day", "newest days"), 2),
    ("brief 1999-01-01 --record good.sqlite", ("1999-01-01", "nothing was told", "newest days"), 2),
    ("brief 2025-03-04 --record good.sqlite --format pdf", ("pdf", "no such form", "Use text"), 2),
    ("why nothing --record good.sqlite", ("nothing", "no such event", "export events"), 2),
    ("diff nowhere --record good.sqlite", ("nowhere", "no such page", "export claims"), 2),
    ("decide marry a b --by me --record good.sqlite", ("marry", "no such decision", "join, split"), 2),
    ("decide join a b --by me --record good.sqlite", ("a", "no such claim", "export claims"), 2),
    ("decide join a a --by me --record good.sqlite", ("a", "is one claim", "two claims"), 2),
    ("decide not-same a  --by me --record good.sqlite", ("not-same:a:", "lacks a word", "your own name"), 2),
    ("decide split a b --by me --undo --record good.sqlite", ("split:a:b", "no such decision holds", "What holds: nothing"), 2),
    ("export moods --record good.sqlite", ("moods", "no such export", "claims as csv"), 2),
    ("export claims --format geojson --record good.sqlite", ("claims as geojson", "no such export", "events as geojson"), 2),
    ("watch nowhere.toml --once --record good.sqlite", ("nowhere.toml", "no such source", "add-a-source"), 2),
    ("watch odd.toml --once --record good.sqlite", ("odd.toml", "$.title", "add-a-source"), 4),
    ("serve --record nowhere.sqlite", ("nowhere.sqlite", "no such record", "dateline read"), 2),
    ("serve --record good.sqlite --port 99999", ("--port", "65535", "--help"), 2),
    ("serve --record good.sqlite --host 192.0.2.1 --port 0", ("192.0.2.1:0", "cannot listen", "--port"), 2),
    ("publish two --record good.sqlite", ("two", "not an earlier copy", "new folder"), 2),
    ("publish page.txt --record good.sqlite", ("page.txt", "", ""), 2),
]


@pytest.mark.parametrize(("command", "says", "code"), BAD, ids=[row[0] for row in BAD])
def test_bad_input_is_told_where_what_and_what_to_do(
    desk: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], command: str, says: tuple[str, ...], code: int
) -> None:
    monkeypatch.chdir(desk)
    monkeypatch.setattr(sys, "argv", ["dateline", *command.split(" ")])
    with pytest.raises(SystemExit) as done:
        main()
    told = " ".join(capsys.readouterr().err.split())
    assert done.value.code == code
    assert all(words in told for words in says), told


def test_a_bad_source_does_not_stop_the_others(tmp_path: Path) -> None:
    record = tmp_path / "desk.sqlite"
    found = run("read", str(tmp_path / "nowhere.txt"), page(tmp_path), str(tmp_path / "gone.txt"), "--record", str(record))
    assert found.returncode == 2
    assert "nowhere.txt: No such file" in found.stderr and "gone.txt: No such file" in found.stderr and "1 new page;" in found.stderr
    with Store(record, read_only=True) as store:
        assert queries.events(store)


def test_names_of_files_that_are_no_text_are_read_and_told(tmp_path: Path) -> None:
    odd = os.fsencode(tmp_path / "page") + b"\xff.txt"
    Path(os.fsdecode(odd)).write_text(PAGE, encoding="utf-8")
    record = str(tmp_path / "desk.sqlite")
    assert run("read", os.fsdecode(odd), "--record", record).returncode == 0
    with Store(record, read_only=True) as store:
        assert [row.page for row in queries.documents(store)] == [str(tmp_path / "page?.txt")]


def test_output_is_utf8_in_every_locale(tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "ascii"}
    command = [sys.executable, "-m", "dateline", "segment", page(tmp_path, "Zażółć gęślą jaźń.\n")]
    done = subprocess.run(command, capture_output=True, env=environment, check=True)
    assert "Zażółć gęślą jaźń." in done.stdout.decode("utf-8")


def test_broken_encoding_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_bytes(PAGE.encode() + b"\xff\xfe\xfa broken \x80 bytes\n")
    assert run("extract", str(path), "--jsonl").returncode == 0


def test_a_record_that_is_not_ours_is_refused_and_left_alone(tmp_path: Path) -> None:
    other = tmp_path / "other.sqlite"
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE mine (x)")
    before = other.read_bytes()
    found = run("read", page(tmp_path), "--record", str(other))
    assert found.returncode == 3
    assert "not a Dateline record" in found.stderr
    assert other.read_bytes() == before


def test_exports_are_the_same_bytes_under_any_hash_seed(tmp_path: Path) -> None:
    outputs = []
    for seed in ("1", "2"):
        record = str(tmp_path / f"{seed}.sqlite")
        assert run("read", str(SAMPLES), "--record", record, seed=seed).returncode == 0
        outputs.append([run("export", what, "--record", record, seed=seed).stdout for what in ("claims", "events", "figures")])
    assert outputs[0] == outputs[1]
    assert all(outputs[0])


def test_decisions_hold_over_rebuilds_and_can_be_taken_back(tmp_path: Path) -> None:
    record = tmp_path / "desk.sqlite"
    run("read", str(SAMPLES), "--record", str(record))
    with Store(record, read_only=True) as store:
        event = next(e for e in queries.events(store) if len(e.claims) > 1)
        others = queries.claims_of_event(store, event.id)
    assert "join" in run("why", event.id, "--record", str(record)).stdout
    pair = (others[0].id, others[1].id)
    together = event_of(record, pair)
    run("decide", "split", *pair, "--by", "an editor", "--record", str(record))
    run("relink", "--record", str(record))
    assert len(set(event_of(record, pair))) == 2
    run("decide", "split", *pair, "--by", "an editor", "--undo", "--record", str(record))
    assert event_of(record, pair) == together


def test_decisions_about_names_are_told_by_why(tmp_path: Path) -> None:
    for name, killed in (("Ihor", 2), ("Igor", 3)):
        words = f"KYIV, March 4, 2025\n\nGovernor {name} Kovalenko said that a drone had killed {killed} people in Sumy.\n"
        (tmp_path / f"{name}.txt").write_text(words, encoding="utf-8")
    record = tmp_path / "desk.sqlite"
    run("read", str(tmp_path), "--record", str(record))
    with Store(record, read_only=True) as store:
        event = queries.events(store)[0].id
    assert "spellings of one full name" in run("why", event, "--record", str(record)).stdout
    told = run("decide", "not-same", "Ivan Kovalenko", "Ihor Kovalenko", "--by", "an editor", "--record", str(record))
    assert told.returncode == 0
    why = run("why", event, "--record", str(record)).stdout
    assert "not-same Ivan Kovalenko Ihor Kovalenko  by an editor" in why and "one surname" not in why


def event_of(record: Path, claims: tuple[str, ...]) -> list[str | None]:
    with Store(record, read_only=True) as store:
        return [queries.event_of_claim(store, claim) for claim in claims]


def contents(record: Path) -> dict[str, list[tuple[object, ...]]]:
    with sqlite3.connect(record) as connection:
        return {
            table: sorted(connection.execute(f"SELECT {columns} FROM {table}"))
            for table, columns in (
                ("documents", "id, page, revision"),
                ("claims", "id, record"),
                ("sentences", "document, number, text"),
                ("events", "id, record"),
            )
        }


def test_killing_the_reader_loses_and_doubles_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    for number in range(60):
        (folder / f"page{number:03}.txt").write_text(PAGE.replace("Kindu", f"Kindu and camp {number}"), encoding="utf-8")
    whole, torn = tmp_path / "whole.sqlite", tmp_path / "torn.sqlite"
    assert run("read", str(folder), "--record", str(whole)).returncode == 0
    chance = random.Random(7)
    for _ in range(6):
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        reader = subprocess.Popen([sys.executable, "-m", "dateline", "read", str(folder), "--record", str(torn)], stderr=subprocess.DEVNULL, env=environment)
        time.sleep(chance.uniform(0.3, 1.2))
        reader.send_signal(signal.SIGKILL)
        reader.wait()
        if torn.exists():
            with sqlite3.connect(torn) as connection:
                assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert run("read", str(folder), "--record", str(torn)).returncode == 0
    assert contents(torn) == contents(whole)


def test_an_interrupt_keeps_what_was_read(tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    for number in range(400):
        (folder / f"page{number:03}.txt").write_text(PAGE.replace("Kindu", f"Kindu and camp {number}") * 5, encoding="utf-8")
    record = tmp_path / "desk.sqlite"
    reader = subprocess.Popen(
        [sys.executable, "-m", "dateline", "read", str(folder), "--record", str(record)],
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL) and None,  # a suite run in the background hands down an ignored SIGINT
    )
    while not (record.exists() and record.stat().st_size) and reader.poll() is None:
        time.sleep(0.02)
    time.sleep(0.3)
    reader.send_signal(signal.SIGINT)
    _, said = reader.communicate(timeout=30)
    assert reader.returncode == 130, said
    assert "kept" in said
    with Store(record, read_only=True) as store:
        assert queries.counts(store).documents < 400


def test_watch_reads_a_page_once_and_asks_again_only_when_due(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(
        f"<html><body><article><h1>Airport seized</h1><p>{PAGE.split(chr(10))[0]}</p></article></body></html>", encoding="utf-8"
    )
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(SimpleHTTPRequestHandler, directory=str(tmp_path)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    source = tmp_path / "source.toml"
    source.write_text(f'name = "gazette"\nkind = "page"\nurl = "http://127.0.0.1:{server.server_address[1]}/page.html"\ntitle = "Gazette"\n', encoding="utf-8")
    record = str(tmp_path / "desk.sqlite")
    try:
        refused = run("watch", str(source), "--record", record, "--once")
        assert "--local" in refused.stderr
        Path(record).unlink()
        assert "1 new page" in run("watch", str(source), "--record", record, "--once", "--local").stderr
        assert "0 new pages" in run("watch", str(source), "--record", record, "--once", "--local").stderr
    finally:
        server.shutdown()
        server.server_close()
    with Store(record, read_only=True) as store:
        assert [d.outlet for d in queries.documents(store)] == ["Gazette"]
