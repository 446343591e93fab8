"""`detente ceasefire effort`: what monitors did to see what they saw, written down and shown."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from detente.cli.add import now
from detente.cli.ceasefire.effort_kept import ByHand, Done, Signed
from detente.cli.ceasefire.effort_options import Asked, Day, check_asked
from detente.cli.ceasefire.lines import print_lines
from detente.cli.init import DIR_HELP, record_path
from detente.cli.moments import AUTHOR_HELP, KNOWN_HELP, REASON_HELP, author_of, known_as, reason_of
from detente.core.errors import UsageError

if TYPE_CHECKING:
    from detente.pipeline.efforts import KeptEffort
    from detente.registry.interval import Interval
    from detente.store import Record

__all__ = ["effort"]

FIELD_HELP = "With --add: team, hours, begins, ends, number, where, weather, visibility, refused-by, why or note."
WIDE = 120
"""Columns of a terminal from which the list is a table."""


def effort(  # noqa: PLR0913 - each is an option of the command
    folder: Annotated[Path, typer.Argument(help=DIR_HELP, metavar="DIR")],
    id_: Annotated[str, typer.Argument(help="The ceasefire's id, as its file has it.", metavar="ID")],
    *,
    from_: Annotated[
        Day, typer.Option("--from", help="From this day on; else from the ceasefire's first.", formats=["%Y-%m-%d"])
    ] = None,
    to: Annotated[
        Day, typer.Option(help="Up to this day; else to the ceasefire's last, or to today.", formats=["%Y-%m-%d"])
    ] = None,
    by: Annotated[str | None, typer.Option(help="Of this monitor only.", metavar="MONITOR")] = None,
    rates: Annotated[bool, typer.Option("--rates", help="Each monitor's counts for 100 hours of its watch.")] = False,
    compare_from: Annotated[
        Day, typer.Option(help="Hold figures against those from this day on.", formats=["%Y-%m-%d"])
    ] = None,
    compare_to: Annotated[Day, typer.Option(help="Up to this day, before --from.", formats=["%Y-%m-%d"])] = None,
    entries: Annotated[bool, typer.Option("--entries", help="List what was written down, entry by entry.")] = False,
    import_: Annotated[
        Path | None, typer.Option("--import", help="A table (CSV) of effort to keep.", metavar="FILE")
    ] = None,
    mapping: Annotated[
        Path | None, typer.Option(help="Which column of the table holds what (TOML).", metavar="FILE")
    ] = None,
    add: Annotated[
        str | None,
        typer.Option(help="Keep one: patrol, watch, camera, drone, visit refused, not visited.", metavar="KIND"),
    ] = None,
    field: Annotated[list[str] | None, typer.Option(help=FIELD_HELP, metavar="NAME=VALUE")] = None,
    words: Annotated[str | None, typer.Option(help="With --add: the words that say so.", metavar="WORDS")] = None,
    source: Annotated[
        str | None, typer.Option(help="With --add: where they were copied from.", metavar="WORDS")
    ] = None,
    withdraw: Annotated[str | None, typer.Option(help="Leave an entry out from now on.", metavar="ENTRY")] = None,
    undo: Annotated[bool, typer.Option("--undo", help="With --withdraw: take it back in.")] = False,
    author: Annotated[str | None, typer.Option(help=AUTHOR_HELP, metavar="NAME", show_default=False)] = None,
    reason: Annotated[str | None, typer.Option(help=REASON_HELP, metavar="WORDS", show_default=False)] = None,
    as_known_on: Annotated[
        str | None, typer.Option("--as-known-on", help=KNOWN_HELP, metavar="DATE", show_default=False)
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of what people read.")] = False,
) -> None:
    """Show what monitors did to see what they saw: patrols, hours, weather, refused visits; or write it down.

    Hours that nobody tells are not known, and are not none. What observers' forms show of effort is worked out anew
    each time, and counts once.
    """
    asked = Asked(
        from_=from_, to=to, by=by, rates=rates, compare_from=compare_from, compare_to=compare_to, entries=entries,
        import_=import_, mapping=mapping, add=add, field=field or (), words=words, source=source, withdraw=withdraw,
        undo=undo, author=author, reason=reason, as_known_on=as_known_on,
    )  # fmt: skip
    check_asked(asked)
    if asked.writing:
        done = _write(folder, id_, asked)
        _print(json.dumps(done.plain, ensure_ascii=False)) if as_json else print_lines(done.lines)
    else:
        _show(folder, id_, asked, as_json=as_json)


def _write(folder: Path, id_: str, asked: Asked) -> Done:
    from detente.cli.ceasefire.effort_kept import add_effort, import_efforts
    from detente.pipeline.ceasefires import stored_ceasefire
    from detente.registry.interval import Interval
    from detente.store import open_record

    signed = Signed(author=author_of(asked.author), reason=reason_of(asked.reason), now=now())
    with open_record(record_path(folder), now=now()) as record:
        ceasefire, _ = stored_ceasefire(record, id_)
        if asked.import_ is not None and asked.mapping is not None:
            return import_efforts(record, ceasefire, asked.import_, asked.mapping, signed=signed)
        if asked.add is not None and asked.from_ is not None:
            first, last = asked.from_.date(), (asked.to or asked.from_).date()
            told = ByHand(
                kind=asked.add, monitor=asked.by, interval=Interval(first=first, last=last), fields=asked.field,
                words=asked.words, source=asked.source,
            )  # fmt: skip
            return add_effort(record, ceasefire, told, signed=signed)
        return _withdrawn(record, ceasefire.id, asked, signed)


def _withdrawn(record: "Record", ceasefire: str, asked: Asked, signed: Signed) -> Done:
    """Leave an entry of effort out from now on, or take it back in; nothing is deleted."""
    from detente.cli.named import resolve_subject
    from detente.store import entry_revisions, restate, withdraw

    listed_by = "detente ceasefire effort DIR ID --entries"
    subject = resolve_subject(record, str(asked.withdraw), kind="entry", listed_by=listed_by)
    last = entry_revisions(record, subject)[-1]
    if (last.kind, last.owner) != ("effort", ceasefire):
        message = f"{subject[:10]} is a {last.kind} of {last.owner}, and no effort of {ceasefire}; look with --entries"
        raise UsageError(message)
    done = (restate if asked.undo else withdraw)(
        record, "entry", subject, author=signed.author, reason=signed.reason, now=signed.now
    )
    state = "back in" if asked.undo else "withdrawn"
    said = f"{subject[:10]} is {state}" if done else f"{subject[:10]} was {state} already"
    return Done(lines=[said], plain={"entry": subject, "changed": done})


def _show(folder: Path, id_: str, asked: Asked, *, as_json: bool) -> None:
    from detente.cli.ceasefire.days import asked_days
    from detente.cli.ceasefire.effort_view import view_lines, view_of, view_plain
    from detente.pipeline.ceasefires import stored_ceasefire
    from detente.pipeline.efforts import told_efforts
    from detente.store import open_record

    moment = now()
    known_on = known_as(asked.as_known_on, now=moment)
    known_at = known_on.at or moment
    with open_record(record_path(folder), read_only=True) as record:
        ceasefire, _ = stored_ceasefire(record, id_, known_on=known_on)
        if asked.entries:
            _list(told_efforts(record, ceasefire.id, known_on=known_on), id_, asked, as_json=as_json)
            return
        days = asked_days(
            ceasefire, asked.from_, asked.to, min(known_at, moment).date(), told="the days", begins="they begin"
        )
        view = view_of(record, ceasefire, days, by=asked.by, earlier=_earlier(asked), known_on=known_on)
    if as_json:
        _print(json.dumps(view_plain(view, known_at), ensure_ascii=False))
    else:
        print_lines(view_lines(view, known_at, rates=asked.rates))


def _list(told: "Sequence[KeptEffort]", id_: str, asked: Asked, *, as_json: bool) -> None:
    """List entries: all of them where no days are asked for, for one with a wrong day is to be found as well."""
    from detente.cli.ceasefire.effort_kept import effort_rows
    from detente.cli.show.table import print_rows

    first, last = (day.date() if day else None for day in (asked.from_, asked.to))
    wanted = [
        one
        for one in told
        if (first is None or one.effort.interval.last >= first)
        and (last is None or one.effort.interval.first <= last)
        and asked.by in (None, one.effort.monitor)
    ]
    rows = effort_rows(wanted, every=told)
    nothing = f"no effort of {id_} is written down that is asked for; bring it: --import FILE --mapping FILE, or --add"
    _print_rows(rows) if as_json else print_rows(rows, nothing=nothing, wide=WIDE)


def _earlier(asked: Asked) -> "Interval | None":
    from detente.registry.interval import Interval

    if asked.compare_from is None or asked.compare_to is None:
        return None
    return Interval(first=asked.compare_from.date(), last=asked.compare_to.date())


def _print_rows(rows: Sequence[dict[str, Any]]) -> None:
    for row in rows:
        _print(json.dumps(row, ensure_ascii=False))


def _print(line: str) -> None:
    typer.echo(line)
