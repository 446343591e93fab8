"""The review's own pages: what waits, what was said, taking it back, what is handed on to learn from."""

import json
from collections.abc import Iterator
from typing import Annotated

from fastapi import APIRouter, Query
from starlette.background import BackgroundTask
from starlette.responses import Response

from detente import __version__
from detente.core.errors import UsageError
from detente.core.settings import is_person
from detente.desk.answers import download
from detente.desk.asked import Asked, Codes
from detente.desk.pages.review.items import Id, Kinds
from detente.desk.pages.review.linking import link_after
from detente.desk.pages.review.queue import Way, at_now, item_href, line_of, read_kind
from detente.desk.pages.review.sayings import SLIP, in_words
from detente.desk.pages.review.screen import did_of
from detente.desk.pages.review.tables import AT_ONCE, queue_sheet, reviews_sheet
from detente.desk.refusals import not_here
from detente.desk.typed import Sent
from detente.display.language import say
from detente.review.corpus import about_corpus, corpus_rows
from detente.store import coder_review, reading_of, review_sessions, reviews, shift_of, withdraw_review

__all__ = ["router"]

router = APIRouter()
LONGEST = 2_000


@router.get("/review")
def review_page(
    asked: Codes,
    kind: Kinds = None,
    document: Id | None = None,
    did: Id | None = None,
    start: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
) -> Response:
    """Show what waits, the most pressing first, with what makes it so."""
    if (now := at_now(asked)) is not None:
        return now
    way = Way(kind=read_kind(kind), document=document)
    line = line_of(asked, way)
    mine = [v for v in review_sessions(asked.record, only_running=True) if asked.viewer.name in v.coders]
    return asked.page(
        "review/room.html.j2", title=say("Review"), sheets=[queue_sheet(asked, line, way, start=start)], way=way,
        line=line, mine=mine, pace=shift_of(asked.record, asked.viewer.name, now=asked.now),
        did=did_of(asked, did, way), first=line.after(None),
    )  # fmt: skip


@router.get("/review/done")
def done_page(
    asked: Codes,
    coder: Annotated[str | None, Query(max_length=200)] = None,
    verdict: Annotated[str | None, Query(pattern="^(accept|correct|reject|doubt)$")] = None,
    after: Id | None = None,
) -> Response:
    """List what was said and not taken back, the last first."""
    found = list(reversed(reviews(asked.record, coder=coder or None, known_on=asked.known_on.at)))
    found = [one for one in found if verdict in {None, one.verdict}]
    place = next((n + 1 for n, one in enumerate(found) if one.id == after), 0)
    shown = found[place : place + AT_ONCE]
    more = shown[-1].id if place + AT_ONCE < len(found) else None
    coders = sorted({one.coder for one in reviews(asked.record, known_on=asked.known_on.at)})
    return asked.page(
        "review/done.html.j2", title=say("Verdicts"), sheets=[reviews_sheet(asked, shown, more=more)],
        coders=coders, coder=coder, verdict=verdict, total=len(found),
        own=[one for one in shown if one.coder == asked.viewer.name and not one.settles],
    )  # fmt: skip


@router.post("/review/withdraw")
def take_back(asked: Codes, sent: Sent) -> Response:
    """Take back what the coder said oneself, with the reason, and lead to the item again."""
    given = sent.one("review")
    found = coder_review(asked.record, given, coder=asked.viewer.name)
    if found is None:
        raise not_here(
            say("There is no verdict of yours here that is still in force. Only its own coder takes one "
                "back."),
            now=say("To the verdicts"), href="/review/done",
        )  # fmt: skip
    reason = " ".join(sent.one("reason").split())[:LONGEST] or SLIP
    try:
        with asked.writing() as record:
            withdraw_review(record, found.id, author=asked.viewer.name, reason=reason, now=asked.now)
    except UsageError as error:
        raise UsageError(in_words(error)) from error
    way = Way(kind=read_kind(sent.one("kind")), document=sent.one("document") or None)
    answer = asked.back(item_href(found.subject, way))
    answer.background = BackgroundTask(link_after, asked.request.app)
    return answer


@router.get("/review/export")
def export(asked: Codes) -> Response:
    """Hand out what people accepted or corrected, in the corpus's form, to learn from."""
    rows = [json.dumps(row, ensure_ascii=False) + "\n" for row in _exported(asked)]
    if not rows:
        raise not_here(
            say("There is no sentence yet in which every event was reviewed: there is nothing to download."),
            now=say("Go on reviewing"), href="/review",
        )  # fmt: skip
    about = json.dumps(about_corpus(__version__), ensure_ascii=False) + "\n"
    return download(asked.request, about + "".join(rows), name="reviewed.jsonl", kind="application/jsonl")


def _exported(asked: Asked) -> Iterator[dict[str, object]]:
    every = [one for one in reviews(asked.record) if is_person(one.coder)]
    for document in sorted({one.subject.document for one in every}):
        yield from corpus_rows(reading_of(asked.record, document), every, document=document)
