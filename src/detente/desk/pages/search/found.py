"""What a search finds, group by group: reports, names, incidents at a place or on days, what the desk keeps."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from detente.desk.asked import Asked
from detente.desk.language import mark, say
from detente.desk.pages.documents.found import title_of
from detente.desk.pages.incidents.seen import days_told, see_all, voices_of
from detente.desk.pages.said.deeds import deeds_text
from detente.desk.pages.search.lit import Passage, passages_in
from detente.desk.pages.search.wanted import Query
from detente.desk.rendering import clip
from detente.desk.sheets import Cell, Column, Empty, Row, Sheet, cell
from detente.exchange.page_words import published_as_iso
from detente.knowledge.spellings import keyed_words
from detente.registry.evidence import Evidence
from detente.store import (
    DocumentView,
    EntityView,
    EntryView,
    Wanted,
    documents_of,
    documents_with,
    entities,
    entries,
    gather_incidents,
    incident_page,
    published_of,
    text_of,
)

__all__ = ["Hit", "incidents_found", "kept_found", "names_found", "reports_found", "reports_sheet"]

AT_ONCE, FEW, MOST_NAMED = 20, 8, 300
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
class Hit:
    """A report that a search found, its days of publication, and the passages in which the words stand."""

    view: DocumentView
    published: str | None
    passages: tuple[Passage, ...]


def reports_found(asked: Asked, query: Query, after: int | None) -> tuple[list[Hit], int | None]:
    """Return a page of the reports that have the words, the last added first, and behind what the next page begins."""
    record, known = asked.record, asked.known_on
    found = documents_with(record, query.asked, limit=AT_ONCE + 1, after=after, known_on=known)
    shown = found[:AT_ONCE]
    ids = [document for _, document in shown]
    views, days = documents_of(record, ids, known_on=known), published_of(record, ids, known_on=known)
    hits = []
    for document in (one for one in ids if one in views):
        first, last = days.get(document, (None, None))
        published = published_as_iso({"from": first, "to": last}) if first or last else None
        passages = passages_in(text_of(record, document), query.asked)
        hits.append(Hit(view=views[document], published=published, passages=passages))
    return hits, shown[-1][0] if len(found) > AT_ONCE else None


def reports_sheet(hits: Sequence[Hit], query: Query, more: str | None) -> Sheet:
    """Return the reports that were found, each with the words in context."""
    columns = (
        Column(id="report", title=say("report")), Column(id="publisher", title=say("publisher")),
        Column(id="published", title=say("published")), Column(id="words", title=say("the words")),
    )  # fmt: skip
    means = say("No report that is kept here has these words, in any of the spellings that were tried.")
    if not query.given:
        means = say("Search for words, names in any script, places, days.")
    now = say(
        "Try fewer words, or the beginning of a name. That a search finds nothing does not say that there was nothing."
    )
    return Sheet(
        id="reports", title=say("Reports"), columns=columns, rows=tuple(map(_row, hits)), more=more,
        empty=Empty(means=means, now=now if query.given else ""),
    )  # fmt: skip


def _row(hit: Hit) -> Row:
    words = tuple(
        Evidence(words=one.first.text, document=hit.view.id, start=one.first.start, end=one.first.end)
        for one in hit.passages
    )
    text = " … ".join(one.text for one in hit.passages)
    return Row(
        id=hit.view.id[:16],
        cells=(
            Cell(text=title_of(hit.view), href=f"/documents/{hit.view.id}"),
            cell(hit.view.publisher, blank=say("not stated")),
            cell(hit.published, blank=say("not found in the text")),
            Cell(text=text, words=words, blank=say("in its title")),
        ),
    )


def names_found(asked: Asked, query: Query) -> Sheet:
    """Return whom and what reports name so, with how many of the latest reports do."""
    wanted = list(dict.fromkeys([query.rest, *(other for _, others in query.names for other in others)]))[:FEW]
    found: dict[str, EntityView] = {}
    for name in (one for one in wanted if len(one) > 1):
        told = entities(asked.record, name=name, newest=True, limit=MOST_NAMED, known_on=asked.known_on)
        found |= {one.id: one for one in told}
    grouped: dict[tuple[str, str | None], list[EntityView]] = {}
    for one in found.values():
        grouped.setdefault((one.name, one.country), []).append(one)
    ranked = sorted(grouped.values(), key=lambda some: (-len(some), some[0].name))[:FEW]
    columns = (
        Column(id="name", title=say("name")), Column(id="kind", title=say("kind")),
        Column(id="country", title=say("country")),
        Column(id="reports", title=say("reports"), numeric=True, help=say("Of the latest that name it, at most 300.")),
    )  # fmt: skip
    return Sheet(
        id="names", title=say("Names"), columns=columns, rows=tuple(map(_named, ranked, range(1, FEW + 1))),
        empty=Empty(means=say("No report names anybody so.")),
    )  # fmt: skip


def _named(some: Sequence[EntityView], number: int) -> Row:
    first = some[0]
    words = Evidence(words=first.words.exact, document=first.document_id, start=first.words.start, end=first.words.end)
    return Row(
        id=str(number),
        cells=(
            Cell(text=first.name, words=(words,), note=first.role or ""),
            cell(first.kind),
            cell(first.country, blank="–"),
            cell(len({one.document_id for one in some})),
        ),
    )


def incidents_found(asked: Asked, query: Query) -> tuple[Sheet, str | None]:
    """Return incidents at places called so, or on the days that a search names, and where all of them stand."""
    if not query.rest and query.days is None:
        return _incidents([], None), None
    days = (query.days.first, query.days.last) if query.days else (None, None)
    first, last = (None if day is None else day.toordinal() for day in days)
    places = [query.rest, *(other for _, others in query.names for other in others)][:4] if query.rest else [None]
    found: dict[str, Any] = {}
    for place in places:
        wanted = Wanted(place=place, first=first, last=last)
        if asked.known_on.at is None:
            told = incident_page(asked.record, wanted, after=None, limit=FEW, voice=voices_of(asked))
        else:
            told = gather_incidents(asked.record, wanted, known_on=asked.known_on.at, limit=FEW)
        found |= {one.id: one for one in told}
    return _incidents(see_all(asked, list(found.values())[:FEW]), query), _all_incidents(query, days)


def _all_incidents(query: Query, days: tuple[Any, Any]) -> str:
    from urllib.parse import urlencode

    asked = {"place": query.rest or None, "since": days[0], "until": days[1]}
    return f"/incidents?{urlencode({name: value for name, value in asked.items() if value})}"


def _incidents(found: Sequence[Any], query: Query | None) -> Sheet:
    rows = [
        Row(id=one.told.id[:16], cells=(
            Cell(text=days_told(one.told.first, one.told.last) or say("no day reported"),
                href=f"/incidents/{one.told.id}"),
            cell(", ".join(one.witness(column.claimant) for column in one.told.columns[:3])),
            cell(deeds_text(one.deeds), value=", ".join(one.told.types)),
            cell(", ".join(one.told.places[:3]), blank=say("no place reported")),
        ))
        for one in found
    ]  # fmt: skip
    columns = (
        Column(id="days", title=say("days")), Column(id="who_says", title=say("who says it")),
        Column(id="what", title=say("what")), Column(id="places", title=say("where")),
    )  # fmt: skip
    title = say("Incidents on these days") if query and query.days else say("Incidents at a place called so")
    return Sheet(
        id="incidents", title=title, columns=columns, rows=tuple(rows), empty=Empty(means=say("None is reported."))
    )


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
        for number, one in enumerate(found[: 2 * FEW], start=1)
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
