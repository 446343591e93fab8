"""What administrators do with accounts: each in one transaction with the note of who did it."""

import re

from sqlalchemy import Connection

from detente.core.errors import UsageError
from detente.core.settings import read_author
from detente.desk.access.doing import Doer
from detente.desk.access.passwords import Passwords, refuse_weak
from detente.desk.access.rights import ACCOUNT_ROLES, Role
from detente.desk.refusals import not_here, unusable
from detente.display.language import say
from detente.store.access.accounts import (
    Account,
    NewAccount,
    account_called,
    account_of,
    add_account,
    disable_account,
    set_password,
    set_role,
    with_password,
)
from detente.store.access.deeds import note_deeds
from detente.store.access.file import AccountsFile
from detente.store.access.held import add_link, end_held

__all__ = [
    "ALONE", "change_role", "give_password", "link_for", "new_account", "open_account", "switch_account",
]  # fmt: skip

ALONE = "alone"
"""The login of who uses the desk alone on one machine; nobody else has it, and no password opens it."""
LOGIN = re.compile(r"[a-z0-9][a-z0-9._-]{1,39}")


def new_account(
    login: str, name: str, role: str, *, ceasefire: str | None = None, side: str | None = None
) -> NewAccount:
    """Return what an account is to be made of. Raises a refusal for what cannot be one."""
    if not LOGIN.fullmatch(login) or login == ALONE:
        message = say(
            "A login has 2 to 40 characters, a-z, 0-9, dot, hyphen and underscore, and is not %(alone)s.", alone=ALONE
        )
        raise unusable(message)
    called = _name(name)
    _refuse_role(role, ceasefire, side)
    return NewAccount(login=login, name=called, role=role, ceasefire=ceasefire, side=side)


def open_account(file: AccountsFile, new: NewAccount, *, doer: Doer) -> Account:
    """Keep a new account, in which nobody can log in until a password is set."""
    with file.writing() as connection:
        made = add_account(connection, new, now=doer.now)
        note_deeds(connection, [doer.deed("accounts", said=f"opened {made.login} for {made.name}: {_as(made)}")])
    return made


def change_role(
    file: AccountsFile, id_: str, role: Role | str, *, doer: Doer, ceasefire: str | None = None, side: str | None = None
) -> Account:
    """Give an account another role; all that is held by it ends, so that nobody goes on with what they had."""
    _refuse_role(role, ceasefire, side)
    with file.writing() as connection:
        before = _there(connection, id_)
        if role != "administrator":
            _refuse_last(connection, before)
        set_role(connection, id_, role, ceasefire=ceasefire, side=side)
        end_held(connection, id_)
        after = _there(connection, id_)
        said = f"{before.login} is {_as(after)}; was {_as(before)}"
        note_deeds(connection, [doer.deed("accounts", said=said)])
    return after


def switch_account(file: AccountsFile, id_: str, *, disabled: bool, doer: Doer) -> Account:
    """Let nobody in by an account from now on, or let them in again; what was held by it does not come back."""
    with file.writing() as connection:
        found = _there(connection, id_)
        if disabled:
            _refuse_last(connection, found)
        disable_account(connection, id_, disabled=disabled)
        end_held(connection, id_)
        said = f"{'disabled' if disabled else 'enabled'} {found.login}"
        note_deeds(connection, [doer.deed("accounts", said=said)])
    return found


def link_for(file: AccountsFile, id_: str, *, doer: Doer) -> tuple[Account, str]:
    """Make the link by which somebody sets the password of their account, once; the one before holds until then."""
    with file.writing() as connection:
        found = _there(connection, id_)
        if found.disabled:
            raise unusable(say("This account is disabled: enable it first."))
        secret = add_link(connection, id_, now=doer.now)
        note_deeds(connection, [doer.deed("accounts", said=f"made a link to set the password of {found.login}")])
    return found, secret


def give_password(file: AccountsFile, login: str, password: str, *, passwords: Passwords, doer: Doer) -> Account:
    """Set the password of an account, for who administers the machine itself; all that is held by it ends."""
    with file.reading() as connection:
        found = account_called(connection, login)
    if found is None or found.login == ALONE:
        message = f"no account has the login {login}: detente account list shows those there are"
        raise UsageError(message)
    refuse_weak(password, login=found.login, name=found.name)
    kept = passwords.kept(password)
    with file.writing() as connection:
        set_password(connection, found.id, kept)
        end_held(connection, found.id)
        note_deeds(connection, [doer.deed("accounts", said=f"set the password of {found.login}")])
    return found


def _there(connection: Connection, id_: str) -> Account:
    found = account_of(connection, id_)
    if found is None or found.login == ALONE:
        raise not_here(say("There is no such account."), now=say("See the accounts"), href="/accounts")
    return found


def _name(name: str) -> str:
    called = read_author(name)
    if not called:
        raise unusable(say("An account needs the name by which the record notes what is done by it."))
    return called


def _refuse_role(role: str, ceasefire: str | None, side: str | None) -> None:
    if role not in ACCOUNT_ROLES:
        raise unusable(say("The roles are: %(roles)s.", roles=", ".join(ACCOUNT_ROLES)))
    if (role == "party officer") != (ceasefire is not None and side is not None):
        raise unusable(say("A party officer has a ceasefire and a side of it, and nobody else has."))


def _refuse_last(connection: Connection, found: Account) -> None:
    if with_password(connection, "administrator") == {found.id}:
        message = say("%(name)s is the only administrator who can log in.", name=found.name)
        raise unusable(message, now=say("Make another one first."))


def _as(account: Account) -> str:
    return f"{account.role} for {account.side} in {account.ceasefire}" if account.side else account.role
