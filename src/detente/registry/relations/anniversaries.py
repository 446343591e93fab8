"""Anniversaries, as one report tells them: what is kept, of what, by whom, and the day that is recalled.

The day recalled is the one that is told; else so many years before the day on which it is kept, where the reading knows
that day. That it is kept on the very day is a rule, and said to be; else only how many years it is stays.
"""

import datetime as dt
import re
from collections.abc import Iterator

from detente.registry.assertions.assertion import Assertion, Day
from detente.registry.assertions.telling import Json, Span, Telling
from detente.registry.relations.words import actor_parts, words

__all__ = ["ANNIVERSARY", "anniversaries_in"]

ANNIVERSARY = "anniversary"
OF = re.compile(
    r"\b(?:(?P<n>\d{1,3})(?:st|nd|rd|th)|(?P<word>[A-Za-z]+(?:-[a-z]+)?))?\s+(?:years?\s+)?anniversary\s+(?:of|since)\s+",
    re.IGNORECASE,
)
AFTER = re.compile(r"\b(?:(?P<n>\d{1,3})|(?P<word>[A-Za-z]+(?:-[a-z]+)?))\s+years\s+(?:after|since)\s+", re.IGNORECASE)
KEEPING = re.compile(
    r"\b(?:mark|celebrat|commemorat|observ|honou?r|remember|toast|wreath|ceremon|meet|met|gather|greet)\w*\W+"
    r"(?:[\w-]+\W+){0,3}?$",
    re.IGNORECASE,
)
"""Words before an anniversary that make those who are named before them its keepers."""
SET_IN = re.compile(
    r"\b(?:in|of|on|at|from|near|to)\s+(?:the\s+)?(?:[\w.'\u2019-]+(?:\s[A-Z][\w.'\u2019-]+)*(?:,|,?\s+and)\s+(?:the\s+)?)*$"
)
"""Words before a name that make it a place or an owner, and nobody who keeps anything."""
THEIRS = re.compile(r"\b(?:our|my|we|us|its|their|his|her)\b", re.IGNORECASE)
"""Words that make what is recalled the speaker's too."""
AWAY = re.compile(
    r"\b(?:boycott|refus|declin|skip|snub|shun|cancel|stay(?:s|ed|ing)? away|without|(?:not|n['\u2019]t|never) \w+)",
    re.IGNORECASE,
)
"""Words of staying away: who is named with them keeps nothing."""
SOON = dt.timedelta(days=366)
"""How far from its report a day may lie on which something is kept; one further off is that of what is recalled."""
ENDS = re.compile(
    r"[,;:!?)\u201d\"]|(?<![A-Z])\.|\b(?:on|in)\s+(?=[A-Z\d])|\bthis\b|\bwith\s+(?:a|an)\b"
    r"|\b(?:by|due to|despite|alongside|amid|when|as|after|while)\s"
    r"|\b(?:approach|near|loom|draw|fall|fell|pass|went|was|were|is|are|will|has|had)(?:s|es|ed|ing)?\b"
)
"""Where the words end that say what is recalled."""
PARTIES = 2
MOST_YEARS = 1_000


def anniversaries_in(telling: Telling) -> Iterator[Assertion]:
    """Yield the anniversaries of what two actors or more did or had, in the order of the text."""
    for pattern, is_kept in ((OF, True), (AFTER, False)):
        for found in pattern.finditer(telling.text):
            years = _years(found)
            sentence = telling.sentence_at(found.start())
            of = (found.end(), _end(telling, found.end(), sentence[1]))
            parts = actor_parts(telling, "of", _named(telling, found.start(), of, is_kept=is_kept))
            if len(parts) >= PARTIES and " " in telling.words(*of) and (is_kept or years):
                kept = _kept_on(telling, sentence, (found.start(), of[1]), years) if is_kept else None
                yield telling.assertion(
                    "relation", ANNIVERSARY, named=of, at=(found.start(), of[1]), parts=parts, standing="background",
                    day=_recalled(telling, of, years, kept), value=f"{years} years before" if years else None,
                    note=_note(telling, kept),
                )  # fmt: skip


