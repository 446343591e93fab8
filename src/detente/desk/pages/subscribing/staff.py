"""Subscribers, for an administrator: who is written to, why; to add by hand, suspend, give out and erase."""

import json
from typing import TYPE_CHECKING, Annotated, Literal
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Query
from starlette.responses import Response

from detente.brief.subscribers.addresses import read_address
from detente.brief.subscribers.erasing import erase
from detente.brief.subscribers.exported import export
from detente.brief.subscribers.keeping import add_by_hand, by_whom, is_kept, resume, suspend, wanted_of_all
from detente.brief.subscribers.signing import forget_unconfirmed
from detente.core.errors import UsageError
from detente.desk.answers import download
from detente.desk.asked import Administers, Asked
from detente.desk.fields import After, Text
from detente.desk.pages.subscribing.forms import named_ceasefires
from detente.desk.pages.subscribing.listed import (
    STATE_NAMES,
    by_edition,
    by_state,
    deeds_sheet,
    how_words,
    letters_sheet,
    list_sheet,
)
from detente.desk.pages.subscribing.office import called, mail_of, office_of, office_or_none
from detente.desk.refusals import not_here
from detente.display.language import mark, say
from detente.store.mail.confirmations import letters_to
from detente.store.mail.consents import consents_of, terms_of
from detente.store.mail.file import MailFile
from detente.store.mail.listed import counted, counted_states, listed
from detente.store.mail.subscribers import STATES, State, Subscriber, choices_of, subscriber_of

if TYPE_CHECKING:
    from detente.brief.settings import BriefSettings

__all__ = ["router"]

router = APIRouter()
AT_ONCE = 50
Field = Annotated[str, Form(max_length=1000)]
TOLD = {
    "new": mark("A letter that asks for a confirmation is put up. Nothing else is sent before they confirm it."),
    "known": mark("They are sent letters already. A letter that asks whether they want this too is put up."),
    "again": mark("They were asked before. Another letter that asks for a confirmation is put up."),
}
Told = Literal["new", "known", "again"]


@router.get("/subscribers")
def list_subscribers(
    asked: Administers,
    q: Text = "",
    state: Annotated[State | None, Query()] = None,
    edition: Text = "",
    after: After = "",
    added: Annotated[Told | None, Query()] = None,
) -> Response:
    """List who is written to, and how many of which edition."""
    file, office = mail_of(asked.request).kept_file(), office_or_none(asked.request)
    sheets = [by_edition({}, office), by_state({}), list_sheet((), office, more=None)]
    if file is not None:
        with file.writing() as connection:
            forget_unconfirmed(connection, now=asked.now)
        with file.reading() as connection:
            found = listed(
                connection, words=q.strip(), state=state or "", edition=edition, after=after, limit=AT_ONCE + 1
            )
            editions, states = counted(connection), counted_states(connection)
        chosen = {"q": q, "state": state, "edition": edition}
        shown = found[:AT_ONCE]
        further = (
            {**{name: value for name, value in chosen.items() if value}, "after": shown[-1][0].id} if shown else {}
        )
        more = f"/subscribers?{urlencode(further)}" if len(found) > AT_ONCE else None
        sheets = [by_edition(editions, office), by_state(states), list_sheet(shown, office, more=more)]
    told = asked.page(
        "subscribing/list.html.j2", title=say("Subscribers"), sheets=sheets, q=q, state=state or "", edition=edition,
        states=[(one, say(STATE_NAMES[one])) for one in STATES], told=say(TOLD[added]) if added else "",
        editions=[(one.id, one.title) for one in office.editions] if office else [], wrong=_wrong(asked),
    )  # fmt: skip
    told.headers["Cache-Control"] = "private, no-store"
    return told


@router.post("/subscribers")
def add(
    asked: Administers,
    mail: Field = "",
    edition: Annotated[list[str], Form(max_length=50)] = [],  # noqa: B006 - FastAPI copies it
    note: Field = "",
    again: Field = "",
) -> Response:
    """Ask somebody by letter to confirm what they asked for by word of mouth."""
    office = office_of(asked.request)
    if not edition:
        raise UsageError(say("Choose what they asked for."))
    told = add_by_hand(
        mail_of(asked.request).file(), read_address(mail), wanted_of_all(office, tuple(edition)), office, note=note,
        by=asked.viewer.name, again=bool(again), now=asked.now,
    )  # fmt: skip
    return asked.back(f"/subscribers?added={told}")


