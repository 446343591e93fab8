"""A desk as it is after seven years: what a small one holds, once for each of many weeks, with other ids and days.

The content is that of the worked example and the example reports, so that every page has something to show; copies of
one week stand beside those of the next, as fire along a line goes on. Rows are multiplied in the file itself, by SQL,
with indexes made at the end: reading as many reports would take a day, and it is asking that is timed.

What reports are compared by when more come in (marks of texts) is not multiplied: all copies would be of each other.
"""

import argparse
import functools
import re
import shutil
import sqlite3
import sys
import tempfile
import zlib
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parents[2] / "tools")]

from detente.desk.warming import warm_record  # noqa: E402
from detente.pipeline.ceasefires import gather_ceasefire, stored_ceasefire  # noqa: E402
from detente.pipeline.expectations import gather_expectations  # noqa: E402
from detente.pipeline.ledger import gather_phrases  # noqa: E402
from detente.pipeline.mines import gather_mines  # noqa: E402
from detente.pipeline.relations import gather_pairs  # noqa: E402
from detente.pipeline.standings import gather_standings  # noqa: E402
from detente.registry.interval import Interval  # noqa: E402
from detente.store import open_record  # noqa: E402
from detente.store.columns import moment  # noqa: E402
from detente.store.revisions import FIRST, link_hash  # noqa: E402
from example_line.building import build_line  # noqa: E402
from example_line.built import run  # noqa: E402

WEEKS = 364
"""Over how many weeks the copies are spread: seven years."""
REVIEWED = 10
"""Of how many copies reviews are kept."""
HALF_YEAR = 26
"""Weeks between two copies of what people keep by hand: it is not kept more often where there are more reports."""
LAST_DAY = "2026-12-31"
LATE = date(2026, 11, 20)
RELEASED = "2026-01-01T00:00:00.000000Z"
READ = frozenset({".txt", ".html", ".jsonl", ".xml", ".eml", ".csv"})
ROOT = Path(__file__).parents[2]
HEX = "[0-9a-f]" * 32
IDS = re.compile(rb'"[0-9a-f]{32}(?:[0-9a-f]{32})?"')
DAYS = re.compile(rb'"(\d{4}-\d\d-\d\d)(?=[T"])')
NUMBERED = re.compile(rb'("when":\{"first":|(?<=\d),"last":|"published":\[|(?<="published":\[\d{6}),)(\d{6})(?=\D)')
CONTENT = [
    "blobs",
    "documents",
    "origins",
    "sightings",
    "readings",
    "claims",
    "dates",
    "drops",
    "entities",
    "evidence",
    "places",
    "quantities",
    "claim_sources",
    "events",
    "parties",
    "statements",
    "statement_parts",
    "date_checks",
    "cut_away",
    "repairs",
    "observations",
    "texts",
    "copies",
    "account_readings",
    "accounts",
    "account_keys",
    "links",
    "memberships",
    "document_voices",
    "reviews",
    "event_keys",
    "claim_keys",
    "entity_keys",
]
"""What is multiplied, each after what it speaks of."""
KEPT = frozenset({"name_id", "stages_id", "session_id"})
"""Columns whose ids stay: the names that all reports share are kept once."""
DATED = frozenset({"published", "published_from", "published_to", "first", "last", "date_from", "date_to"})
WHEN = frozenset({"time_from", "time_to"})
NUMBERS = frozenset({("accounts", "number"), ("account_keys", "account"), ("links", "first"), ("links", "second")})
BY_HAND = ("effort", "figure", "mine-accident", "mine-figure", "mine-hazard")
EACH = 1 << 20
"""How far apart the numbers of two copies are, in tables that count their rows."""


