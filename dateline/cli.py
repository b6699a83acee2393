"""The command line: the only module that prints. Errors say where and what to do, and set the exit code."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import msgspec
import typer

from dateline.calendar_days import is_day
from dateline.config import DATA, desk_name, load_desk, load_source
from dateline.errors import DatelineError, InputError
from dateline.terminal import claim_line, counted, passage_line, shortened

if TYPE_CHECKING:
    from dateline.pipeline import Added, Pipeline
    from dateline.records import Document, Finding

app = typer.Typer(
    help="Dateline reads war news and keeps a record of every claim: who made it, in which exact characters, where, when, with which figures.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
File = Annotated[str, typer.Argument(metavar="FILE", help="A page as text, HTML, Markdown or e-mail; - for standard input.")]
Record = Annotated[Path, typer.Option("--record", metavar="DB", help="The record: one SQLite file, made where it does not exist.")]
Desk = Annotated[
    str,
    typer.Option("--desk", metavar="NAME", help="What the record is about: a name in data/desks or a TOML file. Default: DATELINE_DESK, else russia-ukraine."),
]
Jsonl = Annotated[bool, typer.Option("--jsonl", help="One JSON object a line.")]


def _day_or_moment(value: str) -> str:
    try:
        is_told = not value or (is_day(value[:10]) and bool(datetime.fromisoformat(value)))
    except ValueError:
        is_told = False
    if not is_told:
        raise InputError("is no day", value, "Write it like 2025-03-14, or with a time: 2025-03-14T09:30Z.")
    return value


Published = Annotated[
    str,
    typer.Option("--published", metavar="DATE", callback=_day_or_moment, help="Day of the page (2025-03-04), where the page does not tell it."),
]
DEFAULT_RECORD = Path("dateline.sqlite")
INTERRUPTED = 130  # exit code of Ctrl-C


# ---- one page ----


@app.command()
def segment(file: File, jsonl: Jsonl = False, desk: Desk = "", published: Published = "") -> None:
    """Show what a page consists of: its items, and passages with their kinds."""
    from dateline.segment import rows

    pipeline = _pipeline(desk)
    document = _document(file, published)
    for row in rows(pipeline.segmenter(document), document):
        if jsonl:
            _print_json(row)
        elif row["kind"] == "item":
            print(f"\n[{row['item']}] {row['form']}: {row['title']}  ({row['published'] or 'no date'}: {row['published_basis'] or 'not told'})")
        else:
            print(f"  {row['kind']:<10} {row['start']:>6}  {shortened(row['text'], 110)}")


@app.command()
def extract(file: File, jsonl: Jsonl = False, desk: Desk = "", published: Published = "") -> None:
    """Show the claims of a page: who says that who did what to whom, where, when, with which figures."""
    from dateline.extract import row

    pipeline = _pipeline(desk)
    document = _document(file, published)
    claims = pipeline.read(document).claims
    for claim in claims:
        found = row(claim, document)
        if jsonl:
            _print_json(found)
        else:
            print(claim_line(found))
    if not jsonl:
        print(counted(len(claims), "claim"), file=sys.stderr)


@app.command()
def explain(
    sentence: Annotated[str, typer.Argument(metavar="SENTENCE", help="A sentence, in quotation marks.")],
    desk: Desk = "",
    published: Published = "",
) -> None:
    """Show how a sentence is read: its layers, each match with its words, and how far other rules got."""
    from dateline.extract import explain as explained
    from dateline.records import Document

    if not sentence.strip():
        raise InputError("no sentence", remedy="Give one in quotation marks.")
    pipeline = _pipeline(desk)
    document = Document("sentence", sentence, name="sentence", published=published)
    reading = pipeline.read_draft(document)
    print(explained(pipeline.extractor, reading))


@app.command(context_settings={"allow_extra_args": True})
def check(
    context: typer.Context,
    file: Annotated[str, typer.Argument(metavar="TEXT", help="The text to check: a file, an address, or - for standard input.")],
    against: Annotated[list[str] | None, typer.Option("--against", metavar="FILE", help="A source to check against: file or address; more may follow.")] = None,
    record: Annotated[Path | None, typer.Option("--record", metavar="DB", help="Check against a whole record instead.")] = None,
    jsonl: Jsonl = False,
    local: Annotated[bool, typer.Option("--local", help="Allow private and loopback addresses.")] = False,
    html: Annotated[Path | None, typer.Option("--html", metavar="REPORT", help="Write a self-contained HTML report to this file.")] = None,
    desk: Desk = "",
    published: Published = "",
) -> None:
    """Check a text, sentence by sentence: supported, contradicted, not in the source, not checkable. Exit code 1 when something is contradicted."""
    against = [*(against or []), *context.args]
    if bool(against) == bool(record):
        raise InputError("nothing to check against" if not record else "both --against and --record", file, "Give --against FILE... or --record DB.")
    pipeline = _pipeline(desk)
    draft = _draft(pipeline, file, published, local)
    findings = _check_record(pipeline, draft, record) if record else _check_sources(pipeline, draft, against, local)
    if html:
        from dateline.publish.report import report

        html.write_text(report(draft, findings, own=bool(against)), encoding="utf-8")
    _print_findings(findings, jsonl)
    if any(finding.verdict == "contradicted" for finding in findings):
        raise typer.Exit(1)


def _check_record(pipeline: Pipeline, draft: Document, record: Path) -> tuple[Finding, ...]:
    from dateline.pipeline import check_record
    from dateline.store import Store

    with Store(record, read_only=True) as store:
        return check_record(store, pipeline, draft)


def _check_sources(pipeline: Pipeline, draft: Document, names: Sequence[str], local: bool) -> tuple[Finding, ...]:
    """Findings against every page of the named sources; pages that cannot be read are told, and refused where there are no others."""
    from dateline.read import documents
    from dateline.records import Skipped

    pages = [page for name in names for page in documents(name, local=local)]
    skipped = [page for page in pages if isinstance(page, Skipped)]
    for page in skipped:
        print(f"skipped {page.name}: {page.reason}", file=sys.stderr)
    if len(skipped) == len(pages):
        raise InputError("no source could be read", ", ".join(names), "Name files or addresses with text.")
    return pipeline.check(draft, [pipeline.read_source(page[2]) for page in pages if not isinstance(page, Skipped)])


def _draft(pipeline: Pipeline, file: str, published: str, local: bool) -> Document:
    """The text to check; of a page with markup or at an address, its own words alone."""
    draft = _document(file, published, local=local)
    is_page = draft.url or file.lower().endswith((".html", ".htm"))
    return msgspec.structs.replace(draft, text=pipeline.own_text(draft)) if is_page else draft


MARKS = {"supported": ("+", "green"), "contradicted": ("!", "red"), "not-in-source": ("?", "yellow"), "not-checkable": (".", "bright_black")}


def _print_findings(findings: Sequence[Finding], jsonl: bool) -> None:
    """Rows, or lines for a reader: coloured on a terminal, labelled everywhere; counts go to standard error."""
    from dateline.check import row

    if jsonl:
        for finding in findings:
            _print_json(row(finding))
        return
    for finding in findings:
        mark, colour = MARKS[finding.verdict]
        _print_coloured(f"{mark} {finding.verdict.upper():<14}", f" {finding.sentence}", colour)
        for field in finding.fields:
            instead = f"; the source has {field.source!r}" if field.source else ""
            _print_coloured(f"    {field.field}", f": {field.text!r} {field.verdict}{instead}", MARKS[field.verdict][1])
        for evidence in finding.evidence[:2]:
            print(f"    {evidence.document} {evidence.start}-{evidence.end}: {shortened(evidence.text, 140)}")
    counts = (f"{sum(finding.verdict == verdict for finding in findings)} {verdict}" for verdict in MARKS)
    print(", ".join(counts), file=sys.stderr)


def _print_coloured(head: str, rest: str, colour: str) -> None:
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False, soft_wrap=True)
    console.print(Text(head, style=f"bold {colour}") + Text(rest)) if console.is_terminal and not console.no_color else print(head + rest)


# ---- the record ----


@app.command()
def read(
    sources: Annotated[list[str], typer.Argument(metavar="SOURCE...", help="Files, folders, addresses, feeds, WARC files; - for standard input.")],
    record: Record = DEFAULT_RECORD,
    desk: Desk = "",
    published: Published = "",
) -> None:
    """Read sources into a record; pages that it has already are passed over, changed ones become revisions; one bad source does not stop the others."""
    from dateline.pipeline import add, link_new
    from dateline.read import documents
    from dateline.store import Store, queries

    pipeline = _pipeline(desk)
    new, refused = 0, []
    with Store(record) as store, _progress() as advance:
        for source in sources:
            try:
                new += add(store, pipeline, documents(source, published=published), advance)
            except InputError as error:
                refused.append(error)
        link_new(store, pipeline.desk)
        events, differing = queries.linked_counts(store)
    for problem in refused:
        _print_error(problem)
    print(f"{counted(new, 'new page')}; {counted(events, 'event')}, {counted(differing, 'question')} on which accounts differ", file=sys.stderr)
    if refused:
        raise typer.Exit(InputError.code)


@app.command()
def relink(
    record: Record = DEFAULT_RECORD,
    desk: Desk = "",
    claims: Annotated[bool, typer.Option("--claims", help="Read the claims of all stored pages anew first.")] = False,
) -> None:
    """Rebuild events, accounts and sums from the claims; editors' decisions hold."""
    from dateline.pipeline import Pipeline, reread
    from dateline.pipeline import relink as rebuild
    from dateline.store import Store

    chosen = load_desk(desk or desk_name())
    with Store(_existing(record)) as store:
        if claims:
            reread(store, Pipeline(chosen))
        print(counted(len(rebuild(store, chosen).events), "event"), file=sys.stderr)


