"""`detente review session`: coding twice and blind, comparing, and settling what differs."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from detente.cli.add import link_all_waiting, now
from detente.cli.init import DIR_HELP, record_path
from detente.cli.moments import person_of, reason_of
from detente.core.errors import UsageError

if TYPE_CHECKING:
    from detente.review.records import How, Kind
    from detente.store import Record, SessionView

__all__ = ["session_app"]

session_app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    add_completion=False,
    help="Code twice and blind: start, compare, settle.",
)

Folder = Annotated[Path, typer.Argument(help=DIR_HELP, metavar="DIR")]
Session = Annotated[str, typer.Argument(help="The first figures of the session's id.", metavar="SESSION")]
Author = Annotated[str, typer.Option(help="Who does so.", metavar="NAME")]
Reason = Annotated[str, typer.Option(help="Why; it is kept.", metavar="WORDS")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON, an object a line, instead of a table.")]
WIDE = 100


@session_app.command(short_help="Begin a session of two coders.")
def start(
    folder: Folder,
    *,
    coders: Annotated[list[str], typer.Option(help="A coder; given twice.", metavar="NAME")],
    sample: Annotated[int | None, typer.Option(help="So many items, drawn by chance.", min=1, metavar="N")] = None,
    documents: Annotated[
        list[str] | None,
        typer.Option(
            "--document", "--documents", help="All of this document (id or name); may be given again.", metavar="ID"
        ),
    ] = None,
    kind: Annotated[str, typer.Option(help="What is coded: event or claim.")] = "event",
    seed: Annotated[int, typer.Option(help="The number that chance begins with.")] = 1,
    blind_to_machine: Annotated[
        bool, typer.Option("--blind-to-machine", help="The coders do not see what the machine read either.")
    ] = False,
) -> None:
    """Begin a session: two coders review the same items, and neither sees what the other says until it has ended.

    It ends when both have reviewed all of it. What somebody has reviewed before is left out.
    """
    from detente.cli.named import resolve_document
    from detente.review.records import KINDS
    from detente.store import NOW, open_record, open_session

    if kind not in KINDS:
        message = f"{kind!r} cannot be coded; there are: {', '.join(KINDS)}"
        raise UsageError(message)
    if (sample is None) == (not documents):
        message = "say what to code: --sample N, or --document ID"
        raise UsageError(message)
    chosen: Kind = "claim" if kind == "claim" else "event"
    with open_record(record_path(folder), now=now()) as record:
        view = open_session(
            record,
            coders=[person_of(name) for name in coders],
            sample=sample,
            documents=[resolve_document(record, one, NOW) for one in documents or ()],
            kind=chosen,
            seed=seed,
            blind_to_machine=blind_to_machine,
            author=person_of(coders[0]),
            now=now(),
        )
    typer.echo(f"session {view.id[:10]}: {len(view.items):,} items for {' and '.join(view.coders)}")
    typer.echo(f"next: detente review next {folder} --coder {view.coders[0]}")


@session_app.command("list", short_help="List sessions and how far they are.")
def list_sessions(folder: Folder, *, as_json: Json = False) -> None:
    """List sessions: who codes, how much is done, how much differs and is settled once they have ended."""
    from detente.store import open_record, review_sessions

    with open_record(record_path(folder), read_only=True) as record:
        rows = [_session_row(record, view) for view in review_sessions(record)]
    _print(rows, as_json=as_json, nothing="no session yet: detente review session start DIR")


@session_app.command(short_help="End a session before all of it is coded.")
def end(folder: Folder, session: Session, *, author: Author, reason: Reason) -> None:
    """End a session before both have coded all of it; what both coded can be compared then."""
    from detente.store import end_session, open_record, session_of

    with open_record(record_path(folder), now=now()) as record:
        end_session(record, session_of(record, session), author=person_of(author), reason=reason_of(reason), now=now())
        link_all_waiting(record, workers=1)
    typer.echo(f"ended session {session}")


@session_app.command(short_help="Show what differs, and how far they agree.")
def compare(folder: Folder, session: Session, *, as_json: Json = False) -> None:
    """Show the fields in which the coders differ, with their words, and alpha by field."""
    from detente.cli.review.view import field_in_words
    from detente.pipeline.coding_sessions import agreement_rows, codings_of
    from detente.review.agreement import compare_codings
    from detente.store import open_record, session_of

    with open_record(record_path(folder), read_only=True) as record:
        view = session_of(record, session)
        items = codings_of(record, view)
        figures = agreement_rows(record, [view])
    rows = [
        {"id": subject.key, "settled": subject.key in view.settled, "field": differing.field}
        | {coder: field_in_words(differing.field, said) for coder, said in differing.said.items()}
        for subject, codings in items
        for differing in compare_codings(subject.kind, codings)
    ]
    _print(rows, as_json=as_json, nothing="the coders differ in nothing")
    if not as_json:
        typer.echo("")
        _print(figures, as_json=False, nothing="")


@session_app.command(short_help="Settle an item on which coders differ.")
def settle(  # noqa: PLR0913 - each is an option of the command
    folder: Folder,
    session: Session,
    item: Annotated[str, typer.Argument(help="The first figures of the item's id.", metavar="ID")],
    *,
    by: Annotated[str, typer.Option(help="Who settles it.", metavar="NAME")],
    how: Annotated[str, typer.Option(help="third (somebody who coded none of it) or talk (of the coders).")] = "third",
    take: Annotated[str | None, typer.Option(help="Take what this coder said.", metavar="NAME")] = None,
    verdict: Annotated[
        str | None, typer.Option(help="accept, correct, reject or doubt, where no coder's is taken.")
    ] = None,
    field: Annotated[
        list[str] | None, typer.Option(help="For correct: a field and what it should be.", metavar="NAME=VALUE")
    ] = None,
    again: Annotated[bool, typer.Option("--again", help="Though it was settled before.")] = False,
    reason: Reason,
) -> None:
    """Settle an item: take what one coder said, or say what it should be. What both said stays in the record.

    What was settled before needs --again; what the coders agree on needs no settling.
    """
    from detente.pipeline.coding_sessions import refuse_agreed, settled_as
    from detente.review.records import HOWS
    from detente.store import find_subject, open_record, session_of, settle_item

    if how not in HOWS:
        message = f"{how!r} is no way to settle; there are: {', '.join(HOWS)}"
        raise UsageError(message)
    chosen: How = "talk" if how == "talk" else "third"
    with open_record(record_path(folder), now=now()) as record:
        view, subject = session_of(record, session), find_subject(record, item).subject
        said, fields = settled_as(record, view, subject, take=take, verdict=verdict, given=field or [])
        refuse_agreed(record, view, subject)
        settle_item(
            record, view, subject, author=person_of(by), how=chosen, verdict=said, fields=fields,
            reason=reason_of(reason), again=again, now=now(),
        )  # fmt: skip
        link_all_waiting(record, workers=1)
    typer.echo(f"settled {subject.kind} {subject.key[:10]}: {said}")


def _session_row(record: "Record", view: "SessionView") -> dict[str, Any]:
    from detente.pipeline.coding_sessions import differing_items

    done = ", ".join(f"{c} {len(view.done.get(c, ()))}" for c in view.coders)
    differ = None
    if view.ended_at is not None:
        differ = len(differing_items(record, view))
    return {
        "id": view.id,
        "coders": " and ".join(view.coders),
        "items": len(view.items),
        "done": done,
        "how": "blind to the machine too" if view.blind_to_machine else "blind to each other",
        "opened": view.opened_at.isoformat(timespec="seconds"),
        "ended": view.ended_at and view.ended_at.isoformat(timespec="seconds"),
        "differ": differ,
        "settled": len(view.settled),
    }


def _print(rows: list[dict[str, Any]], *, as_json: bool, nothing: str) -> None:
    import json

    from detente.cli.show.table import print_rows

    if as_json:
        for row in rows:
            typer.echo(json.dumps(row, ensure_ascii=False))
    else:
        print_rows(rows, nothing=nothing, wide=WIDE)
