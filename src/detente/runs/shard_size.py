"""How large the shards of a run are: as its plan says, or by the size of its input, so that nobody has to know."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from detente.runs.plan import Plan
from detente.runs.sources import Input

__all__ = ["ShardSize", "size_shards"]

SHARDS: Final = 50_000
"""So many shards are enough for thousands of workers. Each costs the driver and the store the same, however small."""
DOCUMENTS: Final = 256
"""Documents of a shard of a small input: little is lost with one."""
MOST_DOCUMENTS: Final = 16_384
BYTES: Final = 4_000_000
MOST_BYTES: Final = 8_000_000
"""A worker holds the rows of a shard, which are ten times as long as its texts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShardSize:
    """Where a shard ends: with the document at which it has so many bytes, or has so many documents.

    With fewer than `least_bytes` it goes on all the same, up to `most_documents`. `chosen` says that the input's size
    decided, and not the plan.
    """

    documents: int
    most_documents: int
    least_bytes: int
    most_bytes: int
    chosen: bool

    def is_full(self, documents: int, size: int) -> bool:
        """Say whether a shard of so many documents and bytes ends there."""
        few = documents < self.documents or (size < self.least_bytes and documents < self.most_documents)
        return size >= self.most_bytes or not few


def size_shards(plan: Plan, inputs: Iterable[Input]) -> ShardSize:
    """Return how large the shards of these inputs are; nothing that a run finds depends on it."""
    share = -(-sum(one.size for one in inputs) // SHARDS)
    most = plan.shard_bytes or max(BYTES, min(share, MOST_BYTES))
    if plan.shard_documents is not None:
        own = plan.shard_documents
        return ShardSize(documents=own, most_documents=own, least_bytes=0, most_bytes=most, chosen=False)
    return ShardSize(
        documents=DOCUMENTS, most_documents=MOST_DOCUMENTS, least_bytes=min(share, most), most_bytes=most, chosen=True
    )
