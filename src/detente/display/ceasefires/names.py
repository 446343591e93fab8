"""Whom and what a page of a ceasefire names: parties and monitors in the same words, classes, days, numbers."""

from collections.abc import Iterable, Sequence

from detente.display.language import mark, say
from detente.display.prose import day_words
from detente.display.witness import named_claimant
from detente.registry.ceasefires.board import UNCLASSED
from detente.registry.ceasefires.definition import Ceasefire
from detente.registry.ceasefires.verification.subject import Subject
from detente.registry.ceasefires.verification.verified import DESK
from detente.registry.ceasefires.violation import Violation
from detente.registry.count import Count
from detente.registry.interval import Interval

__all__ = [
    "HARM_NAMES", "ORDERS", "Names", "all_days", "by_whom", "claimant_of", "days_iso", "days_prose", "joined",
    "names_of", "number_words",
    "row_title", "thing_words", "who_says",
]  # fmt: skip

Names = dict[str, str]
"""What parties and monitors are called, by their ids."""
MOST_DAYS = 3
"""Stretches of days that a line names."""
ORDERS = {
    "alternating": mark("The party on the left changes each day; the first day shown decides."),
    "as written": mark("The party that the ceasefire’s file names first stands left."),
    "turned": mark("The party that the ceasefire’s file names last stands left."),
}
HARM_NAMES = {
    "killed": mark("killed"),
    "wounded": mark("wounded"),
    "captured": mark("captured"),
    "missing": mark("missing"),
    "displaced": mark("displaced"),
}


def names_of(ceasefire: Ceasefire) -> Names:
    """Return what parties, monitors and the desk are called."""
    parties = {one.id: one.name for one in ceasefire.parties}
    return parties | {one.id: one.name for one in ceasefire.monitors} | {DESK: say("the desk")}


def claimant_of(one: Violation | Subject, names: Names) -> str:
    """Return who says something."""
    name = one.claimant or one.claimant_name
    return names.get(name, named_claimant(name))


def who_says(one: Violation, names: Names) -> str:
    """Return who says something, and through whom it has come."""
    who = claimant_of(one, names)
    return say("%(who)s, through %(via)s", who=who, via=", ".join(one.via)) if one.via else who


def by_whom(alleged: str | None, names: Names) -> str:
    """Return who is said to have done something."""
    return say("by %(who)s", who=names.get(alleged, alleged)) if alleged else say("not reported who did it")


def row_title(ceasefire: Ceasefire, row: str) -> str:
    """Return what a row of the board is called."""
    if row == UNCLASSED:
        return say("violations, class not reported")
    if row in HARM_NAMES:
        return say(HARM_NAMES[row])
    return ceasefire.taxonomy[row].many if row in ceasefire.taxonomy else row


def thing_words(one: Violation | Subject, ceasefire: Ceasefire) -> str:
    """Return what something is said to have been: a class, or what came to people."""
    if one.harm is not None:
        return say(HARM_NAMES.get(one.harm, one.harm))
    if one.kind is None:
        return say("violation, class not reported")
    return ceasefire.taxonomy[one.kind].one if one.kind in ceasefire.taxonomy else one.kind


def days_iso(interval: Interval | None) -> str:
    """Return days as tables have them; blank where nobody tells them."""
    if interval is None:
        return ""
    first, last = interval.first.isoformat(), interval.last.isoformat()
    return first if first == last else say("%(first)s to %(last)s", first=first, last=last)


def days_prose(interval: Interval) -> str:
    """Return days as people write them."""
    first, last = day_words(interval.first), day_words(interval.last)
    return first if first == last else say("%(first)s to %(last)s", first=first, last=last)


def all_days(days: Iterable[Interval], *, most: int = MOST_DAYS) -> str:
    """Return stretches of days, the first few of them, and how many more there are."""
    ends = sorted({(one.first, one.last) for one in days})
    listed = "; ".join(days_iso(Interval(first=first, last=last)) for first, last in ends[:most])
    return listed if len(ends) <= most else say("%(days)s; and %(n)d more", days=listed, n=len(ends) - most)


def number_words(told: Count) -> str:
    """Return a number: a figure where it is exact, else the words that say it."""
    return f"{told.low:,}" if told.is_exact else f"“{told.words}”"


def joined(parts: Sequence[str]) -> str:
    """Return parts beside each other, those that say nothing left out."""
    return " · ".join(filter(None, parts))
