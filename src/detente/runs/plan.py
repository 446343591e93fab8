"""What a run is to read, how it is cut, and where what it finds goes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

__all__ = ["Bounds", "Engine", "Plan", "Source"]

Engine = Literal["local", "ray"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where documents come from: a file, a folder or a pattern, on disk or in an object store, as fsspec names it.

    `ending` says the format where names do not; `columns` says which column of a table is which field.
    """

    address: str
    ending: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """What one document may take: seconds, bytes beyond what the reader holds, and tries before it is set aside.

    A try is counted where the process that read the document ended; one that takes too long or too much has one.
    """

    seconds: float = 120.0
    memory: int = 3_000_000_000
    tries: int = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A run: its sources in order, the folder that it writes (as fsspec names it), and how it is done.

    What is written depends on `sources` and on the reader alone; `shard_documents`, `shard_bytes`, `workers`, `engine`
    and `address` (of a Ray cluster; none starts one here) say only how. A shard ends at so many documents, or with
    the document at which it has so many bytes; where neither is given the size of the input decides.
    """

    sources: tuple[Source, ...]
    output: str
    shard_documents: int | None = None
    shard_bytes: int | None = None
    workers: int = 2
    engine: Engine = "local"
    address: str | None = None
    bounds: Bounds = field(default_factory=Bounds)
    metrics_port: int | None = None
