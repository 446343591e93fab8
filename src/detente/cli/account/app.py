"""`detente account`: open, change and list accounts of the desk; see what was done by them."""

import json
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.account.typed import given_password
from detente.cli.add import now
from detente.cli.init import DIR_HELP, record_path
from detente.cli.machine import machine_account
from detente.core.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from detente.desk.access.doing import Doer
    from detente.desk.access.posts import Post
    from detente.store.access.accounts import Account
    from detente.store.access.deeds import KeptDeed
    from detente.store.access.file import AccountsFile

__all__ = ["account_app"]

account_app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, add_completion=False)

ROLE_HELP = "reader, coder, adjudicator, administrator, or party officer."
Folder = Annotated[Path, typer.Argument(help=DIR_HELP, metavar="DIR")]
Login = Annotated[str, typer.Argument(help="By what they log in.", metavar="LOGIN")]
Role = Annotated[str, typer.Option(help=ROLE_HELP, metavar="ROLE")]
CeasefireId = Annotated[str | None, typer.Option(help="Of a party officer: the ceasefire's id.", metavar="ID")]
Side = Annotated[str | None, typer.Option(help="Of a party officer: the id of their party in it.", metavar="PARTY")]
FromStdin = Annotated[
    bool, typer.Option("--password-stdin", help="Read the password from standard input, one line, and ask nothing.")
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON instead of what people read.")]


@account_app.command(short_help="Open an account, with its password.")
def add(
    folder: Folder,
    login: Login,
    *,
    name: Annotated[str, typer.Option(help="Their name, as the record is to note it.", metavar="NAME")],
    role: Role,
    ceasefire: CeasefireId = None,
    side: Side = None,
    password_stdin: FromStdin = False,
) -> None:
    """Open an account of the desk. The first administrator is made so; others can be opened in the browser.

    The password is asked for at the terminal, twice.
    """
    from detente.desk.access.keeping import give_password, new_account, open_account
    from detente.desk.access.passwords import Passwords, refuse_weak

    with _accounts(folder) as file:
        post = _post(folder, role, ceasefire, side)
        new = new_account(login, name, post.role, ceasefire=post.ceasefire, side=post.side)
        password = given_password(from_stdin=password_stdin)
        refuse_weak(password, login=new.login, name=new.name)
        made = open_account(file, new, doer=_doer())
        give_password(file, made.login, password, passwords=Passwords(), doer=_doer())
    typer.echo(f"opened the account {made.login} for {made.name}: {made.role}")


@account_app.command("list", short_help="List the accounts.")
def list_accounts(folder: Folder, *, as_json: Json = False) -> None:
    """List the accounts, with their roles and whether somebody can log in by them."""
    from detente.cli.show.table import print_rows
    from detente.store.access.accounts import accounts_of

    with _accounts(folder) as file, file.reading() as connection:
        rows = [_row(one) for one in accounts_of(connection)]
    if as_json:
        typer.echo(json.dumps(rows, ensure_ascii=False))
    else:
        print_rows(rows, nothing="no account is open: detente account add DIR LOGIN --name NAME --role administrator")


@account_app.command(short_help="Let nobody in by an account from now on.")
def disable(folder: Folder, login: Login) -> None:
    """Let nobody in by an account from now on: its sessions and tokens end at once. What was done by it stays."""
    _switch(folder, login, disabled=True)


@account_app.command(short_help="Let somebody in by an account again.")
def enable(folder: Folder, login: Login) -> None:
    """Let somebody in by an account again, with the password that it had."""
    _switch(folder, login, disabled=False)


@account_app.command(short_help="Set the password of an account.")
def password(folder: Folder, login: Login, *, password_stdin: FromStdin = False) -> None:
    """Set the password of an account: its sessions and tokens end. It is asked for at the terminal, twice."""
    from detente.desk.access.keeping import give_password
    from detente.desk.access.passwords import Passwords

    with _accounts(folder) as file:
        _id_of(file, login)
        typed = given_password(from_stdin=password_stdin)
        give_password(file, login, typed, passwords=Passwords(), doer=_doer())
    typer.echo(f"the password of {login} is set")


@account_app.command(short_help="Give an account another role.")
def role(
    folder: Folder,
    login: Login,
    role: Annotated[str, typer.Argument(help=ROLE_HELP, metavar="ROLE")],
    *,
    ceasefire: CeasefireId = None,
    side: Side = None,
) -> None:
    """Give an account another role: its sessions and tokens end, so that nobody goes on with what they had."""
    from detente.desk.access.keeping import change_role

    with _accounts(folder) as file:
        post = _post(folder, role, ceasefire, side)
        id_ = _id_of(file, login)
        made = change_role(file, id_, post.role, ceasefire=post.ceasefire, side=post.side, doer=_doer())
    typer.echo(f"{made.login} is {made.role}")


@account_app.command(short_help="Show who logged in, read and changed what.")
def log(
    folder: Folder,
    *,
    login: Annotated[str | None, typer.Option(help="Only of this account.", metavar="LOGIN")] = None,
    limit: Annotated[int, typer.Option(help="How many, the last ones.", min=1, max=1_000_000)] = 100,
    as_json: Json = False,
) -> None:
    """Show what was done at the desk, the last first: log-ins, changes, refusals, reading; and if its chain holds."""
    from detente.cli.show.table import print_rows
    from detente.store.access.deeds import deed_complaints, deeds_of

    with _accounts(folder) as file:
        account = _id_of(file, login) if login else None
        with file.reading() as connection:
            rows = [_deed(one) for one in deeds_of(connection, account=account, limit=limit)]
            wrong = list(deed_complaints(connection))
    if as_json:
        typer.echo(json.dumps({"deeds": rows, "complaints": wrong}, ensure_ascii=False))
        return
    print_rows(rows, nothing="nothing was done at this desk yet")
    typer.echo("\n".join(wrong) or "the chain of these deeds holds")


@contextmanager
def _accounts(folder: Path) -> "Iterator[AccountsFile]":
    """Open the file of accounts of a folder that has a record. What the desk refuses is told as a wrong argument."""
    from detente.desk.refusals import Refused
    from detente.store import open_record
    from detente.store.access.file import ACCOUNTS, open_accounts

    open_record(record_path(folder), read_only=True).close()
    with open_accounts(folder / ACCOUNTS) as file:
        try:
            yield file
        except Refused as refused:
            raise UsageError(f"{refused} {refused.now}".strip()) from refused


def _post(folder: Path, role: str, ceasefire: str | None, side: str | None) -> "Post":
    """Return the post that is named. Raises `UsageError` for one that there is not."""
    from typing import get_args

    from detente.desk.access.posts import Post, post_for_side
    from detente.desk.access.rights import ACCOUNT_ROLES
    from detente.desk.access.rights import Role as RoleName
    from detente.store import open_record

    known: RoleName | None = next((one for one in get_args(RoleName) if one == role and one in ACCOUNT_ROLES), None)
    if known is None:
        message = f"{role[:40]!r} is no role: {', '.join(ACCOUNT_ROLES)}"
        raise UsageError(message)
    if {known == "party officer"} != {ceasefire is not None, side is not None}:
        message = "a party officer, and nobody else, has a side: give --ceasefire ID and --side PARTY"
        raise UsageError(message)
    if ceasefire is None or side is None:
        return Post(role=known)
    with open_record(record_path(folder), read_only=True) as record:
        return post_for_side(record, ceasefire, side)


def _switch(folder: Path, login: str, *, disabled: bool) -> None:
    from detente.desk.access.keeping import switch_account

    with _accounts(folder) as file:
        switch_account(file, _id_of(file, login), disabled=disabled, doer=_doer())
    typer.echo(f"{login} is {'disabled' if disabled else 'enabled'}")


def _id_of(file: "AccountsFile", login: str) -> str:
    from detente.store.access.accounts import account_called

    with file.reading() as connection:
        found = account_called(connection, login)
    if found is None:
        message = f"no account has the login {login[:40]}: detente account list shows those there are"
        raise UsageError(message)
    return found.id


def _doer() -> "Doer":
    from detente.desk.access.doing import Doer

    return Doer(now=now(), name=machine_account(), address="command line")


def _row(one: "Account") -> dict[str, str | None]:
    state = "disabled" if one.disabled else "yes" if one.password else "no password is set"
    return {
        "login": one.login, "name": one.name, "role": one.role, "side": one.side, "ceasefire": one.ceasefire,
        "may log in": state, "opened": one.made_at.date().isoformat(),
    }  # fmt: skip


def _deed(one: "KeptDeed") -> dict[str, str | int | None]:
    return {
        "no.": one.number, "at": one.at.isoformat(timespec="seconds"), "who": one.name or None, "what": one.what,
        "where": one.said or " ".join(filter(None, (one.method, one.path))) or None, "outcome": one.status,
        "from": one.address or None,
    }  # fmt: skip
