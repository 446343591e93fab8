"""`detente relations`: how any two actors deal with one another, and who accuses whom."""

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from detente.cli.add import now
from detente.cli.init import record_path
from detente.cli.moments import known_as
from detente.cli.registry.options import Folder, From, Json, KnownOn, To, interval_of, print_json
from detente.core.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from detente.registry.assertions.assertion import Assertion
    from detente.registry.relations.ledger import Accusation

__all__ = ["relations_app"]

ACTOR = "An actor of the watch by its id or name, a state's code such as AZE, or a name as reports have it."
A = Annotated[str, typer.Argument(help=ACTOR, metavar="A")]
B = Annotated[str, typer.Argument(help="The other one.", metavar="B")]
AnyA = Annotated[str | None, typer.Argument(help=ACTOR, metavar="[A]", show_default=False)]
AnyB = Annotated[str | None, typer.Argument(help="The other one.", metavar="[B]", show_default=False)]

relations_app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, add_completion=False)


@relations_app.callback()
def relations() -> None:
    """Show how any two actors deal with one another, who accuses whom, and what is recalled."""


@relations_app.command(short_help="List which pairs of actors the record tells of.")
def pairs(
    folder: Folder,
    *,
    limit: Annotated[int, typer.Option(help="So many pairs at the most.", min=1, metavar="N")] = 50,
    as_known_on: KnownOn = None,
    as_json: Json = False,
) -> None:
    """List which pairs of actors the record tells of, those with most happenings first."""
    from detente.cli.relations.words import pair_plain, pair_row
    from detente.cli.show.table import print_rows
    from detente.pipeline.relations import gather_pairs
    from detente.store import open_record

    known_on = known_as(as_known_on, now=now())
    with open_record(record_path(folder), read_only=True) as record:
        found = gather_pairs(record, known_on=known_on)
    if as_json:
        print_json(pair_plain(one) for one in found[:limit])
        return
    print_rows([pair_row(one) for one in found[:limit]], nothing="no two actors deal with one another in this record")
    if len(found) > limit:
        typer.echo(f"{len(found) - limit} more: --limit {len(found)}")


@relations_app.command(short_help="Show how two actors deal with one another, through time.")
def show(  # noqa: PLR0913 - each narrows what is shown, by its name
    folder: Folder,
    a: A,
    b: B,
    *,
    by: Annotated[Literal["week", "month"], typer.Option(help="The length of a row.")] = "month",
    from_: From = None,
    to: To = None,
    words: Annotated[bool, typer.Option("--words", help="List each counted happening with its words as well.")] = False,
    as_known_on: KnownOn = None,
    as_json: Json = False,
) -> None:
    """Show cooperation and conflict of two actors in two lanes, who deals with whom, and how much is reported.

    Happenings are counted, not reports; what is alleged, denied, planned, demanded or recalled stands apart.
    """
    from detente.cli.mines.app import print_lines
    from detente.cli.relations.lanes import timeline_lines
    from detente.cli.relations.words import timeline_plain
    from detente.pipeline.relations import gather_timeline
    from detente.store import open_record

    known_on, interval = known_as(as_known_on, now=now()), interval_of(from_, to)
    with open_record(record_path(folder), read_only=True) as record:
        found = gather_timeline(record, a, b, by=by, interval=interval, known_on=known_on)
    if as_json:
        print_json(timeline_plain(found))
    else:
        print_lines(list(timeline_lines(found, with_words=words)))


@relations_app.command(short_help="List who accuses whom of what, and what came back.")
def accusations(  # noqa: PLR0913 - each narrows the list, by its name
    folder: Folder,
    a: AnyA = None,
    b: AnyB = None,
    *,
    unanswered: Annotated[bool, typer.Option("--unanswered", help="Only those to which no answer is found.")] = False,
    within: Annotated[int, typer.Option(help="Days within which an answer is looked for.", min=0, max=3650)] = 14,
    from_: From = None,
    to: To = None,
    as_known_on: KnownOn = None,
    as_json: Json = False,
) -> None:
    """List who accuses whom of what, in which words and when, and what came back; of all, of A, or of A and B.

    That no answer is found says nothing of what is true: silence confirms nothing.
    """
    from detente.cli.mines.app import print_lines
    from detente.cli.relations.words import accusation_lines, accusation_plain
    from detente.pipeline.relations import gather_accusations
    from detente.store import open_record

    known_on, interval = known_as(as_known_on, now=now()), interval_of(from_, to)
    with open_record(record_path(folder), read_only=True) as record:
        every = gather_accusations(record, *_asked(a, b), within=within, interval=interval, known_on=known_on)
    found: list[Accusation] = [one for one in every if not (unanswered and one.is_answered)]
    as_of = as_known_on or now().date().isoformat()
    if as_json:
        print_json(accusation_plain(one, within=within, as_of=as_of) for one in found)
    elif found:
        print_lines([line for one in found for line in accusation_lines(one, within=within, as_of=as_of)])
    else:
        print_lines(["no accusation here that is asked for; that none is found does not say that none was made"])


@relations_app.command(short_help="List anniversaries, with the day that each recalls.")
def anniversaries(
    folder: Folder,
    a: AnyA = None,
    b: AnyB = None,
    *,
    from_: From = None,
    to: To = None,
    as_known_on: KnownOn = None,
    as_json: Json = False,
) -> None:
    """List the anniversaries that two actors or more keep, with the day that is recalled as far as it is told."""
    from detente.cli.relations.words import anniversary_lines
    from detente.pipeline.relations import gather_anniversaries
    from detente.store import open_record

    known_on, interval = known_as(as_known_on, now=now()), interval_of(from_, to)
    with open_record(record_path(folder), read_only=True) as record:
        found = gather_anniversaries(record, *_asked(a, b), interval=interval, known_on=known_on)
    _print_said(found, anniversary_lines, nothing="no anniversary of two actors or more is told here", as_json=as_json)


@relations_app.command(short_help="List how actors stand to one another, by their word.")
def positions(
    folder: Folder,
    a: AnyA = None,
    b: AnyB = None,
    *,
    from_: From = None,
    to: To = None,
    as_known_on: KnownOn = None,
    as_json: Json = False,
) -> None:
    """List whom actors support or oppose, and what they say they want or believe; of all, of A, or of A and B."""
    from detente.cli.relations.words import position_lines
    from detente.pipeline.relations import gather_positions
    from detente.store import open_record

    known_on, interval = known_as(as_known_on, now=now()), interval_of(from_, to)
    with open_record(record_path(folder), read_only=True) as record:
        found = gather_positions(record, *_asked(a, b), interval=interval, known_on=known_on)
    _print_said(found, position_lines, nothing="no position is told here", as_json=as_json)


def _print_said(
    found: "Iterable[Assertion]", lines_of: "Callable[[Assertion], Iterable[str]]", *, nothing: str, as_json: bool
) -> None:
    """Print assertions as JSON, or each as its lines; `nothing` where there are none."""
    from detente.cli.mines.app import print_lines
    from detente.cli.registry.assertions import assertion_plain

    if as_json:
        print_json(assertion_plain(one) for one in found)
    else:
        print_lines([line for one in found for line in lines_of(one)] or [nothing])


def _asked(a: str | None, b: str | None) -> tuple[str, ...]:
    """Return who is asked for. Raises `UsageError` where one of two is blank."""
    given = tuple(one for one in (a, b) if one is not None)
    if any(not one.strip() for one in given):
        message = "a name is given and blank; give an actor's id, a state's code (AZE) or a name, or none"
        raise UsageError(message)
    return given
