"""What reports tell a registry: of all of them only those that tell something, brought forward by what changed."""

import dataclasses
import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from detente.pipeline.registries import Desk
from detente.pipeline.told_pieces import Question, Reader, found_in, question_of, rules_stamp
from detente.registry.assertions.assertion import Assertion
from detente.registry.assertions.naming import Kept
from detente.registry.assertions.telling import Telling
from detente.store import (
    NOW,
    Changes,
    Known,
    Record,
    carried,
    growing,
    merged,
    observed_documents,
    readings_listed,
    voices,
)

__all__ = ["Reader", "Told", "assertion_reader", "rules_stamp", "told_by", "told_to"]

T = TypeVar("T")
Piece = tuple[str, str, Sequence[Any]]
"""A document, its reading, and what that tells: nobody of those that tell nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told(Generic[T]):
    """What one report tells: `voice` is the text it is a copy of, `found` what was read out of it, in its order.

    `of` is the same as its own text tells it.
    """

    document: str
    reading: str
    voice: str
    found: tuple[T, ...]
    of: Sequence[T] = ()


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
) -> Iterable[Told[T]]:
    """Return what each report that came out on these days tells, in the order of their ids; forms are left out.

    Where `among` names documents, each with its reading, these are asked and no others, whenever they came out.
    It is what `reader.read` gives for each of `tellings`, of which those that tell nothing are left out.
    """
    asked = question_of(record, desk, reader, things)
    if among is None and (since, until) == (dt.date.min, dt.date.max):
        return _told_to(record, asked, known_on)
    if among is None:
        out = set(readings_listed(record, since, until, known_on=known_on))
        return (one for one in _told_to(record, asked, known_on) if (one.document, one.reading) in out)
    return _told_among(record, asked, among, known_on)


def told_to(record: Record, desk: Desk, reader: Reader[T], *, known_on: Known = NOW) -> tuple[Told[T], ...]:
    """Return what all reports tell, as `told_by` does: the same object as long as none of it changed."""
    return _told_to(record, question_of(record, desk, reader), known_on)


def _told_to(record: Record, asked: Question[T], known_on: Known) -> tuple[Told[T], ...]:
    if record.state is None:  # a question that is asked once is not held
        return tuple(_told_among(record, asked, readings_listed(record, known_on=known_on), known_on))
    pieces = _pieces(record, asked, known_on=known_on)
    voice = voices(record, known_on=known_on)
    name = f"told {asked.name} {asked.stamp}"
    return carried(record, name, lambda last: _voiced(pieces, voice, last), pieces, voice, known_on=known_on)


def _told_among(
    record: Record, asked: Question[T], among: Sequence[tuple[str, str]], known_on: Known
) -> Iterator[Told[T]]:
    voice = voices(record, known_on=known_on)
    for (document, reading), found in found_in(record, asked, _without_forms(record, asked, among, known_on), known_on):
        if found:
            yield _told(document, reading, found, voice.get(document, document))


def _more_pieces(
    last: tuple[Piece, ...], changed: Changes, record: Record, asked: Question[Any], *, known_on: Known
) -> tuple[Piece, ...]:
    """Bring forward what is told: of the documents that changed it is asked anew."""
    listed = [one for one in readings_listed(record, known_on=known_on) if one[0] in changed.documents]
    return merged(last, _asked(record, asked, listed, known_on), changed.documents)


@growing(_more_pieces)
def _pieces(record: Record, asked: Question[Any], *, known_on: Known) -> tuple[Piece, ...]:
    return tuple(_asked(record, asked, readings_listed(record, known_on=known_on), known_on))


def _asked(
    record: Record, asked: Question[Any], listed: Sequence[tuple[str, str]], known_on: Known
) -> Iterator[Piece]:  # fmt: skip
    own = _without_forms(record, asked, listed, known_on)
    for (document, reading), found in found_in(record, asked, own, known_on) if own else ():
        if found:
            yield document, reading, found


def _without_forms(
    record: Record, asked: Question[Any], listed: Sequence[tuple[str, str]], known_on: Known
) -> Sequence[tuple[str, str]]:
    if asked.reader.forms:
        return listed
    forms = observed_documents(record, known_on=known_on)
    return [one for one in listed if one[0] not in forms]


def _voiced(
    pieces: Sequence[Piece], voice: Mapping[str, str], last: tuple[Told[Any], ...] | None
) -> tuple[Told[Any], ...]:
    """Return what is told with its voices, of which most are as they were last; the last, where all are."""
    known = {one.reading: one for one in last or ()}
    made = tuple(
        was if was is not None and was.voice == own and was.of is found else _told(document, reading, found, own)
        for document, reading, found in pieces
        for was, own in ((known.get(reading), voice.get(document, document)),)
    )
    same = last is not None and len(made) == len(last) and all(a is b for a, b in zip(made, last, strict=True))
    return last if same and last is not None else made


def _told(document: str, reading: str, found: Sequence[T], voice: str) -> Told[T]:
    own = tuple(_in_voice(found, voice, document))
    return Told(document=document, reading=reading, voice=voice, found=own, of=found)


def _in_voice(found: Iterable[T], voice: str, document: str) -> Iterator[T]:
    """Yield what a report tells as told by the text that it is a copy of."""
    for one in found:
        yield dataclasses.replace(one, voice=voice) if voice != document and hasattr(one, "voice") else one  # type: ignore[type-var]