def fill_desk(small: Path, folder: Path, events: int) -> int:
    """Make a desk of so many events in a folder from a small one, and return how many it has."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "record.sqlite"
    open_record(small / "record.sqlite", now=datetime.now(UTC)).close()
    path.write_bytes((small / "record.sqlite").read_bytes())
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-2000000;")
        connection.create_function("days_in", 2, days_in, deterministic=True)
        connection.create_function("accounts_in", 3, accounts_in, deterministic=True)
        own = connection.execute("SELECT count(*) FROM events").fetchone()[0]
        copies = range(1, -(-events // own))
        _multiply(connection, copies)
        _keep_few_reviews(connection)
        _release(connection)
        connection.executescript("ANALYZE; PRAGMA journal_mode=WAL;")
        return int(connection.execute("SELECT count(*) FROM events").fetchone()[0])


def fill_told(small: Path, folder: Path, copies: range) -> None:
    """Keep what readings tell beside a desk, as if it had been asked for everything: from beside the small desk.

    It is what the rules tell of those readings, under other ids and days; to work it out anew takes half an hour. What
    is told of the watch's things keeps its days: copies say again that an agreement was signed, and not that it was
    signed in each of many weeks.
    """
    with closing(sqlite3.connect(folder / "told.sqlite", isolation_level=None)) as connection:
        connection.executescript("PRAGMA synchronous=OFF; PRAGMA cache_size=-2000000;")
        connection.create_function("told_in", 3, told_in, deterministic=True)
        connection.execute("ATTACH ? AS small", (str(small / "told.sqlite"),))
        for table in ("stamps", "told"):
            made = connection.execute("SELECT sql FROM small.sqlite_master WHERE name = ?", (table,)).fetchone()[0]
            connection.execute(made)
            connection.execute(f"INSERT INTO {table} SELECT * FROM small.{table}")  # noqa: S608 - names of our own
        connection.execute(f"PRAGMA user_version={connection.execute('PRAGMA small.user_version').fetchone()[0]}")
        connection.execute("BEGIN")
        for copy in copies:
            connection.execute(
                "INSERT INTO told SELECT name, stamp, substr(reading, 1, 24) || ?, told_in(body, ?, "
                "CASE WHEN name = 'happening' OR name LIKE '% of %' THEN ? ELSE 0 END) "
                "FROM small.told WHERE length(reading) = 32",
                (_end(copy), copy, _shift(copy)),
            )
        connection.execute("COMMIT")


def told_in(body: bytes | None, copy: int, days: int) -> bytes | None:
    """Return what a reading tells under the ids of a copy, with all of its days so many later."""
    if body is None:
        return None
    return DAYS.sub(lambda found: b'"' + _later(found[1], days), _other_ids(body, copy))


def _keep_few_reviews(connection: sqlite3.Connection) -> None:
    """Leave the reviews of a few copies alone: people look at some hundred reports of a hundred thousand."""
    ends = [_end(copy) for copy in range(1, REVIEWED)]
    marks = ", ".join("?" * len(ends))
    connection.execute(
        "DELETE FROM reviews WHERE made_at < '2026-11' AND substr(document_id, 25) NOT IN "  # noqa: S608 - marks
        f"({marks})",
        ends,
    )


def _release(connection: sqlite3.Connection) -> None:
    """Release everything to the public, as far as it may be: the desk is to be asked as anybody, too."""
    for kind, ids in (("document", "SELECT id FROM documents"), ("entry", "SELECT DISTINCT subject FROM entries")):
        connection.execute(
            f"INSERT INTO releases SELECT lower(hex(randomblob(16))), ?, id, 1, 'public', ?, ?, 'Wanda Pell', 'bench' "  # noqa: S608
            f"FROM (SELECT id FROM ({ids.replace('DISTINCT subject', 'DISTINCT subject AS id')}))",
            (kind, RELEASED, RELEASED),
        )


def _multiply(connection: sqlite3.Connection, copies: range) -> None:
    made = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL").fetchall()
    for name, _ in made:
        connection.execute(f"DROP INDEX {name}")
    connection.execute("BEGIN")
    for table in CONTENT:
        connection.execute(f"CREATE TEMP TABLE own AS SELECT * FROM {table}")  # noqa: S608
        columns = connection.execute(f"PRAGMA table_info({table})").fetchall()
        listed = ", ".join(f'"{column[1]}"' for column in columns)
        ids = {column[1] for column in columns if _has_ids(connection, column[1])}
        for copy in copies:
            values = ", ".join(_value(table, column[1], copy, column[1] in ids) for column in columns)
            connection.execute(f"INSERT INTO {table} ({listed}) SELECT {values} FROM own")  # noqa: S608 - our own names
        connection.execute("DROP TABLE own")
    _keep_by_hand(connection, copies)
    _chain(connection, copies)
    _tally(connection, copies)
    connection.execute("COMMIT")
    for _, sql in made:
        connection.execute(sql)


def _shift(copy: int) -> int:
    """Return by how many days what a copy tells of lies after what the small desk tells of."""
    return 7 * (copy * 101 % WEEKS)


def _end(copy: int) -> str:
    """Return how ids of a copy end: by chance, no id of what it is a copy of ends so."""
    return f"{copy * 0x9E3779B1 % 2**32:08x}"


def _value(table: str, column: str, copy: int, has_ids: bool) -> str:  # noqa: FBT001, PLR0911
    """Return the SQL for the value that a copy has in a column."""
    days = _shift(copy)
    if (table, column) in NUMBERS:
        return f'(("{column}" & ~{EACH - 1}) | {copy * 0x9E37 % EACH})'
    if column in KEPT:
        return f'"{column}"'
    if column == "body":
        return f"accounts_in(body, {copy}, {days})" if table == "account_readings" else f"days_in(body, {days})"
    if (table, column) in {("memberships", "number"), ("claim_keys", "word_row"), ("texts", "number")}:
        return f'"{column}" + {copy * EACH}'
    if column in {"first_day", "last_day"} or (table, column) == ("accounts", "published"):
        return f'"{column}" + {days}'
    if column == "at" or column.endswith("_at"):
        return _shifted(column, -7 * (WEEKS - copy * WEEKS // 400))
    if column in DATED | WHEN:
        return _shifted(column, days)
    return _other(column, copy) if has_ids else f'"{column}"'


def _shifted(column: str, days: int) -> str:
    is_day = f"\"{column}\" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]*'"
    moved = f'date(substr("{column}", 1, 10), \'{days:+d} days\') || substr("{column}", 11)'
    return f'CASE WHEN {is_day} THEN {moved} ELSE "{column}" END'


def _has_ids(connection: sqlite3.Connection, column: str) -> bool:
    query = f'SELECT EXISTS (SELECT 1 FROM own WHERE "{column}" GLOB ?)'  # noqa: S608 - names of our own
    return bool(connection.execute(query, (f"{HEX}*",)).fetchone()[0])


def _other(column: str, copy: int) -> str:
    """Return the SQL for what is an id with another end, and for anything else as it is."""
    other = f'substr("{column}", 1, length("{column}") - 8) || \'{_end(copy)}\''
    return f'CASE WHEN "{column}" GLOB \'{HEX}*\' THEN {other} ELSE "{column}" END'


def days_in(body: bytes, days: int) -> bytes:
    """Return a reading with all of its days so many later."""
    return zlib.compress(DAYS.sub(lambda found: b'"' + _later(found[1], days), zlib.decompress(body)), 1)


@functools.lru_cache(maxsize=100_000)
def _later(day: bytes, days: int) -> bytes:
    try:
        return (date.fromisoformat(day.decode()) + timedelta(days=days)).isoformat().encode()
    except (ValueError, OverflowError):
        return day


def accounts_in(body: bytes, copy: int, days: int) -> bytes:
    """Return the accounts of a reading under the ids of a copy, with all of their days so many later."""
    text = _other_ids(zlib.decompress(body), copy)
    return zlib.compress(NUMBERED.sub(lambda found: found[1] + b"%d" % (int(found[2]) + days), text), 1)


def _keep_by_hand(connection: sqlite3.Connection, copies: range) -> None:
    """Keep what people enter by hand once for each half-year."""
    marks = ", ".join("?" * len(BY_HAND))
    rows = connection.execute(f"SELECT * FROM entries WHERE kind IN ({marks})", BY_HAND).fetchall()  # noqa: S608
    own = len(rows[0])
    for copy in range(1, min(WEEKS // HALF_YEAR, len(copies) // HALF_YEAR + 2)):
        put = f"INSERT INTO entries VALUES ({', '.join('?' * own)})"  # noqa: S608
        connection.executemany(put, (_again(row, copy, 7 * HALF_YEAR * copy) for row in rows))


def _again(row: tuple[Any, ...], copy: int, days: int) -> tuple[Any, ...]:
    """Return an entry under other ids, with what it tells of so many days later."""
    id_, subject, revision, kind, owner, first, last, content, *rest = row
    own, about = (f"{one[:-8]}{_end(copy)}" for one in (id_, subject))
    moved = _other_ids(DAYS.sub(lambda found: b'"' + _later(found[1], days), content.encode()), copy).decode()
    began, ended = (one and _later(one.encode(), days).decode() for one in (first, last))
    return own, about, revision, kind, owner, began, ended, moved, *rest


def _other_ids(text: bytes, copy: int) -> bytes:
    return IDS.sub(lambda found: found[0][:-9] + _end(copy).encode() + b'"', text)


def _chain(connection: sqlite3.Connection, copies: range) -> None:
    """Write the chain of revisions anew: what copies tell of first, in its order; it holds, link by link."""
    names = [row[1] for row in connection.execute("PRAGMA table_info(revisions)")]
    own = [dict(zip(names, row, strict=True)) for row in connection.execute("SELECT * FROM revisions ORDER BY number")]
    content = [row for row in own if row["kind"] in {"document", "reading", "account", "incident", "review"}]
    connection.execute("DELETE FROM revisions")
    head, number = FIRST, 0
    for copy in (*copies, 0):
        rows = []
        for one in content if copy else own:
            number += 1
            row = {**one, "number": number, "previous": head}
            if copy:
                at = datetime.fromisoformat(one["at"]) - timedelta(weeks=WEEKS - copy * WEEKS // 400)
                row |= {"at": at, "subject": f"{one['subject'][:-8]}{_end(copy)}"}
            else:
                row["at"] = datetime.fromisoformat(one["at"])
            row["hash"] = head = link_hash(row)
            rows.append(tuple((row | {"at": moment(row["at"])}).values()))
        connection.executemany(f"INSERT INTO revisions VALUES ({', '.join('?' * len(names))})", rows)  # noqa: S608


def _tally(connection: sqlite3.Connection, copies: range) -> None:
    """Count what copies tell with the rest, by the month in which it came."""
    connection.execute("CREATE TEMP TABLE own AS SELECT * FROM monthly_tallies")
    for copy in copies:
        days = -7 * (WEEKS - copy * WEEKS // 400)
        moved = f"substr(date(month || '-23', '{days:+d} days'), 1, 7)"
        connection.execute(
            f"INSERT INTO monthly_tallies SELECT kind, {moved}, first, second, number FROM own WHERE true "  # noqa: S608
            "ON CONFLICT DO UPDATE SET number = number + excluded.number"
        )
    connection.execute("UPDATE tallies SET number = number * ?", (len(copies) + 1,))
    connection.execute("DROP TABLE own")


def desk_of(folder: Path, events: int) -> None:
    """Make a desk of so many events in a folder, once: where there is one of them, it stays."""
    if (folder / "record.sqlite").exists():
        return
    with tempfile.TemporaryDirectory() as made:
        small, bare = Path(made) / "small", Path(made) / "bare"
        small_desk(small)
        shutil.copytree(small, bare)
        with closing(sqlite3.connect(bare / "record.sqlite", isolation_level=None)) as connection:
            connection.execute("DELETE FROM reviews")
            own = connection.execute("SELECT count(*) FROM events").fetchone()[0]
        ask_all(bare)
        fill_desk(small, folder, events)
        fill_told(bare, folder, range(1, -(-events // own)))


def small_desk(folder: Path) -> None:
    """Make the desk of the worked example, with the example reports, a watch, and ceasefires that go on."""
    build_line(folder)
    run(
        "watch",
        "load",
        folder,
        ROOT / "src/detente/knowledge/data/watches/south-caucasus.toml",
        "--author",
        "Wanda Pell",
        "--reason",
        "what we follow",
    )
    run("add", folder, *sorted(path for path in (ROOT / "examples").iterdir() if path.suffix in READ))
    with closing(sqlite3.connect(folder / "record.sqlite", isolation_level=None)) as connection:
        for id_, content in connection.execute("SELECT id, content FROM entries WHERE kind = 'ceasefire'").fetchall():
            going_on = content.replace("2019-09-01", LAST_DAY)
            connection.execute("UPDATE entries SET content = ? WHERE id = ?", (going_on, id_))


def ask_all(folder: Path) -> None:
    """Ask a desk for what pages are made of, so that what its readings tell is kept beside it."""
    with open_record(folder / "record.sqlite", read_only=True, beside=folder) as record:
        warm_record(record)
        for asked in (gather_pairs, gather_phrases, gather_mines):
            asked(record)
        gather_expectations(record, on=LATE)
        gather_standings(record, today=LATE, days=90)
        for id_ in ("ossering",):
            ceasefire, _ = stored_ceasefire(record, id_)
            gather_ceasefire(record, ceasefire, Interval(first=date(2017, 1, 1), last=LATE))


def main() -> None:
    """Make a desk of many events."""
    asked = argparse.ArgumentParser(description=main.__doc__)
    asked.add_argument("folder", type=Path)
    asked.add_argument("--events", type=int, default=100_000)
    given = asked.parse_args()
    desk_of(given.folder, given.events)


if __name__ == "__main__":
    main()
