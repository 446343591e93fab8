"""How long the desk waits for what it asks of a record of a million events; half of the answers come sooner, 19 of 20.

    python tests/bench/record.py [--documents 200000] [--keep FILE]

Each question is asked fifty times with other words. Beside how long an answer took stands how long the processor worked
for it, which is the same on a busy machine. Ends with 1 where one takes longer than it may.
"""

import argparse
import datetime as dt
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from record_made import NOUNS, STATUSES, TYPES, Maker, make_record

from detente.store import (
    Known,
    Record,
    claims,
    dates,
    documents,
    entities,
    events,
    history,
    open_record,
    places,
    quantities,
    reading_of,
    reviewed_events,
    statements,
    summary,
    text_of,
)

TIMES, LIMIT, MOST = 50, 50, 0.200
HALF, NEARLY_ALL = TIMES // 2, TIMES * 95 // 100
Question = Callable[[], object]


def questions(record: Record, chance: random.Random, maker: Maker) -> Iterator[tuple[str, Question]]:
    """Yield each question with one of its answers to be had; what is asked about is drawn anew each time."""
    lasts = [one.id for one in documents(record, newest=True, limit=2_000)]

    def country() -> str:
        return chance.choice(maker.countries)

    def day() -> str:
        return f"{chance.randrange(2019, 2024)}-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}"

    def name() -> str:
        whole = chance.choice(maker.names)
        return chance.choice([whole, whole.split()[1], whole.split()[1][:4]])

    def whole(document: str) -> object:
        parts = [
            ask(record, document=document) for ask in (claims, events, statements, entities, places, dates, quantities)
        ]
        return reading_of(record, document), text_of(record, document), parts

    def days() -> object:
        since = day()
        return events(record, since=since, until=since[:8] + "28", newest=True, limit=LIMIT)

    yield "events, newest", lambda: events(record, newest=True, limit=LIMIT)
    yield "events of a country", lambda: events(record, country=country(), newest=True, limit=LIMIT)
    yield (
        "events of a type and status",
        lambda: events(record, type=chance.choice(TYPES), status=chance.choice(STATUSES), newest=True, limit=LIMIT),
    )
    yield "events of a status there is none of", lambda: events(record, status="unheard of", newest=True, limit=LIMIT)
    yield (
        "events of a type by one country to another",
        lambda: events(
            record, type=chance.choice(TYPES), actor_country=country(), recipient_country=country(), limit=LIMIT
        ),
    )
    yield "events of some days", days
    yield (
        "events of a country and type on a day",
        lambda: events(
            record, country=country(), type=chance.choice(TYPES), since=(at := day()), until=at, limit=LIMIT
        ),
    )
    yield "claims by speaker", lambda: claims(record, source=name(), newest=True, limit=LIMIT)
    yield "claims by a speaker who says nothing", lambda: claims(record, source="Nobody At All", limit=LIMIT)
    yield "claims of a country and mood", lambda: claims(record, country=country(), mood="denied", limit=LIMIT)
    yield "entities by name", lambda: entities(record, name=name(), newest=True, limit=LIMIT)
    yield "statements about somebody", lambda: statements(record, about=name(), newest=True, limit=LIMIT)
    yield "statements by words", lambda: statements(record, words=chance.choice(NOUNS), newest=True, limit=LIMIT)
    yield "statements by words nobody says", lambda: statements(record, words="unsaid words", newest=True, limit=LIMIT)
    yield "a document with all its parts", lambda: whole(chance.choice(lasts))
    yield "documents, newest", lambda: documents(record, newest=True, limit=LIMIT)
    yield "a document by the id of its carrier", lambda: documents(record, external_id=f"r{chance.randrange(10_000)}")
    yield "counts", lambda: summary(record)
    yield "events as people left them, newest", lambda: reviewed_events(record, newest=True, limit=LIMIT)
    yield "history of a document", lambda: history(record, chance.choice(lasts))
    yield from _as_known_then(record, chance, maker)


def _as_known_then(record: Record, chance: random.Random, maker: Maker) -> Iterator[tuple[str, Question]]:
    """Yield questions as known on some day of all the years that the record covers."""

    def then() -> Known:
        return Known(at=dt.datetime(chance.randrange(2019, 2024), chance.randrange(1, 13), 15, tzinfo=dt.UTC))

    def country() -> str:
        return chance.choice(maker.countries)

    wanted: dict[str, Any] = {"newest": True, "limit": LIMIT}
    yield "events, as known then", lambda: events(record, **wanted, known_on=then())
    yield (
        "events of a country, as known then",
        lambda: events(record, country=country(), **wanted, known_on=then()),
    )
    yield (
        "events of some days, as known then",
        lambda: events(record, since="2020-03-01", until="2020-03-20", **wanted, known_on=then()),
    )
    yield (
        "claims by speaker, as known then",
        lambda: claims(record, source=chance.choice(maker.names), **wanted, known_on=then()),
    )
    yield (
        "entities by name, as known then",
        lambda: entities(record, name=chance.choice(maker.names), **wanted, known_on=then()),
    )
    yield "documents, as known then", lambda: documents(record, **wanted, known_on=then())
    yield "counts, as known then", lambda: summary(record, known_on=then())


def measure(ask: Question) -> tuple[list[float], list[float]]:
    """Return how long each time took and how long it was worked on, the quickest first.

    The first of all, which reads the disk, is left out.
    """
    ask()
    took, worked = [], []
    for _ in range(TIMES):
        began, busy = time.perf_counter(), time.process_time()
        ask()
        took.append(time.perf_counter() - began)
        worked.append(time.process_time() - busy)
    return sorted(took), sorted(worked)


def run(path: Path) -> int:
    """Ask every question of the record in a file, and say how long each takes."""
    late = 0
    with open_record(path) as record:
        for name, ask in questions(record, random.Random(11), Maker()):
            took, worked = measure(ask)
            half, most, own = (some[at] * 1000 for some, at in ((took, HALF), (took, NEARLY_ALL), (worked, NEARLY_ALL)))
            late += took[NEARLY_ALL] > MOST
            sys.stdout.write(f"{name:45} half {half:7.1f} ms   19 of 20 {most:7.1f} ms   worked {own:7.1f} ms\n")
            sys.stdout.flush()
    return 1 if late else 0


def main() -> int:
    """Make the record, unless it is kept from before, and ask."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=200_000)
    parser.add_argument("--keep", type=Path, help="make the record in this file, or ask the one that is there")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = given.keep or Path(folder) / "record.sqlite"
        if not path.exists():
            began = time.perf_counter()
            make_record(path, given.documents)
            sys.stdout.write(f"{given.documents} documents made in {time.perf_counter() - began:.0f} s, ")
            sys.stdout.write(f"{path.stat().st_size / 1e9:.1f} GB\n")
        return run(path)


if __name__ == "__main__":
    raise SystemExit(main())
