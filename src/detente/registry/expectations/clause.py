"""The clause in which something is told to come: where, by which day, by whose word, and what it is about."""

import re
from dataclasses import dataclass, replace

from detente.incidents.saying import claim_over
from detente.knowledge.named_by_day import names_by_day
from detente.registry.assertions.assertion import Claimant, Day
from detente.registry.assertions.naming import Named
from detente.registry.assertions.telling import UNNAMED, Json, Span, Telling
from detente.registry.expectations.words import pattern
from detente.registry.where import Locality

__all__ = ["ABOUT", "OWN", "PRONOUNS", "Clause", "clause_at", "coming"]

ABOUT = "about"
"""The role of the kept thing that it is about, by the words that name it: a format takes no part in its own meeting."""

BREAK = re.compile(
    r";|, (?:which|who|while|whereas|but|although)\b|,? and (?:will|is|are|announced|said|then|they|he|she|it)\b"
    r"|[.?!]\s+(?=[A-Z“\"])"
)
"""Where one clause ends and another begins; what stands on the other side is told of something else."""
JOINT = re.compile(r"[;,\s]*(?:(?:and|but)\s+)?")
AWAY = re.compile(r"\b(?:in|at)\s+(?:the\s+)?$")
SPOKEN = re.compile(r"\b(?:announc|said|says|told|stat|report|confirm)\w*(?: on)? $", re.IGNORECASE)
LED = re.compile(r"\b(?:by|before|until|till|within|in|on|from|than|later|by the) $", re.IGNORECASE)
BARE = re.compile(r"next|tomorrow|later|this|within|by|before|until|till|from|in|on", re.IGNORECASE)
ASIDE = re.compile(
    r"\b(?:since|after|following|ahead of|prior to|stalled|discuss\w*|originally)\b(?=\s+\w+\s+\w)", re.IGNORECASE
)
"""What comes behind these words is told of something else: "talks, stalled since a summit in Kessing in February"."""
KNOWN = re.compile(
    r"\b(?:the|this|that|its|their|next|\w+(?:st|nd|rd|th))\s+(?:\w+\s+){0,2}?(?:round|meeting|format|platform)\b(?!\s+of\b)",
    re.IGNORECASE,
)
"""A meeting that has been spoken of; "a meeting" is another one."""
OWN = re.compile(r",? which (?:is|are)\b", re.IGNORECASE)
PRONOUNS = frozenset({"we", "i", "he", "she", "they", "it", "us"})
BACK = 3
"""Sentences before that may name the platform of "the next round"."""


