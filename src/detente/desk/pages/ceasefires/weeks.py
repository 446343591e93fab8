"""Weeks of a ceasefire as strips: how much each says of it, and how long monitors watched."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from detente.desk.pages.ceasefires.around import href_of
from detente.desk.pages.ceasefires.period import WEEK, week_of
from detente.display.ceasefires.effort_words import hours_words
from detente.display.ceasefires.names import Names
from detente.display.drawing.drawing import Drawing
from detente.display.drawing.strip import strip_chart
from detente.display.language import mark, say
from detente.display.sheets import Cell, Column, Empty, Row, Sheet, cell
from detente.registry.ceasefires.definition import Ceasefire
from detente.registry.ceasefires.effort.effort import Effort, Means
from detente.registry.ceasefires.effort.sums import effort_of
from detente.registry.ceasefires.violation import Violation
from detente.registry.interval import DAY, Interval

__all__ = ["Counted", "count_weeks", "effort_weeks", "said_weeks", "strip_of", "weeks_of"]

MOST_WEEKS = 40
HALF = 20
"""Weeks in one strip, three quarters of a year; and by how many it moves."""
FEWEST = 2
"""Weeks of which something is told, below which a strip shows nothing that the table does not."""
LONGEST = 14
"""Days of what is counted to weeks; what is told of more days stands in no week."""
Counted = tuple[tuple[tuple[str, dt.date], int], ...]
"""By who says something and the first day of a week, in how many statements."""
BY: dict[Means, str] = {"in person": mark("in person"), "camera": mark("by camera"), "drone": mark("by drone")}


def weeks_of(ceasefire: Ceasefire, interval: Interval, latest: dt.date) -> tuple[Interval, ...]:
    """Return the weeks of a ceasefire so far; of a long one those around some days."""
    begun = dt.date.fromisoformat(ceasefire.first) if ceasefire.first else None
    ended = dt.date.fromisoformat(ceasefire.last) if ceasefire.last else latest
    begins = begun or dt.date.fromordinal(max(ended.toordinal() - WEEK * MOST_WEEKS, 1))
    return weeks_around(interval, Interval(first=begins, last=max(begins, ended)))


def weeks_around(interval: Interval, whole: Interval) -> tuple[Interval, ...]:
    """Return the weeks of some days; of very many those around an interval.

    They begin at one of a few weeks, so that what is worked out for them serves the days beside as well.
    """
    first, last = week_of(whole.first), week_of(whole.last)
    n = (last.first - first.first).days // WEEK + 1
    start = 0
    if n > MOST_WEEKS:
        block = (interval.last - first.first).days // WEEK // HALF
        start = min(max(0, block * HALF - HALF // 2), n - MOST_WEEKS)
    return tuple(week_of(first.first + DAY * WEEK * k) for k in range(start, start + min(n, MOST_WEEKS)))


def count_weeks(said: Iterable[Violation], columns: Sequence[str], weeks: Sequence[Interval]) -> Counted:
    """Return how many statements each makes of what was in each week; what is told of long days is in none."""
    told: Counter[tuple[str, dt.date]] = Counter()
    for one in said:
        if one.claimant and one.claimant in columns and one.interval and one.interval.days <= LONGEST:
            first, last = ((day - weeks[0].first).days // WEEK for day in (one.interval.first, one.interval.last))
            told.update((one.claimant, week.first) for week in weeks[max(first, 0) : max(last + 1, 0)])
    return tuple(told.items())


def said_weeks(
    ceasefire: Ceasefire, counted: Counted, columns: Sequence[str], names: Names, weeks: Sequence[Interval]
) -> Sheet:  # fmt: skip
    """Return how many statements each makes of what was in each week, with the way to the board of that week.

    A week of which one says nothing is blank. One of which nobody says anything has no row, but for the first and the
    last, which say how far the weeks reach.
    """
    told = dict(counted)
    shown = [one for one in weeks if one in (weeks[0], weeks[-1]) or any((id_, one.first) in told for id_ in columns)]
    return Sheet(
        id="weeks", title=say("Statements, week by week"),
        columns=(
            Column(id="week", title=say("week of"), tight=True),
            *(Column(id=id_, title=names.get(id_, id_), equal=True) for id_ in columns),
        ),
        rows=tuple(
            Row(id=one.first.isoformat(), cells=(
                _week(ceasefire, one),
                *(cell(told.get((id_, one.first)), blank=say("not reported")) for id_ in columns),
            ))
            for one in shown
        ) if told else (),
        empty=Empty(means=say("Nobody says anything about these weeks.")),
        rule=say(
            "statements about a week, whatever they say, “none” as well: this is how much is said, "
            "and not how much happened; what is said of more than %(n)d days is counted in no week", n=LONGEST,
        ),
    )  # fmt: skip


def effort_weeks(
    ceasefire: Ceasefire, efforts: Sequence[Effort], monitors: Sequence[str], names: Names, interval: Interval
) -> Sheet:  # fmt: skip
    """Return the hours that monitors watched in each week, by means; a week of which nobody tells hours is blank."""
    weeks = weeks_around(interval, interval)
    rows = [
        row
        for monitor in monitors
        for n, week in enumerate(weeks)
        for row in _hours(ceasefire, efforts, monitor, names, week, interval, is_end=n in (0, len(weeks) - 1))
    ]
    return Sheet(
        id="hours", title=say("Hours on watch, week by week"),
        columns=(
            Column(id="row", title=say("monitor, and by which means")),
            Column(id="week", title=say("week of"), tight=True),
            Column(id="count", title=say("hours"), numeric=True),
        ),
        rows=tuple(rows),
        empty=Empty(means=say("No report gives hours for these days. That does not say that nobody watched.")),
        rule=say("hours of one observer are counted once; only the days above are counted of a week that reaches over"),
    )  # fmt: skip


def _hours(
    ceasefire: Ceasefire, efforts: Sequence[Effort], monitor: str, names: Names, week: Interval, within: Interval, *,
    is_end: bool,
) -> Iterator[Row]:  # fmt: skip
    days = week.shared(within)
    if days is None:
        return
    own = [one for one in efforts if one.interval.overlaps(days)]
    told = effort_of(own, days, monitor=monitor).hours
    blank: tuple[Means, ...] = ("in person",) if is_end else ()
    for means in told or blank:
        called = say("%(monitor)s, %(means)s", monitor=names.get(monitor, monitor), means=say(BY[means]))
        hours = told.get(means)
        yield Row(
            id=f"{monitor}-{means.replace(' ', '-')}-{week.first}",
            cells=(
                Cell(text=called, value=monitor), _week(ceasefire, week, "/effort"),
                Cell(text=hours_words(hours), value=hours.low) if hours else Cell(blank=say("not reported")),
            ),
        )  # fmt: skip


def _week(ceasefire: Ceasefire, week: Interval, rest: str = "") -> Cell:
    days = {"from": week.first.isoformat(), "to": week.last.isoformat()}
    return Cell(text=week.first.isoformat(), href=href_of(ceasefire, rest, **days))


def strip_of(sheet: Sheet, *, id: str, rows: Sequence[str] = ()) -> Drawing | None:  # noqa: A002 - an id
    """Return a strip of a table of weeks; None where fewer than two weeks have something to draw.

    `rows` are the columns that stand below one another, where the table has a row for each week.
    """
    reading = say("Bars on one scale. Empty: nobody reports anything for the week.")
    at = next(n for n, column in enumerate(sheet.columns) if column.id == "week")
    told = {row.cells[at].text for row in sheet.rows if any(isinstance(one.value, int | float) for one in row.cells)}
    if len(told) < FEWEST:
        return None
    return strip_chart(sheet, id=id, title=sheet.title, reading=reading, rows=rows)
