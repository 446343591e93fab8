"""Trends as tables: what is measured of each series, what is claimed of trends, and the figures of a series."""

from collections.abc import Iterable, Sequence
from urllib.parse import quote, urlencode

from detente.desk.pages.ceasefires.violation_sheets import quoted
from detente.display.ceasefires.names import Names
from detente.display.ceasefires.trend_words import (
    STANDINGS,
    TOO_LITTLE,
    about_words,
    change_words,
    claimant_words,
    claimed_words,
    over_words,
    trend_words,
)
from detente.display.language import count, mark, say
from detente.display.sheets import BLANK, Cell, Column, Empty, Row, Sheet, cell
from detente.pipeline.trends import Measured, Trends
from detente.registry.ceasefires.claimed import ClaimedItem
from detente.registry.ceasefires.definition import Ceasefire
from detente.registry.ceasefires.trend.brief import Brief
from detente.registry.ceasefires.trend.trend import Drawn, Trend
from detente.registry.ceasefires.violation import Violation
from detente.registry.interval import joined as joined_days

__all__ = ["board_trend_sheet", "claim_sheet", "held_sheet", "trend_data", "trend_sheet"]

MOST = 6
HUNDRED = 100.0
"""Trends that a board tells of one by one."""
NO_FIGURES = mark("Too little to say: no published figures are kept.")


def board_trend_sheet(measured: Sequence[Brief], ceasefire: Ceasefire, names: Names) -> Sheet:
    """Return the measured trends that a board tells: those of which something can be said, the others in one line."""
    told = [one for one in measured if one.outcome != TOO_LITTLE]
    little = [one for one in measured if one.outcome == TOO_LITTLE]
    rows = [_row(one, ceasefire, names) for one in told[:MOST]]
    if little:
        rows.append(_too_little(little, ceasefire, names))
    return _sheet("measured", say("Measured trend"), rows)


def trend_sheet(measured: Sequence[Measured], ceasefire: Ceasefire, names: Names) -> Sheet:
    """Return every series with its trend, those of which something can be said first."""
    ordered = sorted(measured, key=lambda one: one.trend.outcome == TOO_LITTLE)
    rows = [_row(one.trend, ceasefire, names) for one in ordered]
    return _sheet("measured", say("Measured, series by series"), rows)


def claim_sheet(claimed: Iterable[ClaimedItem], names: Names, *, more: str | None = None) -> Sheet:
    """Return the claims of a trend: who makes each, what, on which day, in which words. None has a figure.

    `more` is where the rest of them stands.
    """
    return Sheet(
        id="claimed",
        title=say("Claimed trend"),
        columns=(
            Column(id="who", title=say("who says it")),
            Column(id="claimed", title=say("what is claimed")),
            Column(id="day", title=say("day")),
            Column(id="words", title=say("in which words")),
        ),
        rows=tuple(_claim(n, one, names) for n, one in enumerate(claimed)),
        empty=Empty(
            means=say("No claim of a trend was found in the reports of these days; it may have been missed."), of="days"
        ),
        more=more,
    )


def held_sheet(measured: Sequence[Measured], trends: Trends, ceasefire: Ceasefire, names: Names) -> Sheet:
    """Return each claim held against the figures up to its day, as far as something can be told."""
    rows = tuple(
        Row(
            id=f"{held.claim}-{n}",
            cells=(
                cell(claimant_words(trends.claimed[held.claim], names)),
                Cell(text=claimed_words(trends.claimed[held.claim]), certainty="claimed",
                     words=trends.claimed[held.claim].evidence, note=trends.claimed[held.claim].date or ""),
                cell(": ".join(about_words(held.about, ceasefire, names))),
                cell(say(STANDINGS[held.standing])),
                cell(held.why),
            ),
        )
        for n, one in enumerate(measured)
        for held in one.held
        if held.standing != "cannot tell" or len(measured) == 1
    )  # fmt: skip
    return Sheet(
        id="held",
        title=say("Claims compared with the figures up to their day"),
        columns=(
            Column(id="who", title=say("who claims it")),
            Column(id="claimed", title=say("what is claimed")),
            Column(id="series", title=say("whose figures, of what")),
            Column(id="standing", title=say("compared with them")),
            Column(id="why", title=say("why")),
        ),
        rows=rows,
        empty=Empty(means=say("No claim can be compared with figures."), of="days"),
    )


def trend_data(one: Measured, violations: Sequence[Violation], ceasefire: Ceasefire, names: Names) -> Sheet:
    """Return the figures of a series in the order of their days, a gap a row of its own: what a chart of it draws.

    Columns for a chart: `first`, `last`, `count`, `rate` for a hundred hours or a day, and where a slope is measured
    its `line` with the band `low` to `high`. In a gap all of these are blank.
    """
    who, what = about_words(one.series.about, ceasefire, names)
    hours = one.trend.unit == "hours"
    return Sheet(
        id="series",
        title=say("%(who)s: %(what)s", who=who, what=what),
        columns=(
            Column(id="first", title=say("from")),
            Column(id="last", title=say("to")),
            Column(id="count", title=say("figure"), numeric=True),
            Column(id="exposure", title=say("hours on watch") if hours else say("days"), numeric=True),
            Column(id="rate", title=say("for 100 h") if hours else say("a day"), numeric=True),
            *(_band() if _has_line(one) else ()),
        ),
        rows=_points(one, {own.id: own for own in violations}),
        empty=Empty(means=say(NO_FIGURES), of="days"),
        rule=say("%(counted)s; %(over)s", counted=ceasefire.taxonomy.counted, over=over_words(one.trend)),
    )


