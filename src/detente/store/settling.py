"""Settles what belongs together, only where something changed, and notes it beside what was known before.

What came or left is settled with all that it could join (`region`), and the rest stays as it is noted: it comes out
as if all were settled at once. Of what waits, some is taken up at a time, as if the rest were not there yet.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy import Connection

from detente.incidents.decisions import Constraints, constraints
from detente.incidents.recalled import Settled, settle_under
from detente.incidents.scoring import Weights
from detente.store import tables
from detente.store.accounts import State
from detente.store.asked import portions
from detente.store.decisions import beside_decided, read_decisions
from detente.store.known import NOW, withdrawn
from detente.store.record import Record
from detente.store.region import Region, links_of
from detente.store.revisions import Notes

__all__ = ["Settling", "likely_between", "settle_waiting", "unsettle"]

ACCOUNTS, MEMBERSHIPS = tables.accounts, tables.memberships
REVIEWS, SETTLED = tables.reviews, tables.adjudications
AT_ONCE = 2_500
"""Accounts from which one transaction begins; those of their reports come beyond that."""
LEFT = "its report is read anew, and does not tell of it there any more"
WITHDRAWN = "its report was withdrawn"
REJECTED = "it was rejected in review"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settling:
    """By what accounts are settled, and who is said to have done it."""

    weights: Weights
    author: str
    reason: str


def settle_waiting(record: Record, settling: Settling, *, clock: Callable[[], dt.datetime]) -> Iterator[int]:
    """Settle what the accounts belong to of which that is open, and yield for how many of them it changed."""
    while True:
        with record.writing() as connection:
            seeds = _seeds(connection)
            if not seeds:
                return
            held = constraints(read_decisions(connection))
            changed = _settle_around(connection, seeds, held, settling, clock())
        yield changed


def unsettle(connection: Connection, keys: Iterable[str]) -> None:
    """Let accounts wait to be settled, and all of which people decided together with them."""
    for some in portions(sorted(beside_decided(connection, keys))):
        settled = sa.and_(ACCOUNTS.c.key.in_(some), ACCOUNTS.c.state == State.SETTLED)
        connection.execute(sa.update(ACCOUNTS).where(settled).values(state=State.LINKED))


def _seeds(connection: Connection) -> list[int]:
    """Return accounts that are linked and not settled, or that leave: those of the earliest days, report by report."""
    open_ones = ACCOUNTS.c.state.in_([State.LINKED, State.LEAVING])
    first = sa.select(ACCOUNTS.c.document_id).where(open_ones)
    query = first.order_by(ACCOUNTS.c.published, ACCOUNTS.c.document_id).limit(AT_ONCE)
    found: list[int] = []
    for some in portions(sorted(set(connection.scalars(query)))):
        found += connection.scalars(sa.select(ACCOUNTS.c.number).where(ACCOUNTS.c.document_id.in_(some), open_ones))
    return found


def _settle_around(
    connection: Connection, seeds: Sequence[int], held: Constraints, settling: Settling, now: dt.datetime
) -> int:
    leaving = _leaving(connection, seeds)
    region = Region(connection, set(seeds) - leaving.keys(), held)
    left = {incident for _, incident in leaving.values() if incident is not None}
    inner = region.whole(set(seeds) - leaving.keys(), left)
    while True:
        outer = region.around(inner, settling.weights.threshold)
        belonging = _belonging(_settle(region, inner, outer, settling, held))
        changed = region.changed(outer, belonging)
        if not changed:
            break
        inner = region.whole(inner | changed)
    own = {region.rows[number].key: belonging[region.rows[number].key] for number in inner}
    noted = _note(connection, own, [key for key, _ in leaving.values()], settling, now)
    _set_state(connection, list(leaving), State.RETIRED)
    _set_state(connection, list(inner), State.SETTLED)
    return noted


def _settle(region: Region, inner: set[int], outer: set[int], settling: Settling, held: Constraints) -> Settled:
    accounts = [region.rows[number] for number in sorted(inner | outer)]
    return settle_under(accounts, region.links, settling.weights, held)


def _leaving(connection: Connection, seeds: Sequence[int]) -> dict[int, tuple[str, str | None]]:
    """Return the keys of accounts that leave, and what they belonged to."""
    found: dict[int, tuple[str, str | None]] = {}
    columns = (ACCOUNTS.c.number, ACCOUNTS.c.key, ACCOUNTS.c.incident)
    for some in portions(seeds):
        query = sa.select(*columns).where(ACCOUNTS.c.number.in_(some), ACCOUNTS.c.state == State.LEAVING)
        found |= {row[0]: (row[1], row[2]) for row in connection.execute(query)}
    return found


def _live(connection: Connection, keys: Sequence[str]) -> set[str]:
    """Return which accounts count now, by their keys."""
    found: set[str] = set()
    for some in portions(keys):
        query = sa.select(ACCOUNTS.c.key).where(ACCOUNTS.c.key.in_(some), ACCOUNTS.c.state <= State.SETTLED)
        found.update(connection.scalars(query))
    return found


def likely_between(connection: Connection, keys: Mapping[int, str]) -> dict[tuple[str, str], float]:
    """Return all links between accounts, by their keys in order, weighed against those that rival them."""
    found: dict[tuple[str, str], float] = {}
    for other, one, weighed in links_of(connection, sorted(keys), 0.0):
        if other in keys:
            first, second = sorted((keys[one], keys[other]))
            found[first, second] = weighed
    return found


def _belonging(settled: Settled) -> dict[str, str]:
    """Return to what each account belongs: an incident, what is only recalled, or what is denied and nobody tells."""
    happenings = (*settled.incidents, *settled.recalled, *settled.alone)
    return {key: happening.id for happening in happenings for key in happening.accounts}


def _note(
    connection: Connection, belonging: Mapping[str, str], leaving: Iterable[str], settling: Settling, now: dt.datetime
) -> int:
    """Note memberships that are others than those noted last, and say how many there were."""
    gone = [key for key in leaving if key not in belonging]
    live = _live(connection, gone)
    gone = [key for key in gone if key not in live]
    known = _latest(connection, [*belonging, *gone])
    told: dict[str, tuple[str | None, str]] = {key: (one, settling.reason) for key, one in belonging.items()}
    told |= {key: (None, why) for key, why in _why_gone(connection, gone).items()}
    new = {key: one for key, one in told.items() if known.get(key) != one[0]}
    if new:
        rows = [
            {"account": key, "incident": incident, "at": now, "author": settling.author, "reason": reason}
            for key, (incident, reason) in sorted(new.items())
        ]
        connection.execute(sa.insert(MEMBERSHIPS), rows)
        _note_incidents(connection, new, known, settling, now)
    _point(connection, told)
    return len(new)


def _note_incidents(
    connection: Connection,
    new: Mapping[str, tuple[str | None, str]],
    known: Mapping[str, str | None],
    settling: Settling,
    now: dt.datetime,
) -> None:
    """Note a revision of each incident that accounts came to or left, however many they are."""
    notes = Notes()
    for key, (incident, reason) in sorted(new.items()):
        for one in (incident, known.get(key)):
            if one is not None:
                notes.add("incident", one, reason)
    notes.write(connection, now=now, author=settling.author)


def _why_gone(connection: Connection, keys: Sequence[str]) -> dict[str, str]:
    """Return for accounts that count no more why: withdrawn, rejected, or read otherwise."""
    found = dict.fromkeys(keys, LEFT)
    for some in portions(keys):
        taken_back = sa.exists().where(tables.review_withdrawals.c.review_id == REVIEWS.c.id)
        for told in (REVIEWS, SETTLED):
            rejected = sa.select(told.c.subject_key).where(told.c.subject_key.in_(some), told.c.verdict == "reject")
            rejected = rejected.where(~taken_back) if told is REVIEWS else rejected
            found |= dict.fromkeys(connection.scalars(rejected), REJECTED)
        withdrawn_ones = sa.select(ACCOUNTS.c.key).where(ACCOUNTS.c.key.in_(some))
        withdrawn_ones = withdrawn_ones.where(ACCOUNTS.c.document_id.in_(withdrawn("document", NOW)))
        found |= dict.fromkeys(connection.scalars(withdrawn_ones), WITHDRAWN)
    return found


def _point(connection: Connection, told: Mapping[str, tuple[str | None, str]]) -> None:
    """Note beside each account that counts what it belongs to now."""
    live = sa.and_(ACCOUNTS.c.key == sa.bindparam("own"), ACCOUNTS.c.state <= State.SETTLED)
    change = sa.update(ACCOUNTS).where(live).values(incident=sa.bindparam("to"))
    rows = [{"own": key, "to": incident} for key, (incident, _) in told.items()]
    if rows:
        connection.execute(change, rows)


def _latest(connection: Connection, keys: Sequence[str]) -> dict[str, str | None]:
    """Return what was noted last of each account."""
    found: dict[str, str | None] = {}
    for some in portions(keys):
        last = sa.select(sa.func.max(MEMBERSHIPS.c.number)).where(MEMBERSHIPS.c.account.in_(some))
        query = sa.select(MEMBERSHIPS.c.account, MEMBERSHIPS.c.incident)
        query = query.where(MEMBERSHIPS.c.number.in_(last.group_by(MEMBERSHIPS.c.account)))
        found |= {row[0]: row[1] for row in connection.execute(query)}
    return found


def _set_state(connection: Connection, numbers: Sequence[int], state: State) -> None:
    """Note that accounts are settled; those that wait to be linked go on waiting."""
    for some in portions(numbers):
        settled = sa.and_(ACCOUNTS.c.number.in_(some), ACCOUNTS.c.state != State.WAITING)
        connection.execute(sa.update(ACCOUNTS).where(settled).values(state=state))
