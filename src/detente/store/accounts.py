"""Accounts of readings in the record: made once of each reading as people left it, by each version.

They are retired when a newer reading or review comes, and when their document is withdrawn.
"""

import datetime as dt
import itertools
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import IntEnum
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy import Connection

from detente.core.ids import hash_parts
from detente.incidents.account import Account
from detente.incidents.blocking import days_of
from detente.incidents.packed import pack_accounts, unpack_accounts, unpack_remarks
from detente.incidents.remarks import Remark
from detente.review.apply import lay_standing
from detente.review.records import Review
from detente.store import tables
from detente.store.account_spans import key_rows
from detente.store.asked import portions
from detente.store.known import NOW, current_readings, withdrawn
from detente.store.record import Record
from detente.store.reviews import counting_reviews
from detente.store.revisions import Notes
from detente.store.rows import unpack_json

__all__ = [
    "STAYING",
    "Make",
    "State",
    "account_number",
    "account_row",
    "accounts_by_number",
    "bodies_by_number",
    "bodies_of",
    "remarks_by_number",
    "take_up_readings",
]

Value = TypeVar("Value")

READINGS, MADE, ACCOUNTS, KEYS = tables.readings, tables.account_readings, tables.accounts, tables.account_keys
AT_ONCE = 128
"""Readings of which accounts are made in one transaction."""

Told = tuple[Sequence[Account], Sequence[Remark]]
Make = Callable[[dict[str, Any], str], Told]
"""Makes accounts and remarks of a reading, in the form of the contract, and the id of its document."""
Waiting = tuple[str, str, bytes]
"""A reading, its document, and its body."""
Said = Mapping[str, Sequence[Review]]
REVIEWED = " reviewed "
"""Stands between the version that made accounts and the hash of what people said, where they said anything."""


class State(IntEnum):
    """What is left to do about an account."""

    WAITING = 0
    """It was not compared with others, or has to be anew."""
    LINKED = 1
    """What it belongs to has to be settled."""
    SETTLED = 2
    LEAVING = 3
    """Its reading is not the current one any more, and those that were linked with it have to be settled."""
    RETIRED = 4


def take_up_readings(record: Record, make: Make, *, version: str, clock: Callable[[], dt.datetime]) -> Iterator[int]:
    """Make accounts of the current readings that have none of this version, and yield how many readings were taken up.

    Accounts are made of what people left: anew where a review came or was taken back. Accounts of an earlier reading of
    the same document are retired with that, and those of a document that was withdrawn without others in their place.
    """
    yield from _let_go(record, clock)
    said = _corrections(record)
    for waiting in itertools.chain(_reviewed_anew(record, version, said), _without_any(record, version)):
        rows = [(row, _made_by(row[1], said, version), make(_as_left(row, said), row[1])) for row in waiting]
        with record.writing() as connection:
            notes, now = Notes(), clock()
            for (reading, document, _), made_by, told in rows:
                if (made := _put(connection, reading, document, told, made_by, now)) is not None:
                    notes.add("account", made, "made of what was read")
            notes.write(connection, now=now)
        yield len(rows)


def account_number(key: str, made: str) -> int:
    """Return the number of an account: as much of a hash as a database has room for in a whole number."""
    return int(hash_parts("account made", key, made)[:16], 16) >> 1


def bodies_by_number(
    record: Record, numbers: Sequence[int]
) -> tuple[list[tuple[str, bytes]], dict[int, tuple[int, int]]]:
    """Return the bodies that accounts stand in, each with its document, and where each of these stands in them."""
    with record.reading() as connection:
        return _bodies(connection, numbers)


def accounts_by_number(connection: Connection, numbers: Sequence[int], voices: Mapping[str, str]) -> dict[int, Account]:
    """Return accounts whole, each with the voice of its document."""
    bodies, places = _bodies(connection, numbers)
    whole = [unpack_accounts(body, voice=voices.get(document, document)) for document, body in bodies]
    return {number: whole[body][position] for number, (body, position) in places.items()}


def remarks_by_number(connection: Connection, numbers: Sequence[int]) -> tuple[Remark, ...]:
    """Return the remarks of the readings that accounts are of; these are about those accounts, or others there."""
    bodies, _ = _bodies(connection, numbers)
    return tuple(remark for _, body in bodies for remark in unpack_remarks(body))


