"""The record for programs: reports, what they claim and tell, sources, and what state it is in."""

import datetime as dt
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Query
from starlette.responses import PlainTextResponse, Response

from detente import __version__
from detente.core.errors import RecordError
from detente.desk.answers import answer
from detente.desk.api.asking import USUAL, After, Country, Field, From, Hash, Limit, OfDocument, To
from detente.desk.api.given import Listed, give, give_listed, give_some, last_after
from detente.desk.api.routing import api_router
from detente.desk.asked import Asked, Reads
from detente.desk.fields import days_between
from detente.desk.refusals import not_here
from detente.display.language import say
from detente.gather.sources import Source
from detente.review.records import Review
from detente.store import (
    ClaimView,
    DocumentView,
    EventView,
    Summary,
    VisitView,
    documents,
    head,
    hidden_keys,
    last_visits,
    one_state,
    reviewed_claims,
    reviewed_events,
    shown_reading,
    sources,
    summary,
    text_of,
)

__all__ = ["router"]

router = api_router("record")
Newest = Annotated[bool, Query(description="The last first.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentWhole:
    """A report, and how it is read, in the form of the reading contract; null where it is not read."""

    document: DocumentView
    reading: dict[str, Any] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EventGiven:
    """An event as the machine read it, and the review that counts of it, null where there is none.

    `event` and `review` are null and `withheld` is true where coders code it blind now.
    """

    id: str
    document: str
    withheld: bool
    event: EventView | None
    review: Review | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimGiven:
    """A claim as the machine read it, and the review that counts of it, null where there is none.

    `claim` and `review` are null and `withheld` is true where coders code it blind now.
    """

    id: str
    document: str
    withheld: bool
    claim: ClaimView | None
    review: Review | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceGiven:
    """What is watched, and how the last visit went; null where there was none yet."""

    source: Source
    visited_at: dt.datetime | None
    outcome: str | None
    items: int | None
    fresh: int | None
    next_due: dt.datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordState:
    """What state the record is in: the number and hash of its last revision, how much it holds, who serves it.

    The number is that of all revisions; it is null for who does not see them all. All of it is of one state; `as_of` is
    when that was looked at, where the record has changed since; null where it has not. Claims and events are counted as
    people left them: what they rejected is left out, and what they added is among them. The lists of claims and of
    events give what the machine read, each with its review, and may be longer or shorter.
    """

    revision: int | None
    hash: str
    documents: int
    texts: int
    voices: int
    unread: int
    readings: int
    claims: int
    events: int
    version: str
    as_of: str | None


@router.get("/documents", response_model=Listed[DocumentView])
def list_documents(
    asked: Reads, *, name: Field = None, newest: Newest = False, limit: Limit = USUAL, after: After = None
) -> Response:
    """List the reports in the order they were added; `name` is what their carrier calls them."""
    last = last_after(after)
    if name is not None:
        found = documents(asked.record, external_id=name, known_on=asked.known_on)
        return give_listed(asked, found, key=lambda one: (one.id,), limit=limit, after=after)
    found = documents(asked.record, newest=newest, limit=limit + 1, after=last, known_on=asked.known_on)
    return give_some(asked, found[:limit], after=(found[limit - 1].id,) if len(found) > limit else None)


@router.get("/documents/{document}", response_model=DocumentWhole)
def get_document(document: Hash, asked: Reads) -> Response:
    """Show a report and how it is read."""
    found = _document(asked, document)
    try:
        reading = shown_reading(asked.record, document, known_on=asked.known_on)
    except RecordError:
        reading = None
    return give(asked, DocumentWhole(document=found, reading=reading))


@router.get("/documents/{document}/text", response_class=PlainTextResponse)
def get_text(document: Hash, asked: Reads) -> Response:
    """Show the text of a report, in which all places are counted in code points."""
    _document(asked, document)
    return answer(asked.request, text_of(asked.record, document), kind="text/plain")


@router.get("/claims", response_model=Listed[ClaimGiven])
def list_claims(  # noqa: PLR0913 - each narrows the list, by its name
    asked: Reads, *, document: OfDocument = None, source: Field = None, country: Country = None, mode: Field = None,
    mood: Field = None, newest: Newest = False, limit: Limit = USUAL, after: After = None,
) -> Response:  # fmt: skip
    """List what reports have somebody say: who says it, how, in which words."""
    found = reviewed_claims(
        asked.record, document=document, source=source, country=country, mode=mode, mood=mood, newest=newest,
        limit=limit + 1, after=last_after(after), known_on=asked.known_on,
    )  # fmt: skip
    hidden = hidden_keys(asked.record)
    items = [
        ClaimGiven(
            id=one.machine.id, document=one.machine.document_id, withheld=one.key in hidden,
            claim=None if one.key in hidden else one.machine, review=None if one.key in hidden else one.review,
        )
        for one in found[:limit]
    ]  # fmt: skip
    return give_some(asked, items, after=(items[-1].id,) if len(found) > limit else None)


@router.get("/events", response_model=Listed[EventGiven])
def list_events(  # noqa: PLR0913 - each narrows the list, by its name
    asked: Reads, *, document: OfDocument = None, type_: Annotated[Field, Query(alias="type")] = None,
    status: Field = None, country: Country = None, first: From = None, last: To = None, newest: Newest = False,
    limit: Limit = USUAL, after: After = None,
) -> Response:  # fmt: skip
    """List what reports tell to have been done, with its words; what has no day is in no stretch of days."""
    days_between(first, last)
    found = reviewed_events(
        asked.record, document=document, type=type_, status=status, country=country, newest=newest,
        since=first.isoformat() if first else None, until=last.isoformat() if last else None, limit=limit + 1,
        after=last_after(after), known_on=asked.known_on,
    )  # fmt: skip
    hidden = hidden_keys(asked.record)
    items = [
        EventGiven(
            id=one.machine.id, document=one.machine.document_id, withheld=one.key in hidden,
            event=None if one.key in hidden else one.machine, review=None if one.key in hidden else one.review,
        )
        for one in found[:limit]
    ]  # fmt: skip
    return give_some(asked, items, after=(items[-1].id,) if len(found) > limit else None)


@router.get("/sources", response_model=Listed[SourceGiven])
def list_sources(asked: Reads, *, limit: Limit = USUAL, after: After = None) -> Response:
    """List what is watched."""
    visits = last_visits(asked.record)
    every = [_source(one, visits.get(one.id)) for one in sources(asked.record)]
    return give_listed(asked, every, key=lambda one: (one.source.id,), limit=limit, after=after)


@router.get("/record", response_model=RecordState)
def get_record(asked: Reads) -> Response:
    """Show what state the record is in: where its hash is the same, nothing in it changed."""
    (number, hash_), counted = asked.held("state and summary", lambda: _state_of(asked))
    as_of = getattr(asked.request.state, "as_of", None)
    names = ("documents", "texts", "voices", "unread", "readings", "claims", "events")
    counts = {name: getattr(counted, name) for name in names}
    sees_all = asked.viewer.level == "internal"
    made = RecordState(
        revision=number if sees_all else None, hash=hash_, version=__version__,
        as_of=as_of.isoformat() if as_of is not None else None, **counts,
    )  # fmt: skip
    return give(asked, made)


def _state_of(asked: Asked) -> tuple[tuple[int, str], Summary]:
    """Return the last revision, and how much there is with it: a hash never stands beside the counts of another."""
    with one_state():
        return head(asked.record), summary(asked.record, known_on=asked.known_on)


def _document(asked: Asked, id_: str) -> DocumentView:
    found = documents(asked.record, among=[id_], known_on=asked.known_on)
    if not found:
        raise not_here(say("There is no report of this id."))
    return found[0]


def _source(one: Source, visit: VisitView | None) -> SourceGiven:
    if visit is None:
        return SourceGiven(source=one, visited_at=None, outcome=None, items=None, fresh=None, next_due=None)
    return SourceGiven(
        source=one, visited_at=visit.visited_at, outcome=visit.words or visit.outcome, items=visit.items,
        fresh=visit.fresh, next_due=visit.next_due,
    )  # fmt: skip
