"""`detente show`: what the record holds, as tables for people or JSON for programs."""

import dataclasses
import datetime as dt
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from detente.cli.add import now
from detente.cli.init import DIR_HELP, record_path
from detente.cli.moments import KNOWN_HELP, known_as
from detente.cli.named import resolve_document
from detente.cli.show.codes import known_code
from detente.cli.show.rows import BRIEF, VIEWS, What
from detente.cli.show.table import print_table
from detente.core.errors import UsageError

if TYPE_CHECKING:
    from detente.store import Known, Record

__all__ = ["What", "show"]

WHOLE = {
    "document": frozenset({What.SUMMARY, What.REFUSED, What.CODES}),
    "country": frozenset({
        What.SUMMARY, What.DOCUMENTS, What.DATES, What.QUANTITIES, What.OBSERVATIONS, What.COPIES, What.VERSIONS,
        What.RECYCLED, What.UNREAD, What.DROPPED, What.REFUSED, What.CODES,
    }),
}  # fmt: skip
"""What is always shown whole, by the option that does not narrow it."""
OWN_ORDER = frozenset({What.COPIES, What.VERSIONS, What.OBSERVATIONS})
"""What is listed voice by voice, address by address and by time, and not document by document."""
WITH_CODES = frozenset({What.SUMMARY, What.EVENTS, What.ENTITIES})


def _what(given: str) -> What:
    """Return the part of the record that is meant; refuse a word that is none, with the nearest that is one."""
    try:
        return What(given)
    except ValueError as error:
        import difflib

        near = difflib.get_close_matches(given, list(What), n=1)
        hint = f"did you mean {near[0]}?" if near else f"it is one of {', '.join(What)}."
        message = f"{given!r} is no part of the record; {hint}"
        raise typer.BadParameter(message) from error


def show(  # noqa: PLR0913 - each is an option of the command
    folder: Annotated[Path, typer.Argument(help=DIR_HELP, metavar="DIR")],
    what: Annotated[
        What, typer.Argument(help="Which part of it to show.", metavar="WHAT", parser=_what)
    ] = What.SUMMARY,
    *,
    document: Annotated[
        str | None,
        typer.Option(help="Only of this document: its id, as `documents` shows it, or its name.", metavar="ID"),
    ] = None,
    country: Annotated[
        str | None,
        typer.Option(
            help="Only claims by, events that involve, or places and entities of this country (ISO 3166-1 alpha-3, or "
            "a code of PLOVER's for a body: IGO, NGO).",
            metavar="CODE",
        ),
    ] = None,
    speaker: Annotated[
        str | None, typer.Option(help="Only statements by a speaker of this name, or a part of it.", metavar="NAME")
    ] = None,
    about: Annotated[
        str | None, typer.Option(help="Only statements about whoever or whatever is called so.", metavar="NAME")
    ] = None,
    toward: Annotated[
        str | None, typer.Option(help="Only statements for or against whoever is called so.", metavar="NAME")
    ] = None,
    words: Annotated[str | None, typer.Option(help="Only statements in which this is said.", metavar="WORDS")] = None,
    reading: Annotated[
        str | None, typer.Option(help="Print the whole reading of this document (id or name) as JSON.", metavar="ID")
    ] = None,
    as_known_on: Annotated[
        str | None, typer.Option("--as-known-on", help=KNOWN_HELP, metavar="DATE", show_default=False)
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, an object a line, instead of a table.")] = False,
) -> None:
    """Show what the record in DIR holds: how much, which reports, who claims what, who did what to whom.

    Statements are claims with the office they were made in, where, when, to whom, about and for or against whom.
    A dash stands for what no report says, or what could not be read out of it; it never means none or zero.
    """
    from detente.store import added_to, open_record, shown_reading

    narrowed = {"speaker": speaker, "about": about, "toward": toward, "words": words}
    empty = next((name for name, value in narrowed.items() if value == ""), None)
    if empty is not None:
        message = f"--{empty} is given and empty; name somebody, or leave it out"
        raise UsageError(message)
    if what is not What.STATEMENTS and any(narrowed.values()):
        given = ", ".join(f"--{name}" for name, value in narrowed.items() if value)
        message = f"{given} narrows statements; ask for them: detente show DIR statements"
        raise UsageError(message)
    for name, value in (("document", document), ("country", country)):
        _refuse_unnarrowed(what, name, value, is_reading=reading is not None)
    country = country and known_code(country)
    known_on = known_as(as_known_on, now=now())
    with open_record(record_path(folder), read_only=True) as record:
        if reading is not None:
            of = resolve_document(record, reading, known_on)
            found = shown_reading(record, of, known_on=known_on)
            typer.echo(json.dumps(found | added_to(record, of, found, known_on=known_on), ensure_ascii=False))
            return
        only = document and resolve_document(record, document, known_on)
        shown = VIEWS[what](record, document=only, country=country, known_on=known_on, **narrowed)
        rows = _listed(record, what, shown, known_on)
        is_narrowed = any((only, country, as_known_on, *narrowed.values()))
    if as_json:
        for row in rows:
            typer.echo(json.dumps(row, ensure_ascii=False, default=_plain))
    else:
        print_table(what, BRIEF[what](rows) if what in BRIEF else rows, is_narrowed=is_narrowed)
        if rows and what in WITH_CODES:
            typer.echo("what the codes mean: detente show DIR codes")


def _refuse_unnarrowed(what: What, name: str, value: str | None, *, is_reading: bool) -> None:
    """Refuse an option that would leave what is shown as it is: whoever gave it would take the whole for a part."""
    if value is None or (what not in WHOLE[name] and not is_reading):
        return
    if is_reading:
        message = f"--{name} narrows what is listed, and --reading names one document; leave one of them out"
    else:
        parts = ", ".join(w for w in What if w not in WHOLE[name])
        message = f"--{name} does not narrow {what.value}; it narrows {parts}: detente show DIR {What.EVENTS}"
    raise UsageError(message)


def _listed(record: "Record", what: What, rows: Iterable[dict[str, Any]], known_on: "Known") -> list[dict[str, Any]]:
    """Return rows with the name of the report beside the id of its document, in the order in which those are listed."""
    from detente.store import listed_documents

    listed = list(rows)
    if not any("document" in row for row in listed):
        return listed
    names = {d.id: d.external_id for d in listed_documents(record, known_on=known_on)}
    if what not in OWN_ORDER:
        places = {document: place for place, document in enumerate(names)}
        listed.sort(key=lambda row: places.get(row["document"], len(places)))
    return [{"document": row["document"], "report": names.get(row["document"])} | row for row in listed]


def _plain(value: Any) -> Any:
    if isinstance(value, dt.datetime):
        return value.isoformat()
    if isinstance(value, Mapping):
        return dict(value)
    return dataclasses.asdict(value)
