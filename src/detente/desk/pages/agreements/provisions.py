"""What stands in an agreement, and what bears on it: provisions, judgements and deeds in equal columns by party."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from urllib.parse import quote

from detente.desk.language import count, mark, say
from detente.desk.pages.agreements.listed import agreement_href
from detente.desk.pages.registry.claims import said_by
from detente.desk.pages.registry.cut import behind, cut_to
from detente.desk.rendering import clip
from detente.desk.sheets import Cell, Certainty, Column, Empty, Row, Sheet, cell
from detente.pipeline.implementation import ProposalRow
from detente.registry.agreements.bearing.deeds import Manner
from detente.registry.agreements.bearing.proposals import Proposal
from detente.registry.agreements.bearing.topics import Direction
from detente.registry.agreements.definition import Agreement, Provision
from detente.registry.agreements.implementation import Assessment, matrix_of
from detente.registry.agreements.implementation import Cell as Judged
from detente.registry.agreements.view import provisions_told
from detente.registry.assertions.assertion import Assertion

__all__ = [
    "DIRECTIONS", "MANNERS", "STEPS", "bearing_sheet", "dismissed_sheet", "judged_sheet", "open_of", "provision_href",
    "provisions_sheet", "told_sheet",
]  # fmt: skip

AT_ONCE = 30
"""Provisions on a page at once."""
MOST_TOLD = 40
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
STEPS = {0: mark("none initiated"), 1: mark("minimal"), 2: mark("intermediate"), 3: mark("full")}
"""The scale by which persons judge, as it is said; a blank is none of them."""
_CERTAINTIES: dict[Manner, Certainty] = {"denied": "undone", "said": "unsure"}


def provision_href(agreement: str, provision: str) -> str:
    """Return the address of a provision."""
    return f"{agreement_href(agreement)}/provisions/{quote(provision, safe='')}"


def provisions_sheet(
    one: Agreement, bearings: Iterable[ProposalRow], said: Iterable[Assessment], names: Mapping[str, str], *,
    after: str | None,
) -> Sheet:  # fmt: skip
    """Return the provisions: whom each binds, by when, how many judge and bear on it, and how many are proposals."""
    ids = [each.id for each in one.provisions]
    start = ids.index(after) + 1 if after in ids else 0
    shown = one.provisions[start : start + AT_ONCE]
    bears = Counter((row.proposal.provision, _state(row)) for row in bearings)
    judged = Counter(each.provision for each in said)
    more = len(one.provisions) > start + AT_ONCE
    return Sheet(
        id="provisions", title=say("What it says"),
        columns=(
            Column(id="id", title=say("no.")), Column(id="words", title=say("words")),
            Column(id="bound", title=say("who is bound")), Column(id="due", title=say("by when"), tight=True),
            Column(id="judged", title=say("judged"), numeric=True),
            Column(id="bears", title=say("concerns it"), numeric=True),
            Column(id="proposed", title=say("proposals"), numeric=True),
        ),
        rows=tuple(_provision(one.id, each, names, bears, judged) for each in shown),
        empty=Empty(means=say("No provision of it is in the watch, and no text of it is kept.")),
        more=f"{agreement_href(one.id)}?provision={quote(shown[-1].id, safe='')}#provisions" if more else None,
    )  # fmt: skip


def _provision(
    of: str, one: Provision, names: Mapping[str, str], bears: Counter[tuple[str, str]], judged: Counter[str]
) -> Row:
    return Row(
        id=one.id,
        cells=(
            Cell(text=one.id, href=provision_href(of, one.id)),
            Cell(
                text=clip(one.words, 240), value=one.words, words=one.evidence,
                note=say("the desk's own summary") if one.is_composed else "",
            ),
            cell(", ".join(names.get(id_, id_) for id_ in one.bound) or None, blank=say("not reported")),
            cell(due_words(one) or None),
            *(
                cell(number or None)
                for number in (judged[one.id], bears[one.id, "holds"], bears[one.id, "open"])
            ),
        ),
    )  # fmt: skip


def due_words(one: Provision) -> str:
    """Return by when a provision is owed, as its words say so."""
    if one.due:
        return one.due
    if one.within_days is None:
        return ""
    told = count("within %(n)d day", "within %(n)d days", one.within_days)
    since = say("of %(what)s", what=say(one.counted_from)) if one.counted_from else say("not said of what")
    return f"{told} {since}"


def _state(row: ProposalRow) -> str:
    if row.decision is None:
        return "open"
    return "holds" if row.decision.accepted else "dismissed"


def told_sheet(said: Sequence[Assertion]) -> Sheet:
    """Return what is said to stand in an agreement, by whose word."""
    told, rule = cut_to(provisions_told(said), MOST_TOLD)
    return Sheet(
        id="told", title=say("What it is said to say"),
        columns=(Column(id="who", title=say("who says it")), Column(id="words", title=say("what it says"))),
        rows=tuple(
            Row(id=str(n), cells=(_who(some), Cell(text=clip(words, 300), value=words, words=some[0].evidence)))
            for n, (words, some) in enumerate(told)
        ),
        empty=Empty(means=say("No report says what it says.")), rule=rule,
    )  # fmt: skip


def _who(some: Sequence[Assertion]) -> Cell:
    by = list(dict.fromkeys(said_by(one.claimant) for one in some))
    return Cell(text=by[0], more=tuple(Cell(text=one) for one in by[1:4]))


def judged_sheet(
    one: Agreement, said: Sequence[Assessment], names: Mapping[str, str], day: dt.date, *, only: str | None = None
) -> Sheet:
    """Return what persons judge of provisions, a column for each party: blank is that nobody judged, and no zero."""
    matrix = matrix_of(one, said, day=day)
    rows = [row for row in matrix if only is None or row.provision == only]
    columns = [each.party for each in matrix[0].cells] if matrix else []
    return Sheet(
        id="judged", title=say("How far it is carried out, as persons judge"),
        columns=(
            Column(id="provision", title=say("provision")),
            *(Column(id=f"of_{id_}", title=names.get(id_, id_), equal=True) for id_ in columns),
        ),
        rows=tuple(
            Row(
                id=row.provision,
                cells=(Cell(text=row.provision, href=provision_href(one.id, row.provision)), *map(_judged, row.cells)),
            )
            for row in rows
        ),
        empty=Empty(means=say("It binds nobody whom this desk follows: there is nothing to judge.")),
    )  # fmt: skip


def _judged(one: Judged) -> Cell:
    if not one.is_bound:
        return Cell(blank=say("not bound by it"))
    cells = [
        Cell(
            text=say("%(who)s: %(step)s", who=each.by, step=f"{each.value} {say(STEPS[each.value])}"),
            value=each.value, words=each.evidence, note=say("%(day)s, %(why)s", day=each.day, why=each.reason),
        )
        for each in one.assessments
    ]  # fmt: skip
    return replace(cells[0], more=tuple(cells[1:])) if cells else Cell(blank=say("not judged"))


def open_of(rows: Iterable[ProposalRow], after: str | None) -> Sequence[ProposalRow]:
    """Return the proposals that nobody has decided, so many as a page holds."""
    return behind([row for row in rows if _state(row) == "open"], after, _id, most=DEEDS)[0]


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
    every = [row for row in rows if _state(row) == ("open" if proposed else "holds")]
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
    shown, rule = cut_to([row for row in rows if _state(row) == "dismissed"])
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
