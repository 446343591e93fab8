"""`detente page`: the record as one self-contained page."""

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from detente.cli.add import now
from detente.cli.init import DIR_HELP, record_path
from detente.cli.lines import counted
from detente.cli.moments import KNOWN_HELP, known_as
from detente.core.errors import OutputError, UsageError

if TYPE_CHECKING:
    from detente.exchange.page_incidents import IncidentItem
    from detente.exchange.page_record import Summary
    from detente.store import DocumentView, Known, Record

__all__ = ["check_target", "page", "write_whole"]

MOST_DOCUMENTS = 200


def page(
    folder: Annotated[Path, typer.Argument(help=DIR_HELP, metavar="DIR")],
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Where to write; DIR/index.html if not given.", metavar="OUT")
    ] = None,
    most: Annotated[
        int, typer.Option(min=1, help="Show at most so many reports, the last added ones.")
    ] = MOST_DOCUMENTS,
    as_known_on: Annotated[
        str | None, typer.Option("--as-known-on", help=KNOWN_HELP, metavar="DATE", show_default=False)
    ] = None,
) -> None:
    """Write the record in DIR as one page that works from a file, offline: each report with its evidence marked."""
    from detente.exchange.intake_view import gather_intake
    from detente.exchange.page import write_page
    from detente.store import documents, open_record

    target = output or folder / "index.html"
    check_target(target)
    known_on = known_as(as_known_on, now=now())
    with open_record(record_path(folder), read_only=True) as record:
        found = documents(record, known_on=known_on)
        shown = [d for d in found if d.readings][-most:]  # of a document that waits there is nothing to mark
        readings = [_reading(record, d, known_on) for d in shown]
        intake = gather_intake(record, [d.id for d in shown], known_on=known_on)
        told = incident_items(record, known_on)
        title = f"The record in {folder.name or 'this folder'}"
        title += f", as known on {as_known_on}" if as_known_on is not None else ""
        withheld = sum(len(reading.get("withheld", ())) for reading in readings)
        html = write_page(readings, _summary(record, known_on, withheld), title=title, intake=intake, incidents=told)
    write_whole(target, html)
    unread = sum(not d.readings for d in found)
    waiting = f"; {unread:,} are kept unread and only listed on it: detente show {folder} unread" if unread else ""
    typer.echo(f"wrote {target} ({len(html.encode('utf-8')) / 1000:,.0f} kB, {counted(len(shown), 'report')}){waiting}")


def incident_items(record: "Record", known_on: "Known") -> "list[IncidentItem]":
    """Return the incidents that several reports tell of, for the page."""
    from detente.cli.incidents.lines import listed
    from detente.exchange.page_incidents import IncidentItem
    from detente.store import Wanted, gather_incidents

    wanted = Wanted()
    found = {one.id: one for one in gather_incidents(record, wanted, known_on=known_on.at)}
    rows = (row for row in listed(record, wanted, known_on=known_on.at) if row["reports"] > 1)
    return [
        IncidentItem(
            id=row["id"],
            days=row["days"],
            places=tuple(row["places"]),
            types=tuple(row["types"]),
            voices=row["voices"],
            sources=row["sources"],
            summary=row["summary"],
            tells={
                document: [a.event for a in found[row["id"]].accounts if a.document == document]
                for document in dict.fromkeys(a.document for a in found[row["id"]].accounts)
            },
        )
        for row in rows
    ]


def _reading(record: "Record", document: "DocumentView", known_on: "Known") -> dict[str, Any]:
    """Return what the machine read of a document, with what people added to it and what the record knows of it."""
    from detente.store import added_to, shown_reading

    found = shown_reading(record, document.id, known_on=known_on)
    return found | added_to(record, document.id, found, known_on=known_on) | _carried(document)


def _carried(document: "DocumentView") -> dict[str, str]:
    """Return what the record knows of a document and its reading does not say."""
    added = document.added_at.isoformat(timespec="seconds")
    return {"document": document.id, "name": document.external_id, "added_at": added}


def check_target(target: Path, *, called: str = "index.html") -> None:
    """Raise `UsageError` where a file cannot be written because a directory has its name, `OutputError` at worse."""
    try:
        is_folder = target.is_dir()
    except OSError as error:
        raise _unwritable(target, error) from error
    if is_folder:
        message = f"{target} is a directory; name a file in it: -o {target / called}"
        raise UsageError(message)


def _unwritable(target: Path, error: OSError) -> OutputError:
    return OutputError(f"{target} cannot be written: {error.strerror}; name another place")


def write_whole(target: Path, content: str | bytes) -> None:
    """Write a page or another file, whole or not at all. Raises `OutputError`."""
    # Written beside and moved into place, so that a full disk leaves the page of last time whole.
    part = target.with_name(target.name + ".part")
    try:
        part.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
        part.replace(target)
    except OSError as error:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
        raise _unwritable(target, error) from error


def _summary(record: "Record", known_on: "Known", withheld: int) -> "Summary":
    from collections import Counter

    from detente.store import refusals, summary

    found = summary(record, known_on=known_on)
    types: Counter[str] = Counter()
    for (kind, _), count in found.events_by.items():
        types[kind] += count
    return {
        "documents": found.documents,
        "texts": found.texts,
        "voices": found.voices,
        "unread": found.unread,
        "claims": found.claims,
        "events": types,
        "withheld": withheld,
        "added": found.added,
        "dropped": [{"stage": s, "reason": r, "count": n} for (s, r), n in found.drops.items()],
        "refused": [{"id": r.name, "code": r.code, "message": r.message} for r in refusals(record, known_on=known_on)],
    }
