"""Measured trends in words, and what is claimed of trends beside them."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from detente.pipeline.trends import Measured, Trends
    from detente.registry.ceasefires.claimed import ClaimedItem
    from detente.registry.ceasefires.definition import Ceasefire
    from detente.registry.ceasefires.series import About, Unit
    from detente.registry.ceasefires.trend.claims import Held
    from detente.registry.ceasefires.trend.steps import Step
    from detente.registry.ceasefires.trend.trend import Trend

__all__ = ["about_words", "block_lines", "claim_words", "detail_lines", "trend_lines", "trend_words"]

MOST = 6
"""Trends that the board tells of one by one."""
PER = 100.0
"""Hours on watch that a level is told for."""
TEN = 10
CANNOT_TELL, TOO_LITTLE = "cannot tell", "too little to say"
WEEK = 7
UNITS: "dict[Unit, str]" = {"hours": "hours on watch as exposure", "days": "days as exposure"}
NO_CLAIM = "claimed: no claim of a trend was found in the reports of these days; it may have been missed"
RULE = (
    "A claim is held against the figures up to its day; it names no class, and is no point of any series. How a claim "
    "stands to figures says nothing of who made it."
)


def trend_lines(trends: "Trends", ceasefire: "Ceasefire") -> Iterator[str]:
    """Yield a line for each series, those of which something can be said first, then each claim and how it stands."""
    if not trends.measured:
        yield "measured: too little to say; no published figures of this are kept"
    for one in sorted(trends.measured, key=lambda one: one.trend.outcome == TOO_LITTLE):
        yield f"measured: {about_words(one.trend.about, ceasefire)}: {trend_words(one.trend)}"
    yield from _claims(trends, ceasefire)


def block_lines(trends: "Trends", ceasefire: "Ceasefire") -> Iterator[str]:
    """Yield the lines of a board: measured trends, those that say too little together, and the claims beside."""
    told = [one for one in trends.measured if one.trend.outcome != TOO_LITTLE]
    yield "Trend:"
    for one in told[:MOST]:
        yield f"  measured: {about_words(one.trend.about, ceasefire)}: {trend_words(one.trend)}"
    if len(told) > MOST:
        yield f"  measured: {len(told) - MOST} more: detente ceasefire trend"
    yield from _too_little([one for one in trends.measured if one not in told], ceasefire, is_all=not told)
    for claim in trends.claimed:
        who, day = claim.claimant or claim.claimant_name, claim.date or "day not told"
        yield f"  claimed: {claim.trend} ({who}, {day}, no figure); its words stand below"
    if not trends.claimed:
        yield f"  {NO_CLAIM}"


def detail_lines(one: "Measured") -> Iterator[str]:
    """Yield what a trend of one series stands on: what was done to its figures, gaps, what is left out, its points."""
    trend = one.trend
    if trend.interval:
        yield f"  figures: {len(one.series.points)}, {trend.interval.first} to {trend.interval.last}"
    yield f"  why: {trend.reason}"
    for note in trend.notes:
        yield f"  note: {note}"
    if one.series.gaps:
        gaps = one.series.gaps
        days = sum(gap.days for gap in gaps)
        yield f"  blank: {_of(days, 'day', 'days')} in {_of(len(gaps), 'gap', 'gaps')}, which are no zeros"
    reasons: defaultdict[str, int] = defaultdict(int)
    for left in one.series.left_out:
        reasons[left.reason] += 1
    for reason, number in list(reasons.items())[:TEN]:
        yield f"  left out: {_of(number, 'figure', 'figures')}: {reason}"
    if len(reasons) > TEN:
        yield f"  left out: figures for {len(reasons) - TEN} more reasons, which --json prints"


def about_words(about: "About", ceasefire: "Ceasefire") -> str:
    """Return of what a series is, in the same words for parties and monitors."""
    taxonomy = {one.id: one.many for one in ceasefire.taxonomy.classes}
    kind = taxonomy.get(about.kind or "", about.kind) or "violations of no named class"
    by = f" by {about.alleged}" if about.alleged else ""
    area = f" at {about.area}" if about.area else ""
    return f"{about.claimant} of {kind}{by}{area}"


def trend_words(trend: "Trend") -> str:
    """Return a trend in words: its change a week with the interval, its steps, or why nothing is told."""
    if trend.outcome == TOO_LITTLE:
        return f"too little to say: {trend.reason}"
    one = "week" if all(point.interval.days <= WEEK for point in trend.points) else "period"
    over = f"{_of(len(trend.points), one, f'{one}s')}, {UNITS[trend.unit]}"
    if trend.steps:
        return f"{'; then '.join(_step(step, trend.unit) for step in trend.steps)}; {over}"
    if (change := trend.change) is None:
        return trend.reason
    bounds = f"({_signed(change.low)} to {_signed(change.high)})"
    if trend.outcome == "no trend seen":
        return (
            f"no trend seen: {_signed(change.percent)} % a week {bounds}; a fall of {abs(trend.fall_seen or 0):.0f} % "
            f"or a rise of {trend.rise_seen or 0:.0f} % a week would mostly have been seen; {over}"
        )
    return f"{trend.outcome} {abs(change.percent):.0f} % a week {bounds}, {over}"


def claim_words(claim: "ClaimedItem") -> str:
    """Return a claimed trend: its words, who says it through whom, on which day; it has no figure."""
    via = f" via {', '.join(claim.via)}" if claim.via else ""
    return (
        f"{claim.trend}, “{claim.words}” ({claim.claimant or claim.claimant_name}{via}, "
        f"{claim.date or 'day not told'}, no figure)"
    )


def _claims(trends: "Trends", ceasefire: "Ceasefire") -> Iterator[str]:
    """Yield each claim with the series that it is held against, by how it stands to them."""
    if not trends.claimed:
        yield NO_CLAIM
        return
    for n, claim in enumerate(trends.claimed):
        yield f"claimed: {claim_words(claim)}"
        held: defaultdict[str, list[Held]] = defaultdict(list)
        for one in trends.measured:
            for own in one.held:
                if own.claim == n:
                    held[own.standing].append(own)
        # what can be told stands first
        for standing, some in sorted(held.items(), key=lambda one: one[0] == CANNOT_TELL):
            yield from _standing(standing, some, ceasefire)
    yield RULE


def _standing(standing: str, some: "Sequence[Held]", ceasefire: "Ceasefire") -> Iterator[str]:
    if standing == CANNOT_TELL and len(some) > 1:
        reasons = {one.why for one in some}
        why = f" ({reasons.pop()})" if len(reasons) == 1 else ""
        yield f"  cannot tell of {len(some)} series{why}"
        return
    for one in some:
        yield f"  {standing}: {about_words(one.about, ceasefire)} ({one.why})"


def _too_little(some: "Sequence[Measured]", ceasefire: "Ceasefire", *, is_all: bool) -> Iterator[str]:
    if not some:
        if is_all:
            yield "  measured: too little to say; no published figures are kept"
        return
    most = max(some, key=lambda one: len(one.trend.points))
    about, reason = about_words(most.trend.about, ceasefire), most.trend.reason
    if len(some) == 1:
        yield f"  measured: {about}: too little to say: {reason}"
    else:
        yield f"  measured: too little to say of {len(some)} series; of the longest, {about}: {reason}"


def _step(step: "Step", unit: "Unit") -> str:
    each, of = (PER, "for 100 hours on watch") if unit == "hours" else (1.0, "a day")
    change = f"from about {_level(each * step.before)} {of} to about {_level(each * step.after)} {of}"
    cause = {
        "the figures alone": "the effort stayed about as it was",
        "the effort as well": f"but the effort changed as well: {step.why}",
        "not known": step.why,
    }[step.cause]
    return f"{change} around {step.day.first} ({step.between.first} to {step.between.last}); {cause}"


def _level(value: float) -> str:
    return f"{value:.0f}" if value >= TEN else f"{value:.2g}"


def _signed(percent: float) -> str:
    rounded = f"{percent:+.0f}" if abs(percent) >= 1 else f"{percent:+.1f}"
    return "0" if rounded in {"+0.0", "-0.0"} else rounded


def _of(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"
