"""Expectations: a list with filters, one whole, and what a person decides of it."""

import datetime as dt
from typing import Annotated, Literal

from fastapi import APIRouter, Form
from starlette.responses import Response

from detente.core.errors import UsageError
from detente.desk.asked import Adjudicates, Asked, Reads
from detente.desk.fields import After, Day, Flag, Text
from detente.desk.pages.expectations.view import chosen, decided_sheet, events_sheet, list_sheet, nothing, told_sheet
from detente.desk.pages.expectations.words import KINDS, STATES, why_text
from detente.desk.pages.said.paging import one_called, onward, options_of, turn_to
from detente.desk.pages.said.writing import Id, Reason, author_of, reason_of
from detente.display.language import say
from detente.pipeline.expectations import decide, gather_expectations
from detente.registry.expectations.expectation import Expectation

__all__ = ["all_expectations", "day_asked", "router"]

router = APIRouter()
State = Literal[
    "", "due", "without a day", "met", "overdue", "past", "dropped", "replaced", "told in hindsight", "hope"
]  # fmt: skip


def day_asked(asked: Asked, on: dt.date | None = None) -> dt.date:
    """Return as of which day expectations stand: the one asked for, else the one as known on, else today."""
    return on or (asked.known_on.at or asked.now).date()


def all_expectations(asked: Asked, on: dt.date) -> tuple[Expectation, ...]:
    """Return all that is expected as it stands on a day, held as long as the record stays as it is."""
    return asked.held(
        "expectations", lambda: gather_expectations(asked.record, on=on, known_on=asked.known_on), on
    )  # fmt: skip


@router.get("/expectations")
def list_expectations(
    asked: Reads, *, state: State = "", kind: Text = "", who: Text = "", by: Text = "", hopes: Flag = False,
    on: Day = None, after: After = "",
) -> Response:  # fmt: skip
    """List what is expected as it stands on a day: what has a day by it, then what has none."""
    day = day_asked(asked, on)
    found = chosen(all_expectations(asked, day), state=state, kind=kind, who=who, by=by, hopes=hopes)
    shown, then = turn_to(asked, found, after, called=lambda one: one.id[:16])
    sheet = list_sheet(shown, empty=nothing(narrowed=bool(state or kind or who or by)), more=onward(asked, then))
    return asked.page(
        "expectations.html.j2", title=say("Expectations"), sheets=[sheet], state=state, kind=kind, who=who, by=by,
        hopes=hopes, on=on, day=day, states=options_of(STATES), kinds=options_of(KINDS),
    )  # fmt: skip


@router.get("/expectations/{id_}")
def show_expectation(asked: Reads, id_: str, on: Day = None) -> Response:
    """Show one whole: who tells of it, what may meet it and why, what people decided."""
    day = day_asked(asked, on)
    one = _found(all_expectations(asked, day), id_)
    return asked.page(
        "expectation.html.j2", title=say(KINDS.get(one.kind, one.kind)).capitalize(), one=one, day=day,
        sheets=[told_sheet(one), events_sheet(one), decided_sheet(one)], state=say(STATES[one.state]),
        why=why_text(one),
    )  # fmt: skip


@router.post("/expectations/{id_}/decision")
def decide_expectation(
    asked: Adjudicates, id_: str, deed: Annotated[Literal["met", "not met", "dropped", "open"], Form()],
    event: Annotated[str, Form(max_length=120)] = "", reason: Reason = "",
) -> Response:  # fmt: skip
    """Keep what a person decides: that an event meets it or does not, that it is dropped, or that it is not."""
    author, why = author_of(asked), reason_of(reason)
    with asked.writing() as record:
        one = _found(gather_expectations(record, on=asked.now.date()), id_)
        decide(record, deed, one.id, event=_event(one, deed, event), author=author, reason=why, now=asked.now)
    return asked.back(f"/expectations/{one.id[:16]}")


@router.post("/expectations/{id_}/pair")
def decide_pair(
    asked: Adjudicates, id_: str, other: Id, deed: Annotated[Literal["together", "apart"], Form()], reason: Reason = ""
) -> Response:
    """Keep that two expectations are one, or that a telling is of another one."""
    author, why = author_of(asked), reason_of(reason)
    with asked.writing() as record:
        every = gather_expectations(record, on=asked.now.date())
        one = _found(every, id_)
        first, second = _pair(one, _found(every, _id_in(other)), _id_in(other), apart=deed == "apart")
        decide(record, deed, first, other=second, author=author, reason=why, now=asked.now)
    return asked.back(f"/expectations/{one.id[:16]}")


def _id_in(given: str) -> str:
    """Return the id in the address of an expectation's page, or the id itself."""
    return given.strip().partition("?")[0].rstrip("/").rpartition("/")[2]


def _pair(one: Expectation, other: Expectation, given: str, *, apart: bool) -> tuple[str, str]:
    """Return the tellings of which something is said. Raises `UsageError` where it cannot be of these two."""
    if apart:
        telling = next((id_ for id_ in one.known_by if given and id_.startswith(given)), None)
        rest = [id_ for id_ in one.known_by if id_ != telling]
        if telling is None or not rest:
            raise UsageError(say("Choose one of its several tellings: one alone cannot be taken out of it."))
        return rest[0], telling
    if one.id == other.id:
        raise UsageError(say("These are one expectation already: name another one."))
    return one.id, other.id


def _event(one: Expectation, deed: str, given: str) -> str | None:
    """Return the event that is decided of. Raises `UsageError` where it is none of those that may meet it."""
    if deed not in {"met", "not met"}:
        return None
    found = next((event.event for event in one.proposals if given and event.event == given), None)
    if found is None:
        message = say("Choose one of the events that may fulfil it, and send again.")
        raise UsageError(message)
    return found


def _found(found: tuple[Expectation, ...], id_: str) -> Expectation:
    none = say("Nothing expected here has this address. Its report may have been withdrawn, or read anew.")
    return one_called(found, id_, ids=lambda one: (one.id, *one.known_by), none=none, href="/expectations")