@app.command()
def why(event: Annotated[str, typer.Argument(metavar="EVENT", help="Id of an event.")], record: Record = DEFAULT_RECORD) -> None:
    """Print why claims were joined into an event, kept apart or told to differ, and whom its names stand for."""
    from dateline.link import called
    from dateline.store import Store, queries

    with Store(record, read_only=True) as store:
        found = queries.event(store, event) or queries.event(store, queries.event_now(store, event))
        if found is None:
            raise InputError("no such event", event, "List events with: dateline export events --record " + str(record))
        counts = (counted(len(found.claims), "claim"), counted(found.speakers, "primary speaker"), counted(found.reports, "report"))
        print(f"{found.title} ({found.day or 'day not told'}): {', '.join(counts)}")
        named = queries.name_decisions(store, called(queries.claims_by_id(store, found.claims).values()))
        for decision in (*queries.decisions_on(store, (found.id, *found.claims)), *named):
            reasons = "; ".join(f"{reason} ({weight:+g})" for reason, weight in decision.reasons)
            print(f"  {decision.kind:<6} {decision.subject} {decision.object}  by {decision.by}: {reasons or 'no reason given'}")


@app.command()
def diff(
    page: Annotated[str, typer.Argument(metavar="PAGE", help="Address or path of a page as it was read, or the id of one of its revisions.")],
    record: Record = DEFAULT_RECORD,
    jsonl: Jsonl = False,
) -> None:
    """Show what changed between the last two revisions of a page: its passages, then its claims."""
    from dateline.pipeline import revision
    from dateline.store import Store, queries

    with Store(record, read_only=True) as store:
        found = queries.document(store, page)
        ids = queries.revisions(store, (found[0].url or found[0].name or page) if found else page)[-2:]
        readings = [(read, queries.claims(store, identifier)) for identifier in ids if (read := queries.document(store, identifier))]
    if not readings:
        raise InputError("no such page", page, f"Name it as it was read, or by an id that stands as document in: dateline export claims --record {record}")
    if len(readings) == 1:
        print("one revision only", file=sys.stderr)
        return
    (earlier, before), (later, after) = readings
    told = revision(earlier, later, before, after)
    for edit in told.edits:
        _print_json({"of": "passage", **msgspec.to_builtins(edit)}) if jsonl else print(passage_line(edit))
    for change in told.changes:
        _print_json({"of": "claim", **msgspec.to_builtins(change)}) if jsonl else print(f"{change.words}\n    {shortened(change.text)}")
    print(f"{ids[0]} -> {ids[1]}: {counted(len(told.edits), 'passage')}, {counted(len(told.changes), 'change')} of claims", file=sys.stderr)


