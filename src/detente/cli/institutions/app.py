"""`detente institutions`: founded, opened, staffed, moved, closed, on what basis; rival claims side by side."""

from collections import Counter
from typing import Annotated, Any

import typer

from detente.cli.add import now
from detente.cli.init import record_path
from detente.cli.moments import author_of, known_as, reason_of
from detente.cli.registry.note import PART_HELP
from detente.cli.registry.options import Author, Folder, Json, KnownOn, Reason, print_json

__all__ = ["institutions_app"]

institutions_app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, add_completion=False)

Name = Annotated[str, typer.Argument(help="The institution: its id or one of its names.", metavar="NAME")]
NOTHING = "nobody says anything of institutions here"


@institutions_app.callback()
def institutions() -> None:
    """Show what is said of centres, commissions and missions."""


def _gathered(folder: Any, as_known_on: str | None) -> Any:
    from detente.pipeline.institutions import gather_institutions
    from detente.pipeline.registries import stored_desk
    from detente.store import open_record

    known_on = known_as(as_known_on, now=now())
    with open_record(record_path(folder), read_only=True) as record:
        desk = stored_desk(record, known_on=known_on)
        return desk, gather_institutions(record, desk=desk, known_on=known_on)


def _kept(desk: Any) -> tuple[Any, ...]:
    return tuple(one for watch in desk.watches for one in watch.institutions)


@institutions_app.command("list", short_help="List institutions that are spoken of.")
def list_institutions(folder: Folder, *, as_known_on: KnownOn = None, as_json: Json = False) -> None:
    """List the institutions that the desk keeps and those that reports name, with what is said of each."""
    from detente.cli.show.table import print_rows
    from detente.registry.institutions.words import KINDS

    desk, said = _gathered(folder, as_known_on)
    names = {one.id: one.name for one in _kept(desk)}
    told = Counter(one.subject or one.named for one in said)
    rows = [
        {"institution": names.get(key, key), "kept as": key if key in names else None, "said": told[key],
         "of": ", ".join(what for what in KINDS if any(what == a.what for a in said if (a.subject or a.named) == key))}
        for key in (*names, *sorted(key for key in told if key not in names))
    ]  # fmt: skip
    print_json(rows) if as_json else print_rows(rows, nothing=NOTHING)


@institutions_app.command(short_help="Show what is said of one institution, rival claims together.")
def show(folder: Folder, name: Name, *, as_known_on: KnownOn = None, as_json: Json = False) -> None:
    """Show everything that is said of one institution, kind by kind: rival numbers and bases stand together."""
    from detente.cli.platforms.words import called, print_said, refuse_unheard
    from detente.registry.institutions.words import KINDS

    desk, said = _gathered(folder, as_known_on)
    refuse_unheard(name, _kept(desk), said, "institution")
    key = called(_kept(desk), name)
    chosen = [one for one in said if key in (one.subject, one.named.casefold())]
    ordered = sorted(chosen, key=lambda one: KINDS.index(one.what) if one.what in KINDS else len(KINDS))
    print_said(ordered, as_json=as_json, nothing=NOTHING)


@institutions_app.command("said", short_help="List everything that is said of institutions.")
def list_said(folder: Folder, *, as_known_on: KnownOn = None, as_json: Json = False) -> None:
    """List each assertion about institutions, kept or not, by whoever says so."""
    from detente.cli.platforms.words import print_said

    print_said(_gathered(folder, as_known_on)[1], as_json=as_json, nothing=NOTHING)


@institutions_app.command(short_help="Keep what a person writes down of an institution.")
def note(  # noqa: PLR0913 - an option each
    folder: Folder, name: Name,
    what: Annotated[str, typer.Argument(help="What is said of it, such as opened or staffed.")],
    *,
    words: Annotated[str, typer.Option(help="The words that say so.")],
    source: Annotated[str, typer.Option(help="Where they are from.")],
    claimant: Annotated[str, typer.Option(help="Who says so: an actor's id, or a name.")],
    part: Annotated[list[str] | None, typer.Option(help=PART_HELP)] = None,
    value: Annotated[str | None, typer.Option(help="The value, such as a legal basis.")] = None,
    where: Annotated[str | None, typer.Option(help="The place.")] = None,
    author: Author = None, reason: Reason = None,
) -> None:  # fmt: skip
    """Keep what a person of the desk writes down of an institution, with the words and where they are from."""
    from detente.pipeline.notes import Written, made_note
    from detente.pipeline.registries import find_thing, keep_assertions, stored_desk
    from detente.registry.institutions.words import KINDS
    from detente.store import open_record

    who, why = author_of(author), reason_of(reason)
    written = Written(
        what=what, words=words, source=source, claimant=claimant, parts=tuple(part or ()), where=where, value=value
    )
    with open_record(record_path(folder), now=now()) as record:
        desk = stored_desk(record)
        thing = find_thing(desk, name, among=_kept(desk), what="institution")
        made = made_note(desk, thing, "institution", written, whats=KINDS, author=who)
        kept = keep_assertions(record, [made], author=who, reason=why, now=now())
    typer.echo(f"{made.id[:16]} is kept" if kept else f"{made.id[:16]} is kept already; nothing changed")
