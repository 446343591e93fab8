"""A synthetic record of the size that a desk has after years, of invented content.

The rows are written straight into the file, with indexes made at the end: keeping as many readings one by one would
take a day, and it is asking that is timed.
"""

import itertools
import json
import random
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from detente.store import create_record, open_record
from detente.store.columns import moment
from detente.store.keys import key_all
from detente.store.likeness import count_copies
from detente.store.revisions import FIRST, MACHINE, link_hash

START = datetime(2019, 1, 1, tzinfo=UTC)
AT_ONCE = 2_000
EVENTS, CLAIMS, ENTITIES = 5, 3, 6
COPIED = 5
"""One document in so many is a copy of another."""
TYPES = (
    "CONSULT",
    "ASSAULT",
    "ACCUSE",
    "REJECT",
    "COERCE",
    "THREATEN",
    "AGREE",
    "SUPPORT",
    "COOPERATE",
    "AID",
    "YIELD",
    "REQUEST",
    "PROTEST",
    "MOBILIZE",
    "SANCTION",
    "CONCEDE",
    "RETREAT",
    "INVESTIGATE",
)
STATUSES = ("happened", "ongoing", "denied", "planned", "demanded", "hypothetical", "background")
MOODS = ("said", "denied", "demanded", "promised", "accused", None)
SYLLABLES = (
    "ka",
    "lo",
    "ver",
    "min",
    "ta",
    "ðor",
    "ğan",
    "pe",
    "ris",
    "ul",
    "no",
    "bek",
    "sha",
    "dri",
    "öst",
    "vil",
    "mar",
)
NOUNS = (
    "checkpoint",
    "convoy",
    "ridge",
    "market",
    "bridge",
    "battery",
    "column",
    "canal",
    "depot",
    "ceasefire",
    "drone",
    "hospital",
    "village",
    "trench",
    "patrol",
    "prisoner",
    "corridor",
    "mortar",
    "outpost",
    "delegation",
    "harbour",
)
VERBS = ("shelled", "crossed", "left", "reached", "blocked", "attacked", "inspected", "abandoned", "rebuilt", "mined")


def words_pool(chance: random.Random, count: int, parts: int) -> list[str]:
    """Return different invented words."""
    found: dict[str, None] = {}
    while len(found) < count:
        found["".join(chance.choices(SYLLABLES, k=parts)).capitalize()] = None
    return list(found)


def zipf(count: int) -> list[float]:
    """Return cumulated weights: a few are spoken of every day, most once in a year."""
    return list(itertools.accumulate(1 / (n + 3) for n in range(count)))


