"""A sentence about an answer that can be quoted: composed from the record, with who says it, days, rule and date."""

import datetime as dt

from detente.desk.pages.check import wording
from detente.desk.pages.check.gathered import Known
from detente.display.language import mark, say
from detente.display.prose import day_words
from detente.registry.numbers.held import HeldFigure
from detente.registry.numbers.matching import COUNTED_BY_DESK, Answer

__all__ = ["quotation"]

STANDS = mark("%(who)s gives %(number)s (%(what)s) for %(days)s; %(rule)s.")
NO_DAYS = mark("%(who)s gives %(number)s (%(what)s), %(days)s; %(rule)s.")
SUMMED = mark("The figures of %(who)s for %(days)s come to %(number)s (%(what)s); %(rule)s.")
COUNTED = mark("This desk counts %(number)s (%(what)s) for %(days)s that %(who)s tells of; %(rule)s.")
"""That somebody gives a number is said of a number that somebody gave alone."""
OWNS = mark("%(stands)s So the record of this desk on %(day)s.")
BESIDE = mark("The record of this desk on %(day)s does not have what the sentence says. It has this: %(stands)s")
OPEN = mark(
    "Whether the record of this desk on %(day)s has what the sentence says was not made out. It has this: %(stands)s"
)
NONE = mark("The record of this desk on %(day)s has no number of this. That is no zero.")
NOT_KEPT = mark("This desk counts no %(what)s; its record on %(day)s has no such number.")
OWN = frozenset({"as told", "rounded", "within", "less exact", "counted here"})


def quotation(answer: Answer, known: Known, *, day: dt.date, sees_all: bool) -> str:
    """Return a sentence that tells what the record has, as known on a day, and nothing that it has not.

    Whoever sees a part of the record alone is given none on what it does not have.
    """
    best, shown = answer.best, day_words(day)
    if not sees_all and answer.standing not in (*OWN, "open"):
        return ""
    if answer.standing in ("not kept", "other unit"):
        return say(NOT_KEPT, what=f"“{answer.asked.counted.words}”", day=shown)
    if best is None or answer.standing not in (*OWN, "open", "differs", "other number"):
        return say(NONE, day=shown) if answer.standing in ("not ours", "nobody says none") else ""
    held = best.held
    if held.uncovered:  # no sentence names days that its figures do not cover
        return ""
    stands = say(
        _template(held), who=wording.claimant_words(held, known),
        number=wording.number_words(held), what=wording.what_words(held, known), days=wording.days_words(held),
        rule=say(wording.RULES[held.rule][0]),
    )  # fmt: skip
    if answer.standing in OWN:
        return say(OWNS, day=shown, stands=stands)
    return say(OPEN if answer.standing == "open" else BESIDE, day=shown, stands=stands)


def _template(held: HeldFigure) -> str:
    """Return how a number is told: as given, as figures come to it, or as this desk counts it."""
    if held.rule in COUNTED_BY_DESK:
        return COUNTED
    if held.rule == "added up":
        return SUMMED
    return STANDS if held.interval else NO_DAYS
