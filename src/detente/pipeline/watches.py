"""A desk's watches in its record: kept with the ceasefires beside them, and held against what reports mention."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from detente.core.errors import UsageError
from detente.core.ids import hash_parts
from detente.pipeline.ceasefires import ceasefire_subject
from detente.pipeline.registries import WATCH, Desk, keep_watch, stored_desk
from detente.pipeline.told import Reader, Told, told_to
from detente.registry.ceasefires.definition import Ceasefire
from detente.registry.ceasefires.parse import ceasefire_to_json, parse_ceasefire
from detente.registry.watch.definition import Watch
from detente.registry.watch.missing import Found, Proposal, found_in, proposals_of
from detente.registry.watch.parse import ReadBeside, parse_watch, watch_from_json
from detente.store import NOW, Entry, EntryView, Known, Record, derived, entries, keep_entries

__all__ = [
    "NOT_WATCHED", "READER", "WatchFile", "decide_not_watched", "keep_watch_file", "kept_watch", "kept_watches",
    "missing_of", "parse_watch_file",
]  # fmt: skip

NOT_WATCHED = "not watched"
"""The kind under which the record keeps what a person does not want to be proposed."""
READER = Reader(name="not watched", kind=Found, read=found_in)


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchFile:
    """A watch and the ceasefires that its file names, read and checked together."""

    watch: Watch
    ceasefires: tuple[Ceasefire, ...]


def parse_watch_file(data: bytes, *, name: str, read_beside: ReadBeside) -> WatchFile:
    """Return what a watch's file and those beside it say. Raises `UsageError` where one of them cannot be used."""
    watch = parse_watch(data, name=name, read_beside=read_beside)
    made = tuple(parse_ceasefire(read_beside(file), name=file, read_beside=read_beside) for file in watch.ceasefires)
    _refuse_unknown_ceasefires(watch, made, name)
    return WatchFile(watch=watch, ceasefires=made)


def keep_watch_file(record: Record, made: WatchFile, *, author: str, reason: str, now: dt.datetime) -> tuple[str, ...]:
    """Keep a watch and its ceasefires, and return the ids of those that say something new."""
    new = (made.watch.id,) if keep_watch(record, made.watch, author=author, reason=reason, now=now) else ()
    told = {ceasefire_subject(one.id): one for one in made.ceasefires}
    kept = keep_entries(
        record, (_ceasefire_entry(one) for one in made.ceasefires), author=author, reason=reason, now=now
    )
    return (*new, *(told[subject].id for subject in kept))


def kept_watches(record: Record, *, known_on: Known = NOW) -> tuple[tuple[Watch, EntryView], ...]:
    """Return the record's watches, each with its current revision, by their ids."""
    found = entries(record, kind=WATCH, known_on=known_on)
    return tuple(sorted(((watch_from_json(one.content), one) for one in found), key=lambda pair: pair[0].id))


def kept_watch(record: Record, id_: str | None, *, known_on: Known = NOW) -> tuple[Watch, EntryView]:
    """Return a watch of the record: the only one where none is named. Raises `UsageError` where there is none such."""
    kept = kept_watches(record, known_on=known_on)
    found = [pair for pair in kept if id_ is None or pair[0].id == id_]
    if len(found) == 1:
        return found[0]
    there = ", ".join(watch.id for watch, _ in kept)
    message = f"name the watch: there are {there}" if there else "no watch is kept here: detente watch load DIR FILE"
    if id_ is not None:
        message = f"no watch is called {id_[:60]!r}: " + (f"there are {there}" if there else "none is kept here")
    raise UsageError(message)


def missing_of(
    record: Record,
    *,
    with_dismissed: bool = False,
    known_on: Known = NOW,
) -> tuple[Proposal, ...]:
    """Return what reports mention and no watch of the record has, without what a person has turned down."""
    desk = stored_desk(record, known_on=known_on)
    told = told_to(record, desk, READER, known_on=known_on)
    every = derived(record, "not watched", lambda: _proposed(desk, told), desk, told, known_on=known_on)
    dismissed = frozenset() if with_dismissed else _dismissed(record, known_on=known_on)
    return tuple(one for one in every if one.id not in dismissed) if dismissed else every


def _proposed(desk: Desk, told: Iterable[Told[Found]]) -> tuple[Proposal, ...]:
    return proposals_of((found for report in told for found in report.found), desk.watches)


def decide_not_watched(
    record: Record, proposal: Proposal, *, dismissed: bool, author: str, reason: str, now: dt.datetime
) -> bool:
    """Note that a name is not to be proposed, or is to be again; say whether that is something new."""
    entry = Entry(
        subject=hash_parts(NOT_WATCHED, proposal.id),
        kind=NOT_WATCHED,
        owner=proposal.id,
        content={"section": proposal.section, "name": proposal.name, "dismissed": dismissed},
    )
    return bool(keep_entries(record, [entry], author=author, reason=reason, now=now))


def _dismissed(record: Record, *, known_on: Known) -> frozenset[str]:
    kept = entries(record, kind=NOT_WATCHED, known_on=known_on)
    return frozenset(one.owner for one in kept if one.content.get("dismissed"))


def _ceasefire_entry(one: Ceasefire) -> Entry:
    return Entry(
        subject=ceasefire_subject(one.id), kind="ceasefire", owner=one.id, content=ceasefire_to_json(one),
        first=one.first, last=one.last,
    )  # fmt: skip


def _refuse_unknown_ceasefires(watch: Watch, ceasefires: Iterable[Ceasefire], name: str) -> None:
    """Refuse an agreement that names a ceasefire which no file of the watch describes. Raises `UsageError`."""
    known = {one.id for one in ceasefires}
    wrong = [one for one in watch.agreements if one.ceasefire and known and one.ceasefire not in known]
    for one in wrong:
        message = f"{one.id} in {name} rests on the ceasefire {one.ceasefire!r}, and its files have {sorted(known)}"
        raise UsageError(message)
