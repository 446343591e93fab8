"""A number of the record beside one of a sentence: in what they are the same, and in what not."""

from dataclasses import dataclass
from typing import Literal

from detente.registry.count import Count
from detente.registry.interval import Interval
from detente.registry.numbers.asked import AskedFigure
from detente.registry.numbers.held import HeldFigure

__all__ = ["ASKED_SO", "Compared", "Difference", "How", "Near", "compare"]

How = Literal["same", "part", "in part", "other", "not told", "not asked", "unnamed"]
"""How a part stands to what is asked; "unnamed": the record's number has one, and the sentence names none;
"in part": figures for some of the days that are asked for, and not for all of them."""
Near = Literal["same", "rounded", "within", "less exact", "other"]
"""How a number stands to that of the sentence: the same; one that the sentence rounds; one within the bounds that the
sentence gives; one that the record says less exactly; another."""
Difference = Literal["what", "days", "who", "done", "place"]
ABOUT = 0.1
"""By how much of itself a number that is told to be about so many may be another, and by 1 in any case."""
FACTOR = 2
"""How many times a number may be as large as the bound below it, or a bound as large as the number below it."""
ASKED_SO = frozenset({"same", "not asked"})
WHOLE = frozenset({"published", "added up"})
"""Rules of numbers of all that a claimant counts; such a one of a place is of that place alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """A number of the record beside that of the sentence, part by part."""

    held: HeldFigure
    number: Near
    what: How
    days: How
    who: How
    done: How
    place: How

    @property
    def differences(self) -> tuple[Difference, ...]:
        """In what it is another than what is asked, but for the number; what the sentence leaves open is none."""
        parts: tuple[tuple[Difference, How], ...] = (
            ("what", self.what), ("days", self.days), ("who", self.who), ("done", self.done), ("place", self.place),
        )  # fmt: skip
        return tuple(name for name, how in parts if how not in (*ASKED_SO, "unnamed"))

    @property
    def is_open(self) -> bool:
        """Whether it is of days that the sentence does not name."""
        return self.days == "unnamed"


def compare(asked: AskedFigure, held: HeldFigure) -> Compared:
    """Return a number of the record beside one of a sentence."""
    return Compared(
        held=held, number=_number(asked, held.count), what=_what(asked, held), days=_days(asked.interval, held),
        who=_who(asked, held), done=_done(asked, held), place=_place(asked, held),
    )  # fmt: skip


def _number(asked: AskedFigure, held: Count) -> Near:
    count = asked.count
    if None in (count.low, count.high, held.low, held.high) or count.low != count.high or held.low != held.high:
        return _bounded(count, held)
    one, other = count.low or 0, held.low or 0
    is_about = held.qualifier is not None and not held.is_exact and not _is_plain(held)
    if one == other and asked.is_about == is_about:
        return "same"
    if not asked.is_about and not is_about:
        return "other"
    near = abs(one - other) <= max(1, ABOUT * (one if asked.is_about else other))
    return ("rounded" if asked.is_about else "less exact") if near else "other"


def _is_plain(held: Count) -> bool:
    return (held.qualifier or "").lower() in ("exactly", "only", "just", "precisely", "a total of", "total of", "all")


def _bounded(asked: Count, held: Count) -> Near:
    if (asked.low, asked.high) == (held.low, held.high) and (asked.low, asked.high) != (None, None):
        return "same"
    if not asked.may_equal(held) or (held.low, held.high) == (None, None):
        return "other"
    if held.low is not None and held.low == held.high:
        return "within"
    return "less exact" if _is_near(asked, held) else "other"


def _is_near(asked: Count, held: Count) -> bool:
    """Say whether a number is not far from the only bound of another: "at least 2" says nothing of twelve."""
    one = asked.low if asked.low is not None else asked.high
    bound = held.low if held.high is None else held.high if held.low is None else None
    return one is None or bound is None or bound <= one * FACTOR <= bound * FACTOR**2


def _what(asked: AskedFigure, held: HeldFigure) -> How:
    """Return whether it is of the same: one of a class is not one of all violations, nor of another unit."""
    if held.unit == "%" or asked.subjects & held.subjects - {"violations"}:
        return "same"
    if "violations" in asked.subjects & held.subjects:
        return "part" if any(one.startswith(("class:", "noun:")) for one in held.subjects) else "same"
    return "other"


def _days(asked: Interval | None, held: HeldFigure) -> How:
    if asked is None:
        return "unnamed" if held.interval is not None or held.rule == "told" else "not asked"
    if held.interval is None:
        return "not told"
    if (asked.first, asked.last) == (held.interval.first, held.interval.last):
        return "in part" if held.uncovered else "same"
    return "part" if asked.overlaps(held.interval) else "other"


def _who(asked: AskedFigure, held: HeldFigure) -> How:
    if not asked.named.said:
        return "not asked"
    return "same" if held.claimant in asked.named.said else "other"


def _done(asked: AskedFigure, held: HeldFigure) -> How:
    if not asked.named.done:
        return "not asked"
    if held.alleged is None:
        return "not told"
    return "same" if held.alleged in asked.named.done else "other"


def _place(asked: AskedFigure, held: HeldFigure) -> How:
    if not asked.places:
        return "part" if held.places and held.rule in WHOLE else "not asked"
    if asked.places & (held.places or frozenset({f"of:{held.of}"})):
        return "same"
    return "other" if held.places else "not told"
