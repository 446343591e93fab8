"""What stands in an agreement: its provisions, and what persons judge of them in equal columns by party."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from urllib.parse import quote

from detente.desk.pages.agreements.bearing import state_of
from detente.desk.pages.agreements.listed import agreement_href
from detente.desk.pages.registry.claims import said_by
from detente.desk.pages.registry.cut import cut_to
from detente.display.language import count, mark, say
from detente.display.prose import clip
from detente.display.sheets import Cell, Column, Empty, Row, Sheet, cell
from detente.pipeline.implementation import ProposalRow
from detente.registry.agreements.definition import Agreement, Provision
from detente.registry.agreements.implementation import Assessment, matrix_of
from detente.registry.agreements.implementation import Cell as Judged
from detente.registry.agreements.view import provisions_told
from detente.registry.assertions.assertion import Assertion

__all__ = ["STEPS", "judged_sheet", "provision_href", "provisions_sheet", "told_sheet"]

AT_ONCE = 30
"""Provisions on a page at once."""
MOST_TOLD = 40
STEPS = {0: mark("none initiated"), 1: mark("minimal"), 2: mark("intermediate"), 3: mark("full")}
"""The scale by which persons judge, as it is said; a blank is none of them."""


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
    bears = Counter((row.proposal.provision, state_of(row)) for row in bearings)
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
