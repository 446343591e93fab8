"""Which statements, expectations and contradictions are new since a moment, or due around a day."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

from detente.registry.contradictions.contradiction import Contradiction
from detente.registry.expectations.expectation import Expectation
from detente.registry.statements.ledger import Line

__all__ = ["NEAR", "Dated", "chosen_since", "contradictions_since", "due_around", "open_ones", "said_since"]

NEAR = 14
"""Days before and after today within which the last day of something expected lies that is shown."""
OPEN = frozenset({"due", "overdue"})


def said_since(lines: Sequence[Line], reports: frozenset[str]) -> tuple[Line, ...]:
    """Return the utterances that one of these reports quotes, the latest first."""
    found = [line for line in lines if any(one.heard.document in reports for one in line.versions)]
    return tuple(sorted(found, key=lambda line: line.days[-1] if line.days else "", reverse=True))


def due_around(found: Sequence[Expectation], day: dt.date) -> tuple[Expectation, ...]:
    """Return what is due, or was, within so many days of a day: the soonest to come first, then what is past."""
    first, last = (dt.date.fromordinal(max(1, day.toordinal() + n)).isoformat() for n in (-NEAR, NEAR))
    near = [one for one in found if one.state in OPEN and one.due and first <= (one.due.last or "") <= last]
    return tuple(sorted(near, key=lambda one: one.state != "due"))


Dated = tuple[Contradiction, dt.datetime | None]
"""A contradiction with the moment at which it came to be one; None where nothing tells since when it is known."""


def contradictions_since(found: Iterable[Contradiction], since: dt.datetime | None) -> tuple[Contradiction, ...]:
    """Return the open contradictions of which a side came to be known after a moment; all open ones since ever."""
    return tuple(chosen_since(open_ones(found), since))


def open_ones(found: Iterable[Contradiction]) -> tuple[Dated, ...]:
    """Return the open contradictions, each with the moment at which it came to be one."""
    return tuple((one, _came_at(one)) for one in found if one.ruling == "open")


def chosen_since(dated: Iterable[Dated], since: dt.datetime | None) -> Iterator[Contradiction]:
    """Yield those that came to be after a moment; all of them since ever."""
    return (one for one, at in dated if since is None or (at is not None and at > since))


def _came_at(one: Contradiction) -> dt.datetime | None:
    """Return when two of its sides were known, or all that it has; where fewer are, when the last of them was."""
    sides = [[claim.known_at for claim in side if claim.known_at] for side in one.sides]
    known = sorted(min(map(dt.datetime.fromisoformat, some)) for some in sides if some)
    return known[min(len(one.sides), 2, len(known)) - 1] if known else None
