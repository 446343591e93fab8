"""Of which day a verb tells: the date of its sentence that stands nearest to it, and to no other verb."""

import re
from collections.abc import Sequence

from detente.registry.assertions.assertion import Day
from detente.registry.assertions.telling import Json, Span, Telling

__all__ = ["day_of_verb"]

SAID = re.compile(
    r"\b(?:said|told|announced|reported|stated|added|wrote|declared|saying)\b[^,;.]{0,24}$", re.IGNORECASE
)
COUNTED = re.compile(
    r"\b(?:until|till|after|before|by|since|from|through|expires?|ahead of|of|for(?: early| late)?)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
"""What stands before a date that another time is counted from or lasts to."""
OTHER_CLAUSE = re.compile(
    r"\b(?:after|before|which|that|when|while|following|ahead|(?!signing|during|morning|evening)[a-z]+ing)\b"
)
"""What begins another clause between a verb and a date."""
OF_ANOTHER = re.compile(r"\b(?:concluded|adopted|reached|drafted|agreed|made|dated)\s+(?:(?:in|on)\s+)?(?:the\s+)?$")
"""What stands before a date that is of another deed than the verb behind it."""
BEFORE, FAR_BEHIND = 40, 60
"""Characters before a verb, and behind it, in which a date is its own."""
SINCE = re.compile(r"\b(?:since|from)\b", re.IGNORECASE)
OF_DAY = re.compile(r"\b(?:on|in|as of|dated)\s+(?:the\s+)?$", re.IGNORECASE)


def day_of_verb(
    telling: Telling, sentence: Span, verb: Span, verbs: Sequence[Span], *, may_be_open: bool = False
) -> Day | None:
    """Return the day of a verb; of what holds since a day (`may_be_open`) that day, open at its end."""
    near = [
        (_distance(date, verb), date)
        for date in telling.layer_in("dates", sentence)
        if _is_its(telling, date, verb, verbs)
    ]
    near = [(far, date) for far, date in near if _may_be(telling, date, may_be_open=may_be_open)]
    near = [
        (far, date)
        for far, date in near
        if date["start"] >= verb[1] or far <= BEFORE or date["start"] - sentence[0] <= BEFORE
    ]
    if near:
        return telling.day_of(min(near, key=lambda item: item[0])[1])
    return _unresolved(telling, sentence, verb)


def _unresolved(telling: Telling, sentence: Span, verb: Span) -> Day | None:
    """Return a day of which only the words are known: "last year" in a report without a day of its own."""
    for date in telling.layer_in("dates", (verb[1], sentence[1])):
        if date["from"] is None and date["to"] is None and date["start"] - verb[1] <= FAR_BEHIND:
            return telling.day_of(date)
    return None


def _distance(date: Json, verb: Span) -> int:
    """Return how far a date stands from a verb; one before it counts as farther off."""
    behind = date["start"] - verb[1]
    return int(behind if behind >= 0 else 10 + verb[0] - date["end"])


def _is_its(telling: Telling, date: Json, verb: Span, verbs: Sequence[Span]) -> bool:
    """Say whether no other verb stands nearer to a date, and nobody says something on it."""
    if date["end"] <= verb[0] and OF_ANOTHER.search(telling.text, max(0, date["start"] - 40), date["start"]):
        return False  # "the agreement, concluded in 2000, enters into force"
    if date["end"] <= verb[0] and re.search(r",\s*(?:which|that|who)\b", telling.text[date["end"] : verb[0]]):
        return False  # "the signing last year, which was ratified": the day is of what stands before
    if any(_distance(date, other) < _distance(date, verb) for other in verbs if not verb[0] <= other[0] < verb[1]):
        return False
    if date["start"] >= verb[1] and OTHER_CLAUSE.search(telling.text, verb[1], date["start"]):
        return False  # "signed an agreement clearing the way for elections in April"
    before = telling.text[max(0, date["start"] - 60) : date["start"]]
    said = SAID.search(before)
    return (
        said is None
        or "announced" in telling.text[verb[0] : verb[1]].lower()
        or verb[1] > date["start"] - len(before) + said.start()
    )


def _may_be(telling: Telling, date: Json, *, may_be_open: bool) -> bool:
    if date["from"] is None or (date["to"] is None and not may_be_open):
        return False
    if may_be_open and SINCE.match(date["text"]):
        return True
    if date["precision"] == "range" or SINCE.match(date["text"]):
        return False
    before = telling.text[max(0, date["start"] - 20) : date["start"]]
    if date["precision"] == "year" and re.search(r"\b(?:the|a|an|its|their)\s$", before):
        return False  # "the 2005 reconciliation"
    return COUNTED.search(telling.text[max(0, date["start"] - 20) : date["start"]]) is None
