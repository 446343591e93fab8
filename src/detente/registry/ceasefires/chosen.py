"""Which of the things that could be verified is meant by the first figures of an id."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from detente.core.errors import UsageError
from detente.registry.ceasefires.verification.subject import Subject, subject_of
from detente.registry.ceasefires.verification.verified import Enquiry, Verifiable
from detente.registry.ceasefires.violation import Violation
from detente.registry.interval import Interval

__all__ = ["Chosen", "choose"]

MOST_TOLD = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What is meant: a happening with its enquiry or without one yet, or an enquiry whose subject is no more."""

    subject: Subject
    told_of: Interval | None
    verifiable: Verifiable | None = None
    enquiry: Enquiry | None = None


def choose(given: str, could_be: Sequence[Verifiable], lost: Sequence[Enquiry]) -> Chosen:
    """Return what is meant by an id of an enquiry, of anything that is told, or of an incident, or its first figures.

    Raises `UsageError` where nothing is, or more than one thing.
    """
    if not given:
        return _refuse(given, [])
    by_enquiry = [*_enquiries(given, could_be), *(_lost(one) for one in lost if one.subject.id.startswith(given))]
    answers = [*by_enquiry, *(chosen for one in could_be for chosen in _told(given, one))]
    found = list({chosen.subject.id: chosen for chosen in answers}.values())
    exact = [chosen for chosen in found if chosen.subject.id == given]
    return (exact or found)[0] if len(exact or found) == 1 else _refuse(given, found)


def _enquiries(given: str, could_be: Sequence[Verifiable]) -> Iterator[Chosen]:
    for one in could_be:
        for enquiry in one.enquiries:
            if enquiry.subject.id.startswith(given):
                yield _enquiry(one, enquiry)


def _told(given: str, one: Verifiable) -> Iterator[Chosen]:
    """Yield what is meant in a happening; whatever is named of it, its enquiry goes on where there is one."""
    named = [violation for violation in one.happening.told if violation.id.startswith(given)]
    if not named and not (one.happening.incident or "").startswith(given):
        return
    own = [e for e in one.enquiries for v in named if e.found.violation is not None and e.found.violation.id == v.id]
    if found := own or one.enquiries:
        yield from (_enquiry(one, enquiry) for enquiry in found)
    else:
        yield from (_begun(one, violation) for violation in named or (one.happening.lead,))


def _enquiry(one: Verifiable, enquiry: Enquiry) -> Chosen:
    return Chosen(subject=enquiry.subject, told_of=enquiry.interval, verifiable=one, enquiry=enquiry)


def _begun(one: Verifiable, violation: Violation) -> Chosen:
    return Chosen(subject=subject_of(violation), told_of=violation.interval, verifiable=one)


def _lost(enquiry: Enquiry) -> Chosen:
    return Chosen(subject=enquiry.subject, told_of=enquiry.interval, enquiry=enquiry)


def _refuse(given: str, found: Sequence[Chosen]) -> Chosen:
    some = ", ".join(one.subject.id[:16] for one in found[:MOST_TOLD])
    what = f"{len(found)} things answer to {given[:40]!r} ({some})" if found else f"nothing answers to {given[:40]!r}"
    message = f"{what} among what could be verified; list them: detente ceasefire verify DIR ID"
    raise UsageError(message)
