"""One request: what comes back, how it is told when nothing does, and what no answer may do."""

import gzip
import time
import zlib
from typing import TYPE_CHECKING

import pytest

from detente.core.errors import AddressRefused, FetchFailed
from detente.core.settings import PrivateHost, Settings
from detente.gather.address_guard import Guard
from detente.gather.fetch import Fetcher, Limits, Redirect, Request, agent_header

if TYPE_CHECKING:
    from gather.conftest import Asked, HandClock, Page, Web


def _limited(web: "Web", **limits: float) -> Fetcher:
    guard = Guard(private=(PrivateHost(name="127.0.0.1", port=web.port),))
    return Fetcher(guard=guard, agent="detente/test", limits=Limits(**limits))  # type: ignore[arg-type]


def test_an_answer_is_told_with_all_that_its_head_says(web: "Web", fetcher: Fetcher, clock: "HandClock") -> None:
    url = web.serve(
        "/a",
        b"<p>Text</p>",
        Content_Type='Text/HTML; Charset="UTF-8"',
        ETag='W/"7"',
        Last_Modified="Mon, 03 Mar 2031 05:00:00 GMT",
        Cache_Control="public, max-age=900",
    )
    found = fetcher.fetch(Request(url=f"{url}#part"))

    assert (found.url, found.status, found.body, found.chain) == (url, 200, b"<p>Text</p>", ())
    assert (found.media_type, found.charset, found.etag) == ("text/html", "utf-8", 'W/"7"')
    assert (found.last_modified, found.max_age) == ("Mon, 03 Mar 2031 05:00:00 GMT", 900)
    assert found.fetched_at == clock.now()
    assert found.good
    assert found.moved_to is None


def test_the_request_says_who_asks_and_carries_nothing_else(web: "Web", fetcher: Fetcher) -> None:
    fetcher.fetch(Request(url=web.serve("/a", b"x", Set_Cookie="id=7")))
    fetcher.fetch(Request(url=web.url("/a")))

    head = web.asked[-1][1]
    assert head["User-Agent"] == "detente/test (+desk@example.org)"
    assert set(head) == {"Host", "User-Agent", "Accept", "Accept-Encoding", "Connection"}


def test_the_header_of_an_installation_has_its_version_and_contact() -> None:
    assert agent_header("https://desk.example.org/").endswith(" (+https://desk.example.org/)")
    assert agent_header("").startswith("detente/")
    assert Fetcher.from_settings(Settings(private_hosts=(PrivateHost(name="a.intern"),))).guard.is_named("a.intern", 80)


def test_what_was_said_last_time_is_asked_against(web: "Web", fetcher: Fetcher) -> None:
    url = web.serve("/a", status=304)
    found = fetcher.fetch(Request(url=url, etag='"7"', last_modified="Mon, 03 Mar 2031 05:00:00 GMT"))

    assert found.not_modified
    assert found.body == b""
    assert web.asked[0][1]["If-None-Match"] == '"7"'
    assert web.asked[0][1]["If-Modified-Since"] == "Mon, 03 Mar 2031 05:00:00 GMT"


def test_not_modified_to_a_first_request_is_no_answer(web: "Web", fetcher: Fetcher) -> None:
    with pytest.raises(FetchFailed, match="nothing has changed"):
        fetcher.fetch(Request(url=web.serve("/a", status=304)))


@pytest.mark.parametrize("status", [404, 410, 429, 500, 503])
def test_any_status_is_an_answer_whose_body_is_not_read(web: "Web", fetcher: Fetcher, status: int) -> None:
    found = fetcher.fetch(Request(url=web.serve("/a", b"sorry", status=status, Retry_After="120")))

    assert (found.status, found.body, found.retry_after, found.good) == (status, b"", 120, False)


def test_redirects_are_followed_and_told(web: "Web", fetcher: Fetcher) -> None:
    start = web.serve("/1", status=301, Location="/2")
    web.serve("/2", status=308, Location=web.url("/3?x=1"))
    web.serve("/3", status=302, Location="4")
    web.serve("/4", b"here")
    asked: list[str] = []

    found = fetcher.fetch(Request(url=start), before=asked.append)

    assert found.body == b"here"
    assert found.url == web.url("/4")
    assert found.chain == tuple(
        Redirect(url=web.url(path), status=status) for path, status in (("/1", 301), ("/2", 308), ("/3?x=1", 302))
    )
    assert found.moved_to == web.url("/3?x=1")
    assert asked == [web.url(path) for path in ("/1", "/2", "/3?x=1", "/4")]


