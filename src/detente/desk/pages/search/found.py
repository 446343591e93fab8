"""What a search finds, group by group: reports, names, incidents at a place or on days, what the desk keeps."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from detente.desk.asked import Asked
from detente.desk.pages.documents.found import title_of
from detente.desk.pages.incidents.seen import days_told, see_all, voices_of
from detente.desk.pages.said.deeds import deeds_text
from detente.desk.pages.search.lit import Passage, passages_in
from detente.desk.pages.search.wanted import Query
from detente.display.language import say
from detente.display.sheets import Cell, Column, Empty, Row, Sheet, cell
from detente.exchange.page_words import published_as_iso
from detente.registry.evidence import Evidence
from detente.store import (
    DocumentView,
    EntityView,
    Wanted,
    documents_of,
    documents_with,
    entities,
    gather_incidents,
    incident_page,
    published_of,
    text_of,
)

__all__ = ["Hit", "incidents_found", "names_found", "reports_found", "reports_sheet"]

AT_ONCE, FEW, MOST_NAMED = 20, 8, 300


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
