"""Which accounts of the record are worth comparing, and what comparing showed.

Each account is compared with all that were compared before it, so whatever the order, every pair is looked at once.
Comparing takes long and is done while others may write; what was compared is kept only where nobody linked meanwhile.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy import Boolean, Column, Connection, Integer, MetaData, RowMapping, Table
from sqlalchemy.dialects.postgresql import insert

from detente.core.ids import hash_parts
from detente.incidents.account import Account
from detente.incidents.blocking import candidates
from detente.incidents.meeting import Row, meet
from detente.incidents.rivals import weigh_rivals
from detente.store import tables
from detente.store.account_spans import asked_of, key_rows, rows_asked, told_in, windows
from detente.store.accounts import State, accounts_by_number
from detente.store.asked import portions
from detente.store.likeness import voices
from detente.store.links_noted import links_noted, note_links, sum_all
from detente.store.record import Record

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Pairs = npt.NDArray[np.int64]

__all__ = ["Found", "LinkRow", "Pair", "accounts_waiting", "begin_linking", "find_pairs", "keep_links"]

ACCOUNTS, KEYS, LINKS, VOICES = tables.accounts, tables.account_keys, tables.links, tables.document_voices
AT_ONCE = 2_000
"""Accounts linked in one transaction, and those of their documents beyond that."""
Pair = tuple[int, int]

SCRATCH = MetaData()
ASKED = Table(
    "asked_keys",
    SCRATCH,
    Column("value", sa.BigInteger),
    Column("rare", Boolean(create_constraint=False)),
    Column("kind", Integer),
    Column("first_day", Integer),
    Column("last_day", Integer),
    prefixes=["TEMPORARY"],
)
WINDOWS = Table(
    "asked_windows",
    SCRATCH,
    Column("rare", Boolean(create_constraint=False)),
    Column("kind", Integer),
    Column("span", Integer),
    Column("days", Integer),
    Column("before", Integer),
    prefixes=["TEMPORARY"],
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Accounts that wait to be linked, with whom each is worth comparing, and the state of the record it holds for."""

    own: Mapping[int, Account]
    pairs: "Pairs"
    """Numbers of accounts in two columns: those that wait, and with whom, those of one report one after the other."""
    turn: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkRow:
    """Two accounts, by number, that are likely enough of one happening to be noted, with the reasons where kept."""

    pair: Pair
    likelihood: float
    reasons: Sequence[tuple[str, float]]


def begin_linking(record: Record, *, version: str) -> Mapping[str, str]:
    """Return the voice of every document, and let all wait that an earlier version linked or a new voice touches.

    Where the version changes, so may the keys: all are made anew.
    """
    now = voices(record)
    stale = sa.or_(ACCOUNTS.c.linked_by < version, ACCOUNTS.c.linked_by > version)
    again = sa.and_(stale, ACCOUNTS.c.state.in_([State.LINKED, State.SETTLED]))
    with record.reading() as connection:
        known = {row[0]: row[1] for row in connection.execute(sa.select(VOICES))}
        is_stale = connection.scalar(sa.select(ACCOUNTS.c.number).where(again).limit(1)) is not None
    touched = _touched(known, now)
    changed = {document: voice for document, voice in now.items() if known.get(document) != voice}
    if not is_stale and not changed:
        return now
    with record.writing() as connection:
        if is_stale:
            connection.execute(sa.delete(KEYS))
            live = ACCOUNTS.c.state.in_([State.LINKED, State.SETTLED])
            connection.execute(sa.update(ACCOUNTS).where(live).values(state=State.WAITING))
        for some in portions(sorted(touched)):
            linked = sa.and_(ACCOUNTS.c.document_id.in_(some), ACCOUNTS.c.state.in_([State.LINKED, State.SETTLED]))
            connection.execute(sa.update(ACCOUNTS).where(linked).values(state=State.WAITING))
        _note_voices(connection, changed)
    return now


def accounts_waiting(record: Record) -> bool:
    """Say whether there are accounts to link."""
    with record.reading() as connection:
        return bool(_next(connection))


def find_pairs(record: Record, voice: Mapping[str, str]) -> Found | None:
    """Return the next accounts to link, and whom to compare them with; None where none waits."""
    with record.reading(scratch=True) as connection:
        numbers = _next(connection)
        if not numbers:
            return None
        own = accounts_by_number(connection, numbers, voice)
        return Found(own=own, pairs=_pairs(connection, own), turn=_turn(connection))


