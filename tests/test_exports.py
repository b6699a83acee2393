"""Exports and the static copy: whole, safe to open, the same bytes each time."""

from __future__ import annotations

import csv
import io
import json
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest

from dateline.errors import InputError
from dateline.publish import exports
from dateline.publish.figures import figures_page
from dateline.publish.record import Record
from dateline.publish.report import report
from dateline.publish.site import write_site
from dateline.records import Document, Evidence, Field, Finding
from dateline.store import queries
from tests.desk_record import desk


@pytest.mark.parametrize(
    ("cell", "guarded"),
    [
        ("=1+1", "'=1+1"),
        ("+7", "'+7"),
        ("-cmd", "'-cmd"),
        ("@x", "'@x"),
        ("\tx", "'\tx"),
        ("plain", "plain"),
        (-3.5, "-3.5"),
        (None, ""),
        (1e15, "1e+15"),
        (12, "12"),
    ],
)
def test_cells_are_no_formulas(cell: object, guarded: str) -> None:
    assert exports.guarded(cell) == guarded


def test_claims_as_csv_hold_every_claim(record: Record) -> None:
    rows = list(csv.DictReader(io.StringIO("".join(exports.claims_csv(record)), newline="")))
    assert [row["id"] for row in rows] == [claim.id for claim in queries.claims(record.store)]
    assert rows[0]["words"] == "Ukraine's air force said it shot down 31 of 48 drones that Russia launched overnight."
    assert rows[0]["figures"] == "31 of 48 shot down (drone); 48 launched (drone)"


def test_lines_of_json_give_the_claims_back(record: Record) -> None:
    rows = [json.loads(line) for line in exports.claims_jsonl(record)]
    assert len(rows) == 9 and rows[2]["place"]["precision"] == "settlement" and rows[2]["sentence"].startswith("Three people")


def test_places_are_drawn_only_as_far_as_they_are_known(record: Record) -> None:
    told = json.loads("".join(exports.geojson(record)))
    features = {feature["id"]: feature for feature in told["features"]}
    assert features["toll"]["geometry"] == {"type": "Point", "coordinates": [30.7326, 46.4775]}
    assert features["tula"]["geometry"]["coordinates"] == [37.5, 53.9]
    assert features["raid"]["geometry"] is None and "crs" not in told


def test_the_same_record_gives_the_same_bytes(record: Record) -> None:
    for what, form in exports.FORMS:
        assert list(exports.export(record.store, what, form)) == list(exports.export(record.store, what, form))
    with pytest.raises(InputError, match="claims as csv"):
        exports.export(record.store, "claims", "xlsx")


# ---- static copy ----


