"""Which change of what belongs together follows from what a person decided: that person is its author, and not linking.

An act is a decision, or that one was taken back. A change follows from it where settling without it comes out
otherwise.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import sqlalchemy as sa
from sqlalchemy import Connection

from detente.incidents.decisions import Decision
from detente.store import tables
from detente.store.asked import portions

__all__ = ["Act", "new_acts"]

DECISIONS, MEMBERSHIPS = tables.decisions, tables.memberships
SHORT = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """What a person did, and the decisions that would stand without it and later acts."""

    decision: str
    takes_back: bool
    author: str
    reason: str
    at: dt.datetime
    known: frozenset[str]
    """Accounts that it may have moved: what came later is put somewhere by linking, beside what a person put there."""
    without: tuple[Decision, ...]

    @property
    def told(self) -> str:
        """The reason of what follows from it."""
        taken_back = " taken back" if self.takes_back else ""
        return f"decision {self.decision[:SHORT]}{taken_back}: {self.reason}"


def new_acts(connection: Connection, decisions: Sequence[Decision], settled: Collection[str]) -> Iterator[Act]:
    """Yield what was decided about accounts that are settled now, and was not when they last were; the latest first."""
    last = _last_noted(connection, settled)
    rows = connection.execute(sa.select(DECISIONS).order_by(DECISIONS.c.at.desc(), DECISIONS.c.id.desc())).all()
    by_id = {one.id: one for one in decisions}
    standing = {one.id: one for one in decisions if not one.withdrawn}
    for row in rows:
        own = by_id[row.withdraws or row.id]
        named = own.first | own.second
        if named.isdisjoint(settled) or any(noted > row.at for noted in last.values()):
            continue
        if row.withdraws:
            standing[own.id] = replace(own, withdrawn=False)
        else:
            standing.pop(own.id, None)
        yield Act(
            decision=own.id, takes_back=row.withdraws is not None, author=row.author, reason=row.reason, at=row.at,
            known=frozenset(last), without=tuple(standing.values()),
        )  # fmt: skip


def _last_noted(connection: Connection, keys: Iterable[str]) -> Mapping[str, dt.datetime]:
    """Return when it was last noted of each account what it belongs to."""
    found: dict[str, dt.datetime] = {}
    for some in portions(sorted(keys)):
        query = sa.select(MEMBERSHIPS.c.account, sa.func.max(MEMBERSHIPS.c.at)).where(MEMBERSHIPS.c.account.in_(some))
        found |= {row[0]: row[1] for row in connection.execute(query.group_by(MEMBERSHIPS.c.account))}
    return found
