"""Times linking: a new day's 2,000 events to records of up to 100,000, as it grows with what is there.

The accounts are those of real short reports, told anew of other towns, other names and other days, a third of them by
several reports; two thousand come a day. They stand in for readings, which take longer than all of linking.
"""

import argparse
import dataclasses
import datetime as dt
import hashlib
import json
import random
import tempfile
import time
import zlib
from collections import deque
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from rich.console import Console
from rich.table import Table
from texts import read_items

from detente.core.ids import hash_bytes
from detente.documents.document import Document
from detente.incidents.account import Account, Where
from detente.incidents.from_reading import account_key, accounts_of
from detente.incidents.stems import Stems, stems_of
from detente.pipeline.linking import ACCOUNTS_VERSION, link_waiting
from detente.pipeline.reader import default_reader
from detente.store import KeptDocument, Record, create_record, keep_documents, tables, take_up_readings
from detente.store.rows import document_id

SIZES = (12_500, 25_000, 50_000, 100_000)
A_DAY = 2_000
READ = 1_500
AGAIN = 0.33
"""Share of reports that tell of what another of the last days told."""
OWN_BITS = 10
"""Bits from which a word is a story's own: a place, a name, a number."""
FIRST_DAY = dt.date(2026, 1, 1).toordinal()
NOW = dt.datetime(2026, 3, 1, tzinfo=dt.UTC)
DEGREES = 4.0


def read_stories() -> list[tuple[Account, ...]]:
    """Return the accounts of real short reports, as many of them as tell of anything."""
    items = list(read_items())
    chosen = random.Random(7).sample([item for item in items if len(item[0]) > 60], READ)
    read = default_reader().read
    made = (read(Document(id=str(n), text=text, published=day)) for n, (text, day) in enumerate(chosen))
    found = (tuple(accounts_of(reading.model_dump(), document="story")) for reading in made)
    return [some for some in found if some and some[0].published]


def tell(story: Sequence[Account], *, document: str, day: int, other: int) -> list[Account]:
    """Return a story as another report tells it: on another day, of other towns and names for every `other`."""
    return [_told(account, document, day, other) for account in story]


def _told(account: Account, document: str, day: int, other: int) -> Account:
    ways, when = account.ways, account.when
    later = day - (account.published or (day,))[0]
    told: dict[str, Any] = {name: _renamed(getattr(ways, name).bits, other) for name in ("sentence", "lead", "report")}
    told |= {
        name: frozenset(
            _name(n, ways.report.bits.get(n, ways.sentence.bits.get(n, 0)), other) for n in getattr(ways, name)
        )
        for name in ("names", "rare_names", "rare")
    }
    sides: dict[str, Any] = {
        part: tuple(dataclasses.replace(s, words=frozenset(_name(w, OWN_BITS, other) for w in s.words)) for s in some)
        for part, some in (("actors", account.actors), ("recipients", account.recipients))
    }
    return dataclasses.replace(
        account,
        **sides,
        key=account_key(document, account.start, account.end, int(account.event[1:] or 0)),
        document=document,
        voice=document,
        when=when and dataclasses.replace(when, first=when.first + later, last=when.last + later),
        published=(day, day),
        where=account.where and _moved(account.where, other),
        ways=dataclasses.replace(ways, **told),
    )


def _renamed(words: Mapping[str, int], other: int) -> Stems:
    return stems_of({_name(stem, bits, other): bits for stem, bits in words.items()})


def _name(stem: str, bits: int, other: int) -> str:
    return f"{stem}{other}" if bits >= OWN_BITS else stem


def _moved(where: Where, other: int) -> Where:
    """Return another place of the same country, as far as a few degrees are."""
    if where.lat is None or where.lon is None or where.precision == "country":
        return where
    digest = hashlib.sha256(f"{where.name} {other}".encode()).digest()
    north, east = (DEGREES * (byte / 255 - 0.5) for byte in digest[:2])
    words = frozenset(f"{word}{other}" for word in where.words)
    number = int.from_bytes(digest[2:6], "big")
    return dataclasses.replace(where, lat=where.lat + north, lon=where.lon + east, words=words, geonameid=number)


class Desk:
    """A record into which days of reports come."""

    def __init__(self, record: Record, stories: Sequence[tuple[Account, ...]]) -> None:
        self.record, self.stories = record, stories
        self.chance = random.Random(11)
        self.number = 0
        self.told: deque[tuple[int, int]] = deque(maxlen=A_DAY)

    def take_in(self, day: int, most: int) -> None:
        """Take in reports of a day with so many events, as if they had been read."""
        waiting: dict[str, list[Account]] = {}
        rows: list[dict[str, Any]] = []
        events = 0
        kept = []
        while events < most:
            self.number += 1
            kept.append(_document(self.number))
            document = document_id(hash_bytes(kept[-1].data))
            story, other = self._story()
            waiting[document] = tell(self.stories[story], document=document, day=FIRST_DAY + day, other=other)
            rows.append(_reading(document))
            events += len(waiting[document])
        keep_documents(self.record, kept, now=NOW)
        with self.record.writing() as connection:
            connection.execute(sa.insert(tables.readings), rows)
        make = lambda _, document: (waiting[document], ())  # noqa: E731
        deque(take_up_readings(self.record, make, version=ACCOUNTS_VERSION, clock=lambda: NOW), maxlen=0)

    def _story(self) -> tuple[int, int]:
        if self.told and self.chance.random() < AGAIN:
            return self.chance.choice(self.told)
        self.told.append((self.chance.randrange(len(self.stories)), self.number))
        return self.told[-1]

    def link(self, workers: int) -> float:
        """Link what waits, and return the seconds that it took."""
        began = time.perf_counter()
        deque(link_waiting(self.record, clock=lambda: NOW, workers=workers), maxlen=0)
        return time.perf_counter() - began


def _document(number: int) -> KeptDocument:
    text = f"Report {number}."
    return KeptDocument(document=Document(id=f"r{number}", text=text), data=text.encode(), name=f"r{number}.txt")


def _reading(document: str) -> dict[str, Any]:
    body = zlib.compress(json.dumps({}).encode())
    own = {"id": hashlib.sha256(document.encode()).hexdigest()[:32], "document_id": document, "revision": 1}
    return own | {"stages": [], "text_hash": "", "made_at": NOW, "body": body}


def main() -> None:
    """Print how long a new day takes in records of each size."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--most", type=int, default=SIZES[-1])
    asked.add_argument("--workers", type=int, default=2)
    given = asked.parse_args()
    stories = read_stories()
    table = Table("accounts there", "a new day of", "seconds", "links", "incidents", "MB", box=None)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "record.sqlite"
        with create_record(path, now=NOW) as record:
            desk, day = Desk(record, stories), 0
            for size in (size for size in SIZES if size <= given.most):
                while (there := _count(record, tables.accounts)) < size:
                    desk.take_in(day, min(A_DAY, size - there))
                    desk.link(given.workers)
                    day += 1
                desk.take_in(day, A_DAY)
                seconds = desk.link(given.workers)
                day += 1
                counts = (_count(record, tables.links), _count(record, tables.memberships))
                row = (there, A_DAY, round(seconds, 1), *counts, round(path.stat().st_size / 1e6))
                Console().print(*row)
                table.add_row(*(f"{value:,}" for value in row))
    Console().print(table)


def _count(record: Record, table: sa.Table) -> int:
    with record.reading() as connection:
        return connection.scalar(sa.select(sa.func.count()).select_from(table)) or 0


if __name__ == "__main__":
    main()
