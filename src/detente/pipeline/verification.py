"""Verification as a record keeps it: steps by people, each with what it is about, found again in what is told now."""

import datetime as dt
from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from detente.core.errors import UsageError
from detente.pipeline.ceasefires import Told, gather_ceasefire
from detente.pipeline.sign_offs import joint_texts, laid_texts
from detente.registry.ceasefires.definition import Ceasefire
from detente.registry.ceasefires.happenings import Happening, happenings_of
from detente.registry.ceasefires.verification.corroboration import Corroboration, corroboration_of
from detente.registry.ceasefires.verification.ladder import Step, checked_step, standing_of, step_id
from detente.registry.ceasefires.verification.subject import Found, Subject, find_again
from detente.registry.ceasefires.verification.verified import Enquiry, Verifiable, Verified
from detente.registry.ceasefires.violation import Violation
from detente.registry.forms import from_plain, to_plain
from detente.registry.interval import Interval
from detente.store import (
    NOW,
    Entry,
    Gathered,
    Known,
    Record,
    Wanted,
    entries,
    entry_revisions,
    find_incident,
    gather_incidents,
    keep_new_entry,
    remembered_entries,
    withdraw,
)

__all__ = [
    "Enquiries",
    "enquiries_about",
    "enquiries_of",
    "kept_steps",
    "owner_of",
    "take_back_step",
    "take_step",
    "verifiable_of",
    "verified_of",
]

