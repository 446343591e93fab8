"""A number of a sentence held against the numbers of the record: the same, or another, of which days, by whose count.

It is never said that a sentence is right or wrong. The record has that number or another, by somebody's word, by a
rule, for some days, or it has none. Numbers of different claimants are never added up: where only such a sum comes to
the number, that is told. Where nothing in the record tells of it, the number is not ours.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from itertools import combinations
from typing import Literal

from detente.registry.count import Count
from detente.registry.interval import Interval
from detente.registry.numbers.held import HeldFigure
from detente.registry.numbers.question import AskedFigure, Question

__all__ = ["SHOWN", "Answer", "Compared", "How", "Standing", "answer_figure"]

How = Literal["same", "part", "other", "not told", "not asked"]
Standing = Literal[
    "as told", "other claimant", "other days", "days not told", "elsewhere", "number only", "added up",
    "other number", "no number", "percentage", "not ours",
]  # fmt: skip
"""How the record stands to the number. "Number only": it has it, and of what the sentence counts was not made out;
"other number": it tells of the same by others; "no number": "dozens"."""
SHOWN = 10
"""Numbers of the record that an answer shows."""
BESIDE = 3
"""The same number elsewhere that is shown where it stands as the sentence has it."""
MEASURED = frozenset({"money", "ground"})
"""What is another number in another currency or unit."""
LOOKED_AT = 200
"""Numbers of the record that are looked at more closely, of all that may be of what the sentence counts."""
LAST_DAY = 10**7
MOST_ADDED = 4
"""Claimants whose numbers are tried together."""
TRIED = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """A number of the record beside that of the sentence: whether number, days and claimant are the same."""

    held: HeldFigure
    number: Literal["same", "may be", "other"]
    days: How
    who: How

    @property
    def is_same(self) -> bool:
        """Whether nothing that the sentence tells is at odds with it."""
        return self.number == "same" and self.days in _ASKED_SO and self.who in _ASKED_SO


_ASKED_SO = frozenset({"same", "not asked"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """How the record stands to one number, with the numbers of the record that are nearest to it.

    `added` are those of different claimants that come to the number together, which the record does not add up.
    """

    asked: AskedFigure
    standing: Standing
    compared: tuple[Compared, ...] = ()
    added: tuple[HeldFigure, ...] = ()


def answer_figure(asked: AskedFigure, question: Question, held: Iterable[HeldFigure]) -> Answer:
    """Return how the record stands to a number of a sentence."""
    near = _nearest(asked, question, [one for one in held if _may_be_of(asked, question, one)])
    if asked.is_percent and not any(one.number == "same" for one in near):
        return Answer(asked=asked, standing="percentage")
    if asked.is_vague:
        of_days = tuple(one for one in near if asked.subjects and one.days in _ASKED_SO and one.held.count.low)
        return Answer(asked=asked, standing="no number" if of_days else "not ours", compared=of_days[:SHOWN])
    same = [one for one in near if one.number == "same"]
    if same:
        standing = _standing(same) if asked.subjects else "number only"
        return Answer(asked=asked, standing=standing, compared=_first(same, near))
    added = _added(asked, near)
    if added:
        return Answer(asked=asked, standing="added up", compared=near[:SHOWN], added=added)
    told = _of_days(near) if asked.subjects else ()
    return Answer(asked=asked, standing="other number" if told else "not ours", compared=told[:SHOWN])


def _nearest(asked: AskedFigure, question: Question, held: Sequence[HeldFigure]) -> tuple[Compared, ...]:
    """Return the numbers nearest to that of the sentence, and those of its days, whatever they are; nearest first."""

    def rank(one: HeldFigure) -> _Rank:
        return _rank(asked, question, one)

    of_days = [one for one in held if _days(question.interval, one.interval) == "same"]
    found = {one.id: one for one in (*nsmallest(LOOKED_AT, held, key=rank), *nsmallest(LOOKED_AT, of_days, key=rank))}
    return tuple(_compared(asked, question, one) for one in sorted(found.values(), key=rank))


def _may_be_of(asked: AskedFigure, question: Question, held: HeldFigure) -> bool:
    """Say whether a number of the record may be of what the sentence counts, done by whom it says."""
    is_share = held.unit == "%"
    if asked.is_percent != is_share:
        return False
    if asked.subjects and not is_share and not asked.subjects & held.subjects:
        return False
    if held.subjects & MEASURED and None not in (asked.unit, held.unit) and asked.unit != held.unit:
        return False
    if not asked.subjects and not _is_same(asked.count, held.count):
        return False
    return not (question.named.done and held.alleged is not None and held.alleged not in question.named.done)


def _compared(asked: AskedFigure, question: Question, held: HeldFigure) -> Compared:
    return Compared(
        held=held, number=_number(asked.count, held.count), days=_days(question.interval, held.interval),
        who=_who(question, held),
    )  # fmt: skip


def _number(asked: Count, held: Count) -> Literal["same", "may be", "other"]:
    if _is_same(asked, held):
        return "same"
    open_ = None in (asked.low, asked.high, held.low, held.high) or asked.low != asked.high or held.low != held.high
    return "may be" if open_ and asked.may_equal(held) else "other"


def _is_same(one: Count, other: Count) -> bool:
    """Say whether two numbers are the same; "at least 5" is the same only as another that is at least 5."""
    return (one.low, one.high) == (other.low, other.high) and (one.low, one.high) != (None, None)


def _days(asked: Interval | None, held: Interval | None) -> How:
    if asked is None:
        return "not asked"
    if held is None:
        return "not told"
    if (asked.first, asked.last) == (held.first, held.last):
        return "same"
    return "part" if asked.overlaps(held) else "other"


def _who(question: Question, held: HeldFigure) -> How:
    if not question.named.said:
        return "not asked"
    return "same" if held.claimant in question.named.said else "other"


ORDER = {"same": 0, "not asked": 0, "part": 1, "not told": 2, "other": 3}
COUNTED_HERE = frozenset({"happenings told", "happenings observed", "told"})
"""Rules by which this desk counts, and not a claimant: they come after the claimant's own figures."""
NUMBERS = {"same": 0, "may be": 1, "other": 2}


