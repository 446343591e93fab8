"""Measured trends in words, with their interval; claims of a trend beside them, which are no figure."""

from detente.display.ceasefires.names import Names, by_whom, row_title
from detente.display.language import count, mark, say
from detente.display.witness import named_claimant
from detente.registry.ceasefires.board import UNCLASSED
from detente.registry.ceasefires.claimed import ClaimedItem
from detente.registry.ceasefires.definition import Ceasefire
from detente.registry.ceasefires.series import About, Unit
from detente.registry.ceasefires.trend.brief import Brief
from detente.registry.ceasefires.trend.step import Step
from detente.registry.ceasefires.trend.trend import Trend

__all__ = [
    "OUTCOMES", "STANDINGS", "TOO_LITTLE", "about_words", "change_words", "claimant_words", "claimed_words",
    "over_words", "says_words", "trend_words",
]  # fmt: skip

TOO_LITTLE = "too little to say"
OUTCOMES = {
    "falling": mark("falling"),
    "rising": mark("rising"),
    "in steps": mark("in steps"),
    "no trend seen": mark("no trend seen"),
    TOO_LITTLE: mark("too little to say"),
}
STANDINGS = {
    "same direction": mark("the same direction"),
    "opposite direction": mark("the opposite direction"),
    "a change is measured": mark("a change is measured"),
    "cannot tell": mark("cannot tell"),
}
CLAIMED = {
    "rising": mark("claimed: rising"),
    "falling": mark("claimed: falling"),
    "steady": mark("claimed: steady"),
}
SAYS = {
    "rising": mark("%(who)s says: rising"),
    "falling": mark("%(who)s says: falling"),
    "steady": mark("%(who)s says: steady"),
    "": mark("%(who)s claims a trend"),
}
UNITS: dict[Unit, str] = {"hours": mark("counted for each hour on watch"), "days": mark("counted for each day")}
CAUSES = {
    "the figures alone": mark("the effort stayed about as it was"),
    "the effort as well": mark("but the effort changed as well: %(why)s"),
    "not known": mark("%(why)s"),
}
HUNDRED, TEN = 100.0, 10


def about_words(about: About, ceasefire: Ceasefire, names: Names) -> tuple[str, str]:
    """Return whose figures a series has, and of what they are."""
    by = by_whom(about.alleged, names) if about.alleged else ""
    parts = [row_title(ceasefire, about.kind or UNCLASSED), by, say("at %(place)s", place=about.area)]
    told = parts if about.area else parts[:2]
    return names.get(about.claimant, about.claimant), " ".join(filter(None, told))


def trend_words(trend: Trend | Brief) -> str:
    """Return a trend in words: its change a week, its steps, or why nothing is told."""
    if trend.outcome == TOO_LITTLE:
        return say("too little to say: %(why)s", why=trend.reason)
    if trend.steps:
        return "; ".join(_step(one, trend.unit) for one in trend.steps)
    if trend.change is None:
        return trend.reason
    percent = abs(trend.change.percent)
    if trend.outcome != "no trend seen":
        told = say("falling %(n)s %% a week") if trend.outcome == "falling" else say("rising %(n)s %% a week")
        return told % {"n": f"{percent:.0f}"}
    return say(
        "no trend seen; a fall of %(fall)s %% or a rise of %(rise)s %% a week would mostly have been seen",
        fall=f"{abs(trend.fall_seen or 0):.0f}", rise=f"{trend.rise_seen or 0:.0f}",
    )  # fmt: skip


def change_words(trend: Trend | Brief) -> str:
    """Return the interval of a trend's change a week, blank where there is none or it tells nothing."""
    if trend.change is None or trend.steps or trend.outcome == TOO_LITTLE:
        return ""
    return say("%(low)s to %(high)s %%", low=_signed(trend.change.low), high=_signed(trend.change.high))


def over_words(trend: Trend | Brief) -> str:
    """Return over how many figures a trend is measured, and in what exposure."""
    n = trend.periods
    told = count("%(n)d week", "%(n)d weeks", n) if trend.is_weekly else count("%(n)d period", "%(n)d periods", n)
    return f"{told}, {say(UNITS[trend.unit])}"


def claimed_words(claim: ClaimedItem) -> str:
    """Return what is claimed of a trend; it has no figure."""
    return say(CLAIMED.get(claim.trend or "", "claimed"))


def says_words(claim: ClaimedItem, names: Names) -> str:
    """Return who claims which trend, short enough to stand in a chart: through whom it came stands in the table."""
    return say(SAYS.get(claim.trend or "", SAYS[""]), who=names.get(claim.claimant or "", claim.claimant_name))


def claimant_words(claim: ClaimedItem, names: Names) -> str:
    """Return who claims something, and through whom it has come."""
    who = names.get(claim.claimant or "", claim.claimant or named_claimant(claim.claimant_name))
    return say("%(who)s, through %(via)s", who=who, via=", ".join(claim.via)) if claim.via else who


def _step(step: Step, unit: Unit) -> str:
    each = HUNDRED if unit == "hours" else 1.0
    known = {
        "before": _level(each * step.before),
        "after": _level(each * step.after),
        "day": step.day.first.isoformat(),
        "first": step.between.first.isoformat(),
        "last": step.between.last.isoformat(),
    }
    cause = say(CAUSES[step.cause], why=step.why)
    if unit == "hours":
        told = say(
            "from about %(before)s to about %(after)s for 100 hours on watch, around %(day)s (%(first)s to %(last)s)",
            **known,
        )
    else:
        told = say("from about %(before)s to about %(after)s a day, around %(day)s (%(first)s to %(last)s)", **known)
    return f"{told}; {cause}"


def _level(value: float) -> str:
    return f"{value:.0f}" if value >= TEN else f"{value:.2g}"


def _signed(percent: float) -> str:
    rounded = f"{percent:+.0f}" if abs(percent) >= 1 else f"{percent:+.1f}"
    return "0" if rounded in {"+0.0", "-0.0"} else rounded.replace("-", "−")
