"""`detente show`: what the record holds, as tables for people or JSON for programs."""

import dataclasses
import datetime as dt
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from detente.cli.init import DIR_HELP, record_path
from detente.core.errors import UsageError

if TYPE_CHECKING:
    from rich.console import Console

    from detente.reading.records import Interval
    from detente.store import ClaimView, EventView, PartyView, Record, SourceView, StatementView

__all__ = ["What", "show"]

BLANK = "–"
FEW = 3
"""Statuses or reasons that a summary names in a line."""
NARROW = 110
"""Columns of a terminal below which entries stand under one another instead of in a table."""
WIDE = {"statements": 200}
"""Columns from which a view with more to tell fits into a table."""
SHORT_WORDS = 160
"""Characters of a quotation that a table shows."""
WIDTHS = {"words": 6, "document": 2, "who": 3, "to whom": 3, "claimed": 1, "sure": 1}
"""Shares of a terminal's width; 2 for any other column."""
MAY_LACK = frozenset({"as", "through", "where", "to", "when", "about", "stance", "trend"})
"""Columns that a block leaves out where the report does not tell."""
SHORT_ID = 10
"""Figures of an id that a table shows: enough to name a document with; --json has all."""


class What(StrEnum):
    """Which part of the record."""

    SUMMARY = "summary"
    DOCUMENTS = "documents"
    CLAIMS = "claims"
    STATEMENTS = "statements"
    EVENTS = "events"
    DROPPED = "dropped"
    REFUSED = "refused"


