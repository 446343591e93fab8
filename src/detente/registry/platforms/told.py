"""What one report says of platforms, their meetings and memberships: an assertion each, by whoever says so."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from detente.incidents.saying import claim_over
from detente.registry.assertions.assertion import Assertion, Claimant, Part
from detente.registry.assertions.clauses import Clause, clauses_of, is_open, listed_before, parts_of
from detente.registry.assertions.telling import Span, Telling
from detente.registry.platforms.attendance import Attendance, attendance_in
from detente.registry.platforms.membership import memberships_in
from detente.registry.platforms.origins import origins_in
from detente.registry.platforms.spoken import PlatformWords, Spoken, said
from detente.registry.platforms.spoken_meetings import SpokenMeeting, meeting_in, with_more
from detente.registry.platforms.states import state_in
from detente.registry.platforms.words import level_in
from detente.registry.where import Locality

__all__ = ["assertions_of"]

Json = Mapping[str, Any]
LEVEL = re.compile(
    r"\bat (?:the level of (?P<of>[\w' -]{3,50})|(?:the |a )?(?P<by>[\w' -]{3,40}?)[ -]level\b)", re.IGNORECASE
)
IT = re.compile(
    r"(?:^|,\s*)\s*(?:it|which|and it|the (?:meeting|summit|session|round|talks|gathering))\b", re.IGNORECASE
)
RELATIVE = re.compile(r",?\s*which\b|expected to be\b", re.IGNORECASE)
"""What begins words that say more of a thing, and go on from nobody's claim: ", which is expected to be held"."""


@dataclass(slots=True, kw_only=True)
class _Run:
    """What the sentences before told, for those that go on from it: the meeting, and of whom they spoke."""

    platforms: PlatformWords
    meeting: SpokenMeeting | None = None
    paragraph: int = -1
    body: Spoken | None = None
    who: tuple[Json, ...] = field(default_factory=tuple)


def assertions_of(telling: Telling) -> Iterator[Assertion]:
    """Yield what a report says of platforms and organisations, kept or not, in the order of its text."""
    run = _Run(platforms=PlatformWords(telling=telling))
    seen: set[str] = set()
    for sentence in telling.sentences():
        _turn_page(telling, run, sentence)
        for one in _of_sentence(telling, run, sentence):
            if one.id not in seen:
                seen.add(one.id)
                yield one


def _turn_page(telling: Telling, run: _Run, sentence: Span) -> None:
    """Forget the meeting where a new paragraph begins."""
    paragraph = telling.text.rfind("\n", 0, sentence[0])
    if paragraph != run.paragraph:
        run.paragraph, run.meeting, run.body = paragraph, None, None
    run.who = ()


def _of_sentence(telling: Telling, run: _Run, sentence: Span) -> Iterator[Assertion]:
    if is_open(telling, sentence):
        return
    clauses = tuple(clauses_of(telling, sentence))
    for clause in clauses:
        yield from origins_in(telling, run.platforms, clause)
        yield from memberships_in(telling, run.platforms, clause, run.body)
        bodies = run.platforms.within(clause.span)
        run.body = bodies[-1] if bodies else run.body
    yield from _of_meetings(telling, run, clauses)


def _of_meetings(telling: Telling, run: _Run, clauses: Sequence[Clause]) -> Iterator[Assertion]:
    meetings = _meetings(telling, run, clauses)
    for clause, meeting in zip(clauses, meetings, strict=True):
        if meeting is None:
            continue
        state = state_in(clause)
        if state is not None:
            what, standing, start, end = state
            hosts = _hosts(telling, clause, start) if telling.text[start:end].endswith("host") else ()
            parts = (*hosts, *_level(telling, clause, end))
            by = _claimant(telling, clause, (start, end))
            yield _about(telling, what, meeting, (start, end), standing=standing, parts=parts, claimant=by)
        for one, who in attendance_in(telling, clause, run.who):
            run.who = who
            yield _attended(telling, meeting, one, _claimant(telling, clause, one.at))


def _claimant(telling: Telling, clause: Clause, at: Span) -> Claimant | None:
    """Return the report's own voice for what it adds to somebody's claim; None where the words say who speaks.

    "She said that they will not come to the next round, which is expected in May": nobody knows that she said when.
    What stands in quotation marks is somebody's own, and so is what "she said" stands within.
    """
    own = next((one for one in (at[0], clause.start) if RELATIVE.match(telling.text, one, clause.end)), None)
    claim = claim_over(telling.reading, *at) if own is not None else None
    cue = claim["cue"] if claim else None
    if own is None or claim is None or cue is None or claim["mode"] != "indirect" or cue["start"] >= own:
        return None
    return telling.voice_of_report()


def _meetings(telling: Telling, run: _Run, clauses: Sequence[Clause]) -> list[SpokenMeeting | None]:
    """Return the meeting that each part of a sentence tells of.

    A part that names none goes on with the one before it; where it is "which was held in ...", it tells place and day
    of that one, and the parts before it are of the same meeting.
    """
    found: list[SpokenMeeting | None] = []
    for clause in clauses:
        own = meeting_in(telling, run.platforms, clause)
        if own is None and run.meeting is not None and state_in(clause) and IT.match(clause.words):
            own = with_more(telling, run.meeting, clause)
            found = [
                own if one is run.meeting and not state_in(before) else one
                for before, one in zip(clauses, found, strict=False)
            ]
        run.meeting = own or run.meeting
        found.append(run.meeting)
    return found


def _hosts(telling: Telling, clause: Clause, verb: int) -> tuple[Part, ...]:
    """Return who is to be host, by the words before "expected to host"."""
    before = re.sub(r"(?:\s+(?:once|had|has|is|was|also))+\s*$", "", telling.text[clause.start : verb])
    return parts_of(telling, "host", listed_before(telling, (clause.start, clause.start + len(before))))


def _level(telling: Telling, clause: Clause, at: int) -> Iterator[Part]:
    """Yield the level at which a meeting is said to be, of whoever may come: "at the level of deputy ministers"."""
    found = LEVEL.search(telling.text, at, clause.end)
    level = level_in(found["of"] or found["by"]) if found else None
    if found and level:
        yield Part(role="level", name=level, evidence=telling.evidence(found.span()))


def _attended(telling: Telling, meeting: SpokenMeeting, one: Attendance, by: Claimant | None) -> Assertion:
    return _about(telling, one.what, meeting, one.at, standing=one.standing, parts=one.parts, claimant=by)


def _about(telling: Telling, what: str, meeting: SpokenMeeting, at: Span, **told: Any) -> Assertion:
    """Return an assertion about a meeting; its value is which round it is."""
    where = meeting.where
    standing = told.pop("standing")
    doubted = telling.standing(*at, default=standing)
    return said(
        telling, what, meeting.platform, at=at, day=meeting.day, value=meeting.round,
        where=Locality(words=where["text"]) if where else None,
        standing=doubted if doubted in {"denied", "hypothetical", "hoped", "demanded"} else standing, **told,
    )  # fmt: skip
