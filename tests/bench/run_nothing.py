"""A shard's work without the reading: its marker, written as in earnest."""

from detente.runs.folder import Folder
from detente.runs.shard import ShardDone
from detente.runs.shard_work import mark

__all__ = ["mark_nothing"]


def mark_nothing(task: tuple[str, int]) -> int:
    """Write the marker of a shard without documents, and return its number."""
    folder, number = task
    mark(Folder(folder), ShardDone(number=number, documents=0, read=0))
    return number
