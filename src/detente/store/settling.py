"""Settles what belongs together, only where something changed, and notes it beside what was known before.

Accounts can only come to one incident along links from the threshold on, and by what people put together: what these
connect is settled by itself, and comes out as if all were settled at once.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from detente.incidents.decisions import Constraints, constraints
from detente.incidents.recalled import Settled, settle_under
from detente.incidents.rivals import least_that_reaches, weigh_rivals
from detente.incidents.scoring import Weights
from detente.store import tables
from detente.store.accounts import State, accounts_by_number
from detente.store.asked import portions
from detente.store.decisions import beside_decided, read_decisions
from detente.store.known import NOW, withdrawn
from detente.store.record import Record
from detente.store.revisions import Notes

__all__ = ["Settling", "likely_between", "settle_waiting", "unsettle"]

ACCOUNTS, LINKS, MEMBERSHIPS = tables.accounts, tables.links, tables.memberships
REVIEWS, SETTLED = tables.reviews, tables.adjudications
AT_ONCE = 1_000
"""Accounts from which one transaction begins; those that belong with them come beyond that."""
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
    """Return accounts that are linked and not settled, or that leave."""
    open_ones = ACCOUNTS.c.state.in_([State.LINKED, State.LEAVING])
    return list(connection.scalars(sa.select(ACCOUNTS.c.number).where(open_ones).limit(AT_ONCE)))


def _settle_around(
    connection: Connection, seeds: Sequence[int], held: Constraints, settling: Settling, now: dt.datetime
) -> int:
    leaving = _leaving(connection, seeds)
    least = least_that_reaches(settling.weights.threshold)
    beside = {other for other, *_ in _links_of(connection, list(leaving), least)}
    # what comes or leaves is a rival of the other accounts of its report
    starting = {*seeds} | beside | _of_their_reports(connection, seeds)
    reached = _component(connection, starting - leaving.keys(), held, least)
    accounts = accounts_by_number(connection, sorted(reached), {})
    keys = {number: account.key for number, account in accounts.items()}
    links = likely_between(connection, keys)
    settled = settle_under([accounts[number] for number in sorted(accounts)], links, settling.weights, held)
    changed = _note(connection, _belonging(settled), leaving.values(), settling, now)
    _set_state(connection, list(leaving), State.RETIRED)
    _set_state(connection, list(reached), State.SETTLED)
    return changed


def _of_their_reports(connection: Connection, numbers: Sequence[int]) -> set[int]:
    """Return the accounts that count now of the reports that these are of."""
    found: set[int] = set()
    for some in portions(numbers):
        reports = sa.select(ACCOUNTS.c.document_id).where(ACCOUNTS.c.number.in_(some))
        query = sa.select(ACCOUNTS.c.number).where(ACCOUNTS.c.document_id.in_(reports))
        found.update(connection.scalars(query.where(ACCOUNTS.c.state <= State.SETTLED)))
    return found


def _leaving(connection: Connection, seeds: Sequence[int]) -> dict[int, str]:
    found: dict[int, str] = {}
    for some in portions(seeds):
        query = sa.select(ACCOUNTS.c.number, ACCOUNTS.c.key).where(ACCOUNTS.c.number.in_(some))
        found |= {row[0]: row[1] for row in connection.execute(query.where(ACCOUNTS.c.state == State.LEAVING))}
    return found


def _component(connection: Connection, seeds: Iterable[int], held: Constraints, threshold: float) -> set[int]:
    """Return the accounts that count now and are reached from these by links that are enough, or by decisions."""
    together: defaultdict[str, set[str]] = defaultdict(set)
    for some in held.together:
        for key in some:
            together[key] |= some
    reached: set[int] = set()
    waiting = set(seeds)
    while waiting:
        live = _live(connection, number=sorted(waiting))
        reached |= live.keys()
        found = {other for other, *_ in _links_of(connection, sorted(live), threshold)}
        decided = {key for own in live.values() for key in together.get(own, ())}
        if decided:
            found |= _live(connection, key=sorted(decided)).keys()
        waiting = found - reached
    return reached


def _live(connection: Connection, **chosen: Sequence[Any]) -> dict[int, str]:
    """Return numbers and keys of accounts that count now, chosen by the one or the other."""
    ((column, values),) = chosen.items()
    found: dict[int, str] = {}
    for some in portions(values):
        query = sa.select(ACCOUNTS.c.number, ACCOUNTS.c.key).where(ACCOUNTS.c[column].in_(some))
        found |= {row[0]: row[1] for row in connection.execute(query.where(ACCOUNTS.c.state <= State.SETTLED))}
    return found


def _links_of(connection: Connection, numbers: Sequence[int], least: float) -> Iterator[tuple[int, int, float]]:
    """Yield the links of accounts: with whom, whose, how likely."""
    for some in portions(numbers):
        for mine, theirs in ((LINKS.c.first, LINKS.c.second), (LINKS.c.second, LINKS.c.first)):
            query = sa.select(theirs, mine, LINKS.c.likelihood).where(mine.in_(some), LINKS.c.likelihood >= least)
            yield from ((row[0], row[1], row[2]) for row in connection.execute(query))


def likely_between(connection: Connection, keys: Mapping[int, str]) -> dict[tuple[str, str], float]:
    """Return all links between accounts, by their keys in order, weighed against those that rival them."""
    found = {tuple(sorted((one, other))): likely for other, one, likely in _links_of(connection, sorted(keys), 0.0)}
    own = _reports_of(connection, {number for pair in found for number in pair})
    names = {number: key for number, (key, _) in own.items()}
    links = {
        _ordered(names[one], names[other]): likely
        for (one, other), likely in found.items()
        if one in own and other in own
    }
    weighed = weigh_rivals(links, dict(own.values()))
    inside = set(keys.values())
    return {pair: likely for pair, likely in weighed.items() if inside.issuperset(pair)}


def _ordered(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one < other else (other, one)


def _reports_of(connection: Connection, numbers: Iterable[int]) -> dict[int, tuple[str, str]]:
    """Return the key and the report of accounts that count now."""
    found: dict[int, tuple[str, str]] = {}
    for some in portions(sorted(numbers)):
        query = sa.select(ACCOUNTS.c.number, ACCOUNTS.c.key, ACCOUNTS.c.document_id).where(ACCOUNTS.c.number.in_(some))
        found |= {
            row[0]: (row[1], row[2]) for row in connection.execute(query.where(ACCOUNTS.c.state <= State.SETTLED))
        }
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
    gone = [key for key in gone if not _live(connection, key=[key])]
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
