"""Words of the review pages: what verdicts are called, and what the record refuses, in the desk's own words."""

import re
from collections.abc import Mapping

from detente.core.errors import DetenteError
from detente.display.language import mark, say
from detente.review.records import Review

__all__ = ["COUNTING", "DONE", "FIELD_HELP", "SLIP", "VERDICTS", "in_words", "kind_told", "said_told"]

COUNTING = mark(
    "the most pressing first: how doubtful the reading is (the machine is unsure, the text is "
    "damaged, place or day are unclear), times how much depends on it (what was done, whether "
    "it happened, people hurt, how many reports have it)"
)
VERDICTS: Mapping[str, str] = {
    "accept": mark("accepted"),
    "correct": mark("corrected"),
    "reject": mark("rejected"),
    "doubt": mark("doubted"),
    "add": mark("added"),
}
DONE: Mapping[str, str] = {
    "accept": mark("Accepted: %(words)s"),
    "correct": mark("Corrected: %(words)s"),
    "reject": mark("Rejected: %(words)s"),
    "doubt": mark("Doubted: %(words)s"),
}
SLIP = "a slip, taken back at once"
"""The reason that is kept where a coder takes back what was said a moment ago and gives no other."""
FIELD_HELP: Mapping[str, str] = {
    "type": mark("What was done: one of sixteen kinds."),
    "mode": mark("In which way it was done; each kind has its own."),
    "contexts": mark("What it is about; as many as the words name."),
    "status": mark("Whether it happened, goes on, is planned, alleged, denied."),
    "trigger": mark("The words for what was done, as the text has them."),
    "actors": mark("Who did it: words of the text, one to a line. Empty where the text does not say."),
    "recipients": mark("To whom: words of the text, one to a line. Empty where the text does not say."),
    "place": mark("Where: words of the text. Empty where the text does not say."),
    "date": mark("When: the first and the last day, and the words that name them."),
    "claim": mark("Who says it: the claim that the event is part of."),
    "source": mark("Who says it: words of the text. Empty where nobody is named."),
    "via": mark("Who passes it on: words of the text, one to a line."),
    "cue": mark("The verb by which it is said, as the text has it (“said”, “denied”)."),
    "content": mark("What is said: first words ... last words."),
    "mood": mark("Said, promised, denied."),
    "trend": mark("Whether something is said to rise, fall or stay."),
}
ORDERS = re.compile(r"(?:[:;,]\s+|\s+\()[^:;]*(?:--\w|\bdetente \w)[^:;]*(?:\)|(?=[:;])|$)|\s*--field \S+=\S*")
"""What the record's messages say to somebody at a terminal: clauses with a command or an option in them."""
TERMINAL = re.compile(r"--\w|\bdetente [a-z]")


def kind_told(kind: str) -> str:
    """Return what an item is, at the beginning of a line."""
    return say("Event") if kind == "event" else say("Claim")


def said_told(review: Review) -> str:
    """Say who gave which verdict."""
    told = say(VERDICTS[review.verdict])
    if review.settles:
        return say("%(who)s settled it: %(verdict)s", who=review.coder, verdict=told)
    return say("%(who)s: %(verdict)s", who=review.coder, verdict=told)


def in_words(error: DetenteError) -> str:
    """Return what the record refuses, without what it says to somebody at a terminal."""
    told = str(error)
    while TERMINAL.search(told) and (shorter := ORDERS.sub("", told)) != told:
        told = shorter
    if TERMINAL.search(told):
        return say("That cannot be kept as it is.")
    return told[:1].upper() + told[1:].rstrip(" .;:,") + "."
