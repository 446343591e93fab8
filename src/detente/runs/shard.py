"""A shard: a stretch of a run's documents, read as a whole and finished once; and what is kept of one that is done."""

from collections.abc import Mapping
from dataclasses import dataclass, field

__all__ = ["Aside", "Shard", "ShardDone", "Span"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Documents that follow one another in one file of a source.

    `source` counts a plan's sources from 0, `file` the files of that source, `address` is the file's. `start` and `end`
    are bytes, or rows of a table of Parquet; none where the file is read as a whole. `first` counts the lines or rows
    of the file before it, from 0, so that a document has the same name and place however a run is cut.
    """

    source: int
    file: int = 0
    address: str
    ending: str
    start: int | None = None
    end: int | None = None
    first: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Shard:
    """Spans in the order of the input. `number` counts shards from 0; all of one come before all of the next."""

    number: int
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Aside:
    """A document that was set aside: its id or name, the code and the reason, and how often it was tried."""

    id: str
    code: str
    message: str
    tries: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class ShardDone:
    """What stands in the marker of a finished shard, and is summed up in the run's manifest.

    `rows` by table; `passed` what was no document, by reason; `fields` those of lines and Parquet that nothing reads,
    by in how many documents; `undated` the documents read whose month is not known; `dropped` what the reader left out,
    by stage and reason ("stage: reason"); `unread` the documents that are kept and not for reading, by code; `aside`
    those that came to nothing: `documents` is `read`, `unread` and `aside` together. `seconds` by stage, with what
    opening, writing and the whole shard took.
    """

    number: int
    documents: int
    read: int
    rows: Mapping[str, int] = field(default_factory=dict)
    months: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    """By table and month ("2019-04", or "unknown"), how many rows."""
    passed: Mapping[str, int] = field(default_factory=dict)
    fields: Mapping[str, int] = field(default_factory=dict)
    undated: int = 0
    unread: Mapping[str, int] = field(default_factory=dict)
    dropped: Mapping[str, int] = field(default_factory=dict)
    aside: tuple[Aside, ...] = ()
    seconds: Mapping[str, float] = field(default_factory=dict)
