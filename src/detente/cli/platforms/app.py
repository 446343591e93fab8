"""`detente platforms`: who called for one, who was to be in it, its meetings and who came, memberships."""

import datetime as dt
from typing import TYPE_CHECKING, Annotated, Any

import typer

from detente.cli.add import now
from detente.cli.init import record_path
from detente.cli.moments import author_of, known_as, reason_of
from detente.cli.registry.note import PART_HELP
from detente.cli.registry.options import DAY, Author, Folder, Json, KnownOn, Reason, print_json

if TYPE_CHECKING:
    from detente.registry.assertions.assertion import Assertion

__all__ = ["platforms_app"]

platforms_app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, add_completion=False)

Name = Annotated[str, typer.Argument(help="The platform: its id or one of its names.", metavar="NAME")]
Of = Annotated[str | None, typer.Option("--of", help="Only of this platform: its id, or a name.", metavar="NAME")]
Said = Annotated[str, typer.Argument(help="The meeting: its id, or that of an assertion about it.", metavar="MEETING")]
WIDE = 120
NOTHING = "nobody says anything of platforms here"


@platforms_app.callback()
def platforms() -> None:
    """Show what is said of platforms and organisations: who was to be in them, who came, who joined and left."""


def _gathered(folder: Any, as_known_on: str | None) -> Any:
    """Return the desk, all that is said of platforms, and their meetings."""
    from detente.pipeline.platforms import gather_meetings, gather_platforms
    from detente.pipeline.registries import stored_desk
    from detente.store import open_record

    known_on = known_as(as_known_on, now=now())
    with open_record(record_path(folder), read_only=True) as record:
        desk = stored_desk(record, known_on=known_on)
        said = gather_platforms(record, desk=desk, known_on=known_on)
        return desk, said, gather_meetings(record, said, known_on=known_on)


def _platforms_of(desk: Any) -> tuple[Any, ...]:
    return tuple(one for watch in desk.watches for one in watch.platforms)


def _chosen(desk: Any, said: "tuple[Assertion, ...]", given: str | None) -> "tuple[Assertion, ...]":
    """Return what is said of one platform, kept or called by this name in reports; of all where none is given."""
    from detente.cli.platforms.words import called, refuse_unheard

    if given is None:
        return said
    refuse_unheard(given, _platforms_of(desk), said, "platform")
    key = called(_platforms_of(desk), given)
    return tuple(one for one in said if key in (one.subject, (one.subject is None and one.named.casefold()) or None))


@platforms_app.command("list", short_help="List platforms and organisations that are spoken of.")
def list_platforms(folder: Folder, *, as_known_on: KnownOn = None, as_json: Json = False) -> None:
    """List the platforms that the desk keeps and those that reports name, with how much is said of each."""
    from detente.cli.platforms.words import platform_rows
    from detente.cli.show.table import print_rows

    desk, said, meetings = _gathered(folder, as_known_on)
    rows = platform_rows(_platforms_of(desk), said, meetings)
    print_json(rows) if as_json else print_rows(rows, nothing=NOTHING)


@platforms_app.command(short_help="Show what is said of one platform.")
def show(folder: Folder, name: Name, *, as_known_on: KnownOn = None, as_json: Json = False) -> None:
    """Show everything that is said of one platform, kind by kind: who says it, in which words."""
    from detente.cli.platforms.words import print_said

    desk, said, _ = _gathered(folder, as_known_on)
    print_said(_chosen(desk, said, name), as_json=as_json, nothing=NOTHING)


@platforms_app.command("said", short_help="List everything that is said of platforms.")
def list_said(folder: Folder, *, of: Of = None, as_known_on: KnownOn = None, as_json: Json = False) -> None:
    """List each assertion about platforms, kept or not, by whoever says so."""
    from detente.cli.platforms.words import print_said

    desk, said, _ = _gathered(folder, as_known_on)
    print_said(_chosen(desk, said, of), as_json=as_json, nothing=NOTHING)


@platforms_app.command(short_help="List meetings: held, expected, postponed, called off.")
def meetings(folder: Folder, *, of: Of = None, as_known_on: KnownOn = None, as_json: Json = False) -> None:
    """List the meetings that are spoken of, each put together by a rule that the list names."""
    from detente.cli.platforms.words import meeting_plain, meeting_row
    from detente.cli.show.table import print_rows
    from detente.registry.platforms.meetings import RULE

    desk, said, every = _gathered(folder, as_known_on)
    ids = {one.id for one in _chosen(desk, said, of)}
    rows = [one for one in every if any(a.id in ids for a in one.assertions)]
    if as_json:
        print_json(meeting_plain(one) for one in rows)
        return
    print_rows([meeting_row(one) for one in rows], nothing="nobody speaks of a meeting here", wide=WIDE)
    typer.echo(f"one meeting: {RULE}; put together and apart by hand: detente platforms together, apart")