def test_a_move_for_a_while_is_no_move(web: "Web", fetcher: Fetcher) -> None:
    web.serve("/2", b"here")
    assert fetcher.fetch(Request(url=web.serve("/1", status=307, Location="/2"))).moved_to is None


def test_redirects_end(web: "Web", fetcher: Fetcher) -> None:
    for n in range(9):
        web.serve(f"/{n}", status=302, Location=f"/{n + 1}")
    web.serve("/a", status=302, Location="/b")
    web.serve("/b", status=302, Location="/a")

    with pytest.raises(FetchFailed, match="more than 5 times"):
        fetcher.fetch(Request(url=web.url("/0")))
    assert len(web.asked) == 6
    with pytest.raises(FetchFailed, match="in a circle"):
        fetcher.fetch(Request(url=web.url("/a")))


@pytest.mark.parametrize(
    "where",
    [
        "http://10.0.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://2130706433/",
        "http://0x7f.1/",
        "http://127.0.0.1:1/",
        "file:///etc/passwd",
        "ftp://news.example/",
        "//user:secret@news.example/",
        "http://",
        "http://[",
        "http://a b/",
        "http://news.example:22/",
        "http://" + "x" * 5000,
    ],
)
def test_a_redirect_leads_to_public_addresses_only(web: "Web", fetcher: Fetcher, where: str) -> None:
    with pytest.raises(FetchFailed):
        fetcher.fetch(Request(url=web.serve("/a", status=302, Location=where)))
    assert len(web.asked) == 1


def test_a_named_private_host_is_not_asked_on_a_public_ones_word(web: "Web", fetcher: Fetcher) -> None:
    with pytest.raises(AddressRefused, match="a public one led there"):
        fetcher.fetch(Request(url=web.serve("/a", b"x"), private=False))
    assert web.asked == []


def test_without_being_named_this_machine_is_not_asked(web: "Web") -> None:
    with pytest.raises(AddressRefused):
        Fetcher(guard=Guard(), agent="x").fetch(Request(url=web.serve("/a", b"x")))
    assert web.asked == []


def _pieces(*pieces: bytes, head: str = "", wait: float = 0.0, forever: bool = False) -> "Page":
    """Return a page that writes its answer by hand, piece by piece."""

    def page(asked: "Asked") -> None:
        asked.close_connection = True
        try:
            asked.wfile.write(b"HTTP/1.1 200 OK\r\n" + head.encode("latin-1") + b"\r\n")
            while True:
                for piece in pieces:
                    asked.wfile.write(piece)
                    asked.wfile.flush()
                    asked.web.paused.wait(wait)
                if not forever or asked.web.paused.is_set():
                    return
        except OSError:
            return

    return page


def _written(words: bytes) -> "Page":
    """Return a page that writes so much and hangs up."""

    def page(asked: "Asked") -> None:
        asked.wfile.write(words)
        asked.close_connection = True

    return page


def test_an_endless_drip_ends_at_the_deadline(web: "Web") -> None:
    web.pages["/drip"] = _pieces(b"x", head="Content-Length: 1000000\r\n", wait=0.02, forever=True)
    started = time.monotonic()

    with pytest.raises(FetchFailed, match="took longer"):
        _limited(web, seconds=0.3).fetch(Request(url=web.url("/drip")))
    assert time.monotonic() - started < 2


def test_an_endless_head_ends_at_the_deadline_or_its_limit(web: "Web") -> None:
    web.pages["/drip"] = _pieces(b"X-A: 1\r\n", wait=0.02, forever=True, head="X-B: 2\r\n"[:-2])
    web.pages["/flood"] = _pieces(b"X-A: " + b"1" * 9_000 + b"\r\n", forever=True, head="X-B: 2\r\n"[:-2])
    web.pages["/long"] = lambda asked: asked.say(200, b"x", **{f"X_{n}": "1" * 9_000 for n in range(10)})

    with pytest.raises(FetchFailed, match="took longer"):
        _limited(web, seconds=0.3).fetch(Request(url=web.url("/drip")))
    with pytest.raises(FetchFailed):
        _limited(web).fetch(Request(url=web.url("/flood")))
    with pytest.raises(FetchFailed, match="head"):
        _limited(web).fetch(Request(url=web.url("/long")))


