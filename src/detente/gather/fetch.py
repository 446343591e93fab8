"""One request, asked politely and read with limits: from an address to the bytes that it gives, or why it gave none."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from detente.core.errors import FetchFailed
from detente.core.settings import Settings
from detente.core.version import VERSION
from detente.gather.address_guard import Guard
from detente.gather.addresses import forward_address, parse_address
from detente.gather.answers import read_max_age, read_retry_after, read_type, read_validator
from detente.gather.clock import Clock, WallClock
from detente.gather.decompress import ACCEPTED, open_body

if TYPE_CHECKING:
    import ssl

    import httpx2

    from detente.gather.network import Deadline

__all__ = ["AGENT", "Fetched", "Fetcher", "Limits", "Redirect", "Request", "agent_header"]

AGENT = "detente"
"""The word by which robots.txt can name us."""
ACCEPT = "application/atom+xml, application/rss+xml, application/xhtml+xml, text/html, application/pdf;q=0.9, */*;q=0.5"
FORWARDS = frozenset({301, 302, 303, 307, 308})
PERMANENT = frozenset({301, 308})
NOT_MODIFIED = 304
GOOD = range(200, 300)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one answer may take: bytes of its body (packed and open), of its head, seconds in all, and redirects."""

    body: int = 20_000_000
    head: int = 64_000
    seconds: float = 60.0
    redirects: int = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """An address to ask, with what the last answer from it said, so that it need not say it all again.

    `private` says whether a named private host may be asked: not where a public host's words lead there. Of a body,
    `most` bytes are read, and what follows is left where it is.
    """

    url: str
    etag: str | None = None
    last_modified: str | None = None
    private: bool = True
    most: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Redirect:
    """A step on the way: the address that forwarded, and the status with which it did."""

    url: str
    status: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """An answer. Its body is kept only where the status is one of success."""

    url: str
    chain: tuple[Redirect, ...]
    status: int
    media_type: str
    charset: str | None
    etag: str | None
    last_modified: str | None
    body: bytes
    fetched_at: datetime
    seconds: float
    retry_after: float | None = None
    max_age: float | None = None

    @property
    def good(self) -> bool:
        """Whether the answer is what was asked for."""
        return self.status in GOOD

    @property
    def not_modified(self) -> bool:
        """Whether the answer is that nothing has changed."""
        return self.status == NOT_MODIFIED

    @property
    def moved_to(self) -> str | None:
        """The address to which the one asked has moved for good, through every step that says so."""
        for place, step in enumerate(self.chain):
            if step.status not in PERMANENT:
                return step.url if place else None
        return self.url if self.chain else None


def agent_header(contact: str) -> str:
    """Return what we say of ourselves: name, version and where to reach whoever runs this."""
    return f"{AGENT}/{VERSION} (+{contact})" if contact else f"{AGENT}/{VERSION}"


def _nothing(url: str, /) -> None:
    """Do nothing before a request."""