def bodies_of(connection: Connection, made: Mapping[str, Value]) -> Iterator[tuple[str, bytes, Value]]:
    """Yield the document and the body of what was made of readings, with what is given for each of them."""
    for some in portions(list(made)):
        query = sa.select(MADE.c.id, MADE.c.document_id, MADE.c.body).where(MADE.c.id.in_(some))
        for id_, document, body in connection.execute(query):
            yield document, body, made[id_]


def _bodies(
    connection: Connection, numbers: Sequence[int]
) -> tuple[list[tuple[str, bytes]], dict[int, tuple[int, int]]]:
    placed: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    columns = (ACCOUNTS.c.number, ACCOUNTS.c.made_id, ACCOUNTS.c.position)
    for some in portions(numbers):
        for number, made, position in connection.execute(sa.select(*columns).where(ACCOUNTS.c.number.in_(some))):
            placed[made].append((number, position))
    bodies: list[tuple[str, bytes]] = []
    places: dict[int, tuple[int, int]] = {}
    for some_made in portions(list(placed)):
        query = sa.select(MADE.c.id, MADE.c.document_id, MADE.c.body).where(MADE.c.id.in_(some_made))
        for made, document, body in connection.execute(query):
            places |= {number: (len(bodies), position) for number, position in placed[made]}
            bodies.append((document, body))
    return bodies, places


def _let_go(record: Record, clock: Callable[[], dt.datetime]) -> Iterator[int]:
    """Retire the accounts of documents that stand withdrawn."""
    query = sa.select(MADE.c.document_id).where(MADE.c.retired_at.is_(None))
    query = query.where(MADE.c.document_id.in_(withdrawn("document", NOW)))
    with record.reading() as connection:
        gone = sorted(connection.scalars(query))
    for some in portions(gone):
        with record.writing() as connection:
            for document in connection.scalars(query.where(MADE.c.document_id.in_(some))).all():
                _retire(connection, document, "", clock())
        yield len(some)


def _corrections(record: Record) -> Said:
    """Return by document the verdicts that count and leave something otherwise than it was read."""
    found: defaultdict[str, list[Review]] = defaultdict(list)
    for review in counting_reviews(record).values():
        if not review.leaves_as_read:
            found[review.subject.document].append(review)
    return found


def _made_by(document: str, said: Said, version: str) -> str:
    """Return of what accounts are made: the version, and what people said."""
    some = said.get(document)
    return f"{version}{REVIEWED}{hash_parts('said', *_ids(some))}" if some else version


def _ids(some: Sequence[Review]) -> list[str]:
    """Return the ids of all that counts: where one of several corrections is taken back, the others stand."""
    return sorted(one.id for review in some for one in (review, *review.beside))


def _as_left(row: Waiting, said: Said) -> dict[str, Any]:
    _, document, body = row
    reading: dict[str, Any] = unpack_json(body)
    some = said.get(document)
    # these count already: what two coders agreed on blind is one verdict here, and would not count by itself
    return lay_standing(reading, {one.subject.key: one for one in some}, document=document) if some else reading


def _reviewed_anew(record: Record, version: str, said: Said) -> Iterator[Sequence[Waiting]]:
    """Yield the current readings of which people say something else than when accounts were made of them."""
    query = sa.select(MADE.c.document_id, MADE.c.made_by).where(MADE.c.retired_at.is_(None))
    with record.reading() as connection:
        rows = list(connection.execute(query.where(MADE.c.made_by.contains(REVIEWED, autoescape=True))))
        for some in portions(sorted(said)):
            rows += connection.execute(query.where(MADE.c.document_id.in_(some)))
    known = {row[0]: row[1] for row in rows}
    stale = sorted(one for one, made_by in known.items() if made_by != _made_by(one, said, version))
    for at in range(0, len(stale), AT_ONCE):
        yield _read(record, READINGS.c.document_id.in_(stale[at : at + AT_ONCE]))


