"""What people decided about accounts, and what proposals they dismissed: added, and never taken away."""

import datetime as dt
from collections.abc import Iterable

import sqlalchemy as sa
from sqlalchemy import Connection, RowMapping

from detente.core.ids import hash_parts
from detente.incidents.decisions import Decision
from detente.store import tables
from detente.store.columns import moment

__all__ = [
    "add_decision",
    "add_dismissal",
    "beside_decided",
    "decision_id",
    "read_decisions",
    "read_dismissals",
    "withdraw_decision",
]

DECISIONS, DISMISSALS = tables.decisions, tables.dismissals


def read_decisions(connection: Connection, *, known_on: dt.datetime | None = None) -> tuple[Decision, ...]:
    """Return the decisions in the order in which they were made; of those taken back it is said that they were."""
    query = sa.select(DECISIONS).order_by(DECISIONS.c.at, DECISIONS.c.id)
    if known_on is not None:
        query = query.where(DECISIONS.c.at <= known_on)
    rows = connection.execute(query).mappings().all()
    withdrawn = {row["withdraws"] for row in rows if row["kind"] == "undo"}
    return tuple(_decision(row, withdrawn=row["id"] in withdrawn) for row in rows if row["kind"] != "undo")


def decision_id(kind: str, author: str, at: dt.datetime, *accounts: str) -> str:
    """Return the id of a decision."""
    return hash_parts("decision", kind, author, moment(at), *sorted(accounts))


def add_decision(connection: Connection, decision: Decision) -> None:
    """Note what a person decided."""
    told = {"id": decision.id, "kind": decision.kind, "author": decision.author, "reason": decision.reason}
    sides = {"accounts": sorted(decision.first), "others": sorted(decision.second), "withdraws": None}
    connection.execute(sa.insert(DECISIONS).values(**told, **sides, at=decision.at))


def withdraw_decision(connection: Connection, decision: Decision, *, author: str, reason: str, at: dt.datetime) -> str:
    """Note that a decision is taken back, and return the id under which that stands."""
    own = decision_id("undo", author, at, decision.id)
    told = {"id": own, "kind": "undo", "accounts": [], "others": [], "withdraws": decision.id}
    connection.execute(sa.insert(DECISIONS).values(**told, at=at, author=author, reason=reason))
    return own


def add_dismissal(connection: Connection, decision: str, *, author: str, reason: str, at: dt.datetime) -> None:
    """Note that a person lets a decision stand, whatever speaks against it by now."""
    own = hash_parts("dismissal", decision, author, moment(at))
    row = {"id": own, "decision_id": decision, "at": at, "author": author, "reason": reason}
    connection.execute(sa.insert(DISMISSALS).values(**row))


def read_dismissals(connection: Connection) -> dict[str, dt.datetime]:
    """Return when a person last let each decision stand, of those that somebody did."""
    rows = connection.execute(sa.select(DISMISSALS.c.decision_id, DISMISSALS.c.at).order_by(DISMISSALS.c.at))
    return {row[0]: row[1] for row in rows}


def beside_decided(connection: Connection, keys: Iterable[str]) -> frozenset[str]:
    """Return accounts, and all that decisions speak of together with them: a new decision may undo older ones."""
    decided = [decision.first | decision.second for decision in read_decisions(connection)]
    found = frozenset(keys)
    while wider := [some for some in decided if some & found and not some <= found]:
        found = found.union(*wider)
    return found


def _decision(row: RowMapping, *, withdrawn: bool) -> Decision:
    own = {name: row[name] for name in ("id", "kind", "author", "reason", "at")}
    return Decision(**own, first=frozenset(row["accounts"]), second=frozenset(row["others"]), withdrawn=withdrawn)
