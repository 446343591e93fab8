"""A visit: what it brings, how it went in words, and what is kept for the next."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import msgspec
import pytest

from detente.core.settings import PrivateHost
from detente.gather.address_guard import Guard
from detente.gather.fetch import Fetched, Fetcher, Request
from detente.gather.manners import Manners
from detente.gather.sources import make_source
from detente.gather.state import PageMark, SourceState, count_items, tell_health
from gather.conftest import Watch

if TYPE_CHECKING:
    from gather.conftest import Asked, HandClock, Web

PAGE = b"<!doctype html><title>Shells</title><p>Shells fell near the bridge.</p>"


def _feed(web: "Web", *entries: str, path: str = "/feed", **headers: str) -> str:
    body = "\n".join(["FEED", *entries]).encode()
    web.pages[path] = lambda asked: asked.say(200, body, **{"Content_Type": "application/rss+xml", **headers})
    return web.url(path)


def test_the_entries_of_a_feed_come_as_packets_with_what_carried_them(web: "Web", watch: "Watch") -> None:
    url = _feed(web, "/1|One|text one", "|No address|text two")
    source = make_source(url, publisher="Valley Wire", language="en", follow=False)

    visit = watch.visit(source)

    assert (visit.outcome, visit.new, visit.words) == ("fetched", 2, "2 entries, 2 new")
    first, second = visit.packets
    assert (first.suffix, first.data, first.carried.url) == (".entry", b"text one", web.url("/1"))
    assert (first.carried.publisher, first.carried.language) == ("Valley Wire", "en")
    assert (first.carried.published, first.carried.fetched) == (
        "2031-03-03T05:00:00+00:00",
        "2031-03-03T06:00:05+00:00",
    )
    assert second.carried.url is None
    assert visit.settled == (web.url("/1"),)


def test_a_feed_that_is_given_again_whole_brings_only_what_is_new_or_changed(web: "Web", watch: "Watch") -> None:
    source = make_source(_feed(web, "/1|One|text one", "/2|Two|text two"), follow=False)
    watch.visit(source)

    assert watch.visit(source).outcome == "unchanged"
    _feed(web, "/3|Three|text three", "/2|Two, edited|text two", "/1|One|text one")
    visit = watch.visit(source)

    assert [p.carried.title for p in visit.packets] == ["Three", "Two, edited"]
    assert visit.new == 1


def test_a_feed_that_has_not_changed_is_not_read(web: "Web", watch: "Watch") -> None:
    source = make_source(_feed(web, "/1|One|text", ETag='"7"', Cache_Control="max-age=3600"), follow=False)
    first = watch.visit(source)
    web.serve("/feed", status=304)
    second = watch.visit(source)

    assert (first.state.etag, second.state.etag) == ('"7"', '"7"')
    assert (second.outcome, second.words, second.packets) == ("unchanged", "nothing has changed", ())
    assert web.asked[-1][1]["If-None-Match"] == '"7"'
    assert first.next_due is not None
    assert first.next_due - watch.manners.clock.now() < timedelta(hours=1)


def test_the_page_behind_each_entry_is_fetched_once(web: "Web", watch: "Watch") -> None:
    web.serve("/go/1", status=302, Location="/news/1.html")
    web.serve("/news/1.html", PAGE, Content_Type="text/html; charset=utf-8")
    web.serve("/2", b"%PDF-1.7 ...", Content_Type="text/html")
    source = make_source(_feed(web, "/go/1|One|short", "/2|Two|short"), publisher="Valley Wire")

    visit = watch.visit(source)

    page, paper = visit.packets
    assert (page.name, page.suffix, page.data) == (web.url("/go/1"), ".html", PAGE)
    assert (page.carried.url, page.carried.title) == (web.url("/news/1.html"), "One")
    assert (page.carried.published, page.carried.publisher) == ("2031-03-03T05:00:00+00:00", "Valley Wire")
    assert paper.suffix == ".pdf"
    _feed(web, "/3|Three|short", "/go/1|One|short", "/2|Two|short")
    assert [p.carried.title for p in watch.visit(source).packets] == ["Three"]
    assert web.times("/go/1") == 1


def test_the_page_behind_an_edited_entry_is_asked_again(web: "Web", watch: "Watch") -> None:
    web.serve("/1", PAGE, Content_Type="text/html", ETag='"1"')
    source = make_source(_feed(web, "/1|One|short"))
    watch.visit(source)

    web.serve("/1", PAGE + b"<p>Later: two.", Content_Type="text/html", ETag='"2"')
    _feed(web, "/1|One, edited|short, edited")
    edited = watch.visit(source)
    web.serve("/1", status=304)
    _feed(web, "/1|One, edited twice|short")
    same, after = watch.visit(source), watch.visit(source)

    (packet,) = edited.packets
    assert (packet.name, packet.data[-5:], packet.carried.title) == (web.url("/1"), b" two.", "One, edited")
    assert (edited.outcome, edited.new, same.packets, after.packets) == ("fetched", 0, (), ())
    asked = [head.get("If-None-Match") for path, head in web.asked if path == "/1"]
    assert asked == [None, '"1"', '"2"']


def test_an_edited_entry_that_waits_is_still_known_as_edited(web: "Web", watch: "Watch") -> None:
    for n in range(3):
        web.serve(f"/{n}", PAGE, Content_Type="text/html")
    source = make_source(_feed(web, *(f"/{n}|T{n}|short" for n in range(2))))
    watch.visit(source)

    _feed(web, *(f"/{n}|T{n}, edited|short" for n in range(3)))
    visits = [watch.visit(source, pages=1) for _ in range(4)]

    titles = [[p.carried.title for p in visit.packets] for visit in visits]
    assert titles == [["T2, edited"], ["T0, edited"], ["T1, edited"], []]
    assert [v.new for v in visits] == [1, 0, 0, 0]


@pytest.mark.parametrize("status", [500, 503, 429, 408])
def test_a_page_that_fails_for_a_passing_reason_is_asked_again(
    web: "Web", watch: "Watch", clock: "HandClock", status: int
) -> None:
    web.serve("/1", status=status, Retry_After="0" if status != 429 else "1")
    source = make_source(_feed(web, "/1|One|short", ETag='"7"'))
    if status == 429:
        assert watch.visit(source).packets == (), "its host is left alone, and the try does not count"
        web.serve("/1", status=500)
        clock.sleep(1)

    first, second = watch.visit(source), watch.visit(source)
    web.serve("/1", PAGE, Content_Type="text/html")
    clock.sleep(3_600)
    third, fourth = watch.visit(source), watch.visit(source)

    assert [[p.suffix for p in v.packets] for v in (first, second, third, fourth)] == [[".entry"], [], [".html"], []]
    assert [v.settled for v in (first, third)] == [(), (web.url("/1"),)]
    assert [head.get("If-None-Match") for path, head in web.asked if path == "/feed"][-3:] == ['"7"', None, '"7"']
    assert [v.new for v in (first, second, third)] == [1, 0, 0]
    assert "1 of them is asked for again" in first.words
    now = watch.manners.clock.now()
    assert "; 1 entry stands in for its page, 1 to be asked for again" in tell_health(first.state, now=now).words
    assert "stands in" not in tell_health(third.state, now=now).words
    assert msgspec.convert(msgspec.to_builtins(first.state), SourceState) == first.state


def test_a_page_that_fails_five_times_is_given_up_until_its_entry_is_edited(
    web: "Web", watch: "Watch", clock: "HandClock"
) -> None:
    web.serve("/1", status=500)
    source = make_source(_feed(web, "/1|One|short"))
    visits, asked, start = [], [], clock.now()
    for _ in range(2 * 24 * 5):
        before = web.times("/1")
        visits.append(watch.visit(source))
        if web.times("/1") > before:
            asked.append(round((clock.now() - start) / timedelta(hours=1)))
        clock.sleep(1_800)

    assert asked == [0, 1, 5, 29, 77], "after an hour, four, a day and two"
    assert [len(v.packets) for v in visits] == [1, *[0] * 239]
    assert [v.settled for v in visits if v.settled] == [(web.url("/1"),)]
    now = watch.manners.clock.now()
    assert "1 entry stands in for its page, 0 to be" in tell_health(visits[-1].state, now=now).words
    web.serve("/1", PAGE, Content_Type="text/html")
    _feed(web, "/1|One, edited|short")
    assert [p.suffix for p in watch.visit(source).packets] == [".html"]


def test_an_outage_of_a_day_does_not_use_up_the_tries(web: "Web", watch: "Watch", clock: "HandClock") -> None:
    web.serve("/1", status=502)
    source = make_source(_feed(web, "/1|One|short"))
    for _ in range(48):
        watch.visit(source)
        clock.sleep(1_800)
    web.serve("/1", PAGE, Content_Type="text/html")
    back = []
    for _ in range(48):
        back += [p.suffix for p in watch.visit(source).packets]
        clock.sleep(1_800)
    assert back == [".html"]


def test_a_time_to_try_again_that_a_wrong_clock_set_is_not_waited_for(watch: "Watch") -> None:
    now = watch.manners.clock.now()
    assert PageMark(key="a", tries=1, due=now + timedelta(days=4000)).is_due(now)
    assert not PageMark(key="a", tries=1, due=now + timedelta(hours=1)).is_due(now)
    assert not PageMark(key="a", tries=5).is_due(now)
    assert PageMark(key="a", tries=1).is_due(now), "an earlier version kept no time"


def test_where_an_edited_page_is_out_for_now_its_entry_does_not_cover_it(
    web: "Web", watch: "Watch", clock: "HandClock"
) -> None:
    web.serve("/1", PAGE, Content_Type="text/html")
    source = make_source(_feed(web, "/1|One|short"))
    watch.visit(source)
    web.serve("/1", status=500)
    _feed(web, "/1|One, edited|short")

    found = []
    for _ in range(6):
        found.append(len(watch.visit(source).packets))
        clock.sleep(2 * 86_400)
    assert found == [0, 0, 0, 0, 1, 0]


@pytest.mark.parametrize(
    ("headers", "body", "suffix"),
    [
        ({"Content_Type": "text/plain"}, b"Shells fell.", ".txt"),
        ({"Content_Type": "text/plain"}, b"  <!DOCTYPE html><p>x", ".html"),
        ({"Content_Type": "application/octet-stream"}, b"%PDF-1.4", ".pdf"),
        ({"Content_Type": "application/xhtml+xml"}, b"<html/>", ".html"),
        ({}, b"<html><p>x", ".html"),
        ({"Content_Type": "nonsense"}, b"%PDF-1.4", ".pdf"),
        ({"Content_Type": "application/vnd.openxmlformats-officedocument.wordprocessingml.document"}, b"PK", ".docx"),
    ],
)
def test_what_kind_of_document_a_page_is(
    web: "Web", watch: "Watch", headers: dict[str, str], body: bytes, suffix: str
) -> None:
    web.pages["/1"] = lambda asked: asked.say(200, body, **headers)
    (packet,) = watch.visit(make_source(_feed(web, "/1|One|short"))).packets
    assert packet.suffix == suffix


@pytest.mark.parametrize("charset", ["windows-1251", "utf-8", "none-such", "hex", "rot13", "ascii"])
def test_a_text_whose_charset_only_the_head_knows_is_written_in_utf8(web: "Web", watch: "Watch", charset: str) -> None:
    body = "Обстріл біля мосту.".encode("cp1251")
    web.serve("/1", body, Content_Type=f"text/plain; charset={charset}")

    (packet,) = watch.visit(make_source(_feed(web, "/1|One|short"))).packets
    assert packet.data == (body.decode("cp1251").encode() if charset == "windows-1251" else body)


def test_where_a_page_cannot_be_had_its_entry_stands_in(web: "Web", watch: "Watch") -> None:
    web.serve("/robots.txt", b"User-agent: *\nDisallow: /closed")
    web.serve("/picture", b"\x89PNG", Content_Type="image/png")
    web.serve("/empty", b" ", Content_Type="text/html")
    paths = ("/missing", "/closed", "/picture", "/empty", "http://10.0.0.1/", "ftp://a.example/", "http://[")
    source = make_source(_feed(web, *(f"{path}|T|text of the entry" for path in paths)))

    visit = watch.visit(source)

    assert visit.outcome == "fetched"
    assert len(visit.packets) == len(paths)
    assert {p.suffix for p in visit.packets} == {".entry"}
    assert "7 entries, 7 new; 6 pages asked for; 6 pages could not be had" in visit.words
    assert "status 404" in visit.words


def test_what_patience_does_not_last_for_waits_for_the_next_visit(web: "Web", watch: "Watch") -> None:
    for n in range(5):
        web.serve(f"/{n}", PAGE, Content_Type="text/html")
    source = make_source(_feed(web, *(f"/{n}|T{n}|short" for n in range(5)), ETag='"7"'))

    first, second, third = (watch.visit(source, pages=2) for _ in range(3))

    assert [len(v.packets) for v in (first, second, third)] == [2, 2, 1]
    assert "3 entries wait for the next visit" in first.words
    assert (first.state.etag, third.state.etag) == (None, '"7"')
    assert first.next_due is not None
    assert third.next_due is not None
    assert first.next_due < third.next_due - timedelta(minutes=20)
    assert sum(v.new for v in (first, second, third)) == 5


def test_what_an_interrupted_visit_had_fetched_is_handed_on(
    web: "Web", watch: "Watch", monkeypatch: pytest.MonkeyPatch
) -> None:
    for n in range(4):
        web.serve(f"/{n}", PAGE, Content_Type="text/html")
    source = make_source(_feed(web, *(f"/{n}|T{n}|short" for n in range(4)), ETag='"7"'))
    ask = watch.manners.ask

    def interrupt(request: Request) -> Fetched:
        if request.url.endswith("/2"):
            raise KeyboardInterrupt
        return ask(request)

    monkeypatch.setattr(watch.manners, "ask", interrupt)
    first = watch.visit(source)
    monkeypatch.undo()
    second = watch.visit(source)

    assert (first.interrupted, second.interrupted) == (True, False)
    assert [[p.carried.title for p in v.packets] for v in (first, second)] == [["T0", "T1"], ["T2", "T3"]]
    assert "interrupted; 2 entries wait" in first.words
    assert (first.state.etag, first.new, second.new) == (None, 2, 2)
    assert first.next_due is not None
    assert first.next_due - watch.manners.clock.now() < timedelta(minutes=6)


def test_pages_of_a_host_that_says_too_many_wait(web: "Web", watch: "Watch", clock: "HandClock") -> None:
    web.serve("/1", PAGE, Content_Type="text/html")
    web.serve("/2", status=429, Retry_After="900")
    source = make_source(_feed(web, *(f"/{n}|T|short" for n in (1, 2, 3))))

    first = watch.visit(source)
    assert len(first.packets) == 1
    assert web.times("/3") == 0
    held = watch.visit(source)
    assert (held.outcome, "left alone" in held.words) == ("failed", True)

    clock.sleep(900)
    for n in (2, 3):
        web.serve(f"/{n}", PAGE, Content_Type="text/html")
    assert len(watch.visit(source).packets) == 2


def test_a_feed_of_too_many_entries_is_said_to_have_more(web: "Web", watch: "Watch") -> None:
    visit = watch.visit(make_source(_feed(web, *(f"/{n}|T|text" for n in range(5_001))), follow=False))

    assert len(visit.packets) == 5_000
    assert visit.words == "5000 entries, 5000 new; it has more than 5,000 entries, of which the first were read"


def test_a_page_is_one_packet_when_it_has_changed(web: "Web", watch: "Watch") -> None:
    source = make_source(web.serve("/page", PAGE, Content_Type="text/html"), kind="page", title="x", language="en")

    first, second = watch.visit(source), watch.visit(source)
    web.serve("/page", PAGE + b"<p>Later</p>", Content_Type="text/html")
    third = watch.visit(source)

    assert [len(v.packets) for v in (first, second, third)] == [1, 0, 1]
    assert first.packets[0].name == source.url
    assert second.words == "the page is as it was"
    web.serve("/page", b"\x89PNG", Content_Type="image/png")
    assert "which is no document" in watch.visit(source).words


def test_a_page_instead_of_a_feed_names_the_feeds_that_it_has(web: "Web", watch: "Watch") -> None:
    page = b"<html><link rel=alternate type='application/rss+xml' href='/real.xml'><p>Welcome"
    visit = watch.visit(make_source(web.serve("/feed", page, Content_Type="text/html")))

    assert visit.outcome == "failed"
    assert "is a web page and no feed" in visit.words
    assert f"names these feeds: {web.url('/real.xml')}" in visit.words


@pytest.mark.parametrize(
    ("body", "media_type", "words"),
    [
        (b"<!doctype html><p>Welcome", "text/html", "names none; to watch the page itself, add it with --page"),
        (b"<html><p>Welcome", "", "names none; to watch the page itself, add it with --page"),
        (b" \n", "text/html", "is empty: the answer is good and has nothing in it"),
        (b"", "application/rss+xml", "is empty: the answer is good and has nothing in it"),
        (b"<opml/>", "text/xml", "(it does not start as a feed does); look whether its address is still right"),
    ],
)
def test_what_is_no_feed_is_told_with_what_to_do(
    web: "Web", watch: "Watch", body: bytes, media_type: str, words: str
) -> None:
    visit = watch.visit(make_source(web.serve("/feed", body, Content_Type=media_type)))

    assert visit.outcome == "failed"
    assert words in visit.words


def test_an_empty_page_is_said_to_be_empty(web: "Web", watch: "Watch") -> None:
    source = make_source(web.serve("/page", b"", Content_Type="text/html"), kind="page")
    assert "is empty: the answer is good" in watch.visit(source).words


@pytest.mark.parametrize(
    ("status", "outcome", "words"),
    [
        (410, "gone", "gone for good"),
        (404, "failed", "404 (not found)"),
        (500, "failed", "500"),
        (799, "failed", "799"),
    ],
)
def test_a_status_is_told_in_words(web: "Web", watch: "Watch", status: int, outcome: str, words: str) -> None:
    visit = watch.visit(make_source(web.serve("/feed", b"x", status=status)))

    assert visit.outcome == outcome
    assert words in visit.words
    assert (visit.next_due is None) == (outcome == "gone")


def test_retry_after_moves_the_next_visit(web: "Web", watch: "Watch", clock: "HandClock") -> None:
    visit = watch.visit(make_source(web.serve("/feed", status=503, Retry_After="50000")))
    assert visit.next_due == clock.now() + timedelta(seconds=50000)


def test_a_source_that_moved_for_good_is_asked_there_until_that_fails(web: "Web", watch: "Watch") -> None:
    source = make_source(web.serve("/old", status=301, Location="/new"), follow=False)
    _feed(web, "/1|One|text", path="/new", ETag='"7"')

    first, second = watch.visit(source), watch.visit(source)

    assert f"moved for good to {web.url('/new')}" in first.words
    assert second.state.moved_to == web.url("/new")
    assert (web.times("/old"), web.times("/new")) == (1, 2)
    web.serve("/new", status=404)
    _feed(web, "/2|Two|text", path="/old")
    outcomes = [watch.visit(source).outcome for _ in range(6)]
    assert outcomes == ["failed"] * 5 + ["fetched"]
    assert watch.states[source.id].moved_to is None


def test_a_source_inside_the_house_that_nobody_named_is_not_asked(web: "Web", watch: "Watch") -> None:
    for url in ("http://127.0.0.1/feed", "http://[::1]:8080/", "http://169.254.169.254/latest", "http://10.1.1.1:22/"):
        visit = watch.visit(make_source(url))
        assert visit.outcome == "failed"
    assert web.asked == []


def test_health_is_told_from_what_is_kept() -> None:
    now = datetime(2031, 3, 9, 12, 0, tzinfo=UTC)
    state = SourceState()
    assert tell_health(state, now=now).words == "not visited yet"
    assert tell_health(state, now=now).items_a_day is None

    for day in range(40, 0, -1):
        state = count_items(state, now=now - timedelta(days=day), new=7 if day < 7 else 1)
    health = tell_health(state, now=now)
    assert health.items_a_day == 6
    assert len(state.days) <= 28
    assert msgspec.json.decode(msgspec.json.encode(state), type=SourceState) == state


def test_redirects_among_hosts_without_end_end(web: "Web", clock: "HandClock") -> None:
    def forward(asked: "Asked") -> None:
        number = int(asked.path.rpartition("/")[2] or 0) + 1
        asked.say(302, Location=f"http://h{number % 7}.example:{web.port}/to/{number}")

    web.pages |= {f"/to/{n}": forward for n in range(50)}
    guard = Guard(
        private=tuple(PrivateHost(name=f"h{n}.example", port=web.port) for n in range(7)),
        resolve=lambda _host, _port: ("127.0.0.1",),
    )
    watch = Watch(manners=Manners(Fetcher(guard=guard, agent="x", clock=clock)))
    visit = watch.visit(make_source(f"http://h0.example:{web.port}/to/0"))
    assert (visit.outcome, "more than 5 times" in visit.words) == ("failed", True)
    assert len(web.asked) == 12, "each host's rules, and six steps"


@pytest.mark.parametrize("value", ["1000000000000", "Thu, 01 Jan 1970 00:00:00 GMT", "soon, perhaps", "-1", ""])
def test_a_host_that_says_too_many_and_nonsense_is_left_alone_within_bounds(
    web: "Web", watch: "Watch", clock: "HandClock", value: str
) -> None:
    web.serve("/feed", status=429, Retry_After=value)
    source = make_source(web.url("/feed"))
    assert watch.visit(source).outcome == "failed"
    assert watch.manners.pace.is_held(source.url)
    clock.sleep(7 * 86_400 if value[0:1] == "1" else 60)
    assert not watch.manners.pace.is_held(source.url)


@pytest.mark.parametrize(("name", "times", "length"), [("ETag", 1, 1_000_000), ("Set-Cookie", 20_000, 60)])
def test_a_head_without_end_is_no_answer(web: "Web", watch: "Watch", name: str, times: int, length: int) -> None:
    def flood(asked: "Asked") -> None:
        with suppress(ConnectionError):
            asked.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n")
            asked.wfile.write((f"{name}: " + "x" * length + "\r\n").encode() * times + b"\r\nFEED\n")
        asked.close_connection = True

    web.pages["/feed"] = flood
    visit = watch.visit(make_source(web.url("/feed")))
    assert (visit.outcome, visit.state.etag) == ("failed", None)


def test_of_a_feed_of_a_hundred_thousand_entries_on_one_host_a_visit_takes_forty(web: "Web", watch: "Watch") -> None:
    web.pages |= {f"/{n}": lambda asked: asked.say(200, PAGE, Content_Type="text/html") for n in range(100)}
    visit = watch.visit(make_source(_feed(web, *(f"/{n}|T|x" for n in range(100_000)))))
    assert len(visit.packets) == 40
    assert len(msgspec.json.encode(visit.state)) < 1_000_000
    assert "4960 entries wait" in visit.words


def test_entries_whose_pages_another_source_brought_are_no_items_of_this_one(web: "Web", watch: "Watch") -> None:
    web.serve("/1", PAGE, Content_Type="text/html")
    watch.visit(make_source(_feed(web, "/1|One|short")))
    visit = watch.visit(make_source(_feed(web, "/1|One|short", path="/other")))

    assert (visit.packets, visit.new, visit.words) == ((), 0, "1 entry, 0 new; 1 known from elsewhere")
    assert [items for _, items in visit.state.days] == [0]


def test_one_of_a_thing_is_told_as_one(web: "Web", watch: "Watch") -> None:
    words = watch.visit(make_source(_feed(web, "/1|One|short"))).words
    assert words.startswith("1 entry, 1 new; 1 page asked for; 1 page could not be had, so its entry stands in (")
