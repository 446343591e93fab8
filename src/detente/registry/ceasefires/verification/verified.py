"""What came of verification: enquiries with what they are about, and what each body found, row by row of the board."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from detente.registry.ceasefires.board import rows_for
from detente.registry.ceasefires.definition import Ceasefire
from detente.registry.ceasefires.happenings import Happening
from detente.registry.ceasefires.verification.corroboration import Corroboration
from detente.registry.ceasefires.verification.ladder import FINDINGS, RUNGS, Standing
from detente.registry.ceasefires.verification.signing import SignOff
from detente.registry.ceasefires.verification.subject import Found, Subject
from detente.registry.interval import Interval

__all__ = ["DESK", "Enquiry", "Laid", "RowFindings", "Verifiable", "Verified", "Withdrawn", "findings_by_row"]

DESK = "desk"
"""Who found something where no party and no monitor did."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Enquiry:
    """An enquiry: what it is about as it began, what that is now, and how far it has come."""

    subject: Subject
    found: Found
    standing: Standing

    @property
    def interval(self) -> Interval | None:
        """The days of what it is about, as they are read now."""
        return self.found.violation.interval if self.found.violation else self.subject.interval


@dataclass(frozen=True, slots=True, kw_only=True)
class Verifiable:
    """A happening with who tells of it without depending on whom, where it stands, and the enquiries into it.

    Two enquiries stand in one happening where what they are about was put together later.
    """

    happening: Happening
    corroboration: Corroboration
    standing: Standing
    enquiries: tuple[Enquiry, ...] = ()

    @property
    def id(self) -> str:
        """The id that it goes by: of its enquiry, or of what stands for all that is told of it."""
        return self.enquiries[0].subject.id if self.enquiries else self.happening.lead.id

    @property
    def rungs(self) -> tuple[str, ...]:
        """Where it stands, by each enquiry into it."""
        return tuple(dict.fromkeys(one.standing.rung for one in self.enquiries)) or (self.standing.rung,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Laid:
    """A text as it stands, when it was laid before both sides, what it is about, and the id of its new wording."""

    sign_off: SignOff
    at: str
    about: tuple[Subject, ...]
    replaced_by: str | None = None

    @property
    def id(self) -> str:
        """The id of the text."""
        return self.sign_off.text.id


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawn:
    """A text that was withdrawn after it was laid: when, by whom and why, as far as who looks is told."""

    laid: Laid
    at: str
    by: str
    reason: str

    @property
    def id(self) -> str:
        """The id of the text."""
        return self.laid.id


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """What came of verification on some days: enquiries, and those whose subject is no more (`lost`).

    `joint` are the texts about these days that both sides have signed.
    """

    enquiries: tuple[Enquiry, ...] = ()
    lost: tuple[Enquiry, ...] = ()
    joint: tuple[Laid, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RowFindings:
    """How often a body found what of the things in a row of the board; each finding is its last on that thing."""

    row: str
    body: str
    findings: tuple[tuple[str, int], ...]


def findings_by_row(enquiries: Iterable[Enquiry], ceasefire: Ceasefire, interval: Interval) -> tuple[RowFindings, ...]:
    """Return what each body found of what is told of these days; no claim is counted, and none is changed by it."""
    counted: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for row, body, rung in _found(enquiries, ceasefire, interval):
        counted[row, body][rung] += 1
    return tuple(
        RowFindings(row=row, body=body, findings=_in_order(found)) for (row, body), found in sorted(counted.items())
    )


def _found(enquiries: Iterable[Enquiry], ceasefire: Ceasefire, interval: Interval) -> Iterator[tuple[str, str, str]]:
    for one in enquiries:
        violation = one.found.violation
        if violation is None or violation.interval is None or not violation.interval.overlaps(interval):
            continue
        for row in rows_for(ceasefire, violation):
            yield from ((row, body, rung) for body, rung in one.standing.findings)


def _in_order(found: Counter[str]) -> tuple[tuple[str, int], ...]:
    order: Sequence[str] = [rung for rung in RUNGS if rung in FINDINGS]
    return tuple((rung, found[rung]) for rung in order if found[rung])
