"""Figures for a part of the days that are asked for, as they are: which days they cover, and which they do not."""

from collections.abc import Sequence

from detente.desk.pages.check import wording
from detente.desk.pages.check.gathered import Known
from detente.display.ceasefires.names import days_prose
from detente.display.language import count, mark, say
from detente.registry.interval import Interval
from detente.registry.numbers.covering import Part
from detente.registry.numbers.held import HeldFigure

__all__ = ["own_words"]

MOST = 8
"""Figures, or stretches of days, that a line has."""
OWN = mark("%(who)s, by its own figures: %(number)s, %(what)s, %(days)s; %(rule)s.")
PARTS = mark("%(who)s, by its own figures, %(what)s: %(parts)s.")
PART = mark("%(number)s for %(days)s")
UNCOVERED = mark("In none of these figures: %(days)s.")
OUTSIDE = mark("In figures for other days, and counted in nothing: %(parts)s.")


def own_words(held: HeldFigure, known: Known) -> list[str]:
    """Return what a body gives of days in lines: the whole, or its figures for a part of them, and what they leave."""
    who, what = wording.claimant_words(held, known), wording.what_words(held, known)
    if not held.uncovered:
        rule, days = say(wording.RULES[held.rule][0]), wording.days_words(held)
        return [say(OWN, who=who, number=wording.number_words(held), what=what, days=days, rule=rule)]
    lines = [say(PARTS, who=who, what=what, parts=_parts(held.parts)), say(UNCOVERED, days=_days(held.uncovered))]
    return [*lines, say(OUTSIDE, parts=_parts(held.outside))] if held.outside else lines


def _parts(parts: Sequence[Part]) -> str:
    told = [say(PART, number=one.count.words, days=days_prose(one.interval)) for one in parts[:MOST]]
    return _joined(told, len(parts))


def _days(stretches: Sequence[Interval]) -> str:
    return _joined([days_prose(one) for one in stretches[:MOST]], len(stretches))


def _joined(told: list[str], every: int) -> str:
    left = every - len(told)
    more = [count("and %(n)d more", "and %(n)d more", left)] if left else []
    return "; ".join([*told, *more])
