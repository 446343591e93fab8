"""`detente contradictions`: claims that cannot both hold, with both texts; what of them holds a person says."""

from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.add import now
from detente.cli.init import record_path
from detente.cli.moments import author_of, known_as, reason_of
from detente.cli.registry.options import Author, Folder, Json, KnownOn, Reason, print_json

if TYPE_CHECKING:
    from pathlib import Path

    from detente.registry.contradictions.contradiction import Contradiction, Ruling
    from detente.store import Address

__all__ = ["contradictions_app"]

contradictions_app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, add_completion=False)

Id = Annotated[str, typer.Argument(help="The contradiction: its id, or the first digits of it.", metavar="ID")]
NARROW = "Only these; the options of this kind may be given together."


@contradictions_app.callback()
def contradictions() -> None:
    """Show which claims cannot both hold, and keep what a person says of them."""


@contradictions_app.command("list", short_help="List claims that stand against each other.")
def list_contradictions(
    folder: Folder,
    *,
    open_: Annotated[bool, typer.Option("--open", help="Only those that nobody has decided.")] = False,
    upheld: Annotated[bool, typer.Option("--upheld", help=NARROW)] = False,
    dismissed: Annotated[bool, typer.Option("--dismissed", help=NARROW)] = False,
    as_known_on: KnownOn = None,
    as_json: Json = False,
) -> None:
    """List claims that stand against each other: contradictions, then tensions, then rivals that may both hold."""
    from detente.cli.contradictions.words import contradiction_plain, contradiction_short
    from detente.cli.mines.app import print_lines

    asked = {"open": open_, "upheld": upheld, "dismissed": dismissed}
    rulings = {name for name, wanted in asked.items() if wanted}
    every = _gathered(record_path(folder), as_known_on)
    found = [one for one in every if not rulings or one.ruling in rulings]
    if as_json:
        print_json(contradiction_plain(one) for one in found)
    elif found:
        print_lines([line for one in found for line in contradiction_short(one)])
    else:
        typer.echo("no claims here stand against each other" + (" that the options ask for" if rulings else ""))


@contradictions_app.command(short_help="Show one contradiction whole, with both texts.")
def show(folder: Folder, id_: Id, *, as_known_on: KnownOn = None, as_json: Json = False) -> None:
    """Show one contradiction whole: why, both sides with their words, days and claimants, and what was decided."""
    from detente.cli.contradictions.words import contradiction_lines, contradiction_plain
    from detente.cli.mines.app import print_lines
    from detente.pipeline.contradictions import find_contradiction

    one = find_contradiction(_gathered(record_path(folder), as_known_on), id_)
    print_json([contradiction_plain(one)]) if as_json else print_lines(contradiction_lines(one))


@contradictions_app.command(short_help="Say that a contradiction is one, with the reason.")
def uphold(folder: Folder, id_: Id, *, author: Author = None, reason: Reason = None) -> None:
    """Say that the two claims cannot both hold; both stay as they are told."""
    _rule(folder, id_, "upheld", author, reason)


@contradictions_app.command(short_help="Say that a contradiction is none, with the reason.")
def dismiss(folder: Folder, id_: Id, *, author: Author = None, reason: Reason = None) -> None:
    """Say that the two claims do not stand against each other; both stay as they are told."""
    _rule(folder, id_, "dismissed", author, reason)


@contradictions_app.command(short_help="Take back what was decided, with the reason.")
def reopen(folder: Folder, id_: Id, *, author: Author = None, reason: Reason = None) -> None:
    """Take back what was decided of a contradiction; that it was decided stays in the history."""
    _rule(folder, id_, "open", author, reason)


def _gathered(path: "Path | Address", as_known_on: str | None) -> "tuple[Contradiction, ...]":
    from detente.pipeline.contradictions import gather_contradictions
    from detente.store import open_record

    known_on = known_as(as_known_on, now=now())
    with open_record(path, read_only=True) as record:
        return gather_contradictions(record, known_on=known_on)


def _rule(folder: "Path", id_: str, ruling: "Ruling", author: str | None, reason: str | None) -> None:
    from detente.pipeline.contradictions import find_contradiction, gather_contradictions, rule_on
    from detente.store import open_record

    who, why = author_of(author), reason_of(reason)
    with open_record(record_path(folder), now=now()) as record:
        one = find_contradiction(gather_contradictions(record), id_)
        new = rule_on(record, one.id, ruling, author=who, reason=why, now=now())
    typer.echo(f"{one.id[:10]} is {ruling}{'' if new else ' already'}")
