"""A monitor's effort in words: what was done, where access was refused, what a count is for its hours."""

from collections.abc import Iterator

from detente.display.ceasefires.names import Names, joined
from detente.display.language import count, mark, say
from detente.registry.ceasefires.effort.effort import Hours, Means
from detente.registry.ceasefires.effort.report import EffortReport, Refused
from detente.registry.ceasefires.effort.sums import Rate

__all__ = ["MANY", "MEANS", "NOT_TOLD", "effort_words", "hours_words", "rate_words", "refused_words"]

NOT_TOLD = mark("not reported")
MEANS: dict[Means, str] = {"in person": mark("in person"), "camera": mark("by camera"), "drone": mark("by drone")}
ON_WATCH: dict[Means, str] = {
    "in person": mark("%(hours)s on watch"),
    "camera": mark("%(hours)s by camera"),
    "drone": mark("%(hours)s by drone"),
}
MANY = {
    "patrol": mark("patrols"),
    "watch": mark("watches at a place"),
    "camera": mark("cameras"),
    "drone": mark("drone flights"),
}
SMALL = 0.1
"""Rate below which a figure has two significant digits."""


def effort_words(report: EffortReport, names: Names) -> str:
    """Return in one line what a monitor did and where it was refused; "not told" where nobody tells."""
    return joined([*_done(report), *(refused_words(one, names) for one in report.refused)]) or say(NOT_TOLD)


def refused_words(one: Refused, names: Names) -> str:
    """Return visits that were refused, and by whom."""
    single = one.count.low == one.count.high == 1
    visits = say("1 visit refused") if single else say("%(n)s visits refused", n=one.count.words)
    by = say("by %(who)s", who=names.get(one.by, one.by)) if one.by else say("not reported by whom")
    return f"{visits} ({by})"


def hours_words(hours: Hours) -> str:
    """Return hours as they are known."""
    if hours.high is None:
        return say("at least %(low)s h", low=_figure(hours.low))
    if hours.is_exact:
        return say("%(n)s h", n=_figure(hours.low))
    return say("%(low)s to %(high)s h", low=_figure(hours.low), high=_figure(hours.high))


def rate_words(rate: Rate, means: Means | None) -> str:
    """Return a rate between its bounds, with by what was watched where that was not in person."""
    low = _rate(rate.low)
    high = None if rate.high is None else _rate(rate.high)
    if high is None:
        told = say("at least %(low)s per 100 h", low=low)
    elif rate.low == 0 < (rate.high or 0):
        told = say("at most %(high)s per 100 h", high=high)
    elif low == high:
        told = say("%(n)s per 100 h", n=low)
    else:
        told = say("%(low)s to %(high)s per 100 h", low=low, high=high)
    return told if means in (None, "in person") else f"{told} {say(MEANS[means])}"


def _done(report: EffortReport) -> Iterator[str]:
    hours = report.sums.hours
    yield from (_on_watch(report, means) for means in ON_WATCH if means in hours)
    if not hours:
        told = [f"{number.words} {say(MANY[kind])}" for kind, number in report.counts.items() if kind in MANY]
        yield from (*told, say("hours not reported")) if told else ()
    if missed := len(report.not_visited):
        yield count("%(n)d area not visited", "%(n)d areas not visited", missed)


def _on_watch(report: EffortReport, means: Means) -> str:
    told = say(ON_WATCH[means], hours=hours_words(report.sums.hours[means]))
    days, untold = report.interval.days, report.sums.untold[means]
    return (
        say("%(hours)s, reported for %(n)d of %(all)d days", hours=told, n=days - untold, all=days) if untold else told
    )


def _rate(number: float) -> str:
    return f"{number:.1f}" if number >= SMALL or number == 0 else f"{number:.2g}"


def _figure(number: float) -> str:
    return f"{number:,.1f}".removesuffix(".0")