def keep_links(record: Record, found: Found, links: Sequence[LinkRow], *, version: str, now: dt.datetime) -> bool:
    """Keep what comparing showed; say whether it was kept, or has to be done again since another process linked.

    What the links come to is noted in the chain with it.
    """
    with record.writing() as connection:
        if _turn(connection) != found.turn or not _still_wait(connection, list(found.own)):
            return False
        before = links_noted(connection) or sum_all(connection)
        gone = _forget_links(connection, list(found.own))
        rows = sorted((row for number, one in found.own.items() for row in key_rows(one, number)), key=_in_order)
        if rows:
            connection.execute(insert(KEYS).on_conflict_do_nothing(), rows)
        weighed = weigh_rivals({one.pair: one.likelihood for one in links}, _documents(connection, links))
        added = [_link(one, weighed[one.pair], version) for one in links]
        if added:
            connection.execute(sa.insert(LINKS), added)
        note_links(connection, before, gone=gone, added=added, now=now)
        for some in portions(list(found.own)):
            done = sa.update(ACCOUNTS).where(ACCOUNTS.c.number.in_(some))
            connection.execute(done.values(state=State.LINKED, linked_by=version))
    return True


def _touched(known: Mapping[str, str], now: Mapping[str, str]) -> set[str]:
    """Return the documents that share a voice with others than before, among those that were known then.

    A voice that is only called otherwise changes nothing, and what is new is linked anyhow.
    """
    before: dict[str, set[str]] = {}
    after: dict[str, set[str]] = {}
    for document, voice in known.items():
        if document in now:
            before.setdefault(voice, set()).add(document)
            after.setdefault(now[document], set()).add(document)
    return {one for one in known if one in now and before[known[one]] != after[now[one]]}


def _note_voices(connection: Connection, changed: Mapping[str, str]) -> None:
    new = insert(VOICES)
    rows = [{"document_id": document, "voice": voice} for document, voice in changed.items()]
    set_ = {"voice": new.excluded["voice"]}
    if rows:
        connection.execute(new.on_conflict_do_update(index_elements=[VOICES.c.document_id], set_=set_), rows)


def _next(connection: Connection) -> list[int]:
    """Return the next accounts to link: all of each document, since those of one report are all compared."""
    waiting = sa.select(ACCOUNTS.c.document_id).where(ACCOUNTS.c.state == State.WAITING).limit(AT_ONCE)
    documents = sorted(set(connection.scalars(waiting)))
    found: list[int] = []
    for some in portions(documents):
        query = sa.select(ACCOUNTS.c.number).where(ACCOUNTS.c.document_id.in_(some))
        found += connection.scalars(query.where(ACCOUNTS.c.state <= State.SETTLED))
    return sorted(found)


def _turn(connection: Connection) -> str:
    """Return what changes with every account that is linked, taken up or retired."""
    tally = sa.select(ACCOUNTS.c.state, sa.func.count()).group_by(ACCOUNTS.c.state).order_by(ACCOUNTS.c.state)
    counted = " ".join(f"{state}:{n}" for state, n in connection.execute(tally) if state != State.SETTLED)
    return hash_parts("turn", counted)


def _still_wait(connection: Connection, numbers: Sequence[int]) -> bool:
    live = 0
    for some in portions(numbers):
        query = sa.select(sa.func.count()).where(ACCOUNTS.c.number.in_(some), ACCOUNTS.c.state <= State.SETTLED)
        live += connection.scalar(query) or 0
    return live == len(numbers)


def _pairs(connection: Connection, own: Mapping[int, Account]) -> "Pairs":
    """Return whom to compare accounts with that wait: with each other, and with those that were linked."""
    import numpy as np

    numbers = sorted(own)
    within = [(numbers[one], numbers[other]) for one, other in candidates([own[number] for number in numbers])]
    asking: list[Row] = []
    rare: list[bool] = []
    for number, account in own.items():
        rows, seldom = rows_asked(account, number)
        asking += rows
        rare += seldom
    ours, theirs = meet(asking, rare, _held(connection, asking, rare))
    documents = _linked_ones(connection, np.unique(theirs).tolist(), own)
    # what is told in one report lies in one place, and is unpacked together
    order = {number: at for at, number in enumerate(sorted(documents, key=lambda number: (documents[number], number)))}
    places = np.array([order.get(number, -1) for number in theirs.tolist()], dtype=np.int64)
    kept = np.flatnonzero(places >= 0)
    kept = kept[np.argsort(places[kept], kind="stable")]
    return np.concatenate(
        [np.array(within, dtype=np.int64).reshape(-1, 2), np.stack([ours[kept], theirs[kept]], axis=1)]
    )


