"""Times linking: a new day's 2,000 events to a war's records of growing size, beside what n log n would allow.

The accounts are those of the corpus's situations, told anew of one war's towns and actors (`war`). They stand in for
readings, which take longer than all of linking.
"""

import argparse
import datetime as dt
import hashlib
import json
import math
import resource
import tempfile
import time
import zlib
from collections import defaultdict, deque
from collections.abc import Callable, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from rich.console import Console
from rich.table import Table
from texts import ROOT
from war import Situation, War

from detente.core.ids import hash_bytes
from detente.documents.document import Document
from detente.evaluate.happenings import tell
from detente.evaluate.situations import collect_situations
from detente.incidents.account import Account
from detente.incidents.scoring import default_weights
from detente.pipeline import linking
from detente.pipeline.linking import ACCOUNTS_VERSION, LINKING_VERSION, link_waiting
from detente.store import KeptDocument, Record, create_record, keep_documents, tables, take_up_readings
from detente.store.accounts import State
from detente.store.rows import document_id

SIZES = (10_000, 30_000, 100_000)
MOST = 30_000
"""Accounts up to which is measured unless more is asked for: a hundred thousand take half an hour and more."""
A_DAY = 2_000
FIRST_DAY = dt.date(2026, 1, 1).toordinal()
NOW = dt.datetime(2026, 3, 1, tzinfo=dt.UTC)
HEAD = ("accounts there", "seconds", "n log n", "processor's", "candidates, each", "links", "MB", "GB held")


def read_corpus() -> list[Situation]:
    """Return the situations of the corpus as the reader reads them, without what they are coded as."""
    (composed,) = (gold for gold in collect_situations(ROOT / "corpus", split="train", items=None) if gold.situations)
    return [made for told in tell(composed.situations, workers=2) if (made := _situation(told.accounts)).events]


def _situation(accounts: Sequence[Account]) -> Situation:
    reports = [tuple(some) for _, some in groupby(accounts, key=lambda account: account.document)]
    dated = [(report[0].published[0], report) for report in reports if report[0].published]
    first = min((day for day, _ in dated), default=0)
    return Situation(reports=tuple((day - first, report) for day, report in dated))


class Desk:
    """A record into which days of reports come."""

    def __init__(self, record: Record, war: War) -> None:
        self.record, self.war = record, war
        self.number = 0

    def take_in(self, day: int, most: int) -> None:
        """Take in reports of a day with so many events, as if they had been read."""
        waiting: dict[str, tuple[Account, ...]] = {}
        rows: list[dict[str, Any]] = []
        kept = []
        for coming in self.war.day(FIRST_DAY + day, most):
            self.number += 1
            kept.append(_document(self.number))
            document = document_id(hash_bytes(kept[-1].data))
            waiting[document] = coming.accounts(document)
            rows.append(_reading(document))
        keep_documents(self.record, kept, now=NOW)
        with self.record.writing() as connection:
            connection.execute(sa.insert(tables.readings), rows)
        make = lambda _, document: (waiting[document], ())  # noqa: E731
        deque(take_up_readings(self.record, make, version=ACCOUNTS_VERSION, clock=lambda: NOW), maxlen=0)

    def settle_apart(self) -> None:
        """Note what waits as linked with nothing, each account an incident by itself."""
        version = f"{LINKING_VERSION}+{default_weights().version}"
        settled = {"state": int(State.SETTLED), "linked_by": version, "incident": tables.accounts.c.key}
        with self.record.writing() as connection:
            waiting = tables.accounts.c.state == int(State.WAITING)
            connection.execute(sa.update(tables.accounts).where(waiting).values(**settled))

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


class Watched:
    """What the steps of linking take, by name, and how many pairs were compared."""

    def __init__(self) -> None:
        self.seconds: defaultdict[str, float] = defaultdict(float)
        self.pairs = 0
        for name, step in (("finding", "find_pairs"), ("keeping", "keep_links")):
            setattr(linking, step, self._timed(name, getattr(linking, step)))

    def _timed(self, name: str, step: Callable[..., Any]) -> Callable[..., Any]:
        def timed(*given: Any, **more: Any) -> Any:
            began = time.perf_counter()
            found = step(*given, **more)
            self.seconds[name] += time.perf_counter() - began
            self.pairs += len(getattr(found, "pairs", ()))
            return found

        return timed


def main() -> None:
    """Print how long a new day takes in records of each size."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--most", type=int, default=MOST)
    asked.add_argument("--workers", type=int, default=2)
    asked.add_argument(
        "--linked",
        type=int,
        help="link only so many of those that are there, the latest; the others stand by themselves",
    )
    given = asked.parse_args()
    war = War(situations=read_corpus())
    table = Table(*HEAD, box=None)
    watched, first = Watched(), 0.0
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "record.sqlite"
        with create_record(path, now=NOW) as record:
            desk, day = Desk(record, war), 0
            for size in (size for size in SIZES if size <= given.most):
                while (there := _count(record, tables.accounts)) < size:
                    desk.take_in(day, min(A_DAY, size - there))
                    if given.linked is not None and there < size - given.linked:
                        desk.settle_apart()
                        day += 1
                        continue
                    taken = desk.link(given.workers)
                    Console().print(f"day {day}: {there:,} there, {taken:.1f} s", style="dim")
                    day += 1
                desk.take_in(day, A_DAY)
                watched.pairs = 0
                watched.seconds.clear()
                worked = _worked()
                seconds = desk.link(given.workers)
                worked = _worked() - worked
                day += 1
                first = first or seconds / (there * math.log(there))
                held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
                row = (round(seconds, 1), round(first * there * math.log(there), 1), round(worked, 1))
                each = round(watched.pairs / A_DAY)
                more = (each, _count(record, tables.links), round(path.stat().st_size / 1e6), round(held, 2))
                Console().print(there, dict(watched.seconds), *row, *more)
                table.add_row(*(f"{value:,}" for value in (there, *row, *more)))
    Console().print(table)


def _worked() -> float:
    """Return the seconds that this process and those that it started had a processor."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def _count(record: Record, table: sa.Table) -> int:
    with record.reading() as connection:
        return connection.scalar(sa.select(sa.func.count()).select_from(table)) or 0


if __name__ == "__main__":
    main()
