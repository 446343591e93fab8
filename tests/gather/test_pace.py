"""When each host may be asked, told without a network; what earlier runs were told counts in the next."""

import threading
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from detente.core.errors import FetchFailed
from detente.gather.answers import LONGEST_WAIT
from detente.gather.hosts import HostNote, RulesNote
from detente.gather.pace import Pace
from detente.gather.politeness import DAY
from detente.gather.turns import CROWD

if TYPE_CHECKING:
    from gather.conftest import HandClock

A = "http://a.example/"


class Book:
    """Recalls what it was given."""

    def __init__(self, *notes: HostNote) -> None:
        self.notes = {note.host: note for note in notes}

    def host(self, host: str) -> HostNote | None:
        return self.notes.get(host)

    def rules(self, origin: str) -> RulesNote | None:  # noqa: ARG002
        return None


def test_one_host_is_asked_at_its_pace_and_another_at_once(clock: "HandClock") -> None:
    pace = Pace(clock)
    for url in ("http://a.example/1", "http://b.example/1", "http://a.example/2", "https://b.example/2"):
        pace.wait(url)

    assert clock.slept == [5.0]
    assert pace.ready_at("http://a.example/3") == clock.now() + timedelta(seconds=5)


def test_a_longer_pause_that_a_site_asks_for_is_kept_and_a_shorter_one_is_not(clock: "HandClock") -> None:
    pace = Pace(clock)
    for delay in (None, 20.0, 1.0):
        pace.wait("http://a.example/", delay=delay)

    assert clock.slept == [20.0, 5.0]


def test_a_host_that_wants_to_be_left_alone_is(clock: "HandClock") -> None:
    pace = Pace(clock)
    pace.hold("http://a.example/", 3600)

    with pytest.raises(FetchFailed, match="left alone until 2031-03-03 07:00"):
        pace.wait("http://a.example/other")
    assert not pace.is_held("http://b.example/")
    clock.sleep(3600)
    pace.wait("http://a.example/other")


def test_what_is_kept_of_hosts_does_not_grow_with_all_that_were_asked(clock: "HandClock") -> None:
    pace = Pace(clock)
    for n in range(5000):
        clock.sleep(90)
        pace.wait(f"http://h{n}.example/")

    assert len(pace._notes) <= 1001


def test_the_pause_that_a_site_asks_for_counts_for_whoever_asks_next(clock: "HandClock") -> None:
    pace = Pace(clock)
    pace.wait(A, delay=60.0)
    assert pace.ready_at(A) == clock.now() + timedelta(seconds=60)
    pace.wait(A)
    pace.wait(A, delay=0.0)
    assert clock.slept == [60.0, 5.0]


def test_the_next_run_goes_on_where_this_one_ended(clock: "HandClock") -> None:
    first = Pace(clock, memory=Book())
    first.wait(A, delay=40.0)
    first.hold("http://b.example/", 600)
    notes = first.news()
    assert {note.host for note in notes} == {"a.example:80", "b.example:80"}
    assert first.news() == ()

    clock.sleep(10)
    clock.slept.clear()
    second = Pace(clock, memory=Book(*notes))
    assert second.is_held("http://b.example/x")
    second.wait("http://a.example/y")
    assert clock.slept == [30.0]


def test_what_a_wrong_clock_noted_holds_nobody_up_for_longer_than_a_week(clock: "HandClock") -> None:
    late = clock.now() + timedelta(days=4000)
    pace = Pace(clock, memory=Book(HostNote(host="a.example:80", asked_at=late, held_until=late)))
    assert pace.ready_at(A) == clock.now()
    clock.sleep(LONGEST_WAIT)
    assert not pace.is_held(A)


def test_a_host_that_says_only_that_it_is_too_much_is_left_alone_for_longer_each_time(clock: "HandClock") -> None:
    pace = Pace(clock, memory=Book())
    waits = []
    for _ in range(15):
        pace.slow_down(A)
        start = clock.now()
        while pace.is_held(A):
            clock.sleep(60)
        waits.append((clock.now() - start).total_seconds())
    assert waits[:4] == [60, 120, 240, 480]
    assert waits[-1] == DAY
    pace.speed_up(A)
    assert [note.slowed for note in pace.news()] == [0]
    pace.slow_down(A)
    clock.sleep(60)
    assert not pace.is_held(A)


def test_a_pace_that_is_halted_lets_nobody_ask(clock: "HandClock") -> None:
    pace = Pace(clock)
    pace.halt()
    with pytest.raises(KeyboardInterrupt):
        pace.wait(A)
    with pytest.raises(KeyboardInterrupt), pace.turn() as turn:
        turn.enter(A)


def test_one_host_is_asked_by_one_at_a_time_and_those_who_wait_are_a_crowd(clock: "HandClock") -> None:
    pace, asked = Pace(clock), list[str]()
    begun = threading.Barrier(CROWD + 1)

    def ask(name: str) -> None:
        begun.wait()
        with pace.turn() as turn:
            turn.enter(A)
            asked.append(f"{name} begins")
            turn.enter("http://b.example/")
            asked.append(f"{name} left")

    with pace.turn() as turn:
        turn.enter(A)
        threads = [threading.Thread(target=ask, args=(str(n),)) for n in range(CROWD)]
        for thread in threads:
            thread.start()
        begun.wait()
        while not pace.is_crowded(A):
            pass
        assert asked == []
    for thread in threads:
        thread.join()
    assert len(asked) == 2 * CROWD
    assert not pace.is_crowded(A)
