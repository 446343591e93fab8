"""`detente expectations`: what is to come, by whose word and by when, and what became of it."""

import datetime as dt
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.add import now
from detente.cli.init import record_path
from detente.cli.moments import author_of, known_as, reason_of
from detente.cli.registry.options import DAY, Author, Folder, Json, KnownOn, Reason, print_json
from detente.core.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from detente.registry.expectations.expectation import Deed, Expectation
    from detente.store import Address

__all__ = ["Id", "expectations_app"]

expectations_app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, add_completion=False)

Id = Annotated[str, typer.Argument(help="The expectation: its id, or the first digits of it.", metavar="ID")]
On = Annotated[
    dt.datetime | None,
    typer.Option("--on", help="As it stands on this day; today if not given.", formats=DAY, metavar="DATE"),
]
Event = Annotated[str, typer.Option("--by", help="The event: its id, or the first digits of it.", metavar="EVENT")]
Undo = Annotated[bool, typer.Option("--undo", help="Take it back.")]
NARROW = "Only these; the options of this kind may be given together."
DEEDS = {"together": "with", "apart": "from"}
WIDE = 160
"""Columns of a terminal from which the list is a table."""


@expectations_app.callback()
def expectations() -> None:
    """Show what is expected: meetings, visits, votes, promises, deadlines, refusals, and what became of each."""


@expectations_app.command("list", short_help="List what is expected, by whose word and by when.")
def list_expectations(  # noqa: PLR0913 - each is an option of the command
    folder: Folder,
    *,
    on: On = None,
    due: Annotated[bool, typer.Option("--due", help=NARROW)] = False,
    overdue: Annotated[bool, typer.Option("--overdue", help=NARROW)] = False,
    met: Annotated[bool, typer.Option("--met", help=NARROW)] = False,
    without_day: Annotated[bool, typer.Option("--without-day", help=NARROW)] = False,
    hopes: Annotated[bool, typer.Option("--hopes", help="Hopes as well, which are never due.")] = False,
    as_known_on: KnownOn = None,
    as_json: Json = False,
) -> None:
    """List what is expected as it stands on a day; copies of one text count once.

    "overdue" says that the last day is past and that nobody accepted an event as meeting it: it is no verdict.
    """
    from detente.cli.expectations.words import expectation_plain, expectation_row
    from detente.cli.show.table import print_rows

    wanted = {"due": due, "overdue": overdue, "met": met, "without a day": without_day}
    states = {name for name, asked in wanted.items() if asked}
    every = _gathered(record_path(folder), on, as_known_on)
    found = [one for one in every if (hopes or one.kind != "hope") and (not states or one.state in states)]
    if as_json:
        print_json(expectation_plain(one) for one in found)
        return
    nothing = "nothing is expected here that the options ask for; --hopes lists hopes as well"
    print_rows([expectation_row(one) for one in found], nothing=nothing, wide=WIDE)


@expectations_app.command(short_help="Show one expectation whole, with what may meet it.")
def show(folder: Folder, id_: Id, *, on: On = None, as_known_on: KnownOn = None, as_json: Json = False) -> None:
    """Show one expectation whole: who tells of it, what is off, which events may meet it and why, what was decided."""
    from detente.cli.expectations.words import expectation_lines, expectation_plain
    from detente.cli.mines.app import print_lines
    from detente.pipeline.expectations import find_expectation

    one = find_expectation(_gathered(record_path(folder), on, as_known_on), id_)
    print_json([expectation_plain(one)]) if as_json else print_lines(expectation_lines(one))


@expectations_app.command(short_help="Accept an event as meeting an expectation.")
def met(folder: Folder, id_: Id, *, by: Event, author: Author = None, reason: Reason = None) -> None:
    """Accept an event of the record as meeting an expectation, proposed or not."""
    _decide_event(folder, id_, "met", by, author, reason)


@expectations_app.command("not-met", short_help="Reject an event as meeting an expectation.")
def not_met(folder: Folder, id_: Id, *, by: Event, author: Author = None, reason: Reason = None) -> None:
    """Reject an event as meeting an expectation; one that was accepted is no longer."""
    _decide_event(folder, id_, "not met", by, author, reason)


