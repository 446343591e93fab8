"""What bears on a provision of an agreement: deeds and words in equal columns by party, proposed or taken in."""

from collections.abc import Iterable, Mapping, Sequence

from detente.desk.pages.registry.claims import said_by
from detente.desk.pages.registry.cut import behind, cut_to
from detente.display.language import mark, say
from detente.display.prose import clip
from detente.display.sheets import Cell, Certainty, Column, Empty, Row, Sheet, cell
from detente.pipeline.implementation import ProposalRow
from detente.registry.agreements.bearing.deeds import Manner
from detente.registry.agreements.bearing.proposals import Proposal
from detente.registry.agreements.bearing.topics import Direction

__all__ = ["DIRECTIONS", "MANNERS", "bearing_sheet", "dismissed_sheet", "open_of", "state_of"]

DEEDS = 12
"""Deeds on a page at once: those that a person took in, and as many that are proposed."""
DIRECTIONS: dict[Direction, str] = {
    "towards": mark("fulfilling it"), "against": mark("breaking it"), "about": mark("preparing or discussing it"),
    "unclear": mark("the words do not say which"),
}  # fmt: skip
MANNERS: dict[Manner, str] = {
    "done": mark("reported as done"), "said": mark("promised, hoped for or demanded, not done"),
    "claim": mark("as an accusation"), "denied": mark("denied"), "recalled": mark("from before the agreement"),
}  # fmt: skip
_CERTAINTIES: dict[Manner, Certainty] = {"denied": "undone", "said": "unsure"}


def state_of(row: ProposalRow) -> str:
    """Return whether a proposal is open, holds by somebody's word, or was dismissed."""
    if row.decision is None:
        return "open"
    return "holds" if row.decision.accepted else "dismissed"


def open_of(rows: Iterable[ProposalRow], after: str | None) -> Sequence[ProposalRow]:
    """Return the proposals that nobody has decided, so many as a page holds."""
    return behind([row for row in rows if state_of(row) == "open"], after, _id, most=DEEDS)[0]


def _id(row: ProposalRow) -> str:
    return row.proposal.id


def bearing_sheet(
    rows: Iterable[ProposalRow],
    parties: Sequence[str],
    names: Mapping[str, str],
    *,
    proposed: bool,
    after: str | None,
    at: str,
) -> Sheet:
    """Return deeds and words that bear on a provision, a column for each party that has a part in them.

    What a person has accepted and what is only proposed never stand in one sheet.
    """
    id_ = "proposed" if proposed else "bears"
    every = [row for row in rows if state_of(row) == ("open" if proposed else "holds")]
    shown, last = behind(every, after, _id, most=DEEDS)
    doers = list(dict.fromkeys((*parties, *(who for row in every for who in row.proposal.doers))))
    title = say("Proposed by the machine, decided by nobody") if proposed else say("Reports that may concern it")
    return Sheet(
        id=id_, title=title, more=f"{at}?{id_}={last}#{id_}" if last else None,
        columns=(
            Column(id="day", title=say("report of"), tight=True), Column(id="told", title=say("for or against it")),
            *(Column(id=f"by_{one}", title=names.get(one, one), equal=True) for one in doers),
            Column(id="decided", title=say("why it is proposed") if proposed else say("who accepted it")),
        ),
        rows=tuple(_bearing(row, doers, proposed=proposed) for row in shown), empty=_no_bearing(proposed=proposed),
    )  # fmt: skip


def _no_bearing(*, proposed: bool) -> Empty:
    if proposed:
        return Empty(means=say("The machine proposes nothing more that may concern it."))
    return Empty(means=say("Nobody has accepted a report as concerning it. That says nothing about what was done."))


def _bearing(row: ProposalRow, doers: Sequence[str], *, proposed: bool) -> Row:
    one = row.proposal
    told = say("%(who)s: “%(words)s”", who=said_by(one.claimant), words=clip(one.evidence[0].words, 220))
    own = Cell(text=told, words=one.evidence, certainty="unsure" if proposed else _certainty(one))
    way = Cell(text=say(DIRECTIONS[one.direction]), note=say(MANNERS[one.manner]))
    decided = Cell(text=row.decision.author, note=row.decision.reason) if row.decision else _why(one)
    return Row(
        id=one.id[:16],
        cells=(
            cell(one.published, blank=say("no day")), way,
            *(own if id_ in one.doers else Cell(blank=say("not reported for them")) for id_ in doers), decided,
        ),
    )  # fmt: skip


def _certainty(one: Proposal) -> Certainty:
    return _CERTAINTIES.get(one.manner, "claimed")


def _why(one: Proposal) -> Cell:
    met = [f"“{clip(each.provision, 60)}” – “{clip(each.report, 60)}”" for each in one.met[:3]]
    return Cell(text="; ".join(met), note=say("likelihood %(score)s", score=f"{one.score:.2f}"))


def dismissed_sheet(rows: Iterable[ProposalRow]) -> Sheet:
    """Return what was proposed and turned down, with who did and why: it can be taken in again."""
    shown, rule = cut_to([row for row in rows if state_of(row) == "dismissed"])
    return Sheet(
        id="dismissed", title=say("Rejected proposals"),
        columns=(
            Column(id="day", title=say("report of")), Column(id="words", title=say("words")),
            Column(id="by", title=say("who rejected it")), Column(id="why", title=say("why")),
        ),
        rows=tuple(
            Row(
                id=row.proposal.id[:16],
                cells=(
                    cell(row.proposal.published, blank=say("no day")),
                    _claimed(row.proposal), cell(row.decision.author if row.decision else None),
                    cell(row.decision.reason if row.decision else None),
                ),
            )
            for row in shown
        ),
        empty=Empty(means=say("No proposal was rejected.")), rule=rule,
    )  # fmt: skip


def _claimed(one: Proposal) -> Cell:
    """Return the words of a proposal, who says them first."""
    told = say("%(who)s: “%(words)s”", who=said_by(one.claimant), words=clip(one.evidence[0].words, 220))
    return Cell(text=told, words=one.evidence)