@app.command()
def decide(
    kind: Annotated[str, typer.Argument(metavar="KIND", help="join or split (claims), same-name or not-same (names).")],
    subject: Annotated[str, typer.Argument(metavar="ID", help="A claim id, or a name.")],
    object: Annotated[str, typer.Argument(metavar="ID", help="The other claim id, or the name or key it stands for, or does not.")],
    by: Annotated[str, typer.Option("--by", help="Your name.")],
    record: Record = DEFAULT_RECORD,
    undo: Annotated[bool, typer.Option("--undo", help="Take this decision back.")] = False,
    desk: Desk = "",
) -> None:
    """Keep an editor's decision: it overrides the machine's, holds over rebuilds, and can be taken back."""
    from dateline.deciding import decide as decided
    from dateline.store import Store

    with Store(_existing(record)) as store:
        linked = decided(store, load_desk(desk or desk_name()), kind, (subject, object), by=by, undo=undo)
    print(f"kept; {counted(len(linked.events), 'event')}", file=sys.stderr)


@app.command()
def export(
    what: Annotated[str, typer.Argument(metavar="WHAT", help="claims, events or figures; warc for the pages as they came.")],
    record: Record = DEFAULT_RECORD,
    form: Annotated[str, typer.Option("--format", help="jsonl, csv, geojson (events) or parquet (needs pyarrow).")] = "jsonl",
) -> None:
    """Write claims, events or figures to standard output; the same record gives the same bytes."""
    from dateline.publish.exports import export as exported
    from dateline.read.warc import write
    from dateline.store import Store, queries

    with Store(record, read_only=True) as store:
        if what == "warc":
            write(queries.captures(store), sys.stdout.buffer)
            return
        if form == "parquet":
            from dateline.publish.parquet import parquet_of

            sys.stdout.buffer.write(parquet_of(store, what))
            return
        for line in exported(store, what, form):
            sys.stdout.write(line)


