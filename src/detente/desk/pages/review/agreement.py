"""How far coders agree, and settling what they differ on."""

import datetime as dt
from typing import Annotated

from fastapi import APIRouter, Query
from starlette.background import BackgroundTask
from starlette.responses import Response

from detente.core.errors import UsageError
from detente.desk.asked import Adjudicates, Asked, Codes
from detente.desk.fields import Day, days_between
from detente.desk.pages.review.fields_words import field_name
from detente.desk.pages.review.given import given_lines, typed_values
from detente.desk.pages.review.item import Item, item_of_session
from detente.desk.pages.review.linking import link_after
from detente.desk.pages.review.queue import at_now
from detente.desk.pages.review.sayings import VERDICTS, in_words
from detente.desk.pages.review.session_tables import agreement_sheet
from detente.desk.pages.review.sessions import session_here
from detente.desk.pages.review.shown import cell_of, count_choices, fields_of, new_count, pieces_shown, who_says
from detente.desk.typed import Sent, Typed
from detente.display.language import mark, say
from detente.display.sheets import words_href
from detente.pipeline.coding_sessions import codings_of, refuse_agreed, settled_as
from detente.review.agreement import Coding, compare_codings
from detente.review.fields import FIELDS
from detente.store import SessionView, review_sessions, settle_item

__all__ = ["router"]

router = APIRouter()
LONGEST = 2_000


@router.get("/review/agreement")
def agreement_page(
    asked: Codes, *, since: Annotated[Day, Query(title=mark("ended from"))] = None,
    until: Annotated[Day, Query(title=mark("until"))] = None,
) -> Response:  # fmt: skip
    """Show Krippendorff's alpha by field over the sessions that ended in a period."""
    if (now := at_now(asked)) is not None:
        return now
    days_between(since, until)
    ended = [one for one in review_sessions(asked.record) if _ended_within(one, since, until)]
    return asked.page(
        "review/agreement.html.j2", title=say("Coder agreement"), sheets=[agreement_sheet(asked, ended)],
        sessions=ended,
        since=since, until=until,
    )  # fmt: skip


def _ended_within(view: SessionView, since: dt.date | None, until: dt.date | None) -> bool:
    if view.ended_at is None:
        return False
    day = view.ended_at.date()
    return (since or day) <= day <= (until or day)


@router.get("/review/sessions/{session}/items/{key}")
def settle_page(asked: Codes, session: str, key: str) -> Response:
    """Show what both coders say of an item, and what settles it."""
    if (now := at_now(asked)) is not None:
        return now
    view = session_here(asked, session)
    return _settling(asked, view, item_of_session(asked, view, key))


def _settling(asked: Asked, view: SessionView, item: Item, *, sent: Typed | None = None, trouble: str = "") -> Response:
    codings = dict(codings_of(asked.record, view)).get(item.subject, [])
    before = item.before
    values = typed_values(item.subject.kind, sent, before) if sent else before
    shown = fields_of(item, values)
    differ = {one.field for one in compare_codings(item.subject.kind, codings)} if codings else set()
    return asked.page(
        "review/settle.html.j2", title=say("Settle"), view=view, item=item, codings=codings, fields=shown,
        counts=count_choices(shown), new_count=new_count(values), pieces=pieces_shown(item), who=who_says(item),
        keys={one.name: one.key for one in shown}, rows=_side_by_side(item, codings), field_name=field_name,
        differ=differ, sent=sent,
        trouble=trouble, verdicts=VERDICTS, settled=item.subject.key in view.settled, words=words_href(item.evidence),
    )  # fmt: skip


def _side_by_side(item: Item, codings: list[Coding]) -> list[tuple[str, list[object]]]:
    """Return each field with what every coder says of it, in the order of the coders."""
    rows: list[tuple[str, list[object]]] = []
    for name in FIELDS[item.subject.kind]:
        said = [coding.fields.get(name) if coding.is_there == "yes" else None for coding in codings]
        if any(one is not None and one.value for one in said):
            reading, document = item.reading, item.subject.document
            rows.append((name, [cell_of(name, one, reading=reading, document=document) for one in said]))
    return rows


@router.post("/review/sessions/{session}/items/{key}")
def settle(asked: Adjudicates, sent: Sent, session: str, key: str) -> Response:
    """Keep what a disagreement is settled as, with the reason."""
    view = session_here(asked, session)
    item = item_of_session(asked, view, key)
    try:
        _settle(asked, view, item, sent)
    except UsageError as error:
        return _settling(asked, view, item, sent=sent, trouble=in_words(error))
    answer = asked.back(f"/review/sessions/{view.id}")
    answer.background = BackgroundTask(link_after, asked.request.app)
    return answer


def _settle(asked: Asked, view: SessionView, item: Item, sent: Typed) -> None:
    reason = " ".join(sent.one("reason").split())[:LONGEST]
    if not reason:
        raise UsageError(say("Say why it is settled so; the reason is kept."))
    act = sent.one("act")
    take = view.coders[int(act[-1])] if act in {"take0", "take1"} else None
    lines: list[str] = []
    if act == "correct":
        kind = item.subject.kind
        lines = given_lines(kind, typed_values(kind, sent, item.before), item.before, reading=item.reading)
    with asked.writing() as record:
        verdict = None if take else act
        said, fields = settled_as(record, view, item.subject, take=take, verdict=verdict, given=lines)
        refuse_agreed(record, view, item.subject)
        settle_item(
            record, view, item.subject, author=asked.viewer.name, verdict=said, fields=fields, reason=reason,
            how="talk" if sent.one("how") == "talk" else "third", again=bool(sent.one("again")), now=asked.now,
        )  # fmt: skip
