"""The way out to the network: connections to checked addresses only, each step within one deadline for all.

A timeout per read does not end a server that gives one byte before each runs out. Here whatever is connected, handed
over, written or read takes from the same seconds.
"""

import ssl
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import httpcore2
import httpx2

from detente.core.errors import FetchFailed
from detente.gather.address_guard import Address, Guard

__all__ = ["Deadline", "GuardedBackend", "GuardedTransport", "told"]

Options = Iterable[Any] | None


class Deadline:
    """Seconds that a fetch may take; they run from the start."""

    def __init__(self, seconds: float, *, timer: Callable[[], float] = time.monotonic) -> None:
        """Start."""
        self._timer = timer
        self._started = timer()
        self._end = self._started + seconds

    def spent(self) -> float:
        """Return the seconds since the start."""
        return self._timer() - self._started

    def left(self) -> float:
        """Return the seconds that are left; raises `httpcore2.ReadTimeout` when there are none."""
        left = self._end - self._timer()
        if left <= 0:
            message = "the time that one answer may take is over"
            raise httpcore2.ReadTimeout(message)
        return left


class GuardedStream(httpcore2.NetworkStream):
    """A connection whose every step takes from the deadline."""

    def __init__(self, inner: httpcore2.NetworkStream, deadline: Deadline) -> None:
        """Wrap a connection."""
        self._inner = inner
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002 - the deadline's is stricter
        """Read what there is."""
        return self._inner.read(max_bytes, self._deadline.left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002
        """Write all of it."""
        self._inner.write(buffer, self._deadline.left())

    def close(self) -> None:
        """Hang up."""
        self._inner.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ARG002
    ) -> httpcore2.NetworkStream:
        """Go on encrypted; the certificate is that of the host's name, whatever address was connected to."""
        return GuardedStream(
            self._inner.start_tls(ssl_context, server_hostname, self._deadline.left()),
            self._deadline,
        )

    def get_extra_info(self, info: str) -> Any:
        """Return what the connection knows of itself."""
        return self._inner.get_extra_info(info)


class GuardedBackend(httpcore2.NetworkBackend):
    """Resolves a host, has its addresses checked, and connects to one of those and to nothing else."""

    def __init__(self, guard: Guard, deadline: Deadline, *, inner: httpcore2.NetworkBackend | None = None) -> None:
        """Keep what decides; `inner` makes the connections."""
        self._guard = guard
        self._deadline = deadline
        self._inner = inner or httpcore2.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ARG002
        local_address: str | None = None,
        socket_options: Options = None,
    ) -> httpcore2.NetworkStream:
        """Connect to the first of the checked addresses that answers.

        Raises `AddressRefused`, `FetchFailed` for an unknown host, and httpcore2's errors.
        """
        failed: Exception | None = None
        for address in _alternating(self._guard.find_addresses(host, port)):
            try:
                inner = self._inner.connect_tcp(str(address), port, self._share(), local_address, socket_options)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                failed = error
            else:
                return GuardedStream(inner, self._deadline)
        raise failed or httpcore2.ConnectError("no address could be connected to")

    def _share(self) -> float:
        """Return the seconds for one try to connect: an address that is silent leaves time for the next."""
        return min(self._deadline.left(), 10.0)

    def connect_unix_socket(self, *_: object, **__: object) -> httpcore2.NetworkStream:
        """Refuse: nothing that is watched lies there."""
        message = "sockets of this machine are not asked"
        raise httpcore2.ConnectError(message)


class GuardedTransport(httpx2.BaseTransport):
    """One connection for one request: no pool, no proxy, no cookies, nothing from the environment."""

    def __init__(self, backend: GuardedBackend, ssl_context: ssl.SSLContext | None = None) -> None:
        """Open nothing yet."""
        self._pool = httpcore2.ConnectionPool(
            ssl_context=ssl_context, max_connections=1, max_keepalive_connections=0, network_backend=backend
        )

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """Send a request and return its answer, the body still to be read."""
        url = request.url
        answer = self._pool.handle_request(
            httpcore2.Request(
                method=request.method,
                url=httpcore2.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
                headers=request.headers.raw,
            )
        )
        return httpx2.Response(answer.status, headers=answer.headers, stream=_Body(answer))

    def close(self) -> None:
        """Hang up."""
        self._pool.close()


class _Body(httpx2.SyncByteStream):
    """The body of an answer, in the pieces in which it comes."""

    def __init__(self, answer: httpcore2.Response) -> None:
        self._answer = answer

    def __iter__(self) -> Iterator[bytes]:
        yield from self._answer.iter_stream()

    def close(self) -> None:
        self._answer.close()


def _alternating(addresses: tuple[Address, ...]) -> Iterator[Address]:
    """Yield at most four addresses, one of each kind in turn: where one kind has no way out, the other may have."""
    first = [a for a in addresses if a.version == addresses[0].version]
    rest = [a for a in addresses if a.version != addresses[0].version]
    mixed = [a for pair in zip(first, rest, strict=False) for a in pair]
    mixed += first[len(rest) :] + rest[len(first) :]
    yield from mixed[:4]


@contextmanager
def told(url: httpx2.URL) -> Iterator[None]:
    """Say in words of whom and why, where what is asked inside gives no answer."""
    host = url.host
    try:
        yield
    except (httpcore2.ConnectTimeout, httpcore2.PoolTimeout) as error:
        message = f"{host} does not answer a call"
        raise FetchFailed(message) from error
    except (httpcore2.TimeoutException, httpx2.TimeoutException) as error:
        message = f"{host} took longer than one answer may"
        raise FetchFailed(message) from error
    except httpcore2.ConnectError as error:
        message = f"{host} cannot be connected to ({_words(error)})"
        raise FetchFailed(message) from error
    except (httpcore2.ProtocolError, httpx2.ProtocolError) as error:
        message = f"{host} does not speak HTTP as it should ({_words(error)})"
        raise FetchFailed(message) from error
    except (httpcore2.NetworkError, httpx2.TransportError, OSError, UnicodeError, ValueError) as error:
        message = f"{host} broke off ({_words(error)})"
        raise FetchFailed(message) from error


def _words(error: Exception) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__