def _named(telling: Telling, start: int, of: Span, *, is_kept: bool) -> tuple[Json, ...]:
    """Return who is named in what is recalled; of what is kept, who is named before it in the sentence, or says so."""
    recalled = telling.layer_in("mentions", of)
    if not is_kept:
        return recalled
    first = telling.sentence_at(start)[0]
    said = telling.text[first:start]
    is_theirs = KEEPING.search(said) is not None and AWAY.search(said) is None
    named = telling.layer_in("mentions", (first, start)) if is_theirs else ()
    before = [one for one in named if SET_IN.search(telling.text[first : one["start"]]) is None]
    speaking = _speakers(telling, start) if THEIRS.search(telling.text, start, of[1]) else ()
    return (*before, *recalled, *speaking)


def _speakers(telling: Telling, at: int) -> Iterator[Json]:
    """Yield who says the words there: "our relations" are the speaker's too."""
    for claim in telling.reading["claims"]:
        if claim["source"] and claim["content"]["start"] <= at < claim["content"]["end"]:
            yield claim["source"]


def _years(found: re.Match[str]) -> int | None:
    number = int(found["n"]) if found["n"] else words().numbers.get((found["word"] or "").casefold())
    return number if number and 0 < number < MOST_YEARS else None


def _end(telling: Telling, start: int, last: int) -> int:
    found = ENDS.search(telling.text, start, last)
    end = found.start() if found else last
    return start + len(telling.text[start:end].rstrip())


def _kept_on(telling: Telling, sentence: Span, words: Span, years: int | None) -> Json | None:
    """Return the day on which it is kept: a date of the sentence, near its report, and no part of what is recalled."""
    dates = [
        one for one in telling.layer_in("dates", sentence)
        if not words[0] <= one["start"] < words[1] and one["precision"] in {"day", None}
        and not _is_far(telling, one, words[0], years)
    ]  # fmt: skip
    return min(dates, key=lambda one: abs(one["start"] - words[1]), default=None)


def _is_far(telling: Telling, date: Json, at: int, years: int | None) -> bool:
    """Say whether a day that is told lies far from its report, or nobody knows how far.

    Of a report without a day, a date before the anniversary's own words is that on which it is kept, and so is one from
    which as many years had not gone by when the record got to know the report.
    """
    if date["from"] is None:
        return False
    told = dt.date.fromisoformat(date["from"][:10])
    if telling.published is not None:
        return abs(told - dt.date.fromisoformat(telling.published[:10])) > SOON
    if date["start"] < at:
        return False
    if telling.known_at is None or years is None:
        return True
    return told.year + years <= dt.date.fromisoformat(telling.known_at[:10]).year + 1


def _recalled(telling: Telling, of: Span, years: int | None, kept: Json | None) -> Day | None:
    """Return the day recalled as it is told, within what is recalled or right after; else by the day it is kept on."""
    told = [
        one for one in telling.layer_in("dates", (of[0], telling.sentence_at(of[0])[1]))
        if one["from"] and (one["start"] < of[1] or (telling.published and _is_far(telling, one, of[0], years)))
    ]  # fmt: skip
    if told:
        return telling.day_of(told[0])
    if years is None or kept is None or kept["from"] is None or kept["from"] != kept["to"]:
        return None
    on = dt.date.fromisoformat(kept["from"][:10])
    if on.year <= years or (on.month, on.day) == (2, 29):
        return None
    day = on.replace(year=on.year - years).isoformat()
    rule = f"{years} years before {on.isoformat()}, if it is kept on the day itself"
    return Day(first=day, last=day, precision="day", words=telling.words(kept["start"], kept["end"]), rule=rule)


def _note(telling: Telling, kept: Json | None) -> str | None:
    if kept is None:
        return None
    day = kept["from"] if kept["from"] and kept["from"] == kept["to"] else "a day that the report does not give"
    return f"kept on {day} (\u201c{telling.words(kept['start'], kept['end'])}\u201d)"
