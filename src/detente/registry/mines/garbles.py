"""Ways in which a figure is commonly printed wrongly, tried on sums that do not come out; each is a guess, in words."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

__all__ = ["Printed", "garble", "garbles_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """An exact figure as it was printed; of ground in square metres."""

    words: str
    value: float
    is_area: bool = False


def garbles_of(before: Printed | None, total: Printed, parts: Sequence[Printed]) -> tuple[str, ...]:
    """Return how one wrong figure among these would explain that `before` and `parts` do not make `total`.

    Without parts only a falling total is explained: by one of the two with a zero too many or too few.
    """
    return tuple(dict.fromkeys(_explained(before, total, parts) if parts else _falling(before, total)))


def garble(printed: float, due: float, *, is_area: bool) -> str | None:
    """Return how a figure that is due may have become the one that is printed, None where no common way does it."""
    if due <= 0 or printed <= 0 or _same(printed, due):
        return None
    if is_area:
        for factor, units in ((10_000, "square metres and hectares"), (100, "hectares and square kilometres")):
            if _same(printed, due * factor) or _same(printed * factor, due):
                return f"{units} may be mixed"
    if _same(printed, due * 10):
        return "it may have a zero too many"
    if _same(printed * 10, due):
        return "it may lack a zero"
    return "two digits may be the wrong way round" if _is_swapped(printed, due) else None


def _explained(before: Printed | None, total: Printed, parts: Sequence[Printed]) -> Iterator[str]:
    added = sum(one.value for one in parts) + (before.value if before else 0)
    candidates = [(total, added), *((one, one.value + total.value - added) for one in parts)]
    if before is not None:
        candidates.append((before, before.value + total.value - added))
    for one, due in candidates:
        how = garble(one.value, due, is_area=one.is_area)
        if how is not None:
            yield f"{one.words!r}: {how}; {due:,.10g}{' m2' if one.is_area else ''} would fit"


def _falling(before: Printed | None, total: Printed) -> Iterator[str]:
    if before is not None and before.value >= total.value * 5 and before.value <= total.value * 10:
        yield f"{before.words!r} may have a zero too many, or {total.words!r} lack one"


def _same(one: float, other: float) -> bool:
    return math.isclose(one, other, rel_tol=1e-9)


def _is_swapped(printed: float, due: float) -> bool:
    """Say whether two whole figures differ by two neighbouring digits that changed places."""
    if round(printed) != printed or round(due) != due:
        return False
    one, other = str(round(printed)), str(round(due))
    apart = [n for n, (left, right) in enumerate(zip(one, other, strict=False)) if left != right]
    if len(one) != len(other) or not apart or apart != [apart[0], apart[0] + 1]:
        return False
    at = apart[0]
    return one[at : at + 2] == other[at : at + 2][::-1]