@expectations_app.command(short_help="Drop an expectation, with the reason.")
def drop(folder: Folder, id_: Id, *, undo: Undo = False, author: Author = None, reason: Reason = None) -> None:
    """Say that something is no longer expected; it stays listed as dropped, by whom and why."""
    _decide(folder, id_, "open" if undo else "dropped", author=author, reason=reason)


@expectations_app.command(short_help="Put two expectations together as one.")
def together(folder: Folder, id_: Id, other: Id, *, author: Author = None, reason: Reason = None) -> None:
    """Say that two expectations are one; `apart` takes that back."""
    _decide_pair(folder, (id_, other), "together", author=author, reason=reason)


@expectations_app.command(short_help="Take a telling out of an expectation.")
def apart(folder: Folder, id_: Id, telling: Id, *, author: Author = None, reason: Reason = None) -> None:
    """Say that two tellings are not of one expectation; that a person put them together is taken back."""
    _decide_pair(folder, (id_, telling), "apart", author=author, reason=reason)


def _gathered(path: "Path | Address", on: dt.datetime | None, as_known_on: str | None) -> "tuple[Expectation, ...]":
    from detente.pipeline.expectations import gather_expectations
    from detente.store import open_record

    known_on = known_as(as_known_on, now=now())
    with open_record(path, read_only=True) as record:
        return gather_expectations(record, on=(on or now()).date(), known_on=known_on)


def _decide_event(folder: "Path", id_: str, deed: "Deed", by: str, author: str | None, reason: str | None) -> None:
    from detente.pipeline.expectations import decide, find_event, find_expectation, gather_expectations
    from detente.store import open_record

    who, why = author_of(author), reason_of(reason)
    with open_record(record_path(folder), now=now()) as record:
        one = find_expectation(gather_expectations(record, on=now().date()), id_)
        proposed = [f.event for f in one.proposals if by and f.event.startswith(by)]
        event = proposed[0] if len(proposed) == 1 else find_event(record, by).event
        new = decide(record, deed, one.id, event=event, author=who, reason=why, now=now())
    typer.echo(f"{one.id[:10]} is {deed} by {event[:10]}{'' if new else ' already'}")


def _decide(folder: "Path", id_: str, deed: "Deed", *, author: str | None, reason: str | None) -> None:
    from detente.pipeline.expectations import decide, find_expectation, gather_expectations
    from detente.store import open_record

    who, why = author_of(author), reason_of(reason)
    with open_record(record_path(folder), now=now()) as record:
        every = gather_expectations(record, on=now().date())
        one = find_expectation(every, id_)
        new = decide(record, deed, one.id, author=who, reason=why, now=now())
    typer.echo(f"{one.id[:10]} is {deed}{'' if new else ' already'}")


def _decide_pair(
    folder: "Path", given: tuple[str, str], deed: "Deed", *, author: str | None, reason: str | None
) -> None:
    """Keep what is said of two tellings; those put together are told with what they differ in."""
    from detente.pipeline.expectations import decide, find_expectation, find_telling, gather_expectations
    from detente.registry.expectations.grouping import differences
    from detente.store import open_record

    who, why = author_of(author), reason_of(reason)
    with open_record(record_path(folder), now=now()) as record:
        every = gather_expectations(record, on=now().date())
        one, other = (find_expectation(every, id_) for id_ in given)
        first, second = find_telling(one, given[0]), find_telling(other, given[1])
        if first == second:
            message = f"{first[:10]} is given twice: name two different ones"
            raise UsageError(message)
        new = decide(record, deed, first, other=second, author=who, reason=why, now=now())
    typer.echo(f"{first[:10]} is {deed} {DEEDS[deed]} {second[:10]}{'' if new else ' already'}")
    differ = differences(one.first, other.first) if deed == "together" and one.id != other.id else ()
    if differ:
        typer.echo(f"they differ: {'; '.join(differ)}; detente expectations apart takes it back", err=True)
