"""Releasing many things at once: what an outlet published, what came until a day, all about a ceasefire or a watch.

What observers of the desk's own wrote on forms has their names in it: it is released to everybody only where a person
names it, and never with the rest.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from detente.core.errors import UsageError
from detente.pipeline.ceasefires import stored_ceasefire
from detente.pipeline.watches import NOT_WATCHED, kept_watch
from detente.registry.watch.stated import things_of
from detente.store import (
    Level,
    Record,
    Releasable,
    documents_to_release,
    entries_to_release,
    held_by_kind,
    held_by_outlet,
    keep_releases,
    observed_documents,
)

__all__ = [
    "GO_ALONG", "NEVER", "Chosen", "Told", "choose_all", "choose_ceasefire", "choose_kind", "choose_named",
    "choose_outlet", "choose_watch", "release",
]  # fmt: skip

NEVER = frozenset({NOT_WATCHED})
"""Kinds of entries that no group holds: what the desk does not want to follow is nobody's but its own."""
GO_ALONG = frozenset({"signature"})
"""Kinds of entries that are released with what they are of, and never by themselves."""
SHOWN = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What is to be released together: documents and entries, by id; how many forms of observers were left out."""

    documents: tuple[str, ...] = ()
    entries: tuple[str, ...] = ()
    forms_left: int = 0
    named: bool = False
    """Whether a person named each: what stands released to everybody is then narrowed to the parties, where asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What came of a release: how many documents and entries it was news of, and how many there were to release."""

    documents: int
    entries: int
    of: int
    forms_left: int


def choose_named(*, documents: Sequence[str] = (), entries: Sequence[str] = ()) -> Chosen:
    """Choose what a person names one by one: forms of observers too."""
    return Chosen(documents=tuple(documents), entries=tuple(entries), named=True)


def choose_outlet(record: Record, outlet: str, *, level: Level, now: dt.datetime) -> Chosen:
    """Choose all reports of an outlet. Raises `UsageError` where the record has none of it."""
    called = outlet.casefold().strip()
    known = [one.name for one in held_by_outlet(record, at=now) if one.name]
    names = [name for name in known if name.casefold().strip() == called]
    if not names:
        there = ", ".join(known[:SHOWN]) + (f" and {len(known) - SHOWN} more" if len(known) > SHOWN else "")
        message = f"no report here is of {outlet[:60]!r}: " + (f"there are {there}" if there else "no outlet is named")
        raise UsageError(message)
    return _documents(record, names, None, level)


def choose_all(record: Record, *, until: dt.datetime | None, level: Level) -> Chosen:
    """Choose all reports that were added until a moment, or that there are."""
    return _documents(record, None, until, level)


def choose_kind(record: Record, kind: str, *, owner: str | None = None, now: dt.datetime) -> Chosen:
    """Choose all entries of a kind, or those under one thing. Raises `UsageError` where there is none of it."""
    if kind in GO_ALONG:
        message = "what officers did with a text is released with the text, and never apart; release the text"
        raise UsageError(message)
    found = () if kind in NEVER else entries_to_release(record, kinds=[kind], owners=None if owner is None else [owner])
    if not found:
        there = ", ".join(sorted({str(one.name) for one in held_by_kind(record, at=now)} - NEVER))
        message = f"nothing of the kind {kind[:60]!r} is kept here: " + (
            f"there are {there}" if there else "no entry is"
        )
        raise UsageError(message)
    return Chosen(entries=found)


def choose_ceasefire(record: Record, id_: str) -> Chosen:
    """Choose a ceasefire and all that is kept under it: figures, effort, steps, texts, signatures.

    Raises `UsageError` where none of that id is kept.
    """
    stored_ceasefire(record, id_)
    return Chosen(entries=_but_along(record, entries_to_release(record, owners=[id_])))


def choose_watch(record: Record, id_: str) -> Chosen:
    """Choose a watch and what people wrote down about its things. Raises `UsageError` where none of that id is kept."""
    watch, _ = kept_watch(record, id_)
    owners = [watch.id, *(one.id for one in things_of(watch))]
    every = entries_to_release(record, owners=owners)
    never = set(entries_to_release(record, kinds=sorted(NEVER)))
    return Chosen(entries=_but_along(record, tuple(one for one in every if one not in never)))


def _but_along(record: Record, found: Sequence[str]) -> tuple[str, ...]:
    """Return entries without those that go with others."""
    along = set(entries_to_release(record, kinds=sorted(GO_ALONG)))
    return tuple(one for one in found if one not in along)


def release(
    record: Record, chosen: Chosen, *, level: Level, delay: dt.timedelta, author: str, reason: str, now: dt.datetime
) -> Told:
    """Release what was chosen to a level after a delay, or take it back; say how much of it was news.

    Raises `UsageError` without an author or a reason, and for a delay in taking back.
    """
    parts: tuple[tuple[Releasable, tuple[str, ...]], ...] = (("document", chosen.documents), ("entry", chosen.entries))
    told: dict[str, Any] = {"level": level, "delay": delay, "narrowing": chosen.named}
    documents, entries = (
        len(keep_releases(record, kind, some, **told, author=author, reason=reason, now=now)) for kind, some in parts
    )
    of = len(chosen.documents) + len(chosen.entries)
    return Told(documents=documents, entries=entries, of=of, forms_left=chosen.forms_left)


def _documents(record: Record, outlets: Sequence[str] | None, until: dt.datetime | None, level: Level) -> Chosen:
    """Choose documents; forms of observers are taken back with the rest, and not released to everybody with it."""
    found = documents_to_release(record, outlets=outlets, until=until, forms=True)
    if level != "public":
        return Chosen(documents=found)
    forms = observed_documents(record)
    told = tuple(one for one in found if one not in forms)
    return Chosen(documents=told, forms_left=len(found) - len(told))