@router.get("/subscribers/{subscriber}")
def show_subscriber(asked: Administers, subscriber: str) -> Response:
    """Show what is kept of one: consents with their terms, letters, and what can be done."""
    file, found = _whose(asked, subscriber)
    with file.reading() as connection:
        chosen, consents = choices_of(connection, subscriber), consents_of(connection, subscriber)
        letters = letters_to(connection, subscriber)
        terms = [(one, terms_of(connection, one) or "") for one in dict.fromkeys(c.terms for c in consents if c.terms)]
    office = office_or_none(asked.request)
    told = asked.page(
        "subscribing/one.html.j2", title=found.address or say("erased"), one=found, terms=terms,
        state=say(STATE_NAMES[found.state]), why=how_words(found.why), chosen=chosen,
        editions=", ".join(called(office, one.edition) for one in chosen),
        sheets=[deeds_sheet(consents, office, named_ceasefires(asked.request)), letters_sheet(letters)],
    )  # fmt: skip
    told.headers["Cache-Control"] = "private, no-store"
    return told


@router.post("/subscribers/{subscriber}/suspend")
def do_suspend(asked: Administers, subscriber: str, reason: Field = "") -> Response:
    """Send somebody nothing from now on, until they are resumed."""
    file, found = _whose(asked, subscriber)
    with file.writing() as connection:
        suspend(connection, _still(subscriber_of(connection, found.id)), reason=reason, by=_by(asked), now=asked.now)
    return asked.back(f"/subscribers/{subscriber}")


@router.post("/subscribers/{subscriber}/resume")
def do_resume(asked: Administers, subscriber: str, reason: Field = "") -> Response:
    """Send letters again to somebody who was suspended."""
    file, found = _whose(asked, subscriber)
    with file.writing() as connection:
        resume(connection, _still(subscriber_of(connection, found.id)), reason=reason, by=_by(asked), now=asked.now)
    return asked.back(f"/subscribers/{subscriber}")


@router.post("/subscribers/{subscriber}/export")
def do_export(asked: Administers, subscriber: str) -> Response:
    """Hand out all that is kept of one, as JSON, to be given to them."""
    file, found = _whose(asked, subscriber)
    with file.writing() as connection:
        still = _still(subscriber_of(connection, found.id))
        told = export(connection, still, how=by_whom(_by(asked)), now=asked.now)
    body = json.dumps(told, ensure_ascii=False, indent=1)
    given = download(asked.request, body, name=f"subscriber-{subscriber[:10]}.json", kind="application/json")
    given.headers["Cache-Control"] = "private, no-store"
    return given


@router.post("/subscribers/{subscriber}/erase")
def do_erase(asked: Administers, subscriber: str, never: Field = "") -> Response:
    """Erase what is kept of one, as they asked for it."""
    file, found = _whose(asked, subscriber)
    erase(file, found.id, how=by_whom(_by(asked)), never_again=bool(never), now=asked.now)
    return asked.back("/subscribers")


def _whose(asked: Asked, id_: str) -> tuple[MailFile, Subscriber]:
    file = mail_of(asked.request).kept_file()
    if file is None:
        raise _nobody()
    with file.reading() as connection:
        return file, _still(subscriber_of(connection, id_))


def _still(found: Subscriber | None) -> Subscriber:
    if found is None or not is_kept(found):
        raise _nobody()
    return found


def _nobody() -> Exception:
    message = say("There is no such subscriber, or nothing is kept of them any more.")
    return not_here(message, now=say("See the subscribers"), href="/subscribers")


def _by(asked: Asked) -> str:
    return asked.viewer.name


def _wrong(asked: Asked) -> str:
    """Return why nobody can sign up, in words for who keeps the desk; empty where they can."""
    try:
        found: BriefSettings | None = mail_of(asked.request).settings()
    except UsageError:
        return say("What is set for the brief cannot be used, so nobody can sign up: look at its file, brief.toml.")
    return "" if found else say("The brief is not set up at this desk, so nobody can sign up: brief.toml is missing.")