@platforms_app.command(short_help="Show who came to which meeting of a platform.")
def matrix(folder: Folder, name: Name, *, as_known_on: KnownOn = None, as_json: Json = False) -> None:
    """Show meetings by actors, in the order of the actors' ids; a blank is that nobody says anything."""
    from detente.cli.platforms.words import called, matrix_lines, matrix_plain
    from detente.registry.platforms.matrix import matrix_of

    desk, said, every = _gathered(folder, as_known_on)
    chosen, key = _chosen(desk, said, name), called(_platforms_of(desk), name)
    kept = next((one for one in _platforms_of(desk) if one.id == key), None)
    own = [one for one in every if one.platform == key or one.platform.casefold() == key]
    made = matrix_of(own, chosen, kept.envisaged if kept else ())
    if as_json:
        print_json(matrix_plain(made))
        return
    for line in matrix_lines(made):
        typer.echo(line)


@platforms_app.command(short_help="List memberships of organisations.")
def members(folder: Folder, *, of: Of = None, as_known_on: KnownOn = None, as_json: Json = False) -> None:
    """List who joined, applied, was suspended, left, came back or is an observer, and who says so."""
    from detente.cli.platforms.words import print_said
    from detente.registry.platforms.kinds import MEMBERSHIP

    desk, said, _ = _gathered(folder, as_known_on)
    chosen = [one for one in _chosen(desk, said, of) if one.what in MEMBERSHIP]
    print_said(chosen, as_json=as_json, nothing="nobody speaks of a membership here")


@platforms_app.command(short_help="Keep what a person writes down of a platform.")
def note(  # noqa: PLR0913 - an option each
    folder: Folder, name: Name,
    what: Annotated[str, typer.Argument(help="What is said of it, such as absent or held.")],
    *,
    words: Annotated[str, typer.Option(help="The words that say so.")],
    source: Annotated[str, typer.Option(help="Where they are from.")],
    claimant: Annotated[str, typer.Option(help="Who says so: an actor's id, or a name.")],
    part: Annotated[list[str] | None, typer.Option(help=PART_HELP)] = None,
    round_: Annotated[str | None, typer.Option("--round", help='Which meeting: "round 3".')] = None,
    on: Annotated[dt.datetime | None, typer.Option(help="The day.", formats=DAY, metavar="DATE")] = None,
    where: Annotated[str | None, typer.Option(help="The place.")] = None,
    author: Author = None, reason: Reason = None,
) -> None:  # fmt: skip
    """Keep what a person of the desk writes down of a platform, with the words and where they are from."""
    from detente.pipeline.notes import Written, made_note
    from detente.pipeline.registries import find_thing, keep_assertions, stored_desk
    from detente.registry.platforms.kinds import KINDS
    from detente.store import open_record

    who, why = author_of(author), reason_of(reason)
    written = Written(
        what=what, words=words, source=source, claimant=claimant, parts=tuple(part or ()),
        first=on.date() if on else None, where=where, value=round_,
    )  # fmt: skip
    with open_record(record_path(folder), now=now()) as record:
        desk = stored_desk(record)
        thing = find_thing(desk, name, among=_platforms_of(desk), what="platform")
        made = made_note(desk, thing, "platform", written, whats=KINDS, author=who)
        kept = keep_assertions(record, [made], author=who, reason=why, now=now())
    typer.echo(f"{made.id[:16]} is kept" if kept else f"{made.id[:16]} is kept already; nothing changed")


@platforms_app.command(short_help="Say that two meetings are one.")
def together(folder: Folder, one: Said, other: Said, *, author: Author = None, reason: Reason = None) -> None:
    """Put two meetings together; `apart` undoes it."""
    _decide(folder, one, other, together=True, author=author, reason=reason)


@platforms_app.command(short_help="Say that two assertions are of two meetings.")
def apart(folder: Folder, one: Said, other: Said, *, author: Author = None, reason: Reason = None) -> None:
    """Put two assertions, named by their ids, to two meetings; `together` undoes it."""
    _decide(folder, one, other, together=False, author=author, reason=reason)


def _decide(folder: Any, one: str, other: str, *, together: bool, author: str | None, reason: str | None) -> None:
    from detente.pipeline.platforms import decide_meetings, gather_meetings, gather_platforms, representative
    from detente.store import open_record

    who, why = author_of(author), reason_of(reason)
    with open_record(record_path(folder), now=now()) as record:
        every = gather_meetings(record, gather_platforms(record))
        first, second = representative(every, one), representative(every, other)
        is_new = decide_meetings(record, first, second, together=together, author=who, reason=why, now=now())
    how = "together" if together else "apart"
    typer.echo(f"{first[:16]} and {second[:16]} are {how}{'' if is_new else ' already; nothing changed'}")
