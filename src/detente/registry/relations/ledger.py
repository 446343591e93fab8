"""Who accuses whom, and what came back: accusations held together with answers, as of the day that is asked for.

An answer is held to be one to an accusation where the accused, or whoever speaks for it, gives it within so many days,
and both speak of one incident of the record, stand by one another in one report, or share words that tell their topic.
That none is found says that none is in the record, and nothing of what is true: silence confirms nothing.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from detente.incidents.stems import read_stems
from detente.registry.assertions.assertion import Assertion

__all__ = ["WITHIN", "Accusation", "Answer", "Said", "accusations_of"]

WITHIN = 14
"""Days within which an answer is looked for."""
TELLING_BITS = 6
"""Bits from which a word tells a topic."""
SHARED = 2
"""Words of a topic that two share."""
NEAR = 400
"""Characters between an accusation and an answer that stand by one another in a report."""
Why = Literal["the same incident", "beside it in the report", "the same words"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """An accusation or an answer, with the incidents of the record that its sentence tells of."""

    assertion: Assertion
    incidents: frozenset[str] = frozenset()

    @property
    def published(self) -> dt.date | None:
        """The day on which it came out, None where it is not known."""
        return dt.date.fromisoformat(self.assertion.published[:10]) if self.assertion.published else None

    def actor(self, role: str) -> str | None:
        """Return the actor in a role, None where there is none."""
        return next((part.actor for part in self.assertion.parts if part.role == role), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came back: denied (or rejected), or turned round; `why` it is held to be an answer to this."""

    said: Said
    kind: Literal["denied", "counter-accused"]
    why: Why


@dataclass(frozen=True, slots=True, kw_only=True)
class Accusation:
    """An accusation, the copies of other reports left out, and what came back by the day that is asked for."""

    said: Said
    answers: tuple[Answer, ...] = ()
    again: int = 0
    """How many further texts tell of the same accuser, accused and incident or topic within the days of an answer."""

    @property
    def is_answered(self) -> bool:
        """Whether an answer is in the record."""
        return bool(self.answers)


def accusations_of(
    accusations: Iterable[Said], answers: Iterable[Said], *, within: int = WITHIN
) -> tuple[Accusation, ...]:
    """Return the accusations by the day they came out, each with its answers; what repeats one is counted with it."""
    every, given = _once(accusations), _once(answers)
    found: list[Accusation] = []
    for one in every:
        at = next((n for n, other in enumerate(found) if _repeats(other.said, one, within)), None)
        if at is None:
            found.append(Accusation(said=one))
        else:
            found[at] = Accusation(said=found[at].said, again=found[at].again + 1)
    return tuple(
        Accusation(said=one.said, again=one.again, answers=tuple(_answers(one.said, given, every, within)))
        for one in found
    )  # fmt: skip


def _once(some: Iterable[Said]) -> list[Said]:
    """Return what is said, of copies of one text once, by the day it came out."""
    ordered = sorted(some, key=lambda one: (one.assertion.published or "9999", one.assertion.document or "", _at(one)))
    seen: dict[tuple[object, ...], Said] = {}
    for one in ordered:
        own = one.assertion
        parts = tuple((part.role, part.actor) for part in own.parts)
        seen.setdefault((own.voice, own.what, parts, own.value), one)
    return list(seen.values())


def _repeats(one: Said, other: Said, within: int) -> bool:
    same = all(one.actor(role) == other.actor(role) for role in ("accuser", "accused"))
    return same and _days_after(one, other, within) and bool(one.incidents & other.incidents or _topic(one, other))


def _answers(accusation: Said, answers: Sequence[Said], accusations: Sequence[Said], within: int) -> list[Answer]:
    accused, accuser = accusation.actor("accused"), accusation.actor("accuser")
    found = [
        Answer(said=one, kind="denied", why=why)
        for one in answers
        if one.actor("answerer") == accused and (why := _why(accusation, one, within))
    ]
    found += [
        Answer(said=one, kind="counter-accused", why=why)
        for one in accusations
        if one.actor("accuser") == accused and accuser is not None and one.actor("accused") == accuser
        and _is_later(accusation, one) and (why := _why(accusation, one, within))
    ]  # fmt: skip
    return found


def _is_later(accusation: Said, other: Said) -> bool:
    """Say whether another accusation comes after one: of two sides that accuse each other at once neither answers."""
    one, two = accusation.assertion, other.assertion
    if one.document == two.document:
        return _at(other) > _at(accusation)
    return (two.published or "") > (one.published or "")


def _why(accusation: Said, answer: Said, within: int) -> Why | None:
    own, other = accusation.assertion, answer.assertion
    if own.document == other.document:
        return "beside it in the report" if abs(_at(answer) - _at(accusation)) <= NEAR else None
    if not _days_after(accusation, answer, within):
        return None
    if accusation.incidents & answer.incidents:
        return "the same incident"
    return "the same words" if _topic(accusation, answer) else None


def _days_after(one: Said, other: Said, within: int) -> bool:
    """Say whether another came out on the same day or so many after; not where a day is not known."""
    first, second = one.published, other.published
    return first is not None and second is not None and 0 <= (second - first).days <= within


def _topic(one: Said, other: Said) -> bool:
    return len(_words(one) & _words(other)) >= SHARED


def _words(one: Said) -> frozenset[str]:
    """Return the words that tell what it is about, without those that name who takes part."""
    names = {stem for part in one.assertion.parts for stem in read_stems(part.name)}
    told = read_stems(one.assertion.evidence[0].words)
    return frozenset(stem for stem, bits in told.items() if bits >= TELLING_BITS and stem not in names)


def _at(one: Said) -> int:
    return one.assertion.evidence[0].start or 0