class Maker:
    """Makes rows, document by document, always the same ones."""

    def __init__(self) -> None:
        self.chance = random.Random(7)
        chance = self.chance
        first, last = words_pool(chance, 200, 2), words_pool(chance, 3_000, 3)
        self.names = [f"{chance.choice(first)} {chance.choice(last)}" for _ in range(30_000)]
        self.towns = words_pool(chance, 6_000, 4)
        self.countries = sorted({"".join(chance.choices("ABCDEGIKLMNORSTUVZ", k=3)) for _ in range(190)})
        self.of_name = chance.choices(self.countries, cum_weights=zipf(len(self.countries)), k=len(self.names))
        self.made: list[tuple[str, str, str]] = []
        self.weights = {n: zipf(n) for n in (len(self.names), len(self.towns), len(TYPES), len(STATUSES))}

    def id(self) -> str:
        """Return an id, as good as the hash of something."""
        return f"{self.chance.getrandbits(128):032x}"

    def pick(self, values: Any) -> Any:
        """Return one of many, the first ones most often."""
        return self.chance.choices(values, cum_weights=self.weights[len(values)])[0]

    def sentence(self) -> str:
        """Return what somebody might report."""
        chance = self.chance
        return (
            f"{self.pick(self.names)} {chance.choice(VERBS)} the {chance.choice(NOUNS)} of {self.pick(self.towns)} "
            f"with {chance.randrange(2, 900)} men and a {chance.choice(NOUNS)} near {self.pick(self.towns)}"
        )

    def document(self, number: int) -> Iterator[tuple[str, dict[str, Any]]]:
        """Yield the rows of a document and its reading, table by table."""
        own, reading, blob, text_hash = self.id(), self.id(), self.id() * 2, self.id() * 2
        self.made.append((own, reading, text_hash))
        added = START + timedelta(minutes=13 * number)
        sentences = [self.sentence() for _ in range(4)]
        text = ". ".join(sentences) + "."
        yield "blobs", {"hash": blob, "size": len(text), "data": zlib.compress(text.encode(), 1)}
        yield (
            "documents",
            {
                "id": own,
                "bytes_hash": blob,
                "external_id": f"r{number}" if number % 3 else "",
                "title": sentences[0][:60],
                "text": text,
                "text_hash": text_hash,
                "format": "html",
                "added_at": moment(added),
            },
        )
        yield "origins", {"id": self.id(), "document_id": own, "name": f"{number}.html", "first_seen_at": moment(added)}
        yield (
            "readings",
            {
                "id": reading,
                "document_id": own,
                "revision": 1,
                "stages": '{"events": "1"}',
                "text_hash": blob,
                "made_at": moment(added),
                "body": BODY,
            },
        )
        yield from self.parts(reading, sentences, added.date())

    def history(self, numbers: range, head: str) -> Iterator[tuple[str, dict[str, Any]]]:
        """Yield the revisions of documents that were made, each with its reading, and some that are copies of others.

        What a revision is of is not hashed here: the chain holds, and what it tells of has other hashes.
        """
        for number in numbers:
            own, reading, text = self.made[number - numbers.start]
            at = START + timedelta(minutes=13 * number)
            for n, (kind, subject) in enumerate((("document", own), ("reading", reading)), start=1):
                row = {"number": 2 * number + n, "kind": kind, "subject": subject, "revision": 1, "author": MACHINE}
                row |= {"reason": "made up", "at": at, "content_hash": self.id() * 2, "previous": head}
                head = link_hash(row)
                yield "revisions", row | {"at": moment(at), "hash": head}
            if number % COPIED == 0 and number > numbers.start:
                other = self.chance.choice(self.made[: number - numbers.start])[2]
                pair = {"first_hash": min(text, other), "second_hash": max(text, other), "kind": "edited"}
                yield "copies", {"id": self.id(), **pair, "first_share": 0.9, "second_share": 0.9}

    def evidence(self, reading: str, kind: str, owner: str, field: str, words: str) -> tuple[str, dict[str, Any]]:
        """Return a row of evidence."""
        row = {"id": self.id(), "reading_id": reading, "owner_kind": kind, "owner_id": owner, "field": field}
        place = {"position": 0, "start": 1, "end": 1 + len(words), "exact": words, "prefix": words[:20], "suffix": ""}
        return "evidence", row | place

    def parts(self, reading: str, sentences: list[str], day: date) -> Iterator[tuple[str, dict[str, Any]]]:
        """Yield what was read in a document."""
        own = {"reading_id": reading}
        people = []
        for n in range(ENTITIES):
            number = self.chance.choices(range(len(self.names)), cum_weights=self.weights[len(self.names)])[0]
            name, entity = self.names[number], self.id()
            people.append((entity, name))
            told = {"local_id": f"E{n}", "position": n, "name": name, "kind": "person", "country": self.of_name[number]}
            yield "entities", {"id": entity, **own, **told, "sectors": '["GOV"]', "members": "[]"}
            yield self.evidence(reading, "entity", entity, "name", name)
        places = [self.id(), self.id()]
        for n, place in enumerate(places):
            town = self.pick(self.towns)
            yield (
                "places",
                {"id": place, **own, "position": n, "name": town, "candidates": 1, "country": self.of_name[n]},
            )
            yield self.evidence(reading, "place", place, "words", town)
        claims = [self.id() for _ in range(CLAIMS)]
        for n, claim in enumerate(claims):
            yield from self.claim(own, claim, n, people[self.chance.randrange(3)], sentences[n])
        yield from self.statement(own, claims[0], people)
        for n in range(EVENTS):
            yield from self.event(own, n, claims[n % CLAIMS], places[n % 2], people, day)
        yield (
            "drops",
            {"id": self.id(), **own, "position": 0, "stage": "events", "reason": "nobody", "start": 0, "end": 4},
        )

    def claim(self, own: dict[str, str], claim: str, n: int, who: tuple[str, str], words: str) -> Iterator[Any]:
        """Yield a claim with who makes it."""
        reading, source = own["reading_id"], self.id()
        mood = self.chance.choice(MOODS)
        told = {"local_id": f"C{n}", "position": n, "mode": "indirect", "mood": mood, "confidence": 0.5}
        yield "claims", {"id": claim, **own, **told}
        named = who[0] if self.chance.random() < 0.9 else None
        yield "claim_sources", {"id": source, "claim_id": claim, "step": 0, "entity_id": named}
        yield self.evidence(reading, "claim source", source, "words", who[1])
        yield self.evidence(reading, "claim", claim, "content", words)

    def statement(self, own: dict[str, str], claim: str, people: list[tuple[str, str]]) -> Iterator[Any]:
        """Yield the circumstances of a claim."""
        statement = self.id()
        yield "statements", {"id": statement, **own, "position": 0, "claim_id": claim}
        for n, (part, (entity, name)) in enumerate(zip(("hearer", "topic"), people, strict=False)):
            told = self.id()
            row = {"statement_id": statement, "part": part, "position": n, "entity_id": entity}
            yield "statement_parts", {"id": told, **row}
            yield self.evidence(own["reading_id"], "statement part", told, "words", name)

    def event(
        self, own: dict[str, str], n: int, claim: str, place: str, people: list[tuple[str, str]], day: date
    ) -> Iterator[Any]:
        """Yield an event with two parties."""
        event, chance = self.id(), self.chance
        happened = (day - timedelta(days=chance.randrange(20))).isoformat()
        dated = {"date_from": happened, "date_to": happened, "date_precision": "day", "date_rule": "stated"}
        told = {
            "local_id": f"V{n}",
            "position": n,
            "type": self.pick(TYPES),
            "contexts": "[]",
            "quad": "verbal conflict",
        }
        status = {"status": self.pick(STATUSES), "status_rule": "made up", "confidence": chance.random()}
        link = {"claim_id": claim, "place_id": place}
        yield "events", {"id": event, **own, **told, **status, **link, **(dated if chance.random() < 0.8 else {})}
        yield self.evidence(own["reading_id"], "event", event, "trigger", chance.choice(VERBS))
        yield self.evidence(own["reading_id"], "event", event, "evidence", f"{people[0][1]} {chance.choice(VERBS)} it")
        for i, side in enumerate(("actor", "recipient")):
            entity, name = chance.choice(people)
            party = self.id()
            yield "parties", {"id": party, "event_id": event, "side": side, "position": i, "entity_id": entity}
            yield self.evidence(own["reading_id"], "party", party, "words", name)


