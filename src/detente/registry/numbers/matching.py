"""A number of a sentence held against the numbers of the record: the same, or another, of which days, by whose count.

It is never said that a sentence is right or wrong. The record has that number or another, by somebody's word, by a
rule, for some days, or it has none. That a number stands here is said only where everything that the sentence tells of
it was made out, and nothing of that is another in the record: what is counted, whose count it is, of which days and
places, said to be done by whom. Where words were not made out, or no days are named, that is told, and nothing is said
to be the same. Numbers of different claimants are never added up: where only such a sum comes to the number, that is
told. That there was none stands here only where somebody says so: a blank is no zero. Where nothing in the record tells
of it, the number is not ours.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from itertools import combinations
from typing import Literal

from detente.registry.numbers.asked import AskedFigure
from detente.registry.numbers.comparing import ASKED_SO, WHOLE, Compared, Difference, compare
from detente.registry.numbers.held import HeldFigure

__all__ = ["COUNTED_BY_DESK", "SHOWN", "Answer", "Standing", "answer_figure"]

Standing = Literal[
    "as told", "rounded", "within", "less exact", "open", "differs", "added up", "other number", "nobody says none",
    "no number", "counted here", "in part", "open days", "percentage",
    "not kept", "other unit", "not made out", "not ours",
]  # fmt: skip
"""How the record stands to the number. "Rounded", "within" and "less exact" are as told but for how exact it is.
"Open": the same number, and part of the sentence was not made out; "differs": the same number of something else;
"counted here": this desk counts so many from reports, and nobody gives it; "in part": figures for some of the days that
are asked for; "open days": one end of the days was not made out; "no number": "dozens"; "not kept": what is counted is
nothing that the record counts."""
EXACTNESS: tuple[Literal["rounded", "within", "less exact"], ...] = ("rounded", "within", "less exact")
SHOWN = 10
"""Numbers of the record that an answer shows."""
BESIDE = 3
"""The same number elsewhere that is shown where it stands as the sentence has it."""
MOST_OTHER = 2
"""In how many parts a number may be of something else, and be told as that: one that is so in more is just a number."""
MEASURED = frozenset({"money", "ground"})
"""What is another number in another currency or unit."""
LOOKED_AT = 200
"""Numbers of the record that are looked at more closely, of all that may be of what the sentence counts."""
LAST_DAY = 10**7
MOST_ADDED = 4
"""Claimants whose numbers are tried together."""
TRIED = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """How the record stands to one number, with the numbers of the record that are nearest to it.

    `best` is the one that the standing is told by. `differences` are in what it is of something else. `added` are those
    of different claimants that come to the number together, which the record does not add up. `own` are the claimant's
    own figures of the days, where the standing is told by a count of this desk, or by figures for a part of them.
    """

    asked: AskedFigure
    standing: Standing
    compared: tuple[Compared, ...] = ()
    added: tuple[HeldFigure, ...] = ()
    own: tuple[HeldFigure, ...] = ()

    @property
    def best(self) -> Compared | None:
        """The number of the record that comes nearest, None where none is of it."""
        return self.compared[0] if self.compared else None

    @property
    def told_by(self) -> tuple[str, ...]:
        """Those by whose count the number is as it is answered, each once, the nearest first."""
        best = self.best
        alike = [one for one in self.compared if best and (one.number, one.differences, one.days) == _how(best)]
        return tuple(dict.fromkeys(one.held.claimant for one in alike))

    @property
    def differences(self) -> tuple[Difference, ...]:
        """In what the nearest is of something else than what is asked."""
        return self.best.differences if self.best is not None and self.standing == "differs" else ()


def _how(one: Compared) -> tuple[str, tuple[Difference, ...], str]:
    return one.number, one.differences, one.days


def answer_figure(asked: AskedFigure, held: Iterable[HeldFigure]) -> Answer:
    """Return how the record stands to a number of a sentence."""
    every = list(held)
    near = _nearest(asked, [one for one in every if _may_be_of(asked, one)])
    if asked.is_percent and not any(one.number == "same" for one in near):
        return Answer(asked=asked, standing="percentage")
    if asked.counted.kind == "not made out":
        same = tuple(one for one in near if one.number == "same")
        return Answer(asked=asked, standing="not made out", compared=same[:SHOWN])
    if asked.counted.kind in ("not kept", "other unit") and not near:
        return _of_another_unit(asked, every)
    if asked.is_vague:
        of_days = tuple(one for one in near if not one.differences and one.held.count.low)
        return Answer(asked=asked, standing="no number" if of_days else "not ours", compared=of_days[:SHOWN])
    return _of_the_same(asked, near)


def _of_the_same(asked: AskedFigure, near: Sequence[Compared]) -> Answer:
    """Return how the record stands to a number of something that it counts."""
    if asked.is_open_ended:
        return _of_open_days(asked, near)
    alike = [one for one in near if one.number != "other" and _is_beside(asked, one)]
    whole = [one for one in alike if not one.differences]
    if whole:
        return _as_the_sentence(asked, whole, near)
    refuting = _refuting(asked, near)
    if refuting:
        return Answer(asked=asked, standing="other number", compared=refuting[:SHOWN])
    partial = tuple(one for one in near if one.days == "in part" and one.differences == ("days",))
    if any(one.number != "other" for one in partial):
        return _in_part(asked, partial, near)
    return _elsewhere(asked, alike, partial, near)


def _of_open_days(asked: AskedFigure, near: Sequence[Compared]) -> Answer:
    """Return what stands here of days that begin or end nobody says when."""
    of_days = [one for one in near if one.days in ("same", "in part", "part") and "other" not in (one.what, one.who)]
    return Answer(asked=asked, standing="open days", compared=tuple(of_days[:SHOWN]))


def _elsewhere(
    asked: AskedFigure, alike: Sequence[Compared], partial: Sequence[Compared], near: Sequence[Compared]
) -> Answer:
    """Return how the record stands to a number that it has of something else, or that it has not."""
    if alike:
        return Answer(asked=asked, standing="differs", compared=_first(sorted(alike, key=_distance), near))
    added = _added(asked, near)
    if added:
        return Answer(asked=asked, standing="added up", compared=tuple(near[:SHOWN]), added=added)
    return _in_part(asked, partial, near) if partial else _another(asked, near)


def _another(asked: AskedFigure, near: Sequence[Compared]) -> Answer:
    """Return what is told of the same where nothing has that number."""
    told = () if asked.rest else _of_days(near)
    if asked.count.is_none and not told:
        return Answer(asked=asked, standing="nobody says none")
    return Answer(asked=asked, standing="other number" if told else "not ours", compared=told[:SHOWN])


def _as_the_sentence(asked: AskedFigure, whole: Sequence[Compared], near: Sequence[Compared]) -> Answer:
    """Return how a number stands here that is the same in every part."""
    best = whole[0]
    is_open = asked.rest or all(one.is_open for one in whole)
    if is_open or best.held.rule not in COUNTED_BY_DESK:
        standing: Standing = "open" if is_open else _exactness(best) or "as told"
        return Answer(asked=asked, standing=standing, compared=_first(whole, near))
    own = tuple(one.held for one in near if one.held.rule in WHOLE and _is_of_whom(best, one))
    return Answer(asked=asked, standing="counted here", compared=_first(whole, near), own=own[:BESIDE])


def _is_of_whom(best: Compared, one: Compared) -> bool:
    """Say whether it is told of the same days by the claimant of another, of the same doer and the same class."""
    held, other = best.held, one.held
    is_same = (held.claimant, held.what, held.alleged) == (other.claimant, other.what, other.alleged)
    return is_same and one.days in ("same", "in part")


def _in_part(asked: AskedFigure, partial: Sequence[Compared], near: Sequence[Compared]) -> Answer:
    own = tuple(one.held for one in partial[:BESIDE])
    return Answer(asked=asked, standing="in part", compared=_first(partial, near), own=own)


def _refuting(asked: AskedFigure, near: Sequence[Compared]) -> tuple[Compared, ...]:
    """Return what those who are named tell of the days, where a sentence says that there was none: figures first."""
    if not asked.count.is_none or asked.rest:
        return ()
    found = (one for one in near if one.days != "in part" and _tells_of_some(asked, one))
    return tuple(sorted(found, key=_first_against))


def _first_against(one: Compared) -> tuple[bool, int, int, int]:
    """Return the order of what stands against "none": figures first, of the whole of it and of all its days."""
    held = one.held
    return held.rule in COUNTED_HERE, ORDER[one.what], 0 if one.days == "same" else 1, -(held.count.low or 0)


def _tells_of_some(asked: AskedFigure, one: Compared) -> bool:
    """Say whether a number is of some of what there is said to be none of, all within the days."""
    days = one.held.interval
    is_within = asked.interval is not None and days is not None and asked.interval.covers(days)
    is_of_it = one.what in ("same", "part") and one.place in (*ASKED_SO, "part")
    return bool(one.held.count.low) and is_within and is_of_it and {one.who, one.done} <= ASKED_SO


def _is_beside(asked: AskedFigure, one: Compared) -> bool:
    """Say whether a number is near enough to be told of. None of a part, or of other days, says nothing of all."""
    if asked.count.is_none and (one.what == "part" or one.days in ("other", "not told", "in part")):
        return False
    return len(one.differences) <= MOST_OTHER


def _exactness(one: Compared) -> Standing | None:
    return next((each for each in EXACTNESS if each == one.number), None)


def _distance(one: Compared) -> tuple[int, int]:
    return len(one.differences), NUMBERS[one.number]


def _of_another_unit(asked: AskedFigure, held: Iterable[HeldFigure]) -> Answer:
    """Return what the record has that is near by its words, and counted by another unit: never the same."""
    beside = [one for one in held if asked.counted.near & one.subjects]
    near = [one for one in _nearest(asked, beside) if one.number == "same" or one.days == "same"]
    return Answer(asked=asked, standing=_unkept(asked), compared=tuple(near[:SHOWN]))


def _unkept(asked: AskedFigure) -> Standing:
    return "other unit" if asked.counted.kind == "other unit" else "not kept"


def _nearest(asked: AskedFigure, held: Sequence[HeldFigure]) -> tuple[Compared, ...]:
    """Return the numbers nearest to that of the sentence, and those of its days, whatever they are; nearest first."""
    beside = [compare(asked, one) for one in held]
    of_days = [one for one in beside if one.days in ("same", "in part")]
    found = {one.held.id: one for some in (beside, of_days) for one in nsmallest(LOOKED_AT, some, key=_rank)}
    return tuple(sorted(found.values(), key=_rank))


def _may_be_of(asked: AskedFigure, held: HeldFigure) -> bool:
    """Say whether a number of the record may be of what the sentence counts."""
    if held.uncovered and asked.interval is None:
        return False
    is_share = held.unit == "%"
    if asked.is_percent != is_share:
        return False
    if asked.counted.kind == "not made out":
        return (asked.count.low, asked.count.high) == (held.count.low, held.count.high) and not asked.is_vague
    if not is_share and not asked.subjects & held.subjects:
        return False
    return not (held.subjects & MEASURED and None not in (asked.unit, held.unit) and asked.unit != held.unit)


ORDER = {"same": 0, "not asked": 0, "unnamed": 0, "in part": 1, "part": 1, "not told": 2, "other": 3}
COUNTED_HERE = frozenset({"happenings told", "happenings observed", "told"})
"""Rules by which this desk counts, and not a claimant: they come after the claimant's own figures."""
COUNTED_BY_DESK = frozenset({"happenings told", "happenings observed", "attended"})
"""Rules of numbers that nobody gives: this desk counts what somebody tells of."""
NUMBERS = {"same": 0, "rounded": 1, "within": 1, "less exact": 1, "other": 2}


