"""Answers in words: how the record stands to a number, never whether a sentence is true."""

from detente.desk.pages.check.gathered import Known
from detente.display.ceasefires.names import days_prose, row_title
from detente.display.language import mark, say
from detente.display.prose import clip
from detente.registry.numbers.comparing import WHOLE, Compared
from detente.registry.numbers.held import HeldFigure
from detente.registry.numbers.matching import Answer

__all__ = [
    "NOWHERE",
    "RULES",
    "answer_words",
    "claimant_words",
    "days_blank",
    "days_words",
    "difference_words",
    "how_words",
    "line_words",
    "number_words",
    "told_words",
    "what_words",
]  # fmt: skip

STANDINGS = {
    "as told": mark("%(who)s: this number stands here."),
    "rounded": mark("%(who)s: a number that rounds to this stands here."),
    "within": mark("%(who)s: a number within these bounds stands here."),
    "less exact": mark("%(who)s: the number stands here, less exactly."),
    "open": mark("Made out in part: a number like this is here, and whether it is of the same is open."),
    "differs": mark("Not the same: here such a number is %(differences)s."),
    "added up": mark(
        "No one claimant says this number. Added up, different claimants’ numbers come to it; here they are never "
        "added up."
    ),
    "other number": mark("Not this number: of the same, here it is another."),
    "counted here": mark("%(who)s gives no such number here. This desk counts so many that it tells of."),
    "in part": mark("Made out in part: the figures that are here cover a part of these days, and are not added up."),
    "open days": mark("Made out in part: when these days begin or end is open. What stands here of them is below."),
    "nobody says none": mark("Nobody says here that there was none. A blank is no zero."),
    "no number": mark("This is a word without a number. What stands here of the same is below."),
    "percentage": mark("The record counts things, and holds no such percentage."),
    "not kept": mark("Not ours: what is counted, %(what)s, is nothing this desk keeps."),
    "other unit": mark("Not the same: what is counted, %(what)s, is not what this desk counts."),
    "not made out": mark("Not made out: what this number counts."),
    "not ours": mark("Not ours: nothing in the record says this."),
}  # fmt: skip
NOWHERE = frozenset({"not ours", "not kept", "other unit"})
IN_REPORT = mark("In no count here. The number stands in a report, in these words.")
"""What stands where nothing that is counted has a number, and a report has it."""
OF_SAME = mark("Not this number: of the same, %(who)s says %(number)s.")
"""What stands where the one who is named gives a figure for the same days."""
RELEASED = {
    "not ours": mark("Nothing that is released to you says this. The record may hold more."),
    "nobody says none": mark("Nothing that is released to you says that there was none. A blank is no zero."),
}  # fmt: skip
"""What stands instead for whoever sees a part of the record alone: of the rest nothing is said."""
TOLD_BY = frozenset({"as told", "rounded", "within", "less exact", "open", "differs", "other number", "counted here"})
"""Standings that are told with the number of the record that is nearest."""
RULES = {
    "published": (mark("a figure as its body published it"), "figures-once"),
    "added up": (mark("figures of one body for days within these that do not overlap, added up"), "board"),
    "happenings told": (mark("counted at this desk from reports, each incident once"), "board"),
    "happenings observed": (mark("counted at this desk from what observers saw, each incident once"), "board"),
    "told of a happening": (mark("given for one incident, and added to nothing"), "board"),
    "none told": (mark("reported that there was none"), "board"),
    "mines": (mark("a figure of a body for a period"), "mines"),
    "running total": (mark("a running total since the first day"), "mines"),
    "claimed": (mark("as one claimant gives it, and added to nothing"), "numbers"),
    "attended": (mark("those who came, according to one claimant"), "attendance"),
    "reports": (mark("reports kept here; copies are one voice"), "voices"),
    "told": (mark("given in a report; part of no count of ours"), "numbers"),
}
"""Rules in words, each with the page on method that has it whole."""
NUMBER = {
    "same": mark("same number"), "rounded": mark("rounds to it"), "within": mark("within its bounds"),
    "less exact": mark("less exact"), "other": mark("another number"),
}  # fmt: skip
WHAT = {"part": mark("one kind of it only"), "other": mark("of something else, or by another unit")}
DAYS = {
    "same": mark("same days"), "in part": mark("a part of these days"),
    "part": mark("other days that overlap"), "other": mark("other days"),
    "not told": mark("days not reported"), "unnamed": mark("the sentence names no days"),
}  # fmt: skip
WHO = {"same": mark("same claimant"), "other": mark("another claimant")}
DONE = {"same": mark("same doer"), "other": mark("another doer"), "not told": mark("doer not reported")}
PLACE = {
    "same": mark("same place"), "part": mark("one place only"), "other": mark("another place"),
    "not told": mark("place not reported"),
}  # fmt: skip
DIFFERENCES = {
    ("what", "part"): mark("of one kind only"), ("what", "other"): mark("of something else"),
    ("days", "in part"): mark("of a part of these days"),
    ("days", "part"): mark("of other days that overlap"), ("days", "other"): mark("of other days"),
    ("days", "not told"): mark("of days not reported"), ("who", "other"): mark("by somebody else’s count"),
    ("done", "other"): mark("said to be done by others"), ("done", "not told"): mark("not reported as done by them"),
    ("place", "part"): mark("of one place only"), ("place", "other"): mark("of another place"),
    ("place", "not told"): mark("not reported of that place"),
}  # fmt: skip
RECORD = {"reports": mark("reports"), "voices": mark("voices")}


