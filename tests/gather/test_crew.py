"""Visits made at once: never two of one host, each handed on, and what is under way at the end kept."""

import threading
from typing import TYPE_CHECKING

import pytest

from detente.core.errors import RecordError
from detente.gather.claims import Claims
from detente.gather.crew import Crew
from detente.gather.pace import Pace
from detente.gather.schedule import Due, run_schedule
from detente.gather.sources import Source, make_source
from detente.gather.state import SourceState
from detente.gather.visit import Visit

if TYPE_CHECKING:
    from gather.conftest import HandClock


def _came(source: Source, state: SourceState) -> Visit:
    return Visit(source=source.id, outcome="unchanged", words="", state=state, next_due=None)


def _items(clock: "HandClock", *urls: str) -> list[Due]:
    return [Due(source=make_source(url), state=SourceState(), due=clock.now()) for url in urls]


def test_visits_of_different_hosts_go_on_at_once_and_of_one_host_one_after_the_other(clock: "HandClock") -> None:
    items = _items(clock, *(f"http://{host}.example/{n}" for host in "abcd" for n in range(3)))
    together, lock, going, seen = threading.Barrier(4), threading.Lock(), list[str](), set[int]()

    def visit(source: Source, state: SourceState) -> Visit:
        host = source.url[7:8]
        with lock:
            assert host not in going
            going.append(host)
            seen.add(len(going))
        together.wait(20)
        with lock:
            going.remove(host)
        return _came(source, state)

    done = list(run_schedule(lambda _: items, visit, clock=clock, pace=Pace(clock), crew=Crew(4), once=True))
    assert {one.source for one in done} == {item.source.id for item in items}
    assert max(seen) == 4


def test_what_becomes_due_while_a_visit_lasts_need_not_wait_for_it(clock: "HandClock") -> None:
    first, second = _items(clock, "http://slow.example/", "http://quick.example/")
    other_ended, looks = threading.Event(), list[int]()

    def due(_: object) -> list[Due]:
        looks.append(1)
        clock.sleep(60)
        return [first] if len(looks) == 1 else [first, second] if len(looks) == 2 else []

    def visit(source: Source, state: SourceState) -> Visit:
        if source is first.source:
            assert other_ended.wait(20)
        else:
            other_ended.set()
        return _came(source, state)

    ended: list[str] = []
    watching = run_schedule(
        due, visit, clock=clock, pace=Pace(clock), crew=Crew(2), poll=0, stop=lambda: len(ended) == 2
    )
    ended.extend(done.source for done in watching)
    assert ended == [second.source.id, first.source.id]


def test_a_host_that_wants_to_be_left_alone_is_not_visited_and_its_sources_do_not_fail(clock: "HandClock") -> None:
    items, pace = _items(clock, "http://a.example/", "http://b.example/"), Pace(clock)
    pace.hold("http://a.example/", 600)
    done = list(run_schedule(lambda _: items, _came, clock=clock, pace=pace, once=True))
    assert [one.source for one in done] == [items[1].source.id]


def test_what_visits_under_way_have_brought_is_had_when_the_run_ends(clock: "HandClock") -> None:
    items, pace, crew = _items(clock, "http://a.example/", "http://b.example/"), Pace(clock), Crew(2)
    halted = threading.Event()

    def visit(source: Source, state: SourceState) -> Visit:
        if "//b." in source.url:
            assert halted.wait(20)
        return _came(source, state)

    visits = run_schedule(lambda _: items, visit, clock=clock, pace=pace, crew=crew)
    assert next(visits).source == items[0].source.id
    visits.close()
    assert [one.source for one in crew.wind_up(halted.set)] == [items[1].source.id]
    assert list(crew.wind_up(halted.clear)) == []
    assert halted.is_set()


def test_a_visit_that_is_told_to_end_before_it_has_anything_is_none(clock: "HandClock") -> None:
    crew, pace = Crew(1), Pace(clock)
    pace.halt()

    def visit() -> Visit:
        pace.wait("http://a.example/")
        raise AssertionError

    crew.begin("s", visit)
    assert list(crew.wind_up(pace.halt)) == []
    assert crew.going == set()


def test_a_record_that_cannot_be_used_ends_the_run(clock: "HandClock") -> None:
    items = _items(clock, "http://a.example/")

    def visit(_source: Source, _state: SourceState) -> Visit:
        raise RecordError(message)

    message = "no space left"
    with pytest.raises(RecordError, match=message):
        list(run_schedule(lambda _: items, visit, clock=clock, pace=Pace(clock), once=True))


def test_an_address_is_fetched_by_one_source_until_what_it_brought_is_kept() -> None:
    claims = Claims()
    assert claims.take("http://a.example/1", "one")
    assert claims.take("http://a.example/1", "one")
    assert not claims.take("http://a.example/1", "two")
    claims.release("one")
    assert claims.take("http://a.example/1", "two")
