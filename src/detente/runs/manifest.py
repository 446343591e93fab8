"""What came in and out of a run, and whether it adds up."""

import dataclasses
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import BinaryIO

import msgspec

from detente.core.errors import DetenteError
from detente.core.version import VERSION
from detente.runs.assembling import Joined, PartDone
from detente.runs.bundle import Reads
from detente.runs.kept import table_versions
from detente.runs.layout import TABLES
from detente.runs.noted import add_fields
from detente.runs.plan import Plan
from detente.runs.shard import ShardDone
from detente.runs.shard_size import ShardSize
from detente.runs.sources import Input

__all__ = ["Manifest", "Sums", "check_sums", "manifest_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """A run that is whole.

    `documents` is `read`, `unread` and `aside` together, each by code; `passed` what was no document, by reason;
    `fields` those of lines and Parquet that nothing reads, by in how many documents, of 50 names at most; `undated` the
    documents read whose month of publication is not known; `dropped` what the reader left out of readings, by stage and
    reason. `stage_seconds` are those of all workers together; `seconds` those of the start of the run that ended it.
    `parts` are the files of its tables; `shard_size` is how large its shards are.
    """

    detente: str
    stages: tuple[tuple[str, str], ...]
    tables: Mapping[str, str]
    plan: Plan
    inputs: tuple[Input, ...]
    shards: int
    documents: int
    read: int
    unread: Mapping[str, int]
    aside: Mapping[str, int]
    passed: Mapping[str, int]
    dropped: Mapping[str, int]
    rows: Mapping[str, int]
    stage_seconds: Mapping[str, float]
    parts: tuple[PartDone, ...]
    seconds: float
    ended: str
    shard_size: ShardSize | None = None
    fields: Mapping[str, int] = field(default_factory=dict)
    undated: int = 0


@dataclass(slots=True, kw_only=True)
class Sums:
    """What the markers of all shards say together; `passed` begins with the files that no shard has."""

    shards: int = 0
    documents: int = 0
    read: int = 0
    unread: Counter[str] = field(default_factory=Counter)
    aside: Counter[str] = field(default_factory=Counter)
    passed: Counter[str] = field(default_factory=Counter)
    fields: Counter[str] = field(default_factory=Counter)
    undated: int = 0
    dropped: Counter[str] = field(default_factory=Counter)
    rows: Counter[str] = field(default_factory=Counter)
    seconds: dict[str, float] = field(default_factory=lambda: defaultdict(float))

    def over(self, shards: Iterable[ShardDone], aside: BinaryIO) -> Iterator[ShardDone]:
        """Yield the shards, summed up on their way; what was set aside is written down, a line each."""
        for one in shards:
            self.shards += 1
            self.documents += one.documents
            self.read += one.read
            for sums, own in ((self.unread, one.unread), (self.passed, one.passed), (self.dropped, one.dropped)):
                sums.update(own)
            self.rows.update(one.rows)
            add_fields(self.fields, one.fields)
            self.undated += one.undated
            self.aside.update(left.code for left in one.aside)
            for stage, seconds in one.seconds.items():
                self.seconds[stage] += seconds
            lines = ({"shard": one.number, **dataclasses.asdict(left)} for left in one.aside)
            aside.writelines(msgspec.json.encode(line) + b"\n" for line in lines)
            yield one


def check_sums(sums: Sums, parts: Iterable[tuple[str, PartDone]]) -> None:
    """See that nothing was lost on the way: every document is accounted for, and every row is in a file.

    `parts` are files with their tables. Raises `DetenteError` that says what does not add up.
    """
    written: Counter[str] = Counter()
    for table, part in parts:
        written[table] += part.rows
    told = sums.read + sums.unread.total() + sums.aside.total()
    pairs = [("documents that went in, and those that were read, left unread and set aside", sums.documents, told)]
    pairs += [("documents that went in, and rows of documents", sums.documents, sums.rows["documents"])]
    pairs += [(f"rows of {table} found, and written", sums.rows[table], written[table]) for table in TABLES]
    for what, one, other in pairs:
        if one != other:
            message = (
                f"the run does not add up: {what} are {one:,} and {other:,}; keep its folder, and please report it"
            )
            raise DetenteError(message)


def manifest_of(
    plan: Plan,
    reads: Reads,
    *,
    inputs: Iterable[Input],
    size: ShardSize | None,
    sums: Sums,
    parts: Iterable[Joined],
    seconds: float,
    ended: str,
) -> Manifest:
    """Return what is written down of a run, in an order that does not depend on how it went.

    `size` is that of its shards; `ended` is when it was, in ISO 8601. Raises `DetenteError` where it does not add up.
    """
    order = {table: n for n, table in enumerate(TABLES)}
    kept = sorted(parts, key=lambda one: (order[one.table], one.month, one.part))
    check_sums(sums, [(one.table, one.file) for one in kept])
    return Manifest(
        detente=VERSION,
        stages=reads.versions(),
        tables=table_versions(),
        plan=plan,
        inputs=tuple(inputs),
        shards=sums.shards,
        documents=sums.documents,
        read=sums.read,
        unread=_most_first(sums.unread),
        aside=_most_first(sums.aside),
        passed=_most_first(sums.passed),
        dropped=_most_first(sums.dropped),
        rows={table: sums.rows[table] for table in TABLES},
        stage_seconds={name: round(s, 3) for name, s in sums.seconds.items()},
        parts=tuple(one.file for one in kept),
        seconds=round(seconds, 3),
        ended=ended,
        shard_size=size,
        fields=_most_first(sums.fields),
        undated=sums.undated,
    )


def _most_first(counts: Mapping[str, int]) -> dict[str, int]:
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