def told_words(answer: Answer) -> str:
    """Return what is said of a number that this desk counts nowhere, and that stands in a report."""
    told = IN_REPORT if answer.standing == "not ours" else STANDINGS[answer.standing]
    return say(told, what=f"“{answer.asked.counted.words}”")


def answer_words(answer: Answer, known: Known, *, sees_all: bool) -> str:
    """Return how the record stands to a number, who says it first."""
    told = STANDINGS[answer.standing] if sees_all else RELEASED.get(answer.standing, STANDINGS[answer.standing])
    if _gives_another(answer):
        told = OF_SAME
    own = answer.standing in ("as told", "rounded", "within", "less exact") and answer.best
    who = say(", ").join(known.shown.get(one, one) for one in answer.told_by if one) if own else ""
    who = who or (claimant_words(answer.best.held, known) if answer.best else "")
    number = number_words(answer.best.held) if answer.best else ""
    what = f"“{answer.asked.counted.words}”"
    return say(told, who=who, number=number, what=what, differences=difference_words(answer))


def _gives_another(answer: Answer) -> bool:
    """Say whether the one whom the sentence names gives another figure for the days of it."""
    best = answer.best
    is_own = best is not None and best.who == "same" and best.days == "same" and best.held.rule in WHOLE
    return answer.standing == "other number" and is_own


def difference_words(answer: Answer) -> str:
    """Return in what the nearest number of the record is of something else."""
    best = answer.best
    if best is None:
        return ""
    return say(", ").join(say(DIFFERENCES[name, getattr(best, name)]) for name in answer.differences)


def line_words(answer: Answer, known: Known) -> str:
    """Return in a line the number of the record that an answer is told by; nothing where there is none."""
    return _line(answer.best.held, known) if answer.best and answer.standing in TOLD_BY else ""


def _line(held: HeldFigure, known: Known) -> str:
    """Return a number of the record in a line: who says it, how many, of what, for which days, by which rule."""
    return say(
        "%(who)s: %(number)s, %(what)s, %(days)s; %(rule)s.", who=claimant_words(held, known),
        number=number_words(held), what=what_words(held, known), days=days_words(held), rule=say(RULES[held.rule][0]),
    )  # fmt: skip


def days_words(held: HeldFigure) -> str:
    """Return of which days a number is."""
    return days_prose(held.interval) if held.interval else days_blank(held)


def days_blank(held: HeldFigure) -> str:
    """Return what stands where a number has no days: what the desk counts is of now."""
    return say("now") if held.room == "record" else say("days not reported")


def claimant_words(held: HeldFigure, known: Known) -> str:
    """Return who says a number."""
    if not held.claimant:
        nobody = say("a report without a publisher") if held.room == "report" else say("nobody is named")
        return say("this desk") if held.room == "record" else nobody
    return known.shown.get(held.claimant, held.claimant)


def number_words(held: HeldFigure) -> str:
    """Return a number of the record: a figure where it is exact, else the words that say it."""
    if held.rule == "none told":
        return say("none")
    if held.uncovered:
        return clip(held.count.words, 60)
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
    parts = ((NUMBER, one.number), (WHAT, one.what), (DAYS, one.days), (WHO, one.who), (DONE, one.done),
             (PLACE, one.place))  # fmt: skip
    return "; ".join(say(words[how]) for words, how in parts if how in words)
