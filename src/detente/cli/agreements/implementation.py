"""What reports tell of provisions, which of it bears on them, and how far persons judge them carried out."""

import datetime as dt
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.add import now
from detente.cli.init import record_path
from detente.cli.moments import author_of, known_as, reason_of
from detente.cli.registry.options import DAY, Author, Folder, Json, KnownOn, Reason, print_json

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detente.pipeline.registries import Desk
    from detente.registry.agreements.definition import Agreement
    from detente.store import Record

__all__ = ["add_implementation"]

Id = Annotated[str, typer.Argument(help="The agreement: its id, or one of its names.", metavar="ID")]
On = Annotated[
    dt.datetime | None,
    typer.Option("--on", help="The day that it is judged of (YYYY-MM-DD).", formats=DAY, metavar="DATE"),
]
WIDE = 100


def add_implementation(app: typer.Typer) -> None:
    """Add the commands to those of `detente agreements`."""
    app.command(short_help="List which reports may bear on which provisions.")(proposals)
    app.command(short_help="Decide whether a proposal holds.")(bears)
    app.command(short_help="Write down how far a party has carried out a provision.")(assess)
    app.command(short_help="Show provisions by parties, as persons judge them.")(implementation)


def proposals(
    folder: Folder,
    id_: Annotated[str | None, typer.Argument(help="Of this agreement only.", metavar="ID")] = None,
    *,
    open_: Annotated[bool, typer.Option("--open", help="Only those that nobody has decided.")] = False,
    as_known_on: KnownOn = None,
    as_json: Json = False,
) -> None:
    """List what the machine proposes: a report's words, a provision's words, who is bound and did it, which way.

    What is promised, demanded or said against somebody is listed as such, and never as done. A person decides.
    """
    from detente.cli.agreements.implementation_words import proposal_lines, proposal_plain
    from detente.cli.mines.app import print_lines
    from detente.pipeline.implementation import bearing_proposals, implemented_agreements
    from detente.store import open_record

    known_on = known_as(as_known_on, now=now())
    with open_record(record_path(folder), read_only=True) as record:
        desk, kept = implemented_agreements(record, known_on=known_on)
        only = _found(desk, kept, id_).id if id_ is not None else None
        rows = bearing_proposals(record, agreement=only, known_on=known_on)
    shown = [row for row in rows if not (open_ and row.decision)]
    if as_json:
        print_json(proposal_plain(row) for row in shown)
        return
    names = {one.id: one.name for one in desk.actors}
    if not shown:
        typer.echo("No report here bears on a provision of these agreements, as far as the machine can tell.")
    print_lines([line for row in shown for line in proposal_lines(row, names)])


def bears(
    folder: Folder,
    proposal: Annotated[str, typer.Argument(help="Its id, or the first digits of it.", metavar="PROPOSAL")],
    *,
    holds: Annotated[bool | None, typer.Option("--yes/--no", help="Whether it bears on the provision.")] = None,
    author: Author = None,
    reason: Reason = None,
) -> None:
    """Decide whether a proposed bearing holds. A later decision replaces it; what was decided before stays known."""
    from detente.core.errors import UsageError
    from detente.pipeline.implementation import bearing_proposals, decide_bearing, find_proposal
    from detente.store import open_record

    if holds is None:
        message = "nothing is decided: say --yes or --no"
        raise UsageError(message)
    who, why = author_of(author), reason_of(reason)
    with open_record(record_path(folder), now=now()) as record:
        found = find_proposal(bearing_proposals(record), proposal).proposal
        is_new = decide_bearing(record, found, accepted=holds, author=who, reason=why, now=now())
    told = "bears" if holds else "does not bear"
    what = f"{found.id[:10]} {told} on {found.agreement} {found.provision}"
    typer.echo(f"{what}, by {who}" if is_new else f"{what} was decided so by {who} already; nothing changed")


