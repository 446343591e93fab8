"""The gate of a desk: who asks, by the session of a browser or the token of a program."""

import datetime as dt
import secrets
import threading
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import TYPE_CHECKING, cast

from starlette.requests import HTTPConnection

from detente.desk.access.doing import Doer
from detente.desk.access.entering import leave_alone
from detente.desk.access.noting import Noting
from detente.desk.access.passwords import Passwords
from detente.desk.access.viewer import NOBODY, STRANGER, Viewer
from detente.desk.refusals import Refused
from detente.desk.settings import DeskSettings
from detente.display.language import say
from detente.store.access.accounts import Account
from detente.store.access.file import AccountsFile
from detente.store.access.held import Token, is_due, note_seen, note_used, session_of, token_of

if TYPE_CHECKING:
    from detente.desk.access.rights import Right, Role

__all__ = ["Gate", "Met", "doer_of", "meet"]

NOT_KNOWN = "not known"
FEEDS = "/feeds/"
ONLY_FEEDS: "frozenset[Right]" = frozenset({"feeds"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Met:
    """Who asks, and the hash of the session by which they do; None where they hold none."""

    viewer: Viewer
    session: str | None = None


class Gate:
    """Knows who holds what. Threads may share it; close it at the end."""

    def __init__(
        self, file: AccountsFile, *, passwords: Passwords | None = None, alone: tuple[str, str] | None = None
    ) -> None:
        """Stand before a desk with a file of accounts.

        `alone` is the name of the one person who uses it, and the key that lets them in, once.
        """
        self.file = file
        self.passwords = passwords or Passwords()
        self.noting = Noting(file)
        self._alone = alone
        self._lock = threading.Lock()

    def close(self) -> None:
        """Write what waits, and let go of the file; whoever used the desk alone is out."""
        self.noting.close()
        if self.is_alone:
            leave_alone(self.file)
        self.file.close()

    @property
    def is_alone(self) -> bool:
        """Whether one person uses the desk, on its own machine."""
        return self._alone is not None

    def take_key(self, key: str) -> str | None:
        """Return the name of who holds the key that was printed, and let nobody use it again; None for another key."""
        with self._lock:
            if self._alone is None or not secrets.compare_digest(self._alone[1].encode(), key.encode()):
                return None
            name = self._alone[0]
            self._alone = (name, secrets.token_urlsafe(32))
        return name

    def by_session(self, secret: str, *, now: dt.datetime) -> Met | None:
        """Return who holds a session; None where it is none, or over."""
        with self.file.reading() as connection:
            found = session_of(connection, secret, now=now)
        if found is None:
            return None
        account, session, due = found
        if due:
            with self.file.writing() as connection:
                note_seen(connection, session, now=now)
        return Met(viewer=viewer_of(account), session=session)

    def by_token(self, secret: str, *, now: dt.datetime) -> Met | None:
        """Return whose token a program holds; None where it is none, or over."""
        with self.file.reading() as connection:
            found = token_of(connection, secret, now=now)
        if found is None:
            return None
        account, token = found
        if is_due(token, now=now):
            with self.file.writing() as connection:
                note_used(connection, token, now=now)
        return Met(viewer=viewer_of(account, token))


def viewer_of(account: Account, token: Token | None = None) -> Viewer:
    """Return who looks by an account; by a token, with no more rights than it was given."""
    return Viewer(
        role=cast("Role", account.role), name=account.name, account=account.id, ceasefire=account.ceasefire,
        side=account.side, only=None if token is None else cast("frozenset[Right]", frozenset(token.scopes)),
        token=token.id if token else None,
    )  # fmt: skip


def meet(gate: Gate | None, settings: DeskSettings, request: HTTPConnection) -> Met:
    """Find out who asks. A token counts before a session. Raises a refusal for a token that is none."""
    everyone = settings.everyone or STRANGER
    if gate is None or settings.read_only:
        return Met(viewer=everyone)
    scheme, _, secret = request.headers.get("authorization", "").partition(" ")
    if scheme:
        found = gate.by_token(secret.strip(), now=settings.now()) if scheme.casefold() == "bearer" else None
        if found is None:
            message = say("This token is not from this desk, or is no longer valid.")
            raise Refused(HTTPStatus.UNAUTHORIZED, message, headers={"WWW-Authenticate": "Bearer"})
        return found
    if request.url.path.startswith(FEEDS) and (token := request.query_params.get("token")):
        return _by_address(gate, token, settings)
    held = request.cookies.get(settings.cookie)
    return (gate.by_session(held, now=settings.now()) if held else None) or Met(viewer=everyone)


def _by_address(gate: Gate, secret: str, settings: DeskSettings) -> Met:
    """Return who reads a feed by a token that stands in its address. Raises a refusal for any other token.

    An address is seen by whoever hosts a feed reader: only a token that opens nothing but feeds may stand in it.
    """
    found = gate.by_token(secret, now=settings.now())
    if found is None or found.viewer.only != ONLY_FEEDS:
        raise Refused(HTTPStatus.UNAUTHORIZED, say("Only a token for feeds alone opens a feed by its address."))
    return Met(viewer=replace(found.viewer, only=frozenset({"read"})))


def doer_of(request: HTTPConnection, settings: DeskSettings) -> Doer:
    """Return who asks, as the log notes it."""
    viewer: Viewer = request.scope.get("state", {}).get("viewer", NOBODY)
    return Doer(
        now=settings.now(), name=viewer.name, account=viewer.account,
        address=request.client.host if request.client else NOT_KNOWN, agent=request.headers.get("user-agent", ""),
    )  # fmt: skip
