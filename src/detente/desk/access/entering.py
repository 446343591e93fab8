"""Coming in and going out: by a password, by a link, by a key that this machine printed; one's own password."""

import datetime as dt
from http import HTTPStatus

from sqlalchemy import Connection

from detente.desk.access.doing import Doer
from detente.desk.access.keeping import ALONE
from detente.desk.access.passwords import Passwords, refuse_weak
from detente.desk.refusals import Refused, unusable
from detente.display.language import say
from detente.store.access.accounts import (
    Account,
    NewAccount,
    account_called,
    account_of,
    add_account,
    disable_account,
    rename_account,
    set_password,
)
from detente.store.access.deeds import note_deeds
from detente.store.access.file import AccountsFile
from detente.store.access.held import add_session, end_held, end_session, link_of, take_link
from detente.store.access.looks import forget_look
from detente.store.access.throttle import clear_attempt, take_attempt

__all__ = ["change_password", "enter_alone", "leave", "leave_alone", "log_in", "refuse_unlike", "set_by_link"]


def log_in(
    file: AccountsFile, login: str, password: str, *, passwords: Passwords, doer: Doer, old: str | None = None
) -> str:
    """Begin a session for who knows a password, and return what their browser is to hold; `old` ends.

    Raises a refusal that reads the same for a wrong password, a wrong login and a disabled account, and takes as long.
    """
    tried = login.strip().casefold()
    with file.writing() as connection:
        wait = take_attempt(connection, file.key, login=tried, address=doer.address, now=doer.now)
    if wait:
        raise _too_often(wait)
    with file.reading() as connection:
        found = account_called(connection, tried)
    if not passwords.holds(found.password if found else None, password) or found is None or found.disabled:
        _note_failure(file, found, doer)
        raise _wrong()
    renewed = passwords.kept(password) if passwords.is_outdated(found.password or "") else None
    with file.writing() as connection:
        if account_of(connection, found.id) != found:
            raise _wrong()  # it was changed as the password was tried
        if renewed:
            set_password(connection, found.id, renewed)
        clear_attempt(connection, file.key, login=tried, address=doer.address, now=doer.now)
        return _begin(connection, found, doer, old=old)


def refuse_unlike(password: str, again: str) -> None:
    """Raise a refusal for a new password that was not typed the same twice."""
    if password != again:
        raise unusable(say("The two passwords are not the same. Type the new one twice."))


def set_by_link(file: AccountsFile, link: str, password: str, *, passwords: Passwords, doer: Doer) -> str:
    """Set a password by a link that an administrator gave, and log its account in. The link works once."""
    with file.reading() as connection:
        found = link_of(connection, link, now=doer.now)
    if found is None:
        raise _no_link()
    refuse_weak(password, login=found.login, name=found.name)
    kept = passwords.kept(password)
    with file.writing() as connection:
        if take_link(connection, link, now=doer.now) is None:
            raise _no_link()
        return _renew(connection, found, kept, doer)


def change_password(file: AccountsFile, account: str, old: str, new: str, *, passwords: Passwords, doer: Doer) -> str:
    """Set one's own password, ending every session and token of the account, and begin a new session."""
    with file.reading() as connection:
        found = account_of(connection, account)
    if found is None or found.password is None:
        raise unusable(say("This account has no password: it is opened by this machine alone."))
    with file.writing() as connection:
        wait = take_attempt(connection, file.key, login=found.login, address=doer.address, now=doer.now)
    if wait:
        raise _too_often(wait)
    if not passwords.holds(found.password, old):
        _note_failure(file, found, doer)
        raise unusable(say("The old password is not this one."))
    refuse_weak(new, login=found.login, name=found.name)
    kept = passwords.kept(new)
    with file.writing() as connection:
        clear_attempt(connection, file.key, login=found.login, address=doer.address, now=doer.now)
        return _renew(connection, found, kept, doer)


def leave(file: AccountsFile, session: str, *, doer: Doer) -> None:
    """End the session that somebody has."""
    with file.writing() as connection:
        if end_session(connection, session):
            note_deeds(connection, [doer.deed("logged out")])


def enter_alone(file: AccountsFile, *, doer: Doer) -> str:
    """Log the one person in who uses this machine's desk alone, under the name that they gave."""
    with file.writing() as connection:
        found = account_called(connection, ALONE)
        if found is None:
            new = NewAccount(login=ALONE, name=doer.name, role="administrator")
            found = add_account(connection, new, now=doer.now)
        if found.name != doer.name:
            forget_look(connection, found.id)  # what one person saw, another has not
        rename_account(connection, found.id, doer.name)
        disable_account(connection, found.id, disabled=False)
        return _begin(connection, found, doer)


def leave_alone(file: AccountsFile) -> None:
    """Let nobody in any more as the one person of this machine: no session goes over from one start to the next."""
    with file.writing() as connection:
        found = account_called(connection, ALONE)
        if found is not None:
            end_held(connection, found.id)
            disable_account(connection, found.id, disabled=True)


def _begin(connection: Connection, account: Account, doer: Doer, *, old: str | None = None) -> str:
    if old is not None:
        end_session(connection, old)
    secret = add_session(connection, account.id, address=doer.address, agent=doer.agent, now=doer.now)
    note_deeds(connection, [doer.deed("logged in", name=doer.name or account.name, account=account.id)])
    return secret


def _renew(connection: Connection, account: Account, kept: str, doer: Doer) -> str:
    end_held(connection, account.id)
    set_password(connection, account.id, kept)
    said = f"set the password of {account.login}"
    note_deeds(connection, [doer.deed("accounts", said=said, name=account.name, account=account.id)])
    return _begin(connection, account, doer)


def _note_failure(file: AccountsFile, found: Account | None, doer: Doer) -> None:
    """Note it with a name only where there is such an account: what else was typed may be anything."""
    whose = {"name": found.name, "account": found.id} if found else {"name": "", "account": None}
    with file.writing() as connection:
        note_deeds(connection, [doer.deed("log-in failed", **whose)])


def _wrong() -> Refused:
    message = say("There is no account with this login and this password.")
    return Refused(HTTPStatus.UNAUTHORIZED, message, now=say("Try again"), href="/login")


def _too_often(wait: dt.timedelta) -> Refused:
    seconds = max(1, int(wait.total_seconds() + 0.999))
    message = say("Too many attempts failed. Try again in %(n)s seconds.", n=seconds)
    return Refused(HTTPStatus.TOO_MANY_REQUESTS, message, headers={"Retry-After": str(seconds)})


def _no_link() -> Refused:
    message = say("This link was used already, or is too old.")
    return Refused(HTTPStatus.NOT_FOUND, message, now=say("Ask an administrator of this desk for another."))
