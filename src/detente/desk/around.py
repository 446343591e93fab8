"""What stands around each request: who asks, from where, in which language; headers that keep a browser strict."""

from http import HTTPStatus

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from detente.desk.access.viewer import NOBODY, Viewer
from detente.desk.language import chosen, speaking
from detente.desk.settings import DeskSettings

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
}
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class Around:
    """Finds out who asks, refuses what another site sends, speaks a language, and sets the headers of every answer."""

    def __init__(self, app: ASGIApp, settings: DeskSettings) -> None:
        """Stand around `app`."""
        self.app = app
        self.settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        if request.method not in SAFE and not is_from_here(request.headers):
            refusal = PlainTextResponse(
                "this was sent by another site, and is refused", status_code=HTTPStatus.FORBIDDEN
            )
            await refusal(scope, receive, _strict(send))
            return
        scope.setdefault("state", {})["viewer"] = self._viewer(request)
        with speaking(chosen(request.query_params.get("lang"), request.headers.get("accept-language", ""))):
            await self.app(scope, receive, _strict(send))

    def _viewer(self, _: Request) -> Viewer:
        return self.settings.everyone or NOBODY


def is_from_here(headers: Headers) -> bool:
    """Say whether a request that changes something comes from a page of this desk, or from no page at all.

    Browsers say it themselves (Fetch Metadata, or Origin); what says neither is a program, and carries no cookie of
    ours that a browser would have added.
    """
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site == "same-origin"
    origin = headers.get("origin")
    return origin is None or origin.partition("://")[2] == headers.get("host")


def _strict(send: Send) -> Send:
    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
        await send(message)

    return sent
