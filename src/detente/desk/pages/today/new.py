"""Which statements, expectations and contradictions are of today: each by a plain rule that the page states."""

import datetime as dt
from collections.abc import Sequence

from detente.registry.contradictions.contradiction import Contradiction
from detente.registry.expectations.expectation import Expectation
from detente.registry.statements.ledger import Line

__all__ = ["NEAR", "contradictions_since", "due_around", "said_since"]

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


def contradictions_since(found: Sequence[Contradiction], since: dt.datetime | None) -> tuple[Contradiction, ...]:
    """Return the open contradictions of which a side came to be known after a moment; all open ones since ever."""
    return tuple(one for one in found if one.ruling == "open" and (since is None or _came_after(one, since)))


def _came_after(one: Contradiction, since: dt.datetime) -> bool:
    """Say whether before that moment at most one of its sides was known."""
    sides = [[claim.known_at for claim in side if claim.known_at] for side in one.sides]
    known = [min(map(dt.datetime.fromisoformat, some)) for some in sides if some]
    return sum(at <= since for at in known) < min(len(one.sides), 2) and any(at > since for at in known)
