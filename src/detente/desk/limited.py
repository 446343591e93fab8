"""How much programs and strangers may ask: a bucket of tokens for each, which fills again with time.

It stands behind the answers that are held for all strangers, and before the work: what is held costs nobody anything.
What is told of it in the answers is that of the IETF's draft (draft-ietf-httpapi-ratelimit-headers).
"""

import ipaddress
import math
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from detente.desk.access.viewer import STRANGER, Viewer
from detente.desk.by_link import is_one_click
from detente.desk.refusals import Refused
from detente.desk.settings import Limits
from detente.display.language import say

__all__ = ["Buckets", "Left", "Limited", "home_of"]

WINDOW = 60
"""Seconds in which an empty bucket is full again."""
MOST = 10_000
"""Buckets that are kept at once: the ones asked of longest ago go first, and begin full again."""
HOME = 64
"""Bits of an IPv6 address that are one household's or one office's: whoever has one has all behind it."""
FOR_PROGRAMS = ("/api/", "/feeds/")
SHIPPED = "/static/"
FREE = frozenset({"/login", "/password"})
"""By these people come in, each with a throttle of its own: who is kept out of them is kept from the desk."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """What is left in a bucket after a request; `wait` are the seconds until there is one more, 0 where there is."""

    quota: int
    whole: int
    wait: float


class Buckets:
    """Buckets by whose they are. Threads may share them."""

    def __init__(self, *, clock: Callable[[], float] = time.monotonic, most: int = MOST) -> None:
        """Begin with none."""
        self._clock, self._most = clock, most
        self._kept: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = threading.Lock()

    def take(self, whose: str, quota: int) -> Left:
        """Take one out of a bucket that holds `quota`, where there is one in it."""
        now, rate = self._clock(), quota / WINDOW
        with self._lock:
            held, at = self._kept.pop(whose, (float(quota), now))
            there = min(float(quota), held + (now - at) * rate)
            is_there = there >= 1
            after = there - 1 if is_there else there
            self._kept[whose] = (after, now)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return Left(quota=quota, whole=int(after), wait=0.0 if is_there else (1 - there) / rate)


class Limited:
    """Refuses who asks more than they may, and tells programs how much is left."""

    def __init__(self, app: ASGIApp, limits: Limits, buckets: Buckets | None = None) -> None:
        """Stand before `app`."""
        self.app = app
        self.limits = limits
        self.buckets = buckets or Buckets()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        viewer: Viewer = scope.get("state", {}).get("viewer", STRANGER)
        is_program = scope["type"] == "http" and scope["path"].startswith(FOR_PROGRAMS)
        if not is_program and not _is_bounded(scope, viewer):
            await self.app(scope, receive, send)
            return
        headers = _headers(self._take(scope, viewer, is_program=is_program))

        async def told(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(headers)
            await send(message)

        await self.app(scope, receive, told if is_program else send)

    def _take(self, scope: Scope, viewer: Viewer, *, is_program: bool) -> Left:
        """Take one out of the bucket of who asks. Raises a refusal where it is empty."""
        quota = self.limits.stranger if viewer.account is None else self.limits.known
        whose = whose_bucket(viewer, scope)
        left = self.buckets.take(whose, quota) if is_program else self.buckets.take(f"pages {whose}", self.limits.pages)
        if not left.wait:
            return left
        seconds = math.ceil(left.wait)
        message = say("More was asked than may be in a minute. Go on in %(n)s seconds.", n=seconds)
        told = _headers(left) if is_program else {}
        raise Refused(HTTPStatus.TOO_MANY_REQUESTS, message, headers={**told, "Retry-After": str(seconds)})


def _is_bounded(scope: Scope, viewer: Viewer) -> bool:
    """Say whether a page is asked for by somebody of whom nothing is known, not even that they work here."""
    if scope["type"] != "http" or viewer.account is not None or viewer.level != "public":
        return False
    path = scope["path"]
    return not (path in FREE or path.startswith(SHIPPED) or is_one_click(scope["method"], path))


def whose_bucket(viewer: Viewer, scope: Scope) -> str:
    """Return by what a bucket is kept: the token, the account, or the address that a stranger asks from."""
    if viewer.token is not None:
        return f"token {viewer.token}"
    if viewer.account is not None:
        return f"account {viewer.account}"
    return f"address {home_of(scope['client'][0] if scope.get('client') else '')}"


def home_of(address: str) -> str:
    """Return under what an address is counted: one of IPv6 by its network, since whoever has one has all of it."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped is None:
        return str(ipaddress.ip_network((found, HOME), strict=False))
    return str(found)


def _headers(left: Left) -> dict[str, str]:
    full = math.ceil((left.quota - left.whole) * WINDOW / left.quota)
    return {
        "RateLimit-Policy": f'"minute";q={left.quota};w={WINDOW}',
        "RateLimit": f'"minute";r={left.whole};t={full}',
    }
