"""One project: its stages, parties, route and measures, and its money as each claims it."""

from collections.abc import Iterable, Sequence

from detente.desk.pages.registry.claims import (
    certainty_of,
    claims_cell,
    days_of,
    kind_words,
    said_by,
    told_as,
    value_words,
)
from detente.desk.pages.registry.cut import cut_to
from detente.display.language import count, mark, say
from detente.display.sheets import Cell, Column, Empty, Row, Sheet, cell
from detente.registry.assertions.assertion import Assertion
from detente.registry.projects.completeness import Completeness
from detente.registry.projects.series import money_series

__all__ = ["completeness_sheet", "facts_sheet", "money_sheet", "series_sheet", "stages_sheet"]

FACTS = ("kind", "party", "route", "length", "capacity")
POINTS = 60
"""Sums of one series on a page."""
FIELDS = (
    mark("kind"), mark("parties"), mark("operator"), mark("route"), mark("stage"), mark("day of a stage"),
    mark("length"), mark("capacity"), mark("cost"), mark("money given or pledged"), mark("who pays"),
    mark("period of the money"),
)  # fmt: skip
"""Fields of a project's record, as the data file names them."""


def stages_sheet(said: Iterable[Assertion]) -> Sheet:
    """Return the stages that are told, by their days: each by whose word."""
    own, rule = cut_to(sorted((one for one in said if one.what == "status"), key=_when))
    return Sheet(
        id="stages", title=say("Stages"),
        columns=(
            Column(id="days", title=say("days"), tight=True), Column(id="claims", title=say("who says what")),
            Column(id="where", title=say("where along it")), Column(id="standing", title=say("reported as")),
        ),
        rows=tuple(
            Row(
                id=one.id[:16],
                cells=(
                    cell(days_of(one.day) or None, blank=say("no day reported")),
                    claims_cell([one], lambda each: each.value or "", blank=""),
                    cell(one.where.words if one.where else None), cell(told_as(one)),
                ),
            )
            for one in own
        ),
        empty=Empty(means=say("No report gives a stage of it.")), rule=rule,
    )  # fmt: skip


def _when(one: Assertion) -> tuple[str, str]:
    return (one.day.first if one.day else None) or "", one.id


def facts_sheet(said: Sequence[Assertion]) -> Sheet:
    """Return what is said of its kind, parties, route, length and capacity: rival claims stand together."""
    return Sheet(
        id="facts", title=say("Kind, parties, route and measures"),
        columns=(Column(id="what", title=say("what")), Column(id="claims", title=say("who says what"))),
        rows=tuple(
            Row(
                id=what,
                cells=(
                    cell(kind_words(what)),
                    claims_cell([one for one in said if one.what == what], _told, blank=say("nobody says")),
                ),
            )
            for what in FACTS
        ),
        empty=Empty(means=say("Nobody says anything about it.")),
    )  # fmt: skip


def _told(one: Assertion) -> str:
    who = " – ".join(part.name for part in one.parts) if one.what == "route" else ""
    if one.what == "party":
        who = ", ".join(say("%(who)s (%(role)s)", who=part.name, role=kind_words(part.role)) for part in one.parts)
    return ", ".join(filter(None, (value_words(one), who, days_of(one.day)))) or _measure(one)


def _measure(one: Assertion) -> str:
    return one.amount.count.words if one.amount else ""


def money_sheet(said: Iterable[Assertion], *, of: bool = False) -> Sheet:
    """Return sums as they are claimed, by kind; none is summed. `of` is whether the project has a column."""
    sums = sorted(
        (one for one in said if one.what == "money"), key=lambda one: (one.value or "", said_by(one.claimant))
    )
    own, left = cut_to(sums)
    rule = say("no sums are added up or averaged, neither of two claimants nor of two kinds")
    columns = [
        Column(id="who", title=say("who claims it")), Column(id="kind", title=say("kind")),
        Column(id="sum", title=say("sum, as it is said"), numeric=True),
        Column(id="unit", title=say("in")), Column(id="period", title=say("period")),
        Column(id="standing", title=say("reported as")), Column(id="from", title=say("from whom")),
        Column(id="to", title=say("to whom, for what")),
    ]  # fmt: skip
    if of:
        columns.insert(1, Column(id="of", title=say("about what")))
    return Sheet(
        id="money", title=say("Money, as each claims it"), columns=tuple(columns),
        rows=tuple(_money(one, of=of) for one in own),
        empty=Empty(means=say("No report gives a sum for it. That does not say that there was no money.")),
        rule=f"{rule}; {left}" if left else rule,
    )  # fmt: skip


def _money(one: Assertion, *, of: bool) -> Row:
    amount = one.amount
    cells = [
        cell(said_by(one.claimant)), cell(one.value, blank=say("not reported")),
        Cell(text=amount.count.words if amount else "", words=one.evidence, certainty=certainty_of(one)),
        cell(amount.unit if amount else None), cell(days_of(one.day) or None, blank=say("not reported")),
        cell(told_as(one)), _who(one, ("investor",)), _who(one, ("recipient", "sector")),
    ]  # fmt: skip
    if of:
        cells.insert(1, cell(say("no named project") if one.note else one.named))
    return Row(id=one.id[:16], cells=tuple(cells))


def _who(one: Assertion, roles: Sequence[str]) -> Cell:
    return cell(
        ", ".join(part.name for role in roles for part in one.parts_of(role)) or None, blank=say("not reported")
    )


def series_sheet(said: Iterable[Assertion]) -> Sheet:
    """Return flows through time, each claimant's in one of its own; what is no flow stands in none."""
    series, refused = money_series(said)
    more = count("%(n)d sum is part of no series", "%(n)d sums are part of no series", len(refused)) if refused else ""
    rule = say("only a sum for a period is a flow: not what is invested so far, pledged, lent or estimated")
    return Sheet(
        id="series", title=say("Money through time"),
        columns=(
            Column(id="who", title=say("who claims it")), Column(id="kind", title=say("kind")),
            Column(id="period", title=say("period")), Column(id="sum", title=say("sum, as it is said"), numeric=True),
        ),
        rows=tuple(
            Row(
                id=point.id[:16],
                cells=(
                    cell(said_by(point.claimant)), cell(one.kind), cell(days_of(point.day)),
                    Cell(text=point.amount.count.words if point.amount else "", words=point.evidence),
                ),
            )
            for one in series
            for point in one.points[:POINTS]
        ),
        empty=Empty(means=say("No report gives a sum for a period: there is no series.")),
        rule=f"{rule}; {more}" if more else rule,
    )  # fmt: skip


def completeness_sheet(one: Completeness) -> Sheet:
    """Return which fields of the record somebody has told; it is about the record, and not about the project."""
    rows = ((say("reported"), one.told), (say("not reported"), one.missing))
    return Sheet(
        id="complete",
        title=say(
            "How complete the record is: %(n)s of %(m)s fields", n=len(one.told), m=len(one.told) + len(one.missing)
        ),
        columns=(Column(id="whether", title=say("whether")), Column(id="fields", title=say("fields of the record"))),
        rows=tuple(
            Row(id=str(n), cells=(cell(whether), cell(", ".join(map(say, names)) or None, blank=say("none"))))
            for n, (whether, names) in enumerate(rows)
        ),
        empty=Empty(means=say("There are no fields.")),
        rule=say("it is about the record, and not about the project: a small project may have a full record"),
    )  # fmt: skip
