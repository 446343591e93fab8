"""What each report tells a registry: worked out once and kept beside the record, anew where anything changed.

What is kept stands under a stamp of all that it was worked out from besides the reading: what the desk follows, and the
rules themselves. A report that people reviewed is kept under what they said of it; one that is coded blind now is not
kept.
"""

import dataclasses
import datetime as dt
import functools
import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any, Generic, TypeVar

from detente.core.ids import hash_parts, written_plainly
from detente.pipeline.registries import Desk, tellings
from detente.registry.assertions.assertion import Assertion
from detente.registry.assertions.naming import Kept
from detente.registry.assertions.telling import Telling
from detente.store import (
    NOW,
    Known,
    Record,
    ToldFile,
    changed_by_people,
    observed_documents,
    open_told,
    readings_listed,
    readings_named,
    voices,
)

__all__ = ["Reader", "Told", "assertion_reader", "told_by"]

T = TypeVar("T")
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

    `inputs` is whatever else than the reading, the desk's actors and the things looked for decides what is read.
    """

    name: str
    kind: type[T]
    read: Callable[[Telling], Iterable[T]]
    inputs: object = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Told(Generic[T]):
    """What one report tells: `voice` is the text it is a copy of, `found` what was read out of it, in its order."""

    document: str
    reading: str
    voice: str
    found: tuple[T, ...]


def assertion_reader(name: str, read: Callable[[Telling], Iterable[Assertion]]) -> Reader[Assertion]:
    """Return the reader of a room's assertions."""
    return Reader(name=name, kind=Assertion, read=read)


def told_by(
    record: Record,
    desk: Desk,
    reader: Reader[T],
    *,
    things: Iterable[Kept] | None = None,
    since: dt.date = dt.date.min,
    until: dt.date = dt.date.max,
    among: Sequence[tuple[str, str]] | None = None,
    known_on: Known = NOW,
) -> Iterator[Told[T]]:
    """Yield what each report that came out on these days tells, in the order of their ids; forms are left out.

    Where `among` names documents, each with its reading, these are asked and no others, whenever they came out.
    It is what `reader.read` gives for each of `tellings`, of which those that tell nothing are not yielded.
    """
    looked_for = tuple(desk.things if things is None else things)
    asked = readings_listed(record, since, until, known_on=known_on) if among is None else among
    listed = _without_forms(record, asked, known_on)
    voice = voices(record, known_on=known_on)
    for (document, reading), found in _found(record, desk, reader, looked_for, listed, known_on):
        if found:
            own = voice.get(document, document)
            yield Told(document=document, reading=reading, voice=own, found=tuple(_in_voice(found, own, document)))


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


def _kept_of(record: Record, told: ToldFile, reader: Reader[T], stamp: str) -> _Kept[T]:
    """Return what is kept for a reader; held from one question to the next where the record is asked many."""
    if record.state is None:
        return _Kept(reader.name, stamp, reader.kind)
    key = (told.path, reader.name, stamp)
    with _LOCK:
        kept = _HELD.setdefault(key, _Kept(reader.name, stamp, reader.kind))
        _HELD.move_to_end(key)
        while len(_HELD) > MOST_HELD:
            _HELD.popitem(last=False)
    return kept


def _found(
    record: Record, desk: Desk, reader: Reader[T], things: Sequence[Kept], listed: Sequence[tuple[str, str]],
    known_on: Known,
) -> Iterator[tuple[tuple[str, str], Sequence[T]]]:  # fmt: skip
    stamp = _stamp(desk, things, reader.inputs)
    told = open_told(record.beside)
    try:
        changed = changed_by_people(record, known_on=known_on)
        under = {reading: _key(reading, changed.get(document, "")) for document, reading in listed}
        kept = _kept_of(record, told, reader, stamp)
        kept.fetch(told, [key for key in under.values() if key is not None])
        anew = [one for one in listed if under[one[1]] not in kept.found]
        made: dict[str, Sequence[T]] = {}
        for some in (anew[at : at + AT_ONCE] for at in range(0, len(anew), AT_ONCE)):
            found = _read(record, desk, reader, things, some, known_on)
            told.keep(reader.name, stamp, _bodies(found, under))
            made |= found
        for document, reading in listed:
            yield (document, reading), made[reading] if reading in made else kept.of(under[reading] or "")
    finally:
        told.close()


def _read(
    record: Record, desk: Desk, reader: Reader[T], things: Sequence[Kept], some: Sequence[tuple[str, str]],
    known_on: Known,
) -> dict[str, Sequence[T]]:  # fmt: skip
    """Return by reading what some of them tell, each in its own voice."""
    reading_of = dict(some)
    readings = readings_named(record, [reading for _, reading in some], known_on=known_on)
    told = tellings(record, desk, things=things, readings=readings, known_on=known_on, copies=False)
    return {reading_of[one.document]: tuple(reader.read(one)) for one in told}


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


def _in_voice(found: Iterable[T], voice: str, document: str) -> Iterator[T]:
    """Yield what a report tells as told by the text that it is a copy of."""
    for one in found:
        yield dataclasses.replace(one, voice=voice) if voice != document and hasattr(one, "voice") else one  # type: ignore[type-var]


def _without_forms(record: Record, listed: Sequence[tuple[str, str]], known_on: Known) -> Sequence[tuple[str, str]]:
    forms = observed_documents(record, known_on=known_on)
    return [one for one in listed if one[0] not in forms]


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
