"""A week of watching a small web, time moved by hand: what it brings is kept once, whatever it is interrupted by."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from detente.core.settings import PrivateHost
from detente.gather.address_guard import Guard
from detente.gather.fetch import Fetcher
from detente.gather.manners import Manners
from detente.gather.schedule import POLL
from detente.gather.sources import make_source
from detente.gather.state import tell_health
from detente.pipeline import watch as under_test
from detente.pipeline.intake import retry
from detente.pipeline.opening import Opener
from detente.pipeline.watch import Watched, watch
from detente.store import (
    HostBook,
    Record,
    addresses,
    check_record,
    compare_waiting,
    copies_of,
    create_record,
    documents,
    last_visits,
    put_source,
    refusals,
    voices,
)
from detente.store import keep_visit as note_visit
from gather.conftest import Asked, HandClock, Web
from store.made import WIRE, dump

DAYS = 7
HOUR = dt.timedelta(hours=1)
STATEMENT = (
    "The ministry of Eastmark said its general staff had counted {n} breaches of the truce since January, and called "
    "on the guarantors to meet in Dunmere. It denied that its own batteries had fired across the canal in that time."
)
STORIES = """
Divers searched the harbour of Brindle after a ferry sank with ninety passengers aboard. Families waited at
the quay, where volunteers of the Red Crescent handed out blankets and hot tea throughout the night.

Parliament in Dunmere voted to let the emergency decree lapse at midnight. The speaker, Orla Venn, said that
courts would reopen on Monday and asked governors to free whoever was held without a charge.

A drone struck a fuel depot outside Stonegate, and thick smoke closed the airport for six hours. The Southland
staff said its air defence had brought down four others over the reservoir.

Farmers blocked the pass at Selma with tractors because nobody had cleared mines from their orchards. A
deminer told our reporter that the budget for dogs and detectors ran out in autumn.

Two envoys carried letters of the president to the island of Orrin, where fishing crews had burned a patrol
boat. They promised an inquiry into the shooting of a captain, and compensation for nets.

Snow cut off eleven villages above Hillford, said the head of the rescue service. Helicopters dropped flour
and insulin, while soldiers of both commands dug towards each other along the old road.

Prisoners were exchanged on the bridge at Rivertown, forty-one for thirty-eight. A bus of relatives had waited
since dawn; several names on the lists, the mediator Tomas Ruel said, were still unaccounted for.

Teachers in Westmark went on strike over wages that were last paid in October.
""".strip().split("\n\n")


class LateClock(HandClock):
    """A clock by which whoever waits for the next look wakes half an hour later."""

    def sleep(self, seconds: float) -> None:
        super().sleep(1_800 if seconds >= POLL else seconds)


@pytest.fixture
def clock() -> LateClock:
    return LateClock()


@pytest.fixture
def start(clock: LateClock) -> dt.datetime:
    return clock.now()


class Town:
    """A small web that changes with the days: a wire, a daily that prints it, a ministry's page, and a broken feed."""

    def __init__(self, web: Web, clock: HandClock, start: dt.datetime) -> None:
        self.web, self._clock, self._start = web, clock, start
        self._feed("/wire.rss", self._wire)
        self._feed("/daily.rss", self._daily)
        web.pages["/ministry"] = self._ministry
        web.serve("/broken.rss", status=500)
        for day in range(DAYS + 1):
            web.serve(f"/wire/{day}", html(f"Ferry {day}", self.news(day)), Content_Type="text/html")

    @property
    def day(self) -> int:
        return (self._clock.now() - self._start).days

    def put(self, record: Record, now: dt.datetime) -> None:
        for path, kind, follow in (
            ("/wire.rss", "feed", True),
            ("/daily.rss", "feed", False),
            ("/ministry", "page", False),
            ("/broken.rss", "feed", False),
        ):
            url = self.web.url(path)
            source = make_source(url, kind=kind, publisher=path, every=4 * 3_600, follow=follow)  # type: ignore[arg-type]
            put_source(record, source, now=now)

    def news(self, day: int) -> str:
        return STORIES[day]

    def _wire(self) -> str:
        return "".join(item(self.web.url(f"/wire/{day}"), f"Ferry {day}", "In short.") for day in range(self.day + 1))

    def _daily(self) -> str:
        edited = WIRE.replace("two traders", "three traders") if self.day >= 3 else WIRE
        title = "Market hit" if self.day < 5 else "Market hit, three hurt"
        copied = [item(self.web.url(f"/daily/{d}"), f"A ferry, {d}", self.news(d)) for d in range(self.day + 1)]
        return "".join([item(self.web.url("/daily/market"), title, edited), *copied])

    def _ministry(self, asked: Asked) -> None:
        text = STATEMENT.format(n=90 if 2 <= self.day < 5 else 80)
        asked.say(200, html("Statement", text), Content_Type="text/html")

    def _feed(self, path: str, items: Callable[[], str]) -> None:
        def page(asked: Asked) -> None:
            body, tag = items(), f'"{self.day}"'
            if asked.headers.get("If-None-Match") == tag:
                asked.say(304)
            else:
                asked.say(200, rss(body), Content_Type="application/rss+xml", ETag=tag)

        self.web.pages[path] = page


