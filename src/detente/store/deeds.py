"""What people do about incidents: put together, part, take back, let stand; each noted with who did it and why."""

import datetime as dt
from collections.abc import Collection, Iterable, Sequence

import sqlalchemy as sa
from sqlalchemy import Connection

from detente.core.errors import UsageError
from detente.incidents.account import Account
from detente.incidents.decisions import Decision, merged, split_off
from detente.incidents.proposals import Proposal, proposals
from detente.incidents.scoring import Weights
from detente.store import tables
from detente.store.accounts import State, accounts_by_number
from detente.store.asked import portions
from detente.store.decisions import (
    add_decision,
    add_dismissal,
    beside_decided,
    decision_id,
    read_decisions,
    read_dismissals,
    withdraw_decision,
)
from detente.store.likeness import voices
from detente.store.record import Record
from detente.store.revisions import Notes
from detente.store.settling import likely_between, unsettle

__all__ = [
    "accounts_called",
    "decisions",
    "dismiss_proposal",
    "incidents_of",
    "merge_incidents",
    "open_proposals",
    "split_incident",
    "together_with",
    "undo_decision",
]

ACCOUNTS, MEMBERSHIPS = tables.accounts, tables.memberships


def merge_incidents(
    record: Record, incidents: Iterable[Sequence[str]], *, author: str, reason: str, at: dt.datetime
) -> Decision:
    """Note that the accounts of several incidents, by key, tell of one happening; it waits to be settled."""
    keys = [tuple(some) for some in incidents]
    own = decision_id("together", author, at, *(key for some in keys for key in some))
    decision = merged(keys, decision_id=own, author=author, reason=reason, at=at)
    _decide(record, decision)
    return decision


def split_incident(
    record: Record, part: Sequence[str], incident: Sequence[str], *, author: str, reason: str, at: dt.datetime
) -> Decision:
    """Note that a part of an incident's accounts, by key, tells of another happening than the rest.

    Raises `UsageError` where nothing would be left on either side.
    """
    if not set(part) or set(part) >= set(incident) or not set(part) <= set(incident):
        message = "name some of the incident's accounts, and not all of them: detente incidents show DIR ID lists them"
        raise UsageError(message)
    own = decision_id("apart", author, at, *part)
    decision = split_off(part, incident, decision_id=own, author=author, reason=reason, at=at)
    _decide(record, decision)
    return decision


def undo_decision(record: Record, given: str, *, author: str, reason: str, at: dt.datetime) -> Decision:
    """Take back the decision that `given` names by its id or the first figures of it, and return it.

    Raises `UsageError` where there is none that stands.
    """
    with record.writing() as connection:
        decision = _standing(connection, given)
        unsettle(connection, decision.first | decision.second)
        withdraw_decision(connection, decision, author=author, reason=reason, at=at)
        _note(connection, decision, author=author, reason=reason, at=at)
    return decision


def dismiss_proposal(
    record: Record, given: str, *, spoken_against: Collection[str], author: str, reason: str, at: dt.datetime
) -> Decision:
    """Note that a person lets a decision stand against what came since.

    Raises `UsageError` where none stands, and where it is none of those that something new speaks against.
    """
    with record.writing() as connection:
        decision = _standing(connection, given)
        if decision.id not in spoken_against:
            message = f"nothing that came since speaks against decision {decision.id[:10]}: it stands as it is"
            raise UsageError(message)
        add_dismissal(connection, decision.id, author=author, reason=reason, at=at)
        _note(connection, decision, author=author, reason=reason, at=at)
    return decision


def decisions(record: Record) -> tuple[Decision, ...]:
    """Return all that people decided, also what was taken back."""
    with record.reading() as connection:
        return read_decisions(connection)


def open_proposals(record: Record, weights: Weights) -> tuple[Proposal, ...]:
    """Return what new evidence says against decisions that stand."""
    voice = voices(record)
    with record.reading() as connection:
        decided = read_decisions(connection)
        keys = frozenset(key for one in decided if not one.withdrawn for key in one.first | one.second)
        numbers = _around(connection, beside_decided(connection, keys))
        accounts = accounts_by_number(connection, numbers, voice)
        by_number = {number: account.key for number, account in accounts.items()}
        links = likely_between(connection, by_number)
        came = _came(connection, sorted(by_number.values()))
        dismissed = read_dismissals(connection)
    told = [accounts[number] for number in sorted(accounts)]
    return proposals(told, links, weights, decided, came=came, dismissed=dismissed)


