"""The loop over what is due: in order, hosts in turn, and a week of it with time moved by hand."""

import dataclasses
from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from detente.gather.pace import Pace
from detente.gather.schedule import Due, run_schedule
from detente.gather.sources import Source, make_source
from detente.gather.state import SourceState, tell_health
from detente.gather.visit import Visit

if TYPE_CHECKING:
    from gather.conftest import Asked, HandClock, Page, Watch, Web

HOUR = timedelta(hours=1)


def _came(source: Source, state: SourceState) -> Visit:
    return Visit(source=source.id, outcome="unchanged", words="", state=state, next_due=None)


def _due(*urls: str, now: datetime) -> list[Due]:
    return [
        Due(source=make_source(url), state=SourceState(), due=now - timedelta(minutes=len(urls) - n))
        for n, url in enumerate(urls)
    ]


def test_what_has_been_due_longest_is_visited_first_and_hosts_take_turns(clock: "HandClock") -> None:
    pace, seen = Pace(clock), list[str]()
    items = _due(*(f"http://{host}.example/{n}" for host in "abc" for n in range(2)), now=clock.now())

    def visit(source: Source, state: SourceState) -> Visit:
        pace.wait(source.url)
        seen.append(source.url[7:8] + source.url[-1])
        clock.sleep(1)
        return _came(source, state)

    assert len(list(run_schedule(lambda _: items, visit, clock=clock, pace=pace, once=True))) == 6
    assert seen == ["a0", "b0", "c0", "a1", "b1", "c1"]
    assert clock.slept == [1, 1, 1, 2.0, 1, 1, 1]


def test_it_runs_until_it_is_stopped_and_waits_where_nothing_is_due(clock: "HandClock") -> None:
    (item,) = _due("http://a.example/", now=clock.now())
    end = clock.now() + timedelta(minutes=3)
    looks: list[datetime] = []

    def due(now: datetime) -> Iterable[Due]:
        looks.append(now)
        return [item] if len(looks) == 3 else []

    visits = list(run_schedule(due, _came, clock=clock, pace=Pace(clock), stop=lambda: clock.now() >= end))
    assert [v.source for v in visits] == [item.source.id]
    assert clock.slept == [30.0] * 6


def test_it_can_be_stopped_between_two_visits(clock: "HandClock") -> None:
    items, taken = _due("http://a.example/", "http://b.example/", now=clock.now()), list[Visit]()
    for visit in run_schedule(lambda _: items, _came, clock=clock, pace=Pace(clock), stop=lambda: bool(taken)):
        taken.append(visit)
    assert len(taken) == 1


def test_a_defect_met_at_one_source_does_not_end_the_watch(clock: "HandClock") -> None:
    items = _due("http://a.example/", "http://b.example/", now=clock.now())

    def visit(source: Source, state: SourceState) -> Visit:
        if source.url.startswith("http://a."):
            raise ZeroDivisionError("oh")
        return _came(source, state)

    first, second = run_schedule(lambda _: items, visit, clock=clock, pace=Pace(clock), once=True)
    assert (first.outcome, second.outcome) == ("failed", "unchanged")
    assert "ZeroDivisionError" in first.words
    assert first.next_due is not None
    assert first.next_due > clock.now() + timedelta(minutes=50)
    assert first.state.last_error == first.words
    assert first.state.failures == 1


def test_an_interrupted_visit_is_handed_on_before_the_interrupt(clock: "HandClock") -> None:
    items, taken = _due("http://a.example/", "http://b.example/", now=clock.now()), list[Visit]()

    def visit(source: Source, state: SourceState) -> Visit:
        return dataclasses.replace(_came(source, state), interrupted=True)

    with pytest.raises(KeyboardInterrupt):
        taken.extend(run_schedule(lambda _: items, visit, clock=clock, pace=Pace(clock)))
    assert [v.source for v in taken] == [items[0].source.id]