_Rank = tuple[int, int, int, int, bool, int, str, str]


def _rank(one: Compared) -> _Rank:
    held = one.held
    first = held.interval.first.toordinal() if held.interval else LAST_DAY
    others = ORDER[one.what] + ORDER[one.done] + ORDER[one.place]
    is_ours = held.rule in COUNTED_HERE
    return NUMBERS[one.number], ORDER[one.days], ORDER[one.who], others, is_ours, first, held.claimant, held.id


def _of_days(near: Sequence[Compared]) -> tuple[Compared, ...]:
    """Return what is told of the days that are asked for, of the whole of it; else of days that overlap."""
    alike = [one for one in near if not {"what", "done", "place"} & set(one.differences)]
    same = tuple(one for one in alike if one.days in (*ASKED_SO, "unnamed"))
    return same or tuple(one for one in alike if one.days == "part")


def _first(same: Sequence[Compared], near: Sequence[Compared]) -> tuple[Compared, ...]:
    """Return what is as the sentence has it, then what is told of the same days, then the same number elsewhere."""
    known = {one.held.id for one in same}
    of_days = [one for one in near if one.days == "same" and one.held.id not in known]
    rest = [one for one in near if one.number == "same" and one.days != "same" and one.held.id not in known]
    return tuple([*same, *of_days, *rest[:BESIDE]][:SHOWN])


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
        if one.days in ASKED_SO and held.count.is_exact and held.count.low and held.interval is not None:
            groups[held.of, held.what, held.interval, held.unit].append(held)
    yield from groups.values()