def incidents_of(record: Record, keys: Iterable[str]) -> dict[str, str]:
    """Return by key to which incident each of some accounts belongs now; those that belong to none are not there."""
    found: dict[str, str] = {}
    live = (ACCOUNTS.c.state <= State.SETTLED, ACCOUNTS.c.incident.is_not(None))
    with record.reading() as connection:
        for some in portions(sorted(set(keys))):
            query = sa.select(ACCOUNTS.c.key, ACCOUNTS.c.incident).where(ACCOUNTS.c.key.in_(some), *live)
            found |= {row[0]: row[1] for row in connection.execute(query)}
    return found


def together_with(record: Record, keys: Iterable[str]) -> dict[str, str]:
    """Return the incidents that some accounts belong to now, each for all of its accounts, by their keys."""
    incidents = sorted(set(incidents_of(record, keys).values()))
    found: dict[str, str] = {}
    with record.reading() as connection:
        for some in portions(incidents):
            query = sa.select(ACCOUNTS.c.key, ACCOUNTS.c.incident).where(ACCOUNTS.c.incident.in_(some))
            rows = connection.execute(query.where(ACCOUNTS.c.state <= State.SETTLED))
            found |= {row[0]: row[1] for row in rows}
    return found


def accounts_called(record: Record, keys: Iterable[str]) -> dict[str, Account]:
    """Return accounts that count, by their keys."""
    voice = voices(record)
    with record.reading() as connection:
        numbers: list[int] = []
        for some in portions(sorted(set(keys))):
            query = sa.select(ACCOUNTS.c.number).where(ACCOUNTS.c.key.in_(some), ACCOUNTS.c.state <= State.SETTLED)
            numbers += connection.scalars(query)
        return {account.key: account for account in accounts_by_number(connection, numbers, voice).values()}


def _decide(record: Record, decision: Decision) -> None:
    with record.writing() as connection:
        add_decision(connection, decision)
        unsettle(connection, decision.first | decision.second)
        _note(connection, decision, author=decision.author, reason=decision.reason, at=decision.at)


def _note(connection: Connection, decision: Decision, *, author: str, reason: str, at: dt.datetime) -> None:
    notes = Notes()
    notes.add("decision", decision.id, reason)
    notes.write(connection, now=at, author=author)


def _standing(connection: Connection, given: str) -> Decision:
    found = [one for one in read_decisions(connection) if given and one.id.startswith(given) and not one.withdrawn]
    if len(found) != 1:
        what = "more than one decision begins" if found else "no decision that stands begins"
        message = f"{what} with {given!r}: detente incidents show DIR ID lists those about an incident"
        raise UsageError(message)
    return found[0]


def _around(connection: Connection, keys: Iterable[str]) -> list[int]:
    """Return the accounts that people decided about, and all that belong to an incident with one of them."""
    incidents: set[str] = set()
    numbers: set[int] = set()
    live = ACCOUNTS.c.state <= State.SETTLED
    for some in portions(sorted(keys)):
        query = sa.select(ACCOUNTS.c.number, ACCOUNTS.c.incident).where(ACCOUNTS.c.key.in_(some), live)
        for number, incident in connection.execute(query):
            numbers.add(number)
            incidents |= {incident} - {None}
    for some in portions(sorted(incidents)):
        numbers |= set(connection.scalars(sa.select(ACCOUNTS.c.number).where(ACCOUNTS.c.incident.in_(some), live)))
    return sorted(numbers)


def _came(connection: Connection, keys: Sequence[str]) -> dict[str, dt.datetime]:
    """Return when each account was first noted to belong to anything."""
    found: dict[str, dt.datetime] = {}
    for some in portions(keys):
        query = sa.select(MEMBERSHIPS.c.account, sa.func.min(MEMBERSHIPS.c.at)).where(MEMBERSHIPS.c.account.in_(some))
        found |= {row[0]: row[1] for row in connection.execute(query.group_by(MEMBERSHIPS.c.account))}
    return found
