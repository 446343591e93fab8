"""Answers in words: how the record stands to a number, never whether a sentence is true."""

from detente.desk.language import mark, say
from detente.desk.pages.ceasefires.names import days_prose, row_title
from detente.desk.pages.check.gathered import Known
from detente.registry.numbers.held import HeldFigure
from detente.registry.numbers.matching import Answer, Compared

__all__ = ["RULES", "answer_words", "claimant_words", "days_blank", "how_words", "number_words", "what_words"]

STANDINGS = {
    "as told": mark("This number stands here."),
    "other claimant": mark("This number stands here for these days, by somebody else."),
    "other days": mark("This number stands here for other days."),
    "days not told": mark("This number stands here; not reported for which days."),
    "elsewhere": mark("This number stands here, by somebody else and not for these days."),
    "number only": mark("This number stands here; whether of the same was not made out."),
    "added up": mark(
        "No one claimant says this number. Added up, different claimants’ numbers come to it; here they are never "
        "added up."
    ),
    "other number": mark("Here it is another number."),
    "no number": mark("This is a word without a number. What stands here of the same is below."),
    "percentage": mark("The record counts things, and holds no such percentage."),
    "not ours": mark("Not ours: nothing in the record says this."),
}  # fmt: skip
RULES = {
    "published": (mark("a figure as its body published it"), "figures-once"),
    "added up": (mark("figures of one body for days within these that do not overlap, added up"), "board"),
    "happenings told": (mark("incidents that reports have, each counted once"), "board"),
    "happenings observed": (mark("incidents that observers saw, each counted once"), "board"),
    "told of a happening": (mark("given for one incident, and added to nothing"), "board"),
    "mines": (mark("a figure of a body for a period"), "mines"),
    "running total": (mark("a running total since the first day"), "mines"),
    "claimed": (mark("as one claimant gives it, and added to nothing"), "numbers"),
    "attended": (mark("those who came, according to one claimant"), "attendance"),
    "reports": (mark("reports kept here; copies are one voice"), "voices"),
    "told": (mark("given in a report; part of no count of ours"), "numbers"),
}
"""Rules in words, each with the page on method that has it whole."""
NUMBER = {"same": mark("same number"), "may be": mark("may be the same number"), "other": mark("another number")}
DAYS = {
    "same": mark("same days"), "part": mark("other days that overlap"), "other": mark("other days"),
    "not told": mark("days not reported"),
}  # fmt: skip
WHO = {"same": mark("same claimant"), "other": mark("another claimant")}
RECORD = {"reports": mark("reports"), "voices": mark("voices")}


def answer_words(answer: Answer, known: Known) -> tuple[str, str]:
    """Return how the record stands to a number, and in a line what it has instead."""
    told = say(STANDINGS[answer.standing])
    if not answer.compared or answer.standing in ("no number", "not ours", "percentage", "added up", "number only"):
        return told, ""
    same = (one for one in answer.compared if one.number == "same")
    return told, _line(next(same, answer.compared[0]).held, known)


def _line(held: HeldFigure, known: Known) -> str:
    """Return a number of the record in a line: who says it, how many, of what, for which days, by which rule."""
    days = days_prose(held.interval) if held.interval else days_blank(held)
    return say(
        "%(who)s: %(number)s, %(what)s, %(days)s; %(rule)s.", who=claimant_words(held, known),
        number=number_words(held), what=what_words(held, known), days=days, rule=say(RULES[held.rule][0]),
    )  # fmt: skip


def days_blank(held: HeldFigure) -> str:
    """Return what stands where a number has no days: what the desk counts is of now."""
    return say("now") if held.room == "record" else say("days not reported")


def claimant_words(held: HeldFigure, known: Known) -> str:
    """Return who says a number."""
    if not held.claimant:
        return say("this desk") if held.room == "record" else say("nobody is named")
    return known.shown.get(held.claimant, held.claimant)


def number_words(held: HeldFigure) -> str:
    """Return a number of the record: a figure where it is exact, else the words that say it."""
    if held.rule == "added up" and held.count.is_exact:
        return f"{held.count.low:,}"
    if held.count.is_exact and held.unit in (None, "m2") and held.count.words.isdigit():
        return f"{held.count.low:,}"
    return held.count.words


def what_words(held: HeldFigure, known: Known) -> str:
    """Return what a number of the record is of, and whom it blames where it blames somebody."""
    ceasefire = next((one for one in known.ceasefires if one.id == held.of), None)
    if ceasefire is None:
        return say(RECORD.get(held.what, held.what))
    told = row_title(ceasefire, held.what or "unclassed")
    whom = known.shown.get(held.alleged or "", held.alleged)
    return say("%(what)s, said to be by %(who)s", what=told, who=whom) if whom else told


def how_words(one: Compared) -> str:
    """Return what is the same and what is not, beside the sentence."""
    told = [say(NUMBER[one.number])]
    told += [say(DAYS[one.days])] if one.days in DAYS else []
    told += [say(WHO[one.who])] if one.who in WHO else []
    return "; ".join(told)
