"""Answers to somebody without an account: whole ones are held, by address, language, level and state, and packed.

Nothing in them is anybody's own: who asks holds neither a cookie nor a token, so the next one who asks is told the
same, and there is no secret beside what stands in the address whose length packing could give away. To somebody with
an account nothing is held and nothing is packed.
"""

import gzip  # noqa: I001
import threading
from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass
from http import HTTPStatus

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from detente.desk.answers import takes_packed
from detente.display.language import spoken
from detente.desk.settings import DeskSettings
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from detente.desk.records import Records  # noqa: I001
    from detente.desk.access.viewer import Viewer

__all__ = ["SharedAnswers"]

MOST_BYTES = 48_000_000
"""Of all answers together, as they are packed and as they are not; those asked for longest ago go first."""
MOST_ANSWERS = 4_000
"""Answers that are held at once, however small: each takes room beside what it says."""
WORTH = 1_000
"""Bytes from which an answer is packed."""
LEVEL = 5
PACKED = ("text/", "application/json", "application/geo+json", "image/svg+xml")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Whole:
    """An answer as it is sent, and packed where that is worth it."""

    headers: tuple[tuple[bytes, bytes], ...]
    body: bytes
    packed: bytes | None

    @property
    def size(self) -> int:
        """How much room it takes."""
        return len(self.body) + len(self.packed or b"") + sum(len(name) + len(told) for name, told in self.headers)

    @property
    def is_packed_already(self) -> bool:
        """Whether it was packed for who asked: others, who may not take it so, are not given it."""
        return any(name == b"content-encoding" for name, _ in self.headers)

    @property
    def is_own(self) -> bool:
        """Whether it says of itself that nobody is to keep it."""
        return any(name == b"cache-control" and b"no-store" in told for name, told in self.headers)


class SharedAnswers:
    """Answers that may be given to more than one. Threads may share it."""

    def __init__(self, app: ASGIApp, settings: DeskSettings, *, most: int = MOST_BYTES) -> None:
        """Hold nothing yet, and never more than so many bytes."""
        self._app, self._settings, self._most = app, settings, most
        self._lock = threading.Lock()
        self._held: OrderedDict[Hashable, _Whole] = OrderedDict()
        self._size = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer from what is held where it may be, and hold what is answered."""
        request = Request(scope)
        if not _is_shared(request):
            await self._app(scope, receive, send)
            return
        key = await run_in_threadpool(self._key, request)
        with self._lock:
            whole = self._held.get(key)
            if whole is not None:
                self._held.move_to_end(key)
        if whole is None:
            taken = _Taking()
            await self._app(scope, receive, taken)
            whole = taken.whole()
            if taken.status != HTTPStatus.OK or whole.is_packed_already:
                await taken.pass_on(send)
                return
            if getattr(request.state, "as_of", None) is None and not whole.is_own:
                self._hold(key, whole)
        await _response(whole, request)(scope, receive, send)

    def _key(self, request: Request) -> Hashable:
        viewer: Viewer = request.state.viewer
        records: Records = request.app.state.records
        state = records.state_at(viewer.level)
        # as routes read them: an address that is put together again may end at a sign that theirs does not end at
        asked = (request.scope["path"], request.scope["query_string"])  # by whichever name: links are of the first
        return (viewer.level, viewer.rights, viewer.name, asked, spoken(), state, self._settings.now().date())

    def _hold(self, key: Hashable, whole: _Whole) -> None:
        with self._lock:
            if key not in self._held:
                self._held[key] = whole
                self._size += whole.size + len(repr(key))
            while self._size > self._most or len(self._held) > MOST_ANSWERS:
                old, gone = self._held.popitem(last=False)
                self._size -= gone.size + len(repr(old))


class _Taking:
    """Takes in an answer."""

    def __init__(self) -> None:
        self.status = 0
        self._messages: list[Message] = []

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
        self._messages.append(message)

    async def pass_on(self, send: Send) -> None:
        """Send it as it came."""
        for message in self._messages:
            await send(message)

    def whole(self) -> _Whole:
        """Return what was answered."""
        body = b"".join(one.get("body", b"") for one in self._messages if one["type"] == "http.response.body")
        headers = tuple((name, value) for name, value in self._messages[0]["headers"] if name != b"content-length")
        kind = Headers(raw=list(headers)).get("content-type", "")
        is_packed = any(name == b"content-encoding" for name, _ in headers)
        is_worth_it = len(body) >= WORTH and kind.startswith(PACKED) and not is_packed
        # without the time of packing: the same answer is the same bytes
        return _Whole(headers=headers, body=body, packed=gzip.compress(body, LEVEL, mtime=0) if is_worth_it else None)


def _is_shared(request: Request) -> bool:
    """Say whether an answer is nobody's own: only looked at, without an account, a cookie or a token."""
    viewer: Viewer = request.state.viewer
    own = {"cookie", "authorization", "range"} & set(request.headers)
    return request.method == "GET" and viewer.account is None and viewer.level == "public" and not own


def _response(whole: _Whole, request: Request) -> Response:
    headers = Headers(raw=list(whole.headers))
    tag = headers.get("etag")
    if tag is not None and tag in request.headers.get("if-none-match", ""):
        sent = Response(status_code=HTTPStatus.NOT_MODIFIED)
    elif whole.packed is not None and takes_packed(request):
        sent = Response(whole.packed)
        sent.headers["Content-Encoding"] = "gzip"
    else:
        sent = Response(whole.body)
    for name, value in headers.items():
        sent.headers[name] = value
    sent.headers["Vary"] = ", ".join(filter(None, (headers.get("vary"), "Accept-Encoding")))
    return sent
