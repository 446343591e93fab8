"""Why a series says too little for a trend: an answer of its own, said before any number is.

The plainest reason stands first. What is blank is no zero, and a watch that changed is no fall.
"""

from collections.abc import Iterator, Sequence

from detente.registry.ceasefires.comparison import EFFORT_CHANGE, LEAST_COVERED
from detente.registry.ceasefires.series import Series
from detente.registry.ceasefires.trend.blocks import Block

__all__ = ["find_lack", "find_refusals"]

FEWEST_BLOCKS = 8
MOST_BLOCKS = 110
"""Blocks, some two years of weeks, that one trend is measured over: over more it is seldom one trend."""
MOST_COUNTED = 10_000_000
FEWEST_COUNTED = 10
"""How many must have been counted in all."""
FEWEST_FILLED = 5
"""Blocks that must not be zero: a line through fewer follows one or two of them."""
LONGEST_GAP = 1 / 3
"""Share of all days that one gap may have."""


def find_lack(series: Series, blocks: Sequence[Block]) -> Iterator[str]:
    """Yield why figures say too little for a trend; nothing where they say enough to ask."""
    weeks = len(blocks)
    if not weeks:
        yield "no exact figure with its days is kept"
        return
    if weeks < FEWEST_BLOCKS:
        yield f"{_of(weeks, 'week or period', 'weeks or periods')} with figures, and {FEWEST_BLOCKS} are needed"
    if weeks > MOST_BLOCKS:
        yield (
            f"there are {weeks} weeks or periods, and one trend is measured over {MOST_BLOCKS} at most: "
            "ask for fewer days"
        )
    filled = sum(block.count > 0 for block in blocks)
    if filled < FEWEST_FILLED:
        yield f"nearly all are zeros: {filled} of {weeks} weeks or periods have any, and {FEWEST_FILLED} are needed"
    total = sum(block.count for block in blocks)
    if total > MOST_COUNTED:
        yield f"more than {MOST_COUNTED:,} are counted in all: look whether a figure has digits too many"
    if total < FEWEST_COUNTED:
        yield f"{total} are counted in all, and {FEWEST_COUNTED} are needed"
    yield from _gaps(series)
    yield from _efforts(series, blocks)


def find_refusals(blocks: Sequence[Block], *, is_fall: bool) -> str | None:
    """Return that access changed so that a fall (or a rise) may be one of what could be seen, None where it did not."""
    old, new = (_hindered(half) for half in _halves(blocks))
    if (is_fall and new > old) or (not is_fall and old > new):
        return (
            "the figures changed, but access did as well: refused or not possible "
            f"{old:.2f} times a week in the first half, {new:.2f} in the second"
        )
    return None


def _gaps(series: Series) -> Iterator[str]:
    first, last = series.points[0].interval.first, series.points[-1].interval.last
    inner = [gap for gap in series.gaps if first < gap.first and gap.last < last]
    days = (last - first).days + 1
    if series.days_covered < LEAST_COVERED * days:
        yield f"figures cover {series.days_covered} of {days} days; what is blank is no zero"
    longest = max(inner, key=lambda gap: gap.days, default=None)
    if longest is not None and longest.days > LONGEST_GAP * days:
        yield f"from {longest.first} to {longest.last} there is no figure: {longest.days} of {days} days in a row"


def _efforts(series: Series, blocks: Sequence[Block]) -> Iterator[str]:
    """Yield how the effort is unknown for a part, or changed so that counts follow it."""
    known = sum(point.hours is not None for point in series.points)
    if series.unit == "days" and known:
        yield f"hours on watch are known for {known} of {len(series.points)} figures only: counts may follow them"
    one, other = _halves(blocks)
    if series.unit == "hours" and one:
        old, new = (sum(b.hours or 0 for b in half) / sum(b.interval.days for b in half) for half in (one, other))
        if max(old, new) > EFFORT_CHANGE * min(old, new):
            yield f"effort changed from {old:.1f} to {new:.1f} hours on watch a day"
    old_means, new_means = ({means for block in half for means in block.means} for half in (one, other))
    if old_means != new_means:
        yield f"the means of watching changed: {_listed(old_means)} at first, {_listed(new_means)} later"


def _halves(blocks: Sequence[Block]) -> tuple[Sequence[Block], Sequence[Block]]:
    middle = len(blocks) // 2
    return blocks[:middle], blocks[len(blocks) - middle :]


def _hindered(blocks: Sequence[Block]) -> float:
    return sum(block.hindered or 0 for block in blocks) / len(blocks)


def _listed(means: set[str]) -> str:
    return ", ".join(sorted(means)) or "none told"


def _of(number: int, one: str, many: str) -> str:
    return f"there is {number} {one}" if number == 1 else f"there are {number} {many}"