def item(url: str, title: str, text: str) -> str:
    return f"<item><title>{title}</title><link>{url}</link><description>{text}</description></item>"


def rss(items: str) -> bytes:
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>T</title>{items}</channel></rss>'.encode()


def html(title: str, text: str) -> bytes:
    body = f"<article><h1>{title}</h1><p>{text}</p></article>"
    return f"<!doctype html><html lang=en><head><title>{title}</title></head><body>{body}</body></html>".encode()


@pytest.fixture
def town(web: Web, clock: LateClock, start: dt.datetime) -> Town:
    return Town(web, clock, start)


@pytest.fixture
def record(tmp_path: Path, town: Town, start: dt.datetime) -> Iterator[Record]:
    with create_record(tmp_path / "record.sqlite", now=start) as made:
        town.put(made, start)
        yield made


def watch_for(record: Record, fetcher: Fetcher, end: dt.datetime) -> Iterator[Watched]:
    clock = fetcher.clock
    yield from watch(record, Manners(fetcher), stop=lambda: clock.now() >= end)


def settle(record: Record) -> None:
    list(compare_waiting(record))
    check_record(record)


def test_a_week_brings_each_document_once(
    record: Record,
    town: Town,
    fetcher: Fetcher,
    start: dt.datetime,
) -> None:
    counts: Counter[str] = Counter()
    visits: Counter[str] = Counter()
    for done in watch_for(record, fetcher, start + DAYS * 24 * HOUR):
        counts.update(done.counts)
        visits[done.visit.outcome] += 1
    settle(record)

    # seven of the wire, seven of the daily, its market told twice, edited and retitled; two of the ministry
    assert counts["refused"] == 0
    assert refusals(record) == ()
    assert len(documents(record)) == counts["new"] == DAYS + DAYS + 3 + 2
    assert [town.web.times(f"/wire/{day}") for day in range(DAYS + 1)] == [1] * DAYS + [0]
    assert visits["unchanged"] > visits["fetched"] > DAYS
    assert 3 <= visits["failed"] <= 15
    assert any(headers.get("If-None-Match") == '"6"' for _, headers in town.web.asked)

    by_place = {view.address.rpartition("/")[2]: view.versions for view in addresses(record)}
    assert set(by_place) == {"market", "ministry"}
    assert [v.titles for v in by_place["market"]] == [("Market hit",), ("Market hit", "Market hit, three hurt")]
    assert [v.returns_to for v in by_place["ministry"]] == [None, None, 1]

    voice = voices(record)
    wire = {d.id: d for d in documents(record) if "/wire/" in (d.url or "")}
    assert len({voice[d] for d in wire}) == DAYS, "each ferry is a story of its own"
    for one in wire:
        assert [view.share > 0.8 for view in copies_of(record, one) if voice[view.document_id] == voice[one]] == [True]

    last = last_visits(record)
    assert len(last) == 4
    assert all(visit.next_due and visit.next_due > start + (DAYS - 2) * 24 * HOUR for visit in last.values())


