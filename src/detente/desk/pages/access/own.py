"""One's own account: password, browsers that are logged in, tokens for programs."""

import datetime as dt
from typing import Annotated

from fastapi import APIRouter, Form
from starlette.responses import Response

from detente.desk.access.asking import gate_of
from detente.desk.access.browsers import browser_words
from detente.desk.access.cookies import hand_out
from detente.desk.access.entering import change_password, refuse_unlike
from detente.desk.access.gate import doer_of
from detente.desk.access.passwords import SHORTEST
from detente.desk.access.rights import Right, scopes_of
from detente.desk.asked import Asked, Owns
from detente.desk.refusals import not_here, unusable
from detente.display.language import mark, say
from detente.store.access.accounts import Account, account_of
from detente.store.access.deeds import note_deeds
from detente.store.access.held import add_token, end_session, end_token, sessions_of, tokens_of

__all__ = ["router"]

router = APIRouter()
Field = Annotated[str, Form(max_length=4000)]
DAYS = (7, 30, 90, 365)
MOST_TOKENS = 20
LONGEST_LABEL = 80
SCOPE_NAMES: dict[Right, str] = {
    "read": mark("read what you may read"),
    "code": mark("review and code"),
    "adjudicate": mark("merge, split, settle, write down"),
    "release": mark("release"),
    "feeds": mark("see the feeds, with the token in the address"),
}


@router.get("/account")
def show_account(asked: Owns) -> Response:
    """Show one's own account."""
    return _page(asked)


@router.post("/account/password")
def new_password(asked: Owns, old: Field = "", password: Field = "", again: Field = "") -> Response:
    """Change one's own password: every other browser and every token is out then."""
    found, gate = _mine(asked), gate_of(asked.request)
    refuse_unlike(password, again)
    doer = doer_of(asked.request, asked.settings)
    secret = change_password(gate.file, found.id, old, password, passwords=gate.passwords, doer=doer)
    return hand_out(asked.back("/account"), secret, asked.settings)


@router.post("/account/tokens")
def new_token(
    asked: Owns,
    scopes: Annotated[list[str], Form(max_length=10)] = [],  # noqa: B006 - FastAPI copies it
    label: Field = "",
    days: Annotated[int, Form(ge=1, le=max(DAYS))] = 30,
) -> Response:
    """Make a token for a program, and show it, this once."""
    found, named = _mine(asked), " ".join(label.split())[:LONGEST_LABEL]
    offered = scopes_of(asked.viewer.role)
    if not named or not scopes or not {*scopes} <= {*offered}:
        raise unusable(say("A token has a name, and at least one of the rights that your own role has."))
    gate, until = gate_of(asked.request), asked.now + dt.timedelta(days=days)
    with gate.file.writing() as connection:
        if len(tokens_of(connection, found.id)) >= MOST_TOKENS:
            raise unusable(say("You have %(n)s tokens. End one first.", n=MOST_TOKENS))
        secret, _ = add_token(connection, found.id, label=named, scopes=scopes, expires_at=until, now=asked.now)
        said = f"made a token {named!r} for {', '.join(scopes)} until {until.date()}"
        note_deeds(connection, [doer_of(asked.request, asked.settings).deed("accounts", said=said)])
    return _page(asked, made=secret)


@router.post("/account/tokens/{token}/end")
def end_own_token(asked: Owns, token: str) -> Response:
    """End a token of one's own."""
    found = _mine(asked)
    with gate_of(asked.request).file.writing() as connection:
        ended = end_token(connection, token, account=found.id)
    return _ended(asked, ended=ended)


@router.post("/account/sessions/{session}/end")
def end_own_session(asked: Owns, session: str) -> Response:
    """Log one of one's own browsers out."""
    found = _mine(asked)
    with gate_of(asked.request).file.writing() as connection:
        ended = end_session(connection, session, account=found.id)
    return _ended(asked, ended=ended)


def _ended(asked: Asked, *, ended: bool) -> Response:
    if not ended:
        raise not_here(say("There is no such thing to end."), now=say("See your account"), href="/account")
    return asked.back("/account")


def _mine(asked: Asked) -> Account:
    gate = gate_of(asked.request)
    with gate.file.reading() as connection:
        found = account_of(connection, asked.viewer.account or "")
    if found is None:
        raise not_here(say("You have no account here."))
    return found


def _page(asked: Asked, *, made: str = "") -> Response:
    found = _mine(asked)
    with gate_of(asked.request).file.reading() as connection:
        sessions = sessions_of(connection, found.id, now=asked.now)
        tokens = tokens_of(connection, found.id)
    told = asked.page(
        "account.html.j2", title=say("Your account"), mine=found, browsers=sessions, tokens=tokens, made=made,
        this=asked.request.state.session, days=DAYS, shortest=SHORTEST,
        browser_words=browser_words, scope_names=SCOPE_NAMES,
        scopes=[(one, SCOPE_NAMES[one]) for one in scopes_of(asked.viewer.role)],
    )  # fmt: skip
    told.headers["Cache-Control"] = "private, no-store"
    return told