def show(  # noqa: PLR0913 - each is an option of the command
    folder: Annotated[Path, typer.Argument(help=DIR_HELP, metavar="DIR")],
    what: Annotated[What, typer.Argument(help="What to show.")] = What.SUMMARY,
    *,
    document: Annotated[
        str | None, typer.Option(help="Only of this document: its id, as `documents` shows it, or its name.")
    ] = None,
    country: Annotated[
        str | None, typer.Option(help="Only claims by, or events that involve, this country (ISO 3166-1 alpha-3).")
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
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, an object a line, instead of a table.")] = False,
) -> None:
    """Show what the record in DIR holds: how much, which reports, who claims what, who did what to whom.

    Statements are claims with the office they were made in, where, when, to whom, about and for or against whom.
    A dash stands for what no report says; it never means none or zero.
    """
    from detente.store import open_record, reading_of

    narrowed = {"speaker": speaker, "about": about, "toward": toward, "words": words}
    empty = next((name for name, value in narrowed.items() if value == ""), None)
    if empty is not None:
        message = f"--{empty} is given and empty; name somebody, or leave it out"
        raise UsageError(message)
    country = country and country.upper()
    if what is not What.STATEMENTS and any(narrowed.values()):
        given = ", ".join(f"--{name}" for name, value in narrowed.items() if value)
        message = f"{given} narrows statements; ask for them: detente show DIR statements"
        raise UsageError(message)
    with open_record(record_path(folder), read_only=True) as record:
        if reading is not None:
            typer.echo(json.dumps(reading_of(record, _resolve(record, reading)), ensure_ascii=False))
            return
        only = document and _resolve(record, document)
        rows = list(VIEWS[what](record, document=only, country=country, **narrowed))
        is_narrowed = any((only, country, *narrowed.values()))
    if as_json:
        for row in rows:
            typer.echo(json.dumps(row, ensure_ascii=False, default=_plain))
    else:
        _print_table(what, _in_brief(rows) if what is What.SUMMARY else rows, is_narrowed=is_narrowed)


def _resolve(record: "Record", given: str) -> str:
    """Return the one document that `given` names: by its id, the first figures of it, or its name."""
    from detente.store import documents

    found = [d.id for d in documents(record) if d.id.startswith(given) or d.external_id == given]
    if len(found) != 1:
        how_many = f"{len(found)} documents answer" if found else "no document answers"
        message = f"{how_many} to {given!r}; `detente show DIR documents` lists them with their ids"
        raise UsageError(message)
    return found[0]


def _plain(value: Any) -> Any:
    if isinstance(value, dt.datetime):
        return value.isoformat()
    if isinstance(value, Mapping):
        return dict(value)
    return dataclasses.asdict(value)


def _summary_rows(record: "Record", **_only: str | None) -> list[dict[str, Any]]:
    from detente.store import summary

    found = summary(record)
    rows: list[dict[str, Any]] = [
        {"what": "documents", "of": None, "count": found.documents},
        {"what": "readings", "of": "earlier ones included", "count": found.readings},
        {"what": "claims", "of": None, "count": found.claims},
        {"what": "events", "of": None, "count": found.events},
    ]
    rows += _counted("events", found.events_by)
    rows += [{"what": "refused", "of": code, "count": n} for code, n in sorted(found.refusals.items())]
    rows += _counted("dropped", found.drops)
    return rows


def _counted(what: str, counts: "Mapping[tuple[str, str], int]") -> list[dict[str, Any]]:
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return [{"what": what, "of": f"{first}: {second}", "count": n} for (first, second), n in ordered]


def _in_brief(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return a summary's rows with one line for each type of event and for each stage that dropped something."""
    kept: dict[tuple[str, str | None], dict[str, Any]] = {}
    for row in rows:
        first, _, second = (row["of"] or "").partition(": ")
        key = (row["what"], first if second else row["of"])
        line = kept.setdefault(key, {"what": row["what"], "of": key[1] or "", "count": 0, "which": []})
        line["count"] += row["count"]
        line["which"] += [f"{row['count']:,} {second}"] if second else []
    return [line | {"which": _first_few(line["which"])} for line in kept.values()]


def _first_few(which: list[str]) -> str:
    more = len(which) - FEW
    return ", ".join(which[:FEW]) + (f", and {more:,} more kinds" if more > 0 else "")


def _document_rows(record: "Record", *, document: str | None, **_only: str | None) -> list[dict[str, Any]]:
    from detente.store import documents

    return [
        {
            "id": d.id,
            "name": d.external_id,
            "date it carries": d.published,
            "title": d.title,
            "claims": d.claims,
            "events": d.events,
            "added": d.added_at.isoformat(timespec="seconds"),
        }
        for d in documents(record)
        if document in (None, d.id)
    ]


def _claim_rows(
    record: "Record", *, document: str | None, country: str | None, **_only: str | None
) -> Iterable[dict[str, Any]]:
    from detente.store import claims

    return map(_claim_row, claims(record, document=document, country=country))


def _said(claim: "ClaimView") -> str:
    """Return the words said; where a cue stands in between, their pieces."""
    pieces = [p.exact for p in claim.parts] or [claim.content.exact]
    return " … ".join(" ".join(piece.split()) for piece in pieces)


def _claim_row(claim: "ClaimView") -> dict[str, Any]:
    return {
        "document": claim.document_id,
        "who": _source(claim.source),
        "through": ", ".join(_source(v) or "" for v in claim.via) or None,
        "how": f"{claim.mode}, {claim.mood}" if claim.mood else claim.mode,
        "trend": claim.trend and f"claimed: {claim.trend}",
        "words": _said(claim),
        "sure": claim.confidence,
    }


def _statement_rows(
    record: "Record",
    *,
    document: str | None,
    country: str | None,
    speaker: str | None,
    about: str | None,
    toward: str | None,
    words: str | None,
) -> Iterable[dict[str, Any]]:
    from detente.store import statements

    found = statements(
        record, document=document, country=country, speaker=speaker, about=about, toward=toward, words=words
    )
    return map(_statement_row, found)


def _statement_row(statement: "StatementView") -> dict[str, Any]:
    claim = statement.claim
    return {
        "document": claim.document_id,
        "who": _source(claim.source),
        "as": statement.office and statement.office.exact,
        "through": ", ".join(_source(v) or "" for v in claim.via) or None,
        "where": statement.venue and statement.venue.exact,
        "to": ", ".join(_source(a) or "" for a in statement.audience) or None,
        "when": statement.date and _days(statement.date),
        "about": ", ".join(dict.fromkeys(_source(t) or "" for t in statement.topics)) or None,
        "stance": ", ".join(f"{s.leaning} {_source(s.toward)}" for s in statement.stances) or None,
        "how": f"{claim.mode}, {claim.mood}" if claim.mood else claim.mode,
        "words": _said(claim),
        "sure": claim.confidence,
    }


def _source(source: "SourceView | None") -> str | None:
    if source is None:
        return None
    name = source.name or source.words.exact
    return f"{name} ({source.country})" if source.country else name


def _event_rows(
    record: "Record", *, document: str | None, country: str | None, **_only: str | None
) -> Iterable[dict[str, Any]]:
    from detente.store import events

    return map(_event_row, events(record, document=document, country=country))


def _event_row(event: "EventView") -> dict[str, Any]:
    return {
        "document": event.document_id,
        "type": f"{event.type} {event.mode}" if event.mode else event.type,
        "who": _parties(event.actors),
        "to whom": _parties(event.recipients),
        "where": event.place and event.place.name,
        "when": event.date and _days(event.date),
        "status": event.status,
        "claimed": event.claim_id is not None,
        "words": event.evidence.exact,
        "sure": event.confidence,
    }


def _days(date: "Interval") -> str:
    if date.first == date.last:
        return str(date.first)
    return f"{date.first or '…'} to {date.last or '…'}"


def _parties(parties: "Sequence[PartyView]") -> str | None:
    return ", ".join(f"{p.name} ({p.country})" if p.country else p.name for p in parties) or None


def _drop_rows(record: "Record", *, document: str | None, **_only: str | None) -> list[dict[str, Any]]:
    from detente.store import drops

    return [dataclasses.asdict(d) for d in drops(record, document=document)]


def _refusal_rows(record: "Record", **_only: str | None) -> list[dict[str, Any]]:
    from detente.store import refusals

    return [
        {"name": r.name, "code": r.code, "message": r.message, "at": r.refused_at.isoformat(timespec="seconds")}
        for r in refusals(record)
    ]


VIEWS: dict[What, Callable[..., Iterable[dict[str, Any]]]] = {
    What.SUMMARY: _summary_rows,
    What.DOCUMENTS: _document_rows,
    What.CLAIMS: _claim_rows,
    What.STATEMENTS: _statement_rows,
    What.EVENTS: _event_rows,
    What.DROPPED: _drop_rows,
    What.REFUSED: _refusal_rows,
}


def _nothing(what: What, *, is_narrowed: bool) -> str:
    things = {What.DROPPED: "words dropped", What.REFUSED: "document refused"}.get(what, what.value)
    if is_narrowed:
        return f"no {things} here that the options ask for; without them all are shown"
    return f"no {things} in this record" + ("" if what is What.REFUSED else "; add reports: detente add DIR FILE...")


def _print_table(what: What, rows: list[dict[str, Any]], *, is_narrowed: bool = False) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    if not rows:
        typer.echo(_nothing(what, is_narrowed=is_narrowed))
        return
    console = Console()
    if console.width < WIDE.get(what.value, NARROW) and what not in {What.SUMMARY, What.REFUSED}:
        for row in map(_shortened, rows):
            _print_entry(console, row)
        return
    table = Table(box=None, pad_edge=False, header_style="bold", expand=any("words" in row for row in rows))
    for column in rows[0]:
        number = isinstance(rows[0][column], int | float)
        table.add_column(
            column,
            justify="right" if number else "left",
            no_wrap=number,
            min_width=SHORT_ID if column in {"id", "document"} else None,
            ratio=WIDTHS.get(column, 2) if table.expand else None,
        )
    for row in map(_shortened, rows):
        # Text, not str: evidence may hold what a terminal library would take for mark-up.
        table.add_row(*(Text(_cell(value)) for value in row.values()))
    console.print(table)


def _print_entry(console: "Console", row: dict[str, Any]) -> None:
    """Print one row as a small block, its words on a line of their own."""
    from rich.padding import Padding
    from rich.text import Text

    told = {k: v for k, v in row.items() if k != "words" and not (k in MAY_LACK and v is None)}
    facts = " · ".join(f"{column}: {_cell(value)}" for column, value in told.items())
    console.print(Text(facts))
    if "words" in row:
        console.print(Padding(Text(f"“{_cell(row['words'])}”", style="italic"), (0, 0, 0, 2)))
    console.print()


def _shortened(row: dict[str, Any]) -> dict[str, Any]:
    """Return a row as a table has room for it; --json shows all of it."""
    words = row.get("words", "")
    if len(words) > SHORT_WORDS:
        row = row | {"words": words[:SHORT_WORDS].rsplit(" ", 1)[0] + " …"}
    return row | {column: row[column][:SHORT_ID] for column in ("id", "document", "document_id") if column in row}


def _cell(value: Any) -> str:
    if value is None:
        return BLANK
    if isinstance(value, bool):
        return "yes" if value else "no"
    text = f"{value:,}" if isinstance(value, int) else str(value)
    return "".join(c if c.isprintable() or c == "\n" else "�" for c in text)
