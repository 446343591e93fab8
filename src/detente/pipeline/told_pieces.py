"""What single reports tell: worked out once and kept beside the record, anew where anything changed.

What is kept stands under a stamp of all that it was worked out from besides the reading: what the desk follows, and the
rules themselves. A report that people reviewed is kept under what they said of it; one that is coded blind now is not
kept.
"""

import functools
import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Any, Generic, TypeVar

from detente.core.ids import hash_parts, written_plainly
from detente.pipeline.being_read import note_read, note_read_all, reading_for, waited_for
from detente.pipeline.registries import Desk, tellings
from detente.registry.assertions.naming import Kept
from detente.registry.assertions.telling import Telling
from detente.store import (
    Known,
    Record,
    ToldFile,
    changed_by_people,
    derived,
    observed_documents,
    open_told,
    readings_listed,
    readings_named,
)

__all__ = ["Question", "Reader", "found_in", "question_of", "read_ahead", "rules_stamp"]

T = TypeVar("T")
Listed = tuple[str, str]
"""The ids of a document and of its reading."""
MOST_HELD = 32
"""Names under which what is kept is held in the process: a desk has about a dozen, and some of each ceasefire."""
AT_ONCE = 256
"""Readings after which what was worked out is kept: a question that is broken off has not been for nothing."""
RULES = ("registry", "incidents", "knowledge")
"""Packages whose code and data decide what a report tells."""
LARGE = 1_000_000
"""Bytes from which a file of data is told by its size alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader(Generic[T]):
    """What reads one kind of thing out of a report: `name` it is kept under, `kind` of record, `read` itself.

    `inputs` is whatever else than the reading, the desk's actors and the things looked for decides what is read. Forms
    of observers are asked too where it reads `forms`.
    """

    name: str
    kind: type[T]
    read: Callable[[Telling], Iterable[T]]
    inputs: object = None
    forms: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Question(Generic[T]):
    """What a reader is asked under a desk. Two are the same that stand under one name and stamp."""

    reader: Reader[T] = field(compare=False)
    desk: Desk = field(compare=False)
    things: tuple[Kept, ...] = field(compare=False)
    name: str
    stamp: str


def question_of(record: Record, desk: Desk, reader: Reader[T], things: Iterable[Kept] | None = None) -> Question[T]:
    """Return what a reader is asked under a desk; of `things`, or of all that the desk follows."""
    looked_for = desk.things if things is None else tuple(things)
    own = derived(record, f"stamp of {reader.name}", lambda: _stamp(desk, looked_for, reader.inputs),
                  desk, things, reader.inputs)  # fmt: skip
    return Question(reader=reader, desk=desk, things=looked_for, name=reader.name, stamp=own)


class _Kept(Generic[T]):
    """What is kept under one name and stamp, as far as it was asked for: each piece is unpacked once.

    What stands under a key never changes. Threads may share it: two that fetch the same fetch what is the same.
    """

    def __init__(self, name: str, stamp: str, kind: Any) -> None:
        self._name, self._stamp, self._decode = name, stamp, _decoder(kind)
        self.found: dict[str | None, bytes | Sequence[T] | None] = {}

    def fetch(self, told: ToldFile, keys: Sequence[str]) -> None:
        missing = [key for key in keys if key not in self.found]
        if missing:
            self.found.update(told.told(self._name, self._stamp, missing))

    def of(self, key: str) -> Sequence[T]:
        found = self.found.get(key)
        if isinstance(found, bytes):
            found = self.found[key] = self._decode(found)
        return found or ()


_HELD: OrderedDict[tuple[object, ...], _Kept[Any]] = OrderedDict()
_LOCK = threading.Lock()


def _kept_of(record: Record, told: ToldFile, asked: Question[T]) -> _Kept[T]:
    """Return what is kept for a reader; held from one question to the next where the record is asked many."""
    if record.state is None:
        return _Kept(asked.name, asked.stamp, asked.reader.kind)
    key = (told.path, asked.name, asked.stamp)
    with _LOCK:
        kept = _HELD.setdefault(key, _Kept(asked.name, asked.stamp, asked.reader.kind))
        _HELD.move_to_end(key)
        while len(_HELD) > MOST_HELD:
            _HELD.popitem(last=False)
    return kept


def found_in(
    record: Record, asked: Question[T], listed: Sequence[Listed], known_on: Known
) -> Iterator[tuple[Listed, Sequence[T]]]:
    """Yield what each of some readings tells, in their order, each as told by its own text."""
    told = open_told(record.beside)
    try:
        under = _keys(record, listed, known_on)
        kept = _kept_of(record, told, asked)
        kept.fetch(told, [key for key in under.values() if key is not None])
        anew = [one for one in listed if under[one[1]] not in kept.found]
        made: dict[str, Sequence[T]] = {}
        for at, some in enumerate(_portions(anew)):
            if waited_for((told.path, asked.name, asked.stamp)):
                kept.fetch(told, [key for key in under.values() if key is not None])
            own = [one for one in some if under[one[1]] not in kept.found]
            if not own:
                continue
            note_read(at * AT_ONCE, len(anew))
            ((_, found),) = _read(record, [asked], own, known_on)
            told.keep(asked.name, asked.stamp, _bodies(found, under))
            made |= found
        for document, reading in listed:
            yield (document, reading), made[reading] if reading in made else kept.of(under[reading] or "")
    finally:
        note_read_all()
        told.close()


def read_ahead(record: Record, questions: Sequence[Question[Any]], *, known_on: Known) -> Iterator[tuple[int, int]]:
    """Work out and keep what is kept of no reader yet, each report read once for all; yield how many of how many."""
    listed = readings_listed(record, known_on=known_on)
    told = open_told(record.beside)
    try:
        under = _keys(record, listed, known_on)
        lacking: dict[Listed, list[Question[Any]]] = {}
        for asked in questions:
            kept = _kept_of(record, told, asked)
            kept.fetch(told, [key for key in under.values() if key is not None])
            for one in _without_forms(record, asked, listed, known_on):
                if under[one[1]] is not None and under[one[1]] not in kept.found:
                    lacking.setdefault(one, []).append(asked)
        done = 0
        with reading_for({(told.path, one.name, one.stamp) for some in lacking.values() for one in some}):
            for some in _portions(list(lacking)):
                wanted = list({one.name: one for asked in some for one in lacking[asked]}.values())
                for asked, found in _read(record, wanted, some, known_on):
                    told.keep(asked.name, asked.stamp, _bodies(found, under))
                done += len(some)
                note_read(done, len(lacking))
                yield done, len(lacking)
    finally:
        note_read_all()
        told.close()


def _keys(record: Record, listed: Sequence[Listed], known_on: Known) -> dict[str, str | None]:
    changed = changed_by_people(record, known_on=known_on)
    return {reading: _key(reading, changed.get(document, "")) for document, reading in listed}


def _portions(listed: Sequence[Listed]) -> Iterator[Sequence[Listed]]:
    yield from (listed[at : at + AT_ONCE] for at in range(0, len(listed), AT_ONCE))


def _without_forms(
    record: Record, asked: Question[Any], listed: Sequence[Listed], known_on: Known
) -> Sequence[Listed]:  # fmt: skip
    forms = frozenset[str]() if asked.reader.forms else observed_documents(record, known_on=known_on)
    return [one for one in listed if one[0] not in forms]


def _read(
    record: Record, questions: Sequence[Question[Any]], some: Sequence[Listed], known_on: Known
) -> Iterator[tuple[Question[Any], dict[str, Sequence[Any]]]]:
    """Yield by reading what some of them tell each reader, each report in its own voice."""
    reading_of = dict(some)
    bodies = list(readings_named(record, [reading for _, reading in some], known_on=known_on))
    for asked in questions:
        told = tellings(
            record, asked.desk, things=asked.things, readings=bodies, known_on=known_on, copies=False,
            forms=asked.reader.forms,
        )  # fmt: skip
        yield asked, {reading_of[one.document]: tuple(asked.reader.read(one)) for one in told}


def _key(reading: str, said: str | None) -> str | None:
    """Return what a reading is kept under, with what people said of it; None for one that is not to be kept."""
    return None if said is None else f"{reading}+{said}" if said else reading


def _bodies(found: Mapping[str, Sequence[Any]], under: Mapping[str, str | None]) -> dict[str, bytes | None]:
    import msgspec

    encode = msgspec.json.encode
    keyed = ((under[reading], some) for reading, some in found.items())
    return {key: encode(some) if some else None for key, some in keyed if key is not None}


@functools.cache
def _decoder(kind: Any) -> Callable[[bytes], Any]:
    import msgspec

    return msgspec.json.Decoder(tuple[kind, ...]).decode


def _stamp(desk: Desk, things: Sequence[Kept], inputs: object) -> str:
    return hash_parts("told", rules_stamp(), written_plainly((desk.actors, tuple(things), inputs)))


@functools.cache
def rules_stamp() -> str:
    """Return what names the rules by which reports are read: another where any of their code or data differs."""
    made = hashlib.blake2b(digest_size=16)
    for package in RULES:
        for path in sorted(_files(Path(str(files("detente").joinpath(package))))):
            size = path.stat().st_size
            made.update(f"{path.name} {size}".encode())
            made.update(path.read_bytes() if size < LARGE else b"")
    return made.hexdigest()


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc")