@dataclass(frozen=True, kw_only=True)
class Clause:
    """The words `span` in which `at` says that something is to come, in its sentence.

    `towards` is whether it leads to a place, as a visit does.
    """

    telling: Telling
    span: Span
    at: Span
    sentence: Span
    towards: bool = False

    @property
    def bare(self) -> Span:
        """Where the clause stands without the comma or the word that joins it to another."""
        joint = JOINT.match(self.telling.text, *self.span)
        return (joint.end() if joint else self.span[0], self.span[1])

    @property
    def words(self) -> str:
        """The clause, with single spaces."""
        return self.telling.words(*self.span)

    @property
    def before(self) -> str:
        """What stands in the clause before the words that say that it is to come."""
        return self.telling.text[self.span[0] : self.at[0]]

    @property
    def after(self) -> str:
        """What stands in the clause after them."""
        return self.telling.text[self.at[1] : self.span[1]]

    def day(self) -> Day | None:
        """Return by when it is to be, None where nothing tells; a day that lies before the report is none."""
        told = self.telling.layer_in("dates", self.span)
        told = tuple(one for one in told if not self._is_aside(one) and not self._names_only(one))
        later = [one for one in told if one["start"] >= self.at[0]]
        later = later or [one for one in told if not SPOKEN.search(self.telling.text[self.span[0] : one["start"]])]
        found = next((day for one in later if (day := self._ahead(one)) is not None), None)
        return found or self._vague()

    def day_led(self) -> Day | None:
        """Return the day as `day` does, where a word leads to it ("by", "in"): a promise names other days too."""
        day = self.day()
        if day is None or day.words is None:
            return day
        at = self.telling.text.find(day.words, self.at[0], self.span[1])
        return day if day.last is None or LED.search(self.telling.text[:at][-16:]) or BARE.match(day.words) else None

    def where(self) -> Locality | None:
        """Return the place "in" which it is to be, the first that is named after the words, then before them."""
        start, end = self.span
        if self.towards and (goal := self._goal()) is not None:
            return Locality(words=self.telling.text[goal["start"] : goal["end"]])
        told = [
            one
            for one in self._mentions((start, end))
            if one["kind"] in {"place", "state"} and one["text"][:1].isupper()
        ]
        told += self.telling.layer_in("places", self.span)
        for one in sorted(told, key=lambda one: (one["start"] < self.at[0], one["start"])):
            if not self._is_aside(one) and AWAY.search(self.telling.text[max(start, one["start"] - 12) : one["start"]]):
                return Locality(words=self.telling.text[one["start"] : one["end"]])
        return None

    def promiser(self) -> Json | None:
        """Return who is told to say what the words stand in, or to promise it by them; None for the outlet."""
        claim = self.claim() or claim_over(self.telling.reading, *self.at)
        return claim["source"] if claim else None

    def thing(self) -> Named | None:
        """Return what of the desk's it is about: named in the sentence, or shortly before it where it is a round."""
        here = self.telling.things_in(self.sentence)
        if here:
            return min(here, key=lambda one: abs(one.start - self.at[0]))
        if not KNOWN.search(self.words):
            return None
        starts = [start for start, _ in self.telling.sentences() if start <= self.sentence[0]]
        first = starts[max(0, len(starts) - 1 - BACK)] if starts else 0
        return next(iter(reversed(self.telling.things_in((first, self.sentence[0])))), None)

    def claimant(self) -> Claimant:
        """Return by whose word it is; what a clause of the outlet's own adds to somebody's word is the outlet's."""
        if OWN.search(self.telling.text[max(0, self.span[0] - 3) : self.at[1]]):
            return Claimant(name=self.telling.reading.get("publisher") or UNNAMED, is_publisher=True)
        made = self.telling.claimant(*self._said())
        if made.name.casefold() not in PRONOUNS:
            return made
        outer = self.telling.claimant(max(0, self._said()[0] - 1), self._said()[0])
        return outer if outer.name.casefold() not in PRONOUNS and not outer.is_publisher else made

    def _said(self) -> Span:
        """Return the words by which it is known whose word it is: what a cue ("promised") says is its content."""
        claim = self.claim()
        return (claim["content"]["start"], claim["content"]["end"]) if claim else self.at

    def claim(self) -> Json | None:
        """Return the claim that the words are the cue of."""
        for claim in self.telling.reading["claims"]:
            cue = claim.get("cue") or {"start": 0, "end": 0}
            if cue["start"] < self.at[1] and self.at[0] < cue["end"] and claim["content"]["start"] >= cue["end"]:
                return dict(claim)
        return None

    def _goal(self) -> Json | None:
        """Return the first place or state that is named after the words."""
        found = (*self.telling.layer_in("places", self.span), *self._mentions(self.span))
        later = [
            one for one in found if self.at[1] <= one["start"] and one.get("kind", "place") not in {"person", "group"}
        ]
        return min(later, key=lambda one: int(one["start"]), default=None)

    def _ahead(self, date: Json) -> Day | None:
        day = coming(self.telling.day_of(date))
        if day is None or day.last is None or (self.telling.published and day.last < self.telling.published):
            return None
        until = pattern("vague", "by").search(self.telling.text[max(self.span[0], date["start"] - 14) : date["start"]])
        if until or (date.get("from") is None):
            return Day(first=None, last=day.last, precision=day.precision, words=day.words, rule=day.rule)
        return day

    def _vague(self) -> Day | None:
        found = pattern("vague", "words").search(self.telling.text, *self.span)
        return Day(first=None, last=None, words=found[0], rule="no day is told") if found else None

    def _mentions(self, span: Span) -> tuple[Json, ...]:
        return self.telling.layer_in("mentions", span)

    def _names_only(self, date: Json) -> bool:
        """Say whether a day is only part of what an agreement is called ("under the truce of 5 May")."""
        if names_by_day(self.telling.text, date["start"], date["end"]):
            return True
        things = self.telling.things_in(self.sentence)
        return any(one.start <= date["start"] and date["end"] <= one.end for one in things)

    def _is_aside(self, one: Json) -> bool:
        """Say whether words behind those that say what is to come are told of something else."""
        found = ASIDE.search(self.telling.text, self.at[1], max(self.at[1], one["start"]))
        return found is not None


def coming(day: Day | None) -> Day | None:
    """Return a day of what is to come: one told without its year is not the one that is past."""
    if day is None or day.first is None or day.last is None or not (day.rule or "").startswith("last past "):
        return day
    first, last = (f"{int(one[:4]) + 1}{one[4:]}" for one in (day.first, day.last))
    return day if "02-29" in first + last else replace(day, first=first, last=last, rule=f"next {day.words}")


def clause_at(telling: Telling, sentence: Span, at: Span) -> Clause:
    """Return the clause of a sentence that holds the words `at`."""
    start, end = sentence
    for found in BREAK.finditer(telling.text, *sentence):
        if found.end() <= at[0]:
            start = found.end() if found[0].startswith((".", "?", "!")) else found.start()
        elif found.start() >= at[1]:
            end = min(end, found.start())
    return Clause(telling=telling, span=(start, end), at=at, sentence=sentence)
