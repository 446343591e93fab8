"""A PostgreSQL server of the tests' own: on a socket in a temporary folder, gone with its data when they end."""

import itertools
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import sqlalchemy as sa

from detente.store import Address, create_record, read_address
from store.made import NOON

TEMPLATE = "made"
ABSENT = "there is no PostgreSQL server here; tools/servers.sh installs it"
QUICK = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off", "max_connections=40")


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """A running server. Databases of its own for each test cost a few milliseconds."""

    folder: Path
    numbers: Iterator[int] = field(default_factory=itertools.count)

    def address(self, name: str) -> Address:
        """Return the address of a database by its name."""
        return read_address(f"postgresql://tests@/{name}?host={self.folder}")

    def make(self, *, template: str = "template0") -> Address:
        """Make a database, empty or like another."""
        name = f"t{next(self.numbers)}"
        self.tell(f"CREATE DATABASE {name} TEMPLATE {template}")
        return self.address(name)

    def remake(self, address: Address, *, template: str) -> bool:
        """Make a database anew, like another; return that it was done."""
        self.drop(address)
        self.tell(f"CREATE DATABASE {address.url.database} TEMPLATE {template}")
        return True

    def is_empty(self, address: Address) -> bool:
        """Say whether a database of this server is as it was made: like the template of nothing, without a table."""
        asked = "SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace"
        engine = sa.create_engine(address.url)
        try:
            with engine.connect() as connection:
                return not connection.exec_driver_sql(asked).scalar_one()
        finally:
            engine.dispose()

    def drop(self, address: Address) -> None:
        """Drop a database, whoever is still in it."""
        self.tell(f"DROP DATABASE {address.url.database} WITH (FORCE)")

    def tell(self, command: str) -> None:
        """Carry out a command outside of any transaction."""
        engine = sa.create_engine(self.address("postgres").url, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.exec_driver_sql(command)
        engine.dispose()

    def run(self, address: Address, command: str) -> None:
        """Carry out a command inside a database, as somebody would by hand."""
        engine = sa.create_engine(address.url)
        with engine.begin() as connection:
            connection.exec_driver_sql(command)
        engine.dispose()


def server_of(address: Address) -> Server:
    """Return the server on which a database of the tests is."""
    return Server(folder=Path(str(address.url.query["host"])))


def binaries() -> Path | None:
    """Return the folder of the newest PostgreSQL here, as Debian lays them out, or the one on the way to commands."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parts[-3]))
    if found:
        return found[-1].parent
    named = shutil.which("initdb")
    return Path(named).parent if named else None


@contextmanager
def started(bin_folder: Path) -> Iterator[Server]:
    """Start a server, with the template of a new record in it; it refuses to run as root, so there it is another's."""
    folder = Path(tempfile.mkdtemp(prefix="detente-pg-"))
    own = _user()
    if own is not None:
        os.chown(folder, own.pw_uid, own.pw_gid)
    as_user = {} if own is None else {"user": own.pw_uid, "group": own.pw_gid, "extra_groups": []}
    data = folder / "data"
    language = ("--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=en")  # not what a file would be ordered by
    make = [bin_folder / "initdb", "-D", data, "-U", "tests", "-A", "trust", "-E", "UTF8", "--no-sync", *language]
    subprocess.run(make, check=True, capture_output=True, cwd=folder, **as_user)  # type: ignore[call-overload]
    settings = itertools.chain.from_iterable(("-c", one) for one in QUICK)
    command = [bin_folder / "postgres", "-D", data, "-k", folder, "-c", "listen_addresses=", *settings]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, cwd=folder, **as_user)  # type: ignore[call-overload]
    try:
        server = Server(folder=folder)
        _wait(server, bin_folder)
        server.tell(f"CREATE DATABASE {TEMPLATE} TEMPLATE template0")
        create_record(server.address(TEMPLATE), now=NOON).close()
        yield server
    finally:
        process.send_signal(signal.SIGQUIT)  # at once: nothing of it is wanted any more
        process.wait(timeout=60)
        shutil.rmtree(folder, ignore_errors=True)


def _wait(server: Server, bin_folder: Path) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        asked = subprocess.run([bin_folder / "pg_isready", "-h", server.folder, "-q"], check=False)
        if asked.returncode == 0:
            return
    message = (server.folder / "log").read_text()
    raise RuntimeError(message)


def _user() -> pwd.struct_passwd | None:
    if os.getuid() != 0:
        return None
    try:
        return pwd.getpwnam("postgres")
    except KeyError:
        return pwd.getpwnam("nobody")