def _without_any(record: Record, version: str) -> Iterator[Sequence[Waiting]]:
    """Yield the current readings that have no accounts of this version; who brings more meanwhile links it."""
    own = sa.or_(MADE.c.made_by == version, MADE.c.made_by.startswith(f"{version}{REVIEWED}", autoescape=True))
    made = sa.exists().where(MADE.c.reading_id == READINGS.c.id, MADE.c.retired_at.is_(None), own)
    after = ""
    while waiting := _read(record, READINGS.c.id > after, ~made):
        yield waiting
        after = waiting[-1][0]


def _read(record: Record, *where: sa.ColumnElement[bool]) -> Sequence[Waiting]:
    query = sa.select(READINGS.c.id, READINGS.c.document_id, READINGS.c.body).where(*where)
    query = query.where(READINGS.c.id.in_(current_readings())).order_by(READINGS.c.id).limit(AT_ONCE)
    with record.reading() as connection:
        return [(row[0], row[1], row[2]) for row in connection.execute(query)]


def _put(connection: Connection, reading: str, document: str, told: Told, made_by: str, now: dt.datetime) -> str | None:
    """Keep the accounts of a reading, and return the id under which they stand; None where they are there already."""
    accounts, remarks = told
    alike = sa.and_(MADE.c.reading_id == reading, MADE.c.made_by == made_by)
    before = connection.scalars(sa.select(MADE.c.retired_at).where(alike)).all()
    if not _is_latest(connection, reading, document) or None in before:
        return None  # another process was faster, or read the document anew
    # the same accounts once more, where a document came back or a review was taken back: under numbers of their own
    made = hash_parts("accounts of", reading, made_by, *([str(len(before))] if before else []))
    row = {"id": made, "reading_id": reading, "document_id": document, "made_by": made_by, "made_at": now}
    connection.execute(sa.insert(MADE).values(**row, retired_at=None, body=pack_accounts(accounts, remarks)))
    _retire(connection, document, made, now)
    if accounts:
        connection.execute(sa.insert(ACCOUNTS), [account_row(one, made, at) for at, one in enumerate(accounts)])
    return made


def _is_latest(connection: Connection, reading: str, document: str) -> bool:
    query = sa.select(READINGS.c.id).where(READINGS.c.document_id == document).order_by(READINGS.c.revision.desc())
    return connection.scalar(query.limit(1)) == reading


def _retire(connection: Connection, document: str, but: str, now: dt.datetime) -> None:
    """Retire the accounts of a document's earlier reading; they stay, and are found no more."""
    earlier = sa.and_(MADE.c.document_id == document, MADE.c.id != but, MADE.c.retired_at.is_(None))
    for made, body in connection.execute(sa.select(MADE.c.id, MADE.c.body).where(earlier)).all():
        whole = unpack_accounts(body, voice=document)
        rows = [row for one in whole for row in key_rows(one, account_number(one.key, made))]
        if rows:
            connection.execute(FORGET, [{f"own_{name}": row[name] for name in KEY} for row in rows])
    leaving = sa.and_(ACCOUNTS.c.document_id == document, ACCOUNTS.c.state <= State.SETTLED)
    connection.execute(sa.update(ACCOUNTS).where(leaving).values(state=State.LEAVING))
    connection.execute(sa.update(MADE).where(earlier).values(retired_at=now))


STAYING = (
    "key", "document_id", "position", "start", "published", "type", "status", "country", "place",
    "first_day", "last_day",
)  # fmt: skip
"""Columns of an account that say the same for good."""
KEY = ("value", "span", "first_day", "account")
FORGET = sa.delete(KEYS).where(*(KEYS.c[name] == sa.bindparam(f"own_{name}") for name in KEY))


def account_row(account: Account, made: str, position: int) -> dict[str, Any]:
    """Return the row of a new account, which nobody compared yet."""
    where, days = account.where, days_of(account)
    return {
        "number": account_number(account.key, made),
        "key": account.key,
        "document_id": account.document,
        "made_id": made,
        "position": position,
        "start": account.start,
        "published": account.published and account.published[0],
        "type": account.type,
        "status": account.status,
        "country": where and where.country,
        "place": where and where.name,
        "first_day": days and days[0],
        "last_day": days and days[1],
        "state": State.WAITING,
        "linked_by": None,
        "incident": None,
        "words": account.words,
    }
