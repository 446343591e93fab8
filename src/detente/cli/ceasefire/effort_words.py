"""Effort in words: what a monitor did, where it was refused, what a count is for its hours; blank is “not told”."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from detente.registry.ceasefires.effort.comparison import Held
    from detente.registry.ceasefires.effort.effort import Effort, Hours, Means
    from detente.registry.ceasefires.effort.rates import CountedRate
    from detente.registry.ceasefires.effort.report import EffortReport, Refused
    from detente.registry.ceasefires.effort.sums import Rate
    from detente.registry.count import Count
    from detente.registry.interval import Interval

__all__ = ["comparison_lines", "days_words", "effort_words", "rate_lines", "rate_words", "report_lines"]

NOT_TOLD = "not told"
MEANS: "dict[Means, str]" = {"in person": "in person", "camera": "by camera", "drone": "by drone"}
ON_WATCH: "dict[Means, str]" = {"in person": "on watch", "camera": "by camera", "drone": "by drone"}
MANY = {"patrol": "patrols", "watch": "watches at a place", "camera": "cameras", "drone": "drone flights"}
MOST = 3
"""Stretches of days, or remarks, that a line names."""
SMALL = 0.1
"""Rate below which a figure has two significant digits."""


def effort_words(report: "EffortReport") -> str:
    """Return in one line what a monitor did and where it was refused; "not told" where nobody tells."""
    parts = [_on_watch(report, means) for means in MEANS if means in report.sums.hours]
    if not parts and report.counts:
        parts = [f"{count.words} {MANY[kind]}" for kind, count in report.counts.items() if kind in MANY]
        parts.append(f"hours {NOT_TOLD}") if parts else None
    parts += [_visits(one) for one in report.refused]
    if report.not_visited:
        areas = "area" if len(report.not_visited) == 1 else "areas"
        parts.append(f"{len(report.not_visited)} {areas} not visited")
    return " · ".join(parts) or NOT_TOLD


def _on_watch(report: "EffortReport", means: "Means") -> str:
    days, untold = report.interval.days, report.sums.untold[means]
    told = f", told for {days - untold} of {days} days" if untold else ""
    return f"{_hours(report.sums.hours[means])} {ON_WATCH[means]}{told}"


def _hours(hours: "Hours") -> str:
    if hours.high is None:
        return f"at least {_figure(hours.low)} h"
    return f"{_figure(hours.low)} h" if hours.is_exact else f"{_figure(hours.low)} to {_figure(hours.high)} h"


def _visits(one: "Refused") -> str:
    visits = "visit" if one.count.low == one.count.high == 1 else "visits"
    return f"{one.count.words} {visits} refused ({f'by {one.by}' if one.by else 'by whom is not told'})"


def report_lines(report: "EffortReport", efforts: "Mapping[str, Effort]") -> Iterator[str]:
    """Yield all that is told of a monitor's effort, kind by kind."""
    for means, by in MEANS.items():
        told = (
            _on_watch(report, means).replace(f" {ON_WATCH[means]}", "", 1) if means in report.sums.hours else NOT_TOLD
        )
        yield f"  hours {by}: {told}"
    for kind, many in MANY.items():
        yield f"  {many}: {report.counts[kind].words if kind in report.counts else NOT_TOLD}"
    yield from _refusals(report, efforts)
    gaps = [efforts[id_] for id_ in report.not_visited]
    yield f"  areas not visited: {_told(gaps) if gaps else NOT_TOLD}"
    seen = [efforts[id_] for id_ in report.weather]
    yield f"  weather and visibility: {_weather(seen) if seen else NOT_TOLD}"
    if report.silent:
        yield f"  days of which no effort is told: {days_words(report.silent, most=len(report.silent))}"


def _refusals(report: "EffortReport", efforts: "Mapping[str, Effort]") -> Iterator[str]:
    if not report.refused:
        yield f"  visits refused: {NOT_TOLD}"
    for one in report.refused:
        by = f"by {one.by}" if one.by else "by whom is not told"
        yield f"  visits refused {by}: {one.count.words}: {_told([efforts[id_] for id_ in one.efforts])}"


def _told(some: "Sequence[Effort]") -> str:
    """Return each with its place, days and why."""
    return "; ".join(
        dict.fromkeys(", ".join(filter(None, (_place(one), days_words([one.interval]), _why(one)))) for one in some)
    )


def _place(one: "Effort") -> str:
    return "; ".join(where.words for where in one.where)


def _why(one: "Effort") -> str:
    return f"“{one.why}”" if one.why else "why is not told"


def _weather(some: "Sequence[Effort]") -> str:
    said = (
        f"{days_words([one.interval])}{f' {one.observer}' if one.observer else ''}: "
        + ", ".join(filter(None, (one.weather, one.visibility and f"visibility {one.visibility}")))
        for one in some
    )
    return "; ".join(dict.fromkeys(said))


def days_words(days: "Sequence[Interval]", *, most: int = MOST) -> str:
    """Return days as words, the first few of them, and how many more there are."""
    ends = sorted({(one.first, one.last) for one in days})
    listed = [f"{first}" if first == last else f"{first} to {last}" for first, last in ends[:most]]
    return f"{'; '.join(listed)}{f'; and {len(ends) - most} more' if len(ends) > most else ''}"


def rate_words(rate: "Rate", means: "Means | None") -> str:
    """Return a rate as words: between its bounds, with by what was watched where that was not in person."""
    by = f" {MEANS[means]}" if means not in (None, "in person") else ""
    per = f"per 100 h{by}"
    if rate.high is None:
        return f"at least {_rate(rate.low)} {per}"
    if rate.low == 0 < rate.high:
        return f"at most {_rate(rate.high)} {per}"
    low, high = _rate(rate.low), _rate(rate.high)
    return f"{low} {per}" if low == high else f"{low} to {high} {per}"


def rate_lines(rates: "Sequence[CountedRate]", titles: "Mapping[str, str]") -> Iterator[str]:
    """Yield each count for a hundred hours on watch, or why nobody can tell."""
    for one in rates:
        by = f" by {one.alleged}" if one.alleged else ""
        counted = _counted(one.count) if one.count else "no number"
        if one.rate is None or one.hours is None:
            told = f"cannot tell: {one.cannot_tell}"
        else:
            told = f"{rate_words(one.rate, one.means)} ({counted} in {_hours(one.hours)})"
        yield f"  {one.monitor}, {titles.get(one.row, one.row)}{by}: {told}"


def comparison_lines(held: "Sequence[Held]", titles: "Mapping[str, str]") -> Iterator[str]:
    """Yield what comes of holding two intervals against each other, each with its reason."""
    for one in held:
        about = one.about
        by = f" by {about.alleged}" if about.alleged else ""
        area = f", {about.area}" if about.area else ""
        what = titles.get(about.kind or "", about.kind or "violations, no class told")
        yield f"  {about.claimant}, {what}{by}{area}: {one.comparison.outcome}: {one.comparison.reason}"


def _counted(count: "Count") -> str:
    return f"{count.low:,}" if count.low is not None and count.low == count.high else f"“{count.words}”"


def _rate(number: float) -> str:
    return f"{number:.1f}" if number >= SMALL or number == 0 else f"{number:.2g}"


def _figure(number: float) -> str:
    return f"{number:,.1f}".removesuffix(".0")
