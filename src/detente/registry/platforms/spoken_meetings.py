"""Which meeting a part of a sentence speaks of: of which platform, which round, where and on which day."""

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from detente.registry.assertions.assertion import Day
from detente.registry.assertions.clauses import Clause, place_in
from detente.registry.assertions.telling import Span, Telling
from detente.registry.platforms.spoken import PlatformWords, Spoken
from detente.registry.platforms.words import round_of, round_words

__all__ = ["SpokenMeeting", "meeting_in", "with_more"]

Json = Mapping[str, Any]
NOUN = re.compile(
    r"\b(?:meetings?|rounds?(?: of (?:talks|consultations|negotiations))?|sessions?|summits?|gatherings?"
    r"|consultations"
    r"|conferences?|talks|discussions)\b",
    re.IGNORECASE,
)
FIRST_TIME = re.compile(r"\bfor the (?P<round>\w+) time\b", re.IGNORECASE)
MET = re.compile(
    r"\b(?:met|meets|convened|convenes|gathered|will meet|(?:is|are) (?:to|due to|expected to|scheduled to) meet)\b",
    re.IGNORECASE,
)
NEVER_MET = re.compile(r"\b(?:not|never|n't)(?: \w+){0,2} $", re.IGNORECASE)
OF = re.compile(r"\s+(?:of|in|within|under)\s+(?:the\s+)?(?:(?:framework|format)\s+of\s+(?:the\s+)?)?", re.IGNORECASE)
OF_OTHERS = re.compile(r"\s+(?:of|between|with|among|on)\s", re.IGNORECASE)
BEHIND_NAME = re.compile(
    r"(?:'s|’s)?(?:\s+(?!brokered|backed|sponsored|mediated|led\b|chartered)[a-z][\w-]*){0,3}\s+(?:[\w-]+\s+)?"
)
"""What may stand between a platform's name and its meeting: "3+3 format's first ministerial meeting"."""
ITSELF = re.compile(
    r"(?P<who>It|The (?:platform|format|forum|group|initiative|mechanism|process))(?: \w+ly| has| had)*"
)
SAYING = re.compile(r"\b(?:said|announced|confirmed|told \w+)(?: \w+ly)?(?: on)? ?$", re.IGNORECASE)
SINCE_LONG = re.compile(
    r"\bsince\s+(?:\w+\s+)?\d{4}\b|\bof\s+(?:the|this) (?:year|month|decade|century)\b"
    r"|\b(?:in|for)\s+(?:(?:more than|over|almost|nearly|about)\s+)?(?:an?|\w+)\s+"
    r"(?:years|months|decades?|weeks|century|generation)\b",
    re.IGNORECASE,
)
"""Behind a meeting that is the first of a time and not of all: "the first summit in a decade"."""
OWN_WORDS = re.compile(r"(?:\b(?:the|a|an|this|its|their|next|last)\s+)(?:[\w+'’.-]+\s+){0,6}$", re.IGNORECASE)
"""What stands before a meeting's noun and is of it: "the 12 June ", "the fourth "."""
LEADING = re.compile(r"\s*(?:and\s+)?(?:(?:earlier|later)\s+)?(?:on|in|at)?\s*(?:the\s+)?", re.IGNORECASE)
NO_DAY = re.compile(r"(?:until|since|by|till)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class SpokenMeeting:
    """A meeting as words speak of it: `round` is "round 3" or "next round", None where none is told.

    `start` is where the words stand that speak of it.
    """

    platform: Spoken
    start: int
    round: str | None = None
    where: Json | None = None
    day: Day | None = None


def meeting_in(telling: Telling, platforms: PlatformWords, clause: Clause) -> SpokenMeeting | None:
    """Return the meeting that a part of a sentence names, None where it names none of a platform."""
    found = _named(platforms, clause) or _convened(platforms, clause)
    return with_more(telling, found, clause) if found else None


def with_more(telling: Telling, meeting: SpokenMeeting, clause: Clause) -> SpokenMeeting:
    """Return a meeting with the place and the day that a part of a sentence has for it, where it has none yet."""
    span = _own_span(meeting, clause)
    where = meeting.where or place_in(telling, span) or _leading_place(telling, clause)
    return replace(meeting, where=where, day=meeting.day or _day(telling, span) or _leading_day(telling, clause))


def _own_span(meeting: SpokenMeeting, clause: Clause) -> Span:
    """Return what a part of a sentence tells of a meeting: all of it, or what stands from its own words on.

    What stands before them is of somebody else's doing: "his visit to Velduria yesterday comes ahead of the summit".
    """
    if not clause.start <= meeting.start < clause.end:
        return clause.span
    own = clause.words[: meeting.start - clause.start]
    words = OWN_WORDS.search(own)
    named = min(meeting.start, meeting.platform.start)
    start = min(clause.start + words.start() if words else meeting.start, max(named, clause.start))
    return start, clause.end


def _leading_day(telling: Telling, clause: Clause) -> Day | None:
    """Return the day that a part of a sentence begins with: "On 4 June the Forum met"."""
    dates = telling.layer_in("dates", clause.span)
    is_first = bool(dates) and bool(LEADING.fullmatch(telling.text[clause.start : dates[0]["start"]]))
    return telling.day_of(dates[0]) if is_first and not NO_DAY.match(telling.text, dates[0]["start"]) else None


def _leading_place(telling: Telling, clause: Clause) -> Json | None:
    places = telling.layer_in("places", clause.span)
    is_first = bool(places) and bool(LEADING.fullmatch(telling.text[clause.start : places[0]["start"]]))
    return place_in(telling, (clause.start, places[0]["end"])) if is_first else None


def _named(platforms: PlatformWords, clause: Clause) -> SpokenMeeting | None:
    """Return a meeting by its noun: "the first 3+3 meeting", "the next round of the Harbour Forum"."""
    names = platforms.within(clause.span)
    for found in NOUN.finditer(clause.words):
        span = (clause.start + found.start(), clause.start + found.end())
        if any(one.start <= span[0] < one.end for one in names):
            continue
        platform = _owner(platforms, clause, span)
        if platform is not None:
            return SpokenMeeting(platform=platform, start=span[0], round=_round(clause, found))
    return None


def _round(clause: Clause, noun: re.Match[str]) -> str | None:
    """Return which round words before a meeting's noun say that it is; the first "in a decade" is no first round."""
    before = _which().search(clause.words[: noun.start()])
    if before is None or SINCE_LONG.search(clause.words, noun.end()):
        return None
    return round_of(before["round"])


def _owner(platforms: PlatformWords, clause: Clause, noun: Span) -> Spoken | None:
    """Return the platform whose meeting a noun is: named beside it, else the one that the text is about."""
    text = platforms.telling.text
    for one in platforms.within(clause.span):
        if one.end <= noun[0] and BEHIND_NAME.fullmatch(text[one.end : noun[0]]):
            return one
        if noun[1] <= one.start and OF.fullmatch(text[noun[1] : one.start]):
            return one
    before = clause.words[: noun[0] - clause.start]
    is_own = re.search(
        rf"(?:^|\b(?:the|this|that)\s+"
        rf"|\b{round_words()}\s+)(?:ministerial\s+)?$",
        before,
        re.IGNORECASE,
    )
    if not is_own or OF_OTHERS.match(text[noun[1] : clause.end]):
        return None
    return platforms.meant_at((clause.start + is_own.end() - len(is_own[0].lstrip()), noun[1]))


def _convened(platforms: PlatformWords, clause: Clause) -> SpokenMeeting | None:
    """Return a meeting by its verb: "the platform met for the first time"."""
    met = MET.search(clause.words)
    if met is None or NEVER_MET.search(clause.words[: met.start()]):
        return None
    at = clause.start + met.start()
    platform = _subject(platforms, clause, at)
    if platform is None:
        return None
    first = FIRST_TIME.search(clause.words, met.end())
    return SpokenMeeting(platform=platform, start=at, round=round_of(first["round"]) if first else None)


def _subject(platforms: PlatformWords, clause: Clause, at: int) -> Spoken | None:
    named = platforms.within((clause.start, at))
    bare = r"(?:\s+(?:platform|format|group|has|have|had|last|first|also|\w+ly))*\s*"
    if named and re.fullmatch(bare, platforms.telling.text[named[-1].end : at]):
        return named[-1]
    subject = ITSELF.fullmatch(clause.words[: at - clause.start].strip())
    start = clause.start + len(clause.words) - len(clause.words.lstrip())
    return platforms.meant_at((start, start + subject.end("who"))) if subject else None


def _day(telling: Telling, span: Span) -> Day | None:
    """Return the day of what a part of a sentence tells: none of how long, and none on which somebody says so."""
    for date in telling.layer_in("dates", span):
        words = telling.text[date["start"] : date["end"]]
        if not NO_DAY.match(words) and not SAYING.search(telling.text[span[0] : date["start"]]):
            return telling.day_of(date)
    return None


@functools.cache
def _which() -> re.Pattern[str]:
    """Return the pattern of the words before a meeting's noun that say which one it is."""
    return re.compile(rf"\b(?P<round>{round_words()})\s+(?:[\w+'’&-]+\s+){{0,4}}$", re.IGNORECASE)