def _held(connection: Connection, asking: Sequence[Row], rare: Sequence[bool]) -> list[Row]:
    """Return the rows of accounts under the keys that are asked for, within days of those who ask."""
    SCRATCH.drop_all(connection)
    SCRATCH.create_all(connection)
    connection.execute(sa.insert(WINDOWS), list(windows()))
    asked = list(asked_of(asking, rare))
    if asked:
        connection.execute(sa.insert(ASKED), asked)
    found = [(row[0], row[1], row[2], row[3], told_in(row[4])) for row in connection.execute(NEAR_ONES).all()]
    SCRATCH.drop_all(connection)
    return found


def _near_ones() -> sa.Select[Any]:
    days = KEYS.c.first_day.between(ASKED.c.first_day - WINDOWS.c.before, ASKED.c.last_day + WINDOWS.c.days)
    query = sa.select(KEYS.c.value, KEYS.c.account, KEYS.c.first_day, KEYS.c.last_day, KEYS.c.span).select_from(ASKED)
    query = query.join(WINDOWS, sa.and_(WINDOWS.c.rare == ASKED.c.rare, WINDOWS.c.kind == ASKED.c.kind))
    query = query.join(KEYS, sa.and_(KEYS.c.value == ASKED.c.value, KEYS.c.span == WINDOWS.c.span, days))
    return query.where(KEYS.c.last_day >= ASKED.c.first_day - WINDOWS.c.days)


NEAR_ONES = _near_ones()


def _linked_ones(connection: Connection, numbers: Sequence[int], own: Mapping[int, Account]) -> dict[int, str]:
    """Return the documents of accounts that were linked and wait for nothing, by number."""
    found: dict[int, str] = {}
    for some in portions([number for number in numbers if number not in own]):
        query = sa.select(ACCOUNTS.c.number, ACCOUNTS.c.document_id).where(ACCOUNTS.c.number.in_(some))
        rows = connection.execute(query.where(ACCOUNTS.c.state.in_([State.LINKED, State.SETTLED])))
        found |= {row[0]: row[1] for row in rows}
    return found


def _forget_links(connection: Connection, numbers: Sequence[int]) -> list[RowMapping]:
    """Take away what was found of accounts before, and return it; what they were linked with is settled anew."""
    gone: list[RowMapping] = []
    for some in portions(numbers):
        for mine, theirs in ((LINKS.c.first, LINKS.c.second), (LINKS.c.second, LINKS.c.first)):
            beside = sa.select(theirs).where(mine.in_(some))
            settled = sa.and_(ACCOUNTS.c.number.in_(beside), ACCOUNTS.c.state == State.SETTLED)
            connection.execute(sa.update(ACCOUNTS).where(settled).values(state=State.LINKED))
            gone += connection.execute(sa.select(LINKS).where(mine.in_(some))).mappings()
            connection.execute(sa.delete(LINKS).where(mine.in_(some)))
    return gone


def _in_order(row: Mapping[str, Any]) -> tuple[int, int, int]:
    return row["value"], row["span"], row["first_day"]


def _documents(connection: Connection, links: Sequence[LinkRow]) -> dict[int, str]:
    """Return the documents of accounts that are linked, by number."""
    found: dict[int, str] = {}
    for some in portions(sorted({number for one in links for number in one.pair})):
        query = sa.select(ACCOUNTS.c.number, ACCOUNTS.c.document_id).where(ACCOUNTS.c.number.in_(some))
        found |= {row[0]: row[1] for row in connection.execute(query)}
    return found


def _link(one: LinkRow, weighed: float, version: str) -> dict[str, Any]:
    first, second = one.pair
    told = {"likelihood": one.likelihood, "weighed": weighed, "reasons": list(one.reasons), "linked_by": version}
    return {"first": first, "second": second, **told}