class Fetcher:
    """Asks addresses, following redirects step by step with each address checked."""

    def __init__(
        self,
        *,
        guard: Guard,
        agent: str,
        limits: Limits = Limits(),
        clock: Clock | None = None,
        transport: "Callable[[Deadline], httpx2.BaseTransport] | None" = None,
    ) -> None:
        """Keep what decides; `transport` stands in for the network in tests."""
        self.guard = guard
        self.clock = clock or WallClock()
        self._agent = agent
        self._limits = limits
        self._transport = transport or self._open_transport
        self._ssl: ssl.SSLContext | None = None

    @classmethod
    def from_settings(cls, settings: Settings, *, clock: Clock | None = None) -> "Fetcher":
        """Return a fetcher as this installation is set up."""
        return cls(guard=Guard(private=settings.private_hosts), agent=agent_header(settings.contact), clock=clock)

    def fetch(self, request: Request, *, before: Callable[[str], None] = _nothing) -> Fetched:
        """Return the answer to a request, whatever its status.

        `before` is called with each address before it is asked, the first and every redirect's; it may wait, which
        takes nothing from the deadline, and may raise. Raises `FetchFailed` where there is no answer that can be used.
        """
        chain: list[Redirect] = []
        url, spent, private = request.url, 0.0, request.private
        while True:
            target = parse_address(url)
            named = self.guard.check_host(target.scheme, target.host, target.port, private=private)
            private = private and named
            before(str(target))
            hop, seconds = self._ask(target, request, self._limits.seconds - spent, tuple(chain))
            spent += seconds
            if isinstance(hop, Fetched):
                return hop
            chain.append(Redirect(url=str(target), status=hop[0]))
            if len(chain) > self._limits.redirects:
                message = f"{request.url} forwards more than {self._limits.redirects} times"
                raise FetchFailed(message)
            url = hop[1]
            if url in {step.url for step in chain}:
                message = f"{request.url} forwards in a circle, by way of {url[:200]}"
                raise FetchFailed(message)

    def _ask(
        self, url: "httpx2.URL", request: Request, seconds: float, chain: tuple[Redirect, ...]
    ) -> tuple[Fetched | tuple[int, str], float]:
        """Return the answer of one address, or status and address of where it forwards; and the seconds it took."""
        from detente.gather.network import Deadline, told

        deadline = Deadline(seconds)
        transport = self._transport(deadline)
        with told(url):
            try:
                answer = transport.handle_request(self._request(url, request))
                try:
                    return self._answered(answer, url, request, chain, deadline), deadline.spent()
                finally:
                    answer.close()
            finally:
                transport.close()

    def _answered(
        self,
        answer: "httpx2.Response",
        url: "httpx2.URL",
        request: Request,
        chain: tuple[Redirect, ...],
        deadline: "Deadline",
    ) -> Fetched | tuple[int, str]:
        head, status = answer.headers, answer.status_code
        if sum(len(name) + len(value) for name, value in head.raw) > self._limits.head:
            message = f"the head of the answer has more than {self._limits.head:,} bytes"
            raise FetchFailed(message)
        if status in FORWARDS and "location" in head:
            return status, forward_address(url, head["location"])
        if status == NOT_MODIFIED and not (request.etag or request.last_modified):
            message = "it answers that nothing has changed, to a first request"
            raise FetchFailed(message)
        media_type, charset = read_type(head.get("content-type", ""))
        now = self.clock.now()
        return Fetched(
            url=str(url),
            chain=chain,
            status=status,
            media_type=media_type,
            charset=charset,
            etag=read_validator(head.get("etag", "")),
            last_modified=read_validator(head.get("last-modified", "")),
            body=self._body(answer, request.most) if status in GOOD else b"",
            fetched_at=now,
            seconds=deadline.spent(),
            retry_after=read_retry_after(head.get("retry-after", ""), now=now),
            max_age=read_max_age(head.get("cache-control", "")),
        )

    def _body(self, answer: "httpx2.Response", most: int | None) -> bytes:
        encoding = answer.headers.get("content-encoding", "")
        if most is not None:
            return open_body(answer.iter_raw(), encoding=encoding, most=most, whole=False)
        length = answer.headers.get("content-length", "")
        if re.fullmatch(r"\d+", length) and int(length[:18]) > self._limits.body:
            message = f"the body has {int(length[:18]):,} bytes; the limit is {self._limits.body:,}"
            raise FetchFailed(message)
        return open_body(answer.iter_raw(), encoding=encoding, most=self._limits.body)

    def _request(self, url: "httpx2.URL", request: Request) -> "httpx2.Request":
        import httpx2

        head = {
            "User-Agent": self._agent,
            "Accept": ACCEPT,
            "Accept-Encoding": ACCEPTED,
            "Connection": "close",
            **({"If-None-Match": request.etag} if request.etag else {}),
            **({"If-Modified-Since": request.last_modified} if request.last_modified else {}),
        }
        return httpx2.Request("GET", url, headers=head)

    def _open_transport(self, deadline: "Deadline") -> "httpx2.BaseTransport":
        import httpcore2

        from detente.gather.network import GuardedBackend, GuardedTransport

        self._ssl = self._ssl or httpcore2.default_ssl_context()
        return GuardedTransport(GuardedBackend(self.guard, deadline), self._ssl)