class _Ended(Exception):
    """Stands for a process that ends."""


def _told(path: Path) -> dict[str, object]:
    """Return what of a record must not hang on interruptions: all but visits, and how often a text was looked at."""
    found: dict[str, object] = dict(dump(path, times=False))
    for name in ("visits", "source_states", "hosts", "site_rules", "sightings", "documents", "migrations"):
        del found[name]
    return found


def test_a_watch_that_ends_between_keeping_and_noting_the_visit_loses_and_doubles_nothing(
    tmp_path: Path,
    town: Town,
    fetcher: Fetcher,
    start: dt.datetime,
    clock: LateClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ends = []
    end = start + 3 * 24 * HOUR + HOUR
    for name, every in (("undisturbed", 0), ("disturbed", 3)):
        clock.moment = start
        with create_record(tmp_path / name, now=start) as record:
            town.put(record, start)
            _watch_broken(record, fetcher, end, every, monkeypatch)
            settle(record)
            ids = sorted((d.id, d.title, d.origins) for d in documents(record))
            chains = [(view.address, [v.text_hash for v in view.versions]) for view in addresses(record, least=1)]
        ends.append((ids, chains, _told(tmp_path / name)))
    assert ends[0] == ends[1]
    assert len(ends[0][0]) == 4 + 4 + 2 + 2


def _watch_broken(
    record: Record,
    fetcher: Fetcher,
    end: dt.datetime,
    every: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Watch until a moment, ended before every so-manyth visit is noted, and begun again."""
    note, seen = note_visit, Counter[str]()

    def keep_visit(*given: object, **more: object) -> None:
        seen["visits"] += 1
        if every and seen["visits"] % every == 0:
            seen["ended"] += 1
            raise _Ended
        note(*given, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(under_test, "keep_visit", keep_visit)
    while fetcher.clock.now() < end:
        try:
            for _ in watch_for(record, fetcher, end):
                pass
        except _Ended:
            continue
    assert bool(seen["ended"] > 5) == bool(every)
    monkeypatch.setattr(under_test, "keep_visit", note)


def test_many_hosts_watched_at_once_bring_each_document_once_and_no_host_is_asked_twice_at_once(
    tmp_path: Path, web: Web, clock: LateClock, start: dt.datetime
) -> None:
    names = [f"h{n}.example" for n in range(24)]
    guard = Guard(
        private=tuple(PrivateHost(name=name, port=web.port) for name in names),
        resolve=lambda _host, _port: ("127.0.0.1",),
    )
    fetcher = Fetcher(guard=guard, agent="x", clock=clock)
    asked: list[tuple[str, str]] = []
    going: list[str] = []

    def page(one: Asked) -> None:
        host = one.headers["Host"]
        asked.append((host, one.path))
        going.append(host)
        together.append(going.count(host))
        going.remove(host)  # before the answer: who has it may ask again at once
        answer(one)

    together: list[int] = []

    def answer(one: Asked) -> None:
        if one.path == "/robots.txt":
            one.say(404)
        elif one.path == "/feed":
            shared = item(f"http://h0.example:{web.port}/shared", "Shared", "In short.")
            one.say(200, rss(shared), Content_Type="application/rss+xml")
        else:
            one.say(200, html("Shared", STORIES[0]), Content_Type="text/html")

    web.pages |= dict.fromkeys(("/robots.txt", "/feed", "/shared"), page)
    with create_record(tmp_path / "r", now=start) as record:
        for name in names:
            put_source(record, make_source(f"http://{name}:{web.port}/feed"), now=start)
        first = list(watch(record, Manners(fetcher, memory=HostBook(record=record)), once=True, hands=8))
        clock.sleep(3_600)
        second = list(watch(record, Manners(fetcher, memory=HostBook(record=record)), once=True, hands=8))
        assert [d.title for d in documents(record)] == ["Shared"]
    assert {done.visit.outcome for done in (*first, *second)} <= {"fetched", "unchanged"}
    assert len(first) == len(second) == 24
    assert Counter(path for _, path in asked) == {"/robots.txt": 24, "/feed": 48, "/shared": 1}
    assert set(together) == {1}, "no host is asked twice at once"


def test_what_a_host_asked_of_one_source_the_next_run_keeps_to_for_every_source(
    tmp_path: Path, web: Web, fetcher: Fetcher, clock: LateClock, start: dt.datetime
) -> None:
    web.serve("/a", status=429, Retry_After="90000")
    web.serve("/b", html("B", STORIES[1]), Content_Type="text/html")
    with create_record(tmp_path / "r", now=start) as record:
        put_source(record, make_source(web.url("/a"), kind="page"), now=start)
        list(watch(record, Manners(fetcher, memory=HostBook(record=record)), once=True))
        put_source(record, make_source(web.url("/b"), kind="page"), now=start)
        assert list(watch(record, Manners(fetcher, memory=HostBook(record=record)), once=True)) == []
        clock.moment += dt.timedelta(seconds=90_000)
        assert web.times("/a") == 1
        web.serve("/a", html("A", STORIES[2]), Content_Type="text/html")
        (done, _) = watch(record, Manners(fetcher, memory=HostBook(record=record)), once=True)
        assert done.visit.outcome == "fetched"
    assert (web.times("/b"), web.times("/robots.txt")) == (1, 2)


def test_an_archive_that_a_source_gives_is_cut_into_its_documents(
    tmp_path: Path, web: Web, fetcher: Fetcher, start: dt.datetime
) -> None:
    table = f"title,text\nFerry,{STORIES[0]!r}\n".replace("'", '"').encode()
    url = web.serve("/reports.csv", table, Content_Type="text/csv; charset=utf-8")
    with create_record(tmp_path / "r", now=start) as record:
        put_source(record, make_source(url, kind="page"), now=start)
        (done,) = watch(record, Manners(fetcher), once=True)
        assert (done.counts["new"], done.counts["refused"]) == (1, 0)
        assert [d.title for d in documents(record)] == ["Ferry"]


SHORT_TEXT = STORIES[0].partition(".")[0] + "."
BLANK = (
    b"<!doctype html><html><head><title>T</title><script>start()</script></head><body><div id=app></div></body></html>"
)


@pytest.mark.parametrize(
    ("media_type", "body", "code"),
    [
        ("application/pdf", b"%PDF-1.4 broken", "unreadable"),
        ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", b"PK\x03\x04no", "unreadable"),
        ("text/html", BLANK, "no_main_text"),
        ("text/html", b"\x89PNG\r\n\x1a\n" + bytes(200), "not_text"),
        ("text/html", html("T", "x"), "no_main_text"),
        ("text/csv", b"title,text\n", "empty"),
    ],
)
def test_an_entry_whose_page_opens_to_no_text_stands_in_and_the_page_is_set_aside(
    tmp_path: Path, web: Web, fetcher: Fetcher, start: dt.datetime, media_type: str, body: bytes, code: str
) -> None:
    page = web.serve("/page", body, Content_Type=media_type, ETag='"1"')
    feed = web.serve("/feed", rss(item(page, "A ferry", SHORT_TEXT)), Content_Type="application/rss+xml")
    with create_record(tmp_path / "r", now=start) as record:
        put_source(record, make_source(feed), now=start)
        (done,) = watch(record, Manners(fetcher), once=True)
        settle(record)

        assert [(d.title, d.url) for d in documents(record)] == [("A ferry", page)]
        assert [(r.name, r.code) for r in refusals(record)] == [(page, code)]
        assert (done.counts["new"], done.counts["refused"]) == (1, 1)
        assert "1 page holds no text that can be read" in done.visit.words
        assert "1 entry stands in for its page, 0 to be" in tell_health(done.visit.state, now=start).words

        web.serve("/feed", rss(item(page, "A ferry sank", SHORT_TEXT)), Content_Type="application/rss+xml")
        web.serve("/page", html("A ferry sank", STORIES[0]), Content_Type="text/html")
        fetcher.clock.sleep(3_600)
        list(watch(record, Manners(fetcher), once=True))
        assert "If-None-Match" not in web.asked[-1][1]
        (chain,) = addresses(record)
        assert [v.titles for v in chain.versions] == [("A ferry",), ("A ferry sank",)]


def test_a_page_that_was_set_aside_for_its_entry_is_another_version_once_it_is_opened(
    tmp_path: Path, web: Web, fetcher: Fetcher, start: dt.datetime
) -> None:
    page = web.serve("/page", html("A ferry", "Divers searched."), Content_Type="text/html")
    feed = web.serve("/feed", rss(item(page, "A ferry", SHORT_TEXT)), Content_Type="application/rss+xml")
    with create_record(tmp_path / "r", now=start) as record, Opener() as opener:
        put_source(record, make_source(feed), now=start)
        list(watch(record, Manners(fetcher), once=True))
        (refusal,) = refusals(record)
        assert retry(record, refusal, opener, clock=fetcher.clock.now) is None
        assert refusals(record) == ()
        assert [len(view.versions) for view in addresses(record)] == [2]


def test_a_page_that_tells_half_of_what_its_entry_tells_or_more_is_taken(
    tmp_path: Path, web: Web, fetcher: Fetcher, start: dt.datetime
) -> None:
    page = web.serve("/page", html("A ferry", SHORT_TEXT), Content_Type="text/html")
    feed = web.serve("/feed", rss(item(page, "A ferry", SHORT_TEXT * 2)), Content_Type="application/rss+xml")
    with create_record(tmp_path / "r", now=start) as record:
        put_source(record, make_source(feed), now=start)
        list(watch(record, Manners(fetcher), once=True))
        assert [d.format for d in documents(record)] == ["html"]
        assert refusals(record) == ()


@pytest.mark.parametrize("follow", [True, False])
def test_what_a_feed_tells_of_another_site_is_no_version_of_what_stands_there_and_keeps_nobody_from_it(
    tmp_path: Path, web: Web, start: dt.datetime, clock: LateClock, *, follow: bool
) -> None:
    hosts = tuple(PrivateHost(name=name, port=web.port) for name in ("a.example", "b.example"))
    guard = Guard(private=hosts, resolve=lambda _host, _port: ("127.0.0.1",))
    manners = Manners(Fetcher(guard=guard, agent="x", clock=clock))
    there, blank = (f"http://b.example:{web.port}/{path}" for path in ("news", "blank"))
    mine = f"http://a.example:{web.port}/mine"
    web.serve("/blank", BLANK, Content_Type="text/html")
    told = [item(url, "Nothing happened", f"{SHORT_TEXT} {n}") for n, url in enumerate((there, blank, mine))]
    web.serve("/a", rss("".join(told)), Content_Type="application/rss+xml")
    with create_record(tmp_path / "r", now=start) as record:
        put_source(record, make_source(f"http://a.example:{web.port}/a", follow=follow), now=start)
        list(watch(record, manners, once=True))
        assert {d.url for d in documents(record)} == {there, blank, mine}, "the link stays with what was told"
        assert [view.address.rpartition("/")[2] for view in addresses(record, least=1)] == ["mine"]

        web.serve("/news", html("A ferry", STORIES[0]), Content_Type="text/html")
        web.serve("/blank", html("A vote", STORIES[1]), Content_Type="text/html")
        told = [item(there, "A ferry", "In short."), item(blank, "A vote", "In short.")]
        web.serve("/b", rss("".join(told)), Content_Type="application/rss+xml")
        put_source(record, make_source(f"http://b.example:{web.port}/b"), now=start)
        list(watch(record, manners, once=True))
        found = {view.address.rpartition("/")[2]: view.versions for view in addresses(record, least=1)}
        assert {name: [v.titles for v in versions] for name, versions in found.items()} == {
            "news": [("A ferry",)],
            "blank": [("A vote",)],
            "mine": [("Nothing happened",)],
        }
