"""Whatever comes in, what reads it ends with an answer or with an error of ours."""

import gzip
import zlib
from contextlib import suppress

import httpcore2
from hypothesis import example, given
from hypothesis import strategies as st

from detente.core.errors import AddressRefused, FetchFailed
from detente.gather.address_guard import Guard
from detente.gather.addresses import host_of, join_address, origin_of, parse_address
from detente.gather.decompress import open_body
from detente.gather.feed_period import read_period
from detente.gather.fetch import Fetcher, Limits, Request
from detente.gather.network import Deadline, GuardedBackend, GuardedTransport

TEXTS = st.text(max_size=80)
NEAR = st.builds(
    "{}{}{}".format, st.sampled_from(["http://", "https://", "HTTP:", "//", "http:/\\"]), st.text(max_size=30), TEXTS
)


@given(TEXTS | NEAR)
@example("HTTP://<")
def test_an_address_is_read_to_the_end_or_refused(text: str) -> None:
    host_of(text)
    try:
        url = parse_address(text)
    except AddressRefused:
        return
    assert url.raw_host.isascii()
    assert url.scheme in {"http", "https"}
    assert not url.userinfo
    assert parse_address(str(url)) == url
    assert origin_of(text).startswith(f"{url.scheme}://")


@given(TEXTS, TEXTS | NEAR)
def test_links_are_joined_or_are_none(base: str, link: str) -> None:
    join_address(f"https://news.example/{base}", link)


@given(st.text(st.sampled_from("0123456789xabf.:[]%"), max_size=24))
def test_a_host_in_figures_is_never_left_to_the_resolver_to_understand(host: str) -> None:
    asked: list[str] = []

    def resolve(name: str, _port: int) -> tuple[str, ...]:
        asked.append(name)
        return ("127.0.0.1",)

    with suppress(FetchFailed):
        found = Guard(resolve=resolve).find_addresses(host, 80)
        assert found
        assert not asked


@given(st.lists(st.binary(max_size=60), max_size=6), st.sampled_from(["gzip", "deflate", "", "br", "gzip,gzip"]))
def test_a_body_is_opened_or_refused(pieces: list[bytes], encoding: str) -> None:
    with suppress(FetchFailed):
        assert len(open_body(pieces, encoding=encoding, most=100)) <= 100


@given(st.binary(max_size=3_000), st.integers(1, 50), st.sampled_from(["gzip", "deflate", "raw", "twice"]))
def test_a_body_packed_and_cut_anywhere_is_opened_as_it_was(body: bytes, step: int, how: str) -> None:
    packed = {
        "gzip": gzip.compress(body),
        "deflate": zlib.compress(body),
        "raw": zlib.compress(body)[2:-4],
        "twice": gzip.compress(body[:100]) + gzip.compress(body[100:]),
    }[how]
    pieces = [packed[at : at + step] for at in range(0, len(packed), step)]
    encoding = "deflate" if how in {"deflate", "raw"} else "gzip"
    assert open_body(pieces, encoding=encoding, most=100_000) == body


@given(st.binary(max_size=300))
def test_a_rhythm_is_a_number_of_seconds_or_none(feed: bytes) -> None:
    found = read_period(b"<ttl>" + feed)
    assert found is None or found > 0


class Says(httpcore2.NetworkBackend):
    """A network on which everybody says the same."""

    def __init__(self, *words: bytes) -> None:
        self._words = words

    def connect_tcp(self, *_: object, **__: object) -> httpcore2.NetworkStream:
        return httpcore2.MockStream(list(self._words))


def _hear(*words: bytes) -> None:
    guard = Guard(resolve=lambda _host, _port: ("93.184.215.14",))

    def transport(deadline: Deadline) -> GuardedTransport:
        return GuardedTransport(GuardedBackend(guard, deadline, inner=Says(*words)))

    fetcher = Fetcher(guard=guard, agent="x", transport=transport, limits=Limits(body=1_000, head=2_000))
    with suppress(FetchFailed):
        found = fetcher.fetch(Request(url="http://news.example/", etag="x"))
        assert len(found.body) <= 1_000


HEADS = st.sampled_from(
    ["Content-Length", "Transfer-Encoding", "Content-Encoding", "Location", "Retry-After", "Content-Type", "ETag", "X"]
)
VALUES = st.sampled_from(["chunked", "gzip", "5", "-1", "https://other.example/", "//[", "text/html", "\xff"]) | TEXTS


@given(st.lists(st.binary(max_size=40), max_size=4))
def test_bytes_that_are_no_answer_are_none(words: list[bytes]) -> None:
    _hear(*words)
    _hear(b"HTTP/1.1 200 OK\r\n", *words)


@given(
    st.integers(0, 999), st.lists(st.tuples(HEADS, VALUES), max_size=5), st.lists(st.binary(max_size=40), max_size=4)
)
def test_an_answer_with_any_head_and_body_ends(status: int, heads: list[tuple[str, str]], body: list[bytes]) -> None:
    head = "".join(f"{name}: {value}\r\n" for name, value in heads)
    _hear(f"HTTP/1.1 {status:03} OK\r\n{head}\r\n".encode("utf-8", "replace"), *body)
