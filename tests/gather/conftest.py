"""A small web on this machine: pages are functions, every request is kept, and time moves by hand."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import BinaryIO

import httpx2  # noqa: F401 - here, so that no property test has its import counted as slowness
import pytest

from detente.core.errors import DocumentError
from detente.core.settings import PrivateHost
from detente.documents.packet import Carried, Packet
from detente.gather.address_guard import Guard
from detente.gather.entries import Patience
from detente.gather.fetch import Fetcher, Limits
from detente.gather.manners import Manners
from detente.gather.sources import Source
from detente.gather.state import SourceState
from detente.gather.visit import Visit, visit_source

Page = Callable[["Asked"], None]


class Asked(BaseHTTPRequestHandler):
    """One request as a page of the small web sees it; `say` answers it."""

    protocol_version = "HTTP/1.1"
    web: "Web"

    def do_GET(self) -> None:
        self.web.asked.append((self.path, dict(self.headers.items())))
        page = self.web.pages.get(self.path.partition("?")[0])
        if page is None:
            self.say(404)
        else:
            page(self)

    def say(self, status: int = 200, body: bytes = b"", **headers: str) -> None:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **named}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)
        self.close_connection = True

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@dataclass
class Web:
    """The small web: what it serves by path, and what it was asked."""

    port: int = 0
    pages: dict[str, Page] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    paused: threading.Event = field(default_factory=threading.Event)
    """Set when the test is over: a page that waits goes on at once."""

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def serve(self, path: str, body: bytes = b"", *, status: int = 200, **headers: str) -> str:
        self.pages[path] = lambda asked: asked.say(status, body, **headers)
        return self.url(path)

    def times(self, path: str) -> int:
        return sum(p == path for p, _ in self.asked)


@pytest.fixture
def web(socket_enabled: None) -> Iterator[Web]:  # noqa: ARG001 - the plugin's switch
    """A small web that answers on this machine until the test ends."""
    found = Web()
    handler = type("Handler", (Asked,), {"web": found})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    found.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield found
    found.paused.set()
    server.shutdown()
    server.server_close()
    thread.join()


@dataclass
class HandClock:
    """Time that only passes when somebody waits or a test says so."""

    moment: datetime = datetime(2031, 3, 3, 6, 0, tzinfo=UTC)
    slept: list[float] = field(default_factory=list)

    def now(self) -> datetime:
        return self.moment

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.moment += timedelta(seconds=seconds)

    def wake(self) -> None:
        """Nobody waits in earnest."""


@pytest.fixture
def clock() -> HandClock:
    """Time moved by hand, at six in the morning of a Monday."""
    return HandClock()


@pytest.fixture
def fetcher(web: Web, clock: HandClock) -> Fetcher:
    """A fetcher that may ask the small web and nothing else of this machine."""
    guard = Guard(private=(PrivateHost(name="127.0.0.1", port=web.port),))
    return Fetcher(guard=guard, agent="detente/test (+desk@example.org)", clock=clock, limits=Limits(seconds=5))


def cut_lines(stream: BinaryIO, *, name: str) -> Iterator[Packet]:
    """Cut a feed of lines, ``address|title|text`` after a first line FEED, as the feed cutter cuts real ones."""
    first, *lines = stream.read().decode().splitlines() or [""]
    if first != "FEED":
        raise DocumentError("unreadable", "it does not start as a feed does")
    for number, line in enumerate(lines, start=1):
        url, title, text = line.split("|")
        carried = Carried(url=url or None, title=title, published="2031-03-03T05:00:00+00:00")
        yield Packet(name=f"{name}:{number}", suffix=".entry", data=text.encode(), carried=carried)


@dataclass
class Watch:
    """Visits sources of the small web one after the other, keeping what a desk's record would keep."""

    manners: Manners
    states: dict[str, SourceState] = field(default_factory=dict)
    settled: set[str] = field(default_factory=set)

    def visit(self, source: Source, **patience: float) -> Visit:
        visit = visit_source(
            source,
            self.states.get(source.id, SourceState()),
            manners=self.manners,
            cut=cut_lines,
            known=self.settled.__contains__,
            patience=Patience(**patience),  # type: ignore[arg-type]
        )
        self.states[source.id] = visit.state
        self.settled.update(visit.settled)
        self.manners.claims.release(source.id)
        return visit


@pytest.fixture
def watch(fetcher: Fetcher) -> Watch:
    """A desk that watches the small web."""
    return Watch(manners=Manners(fetcher))
