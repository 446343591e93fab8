"""What stands around each request: who asks, from where, in which language; headers that keep a browser strict."""

import logging
import secrets
from http import HTTPStatus

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from detente.core.errors import DetenteError
from detente.desk.access.cookies import LANGUAGE, language_cookie
from detente.desk.access.gate import Gate, Met, doer_of, meet
from detente.desk.access.viewer import STRANGER
from detente.desk.bounds import held_back, most_of, refuse_long, without_blanks
from detente.desk.by_link import hushed, is_by_link, is_one_click, is_subscribing
from detente.desk.hosts import refuse_other_hosts
from detente.desk.refusals import Refused
from detente.desk.refusals.told import answer_broken, answer_refusal, is_failure
from detente.desk.settings import DeskSettings
from detente.desk.shared import SharedAnswers
from detente.display.language import chosen, offered, say, speaking
from detente.store import one_state
from detente.store.access.deeds import DeedKind

__all__ = ["POLICY", "Around"]

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "font-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
"""Nothing runs, and nothing is fetched, but what the desk itself ships."""
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cache-Control": "no-store",
}
HTTPS_ONLY = "max-age=31536000"
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
TAKEN = "GET, HEAD, OPTIONS, POST"
REFUSALS = frozenset({HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.TOO_MANY_REQUESTS})
SHIPPED = "/static/"
LOG = logging.getLogger("detente.desk")


class Around:
    """Finds out who asks, refuses what another site sends, speaks a language, notes what is done, sets the headers."""

    def __init__(self, app: ASGIApp, settings: DeskSettings, gate: Gate | None = None) -> None:
        """Stand around `app`, with the gate of its accounts where it has any."""
        self.app = app
        self.shared = SharedAnswers(app, settings)
        self.settings = settings
        self.gate = gate

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        if not scope["path"].startswith("/api/"):  # a program leaves out what it does not ask for
            scope = {**scope, "query_string": without_blanks(scope["query_string"])}
        scope.setdefault("state", {})
        request = Request(scope)
        answering = _Answering(self, request, send)
        kept = request.cookies.get(LANGUAGE)
        with speaking(chosen(request.query_params.get("lang"), kept, request.headers.get("accept-language", ""))):
            try:
                await self._pass_on(request, receive, answering)
            except Exception as error:
                if isinstance(error, DetenteError) and not is_failure(error):
                    await answer_refusal(request, error)(scope, receive, answering)
                    return
                if answering.started:
                    raise
                number = secrets.token_hex(4)
                LOG.exception("error %s at %r", number, hushed(request.url.path)[:400])
                await answer_broken(request, number)(scope, receive, answering)

    async def _pass_on(self, request: Request, receive: Receive, answering: "_Answering") -> None:
        refuse_long(request.scope, self.settings.bounds)
        refuse_other_hosts(request.headers.get("host", ""), self.settings)
        if request.method == "OPTIONS":
            told = Response(status_code=HTTPStatus.NO_CONTENT, headers={"Allow": taken_at(request.url.path)})
            await told(request.scope, receive, answering)
            return
        if request.method not in SAFE:
            refuse_strange(request, read_only=self.settings.read_only)
        met = Met(viewer=STRANGER)  # whoever asks for what pages are drawn with
        if not request.url.path.startswith(SHIPPED):
            met = await run_in_threadpool(meet, self.gate, self.settings, request)
        request.state.viewer, request.state.session = met.viewer, met.session
        if request.method not in SAFE:
            bounds = self.settings.bounds
            most = most_of(met.viewer, bounds)
            receive = await held_back(request, receive, most=most, seconds=bounds.seconds)
        asked = {**request.scope, "method": "GET"} if request.method == "HEAD" else request.scope
        pages = self.app if request.url.path.startswith(SHIPPED) else self.shared
        with one_state():
            await pages(asked, receive, answering)


class _Answering:
    """Sends an answer, with the headers of every answer; first it notes what it is an answer to."""

    def __init__(self, around: Around, request: Request, send: Send) -> None:
        self.started = False
        self._around = around
        self._request = request
        self._send = send

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            await self._note(message["status"])
            self.started = True
            self._set_headers(MutableHeaders(scope=message))
        elif self._request.method == "HEAD":
            message = {**message, "body": b""}
        await self._send(message)

    def _set_headers(self, headers: MutableHeaders) -> None:
        if is_subscribing(self._request.url.path):
            headers["Referrer-Policy"] = "no-referrer"
        for name, value in HEADERS.items():
            headers.setdefault(name, value)
        if self._around.settings.secure:
            headers.setdefault("Strict-Transport-Security", HTTPS_ONLY)
        asked = self._request.query_params.get("lang")
        if asked in offered():
            headers.append("Set-Cookie", language_cookie(asked, self._around.settings))
        if self._is_somebody() and "private" not in headers["cache-control"]:
            headers["Cache-Control"] = "private, no-store"

    def _is_somebody(self) -> bool:
        viewer = getattr(self._request.state, "viewer", None)
        return viewer is not None and viewer.account is not None

    async def _note(self, status: int) -> None:
        gate, what = self._around.gate, self._what(status)
        if gate is None or what is None:
            return
        path = hushed(self._request.url.path)
        deed = doer_of(self._request, self._around.settings).deed(
            what, method=self._request.method, path=path, status=status
        )
        await run_in_threadpool(gate.noting.later if what in {"read", "took away"} else gate.noting.now, deed)

    def _what(self, status: int) -> DeedKind | None:
        """Return as what an answer to somebody with an account is noted; None where it is not."""
        if self.started or not self._is_somebody():
            return None
        if status in REFUSALS:
            return "refused"
        if self._request.method not in SAFE:
            return "changed"
        if status not in {HTTPStatus.OK, HTTPStatus.NOT_MODIFIED}:
            return None
        return "took away" if "as" in self._request.query_params else "read"


def taken_at(path: str) -> str:
    """Return which methods are taken: programs only read, and of pages nobody is told which of them take more."""
    return "GET, HEAD, OPTIONS" if path.startswith("/api/") else TAKEN


def refuse_strange(request: Request, *, read_only: bool) -> None:
    """Raise a refusal for a change that another site sends, and for any at a desk that only shows.

    Mail programs unsubscribe from anywhere: what they post is proven by its address alone. Who is written to is none of
    the record: it is changed by the links of letters at a desk that only shows, too.
    """
    path = request.url.path
    if is_one_click(request.method, path):
        return
    if not is_from_here(request.headers, unnamed=is_by_link(path)):
        raise Refused(HTTPStatus.FORBIDDEN, say("This was sent by another site, and is refused."))
    if read_only and not is_subscribing(path):
        raise Refused(HTTPStatus.FORBIDDEN, say("This desk only shows: nothing is changed here."))


def is_from_here(headers: Headers, *, unnamed: bool = False) -> bool:
    """Say whether a request that changes something comes from a page of this desk, or from no page at all.

    Browsers say it themselves (Fetch Metadata, or Origin); what says neither is a program, and carries no cookie of
    ours that a browser would have added. A page that tells no other site where it stands tells this one neither, and is
    `unnamed` then: what it posts to has to be its own proof.
    """
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site == "same-origin"
    origin = headers.get("origin")
    return origin is None or (unnamed and origin == "null") or origin.partition("://")[2] == headers.get("host")
