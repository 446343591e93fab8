"""What stands in a run's folder of how it was begun and how far it came."""

import functools
import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import msgspec

from detente.core.errors import OutputError, UsageError
from detente.core.ids import hash_bytes, hash_stream
from detente.core.settings import load_settings
from detente.core.version import VERSION
from detente.runs.at_once import AT_ONCE, ask_at_once
from detente.runs.bundle import Reads
from detente.runs.cutting import Cutting
from detente.runs.folder import Folder
from detente.runs.layout import CUT, CUT_NOTE, INPUTS, MANIFEST, PLAN, SIZE, marker_of
from detente.runs.plan import Plan
from detente.runs.schemas import COLUMNS
from detente.runs.shard import Shard, ShardDone
from detente.runs.shard_size import ShardSize, size_shards
from detente.runs.sources import Input, changed_inputs

__all__ = [
    "agree",
    "agree_on_cut",
    "agree_on_inputs",
    "count_shards",
    "cut_once",
    "done_shards",
    "finished",
    "kept_inputs",
    "kept_shards",
    "kept_size",
    "table_versions",
]

T = TypeVar("T")
MOST_SHOWN = 5
encode: Callable[[Any], bytes] = msgspec.json.Encoder(order="deterministic").encode


def agree(store: Folder, plan: Plan, reads: Reads) -> None:
    """Keep what decides over a run's output, or compare it with what is kept.

    Until the input is cut nothing was read, and another plan takes the place of the one that is kept.
    Raises `UsageError` where the folder holds another run.
    """
    now = _decisive(plan, reads)
    try:
        before = msgspec.json.decode(store.read(PLAN))
    except FileNotFoundError:
        if left := [name for name in (CUT, MANIFEST) if store.exists(name)]:
            message = f"{store.address} holds {left[0]} and no {PLAN}: it is no folder of a run; name another"
            raise UsageError(message) from None
        store.write(PLAN, msgspec.json.format(encode(now)))
        return
    except msgspec.DecodeError as error:
        message = f"{PLAN} in {store.address} is damaged ({error}); name another folder as output"
        raise UsageError(message) from error
    plain = msgspec.json.decode(encode(now))
    wrong = [key for key in plain if not isinstance(before, dict) or before.get(key) != plain[key]]
    if wrong and not _is_begun(store):
        store.write(PLAN, msgspec.json.format(encode(now)))
    elif wrong:
        message = (
            f"{store.address} holds a run of another plan ({', '.join(wrong)} differ from {PLAN}), and nothing of two "
            "is mixed: name another folder as output, or give the plan and the version that it was begun with"
        )
        raise UsageError(message)


def _is_begun(store: Folder) -> bool:
    """Say whether a run's input was cut, or anything of it read."""
    return store.exists(CUT) or store.exists(MANIFEST) or bool(finished(store))


def _decisive(plan: Plan, reads: Reads) -> dict[str, Any]:
    return {
        "detente": VERSION,
        "stages": reads.versions(),
        "tables": table_versions(),
        "names": load_settings().names,
        "sources": [{"address": s.address, "ending": s.ending, "columns": dict(s.columns)} for s in plan.sources],
    }


def table_versions() -> dict[str, str]:
    """Return what tells a table's columns from others: the beginning of their SHA-256."""
    return {table: hash_bytes(json.dumps(columns).encode())[:16] for table, columns in COLUMNS.items()}


def cut_once(store: Folder, plan: Plan, inputs: Sequence[Input]) -> None:
    """Cut the inputs into shards, where that was not done before; it is done as a whole or not at all.

    Raises `FetchFailed` where an input cannot be had, `OutputError`.
    """
    size = size_shards(plan, inputs)
    cutting, digest, shards = Cutting(size), hashlib.sha256(), 0
    with store.writing(CUT) as stream:
        for shards, shard in enumerate(cutting.shards(inputs), 1):  # noqa: B007 - how many there were
            line = encode(shard) + b"\n"
            digest.update(line)
            stream.write(line)
        store.write(CUT_NOTE, encode(_Cut(shards=shards, sha256=digest.hexdigest())))
        store.write(INPUTS, b"".join(encode(one) + b"\n" for one in cutting.inputs))
        store.write(SIZE, msgspec.json.format(encode(size)))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cut:
    """How many shards were cut, and the SHA-256 of their list."""

    shards: int
    sha256: str


