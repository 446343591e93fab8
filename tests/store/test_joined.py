"""How many texts are copies of others is counted by month as it would be by going through all of them."""

import datetime as dt
import random
from pathlib import Path

import pytest
import sqlalchemy as sa

from detente.documents.copies.voices import join_voices
from detente.store import Known, Record, create_record, keep_documents, summary, tables, verify, withdraw
from detente.store.joined import forget_joined, is_counted, joined_anew
from detente.store.likeness import compare_waiting, count_copies
from store.made import NOON, kept

MONTHS, TEXTS, PAIRS = 5, 40, 60


def made(path: Path, seed: int) -> tuple[Record, list[dt.datetime]]:
    """Return a record of texts that came over months, and pairs of them drawn by chance as copies, cuts and digests."""
    chance = random.Random(seed)  # noqa: S311
    record = create_record(path, now=NOON)
    days = sorted(NOON + dt.timedelta(days=chance.randrange(30 * MONTHS)) for _ in range(TEXTS))
    for n, day in enumerate(days):
        keep_documents(record, [kept(n)], now=day)
    list(compare_waiting(record))
    with record.writing() as connection:
        forget_joined(connection)
        connection.execute(sa.delete(tables.copies))
        hashes = connection.scalars(sa.select(tables.documents.c.text_hash).distinct()).all()
        pairs = {tuple(sorted(chance.sample(list(hashes), 2))) for _ in range(PAIRS)}
        rows = [
            {"id": f"{n:032x}", "first_hash": one, "second_hash": other, "kind": "edited",
             "first_share": chance.choice([0.2, 0.9]), "second_share": chance.choice([0.3, 0.9])}
            for n, (one, other) in enumerate(sorted(pairs))
        ]  # fmt: skip
        connection.execute(sa.insert(tables.copies), rows)
    return record, days


def counted_through(record: Record, at: dt.datetime | None, gone: frozenset[str] = frozenset()) -> int:
    """Return how many texts are no voice of their own by going through all pairs of what was there then."""
    with record.reading() as connection:
        there = {
            row.text_hash
            for row in connection.execute(sa.select(tables.documents))
            if (at is None or row.added_at <= at) and row.id not in gone
        }
        copies = connection.execute(sa.select(tables.copies)).all()
    voice = join_voices(
        (c.first_hash, c.second_hash, c.first_share, c.second_share)
        for c in copies
        if {c.first_hash, c.second_hash} <= there
    )
    return len(voice) - len(set(voice.values()))


@pytest.mark.parametrize("seed", range(8))
def test_by_month_it_comes_to_what_going_through_all_would(tmp_path: Path, seed: int) -> None:
    record, days = made(tmp_path / "record.sqlite", seed)
    with record:
        moments = [days[0] - dt.timedelta(1), *days[::4], days[-1], days[-1].replace(day=1, hour=0), None]
        through = [counted_through(record, at) for at in moments]
        count_copies(record)
        found = [summary(record, known_on=Known(at=at)) for at in moments]
        assert [one.texts - one.voices for one in found] == through
        assert through[-1] > through[2]
        assert not [one for one in verify(record).complaints if "tallies" in one]


def test_what_is_withdrawn_is_taken_out_of_the_count_of_a_month(tmp_path: Path) -> None:
    record, days = made(tmp_path / "record.sqlite", 3)
    with record:
        count_copies(record)
        with record.reading() as connection:
            first, second = connection.scalars(sa.select(tables.documents.c.id).order_by("added_at").limit(2)).all()
        for one in (first, second):
            withdraw(record, "document", one, author="Ada", reason="a draft", now=days[3])
        for at in (days[2], days[5], days[-1]):
            found = summary(record, known_on=Known(at=at))
            gone = frozenset({first, second}) if at >= days[3] else frozenset()
            assert found.texts - found.voices == counted_through(record, at, gone)


def test_a_text_that_comes_again_from_an_earlier_day_is_counted_anew(tmp_path: Path) -> None:
    with create_record(tmp_path / "record.sqlite", now=NOON) as record:
        for n in range(3):
            keep_documents(record, [kept(n)], now=NOON + dt.timedelta(days=40))
        list(compare_waiting(record))
        one = kept(1)
        again = type(one)(**{name: getattr(one, name) for name in one.__slots__} | {"data": b"other bytes"})
        keep_documents(record, [again], now=NOON)
        with record.reading() as connection:
            assert not is_counted(connection)
            assert joined_anew(connection) is None
        list(compare_waiting(record))
        with record.reading() as connection:
            assert is_counted(connection)
        assert not [one for one in verify(record).complaints if "tallies" in one]
