"""What monitors did to see what they saw, where they were refused, and what their counts are for their hours."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from detente.desk.asked import Reads
from detente.desk.fields import After, Day, From, To
from detente.desk.pages.ceasefires.around import around
from detente.desk.pages.ceasefires.effort_compared import compared_sheet
from detente.desk.pages.ceasefires.gathered import BoardView, board_view, kept_ceasefire, latest_day
from detente.desk.pages.ceasefires.period import asked_earlier, asked_week, just_before
from detente.desk.pages.ceasefires.released import as_released, sees_all
from detente.desk.pages.ceasefires.violation_sheets import quoted
from detente.desk.pages.ceasefires.weeks import effort_weeks, strip_of
from detente.desk.pages.said.paging import onward, turn_to
from detente.display.ceasefires.effort_words import (
    MANY,
    hours_words,
    rate_words,
    refused_words,
)
from detente.display.ceasefires.names import Names, all_days, by_whom, days_iso, number_words, row_title
from detente.display.language import mark, say
from detente.display.sheets import Cell, Column, Empty, Row, Sheet, cell
from detente.registry.ceasefires.effort.effort import Effort, Means
from detente.registry.ceasefires.effort.rates import CountedRate
from detente.registry.ceasefires.effort.report import EffortReport, report_of, watchers
from detente.registry.evidence import Evidence

__all__ = ["router"]

router = APIRouter()
CompareFrom = Annotated[Day, Query(alias="compare-from", title=mark("the earlier days, from"))]
CompareTo = Annotated[Day, Query(alias="compare-to", title=mark("the earlier days, to"))]
KINDS = {
    "patrol": mark("patrol"),
    "watch": mark("watch at a place"),
    "camera": mark("camera"),
    "drone": mark("drone flight"),
    "visit refused": mark("visit refused"),
    "not visited": mark("area not visited"),
}
HOURS: dict[Means, str] = {
    "in person": mark("hours in person"),
    "camera": mark("hours by camera"),
    "drone": mark("hours by drone"),
}
MOST_WORDS = 3
AT_ONCE = 40
"""Entries of effort on one page."""
MOST_LISTED = 5
"""Places or remarks that a cell names."""


@router.get("/ceasefires/{id_}/effort")
def show_effort(
    id_: str,
    asked: Reads,
    first: From = None,
    last: To = None,
    compare_first: CompareFrom = None,
    compare_last: CompareTo = None,
    after: After = "",
) -> Response:
    """Show the effort of each monitor on some days, its counts for a hundred hours, and every entry.

    Where earlier days are asked for as well, the figures of both are held against each other.
    """
    ceasefire, _ = kept_ceasefire(asked, id_)
    interval = asked_week(ceasefire, first, last, latest_day(asked))
    earlier = asked_earlier(compare_first, compare_last, interval)
    view = board_view(asked, ceasefire, interval)
    efforts = [one for one in view.told.efforts if one.interval.overlaps(interval)]
    reports = [report_of(efforts, interval, monitor=one) for one in watchers(efforts, ceasefire)]
    ordered = sorted(efforts, key=lambda one: (one.interval.first, one.interval.last, one.id))
    shown, then = turn_to(ordered, after, called=lambda one: one.id[:20], at_once=AT_ONCE)
    hours = as_released(effort_weeks(ceasefire, efforts, watchers(efforts, ceasefire), view.names, interval), asked)
    strip = strip_of(hours, id="strip")
    sheets = [
        as_released(_done(reports, efforts, view.names, whole=sees_all(asked)), asked),
        hours,
        as_released(_rates(view, whole=sees_all(asked)), asked),
        *([compared_sheet(asked, ceasefire, earlier, interval, view.names)] if earlier else ()),
        as_released(_entries(shown, view.names, onward(asked, then)), asked),
    ]
    return asked.page(
        "ceasefire_effort.html.j2", title=say("%(name)s: effort", name=ceasefire.name), sheets=sheets,
        drawings=[strip] if strip else [], earlier=earlier, before=just_before(interval),
        **around(asked, ceasefire, interval, here="effort"),
    )  # fmt: skip


def _done(reports: Sequence[EffortReport], efforts: Sequence[Effort], names: Names, *, whole: bool) -> Sheet:
    """Return what each monitor did, kind by kind, a column of the same width for each."""
    known = {one.id: one for one in efforts}
    silent = (
        say("days for which no effort is reported") if whole else say("days of which nothing released to you tells")
    )
    rows = [
        *(
            (f"hours-{means}", say(title), [_hours(one, means, known) for one in reports])
            for means, title in HOURS.items()
        ),
        *((kind, say(many), [_counted(one, kind, known) for one in reports]) for kind, many in MANY.items()),
        ("refused", say("visits refused"), [_refused(one, known, names) for one in reports]),
        ("not-visited", say("areas not visited"), [_listed(one.not_visited, known) for one in reports]),
        ("weather", say("weather and visibility"), [_weather(one, known) for one in reports]),
        ("silent", silent, [_silent(one) for one in reports]),
    ]
    return Sheet(
        id="done",
        title=say("What was done, and where nobody could go"),
        columns=(
            Column(id="kind", title=say("what")),
            *(Column(id=one.monitor, title=names.get(one.monitor, one.monitor), equal=True) for one in reports),
        ),
        rows=tuple(Row(id=id_.replace(" ", "-"), cells=(cell(title), *cells)) for id_, title, cells in rows)
        if reports
        else (),
        empty=Empty(means=say("The ceasefire’s file names no monitor, and no report gives any effort."), of="days"),
        rule=say("hours of one observer are counted once; days are those in UTC; what nobody reports is not zero"),
    )


def _hours(report: EffortReport, means: Means, known: dict[str, Effort]) -> Cell:
    if means not in report.sums.hours:
        return Cell(blank=say("not reported"))
    told, untold = report.sums.hours[means], report.sums.untold[means]
    days = report.interval.days
    note = say("reported for %(n)d of %(all)d days", n=days - untold, all=days) if untold else ""
    own = (id_ for id_ in report.sums.efforts if id_ in known and known[id_].means == means)
    value = told.low if told.is_exact else None
    return Cell(text=hours_words(told), value=value, note=note, words=_words_of(own, known))


def _counted(report: EffortReport, kind: str, known: dict[str, Effort]) -> Cell:
    if kind not in report.counts:
        return Cell(blank=say("not reported"))
    own = (id_ for id_ in report.sums.efforts if id_ in known and known[id_].kind == kind)
    return Cell(text=report.counts[kind].words, words=_words_of(own, known))


def _refused(report: EffortReport, known: dict[str, Effort], names: Names) -> Cell:
    if not report.refused:
        return Cell(blank=say("not reported"))
    words = _words_of((id_ for one in report.refused for id_ in one.efforts), known)
    return Cell(text="; ".join(refused_words(one, names) for one in report.refused), words=words)


def _listed(ids: Iterable[str], known: dict[str, Effort]) -> Cell:
    some = [known[id_] for id_ in ids if id_ in known]
    if not some:
        return Cell(blank=say("not reported"))
    told = dict.fromkeys(", ".join(filter(None, (_place(one), days_iso(one.interval), one.why))) for one in some)
    return Cell(text=_some(list(told)), words=_words_of((one.id for one in some), known))


def _weather(report: EffortReport, known: dict[str, Effort]) -> Cell:
    some = [known[id_] for id_ in report.weather if id_ in known]
    if not some:
        return Cell(blank=say("not reported"))
    told = dict.fromkeys(", ".join(filter(None, (days_iso(one.interval), one.weather, one.visibility))) for one in some)
    return Cell(text=_some(list(told)), words=_words_of((one.id for one in some), known))


def _some(told: Sequence[str]) -> str:
    listed, more = "; ".join(told[:MOST_LISTED]), len(told) - MOST_LISTED
    return say("%(listed)s; and %(n)d more", listed=listed, n=more) if more > 0 else listed


def _silent(report: EffortReport) -> Cell:
    return cell(all_days(report.silent)) if report.silent else cell(say("none: some effort is reported for each day"))


def _rates(view: BoardView, *, whole: bool) -> Sheet:
    return Sheet(
        id="rates",
        title=say("Counts for a hundred hours on watch"),
        columns=(
            Column(id="who", title=say("whose count")),
            Column(id="what", title=say("about what")),
            Column(id="by", title=say("said to be done")),
            Column(id="count", title=say("counted")),
            Column(id="hours", title=say("hours")),
            Column(id="rate", title=say("rate")),
        ),
        rows=tuple(_rate_rows(view, whole=whole)),
        empty=Empty(means=say("No monitor counts anything on these days."), of="days"),
    )


def _rate_rows(view: BoardView, *, whole: bool) -> Iterator[Row]:
    cells = {(row.id, one.column): one for row in view.board.rows for one in row.cells}
    for n, one in enumerate(view.effort.rates):
        told = cells[one.row, one.monitor].told[one.place]
        words = tuple(
            held for id_ in told.violations[:MOST_WORDS] if id_ in view.known for held in view.known[id_].evidence[:1]
        )
        rate = cell(rate_words(one.rate, one.means)) if one.rate else Cell(blank=_untold(one, whole=whole))
        yield Row(
            id=f"rate-{n}",
            cells=(
                cell(view.names.get(one.monitor, one.monitor)),
                cell(row_title(view.ceasefire, one.row)),
                cell(by_whom(one.alleged, view.names)),
                Cell(text=number_words(one.count), words=words) if one.count else Cell(blank=say("no number")),
                cell(hours_words(one.hours)) if one.hours else Cell(blank=say("not reported")),
                rate,
            ),
        )


def _untold(one: CountedRate, *, whole: bool) -> str:
    """Return why there is no rate; who sees only what is released is not told that nobody reports the hours."""
    if not whole:
        return say("cannot tell from what is released to you")
    return say("cannot tell: %(why)s", why=one.cannot_tell or say("not reported"))


def _entries(efforts: Sequence[Effort], names: Names, more: str | None) -> Sheet:
    return Sheet(
        id="entries",
        title=say("Entry by entry"),
        columns=(
            Column(id="who", title=say("monitor")),
            Column(id="kind", title=say("what")),
            Column(id="days", title=say("days")),
            Column(id="hours", title=say("hours"), numeric=True),
            Column(id="where", title=say("where")),
            Column(id="refused", title=say("refused by")),
            Column(id="words", title=say("in which words")),
        ),
        rows=tuple(Row(id=one.id[:20], cells=_entry(one, names)) for one in efforts),
        empty=Empty(
            means=say("No report gives any effort for these days. That does not say that nobody watched."),
            now=say("Choose other days above."),
            of="days",
        ),
        more=more,
    )


def _entry(one: Effort, names: Names) -> tuple[Cell, ...]:
    refused = one.kind == "visit refused"
    by = names.get(one.denied_by, one.denied_by) if one.denied_by else ""
    return (
        cell(names.get(one.monitor or "", one.monitor_name), note=one.observer or ""),
        cell(say(KINDS[one.kind]), note=number_words(one.count) if one.count else ""),
        cell(days_iso(one.interval)),
        cell(hours_words(one.hours)) if one.hours else Cell(blank=say("not reported")),
        cell(_place(one)) if one.where else Cell(blank=say("not reported")),
        cell(by) if by else Cell(blank=say("not reported") if refused else ""),
        quoted(one.evidence),
    )


def _place(one: Effort) -> str:
    return "; ".join(where.words for where in one.where)


def _words_of(ids: Iterable[str], known: dict[str, Effort]) -> tuple[Evidence, ...]:
    return tuple(dict.fromkeys(held for id_ in ids if id_ in known for held in known[id_].evidence[:1]))[:MOST_WORDS]