BODY = zlib.compress(json.dumps([{"id": "x", "text": "made up"}] * 40).encode())


def make_record(path: Path, documents: int) -> None:
    """Make a record of so many documents in a file, with five events each."""
    create_record(path, now=START).close()
    maker = Maker()
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-2000000;")
        made = connection.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
        ).fetchall()
        for name, _ in made:
            connection.execute(f"DROP INDEX {name}")
        connection.execute("BEGIN")
        head = FIRST
        for first in range(0, documents, AT_ONCE):
            head = _write(connection, maker, range(first, min(first + AT_ONCE, documents)), head)
        connection.execute("COMMIT")
        for _, sql in made:
            connection.execute(sql)
    with open_record(path) as record:
        with record.writing() as writing:
            key_all(writing)
        count_copies(record)


def _write(connection: sqlite3.Connection, maker: Maker, numbers: range, head: str) -> str:
    """Write the rows of documents, and return the hash of their last revision."""
    maker.made.clear()
    rows: dict[tuple[str, tuple[str, ...]], list[tuple[Any, ...]]] = {}
    for number in numbers:
        for table, row in maker.document(number):
            rows.setdefault((table, tuple(row)), []).append(tuple(row.values()))
    for table, row in maker.history(numbers, head):
        rows.setdefault((table, tuple(row)), []).append(tuple(row.values()))
        head = row.get("hash", head)
    for (table, columns), some in rows.items():
        names = ", ".join(f'"{name}"' for name in columns)
        marks = ", ".join("?" * len(columns))
        connection.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", some)  # noqa: S608 - names of our own
    return head
