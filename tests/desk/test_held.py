"""Views are right as they were worked out, and never show what was before a change made at the desk."""

import contextlib
import datetime as dt
import threading
import time
from collections.abc import Iterator

import pytest

from detente.desk.held import Held, NotReady

AT = dt.datetime(2026, 3, 20, tzinfo=dt.UTC)


@pytest.fixture
def held() -> Iterator[Held]:
    made = Held(now=lambda: AT, most=2, patience=0.01)
    yield made
    made.close()


def test_a_view_is_worked_out_once_for_a_state(held: Held) -> None:
    made = [held.get("a", "one", object).made for _ in range(2)]
    assert made[0] is made[1]


def test_the_last_view_is_shown_as_such_while_the_next_is_worked_out(held: Held) -> None:
    gate = threading.Event()
    held.get("a", "one", lambda: "first")

    def slow() -> str:
        gate.wait(5)
        return "second"

    late = held.get("a", "two", slow)
    assert (late.made, late.behind, late.at) == ("first", True, AT)
    gate.set()
    while held.get("a", "two", slow).behind:
        pass
    assert held.get("a", "two", lambda: "third").made == "second"


def test_after_a_change_at_the_desk_nothing_from_before_is_shown(held: Held) -> None:
    held.get("a", "one", lambda: "first")
    held.changed()
    assert held.get("a", "two", lambda: "second").made == "second"


def test_what_fails_is_told_and_not_held(held: Held) -> None:
    def broken() -> str:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        held.get("a", "one", broken)
    assert held.get("a", "one", lambda: "made").made == "made"


def test_the_view_asked_for_longest_ago_goes_first(held: Held) -> None:
    for key in ("a", "b", "c"):
        held.get(key, "one", lambda: "made")
    assert held.get("a", "one", lambda: "anew").made == "anew"
    assert held.get("c", "one", lambda: "anew").made == "made"


def test_views_of_one_share_push_out_none_of_another(held: Held) -> None:
    held.get("a", "one", lambda: "made", share="internal")
    for key in range(9):
        held.get(key, "one", lambda: "other", share="public before")
    assert held.get("a", "one", lambda: "anew", share="internal").made == "made"


def test_who_asks_for_what_is_not_there_yet_is_told_so_and_has_it_when_it_is() -> None:
    patient = Held(now=lambda: AT, first=0.01)
    gate = threading.Event()

    def slow() -> str:
        gate.wait(5)
        return "made"

    for _ in range(2):
        with pytest.raises(NotReady):
            patient.get("a", "one", slow)
    gate.set()
    until = time.monotonic() + 5
    while time.monotonic() < until:
        with contextlib.suppress(NotReady):
            assert patient.get("a", "one", lambda: "another").made == "made"
            break
    else:
        pytest.fail("it never came")
    patient.close()


def test_a_part_of_a_view_that_is_worked_out_behind_is_worked_out_with_it() -> None:
    patient = Held(now=lambda: AT, first=5)
    found = patient.get("whole", "one", lambda: patient.get("part", "one", lambda: "part").made + " and more")
    assert found.made == "part and more"
    patient.close()


def test_a_view_that_is_worked_out_behind_is_named_by_the_state_that_it_saw() -> None:
    patient = Held(now=lambda: AT, first=5)
    assert patient.get("a", "asked", lambda: "made", again=lambda: "seen").state == "seen"
    patient.close()


def test_who_waits_apart_takes_no_turn_of_the_others() -> None:
    held, gate = Held(now=lambda: AT, first=0.01), threading.Event()
    try:
        for n in range(6):
            with contextlib.suppress(NotReady):
                held.get(f"strange {n}", "one", lambda: gate.wait(10), share="public", apart=True)
        for _ in range(200):
            with contextlib.suppress(NotReady):
                assert held.get("own", "one", lambda: "made").made == "made"
                break
        else:
            pytest.fail("it waited for strangers")
        with pytest.raises(NotReady):
            held.get("strange 5", "one", lambda: "late", share="public", apart=True)
    finally:
        gate.set()
        held.close()
