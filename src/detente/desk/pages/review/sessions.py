"""Blind sessions: two coders code the same items, and neither sees what the other says until it has ended."""

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Query
from starlette.background import BackgroundTask
from starlette.responses import Response

from detente.core.errors import DetenteError, UsageError
from detente.desk.asked import Asked, Codes
from detente.desk.pages.review.beginning import Wanted, coding_names, hiding_of, open_wanted, wanted_of
from detente.desk.pages.review.items import Id
from detente.desk.pages.review.linking import link_after
from detente.desk.pages.review.queue import Way, at_now, item_href
from detente.desk.pages.review.sayings import in_words
from detente.desk.pages.review.screen import did_of
from detente.desk.pages.review.session_tables import differing_sheet, sessions_sheet
from detente.desk.refusals import not_here
from detente.desk.typed import Sent, Typed
from detente.display.language import say
from detente.pipeline.reviewing import session_items
from detente.store import SessionView, end_session, review_sessions, session_of

__all__ = ["router", "session_here"]

router = APIRouter()
LONGEST = 2_000
FIELDS = ("coder", "sample", "document", "kind", "seed", "blind")
"""Of the form that a session is begun by."""


@router.get("/review/sessions")
def sessions_page(
    asked: Codes, state: Annotated[str | None, Query(pattern="^(running|ended|mine)$")] = None
) -> Response:
    """List sessions: who codes, how far each is, how much differs and is settled."""
    if (now := at_now(asked)) is not None:
        return now
    chosen = [view for view in review_sessions(asked.record) if _is(view, state, asked.viewer.name)]
    return _page(asked, chosen, state=state)


def _is(view: SessionView, state: str | None, name: str) -> bool:
    return {"running": view.ended_at is None, "ended": view.ended_at is not None, "mine": name in view.coders}.get(
        state or "", True
    )


def _page(
    asked: Asked, chosen: list[SessionView], *, state: str | None, typed: Typed | None = None, trouble: str = ""
) -> Response:
    return asked.page(
        "review/sessions.html.j2", title=say("Blind sessions"), sheets=[sessions_sheet(asked, chosen)], state=state,
        trouble=trouble, typed=typed or Typed(values={"coder": (asked.viewer.name,)}),
        coding=sorted(coding_names(asked) or ()), status=HTTPStatus.BAD_REQUEST if trouble else HTTPStatus.OK,
    )  # fmt: skip


@router.post("/review/sessions")
def begin_session(asked: Codes, sent: Sent) -> Response:
    """Begin a session over items drawn by chance, or over all of a report; before one hides them, show how many."""
    try:
        wanted = wanted_of(asked, sent)
        if wanted.blind and not sent.one("sure"):
            return _before(asked, sent, wanted)
        made = open_wanted(asked, wanted)
    except UsageError as error:
        return _page(asked, list(review_sessions(asked.record)), state=None, typed=sent, trouble=in_words(error))
    return asked.back(f"/review/sessions/{made.id}")


def _before(asked: Asked, sent: Typed, wanted: Wanted) -> Response:
    """Show what a session hides from whom; nothing is begun yet."""
    return asked.page(
        "review/session_before.html.j2", title=say("Before a blind session is begun"), wanted=wanted,
        hiding=hiding_of(asked, wanted), sent=[(name, one) for name in FIELDS for one in sent.all(name)],
    )  # fmt: skip


def session_here(asked: Asked, session: str) -> SessionView:
    """Return a session. Raises `Refused` where there is none of this id."""
    try:
        return session_of(asked.record, session)
    except DetenteError:
        raise not_here(
            say("There is no blind session of this id."), now=say("To the blind sessions"), href="/review/sessions"
        ) from None


@router.get("/review/sessions/{session}")
def session_page(asked: Codes, session: str, did: Id | None = None) -> Response:
    """Show a session: how far it is, and once it has ended where its coders differ."""
    if (now := at_now(asked)) is not None:
        return now
    view = session_here(asked, session)
    sheets = [differing_sheet(asked, view)] if view.ended_at is not None else []
    return asked.page(
        "review/session.html.j2", title=say("Blind session %(id)s", id=view.id[:10]), sheets=sheets, view=view,
        did=did_of(asked, did, Way()), mine=asked.viewer.name in view.coders, way=Way(),
    )  # fmt: skip


@router.get("/review/sessions/{session}/next")
def go_on(asked: Codes, session: str) -> Response:
    """Lead to the first item that the coder has not coded."""
    view = session_here(asked, session)
    first = next(session_items(view, coder=asked.viewer.name), None)
    return asked.back(f"/review/sessions/{view.id}" if first is None else item_href(first.subject, Way()))


@router.post("/review/sessions/{session}/end")
def end_early(asked: Codes, sent: Sent, session: str) -> Response:
    """End a session before all of it is coded, with the reason."""
    view = session_here(asked, session)
    reason = " ".join(sent.one("reason").split())[:LONGEST]
    if not reason:
        raise UsageError(say("Say why it is ended; the reason is kept."))
    if asked.viewer.name not in view.coders and not asked.viewer.may("adjudicate"):
        raise UsageError(say("Only its coders, or somebody who settles, end a session."))
    try:
        with asked.writing() as record:
            end_session(record, view, author=asked.viewer.name, reason=reason, now=asked.now)
    except UsageError as error:
        raise UsageError(in_words(error)) from error
    answer = asked.back(f"/review/sessions/{view.id}")
    answer.background = BackgroundTask(link_after, asked.request.app)
    return answer
