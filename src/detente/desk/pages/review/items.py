"""An item of the review: shown, and what a coder says of it kept; what was typed is never lost."""

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Query
from starlette.background import BackgroundTask
from starlette.responses import Response

from detente.core.errors import UsageError
from detente.desk.asked import Asked, Codes
from detente.desk.pages.review.given import given_lines, typed_values
from detente.desk.pages.review.going import following, line_at, onward_href
from detente.desk.pages.review.item import Item, find_item
from detente.desk.pages.review.linking import link_after
from detente.desk.pages.review.queue import Way, at_now, item_href, line_of, read_kind, taken_of
from detente.desk.pages.review.sayings import in_words
from detente.desk.pages.review.screen import Screen, did_of, show_item
from detente.desk.typed import Sent, Typed
from detente.display.language import say
from detente.pipeline.reviewing import keep_verdict
from detente.review.records import VERDICTS, Review, Subject, Verdict
from detente.store import shift_of

__all__ = ["router"]

router = APIRouter()
Id = Annotated[str, Query(max_length=64)]
Kinds = Annotated[str | None, Query(pattern="^(event|claim)$")]
AHEAD = "detente-ahead"
"""Sent by the script that fetches the next item ahead: such a page is taken by nobody, until a verdict leads to it."""


@router.get("/review/next")
def go_to_next(asked: Codes, kind: Kinds = None, document: Id | None = None) -> Response:
    """Lead to what matters most of what waits."""
    way = Way(kind=read_kind(kind), document=document)
    first = line_of(asked, way).after(None)
    return asked.back(way.at("/review") if first is None else item_href(first.subject, way))


@router.get("/review/items/{document}/{key}")
def item_page(
    asked: Codes,
    document: str,
    key: str,
    kind: Kinds = None,
    within: Annotated[Id | None, Query(alias="document")] = None,
    did: Id | None = None,
    edit: Annotated[str | None, Query(max_length=20)] = None,
) -> Response:
    """Show an item, and take it for the one who looks at it."""
    if (now := at_now(asked)) is not None:
        return now
    item = find_item(asked, document, key)
    way = Way(kind=read_kind(kind), document=within)
    taker = None
    if item.session is None and not _is_ahead(asked):
        taker = taken_of(asked).take(key, name=asked.viewer.name, now=asked.now)
    screen = Screen(item=item, way=way, values=item.before, did=did, edit=edit, taker=taker)
    return show_item(asked, screen)


@router.post("/review/items/{document}/{key}")
def say_of_item(
    asked: Codes,
    sent: Sent,
    document: str,
    key: str,
    kind: Kinds = None,
    within: Annotated[Id | None, Query(alias="document")] = None,
) -> Response:
    """Keep what a coder says of an item, and lead to the next."""
    item = find_item(asked, document, key)
    way = Way(kind=read_kind(kind), document=within)
    onward = following(item, line_at(asked, item, way), coder=asked.viewer.name)
    if _said_just_now(item, sent):
        return asked.back(onward_href(item, way, onward, did=item.own[-1].id))
    try:
        made = _keep(asked, item, sent)
    except UsageError as error:
        values = typed_values(item.subject.kind, sent, item.before)
        screen = Screen(
            item=item, way=way, values=values, comment=sent.one("comment"), edit="all", trouble=in_words(error),
            again=_may_again(item), changed=sent.one("seen") != item.seen,
        )  # fmt: skip
        return show_item(asked, screen, status=HTTPStatus.CONFLICT if screen.changed else HTTPStatus.BAD_REQUEST)
    answer = _lead_on(asked, item, way, onward, made)
    if made.session is not None or not all(one.leaves_as_read for one in (made, *item.said)):
        answer.background = BackgroundTask(link_after, asked.request.app)
    return answer


def _is_ahead(asked: Asked) -> bool:
    """Say whether a browser only fetches a page ahead, which nobody looks at yet."""
    headers = asked.request.headers
    return AHEAD in headers or "prefetch" in headers.get("sec-purpose", headers.get("purpose", ""))


def _lead_on(asked: Asked, item: Item, way: Way, onward: Subject | None, made: Review) -> Response:
    """Let go of an item and take the next; lead to it, or name it to a script that has fetched it ahead."""
    taken_of(asked).let_go(asked.viewer.name)
    if onward is not None and item.session is None:
        taken_of(asked).take(onward.key, name=asked.viewer.name, now=asked.now)
    href = onward_href(item, way, onward, did=made.id)
    if AHEAD not in asked.request.headers or onward is None:
        return asked.back(href)
    return asked.page(
        "review/onward.html.j2", title="", href=href, did=did_of(asked, made.id, way), way=way,
        pace=shift_of(asked.record, asked.viewer.name, now=asked.now), left=len(line_of(asked, way).left),
    )  # fmt: skip


def _said_just_now(item: Item, sent: Typed) -> bool:
    """Say whether this was sent twice, as by a key pressed twice: the second time adds nothing."""
    last = item.own[-1] if item.own else None
    is_same = last is not None and last.verdict == sent.one("act") and sent.one("act") != "correct"
    return is_same and not sent.one("again")


def _may_again(item: Item) -> bool:
    return bool(item.said or item.own)


def _keep(asked: Asked, item: Item, sent: Typed) -> Review:
    """Keep a verdict. Raises `UsageError` where it cannot be, or the item is another than the coder has seen."""
    lines = given_lines(
        item.subject.kind, typed_values(item.subject.kind, sent, item.before), item.before, reading=item.reading
    )
    act = _act(sent, lines)
    if sent.one("seen") != item.seen:
        raise UsageError(say("It has changed since you opened it; look at it as it is now, and say it again."))
    with asked.writing() as record:
        return keep_verdict(
            record, item.subject, coder=asked.viewer.name, verdict=act, given=lines if act == "correct" else (),
            comment=sent.one("comment")[:2_000] or None, again=bool(sent.one("again")), now=asked.now,
        )  # fmt: skip


def _act(sent: Typed, lines: list[str]) -> Verdict:
    act = sent.one("act")
    if act == "correct" and not lines:
        raise UsageError(say("Nothing differs from what was read: accept it, reject it, or say what it should be."))
    if act == "correct":
        return "correct"
    found = next((one for one in VERDICTS if one == act), None)
    if found is None:
        raise UsageError(say("Say whether it is accepted, corrected, rejected or doubted."))
    if lines:
        raise UsageError(say("Fields were changed: keep that as a correction, or set them back first."))
    if found == "doubt" and not sent.one("comment").strip():
        raise UsageError(say("Say in a comment why it cannot be told from these words; the reason is kept."))
    return found