_Rank = tuple[int, int, int, bool, int, str, str]


def _rank(asked: AskedFigure, question: Question, held: HeldFigure) -> _Rank:
    first = held.interval.first.toordinal() if held.interval else LAST_DAY
    days, who = ORDER[_days(question.interval, held.interval)], ORDER[_who(question, held)]
    is_ours = held.rule in COUNTED_HERE
    return NUMBERS[_number(asked.count, held.count)], days, who, is_ours, first, held.claimant, held.id


def _standing(same: Sequence[Compared]) -> Standing:
    if any(one.is_same for one in same):
        return "as told"
    if any(one.days in _ASKED_SO for one in same):
        return "other claimant"
    by_who = [one for one in same if one.who in _ASKED_SO]
    if any(one.days in ("part", "other") for one in by_who):
        return "other days"
    return "days not told" if by_who else "elsewhere"


def _of_days(near: Sequence[Compared]) -> tuple[Compared, ...]:
    """Return what is told of the days that are asked for; where nothing is, of days that overlap them."""
    same = tuple(one for one in near if one.days in _ASKED_SO)
    return same or tuple(one for one in near if one.days == "part")


def _first(same: Sequence[Compared], near: Sequence[Compared]) -> tuple[Compared, ...]:
    """Return what is as the sentence has it, then what is told of the same days, then the same number elsewhere."""
    as_told = [one for one in same if one.is_same]
    of_days = [one for one in near if one.days == "same" and not (one.number == "same" and one.is_same)]
    rest = [one for one in same if not one.is_same and one.days != "same"]
    return tuple([*as_told, *of_days, *(rest[:BESIDE] if as_told else rest)][:SHOWN])


def _added(asked: AskedFigure, near: Sequence[Compared]) -> tuple[HeldFigure, ...]:
    """Return numbers of different claimants for the same, of the same days, that come to a number together."""
    for some in _alike(near):
        whose = {one.claimant: one for one in some}
        tried = list(whose.values())[:TRIED]
        for size in range(2, min(MOST_ADDED, len(tried)) + 1):
            for chosen in combinations(tried, size):
                if sum(one.count.low or 0 for one in chosen) == asked.count.low == asked.count.high:
                    return chosen
    return ()


def _alike(near: Sequence[Compared]) -> Iterator[list[HeldFigure]]:
    groups = defaultdict[tuple[object, ...], list[HeldFigure]](list)
    for one in near:
        held = one.held
        if one.days in _ASKED_SO and held.count.is_exact and held.count.low and held.interval is not None:
            groups[held.of, held.what, held.interval, held.unit].append(held)
    yield from groups.values()