@app.command()
def watch(
    sources: Annotated[list[Path] | None, typer.Argument(metavar="SOURCE...", help="Source files (TOML); the desk's own where none is given.")] = None,
    record: Record = DEFAULT_RECORD,
    every: Annotated[float, typer.Option("--every", min=1, metavar="SECONDS", help="Time between two polls of a source that is well.")] = 300.0,
    once: Annotated[bool, typer.Option("--once", help="One round, then stop.")] = False,
    local: Annotated[bool, typer.Option("--local", help="Allow private and loopback addresses.")] = False,
    desk: Desk = "",
) -> None:
    """Poll sources politely and read what is new or changed: robots.txt, conditional requests, spacing, back-off."""
    import time
    from datetime import UTC, datetime

    from dateline import pipeline as stages
    from dateline.read.fetch import Fetcher, Limits
    from dateline.read.watch import State, due_seconds
    from dateline.store import Store, queries

    pipeline = _pipeline(desk)
    paths = sources or [DATA / "sources" / f"{name}.toml" for name in pipeline.desk.sources]
    if not paths:
        raise InputError("the desk names no sources", pipeline.desk.name, "Name source files, or list them in the desk file. See docs/add-a-source.md.")
    known = [load_source(path) for path in paths]
    with Store(record) as store, Fetcher(Limits(local=local)) as fetcher, _progress() as advance:
        while True:
            new = stages.watch(store, pipeline, known, fetcher, every, advance)
            states = {name: msgspec.json.decode(state, type=State) for name, state in queries.watch_states(store).items()}
            for name, state in states.items():
                print(
                    f"{name}: checked {state.checked or 'never'}, changed {state.changed or 'never'}" + (f"; {state.note}" if state.note else ""),
                    file=sys.stderr,
                )
            print(counted(new, "new page"), file=sys.stderr)
            if once:
                return
            time.sleep(max(1.0, due_seconds(states, datetime.now(UTC))))