def agree_on_cut(store: Folder) -> None:
    """See that the list of shards is the one that was cut, and that no other shard is finished.

    Raises `OutputError` where documents would be left out without a word.
    """
    there, done = count_shards(store), finished(store)
    with store.open_in(CUT) as stream:
        sha256 = hash_stream(stream)
    cut = _kept_cut(store) or _Cut(shards=there, sha256=sha256)
    if (there, sha256) != (cut.shards, cut.sha256) or max(done, default=-1) >= there:
        told = f"it names {there:,} shards, and {cut.shards:,} were cut; {len(done):,} are finished"
        message = (
            f"{CUT} in {store.address} is damaged ({told}): have it copied again, or name another folder as output"
        )
        raise OutputError(message)


def _kept_cut(store: Folder) -> _Cut | None:
    """Return what was noted of the list of shards; None where a run was cut before that was kept."""
    try:
        return msgspec.json.decode(store.read(CUT_NOTE), type=_Cut)
    except FileNotFoundError:
        return None
    except msgspec.DecodeError as error:
        message = f"{CUT_NOTE} in {store.address} is damaged ({error}); name another folder as output"
        raise OutputError(message) from error


def agree_on_inputs(store: Folder, now: Iterable[Input]) -> None:
    """Compare the inputs with those that the run was cut from. Raises `UsageError` where they are others."""
    if changed := changed_inputs(kept_inputs(store), now):
        more = f" and {len(changed) - MOST_SHOWN:,} more" if len(changed) > MOST_SHOWN else ""
        message = (
            f"the input is not the one that {store.address} was begun with: {'; '.join(changed[:MOST_SHOWN])}{more}; "
            "name another folder as output for what there is now, or put back what was there"
        )
        raise UsageError(message)


def kept_inputs(store: Folder) -> Iterator[Input]:
    """Yield the inputs that a run was cut from."""
    return _lines(store, INPUTS, Input)


def kept_size(store: Folder) -> ShardSize | None:
    """Return how large a run's shards are; None where it was cut before that was kept."""
    try:
        return msgspec.json.decode(store.read(SIZE), type=ShardSize)
    except FileNotFoundError:
        return None
    except msgspec.DecodeError as error:
        message = f"{SIZE} in {store.address} is damaged ({error}); remove it, and start the run again"
        raise OutputError(message) from error


def kept_shards(store: Folder) -> Iterator[Shard]:
    """Yield a run's shards, as they are read from its folder."""
    return _lines(store, CUT, Shard)


def count_shards(store: Folder) -> int:
    """Return how many shards a run has."""
    with store.open_in(CUT) as stream:
        return sum(1 for _ in stream)


def finished(store: Folder) -> set[int]:
    """Return the numbers of the shards that are done."""
    parts = (name.split("/") for name in store.names("shards") if name.endswith("/done.json"))
    return {int(part[-2]) for part in parts if part[-2].isdigit()}


def done_shards(store: Folder, numbers: Iterable[int]) -> Iterator[ShardDone]:
    """Yield what is kept of the shards with these numbers, in their order.

    Many are asked for at once in an object store, where each takes its time; on a disk one by one is quicker.
    Raises `OutputError` for a marker that is damaged.
    """
    at_once = AT_ONCE if store.local is None else 1
    return ask_at_once(functools.partial(_done_shard, store), numbers, at_once=at_once)


def _done_shard(store: Folder, number: int) -> ShardDone:
    name = marker_of(number)
    try:
        return msgspec.json.decode(store.read(name), type=ShardDone)
    except (msgspec.DecodeError, FileNotFoundError) as error:
        message = f"{name} in {store.address} is gone or damaged ({error}); remove it and start the run again"
        raise OutputError(message) from error


def _lines(store: Folder, name: str, kind: type[T]) -> Iterator[T]:
    decoder = msgspec.json.Decoder(kind)
    with store.open_in(name) as stream:
        for line in stream:
            try:
                yield decoder.decode(line)
            except msgspec.DecodeError as error:
                message = f"{name} in {store.address} is damaged ({error}); name another folder as output"
                raise OutputError(message) from error
