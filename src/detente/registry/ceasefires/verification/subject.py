"""What an enquiry is about: the words that tell of it, kept so that no newer reading loses the enquiry unseen.

The id of a violation follows from where a reading found it, that of an incident from what reports are put together:
both may change. The words of a document do not, nor do the report of an observer and a published figure. So an
enquiry keeps its words and what was read from them, and finds the violation again, or says that it is no more.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from detente.registry.ceasefires.violation import Origin, Violation
from detente.registry.evidence import Evidence
from detente.registry.interval import Interval

__all__ = ["Found", "Subject", "find_again", "subject_of"]

READ = ("origin", "claimant", "claimant_name", "alleged", "kind", "harm", "interval")
"""What was read from the words, and may be read otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What an enquiry is about, as it was read when the enquiry began. `id` is the id that the violation had then."""

    id: str
    ceasefire: str
    origin: Origin
    claimant: str | None
    claimant_name: str
    evidence: Evidence
    alleged: str | None = None
    kind: str | None = None
    harm: str | None = None
    interval: Interval | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a subject is now: its violation, None where it is no more, and which fields are read otherwise.

    `by_words` is whether it was found by its words, and not by its id. `perhaps` are the ids of what its words tell
    now, where nothing says which of them it is, or that it is any.
    """

    violation: Violation | None
    changed: tuple[str, ...] = ()
    by_words: bool = False
    perhaps: tuple[str, ...] = ()


def subject_of(violation: Violation) -> Subject:
    """Return a violation as what an enquiry is about."""
    return Subject(
        id=violation.id,
        ceasefire=violation.ceasefire,
        origin=violation.origin,
        claimant=violation.claimant,
        claimant_name=violation.claimant_name,
        evidence=violation.evidence[0],
        alleged=violation.alleged,
        kind=violation.kind,
        harm=violation.harm,
        interval=violation.interval,
    )


def find_again(
    subject: Subject, by_id: Mapping[str, Violation], by_document: Mapping[str, Sequence[Violation]]
) -> Found:
    """Return what a subject is now: what has its id, or else the one thing that is told at its words.

    What is told there now of another class, or of another doer, is not taken for it.
    """
    same = by_id.get(subject.id)
    if same is not None and same.said == "some":
        return Found(violation=same, changed=tuple(_changed(subject, same)))
    there = [one for one in by_document.get(subject.evidence.document or "", ()) if _shares_words(subject, one)]
    fitting = [one for one in there if _may_be(subject, one)]
    best = [one for one in fitting if _likeness(subject, one) == max(_likeness(subject, other) for other in fitting)]
    if len(best) == 1:
        return Found(violation=best[0], changed=tuple(_changed(subject, best[0])), by_words=True)
    return Found(violation=None, perhaps=tuple(sorted(one.id for one in there)))


def _shares_words(subject: Subject, one: Violation) -> bool:
    held = subject.evidence
    if one.said != "some" or held.start is None or held.end is None:
        return False
    spans: Iterable[tuple[int, int]] = ((e.start or 0, e.end or 0) for e in one.evidence if e.document == held.document)
    return any(held.start < end and start < held.end for start, end in spans)


def _may_be(subject: Subject, one: Violation) -> bool:
    """Say whether what is told may be the subject: what is told of both is the same, a blank may be either."""
    if subject.harm != one.harm:
        return False
    pairs = ((subject.kind, one.kind), (subject.alleged, one.alleged))
    return all(before == now or None in (before, now) for before, now in pairs)


def _likeness(subject: Subject, one: Violation) -> int:
    return len(READ) - len(list(_changed(subject, one)))


def _changed(subject: Subject, one: Violation) -> Iterator[str]:
    yield from (name for name in READ if getattr(subject, name) != getattr(one, name))
