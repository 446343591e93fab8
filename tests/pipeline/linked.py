"""Records with reports whose accounts are made by hand, for linking without a reader."""

import datetime as dt
import hashlib
import json
import zlib
from collections import deque
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from detente.documents.document import Document
from detente.incidents.account import Account, Where
from detente.incidents.from_reading import account_key
from detente.incidents.remarks import Remark
from detente.incidents.stems import read_stems, stems_with
from detente.pipeline import linking
from detente.store import KeptDocument, Record, keep_documents, tables
from detente.store.keys import supersede
from incidents.made_accounts import EMPTY, account
from store.made import NOON

DAY = dt.date(2026, 3, 1).toordinal()
TOWNS = ("Rivertown", "Hillford", "Saltmarsh")
Told = tuple[int, int, int, str]
"""A report's number, its town, its day, and the status of what it tells."""


def told_by(told: Told, document: str) -> tuple[Account, ...]:
    """Return the one account of a report."""
    number, town, day, status = told
    name = TOWNS[town]
    stems = stems_with(read_stems(f"shells hit {name} bridge"))
    ways = {
        "trigger": frozenset({"shell"}), "deeds": frozenset({"shell"}), "sentence": stems, "lead": stems,
        "report": stems, "names": frozenset({name.lower()}), "rare_names": frozenset({name.lower()}),
        "rare": frozenset({name.lower()}), "setting": frozenset({"NLD"}),
    }  # fmt: skip
    where = Where(
        name=name, words=frozenset({name.lower()}), precision="city", country="NLD", admin1=None, geonameid=town + 1,
        lat=50.0 + town, lon=5.0, radius=5.0, nearness="told", span=None, said=None,
    )  # fmt: skip
    day += DAY
    key = account_key(document, number, number + 5)
    made = {"start": number, "end": number + 5, "status": status, "where": where, "published": (day, day)}
    full = {name: getattr(EMPTY, name) for name in EMPTY.__slots__} | ways
    return (account(key, document=document, ways=type(EMPTY)(**full), **made),)


def keep_told(record: Record, some: Iterable[Told]) -> None:
    """Keep reports, as if each had been read."""
    given = list(some)
    kept = []
    for told in given:
        text = f"Report {told}"
        document = Document(id=f"r{told[0]}", text=text)
        kept.append(KeptDocument(document=document, data=text.encode(), name=f"r{told[0]}.txt"))
    done = keep_documents(record, kept, now=NOON)
    rows = [reading_row(one.document_id, told) for one, told in zip(done, given, strict=True)]
    with record.writing() as connection:
        if rows:
            connection.execute(sa.insert(tables.readings), rows)


def reading_row(document: str, told: Told | None, *, revision: int = 1) -> dict[str, Any]:
    """Return the row of a reading that tells this, or nothing."""
    body = zlib.compress(json.dumps({"told": told}).encode())
    own = hashlib.sha256(f"{document} {revision}".encode()).hexdigest()[:32]
    row = {"id": own, "document_id": document, "revision": revision, "stages": [], "text_hash": ""}
    return row | {"made_at": NOON, "body": body}


def read_anew(connection: sa.Connection, document: str, told: Told | None) -> None:
    """Put a second reading of a document in the place of its first."""
    supersede(connection, document, NOON)
    connection.execute(sa.insert(tables.readings), [reading_row(document, told, revision=2)])


def make_told(reading: dict[str, Any], document: str) -> tuple[Sequence[Account], Sequence[Remark]]:
    """Make the account that a made reading tells, without remarks."""
    return (told_by(tuple(reading["told"]), document) if reading["told"] else ()), ()


def link_all(record: Record) -> None:
    """Link what waits."""
    deque(linking.link_waiting(record, clock=lambda: NOON), maxlen=0)


def grouped(record: Record) -> dict[str, str | None]:
    """Return what each account belongs to now, by the membership noted last."""
    with record.reading() as connection:
        rows = connection.execute(sa.select(tables.memberships).order_by(tables.memberships.c.number)).mappings()
        return {row["account"]: row["incident"] for row in rows}


def new_path(folder: Path, name: str) -> Path:
    """Return where a record of this name may be made."""
    return folder / f"{name}.sqlite"