def _has_line(one: Measured) -> bool:
    return any(point.line is not None for point in one.trend.points)


def _points(one: Measured, known: dict[str, Violation]) -> tuple[Row, ...]:
    """Return the figures and the gaps of a series in the order of their days."""
    per, has_line = HUNDRED if one.trend.unit == "hours" else 1.0, _has_line(one)
    blank = Cell(blank=say("not reported"))
    rows = [
        (point.interval.first, _point(n, point, known, per, has_line=has_line))
        for n, point in enumerate(one.trend.points)
    ]
    for n, gap in enumerate(joined_days(one.series.gaps)):
        days = (cell(gap.first.isoformat()), cell(gap.last.isoformat()))
        rows.append((gap.first, Row(id=f"gap-{n}", cells=(*days, blank, *(BLANK,) * (5 if has_line else 2)))))
    return tuple(row for _, row in sorted(rows, key=lambda each: each[0]))


def _band() -> tuple[Column, ...]:
    return (
        Column(id="line", title=say("measured"), numeric=True),
        Column(id="low", title=say("at least"), numeric=True),
        Column(id="high", title=say("at most"), numeric=True),
    )


def _point(n: int, point: Drawn, known: dict[str, Violation], per: float, *, has_line: bool) -> Row:
    words = tuple(held for id_ in point.figures if id_ in known for held in known[id_].evidence)
    figures = (point.rate, *((point.line, point.low, point.high) if has_line else ()))
    return Row(
        id=f"point-{n}",
        cells=(
            cell(point.interval.first.isoformat()),
            cell(point.interval.last.isoformat()),
            cell(point.count, words=words),
            _decimal(point.exposure, 1),
            *(_decimal(None if figure is None else per * figure, 2) for figure in figures),
        ),
    )


def _decimal(value: float | None, places: int) -> Cell:
    return BLANK if value is None else Cell(text=f"{value:,.{places}f}", value=round(value, 6))


def _sheet(id_: str, title: str, rows: Sequence[Row]) -> Sheet:
    return Sheet(
        id=id_,
        title=title,
        columns=(
            Column(id="who", title=say("whose figures")),
            Column(id="what", title=say("about what")),
            Column(id="trend", title=say("measured")),
            Column(id="interval", title=say("interval, a week")),
            Column(id="over", title=say("over")),
        ),
        rows=tuple(rows),
        empty=Empty(means=say(NO_FIGURES), of="days"),
    )


def _row(trend: Trend | Brief, ceasefire: Ceasefire, names: Names) -> Row:
    about = trend.about
    who, what = about_words(about, ceasefire, names)
    fields = (("of", about.kind), ("by", about.claimant), ("against", about.alleged), ("area", about.area))
    return Row(
        id="-".join(part or "none" for _, part in fields).replace(" ", "_"),
        cells=(
            cell(who),
            Cell(text=what, href=_href(ceasefire, fields)),
            Cell(text=trend_words(trend), value=trend.outcome, certainty=None),
            cell(change_words(trend)),
            cell(over_words(trend) if trend.periods else ""),
        ),
    )


def _href(ceasefire: Ceasefire, fields: Sequence[tuple[str, str | None]]) -> str:
    asked = urlencode({name: value for name, value in fields if value})
    return f"/ceasefires/{quote(ceasefire.id, safe='')}/trend?{asked}"


def _too_little(some: Sequence[Brief], ceasefire: Ceasefire, names: Names) -> Row:
    """Return one row for the series that say too little, with the reason of the longest."""
    most = max(some, key=lambda one: one.periods)
    who, what = about_words(most.about, ceasefire, names)
    if len(some) == 1:
        return _row(most, ceasefire, names)
    told = say("too little to say; of the longest (%(who)s: %(what)s): %(why)s", who=who, what=what,
               why=most.reason)  # fmt: skip
    number = count("%(n)d other series", "%(n)d other series", len(some))
    whole = Cell(text=number, href=_href(ceasefire, ()).rstrip("?"))
    return Row(id="too-little", cells=(cell(say("all")), whole, Cell(text=told, value=TOO_LITTLE), BLANK, BLANK))


def _claim(n: int, claim: ClaimedItem, names: Names) -> Row:
    return Row(
        id=f"claim-{n}",
        cells=(
            cell(claimant_words(claim, names)),
            Cell(text=claimed_words(claim), value=claim.trend, certainty="claimed", note=say("no figure")),
            cell(claim.date) if claim.date else Cell(blank=say("not reported")),
            quoted(claim.evidence),
        ),
    )