class Links(HTMLParser):
    """Addresses that a page leads to."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value for name, value in attrs if name in {"href", "src", "action"} and value]


def test_a_static_copy_leads_nowhere_that_is_not_there(record: Record, tmp_path: Path) -> None:
    folder = tmp_path / "site"
    count = write_site(record.store, desk(), folder)
    pages = list(folder.rglob("*.html"))
    assert len(pages) > 30 and count >= len(pages)
    for file in pages:
        links = Links()
        links.feed(file.read_text(encoding="utf-8"))
        for address in links.found:
            if not address.startswith(("http://", "https://", "#")):
                assert (file.parent / unquote(address.partition("#")[0])).resolve().is_file(), (file.name, address)


def test_a_static_copy_can_be_written_again_but_not_over_other_files(record: Record, tmp_path: Path) -> None:
    folder = tmp_path / "site"
    write_site(record.store, desk(), folder)
    before = {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()}
    write_site(record.store, desk(), folder)
    assert before == {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()}
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("mine")
    with pytest.raises(InputError):
        write_site(record.store, desk(), tmp_path / "mine")


def test_a_static_copy_stays_in_its_folder_whatever_names_say(tmp_path: Path) -> None:
    from dateline.publish.record import topic_address
    from dateline.publish.render import static_file

    names = ["..", "../../secret", "a/b", ".html", "index.css", "x" * 400, "ж" * 200, "ж" * 199 + "з", "%2e%2e", "CON", 'a"b<c>']
    files = [static_file(topic_address("speaker", name)) for name in names]
    assert len(set(files)) == len(names)
    for file in files:
        folder, _, name = file.partition("/")
        assert folder == "speaker" and "/" not in name and name.endswith((".html", ".css")) and len(name.encode()) < 255, file
        (tmp_path / folder).mkdir(exist_ok=True)
        (tmp_path / file).write_text("", encoding="utf-8")
        assert (tmp_path / file).resolve().parent == (tmp_path / "speaker").resolve()
    long = topic_address("speaker", "ж" * 200)
    assert static_file(f"{long}.csv").endswith(".csv") and static_file(f"{long}.feed.json").endswith(".json")


# ---- report ----


def test_a_report_holds_all_it_needs() -> None:
    finding = Finding("<b>Nine</b> fell.", 0, 17, "contradicted", (Field("Nine", "figure", "contradicted", "seven"),), (Evidence("page", 0, 5, "Seven fell."),))
    text = report(Document("d", "<b>Nine</b> fell.", name="draft"), [finding])
    assert "Contradicted" in text and "Seven fell." in text and "the record has <b>seven</b>" in text
    assert "<b>Nine</b> fell" not in text and "<link" not in text and "<script" not in text


def test_parquet_holds_the_same_claims_with_types(record: Record) -> None:
    pyarrow = pytest.importorskip("pyarrow.parquet", reason="needs pyarrow")
    from dateline.publish.parquet import parquet

    table = pyarrow.read_table(io.BytesIO(parquet(record, "claims")))
    claims = queries.claims(record.store)
    assert table.column("id").to_pylist() == [claim.id for claim in claims]
    first = table.to_pylist()[0]
    assert [(figure["measure"], figure["low"], figure["of"]) for figure in first["figures"]] == [("intercepted", 31.0, 48.0), ("launched", 48.0, None)]
    assert first["first_day"].isoformat() == "2025-03-11" and first["start"] == claims[0].start
    assert table.schema.field("low" if "low" in table.schema.names else "figures").metadata[b"about"]
    assert b"licence" in table.schema.metadata
    assert parquet(record, "claims") == parquet(record, "claims")
    for what in ("events", "figures"):
        assert pyarrow.read_table(io.BytesIO(parquet(record, what))).num_rows > 3


def test_parquet_says_what_it_lacks(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    from dateline.errors import InputError
    from dateline.publish import parquet

    monkeypatch.setattr(parquet, "is_available", lambda: False)
    with pytest.raises(InputError, match="pip install"):
        parquet.parquet(record, "claims")
    with pytest.raises(InputError, match="no such export"):
        parquet.parquet(record, "sources")


def test_a_figure_names_what_it_replaces_and_what_replaced_it(record: Record) -> None:
    rows = {(row["claim"], row["start"]): row for row in csv.DictReader(io.StringIO("".join(exports.figures_csv(record)), newline=""))}
    gone = [row for row in rows.values() if row["replaced_by"]]
    assert gone and all(row["claim"] in later["replaces"].split() for row in gone for later in rows.values() if later["claim"] == row["replaced_by"])
    assert all(json.loads(line)["voice"] is not None for line in exports.figures_jsonl(record))


def test_the_figures_page_as_csv_is_exactly_what_it_draws(record: Record) -> None:
    page = figures_page(record)
    rows = list(csv.DictReader(io.StringIO("".join(exports.drawn_csv(page)), newline="")))
    values = [getattr(night, name) for night in page.nights for name in ("launched", "intercepted", "lost", "left", "unaccounted")]
    drawn = [value for value in values if value is not None]
    assert [float(row["low"]) for row in rows if row["chart"] == "nights" and not row["replaced_by"]] == drawn
    assert len([row for row in rows if row["chart"] == "tolls"]) == sum(len(toll.points) for toll in page.tolls)
    assert {row["replaced_by_figure"] for row in rows if row["replaced_by"]} <= {point.words for toll in page.tolls for point in toll.points}
