"""The files of a run's tables, held against what its manifest says of them."""

from collections.abc import Callable, Collection, Iterable

from detente.core.errors import OutputError
from detente.core.ids import hash_stream
from detente.runs.assembling import Joined, PartDone, PartTask
from detente.runs.folder import Folder
from detente.runs.layout import MANIFEST, TABLES, part_of

__all__ = ["HASHED", "check_again", "tasks_of", "tell_wrong", "wrong_parts"]

HASHED = 1_000_000_000
"""Bytes of all parts together up to which they are read to see that nothing has happened to them: a few seconds."""
MOST_SHOWN = 5


def wrong_parts(store: Folder, parts: Collection[PartDone], *, most_bytes: int | None = HASHED) -> dict[str, str]:
    """Return which parts are not there as they were written, by name, and what is wrong with each.

    Their sizes are always looked at, their bytes where they are on this machine's disk and have no more than
    `most_bytes` together (None: whatever they have).
    """
    sizes = {name: size for table in TABLES for name, size in store.sizes(table).items()}
    few = most_bytes is None or sum(part.size for part in parts) <= most_bytes
    told = ((part.name, _wrong(store, part, sizes, hashing=few and store.local is not None)) for part in parts)
    return {name: wrong for name, wrong in told if wrong is not None}


def _wrong(store: Folder, part: PartDone, sizes: dict[str, int], *, hashing: bool) -> str | None:
    if part.name not in sizes:
        return "is gone"
    if sizes[part.name] != part.size:
        return f"has {sizes[part.name]:,} bytes in place of {part.size:,}"
    if not hashing:
        return None
    with store.open_in(part.name) as stream:
        return None if hash_stream(stream) == part.sha256 else "has other bytes than were written"


def tell_wrong(wrong: dict[str, str]) -> str:
    """Return which parts are wrong, the first ones by name."""
    more = f"; and {len(wrong) - MOST_SHOWN:,} more" if len(wrong) > MOST_SHOWN else ""
    return "; ".join(f"{name} {what}" for name, what in list(wrong.items())[:MOST_SHOWN]) + more


def tasks_of(
    store: Folder, wrong: dict[str, str], *, lost: int, tasks: Callable[[], Iterable[PartTask]]
) -> list[PartTask]:
    """Return what is to be put together again out of the pieces.

    `lost` is how many shards have no piece any more. Raises `OutputError` where there are any.
    """
    if not lost:
        return [task for task in tasks() if part_of(task.table, task.month, task.part) in wrong]
    message = (
        f"the tables in {store.address} are not as {MANIFEST} says ({tell_wrong(wrong)}), and the pieces of {lost:,} "
        f"shards are gone too: have the folder copied again, or remove {MANIFEST} and start the run again, which reads "
        "these shards once more"
    )
    raise OutputError(message)


def check_again(store: Folder, parts: Iterable[PartDone], joined: Iterable[Joined], wrong: Collection[str]) -> None:
    """See that parts put together again are those of the manifest. Raises `OutputError`."""
    made = {one.file for one in joined}
    if others := {part.name for part in parts if part.name in wrong and part not in made}:
        message = (
            f"{', '.join(sorted(others)[:MOST_SHOWN])} in {store.address}: what the pieces make of it is not what "
            f"{MANIFEST} says; remove {MANIFEST}, and start the run again"
        )
        raise OutputError(message)
