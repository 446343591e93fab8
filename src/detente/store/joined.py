"""How many texts are no voice of their own, since they are copies of others: counted when compared, and by month.

Copies that hang together are joined in the same way whatever else there is. So how many were joined at a moment is what
the months before came to, and what those texts changed that came in its own month.
"""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection
from sqlalchemy.dialects.postgresql import insert

from detente.documents.copies.voices import Pair, join_voices
from detente.store import tables
from detente.store.asked import portions
from detente.store.columns import moment
from detente.store.known import Known
from detente.store.tallies import MONTH

__all__ = [
    "JOINED",
    "count_joined",
    "forget_if_earlier",
    "forget_joined",
    "is_counted",
    "joined_anew",
    "keep_joined",
    "pairs_around",
]

COPIES, DOCUMENTS = tables.copies, tables.documents
TALLIES, MONTHS = tables.tallies, tables.monthly_tallies
JOINED = "joined"
PAIRS = sa.select(COPIES.c.first_hash, COPIES.c.second_hash, COPIES.c.first_share, COPIES.c.second_share)
Came = Mapping[str, dt.datetime]
"""When the first document of each text was added."""


def count_joined(connection: Connection, lost: Collection[str], known_on: Known) -> int:
    """Return how many texts are no voice of their own, since they are copies of others.

    `lost` are texts of which no document is there. What there is now, and was in each month, is counted when texts have
    been compared; where it is not yet, all pairs of copies are gone through.
    """
    kept = connection.scalar(sa.select(TALLIES.c.number).where(TALLIES.c.kind == JOINED))
    if kept is None:
        return _number_joined(_there(connection, list(_pairs(connection)), known_on), lost)
    # only those that hang together with what is lost are joined in another way than before
    around = _there(connection, pairs_around(connection, lost), known_on) if lost else []
    changed = _number_joined(around, lost) - _number_joined(around, ())
    return changed + (int(kept) if known_on.at is None else _joined_then(connection, known_on.at))


def _joined_then(connection: Connection, at: dt.datetime) -> int:
    """Add up the months before, and what came of texts that were added in the month of a moment until then."""
    month = moment(at)[:MONTH]
    before = sa.select(sa.func.sum(MONTHS.c.number)).where(MONTHS.c.kind == JOINED, MONTHS.c.month < month)
    added = sa.type_coerce(DOCUMENTS.c.added_at, sa.Text) >= sa.type_coerce(month, sa.Text)
    fresh = connection.scalars(sa.select(DOCUMENTS.c.text_hash).where(added, DOCUMENTS.c.added_at <= at).distinct())
    around = pairs_around(connection, fresh.all())
    came = _came(connection, around)
    then = [pair for pair in around if _both(came, pair) <= at]
    earlier = [pair for pair in then if moment(_both(came, pair))[:MONTH] < month]
    return int(connection.scalar(before) or 0) + _number_joined(then, ()) - _number_joined(earlier, ())


def _pairs(connection: Connection) -> Iterator[Pair]:
    yield from ((r[0], r[1], r[2], r[3]) for r in connection.execute(PAIRS))


def _there(connection: Connection, pairs: Sequence[Pair], known_on: Known) -> Sequence[Pair]:
    """Return the pairs of which both texts were there at a moment."""
    if known_on.at is None:
        return pairs
    came = _came(connection, pairs)
    return [pair for pair in pairs if _both(came, pair) <= known_on.at]


def _came(connection: Connection, pairs: Iterable[Pair]) -> Came:
    """Return when each text of some pairs came in first."""
    query = sa.select(DOCUMENTS.c.text_hash, sa.func.min(DOCUMENTS.c.added_at)).group_by(DOCUMENTS.c.text_hash)
    found: dict[str, dt.datetime] = {}
    for some in portions(sorted({text for pair in pairs for text in pair[:2]})):
        found |= {row[0]: row[1] for row in connection.execute(query.where(DOCUMENTS.c.text_hash.in_(some)))}
    return found


