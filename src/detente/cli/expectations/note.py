"""`detente expectations note`: an expectation that a person writes down."""

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated, cast

import typer

from detente.cli.add import now
from detente.cli.expectations.app import expectations_app
from detente.cli.init import record_path
from detente.cli.moments import author_of, reason_of
from detente.cli.registry.note import PART_HELP
from detente.cli.registry.options import DAY, Author, Folder, Reason

if TYPE_CHECKING:
    from detente.registry.watch.stated import Thing

__all__ = ["expectations_app", "note"]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Unkept:
    """What is expected of nothing that the desk follows: it goes by the words alone."""

    id: str
    name: str
    names: tuple[str, ...] = ()


@expectations_app.command(short_help="Write down what is expected, with its words.")
def note(  # noqa: PLR0913 - each is an option of the command
    folder: Folder,
    *,
    what: Annotated[str, typer.Option(help="meeting, visit, vote, signing, opening, promise, deadline or refusal.")],
    words: Annotated[str, typer.Option(help="The words that say it.")],
    source: Annotated[str, typer.Option(help="Where they stand.")],
    claimant: Annotated[str, typer.Option(help="By whose word: an actor's id, or a name.")],
    part: Annotated[list[str] | None, typer.Option(help=PART_HELP)] = None,
    first: Annotated[
        dt.datetime | None, typer.Option("--from", help="Not before.", formats=DAY, metavar="DATE")
    ] = None,
    due: Annotated[dt.datetime | None, typer.Option(help="Its last day.", formats=DAY, metavar="DATE")] = None,
    where: Annotated[str | None, typer.Option(help="Where it is to be.")] = None,
    of: Annotated[str | None, typer.Option(help="The agreement, platform or other kept thing it is about.")] = None,
    author: Author = None,
    reason: Reason = None,
) -> None:
    """Write down something expected that no report in the record tells, or that was read wrongly."""
    from detente.pipeline.notes import Written, made_note
    from detente.pipeline.registries import find_thing, keep_assertions, stored_desk
    from detente.registry.assertions.assertion import Day
    from detente.registry.expectations.told import KINDS
    from detente.store import open_record

    who, why = author_of(author), reason_of(reason)
    told = Written(
        what=what, words=words, source=source, claimant=claimant, parts=tuple(part or ()), where=where,
        first=first.date() if first else None, last=due.date() if due else None, value="noted", standing="planned",
    )  # fmt: skip
    with open_record(record_path(folder), now=now()) as record:
        desk = stored_desk(record)
        thing = find_thing(desk, of, among=desk.things, what="kept thing") if of else None
        made = made_note(
            desk, thing or cast("Thing", _Unkept(id="", name=words)), "expectation", told, whats=KINDS, author=who
        )
        day = Day(first=_iso(first), last=_iso(due)) if first or due else None
        made = replace(
            made, subject=thing.id if thing else None, named=words, day=day, published=now().date().isoformat()
        )
        keep_assertions(record, [made], author=who, reason=why, now=now())
    typer.echo(f"{made.id[:10]} is written down: detente expectations show {folder} {made.id[:10]}")


def _iso(day: dt.datetime | None) -> str | None:
    return day.date().isoformat() if day else None
