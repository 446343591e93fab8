"""The ladder of verification: what was done to find out whether what somebody alleges was so, step by step.

Steps append: what was found later stands above what was found before, and never in its place. That something is
alleged, or told by sources that do not depend on each other, follows from the record; all else is a person's finding.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from detente.core.errors import UsageError
from detente.core.ids import hash_parts
from detente.registry.ceasefires.definition import Ceasefire
from detente.registry.evidence import Evidence
from detente.registry.interval import Interval

__all__ = [
    "FINDINGS",
    "METHODS",
    "RUNGS",
    "STEPS",
    "Rung",
    "Standing",
    "Step",
    "checked_step",
    "standing_of",
    "step_id",
]

Rung = Literal[
    "alleged", "corroborated", "enquiry open", "access denied", "confirmed", "not confirmed", "refuted", "cannot tell"
]
RUNGS: tuple[str, ...] = get_args(Rung)
FINDINGS = frozenset({"confirmed", "not confirmed", "refuted", "cannot tell"})
"""What ends an enquiry. "Not confirmed" says that nothing was found, "refuted" that something else was."""
DERIVED = frozenset({"alleged", "corroborated"})
"""What follows from the record, and nobody writes."""
STEPS = tuple(rung for rung in RUNGS if rung not in DERIVED)
"""What a person may note."""
UNDECIDED: Rung = "cannot tell"
"""The finding that speaks against no other."""
METHODS = ("visit", "camera", "drone", "interview", "crater analysis", "documents", "own observation", "other")


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of an enquiry: `subject` is the id of what it is about.

    `by` is the person, `body` the id of the party or monitor that the person acts for, None where for the desk; `day`
    (YYYY-MM-DD) when it was done. `denied_by` is the id of the party that denied access, None where it is not known
    by whom.
    """

    subject: str
    number: int
    rung: Rung
    by: str
    day: str
    body: str | None = None
    method: str | None = None
    denied_by: str | None = None
    evidence: tuple[Evidence, ...] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How far an enquiry has come: the rung it stands on, by whom, and all steps, the first one first.

    Where bodies found different things, `findings` has what each found last, by the body's id ("desk" for the desk),
    and `rung` is "disputed" in none of them: it is the last finding, and `is_disputed` says that others differ. Who
    cannot tell differs from nobody. What is no finding takes the place of none: `is_open` and `is_denied` say that an
    enquiry was opened, or access denied, after the last finding.
    """

    rung: Rung
    steps: tuple[Step, ...]
    findings: tuple[tuple[str, Rung], ...] = ()
    is_disputed: bool = False
    is_open: bool = False
    is_denied: bool = False


def step_id(subject: str, number: int) -> str:
    """Return the id of a step."""
    return hash_parts("step", subject, str(number))


def checked_step(
    step: Step, ceasefire: Ceasefire, before: Sequence[Step], *, today: dt.date, told_of: Interval | None = None
) -> Step:
    """Return a step that may be taken after those before it. Raises `UsageError` that says what it lacks.

    `told_of` are the days of what it is about, None where nobody tells them.
    """
    lacks = [*_lacks(step, ceasefire, before), *_wrong_day(step.day, today, told_of)]
    if lacks:
        message = f"{step.rung[:40]!r} cannot be noted of {step.subject[:10]}: {'; '.join(lacks)}"
        raise UsageError(message)
    return step


def standing_of(steps: Iterable[Step], *, independent: int = 0) -> Standing:
    """Return how far an enquiry has come.

    `independent` is how many sources that do not depend on each other, nor on the side that alleges it, tell the same.
    """
    taken = tuple(sorted(steps, key=lambda step: step.number))
    findings = {step.body or "desk": step.rung for step in taken if step.rung in FINDINGS}
    found = _last(taken, FINDINGS)
    return Standing(
        rung=_rung(taken) or ("corroborated" if independent else "alleged"),
        steps=taken,
        findings=tuple(sorted(findings.items())),
        is_disputed=len(set(findings.values()) - {UNDECIDED}) > 1,
        is_open=_last(taken, {"enquiry open"}) > found,
        is_denied=_last(taken, {"access denied"}) > found,
    )


def _rung(taken: Sequence[Step]) -> Rung | None:
    """Return the finding that stands, else the last step, None where none was taken.

    What a body found stands, whatever others do, until that body finds otherwise; who cannot tell displaces nobody.
    """
    last = {step.body: step for step in taken if step.rung in FINDINGS}
    decided = [step for step in last.values() if step.rung != UNDECIDED]
    standing = max(decided or last.values() or taken, key=lambda step: step.number, default=None)
    return standing.rung if standing else None


def _last(taken: Sequence[Step], rungs: Collection[str]) -> int:
    """Return the number of the last step on one of these rungs, 0 where there is none."""
    return max((step.number for step in taken if step.rung in rungs), default=0)


def _lacks(step: Step, ceasefire: Ceasefire, before: Sequence[Step]) -> Iterator[str]:
    """Yield what a step lacks."""
    if step.rung in DERIVED:
        yield f"that follows from the record, and nobody writes it; a step is one of {', '.join(STEPS)}"
    elif step.rung not in STEPS:
        yield f"a step is one of {', '.join(STEPS)}"
    if step.body is not None and step.body not in ceasefire.columns:
        yield f"{step.body[:40]!r} is no party and no monitor of {ceasefire.id}: {', '.join(ceasefire.columns)}"
    parties = [party.id for party in ceasefire.parties]
    if step.denied_by is not None and (step.rung != "access denied" or step.denied_by not in parties):
        yield f"only access is denied, and by a party: {', '.join(parties)}"
    if step.method is not None and step.method not in METHODS:
        yield f"{step.method[:40]!r} is no method; methods are {', '.join(METHODS)}"
    if step.rung in FINDINGS and not step.method:
        yield f"a finding says by what method it was reached: {', '.join(METHODS)}"
    if not step.evidence:
        yield "it says no words that it stands on"
    if before and step.number <= max(one.number for one in before):
        yield "a step with that number was taken before; read the record again"


def _wrong_day(given: str, today: dt.date, told_of: Interval | None) -> Iterator[str]:
    """Yield what is wrong with the day of a step: nothing is found out before it was, nor tomorrow."""
    try:
        day = dt.date.fromisoformat(given)
    except ValueError:
        yield f"{given[:40]!r} is no day; write it as 2026-03-01"
        return
    if day > today:
        yield f"{day} lies ahead; give the day on which it was done"
    if told_of is not None and day < told_of.first:
        yield f"{day} is before {told_of.first}, of which it is told; give the day on which it was done"
