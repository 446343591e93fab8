"""What a search finds of what the desk keeps: ceasefires, agreed texts, mine records, watches and what they name."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from detente.desk.asked import Asked
from detente.desk.pages.search.wanted import Query
from detente.display.language import mark, say
from detente.display.prose import clip
from detente.display.sheets import Cell, Column, Empty, Row, Sheet, cell
from detente.knowledge.spellings import keyed_words
from detente.store import EntryView, entries

__all__ = ["kept_found"]

MOST_SHOWN = 16
LONGEST_KEPT = 2_000
"""Characters of one field of what is kept that are searched."""
KEPT: Mapping[str, tuple[str, str | None]] = {
    "ceasefire": (mark("ceasefire"), "/ceasefires/{id}"),
    "text": (mark("agreed text"), "/ceasefires/{owner}"),
    "mine-hazard": (mark("dangerous ground"), "/mines"),
    "mine-accident": (mark("mine accident"), "/mines"),
    "watch": (mark("watch"), None),
    "agreements": (mark("agreement"), "/agreements/{id}"),
    "institutions": (mark("institution"), "/institutions/{id}"),
    "platforms": (mark("platform"), "/platforms/{id}"),
    "projects": (mark("project"), "/projects/{id}"),
    "actors": (mark("actor"), None),
    "offices": (mark("office"), None),
}
"""What is kept and searched, what each is called, and on which page it stands; those of a watch by its lists."""
OF_ENTRIES = ("ceasefire", "text", "mine-hazard", "mine-accident", "watch")
PLAIN_ID = re.compile(r"[\w-]{1,80}")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kept:
    """Something that the desk keeps, with the keys of all its words."""

    kind: str
    id: str
    owner: str
    name: str
    by: str
    keys: str


def kept_found(asked: Asked, query: Query) -> Sheet:
    """Return what the desk keeps in which all the words stand."""
    every = asked.held("kept words", lambda: tuple(_kept(asked)))
    found = [one for one in every if query.asked and all(any(_has(one, way) for way in group) for group in query.asked)]
    rows = [
        Row(id=str(number), cells=(
            Cell(text=one.name, href=_page_of(one)), cell(say(KEPT[one.kind][0])), cell(one.by),
        ))
        for number, one in enumerate(found[: MOST_SHOWN], start=1)
    ]  # fmt: skip
    columns = (
        Column(id="what", title=say("what is kept")),
        Column(id="kind", title=say("kind")),
        Column(id="by", title=say("kept by")),
    )
    return Sheet(
        id="kept", title=say("Kept by the desk"), columns=columns, rows=tuple(rows),
        empty=Empty(means=say("Nothing that the desk keeps is called so.")),
    )  # fmt: skip


def _has(one: _Kept, way: Any) -> bool:
    words = " ".join(way.keys)
    return f" {words}" in one.keys if way.open else f" {words} " in one.keys


def _kept(asked: Asked) -> Iterator[_Kept]:
    for kind in OF_ENTRIES:
        for entry in entries(asked.record, kind=kind, known_on=asked.known_on):
            if kind == "watch":
                yield from _of_watch(entry)
            else:
                yield _keyed(kind, entry.content, entry)


def _of_watch(entry: EntryView) -> Iterator[_Kept]:
    """Yield a watch by its name, and each thing that it names."""
    yield _keyed("watch", {name: entry.content.get(name) for name in ("id", "name")}, entry)
    for kind in (name for name in KEPT if name not in OF_ENTRIES):
        for one in entry.content.get(kind) or ():
            yield _keyed(kind, one, entry)


def _keyed(kind: str, content: Mapping[str, Any], entry: EntryView) -> _Kept:
    texts = list(_texts(content))
    name = content.get("name") or content.get("title") or max(texts, key=len, default=entry.subject)
    keys = " ".join(word.key for text in texts for word in keyed_words(text[:LONGEST_KEPT]))
    id_ = str(content.get("id") or entry.subject)
    return _Kept(kind=kind, id=id_, owner=entry.owner, name=clip(str(name), 160), by=entry.author, keys=f" {keys} ")


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, Sequence):
        for one in value:
            yield from _texts(one)


def _page_of(one: _Kept) -> str | None:
    template = KEPT[one.kind][1]
    if template is None or not PLAIN_ID.fullmatch(one.id) or not PLAIN_ID.fullmatch(one.owner):
        return None
    return template.format(id=one.id, owner=one.owner)