def test_the_deadline_is_one_for_all_redirects(web: "Web") -> None:
    def forward(asked: "Asked") -> None:
        asked.web.paused.wait(0.1)
        asked.say(302, Location=f"/{int(asked.path[1:]) + 1}")

    web.pages |= {f"/{n}": forward for n in range(5)}
    web.serve("/5", b"here")

    with pytest.raises(FetchFailed, match="took longer"):
        _limited(web, seconds=0.25).fetch(Request(url=web.url("/0")))


def test_a_body_over_the_limit_is_refused_by_its_length_or_as_it_comes(web: "Web") -> None:
    told = web.serve("/told", b"x" * 2_000)
    web.pages["/untold"] = _pieces(b"x" * 500, forever=True)

    for url in (told, web.url("/untold")):
        with pytest.raises(FetchFailed, match="bytes"):
            _limited(web, body=1_000).fetch(Request(url=url))


def test_a_bomb_stops_when_it_has_filled_its_limit(web: "Web") -> None:
    packed = gzip.compress(b"\0" * 300_000_000, compresslevel=1)
    url = web.serve("/bomb", packed, Content_Encoding="gzip")
    started = time.process_time()

    with pytest.raises(FetchFailed, match=r"more than 5,000,000 bytes"):
        _limited(web, body=5_000_000).fetch(Request(url=url))
    assert time.process_time() - started < 1


@pytest.mark.parametrize(
    ("encoding", "packed"),
    [
        ("gzip", gzip.compress(b"text " * 999, mtime=0)),
        ("X-GZIP", gzip.compress(b"text " * 500, mtime=0) + gzip.compress(b"text " * 499, mtime=0)),
        ("gzip", gzip.compress(b"text " * 999, mtime=0) + b"\0" * 9),
        ("deflate", zlib.compress(b"text " * 999)),
        ("deflate", zlib.compress(b"text " * 999)[2:-4]),
        ("identity", b"text " * 999),
    ],
)
def test_bodies_that_were_packed_are_opened(web: "Web", fetcher: Fetcher, encoding: str, packed: bytes) -> None:
    assert fetcher.fetch(Request(url=web.serve("/a", packed, Content_Encoding=encoding))).body == b"text " * 999


@pytest.mark.parametrize(
    ("encoding", "packed", "words"),
    [
        ("gzip", b"not packed at all", "damaged"),
        ("gzip", gzip.compress(b"text" * 999, mtime=0)[:-9], "breaks off"),
        ("br", b"\x1b\x00", "not asked for"),
        ("gzip, gzip", gzip.compress(gzip.compress(b"x", mtime=0), mtime=0), "not asked for"),
    ],
)
def test_bodies_that_cannot_be_opened_are_said_to_be(
    web: "Web", fetcher: Fetcher, encoding: str, packed: bytes, words: str
) -> None:
    with pytest.raises(FetchFailed, match=words):
        fetcher.fetch(Request(url=web.serve("/a", packed, Content_Encoding=encoding)))


def test_a_length_that_lies_is_no_text_cut_short(web: "Web", fetcher: Fetcher) -> None:
    with pytest.raises(FetchFailed, match="does not speak HTTP as it should"):
        fetcher.fetch(Request(url=web.serve("/more", b"short", Content_Length="50")))
    assert fetcher.fetch(Request(url=web.serve("/less", b"longer", Content_Length="4"))).body == b"long"
    for length in ("-1", "5, 6", "abc"):
        with pytest.raises(FetchFailed):
            fetcher.fetch(Request(url=web.serve("/odd", b"short", Content_Length=length)))


def test_what_is_no_answer_at_all_is_told_in_words(web: "Web", fetcher: Fetcher) -> None:
    web.pages["/hangs-up"] = _written(b"")
    web.pages["/other"] = _written(b"SSH-2.0-none\r\n")

    for path in ("/hangs-up", "/other"):
        with pytest.raises(FetchFailed, match=r"127\.0\.0\.1 "):
            fetcher.fetch(Request(url=web.url(path)))
    with pytest.raises(FetchFailed, match=r"does not speak HTTP|broke off|cannot be connected"):
        fetcher.fetch(Request(url=web.url("/a").replace("http://", "https://")))


@pytest.mark.parametrize(
    "url",
    [
        "",
        "news",
        "mailto:a@b.example",
        "http://user@news.example/",
        "http://\ud800/",
        "http:///x",
        "javascript:alert(1)",
    ],
)
def test_what_is_no_address_of_the_web_is_not_asked(fetcher: Fetcher, url: str) -> None:
    with pytest.raises(AddressRefused):
        fetcher.fetch(Request(url=url))