SHORT = 200
"""Characters of the words of a step that its history has."""
ALWAYS = Interval(first=dt.date.min, last=dt.date.max)
AROUND = 3
"""Days by which the days of a report may lie beside those that are told of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Enquiries:
    """Enquiries whose subject is told now, by the id of its violation, and those whose subject is no more."""

    told: Mapping[str, tuple[Enquiry, ...]]
    lost: tuple[Enquiry, ...]


@remembered_entries
def kept_steps(record: Record, ceasefire: str, *, known_on: Known = NOW) -> dict[Subject, tuple[Step, ...]]:
    """Return the steps that stand, by what they are about as it was when each enquiry began."""
    steps: defaultdict[str, list[Step]] = defaultdict(list)
    about: dict[str, Subject] = {}
    for one in entries(record, kind="step", owner=ceasefire, known_on=known_on):
        step = from_plain(one.content["step"], Step, what="a step of this record")
        steps[step.subject].append(step)
        if step.subject not in about:
            about[step.subject] = from_plain(one.content["about"], Subject, what="what a step is about")
    return {about[id_]: tuple(sorted(some, key=lambda step: step.number)) for id_, some in steps.items()}


def enquiries_of(
    record: Record, ceasefire: Ceasefire, told: Told, interval: Interval, *, known_on: Known = NOW
) -> Enquiries:
    """Return the enquiries of a ceasefire: those whose subject is told, and those of these days whose is no more."""
    kept = kept_steps(record, ceasefire.id, known_on=known_on)
    found = _found_in(told.violations, kept)
    missing = [subject for subject, one in found.items() if one.violation is None and _may_be_of(subject, interval)]
    if missing:
        # told of other days, or by a report of long after: only what is told nowhere is lost
        anywhere = gather_ceasefire(record, ceasefire, ALWAYS, known_on=known_on).violations
        found |= _found_in(anywhere, missing)
    held: defaultdict[str, list[Enquiry]] = defaultdict(list)
    lost = []
    for subject, steps in kept.items():
        one = Enquiry(subject=subject, found=found[subject], standing=standing_of(steps))
        if one.found.violation is not None:
            held[one.found.violation.id].append(one)
        elif _may_be_of(subject, interval):
            lost.append(one)
    return Enquiries(told={id_: tuple(some) for id_, some in held.items()}, lost=tuple(sorted(lost, key=_day)))


def enquiries_about(record: Record, ceasefire: str, subject: str, *, known_on: Known = NOW) -> tuple[Step, ...]:
    """Return the steps of the enquiry that has an id, none where there is none."""
    kept = kept_steps(record, ceasefire, known_on=known_on)
    return next((steps for about, steps in kept.items() if about.id == subject), ())


def verifiable_of(
    record: Record, ceasefire: Ceasefire, told: Told, interval: Interval, held: Enquiries, *, known_on: Known = NOW
) -> tuple[Verifiable, ...]:
    """Return what could be verified on these days: each happening with its enquiries, and who tells of it."""
    happenings = happenings_of(told.violations, interval)
    incidents = _incidents(record, happenings, interval, known_on)
    made = []
    for one in happenings:
        enquiries = tuple(enquiry for violation in one.told for enquiry in held.told.get(violation.id, ()))
        made.append(_verifiable(one, enquiries, incidents.get(one.incident or ""), ceasefire))
    return tuple(made)


def verified_of(
    record: Record, ceasefire: Ceasefire, told: Told, interval: Interval, *, known_on: Known = NOW
) -> Verified:
    """Return what came of verification on these days: enquiries, those whose subject is no more, joint findings."""
    held = enquiries_of(record, ceasefire, told, interval, known_on=known_on)
    # what has no day belongs to these days as far as reports of them tell it
    days = {one.id: one.interval for one in told.violations}
    enquiries = (one for id_, some in held.told.items() if id_ in days for one in some)
    return Verified(
        enquiries=tuple(one for one in enquiries if one.interval is None or one.interval.overlaps(interval)),
        lost=held.lost,
        joint=joint_texts(laid_texts(record, ceasefire, known_on=known_on), interval),
    )


def take_step(
    record: Record, ceasefire: Ceasefire, subject: Subject, step: Step, *, told_of: Interval | None, now: dt.datetime
) -> Step:
    """Keep a step as the next one of its enquiry, and return it with its number.

    Raises `UsageError` that says what it lacks, or that somebody else took that number meanwhile.
    """
    before = enquiries_about(record, ceasefire.id, subject.id)
    numbered = replace(step, subject=subject.id, number=_next_number(record, subject.id, before))
    checked_step(numbered, ceasefire, before, today=now.date(), told_of=told_of)
    entry = Entry(
        subject=step_id(subject.id, numbered.number), kind="step", owner=ceasefire.id, first=step.day, last=step.day,
        content={"step": to_plain(numbered), "about": to_plain(subject)},
    )  # fmt: skip
    reason = f"{numbered.rung}: {' '.join(numbered.evidence[0].words.split())[:SHORT]}"
    keep_new_entry(record, entry, author=step.by, reason=reason, now=now)
    return numbered


def take_back_step(
    record: Record, steps: Sequence[Step], number: int, *, author: str, reason: str, now: dt.datetime
) -> None:
    """Withdraw a step; its number is not taken again. Raises `UsageError` where there is none."""
    if number not in {step.number for step in steps}:
        there = ", ".join(str(step.number) for step in steps) or "it has none"
        message = f"there is no step {number} of this enquiry to take back; its steps: {there}"
        raise UsageError(message)
    withdraw(record, "entry", step_id(steps[0].subject, number), author=author, reason=reason, now=now)


def owner_of(record: Record, given: str) -> str | None:
    """Return the ceasefire whose enquiry has an id that begins so, None where there is none."""
    found = (one for one in entries(record, kind="step") if given and one.content["step"]["subject"].startswith(given))
    return next((one.owner for one in found), None)


def _next_number(record: Record, subject: str, before: Sequence[Step]) -> int:
    """Return the number after the last one, withdrawn steps counted."""
    number = max((step.number for step in before), default=0) + 1
    while entry_revisions(record, step_id(subject, number)):
        number += 1
    return number


def _verifiable(
    one: Happening, enquiries: tuple[Enquiry, ...], incident: Gathered | None, ceasefire: Ceasefire
) -> Verifiable:
    asked = enquiries[0].found.violation if enquiries else None
    corroboration = _corroboration(one, (asked or one.lead).alleged, incident, ceasefire)
    return Verifiable(
        happening=one,
        corroboration=corroboration,
        standing=standing_of((), independent=len(corroboration.also)),
        enquiries=enquiries,
    )


def _corroboration(
    one: Happening, alleged: str | None, incident: Gathered | None, ceasefire: Ceasefire
) -> Corroboration:
    accounts, publishers = (incident.accounts, incident.publishers) if incident else ((), {})
    return corroboration_of(one.told, alleged, accounts=accounts, publishers=publishers, ceasefire=ceasefire)


def _incidents(
    record: Record, happenings: Iterable[Happening], interval: Interval, known_on: Known
) -> dict[str, Gathered]:
    """Return the incidents of happenings that are told more than once: what is told once, nobody corroborates."""
    wanted = {one.incident for one in happenings if one.incident and len(one.told) > 1}
    if not wanted:
        return {}
    first, last = interval.first.toordinal() - AROUND, interval.last.toordinal() + AROUND
    near = gather_incidents(record, Wanted(first=first, last=last), known_on=known_on.at)
    found = {one.id: one for one in near if one.id in wanted}
    return found | {id_: find_incident(record, id_, known_on=known_on.at) for id_ in sorted(wanted - found.keys())}


def _may_be_of(subject: Subject, interval: Interval) -> bool:
    """Say whether a subject was of these days when its enquiry began, or of no day that is known."""
    return subject.interval is None or subject.interval.overlaps(interval)


def _found_in(violations: Sequence[Violation], subjects: Iterable[Subject]) -> dict[Subject, Found]:
    """Return what each subject is among what is told."""
    asked = list(subjects)
    by_id = {one.id: one for one in violations}
    by_document = _by_document(violations, {one.evidence.document for one in asked})
    return {subject: find_again(subject, by_id, by_document) for subject in asked}


def _by_document(violations: Iterable[Violation], among: Container[str | None]) -> dict[str, list[Violation]]:
    found: defaultdict[str, list[Violation]] = defaultdict(list)
    for one in violations:
        for document in dict.fromkeys(held.document for held in one.evidence):
            if document is not None and document in among:
                found[document].append(one)
    return dict(found)


def _day(one: Enquiry) -> tuple[str, str]:
    return (one.subject.interval.first.isoformat() if one.subject.interval else "9999"), one.subject.id
