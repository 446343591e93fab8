"""How a platform comes to be: who called for it or proposed it, whom it is to have, what for, and its founding."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from detente.registry.assertions.actors import actor_of
from detente.registry.assertions.assertion import Assertion, Claimant, Part, Standing
from detente.registry.assertions.clauses import Clause, listed_after, listed_before, parts_of
from detente.registry.assertions.telling import Span, Telling
from detente.registry.platforms.spoken import PlatformWords, Spoken, day_told, said

__all__ = ["origins_in"]

Json = Mapping[str, Any]
CALLS = re.compile(
    r"\b(?:(?P<calls>call(?:s|ed|ing) for|advocat(?:es|ed)|urg(?:es|ed))|(?P<proposes>propos(?:es|ed)"
    r"|suggest(?:s|ed)|put forward"
    r"|came up with|floated|to propose|initiat(?:es|ed)))\s+(?:the (?:idea|creation|establishment"
    r"|formation) of\s+)?(?:a|an|the)?\s*",
    re.IGNORECASE,
)
ASKED = re.compile(
    r"\s*(?:'s|’s|'|’)\s|\s+(?:members?\s+|and\s+[^.;]{0,60}?\s+)?to\s+\w+"
    r"|\s+(?:\w+\s+)?(?:help|support|funds?|aid|summit|meeting|session|talks|action)\b"
)
"""Behind a platform that is itself asked for something, or has only something that is called for."""
FRESH = re.compile(
    r"(?:(?:[\w+-]+\s+){0,3}?)(?P<noun>platform|format|forum|mechanism|initiative|process|dialogue)\b", re.IGNORECASE
)
PROPOSED = re.compile(
    r"\b(?:was|were|been|is|first)\s+(?:first\s+|originally\s+)?(?:(?P<how>proposed|suggested|put forward"
    r"|initiated|called for))(?:\s+(?:in|on)\s+[\w ,]+?)?\s+by\s+",
    re.IGNORECASE,
)
NOBODY = re.compile(
    r"\b(?:was|were|been)\s+(?:first\s+)?(?:proposed|suggested|put forward)\b(?!.*\bby\b)", re.IGNORECASE
)
FOUNDED = re.compile(
    r"\b(?:was|were|been)\s+(?:formally\s+|officially\s+)?(?:established|founded|set up|created"
    r"|launched)\b(?:.{0,40}?\bby\s+(?P<by>))?",
    re.IGNORECASE,
)
ITSELF = re.compile(r"\s*(?P<who>(?:The|the|This) (?:platform|format|forum|mechanism|initiative))(?: has| had)?\s*")
FOUNDING = re.compile(
    r"\b(?:establishment|creation|formation|setting up|launch)\s+of\s+(?:the\s+|a\s+)?$", re.IGNORECASE
)
GOING_ON = re.compile(
    r"\b(?:is|are|was)\s+(?:continuing|under way|ongoing|in progress|being (?:set up|established|discussed))\b"
    r"|\bcooperat(?:e|es|ing)\b|\bwork(?:s|ing)?\s+(?:on|towards?|for)\b|\bcontinu(?:e|es|ing)\b",
    re.IGNORECASE,
)
ENDED = re.compile(r"\b(?:after|since|marks?|marked|following)\b", re.IGNORECASE)
LIST = re.compile(
    r"(?:,?\s+(?:which|that)\s+(?:is to|would|will|should)\s+(?:comprise|include|bring together|unite|consist of"
    r"|involve)"
    r"|\s*,?\s+(?:comprising(?: of)?|bringing together|consisting of|uniting|made up of|composed of|involving"
    r"|including|that comprises"
    r"|which comprises|(?:that|which) (?:brings together|unites|includes)|with the participation of|between"
    r"|of))\s+(?:all of\s+)?",
    re.IGNORECASE,
)
TABLE = re.compile(r"\b(?:idea|plan|proposal)\b.{0,60}?(?::|\bof\b)\s+", re.IGNORECASE | re.DOTALL)
AIM = re.compile(
    r"\b(?:which\s+|it\s+|that\s+|platform\s+|format\s+|and\s+)(?:envisages|envisions|aims (?:at|for)"
    r"|is aimed at|seeks)\s+(?P<aim>[^.;]+)",
    re.IGNORECASE,
)
TOGETHER = re.compile(
    r"\b(?:also\s+)?(?:cooperat(?:e|es)|work(?:s)? together)\b[^,;]{0,20}?\b(?:within"
    r"|in)\s+(?:the framework of\s+)?(?:the\s+)?",
    re.IGNORECASE,
)
LEAST = 3
"""Of fewer a list is no platform's: two who talk are named everywhere."""
NUMBER = {"three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}
SO_MANY = re.compile(
    rf"\b(?P<number>{'|'.join(NUMBER)})-(?:nation|country|state|party|member|way|sided)\b", re.IGNORECASE
)


def origins_in(telling: Telling, platforms: PlatformWords, clause: Clause) -> Iterator[Assertion]:
    """Yield what a part of a sentence tells of how a platform comes to be."""
    yield from _called(telling, platforms, clause)
    yield from _proposed(telling, platforms, clause)
    yield from _founded(telling, platforms, clause)
    yield from _being_founded(telling, platforms, clause)
    yield from _envisaged(telling, platforms, clause)
    yield from _aim(telling, platforms, clause)
    yield from _taking_part(telling, platforms, clause)


def _called(telling: Telling, platforms: PlatformWords, clause: Clause) -> Iterator[Assertion]:
    for found in CALLS.finditer(clause.words):
        at = (clause.start + found.start(), clause.start + found.end())
        of = _platform_at(telling, platforms, at[1], clause)
        if (
            of is None
            or _is_asked(telling, of, found, clause)
            or re.search(r"\b(?:to|not)\s*$", clause.words[: found.start()])
        ):
            continue
        who = _callers(telling, clause, found)
        if who:
            what = "called for" if found["calls"] else "proposed"
            yield said(
                telling, what, of, at=at, parts=parts_of(telling, "caller", who), standing=_told(telling, at),
                day=day_told(telling, clause.span, near=at[1]), claimant=_of_caller(telling, at, who),
            )  # fmt: skip


def _is_asked(telling: Telling, of: Spoken, found: re.Match[str], clause: Clause) -> bool:
    """Say whether it is the platform that is asked for something: "urges the League to act", "the Union's ..."."""
    if of.is_organisation and found["calls"] and not found["calls"].lower().startswith("call"):
        return True
    behind = telling.text[of.end : clause.sentence[1]]
    return bool(ASKED.match(behind))


def _callers(telling: Telling, clause: Clause, found: re.Match[str]) -> tuple[Json, ...]:
    before = clause.words[: found.start()]
    before = re.sub(r"(?:\s+(?:has|have|had|also|first|frequently|repeatedly|once|was|the|\w+ly))+\s*$", "", before)
    end = clause.start + len(before)
    who = listed_before(telling, (clause.start, end))
    if who or not re.search(r"\bit\s*$", before):
        return who
    speaker = re.search(r"\b(?:says?|said)\s+(?:that\s+)?it\s*$", before)
    return listed_before(telling, (clause.start, clause.start + speaker.start())) if speaker else ()


def _told(telling: Telling, at: Span) -> Standing:
    """Return that it was called for; what is called for is not there yet, and that somebody calls for it is."""
    found = telling.standing(*at)
    return found if found in {"denied", "negated", "hypothetical"} else "happened"


def _of_caller(telling: Telling, at: Span, who: Sequence[Json]) -> Any:
    """Return who says that it was called for: the caller's own words are within its call, and not around it."""
    called = next((one for one in telling.reading["claims"] if _begins_in(one["cue"], at) and one["via"]), None)
    if called is None:
        return telling.claimant(at[0], at[0] + 1) if who else None
    side = telling.side(called["via"][0])
    return Claimant(name=side.name, actor=actor_of(side, telling.actors), mood="said")


def _begins_in(cue: Json | None, at: Span) -> bool:
    return cue is not None and at[0] <= cue["start"] < at[1]


def _platform_at(telling: Telling, platforms: PlatformWords, at: int, clause: Clause) -> Spoken | None:
    """Return the platform that begins at an offset: a name, or words for a new one ("a six-nation platform")."""
    for one in platforms.within((at, clause.end)):
        if not telling.text[at : one.start].strip() or one.start <= at:
            return one
    fresh = FRESH.match(telling.text, at, clause.end)
    if fresh is None:
        return None
    named = [one for one in platforms.within((at, fresh.end())) if one.end == fresh.end()]
    if named:
        return named[0]
    if (
        re.search(r"\bthe\s*$", telling.text[clause.start : at], re.IGNORECASE)
        and fresh[0].lower() == fresh["noun"].lower()
    ):
        return platforms.meant_at((at, fresh.end()))
    return _by_members(telling, platforms, (at, fresh.end()), clause)


def _by_members(telling: Telling, platforms: PlatformWords, words: Span, clause: Clause) -> Spoken | None:
    """Return a platform that has no name: the kept one which is to have exactly those listed, else none that is kept."""  # noqa: E501
    listed = _list_behind(telling, words[1], clause)
    if not listed:
        return None
    actors = {part.actor for part in parts_of(telling, "envisaged", listed)}
    kept = [one for one in platforms.kept.values() if one.envisaged and set(one.envisaged) == actors]
    id_ = kept[0].id if len(kept) == 1 else None
    return Spoken(start=words[0], end=words[1], key=id_ or f"at {words[0]}", id=id_)


def _proposed(telling: Telling, platforms: PlatformWords, clause: Clause) -> Iterator[Assertion]:
    """Yield by whom a platform was proposed: "the 3+2 format was proposed by Iran"."""
    found = PROPOSED.search(clause.words)
    if found is None:
        return
    at = (clause.start + found.start(), clause.start + found.end())
    of = _before(telling, platforms, clause, at[0])
    who = listed_after(telling, (at[1], clause.end))
    if of and who:
        what = "called for" if (found["how"] or "").lower() == "called for" else "proposed"
        day = day_told(telling, clause.span, near=at[1])
        yield said(telling, what, of, at=at, parts=parts_of(telling, "caller", who), standing="happened", day=day)


def _founded(telling: Telling, platforms: PlatformWords, clause: Clause) -> Iterator[Assertion]:
    """Yield that a platform was proposed by nobody who is named, or was founded, and by whom."""
    for what, pattern in (("proposed", NOBODY), ("established", FOUNDED)):
        found = pattern.search(clause.words)
        if found is None:
            continue
        at = (clause.start + found.start(), clause.start + found.end())
        of = _before(telling, platforms, clause, at[0])
        if of is None:
            continue
        by = re.compile(r"\bby\s+").search(telling.text, at[0], clause.end)
        who = listed_after(telling, (by.end(), clause.end)) if by and what == "established" else ()
        yield said(
            telling, what, of, at=at, parts=parts_of(telling, "founder", who), standing="happened",
            day=day_told(telling, clause.span, near=at[1]),
        )  # fmt: skip


def _before(telling: Telling, platforms: PlatformWords, clause: Clause, at: int) -> Spoken | None:
    """Return the platform that a sentence begins with before a verb, by its name or as "the platform"."""
    named = platforms.within((clause.start, at))
    if named:
        behind = telling.text[named[-1].end : at]
        return named[-1] if re.fullmatch(r"(?:\s+(?:platform|format|has|had|\w+ly))*\s*", behind) else None
    is_it = ITSELF.fullmatch(telling.text, clause.start, at)
    return platforms.meant_at(is_it.span("who")) if is_it else None


def _being_founded(telling: Telling, platforms: PlatformWords, clause: Clause) -> Iterator[Assertion]:
    """Yield that the founding of a platform goes on."""
    for one in platforms.within(clause.span):
        founding = FOUNDING.search(telling.text[clause.start : one.start])
        if founding is None or not GOING_ON.search(clause.words) or ENDED.search(clause.words[: founding.start()]):
            continue
        at = (clause.start + founding.start(), one.end)
        yield said(telling, "being established", one, at=at, standing="ongoing", parts=_working(telling, clause))


def _working(telling: Telling, clause: Clause) -> tuple[Part, ...]:
    """Return who works on the founding, where somebody is said to: "the two countries cooperate in ..."."""
    found = re.search(r"\b(?:also\s+)?(?:cooperat(?:e|es)|work(?:s)?)\b", clause.words)
    who = listed_before(telling, (clause.start, clause.start + found.start())) if found else ()
    return tuple(one for one in parts_of(telling, "taking part", who) if one.actor)


def _envisaged(telling: Telling, platforms: PlatformWords, clause: Clause) -> Iterator[Assertion]:
    """Yield whom a platform is to have, by a list beside its name or its noun. It is no list of who came."""
    for noun in re.finditer(
        r"\b(?:platform|format|forum|mechanism|initiative|dialogue|group|table)\b", clause.words, re.IGNORECASE
    ):
        end = clause.start + noun.end()
        listed = _list_behind(telling, end, clause)
        parts = parts_of(telling, "envisaged", listed)
        if len(parts) < LEAST or not _is_whole(clause, noun, len(parts)):
            continue
        of = _named_by(telling, platforms, (clause.start, end), clause)
        if of is None:
            continue
        is_member = of.is_organisation
        yield said(
            telling, "member" if is_member else "envisaged", of,
            at=(clause.start + noun.start(), listed[-1]["end"]), standing="ongoing" if is_member else "planned",
            parts=tuple(_as(part, "member") for part in parts) if is_member else parts,
        )  # fmt: skip
        return


def _as(part: Part, role: str) -> Part:
    return Part(role=role, name=part.name, actor=part.actor, value=part.value, evidence=part.evidence)


def _list_behind(telling: Telling, at: int, clause: Clause) -> tuple[Json, ...]:
    """Return those listed behind a platform's noun, "with their neighbours X, Y and Z" as well."""
    opened = LIST.match(telling.text, at, clause.sentence[1]) or re.compile(r":\s+").match(
        telling.text, at, clause.sentence[1]
    )
    if opened is None:
        return ()
    listed = listed_after(telling, (opened.end(), clause.sentence[1]))
    if not listed:
        return ()
    more = re.compile(r",?\s+(?:with|plus|and)\s+(?:their|the|its)\s+(?:\w+\s+)?neighbou?rs\s+").match(
        telling.text, listed[-1]["end"]
    )
    if more is None:
        return listed
    return (*listed, *listed_after(telling, (more.end(), clause.sentence[1])))


def _is_whole(clause: Clause, noun: re.Match[str], number: int) -> bool:
    """Say whether a list is as long as a number before it says: of a "six-nation platform" five are not all."""
    told = SO_MANY.search(clause.words[: noun.start()])
    return told is None or NUMBER[told["number"].lower()] == number


def _named_by(telling: Telling, platforms: PlatformWords, span: Span, clause: Clause) -> Spoken | None:
    named = [one for one in platforms.within(span) if one.end >= span[1] - NAME_NEAR]
    if named:
        return named[-1]
    start = max(span[0], telling.text.rfind(" ", span[0], telling.text.rfind(" ", span[0], span[1])) + 1)
    found = _by_members(telling, platforms, (start, span[1]), clause)
    return found if found is None or found.id else (platforms.meant_at((start, span[1])) or found)


NAME_NEAR = 10
"""Characters between a platform's name and its noun: "3+3 format"."""


def _aim(telling: Telling, platforms: PlatformWords, clause: Clause) -> Iterator[Assertion]:
    found = AIM.search(clause.words)
    if found is None:
        return
    at = (clause.start + found.start("aim"), clause.start + found.end("aim"))
    sentence = platforms.within((clause.sentence[0], clause.start + found.start()))
    own = [one for one in sentence if platforms.is_format(one)]
    of = own[-1] if own else platforms.meant_at(_first_word(clause, found)) if _is_itself(found) else None
    is_behind = of is not None and (
        not own or len(telling.text[own[-1].end : clause.start + found.start()].strip(" ,")) <= NAME_NEAR
    )
    if of is not None and is_behind and platforms.is_format(of):
        yield said(telling, "aim", of, at=at, value=telling.words(*at), standing="planned")


def _first_word(clause: Clause, found: re.Match[str]) -> Span:
    start = clause.start + found.start()
    return start, start + len(found[0].split()[0])


def _is_itself(found: re.Match[str]) -> bool:
    return found[0].split()[0].lower() in {"it", "platform", "format"}


def _taking_part(telling: Telling, platforms: PlatformWords, clause: Clause) -> Iterator[Assertion]:
    """Yield who works together in a platform: "both cooperate within the framework of the League"."""
    found = TOGETHER.search(clause.words)
    of = _platform_at(telling, platforms, clause.start + found.end(), clause) if found else None
    if found is None or of is None:
        return
    who = listed_before(telling, (clause.start, clause.start + found.start()))
    parts = tuple(one for one in parts_of(telling, "taking part", who) if one.actor)
    if parts:
        at = (clause.start + found.start(), clause.start + found.end())
        yield said(telling, "taking part", of, at=at, parts=parts, standing="ongoing")