def _both(came: Came, pair: Pair) -> dt.datetime:
    """Return since when both texts of a pair were there; never, where one of them is not."""
    never = dt.datetime.max.replace(tzinfo=dt.UTC)
    return max(came.get(pair[0], never), came.get(pair[1], never))


def pairs_around(connection: Connection, texts: Collection[str]) -> Sequence[Pair]:
    """Return the pairs of copies that some texts are in, and those that hang together with these."""
    found: dict[Pair, None] = {}
    seen, fresh = set(texts), list(texts)
    while fresh:
        asked, fresh = fresh, []
        for some in portions(asked):
            for column in (COPIES.c.first_hash, COPIES.c.second_hash):
                for row in connection.execute(PAIRS.where(column.in_(some))):
                    found[row[0], row[1], row[2], row[3]] = None
                    fresh += [text for text in row[:2] if text not in seen]
                    seen.update(row[:2])
    return list(found)


def _number_joined(pairs: Iterable[Pair], lost: Collection[str]) -> int:
    voice = join_voices(pair for pair in pairs if pair[0] not in lost and pair[1] not in lost)
    return len(voice) - len(set(voice.values()))


def joined_anew(connection: Connection) -> tuple[int, Counter[str]] | None:
    """Count the joined texts anew where their number is kept, all and by month; None where it is not."""
    return _joined(connection) if is_counted(connection) else None


def is_counted(connection: Connection) -> bool:
    """Say whether it is kept how many texts are joined."""
    return connection.scalar(sa.select(TALLIES.c.number).where(TALLIES.c.kind == JOINED)) is not None


def _joined(connection: Connection) -> tuple[int, Counter[str]]:
    """Count the joined texts: how many there are, and how many more there were at the end of each month."""
    pairs = list(_pairs(connection))
    came = _came(connection, pairs)
    by_month: Counter[str] = Counter()
    number = 0
    for group in _hanging_together(pairs):
        joined = 0
        dated = [(moment(_both(came, pair))[:MONTH], pair) for pair in group]
        for month in sorted({month for month, _ in dated}):
            then = _number_joined((pair for one, pair in dated if one <= month), ())
            by_month[month] += then - joined
            joined = then
        number += joined
    return number, Counter({month: n for month, n in by_month.items() if n})


def _hanging_together(pairs: Iterable[Pair]) -> Iterable[Sequence[Pair]]:
    """Return pairs in groups: those of two groups have no text in common."""
    every = list(pairs)
    called = join_voices((one, other, 1.0, 1.0) for one, other, *_ in every)
    found: defaultdict[str, list[Pair]] = defaultdict(list)
    for pair in every:
        found[called[pair[0]]].append(pair)
    return found.values()


def forget_joined(connection: Connection) -> None:
    """Forget how many are joined, since comparing changes it."""
    for table in (TALLIES, MONTHS):
        connection.execute(sa.delete(table).where(table.c.kind == JOINED))


def forget_if_earlier(connection: Connection, text_hash: str, added_at: dt.datetime) -> None:
    """Forget it too where a text comes in before the time at which it came first, as by a clock that was set back."""
    later = sa.select(DOCUMENTS.c.id).where(DOCUMENTS.c.text_hash == text_hash, DOCUMENTS.c.added_at > added_at)
    if connection.scalar(later.limit(1)) is not None:
        forget_joined(connection)


def keep_joined(connection: Connection) -> None:
    """Count the joined texts and keep their number, where it is not kept."""
    number, by_month = _joined(connection)
    own: dict[str, Any] = {"kind": JOINED, "first": "", "second": ""}
    kept = connection.execute(insert(TALLIES).on_conflict_do_nothing(), own | {"number": number}).rowcount
    rows = [own | {"month": month, "number": n} for month, n in sorted(by_month.items())]
    if kept and rows:
        connection.execute(sa.insert(MONTHS), rows)
