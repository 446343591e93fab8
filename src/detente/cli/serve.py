"""`detente serve`: the desk in a browser."""

import re
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.init import DIR_HELP, record_path
from detente.core.errors import UsageError

if TYPE_CHECKING:
    from detente.desk.access.gate import Gate
    from detente.desk.settings import DeskSettings
    from detente.store import Level

__all__ = ["serve"]

HERE = "127.0.0.1"
NAMES_OF_HERE = (HERE, "localhost")
EVERYWHERE = frozenset({"0.0.0.0", "::"})  # noqa: S104 - to say that these are no names
NAME = re.compile(r"(?:[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?")
CONNECTIONS = 200
SWITCH = 0.0005
"""Seconds after which what is worked out behind makes room for a page that is asked for."""
NEW = (20_000, 20, 20)
"""How many new things, and rounds, after which it is looked what nobody needs any more: a page makes thousands."""
PATIENCE = 1.0
"""Seconds for which a page is waited for that is not worked out yet, before that is said instead."""
IDLE, LAST = 10, 10
"""Seconds that a connection may idle, and that what is asked may take when the desk ends."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """How the desk is to be served, as the command line says."""

    folder: Path
    host: str
    port: int
    public: bool
    read_only: bool
    names: tuple[str, ...]
    secure: bool
    alone: str | None


def serve(
    folder: Annotated[Path, typer.Argument(help=DIR_HELP, metavar="DIR")],
    *,
    host: Annotated[str, typer.Option(help="The address to listen on.", metavar="ADDRESS")] = HERE,
    port: Annotated[int, typer.Option(help="The port to listen on.", min=1, max=65535)] = 8000,
    public: Annotated[
        bool, typer.Option("--public", help="Show everybody what is released to the public; others log in for more.")
    ] = False,
    read_only: Annotated[
        bool, typer.Option("--read-only", help="With --public: nobody logs in, and nothing is changed.")
    ] = False,
    name: Annotated[
        list[str] | None,
        typer.Option(help="A name under which browsers reach it; the first is given out.", metavar="HOST[:PORT]"),
    ] = None,
    secure: Annotated[
        bool, typer.Option("--secure", help="It stands behind a proxy that browsers reach by HTTPS.")
    ] = False,
    alone: Annotated[
        str | None, typer.Option(help="One person, on this machine, without a password.", metavar="NAME")
    ] = None,
) -> None:
    """Serve the desk to browsers, until Ctrl-C. People log in: `detente account add` makes the first administrator.

    With --alone it prints a link that lets one browser of this machine in, once, under the name that is given.
    """
    import gc
    import sys
    import threading

    import uvicorn

    from detente.cli.add import now
    from detente.desk.app import make_desk
    from detente.desk.records import open_records
    from detente.desk.warming import follow
    from detente.display.drawing.drawn import warm_up

    asked = Asked(
        folder=folder, host=host, port=port, public=public, read_only=read_only, names=tuple(name or ()),
        secure=secure, alone=alone,
    )  # fmt: skip
    refuse_unsafe(asked)
    records = open_records(record_path(folder), now=now(), beside=folder)
    key = secrets.token_urlsafe(32)
    gate = gate_for(asked, key)
    made = make_desk(settings_for(asked, has_accounts=gate is not None), records, gate)
    sys.setswitchinterval(SWITCH)
    gc.set_threshold(*NEW)
    threading.Thread(target=warm_up, name="drawing", daemon=True).start()
    levels: tuple[Level, ...] = ("public",) if read_only else ("public", "internal") if public else ("internal",)
    seen = [records.seen_at(one) for one in levels]
    threading.Thread(target=follow, args=(seen,), name="following", daemon=True).start()
    typer.echo(f"the desk is at http://{host}:{port}/ (Ctrl-C ends it)")
    if alone is not None:
        typer.echo(f"this link lets one browser in, once: http://{host}:{port}/enter/{key}")
    uvicorn.run(
        made, host=host, port=port, log_level="warning", server_header=False, access_log=False, http="h11", ws="none",
        proxy_headers=secure, limit_concurrency=CONNECTIONS, timeout_keep_alive=IDLE, timeout_graceful_shutdown=LAST,
    )  # fmt: skip


def refuse_unsafe(asked: Asked) -> None:
    """Raise `UsageError` for a way to serve that would let in who is not meant, or show what crosses the network."""
    is_here = asked.host in NAMES_OF_HERE
    strange = next((one for one in asked.names if not NAME.fullmatch(one)), None)
    wrong = (
        (strange is not None, f"{strange!r} is no name that a browser asks for: say desk.example.org, or with a port"),
        (asked.read_only and not asked.public, "--read-only goes with --public: say both"),
        (
            asked.alone is not None and (not is_here or asked.public or asked.secure or bool(asked.names)),
            f"--alone is for one person on this machine: leave out --public, --secure and --name, and --host as {HERE}",
        ),
        (
            not is_here and not asked.secure and not asked.read_only,
            (
                f"passwords would cross the network for all to read at {asked.host}: serve {HERE} behind a proxy with "
                "HTTPS and say --secure, or --public --read-only"
            ),
        ),
        (
            (asked.secure or asked.host in EVERYWHERE) and not asked.names,
            "the name is missing by which browsers reach the desk: say --name desk.example.org",
        ),
    )
    message = next((said for is_so, said in wrong if is_so), None)
    if message is not None:
        raise UsageError(message)


def gate_for(asked: Asked, key: str) -> "Gate | None":
    """Return the gate of the desk; None where nobody logs in. Raises `UsageError` where nobody could."""
    from detente.core.settings import read_author
    from detente.desk.access.entering import leave_alone
    from detente.desk.access.gate import Gate
    from detente.store.access.accounts import with_password
    from detente.store.access.file import ACCOUNTS, open_accounts

    path = asked.folder / ACCOUNTS
    if asked.read_only or (asked.public and not path.exists()):
        return None
    name = read_author(asked.alone) if asked.alone is not None else ""
    if asked.alone is not None and not name:
        message = 'a name is given and blank: --alone "A. Karimova"'
        raise UsageError(message)
    if asked.alone is None and not path.exists():
        raise _nobody(asked.folder)
    file = open_accounts(path)
    leave_alone(file)
    with file.reading() as connection:
        able = bool(with_password(connection, "administrator"))
    if not name and not able and not asked.public:
        file.close()
        raise _nobody(asked.folder)
    return Gate(file, alone=(name, key) if name else None)


def settings_for(asked: Asked, *, has_accounts: bool) -> "DeskSettings":
    """Return what the desk is set to."""
    from detente.desk.access.viewer import NOBODY
    from detente.desk.settings import DeskSettings

    return DeskSettings(
        folder=asked.folder, everyone=NOBODY if asked.public else None, hosts=hosts_of(asked), secure=asked.secure,
        read_only=not has_accounts, patience=PATIENCE,
    )  # fmt: skip


def hosts_of(asked: Asked) -> tuple[str, ...]:
    """Return what browsers ask for the desk by, each with its port: first the names that were given.

    A name without a port is asked for at that of the proxy, the usual one; without a proxy at the desk's own.
    """
    named = (one.lower() if asked.secure or _has_port(one) else f"{one.lower()}:{asked.port}" for one in asked.names)
    own = () if asked.host in EVERYWHERE else (asked.host,)
    here = (f"{f'[{one}]' if ':' in one else one}:{asked.port}" for one in (*own, *NAMES_OF_HERE))
    usual = ":443" if asked.secure else ":80"
    return tuple(dict.fromkeys(one.removesuffix(usual) for one in (*named, *here)))


def _has_port(name: str) -> bool:
    return name.rpartition(":")[2].isdecimal() and not name.endswith("]")


def _nobody(folder: Path) -> UsageError:
    message = (
        f"nobody could log in: make an administrator (detente account add {folder} LOGIN --name NAME "
        "--role administrator), serve it to yourself alone (--alone NAME), or to everybody (--public)"
    )
    return UsageError(message)
