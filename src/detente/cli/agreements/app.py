"""`detente agreements`: instruments, who signed and ratified them by whose word, and what stands in them."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.add import now
from detente.cli.init import record_path
from detente.cli.moments import author_of, known_as, reason_of
from detente.cli.registry.options import Author, Folder, Json, KnownOn, Reason, print_json

if TYPE_CHECKING:
    from detente.pipeline.agreements import Agreements
    from detente.registry.agreements.definition import Agreement

__all__ = ["Id", "agreement_of", "agreements_app", "gathered", "print_wrapped"]

agreements_app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, add_completion=False)

Id = Annotated[str, typer.Argument(help="The agreement: its id, or a name of it.", metavar="ID")]


@agreements_app.callback()
def agreements() -> None:
    """Show what is said of agreements, and what stands in them, by whose word."""


@agreements_app.command("list", short_help="List the agreements, and who says what became of them.")
def list_agreements(
    folder: Folder,
    *,
    others: Annotated[bool, typer.Option("--others", help="Those that reports tell of and no watch has.")] = False,
    as_known_on: KnownOn = None,
    as_json: Json = False,
) -> None:
    """List the agreements of the watches: signed, ratified and in force by whose word, and what nobody says.

    With --others those that reports tell of and no watch has: they are proposed, and not added.
    """
    from detente.cli.agreements.blocks import print_blocks
    from detente.cli.agreements.rows import agreement_plain, agreement_row, other_plain, other_row

    found = gathered(folder, as_known_on)
    if others:
        rows = [other_plain(one) for one in found.others] if as_json else [other_row(one) for one in found.others]
        nothing = "no report tells of an agreement that the watch does not have"
    else:
        rows = [(agreement_plain if as_json else agreement_row)(found, one) for one in found.kept]
        nothing = "no watch here has an agreement: detente watch load DIR FILE"
    if as_json:
        print_json(rows)
    else:
        print_blocks(rows, nothing=nothing, head=("agreement",) if others else ("name", "agreement"))


@agreements_app.command(short_help="Show one agreement: each status, party for party.")
def show(folder: Folder, id_: Id, *, as_known_on: KnownOn = None, as_json: Json = False) -> None:
    """Show one agreement whole: its names, parties and texts, and each status with who says so, in which words."""
    from detente.cli.agreements.lines import agreement_lines
    from detente.cli.agreements.rows import agreement_plain

    found = gathered(folder, as_known_on)
    one = agreement_of(found, id_)
    if as_json:
        print_json([agreement_plain(found, one)])
    else:
        print_wrapped(agreement_lines(found, one))


@agreements_app.command(short_help="List all that is said of one agreement.")
def said(folder: Folder, id_: Id, *, as_known_on: KnownOn = None, as_json: Json = False) -> None:
    """List all that is said of one agreement, by the watch, by people and by reports, each with its words."""
    from detente.cli.registry.assertions import assertion_lines, assertion_plain

    found = gathered(folder, as_known_on)
    one = agreement_of(found, id_)
    every = found.said_of(one.id)
    if as_json:
        print_json(assertion_plain(assertion) for assertion in every)
    elif not every:
        typer.echo(f"nobody says anything of {one.id}; reports are added with detente add")
    else:
        print_wrapped(line for assertion in every for line in assertion_lines(assertion))


@agreements_app.command(short_help="Show what is said to stand in an agreement.")
def provisions(folder: Folder, id_: Id, *, as_known_on: KnownOn = None, as_json: Json = False) -> None:
    """Show the provisions of an agreement: the desk's own, those cut from its texts, and those that reports tell.

    Of each: who owes what to whom, by when, on what condition, as far as its words say so.
    """
    from detente.cli.agreements.provision_lines import provision_lines, provisions_plain

    found = gathered(folder, as_known_on)
    one = agreement_of(found, id_)
    if as_json:
        print_json(provisions_plain(found, one))
    else:
        print_wrapped(provision_lines(found, one))


@agreements_app.command(short_help="Say what words are, or are not, a name of an agreement.")
def alias(  # noqa: PLR0913 - options
    folder: Folder,
    id_: Id,
    words: Annotated[
        str | None, typer.Argument(help="The words; without them all are listed.", metavar="WORDS")
    ] = None,
    *,
    same: Annotated[bool, typer.Option("--same", help="The words are a name of it.")] = False,
    apart: Annotated[
        bool, typer.Option("--apart", help="The words are not: what is told under them is another's.")
    ] = False,
    author: Author = None,
    reason: Reason = None,
    as_known_on: KnownOn = None,
    as_json: Json = False,
) -> None:
    """List the words that may name an agreement, each with its reason; or decide of some, which can be undone.

    What reports tell under other words is shown with the agreement where a rule takes it for the same, and says so.
    A person accepts that (--same), takes it apart (--apart), or puts it together again; the last word holds.
    """
    from detente.cli.agreements.aliases import alias_lines, alias_plain, decide
    from detente.pipeline.agreements import keep_alias
    from detente.store import open_record

    verdict = decide(words, same=same, apart=apart, as_known_on=as_known_on)
    if verdict is None or words is None:
        found = gathered(folder, as_known_on)
        claims = found.aliases_of(agreement_of(found, id_).id)
        print_json(map(alias_plain, claims)) if as_json else print_wrapped(alias_lines(claims))
        return
    who, why = author_of(author), reason_of(reason)
    one = agreement_of(gathered(folder, None), id_)
    with open_record(record_path(folder), now=now()) as record:
        done = keep_alias(record, one, words, verdict, author=who, reason=why, now=now())
    what = "are a name of" if verdict == "same" else "are no name of"
    print_wrapped([f"“{words}” {what} {one.id}{'' if done else ', as was kept already'}"])


def gathered(folder: Folder, as_known_on: str | None) -> "Agreements":
    """Return all that the record holds of agreements, as of a moment."""
    from detente.pipeline.agreements import gather_agreements
    from detente.store import open_record

    known_on = known_as(as_known_on, now=now())
    with open_record(record_path(folder), read_only=True) as record:
        return gather_agreements(record, known_on=known_on)


def agreement_of(found: "Agreements", given: str) -> "Agreement":
    """Return the agreement that an id or a name means. Raises `UsageError` where it is none, or more than one."""
    from detente.pipeline.registries import find_thing

    one = find_thing(found.desk, given, among=found.kept, what="agreement")
    return next(kept for kept in found.kept if kept.id == one.id)


def print_wrapped(lines: Iterable[str]) -> None:
    """Print lines cut to the terminal; evidence may hold what a terminal takes for a command."""
    from rich.console import Console

    from detente.cli.ceasefire.words import wrapped

    width = Console().width
    for line in lines:
        for piece in wrapped(line, width):
            typer.echo(piece)
