"""Accounts, for an administrator: who may come in, as what; a link by which somebody sets their password."""

from typing import Annotated

from fastapi import APIRouter, Form
from starlette.responses import Response

from detente.desk.access.asking import gate_of
from detente.desk.access.gate import doer_of
from detente.desk.access.keeping import ALONE, change_role, link_for, new_account, open_account, switch_account
from detente.desk.access.posts import ROLE_NAMES, Post, post_called, posts_of
from detente.desk.asked import Administers, Asked
from detente.desk.refusals import not_here
from detente.display.language import say
from detente.display.sheets import Cell, Column, Empty, Row, Sheet, cell
from detente.store.access.accounts import Account, account_of, accounts_of
from detente.store.access.held import sessions_of

__all__ = ["router"]

router = APIRouter()
Field = Annotated[str, Form(max_length=400)]


@router.get("/accounts")
def list_accounts(asked: Administers) -> Response:
    """List the accounts."""
    with gate_of(asked.request).file.reading() as connection:
        found = [one for one in accounts_of(connection) if one.login != ALONE]
    posts = posts_of(asked.record)
    return asked.page("accounts.html.j2", title=say("Accounts"), sheets=[_sheet(found, posts)], posts=posts)


@router.post("/accounts")
def add(asked: Administers, login: Field = "", name: Field = "", post: Field = "") -> Response:
    """Keep a new account, and show the link by which its password is set."""
    gate, doer = gate_of(asked.request), doer_of(asked.request, asked.settings)
    chosen = post_called(asked.record, post)
    new = new_account(login.strip(), name, chosen.role, ceasefire=chosen.ceasefire, side=chosen.side)
    made = open_account(gate.file, new, doer=doer)
    return _page(asked, made.id, link=link_for(gate.file, made.id, doer=doer)[1])


@router.get("/accounts/{account}")
def show_account(asked: Administers, account: str) -> Response:
    """Show an account, and what can be done with it."""
    return _page(asked, account)


@router.post("/accounts/{account}/role")
def give_role(asked: Administers, account: str, post: Field = "") -> Response:
    """Give an account another role."""
    chosen = post_called(asked.record, post)
    change_role(
        gate_of(asked.request).file, account, chosen.role, ceasefire=chosen.ceasefire, side=chosen.side,
        doer=doer_of(asked.request, asked.settings),
    )  # fmt: skip
    return asked.back(f"/accounts/{account}")


@router.post("/accounts/{account}/disable")
def disable(asked: Administers, account: str) -> Response:
    """Let nobody in by an account from now on."""
    doer = doer_of(asked.request, asked.settings)
    switch_account(gate_of(asked.request).file, account, disabled=True, doer=doer)
    return asked.back(f"/accounts/{account}")


@router.post("/accounts/{account}/enable")
def enable(asked: Administers, account: str) -> Response:
    """Let somebody in by an account again."""
    doer = doer_of(asked.request, asked.settings)
    switch_account(gate_of(asked.request).file, account, disabled=False, doer=doer)
    return asked.back(f"/accounts/{account}")


@router.post("/accounts/{account}/link")
def make_link(asked: Administers, account: str) -> Response:
    """Make the link by which somebody sets their password, and show it, this once."""
    doer = doer_of(asked.request, asked.settings)
    _, secret = link_for(gate_of(asked.request).file, account, doer=doer)
    return _page(asked, account, link=secret)


def _page(asked: Asked, id_: str, *, link: str = "") -> Response:
    with gate_of(asked.request).file.reading() as connection:
        found = account_of(connection, id_)
        sessions = sessions_of(connection, id_, now=asked.now)
    if found is None or found.login == ALONE:
        raise not_here(say("There is no such account."), now=say("See the accounts"), href="/accounts")
    posts = posts_of(asked.record)
    told = asked.page(
        "accounts_one.html.j2", title=found.name, one=found, post=_post_of(found), posts=posts, browsers=sessions,
        role=_role_of(found, posts), link=link and f"{asked.settings.origin}/password?link={link}",
    )  # fmt: skip
    told.headers["Cache-Control"] = "private, no-store"
    return told


def _sheet(found: list[Account], posts: tuple[Post, ...]) -> Sheet:
    return Sheet(
        id="accounts",
        title=say("Accounts"),
        columns=(
            Column(id="name", title=say("name in the record")),
            Column(id="login", title=say("login")),
            Column(id="role", title=say("role")),
            Column(id="state", title=say("may log in")),
            Column(id="made", title=say("opened")),
        ),
        rows=tuple(_row(one, posts) for one in found),
        empty=Empty(means=say("There is no account yet."), now=say("Open one below.")),
    )


def _row(one: Account, posts: tuple[Post, ...]) -> Row:
    return Row(
        id=one.id,
        cells=(
            Cell(text=one.name, href=f"/accounts/{one.id}"),
            cell(one.login),
            cell(_role_of(one, posts)),
            cell(_state_of(one)),
            cell(one.made_at.date().isoformat()),
        ),
    )


def _state_of(one: Account) -> str:
    if one.disabled:
        return say("no: disabled")
    return say("yes") if one.password else say("no: no password is set yet")


def _post_of(one: Account) -> str:
    return "/".join(filter(None, (one.role, one.ceasefire, one.side)))


def _role_of(one: Account, posts: tuple[Post, ...]) -> str:
    """Return an account's role in words; of a side that is kept no more, by its ids."""
    called = next((post.called for post in posts if post.id == _post_of(one)), None)
    return called or " ".join(filter(None, (say(ROLE_NAMES.get(one.role, one.role)), one.side, one.ceasefire)))
