"""What a release would show before it is made: which of it is news, what entries quote, and whose names are in them.

An entry goes with all that its text has: words of reports that may not be released themselves, and names of people.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from detente.pipeline.releases import Chosen
from detente.store import (
    EntryView,
    Level,
    Record,
    documents_to_release,
    entries,
    entries_to_release,
    held_by_kind,
)

__all__ = ["Reach", "documents_in", "names_in", "reach_of"]

NAMED_BY = frozenset({"by", "officer", "author", "coder", "observer"})
"""Fields of an entry in which somebody is named who wrote it down, or signed it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """What would be shown, or hidden: reports and entries that it is news of, and how many stand so already.

    `quoting` are the entries that quote reports which stay unseen, each with these; `names` are people named in
    entries, each with in how many.
    """

    documents: tuple[str, ...]
    entries: tuple[EntryView, ...]
    already: int
    quoting: tuple[tuple[EntryView, tuple[str, ...]], ...]
    names: tuple[tuple[str, int], ...]


def reach_of(record: Record, chosen: Chosen, *, level: Level, seen: Record, now: dt.datetime) -> Reach:
    """Return what a release of what was chosen to a level would show; `seen` is the record as that level sees it now.

    Of taking back: what would be hidden, where `seen` is the record as the parties see it.
    """
    shown, shown_entries = set(documents_to_release(seen, forms=True)), set(entries_to_release(seen))
    hides = level == "internal"
    documents = tuple(one for one in chosen.documents if (one in shown) is hides)
    wanted = {one for one in chosen.entries if (one in shown_entries) is hides}
    found = tuple(_entries(record, wanted, now)) if wanted else ()
    will_see = shown if hides else shown | set(chosen.documents)
    quoting = () if hides else tuple(_quoting(found, will_see))
    return Reach(
        documents=documents, entries=found, quoting=quoting,
        already=len(chosen.documents) + len(chosen.entries) - len(documents) - len(wanted),
        names=() if hides else tuple(Counter(n for one in found for n in set(names_in(one.content))).most_common()),
    )  # fmt: skip


def documents_in(content: object) -> Iterator[str]:
    """Yield the reports that the content of an entry quotes."""
    for name, value in _fields(content):
        if name == "document" and isinstance(value, str):
            yield value


def names_in(content: object) -> Iterator[str]:
    """Yield the people that the content of an entry names as those who wrote or signed it."""
    for name, value in _fields(content):
        if name in NAMED_BY and isinstance(value, str) and value:
            yield value


def _fields(content: object) -> Iterator[tuple[str, Any]]:
    if isinstance(content, Mapping):
        for name, value in content.items():
            yield name, value
            yield from _fields(value)
    elif isinstance(content, list | tuple):
        for one in content:
            yield from _fields(one)


def _entries(record: Record, wanted: set[str], now: dt.datetime) -> Iterator[EntryView]:
    for kind in sorted({str(one.name) for one in held_by_kind(record, at=now)}):
        yield from (one for one in entries(record, kind=kind) if one.subject in wanted)


def _quoting(found: Iterable[EntryView], seen: set[str]) -> Iterator[tuple[EntryView, tuple[str, ...]]]:
    for one in found:
        hidden = tuple(sorted(set(documents_in(one.content)) - seen))
        if hidden:
            yield one, hidden