def assess(  # noqa: PLR0913 - each is an option of the command
    folder: Folder,
    id_: Id,
    provision: Annotated[str, typer.Argument(help="The provision's id.", metavar="PROVISION")],
    *,
    party: Annotated[str, typer.Option(help="Whom it binds: an actor's id.", metavar="ACTOR")],
    value: Annotated[int, typer.Option(help="0 none initiated, 1 minimal, 2 intermediate, 3 full.", metavar="0..3")],
    on: On,
    words: Annotated[str, typer.Option(help="The words that it rests on.", metavar="WORDS")],
    source: Annotated[str | None, typer.Option(help="Where these words are from.", metavar="WHERE")] = None,
    bearing: Annotated[
        list[str] | None, typer.Option(help="A proposal that it rests on; may be given again.", metavar="PROPOSAL")
    ] = None,
    author: Author = None,
    reason: Reason = None,
) -> None:
    """Write down how far a party has carried out a provision, as you judge; others' judgements stand beside yours."""
    from detente.cli.agreements.implementation_words import party_of
    from detente.core.errors import UsageError
    from detente.pipeline.implementation import bearing_proposals, find_proposal, keep_assessment
    from detente.registry.agreements.implementation import SCALE, Assessment
    from detente.registry.evidence import Evidence
    from detente.store import open_record

    who, why = author_of(author), reason_of(reason)
    if not words.strip():
        message = "an assessment rests on words: write them with --words"
        raise UsageError(message)
    with open_record(record_path(folder), now=now()) as record:
        desk, agreement = _desk_and(record, id_)
        rows = bearing_proposals(record, agreement=agreement.id) if bearing else ()
        made = Assessment(
            agreement=agreement.id,
            provision=provision,
            party=party_of(party, desk.actors),
            day=(on or now()).date().isoformat(),
            value=value,
            by=who,
            reason=why,
            evidence=(Evidence(words=words, by=who, source=source),),
            proposals=tuple(find_proposal(rows, one).proposal.id for one in bearing or ()),
        )
        is_new = keep_assessment(record, agreement, made, now=now())
    told = f"{agreement.id} {provision}, {made.party}: {value} ({SCALE[value]}) on {made.day}, by {who}"
    typer.echo(told if is_new else f"{told} was kept already; nothing changed")


def implementation(
    folder: Folder,
    id_: Id,
    *,
    on: On = None,
    history: Annotated[bool, typer.Option(help="List every decision and assessment, earlier ones too.")] = False,
    as_known_on: KnownOn = None,
    as_json: Json = False,
) -> None:
    """Show each provision by party: who judged what, on which day, who dissents, and which reports bear on it.

    A blank cell is not 0: nobody has judged. Columns are turned round every other day.
    """
    from detente.cli.agreements.implementation_words import history_rows, matrix_lines, matrix_plain
    from detente.cli.mines.app import print_lines
    from detente.cli.show.table import print_rows
    from detente.pipeline.implementation import assessments_of, bearing_proposals, implementation_history
    from detente.registry.agreements.implementation import matrix_of
    from detente.store import open_record

    known_on, day = known_as(as_known_on, now=now()), (on or now()).date()
    with open_record(record_path(folder), read_only=True) as record:
        desk, agreement = _desk_and(record, id_, as_known_on)
        past = implementation_history(record, agreement.id, known_on=known_on) if history else ()
        said = assessments_of(record, agreement.id, known_on=known_on)
        rows = () if history else bearing_proposals(record, agreement=agreement.id, known_on=known_on)
    if history:
        shown = history_rows(past)
        if as_json:
            print_json(shown)
        else:
            print_rows(shown, nothing="Nobody has decided or judged anything of it.", wide=WIDE)
        return
    accepted = [row for row in rows if row.decision and row.decision.accepted]
    matrix = matrix_of(agreement, said, day=day)
    if as_json:
        print_json(matrix_plain(agreement, matrix, accepted, said, day=day))
        return
    print_lines(list(matrix_lines(agreement, matrix, accepted, actors=desk.actors, day=day)))


def _desk_and(record: "Record", id_: str, as_known_on: str | None = None) -> "tuple[Desk, Agreement]":
    from detente.pipeline.implementation import implemented_agreements

    desk, kept = implemented_agreements(record, known_on=known_as(as_known_on, now=now()))
    return desk, _found(desk, kept, id_)


def _found(desk: "Desk", kept: "Sequence[Agreement]", id_: str) -> "Agreement":
    from detente.pipeline.registries import find_thing

    found = find_thing(desk, id_, among=kept, what="agreement")
    return next(one for one in kept if one.id == found.id)