# ---- pages ----


@app.command()
def brief(
    date: Annotated[str, typer.Argument(metavar="DATE", help="A day: 2025-03-04.")],
    record: Record = DEFAULT_RECORD,
    form: Annotated[str, typer.Option("--format", help="text, markdown, html or email.")] = "text",
    desk: Desk = "",
) -> None:
    """Print the brief of a day: one bullet an event, each speaker named, differing accounts side by side."""
    from dateline.publish.editions import brief_edition
    from dateline.store import Store

    with Store(record, read_only=True) as store:
        print(brief_edition(store, load_desk(desk or desk_name()), date, form))


@app.command()
def serve(
    record: Record = DEFAULT_RECORD,
    host: Annotated[str, typer.Option(help="Address to listen on; only this machine unless told.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port; 0 takes a free one.")] = 8787,
    local: Annotated[bool, typer.Option("--local", help="Let the check page fetch private and loopback addresses.")] = False,
    review: Annotated[str, typer.Option("--review", metavar="NAME", help="Let the editor of this name decide in a browser on this machine.")] = "",
    desk: Desk = "",
) -> None:
    """Serve the record's pages, feeds and API; read-only, but for an editor's decisions where --review is given."""
    from dateline.server import run

    say = partial(print, flush=True)  # whoever reads a pipe waits for the address
    run(record, load_desk(desk or desk_name()), host, port, say, local=local, editor=review)


@app.command()
def publish(folder: Annotated[Path, typer.Argument(metavar="DIR", help="Where to write the site.")], record: Record = DEFAULT_RECORD, desk: Desk = "") -> None:
    """Write the whole record as a static site that any web server can hold."""
    from dateline.publish.site import write_site
    from dateline.store import Store

    with Store(record, read_only=True) as store:
        print(counted(write_site(store, load_desk(desk or desk_name()), folder), "file"), file=sys.stderr)


# ---- the parts they share ----


def _pipeline(desk: str) -> Pipeline:
    from dateline.pipeline import Pipeline

    return Pipeline(load_desk(desk or desk_name()))


def _document(file: str, published: str = "", *, local: bool = False) -> Document:
    from dateline.read import document

    return document(file, published=published, local=local)


def _existing(record: Path) -> Path:
    if not record.is_file():
        raise InputError("no such record", str(record), f"Make one with: dateline read SOURCE... --record {record}")
    return record


@contextmanager
def _progress() -> Iterator[Callable[[Added], None]]:
    """A line that counts pages while they are read, on a terminal only; skipped pages are named."""
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    console = Console(stderr=True)
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TextColumn("{task.completed} pages, {task.fields[claims]} claims"), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task("reading", total=None, claims=0)
        claims = 0

        def advance(added: Added) -> None:
            nonlocal claims
            claims += added.claims
            progress.update(task, advance=1, claims=claims, description=shortened(added.name, 48))
            if added.skipped:
                console.print(f"skipped {added.name}: {added.skipped}", markup=False)

        yield advance


def _print_json(row: object) -> None:
    sys.stdout.write(msgspec.json.encode(row).decode() + "\n")


def _print_error(error: DatelineError) -> None:
    print(f"dateline: {error}", file=sys.stderr)


def main() -> None:
    """Run the command line; errors of ours become a message and an exit code, Ctrl-C becomes 130."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # the same bytes in every locale; names of files may be no text
    try:
        app()
    except DatelineError as error:
        _print_error(error)
        raise SystemExit(error.code) from None
    except SystemExit as done:
        if done.code == INTERRUPTED:
            print("dateline: stopped; what was read before is kept", file=sys.stderr)
        raise
    except OSError as error:
        _print_error(InputError(error.strerror or str(error), str(error.filename or ""), "Check the name and the rights."))
        raise SystemExit(InputError.code) from None
