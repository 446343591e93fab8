"""Blind sessions: two coders code the same items, and neither sees what the other says until it has ended."""

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.background import BackgroundTask
from starlette.responses import Response

from detente.core.errors import DetenteError, UsageError
from detente.desk.asked import Asked, Codes
from detente.desk.language import say
from detente.desk.pages.review.items import Id
from detente.desk.pages.review.linking import link_after
from detente.desk.pages.review.queue import Way, at_now, item_href, read_kind
from detente.desk.pages.review.sayings import in_words
from detente.desk.pages.review.screen import did_of
from detente.desk.pages.review.session_tables import differing_sheet, sessions_sheet
from detente.desk.refusals import not_here
from detente.desk.typed import Sent, Typed
from detente.pipeline.reviewing import session_items
from detente.store import SessionView, end_session, open_session, review_sessions, session_of

__all__ = ["router", "session_here"]

router = APIRouter()
MOST = 10_000
LONGEST = 2_000


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
    )  # fmt: skip


@router.post("/review/sessions")
def begin_session(asked: Codes, sent: Sent) -> Response:
    """Begin a session over items drawn by chance, or over all of a report."""
    try:
        made = _opened(asked, sent)
    except UsageError as error:
        return _page(asked, list(review_sessions(asked.record)), state=None, typed=sent, trouble=in_words(error))
    return asked.back(f"/review/sessions/{made.id}")


def _opened(asked: Asked, sent: Typed) -> SessionView:
    coders = [" ".join(name.split())[:200] for name in sent.all("coder")]
    document, sample = sent.one("document"), sent.one("sample")
    if bool(document) == bool(sample):
        raise UsageError(say("Say what is coded: how many items drawn at random, or one report."))
    if sample and not (sample.isdecimal() and 1 <= int(sample) <= MOST):
        raise UsageError(say("The number of items is from 1 to %(most)s.", most=f"{MOST:,}"))
    seed = sent.one("seed") or "1"
    if not seed.isdecimal():
        raise UsageError(say("The number that the random draw starts from is a whole number."))
    with asked.writing() as record:
        return open_session(
            record, coders=coders, kind=read_kind(sent.one("kind")) or "event", sample=int(sample) if sample else None,
            documents=[document] if document else (), seed=int(seed) % 2**31, blind_to_machine=bool(sent.one("blind")),
            author=asked.viewer.name, now=asked.now,
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