class Week:
    """Five sources on the small web whose answers change with the hour, and a desk that keeps when each is due."""

    def __init__(self, web: "Web", watch: "Watch", clock: "HandClock") -> None:
        self.clock, self.watch, self.start = clock, watch, clock.now()
        self.visits: list[tuple[datetime, Visit]] = []
        web.serve("/robots.txt", b"User-agent: *\nDisallow: /closed\n")
        web.pages |= {"/healthy": self.healthy, "/quiet": self.quiet, "/broken": self.broken}
        web.serve("/old", status=301, Location="/healthy2")
        web.pages["/healthy2"] = self.healthy
        web.serve("/closed/feed", b"FEED\n")
        self.sources = {
            name: make_source(web.url(f"/{name}"), follow=False, every=3600)
            for name in ("healthy", "quiet", "broken", "old", "closed/feed")
        }
        self.due_at = {source.id: self.start for source in self.sources.values()}

    def hours(self) -> int:
        return int((self.clock.now() - self.start) / HOUR)

    def feed(self, entries: int) -> bytes:
        return "\n".join(
            ["FEED", *(f"/{n}|Report {n}|Text {n}" for n in range(max(0, entries - 20), entries))]
        ).encode()

    def healthy(self, asked: "Asked") -> None:
        """Answer with an entry more every third hour, whole each time, with no word on whether it has changed."""
        asked.say(200, self.feed(1 + self.hours() // 3))

    def quiet(self, asked: "Asked") -> None:
        """Answer that nothing has changed, but for one entry every second day."""
        tag = f'"{self.hours() // 48}"'
        same = asked.headers.get("If-None-Match") == tag
        asked.say(304 if same else 200, b"" if same else self.feed(1 + self.hours() // 48), ETag=tag)

    def broken(self, asked: "Asked") -> None:
        """Answer with an error on the third and fourth day."""
        fails = 48 <= self.hours() < 96
        asked.say(500 if fails else 200, b"" if fails else self.feed(5))

    def due(self, now: datetime) -> Iterable[Due]:
        for source in self.sources.values():
            if self.due_at[source.id] <= now:
                yield Due(
                    source=source,
                    state=self.watch.states.get(source.id, SourceState()),
                    due=self.due_at[source.id],
                )

    def run(self, days: int) -> None:
        end = self.start + timedelta(days=days)
        pace = self.watch.manners.pace
        visits = run_schedule(
            self.due,
            lambda source, _: self.watch.visit(source),
            clock=self.clock,
            pace=pace,
            stop=lambda: self.clock.now() >= end,
            poll=60,
        )
        for visit in visits:
            assert visit.next_due is not None
            self.due_at[visit.source] = visit.next_due
            self.visits.append((self.clock.now(), visit))

    def of(self, name: str) -> list[tuple[datetime, Visit]]:
        return [(moment, visit) for moment, visit in self.visits if visit.source == self.sources[name].id]


def test_a_week_of_watching(web: "Web", watch: "Watch", clock: "HandClock") -> None:
    week = Week(web, watch, clock)
    week.run(days=7)
    now = clock.now()
    asked = Counter(path for path, _ in web.asked)
    health = {name: tell_health(watch.states[source.id], now=now) for name, source in week.sources.items()}

    # the healthy one: every hour, a report every third hour, none of them twice
    assert 160 <= asked["/healthy"] <= 168
    titles = [p.carried.title for _, visit in week.of("healthy") for p in visit.packets]
    assert len(titles) == len(set(titles)) == 56
    assert health["healthy"].well
    assert 7 <= (health["healthy"].items_a_day or 0) <= 8

    # the quiet one: every hour too, and the list itself only when there was something new
    assert 160 <= asked["/quiet"] <= 168
    outcomes = Counter(visit.outcome for _, visit in week.of("quiet"))
    assert outcomes["fetched"] == 4
    assert (health["quiet"].items_a_day or 0) < 1

    # the broken one: asked less and less for two days, then as before
    trouble = [moment for moment, visit in week.of("broken") if visit.outcome == "failed"]
    gaps = [(b - a) / HOUR for a, b in pairwise(trouble)]
    assert 4 <= len(trouble) <= 6
    assert all(1.7 <= b / a <= 2.3 for a, b in pairwise(gaps))
    assert health["broken"].well
    assert "500 (internal server error)" in health["broken"].last_error
    assert health["broken"].last_success is not None
    assert now - health["broken"].last_success < 2 * HOUR

    # the one that moved: its old address is asked once
    assert asked["/old"] == 1
    assert 160 <= asked["/healthy2"] <= 168
    assert "moved for good" in week.of("old")[0][1].words

    # the closed one: never asked, its site's rules once a day
    assert asked["/closed/feed"] == 0
    assert {visit.outcome for _, visit in week.of("closed/feed")} == {"refused by robots"}
    assert not health["closed/feed"].well
    assert "robots.txt asks detente not to" in health["closed/feed"].words
    assert 7 <= asked["/robots.txt"] <= 8


def _timed(page: "Page", moments: list[datetime], clock: "HandClock") -> "Page":
    def timed(asked: "Asked") -> None:
        moments.append(clock.now())
        page(asked)

    return timed


def test_in_a_day_no_host_is_asked_faster_than_its_pace(web: "Web", watch: "Watch", clock: "HandClock") -> None:
    week, moments = Week(web, watch, clock), list[datetime]()
    web.pages = {path: _timed(page, moments, clock) for path, page in web.pages.items()}
    week.sources = {name: dataclasses.replace(source, every=300) for name, source in week.sources.items()}
    week.run(days=1)

    assert len(moments) > 800
    assert min(b - a for a, b in pairwise(moments)) >= timedelta(seconds=5)
