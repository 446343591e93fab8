"""Adding an event or a claim that the machine missed, from words of the report."""

from dataclasses import dataclass, field
from typing import Annotated, Any

from fastapi import APIRouter, Query
from starlette.background import BackgroundTask
from starlette.responses import Response

from detente.core.errors import UsageError
from detente.core.spans import Span
from detente.desk.asked import Asked, Codes
from detente.desk.pages.review.given import given_lines, typed_values
from detente.desk.pages.review.item import reading_here
from detente.desk.pages.review.items import Kinds
from detente.desk.pages.review.linking import link_after
from detente.desk.pages.review.passage import pieces_of
from detente.desk.pages.review.queue import at_now, read_kind
from detente.desk.pages.review.sayings import in_words
from detente.desk.pages.review.shown import SHOWN, blank_fields, count_choices, new_count
from detente.desk.typed import Sent, Typed
from detente.display.language import say
from detente.pipeline.reviewing import keep_missed
from detente.review.fields import FIELDS
from detente.review.records import Kind, Review
from detente.review.withheld import withhold
from detente.store import hidden_keys

__all__ = ["router"]

router = APIRouter()
AROUND = 6
"""Sentences shown on either side of where somebody misses something."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """What is being added: to which report, of which kind, near which words, as typed so far."""

    document: str
    kind: Kind
    near: int
    sent: Typed = field(default_factory=lambda: Typed(values={}))
    trouble: str = ""


@router.get("/review/add/{document}")
def add_page(
    asked: Codes, document: str, kind: Kinds = None, near: Annotated[int, Query(ge=0, le=100_000_000)] = 0
) -> Response:
    """Show a report's sentences, and what is to be said of what was missed in them."""
    if (now := at_now(asked)) is not None:
        return now
    return _page(asked, _Asked(document=document, kind=read_kind(kind) or "event", near=near))


@router.post("/review/add/{document}")
def add(
    asked: Codes,
    sent: Sent,
    document: str,
    kind: Kinds = None,
    near: Annotated[int, Query(ge=0, le=100_000_000)] = 0,
) -> Response:
    """Keep what was missed, and show it as an item."""
    chosen: Kind = read_kind(kind) or "event"
    try:
        made = _keep(asked, document, chosen, sent)
    except UsageError as error:
        return _page(asked, _Asked(document=document, kind=chosen, near=near, sent=sent, trouble=in_words(error)))
    answer = asked.back(f"/review/items/{document}/{made.subject.key}?did={made.id}")
    answer.background = BackgroundTask(link_after, asked.request.app)
    return answer


def _keep(asked: Asked, document: str, kind: Kind, sent: Typed) -> Review:
    """Keep what was missed. Raises `UsageError`."""
    shown, words = SHOWN[kind], " ".join(sent.one(SHOWN[kind]).split())
    if not words:
        raise UsageError(say("Give the words of the report that say it."))
    lines = given_lines(kind, typed_values(kind, sent, {}), {}, reading=_reading(asked, document))
    given = [one for one in lines if not one.startswith(f"{shown}=")]
    if kind == "claim" and not any(one.startswith("source=") for one in given):
        given.append("source=")
    with asked.writing() as record:
        return keep_missed(
            record, document, words, kind=kind, coder=asked.viewer.name, given=given,
            comment=sent.one("comment")[:2_000] or None, now=asked.now,
        )  # fmt: skip


def _reading(asked: Asked, document: str) -> dict[str, Any]:
    return withhold(reading_here(asked, document), hidden_keys(asked.record), document=document)


def _page(asked: Asked, one: _Asked) -> Response:
    reading = _reading(asked, one.document)
    values = typed_values(one.kind, one.sent, {}) if one.sent.values else {}
    shown = blank_fields(one.kind, values, reading=reading, document=one.document)
    return asked.page(
        "review/add.html.j2", title=say("Add what is missing"), reading=reading, one=one, fields=shown,
        pieces=pieces_of(reading, _scene(reading, one.near), {}, neighbours=AROUND), counts=count_choices(shown),
        new_count=new_count(values), words_field=SHOWN[one.kind], words=one.sent.one(SHOWN[one.kind]),
        needed=FIELDS[one.kind],
    )  # fmt: skip


def _scene(reading: dict[str, Any], near: int) -> Span:
    """Return the sentence that holds a place of the text, or the first one."""
    spans = [Span(one["start"], one["end"]) for one in reading["sentences"] if one["start"] < one["end"]]
    found = next((one for one in spans if one.start <= near < one.end), None)
    return found or (spans[0] if spans else Span(0, max(1, len(reading["text"]))))
