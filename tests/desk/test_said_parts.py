"""The small parts of the pages on what is said: moments, pages of lists, days, which contradictions are new."""

import datetime as dt
from dataclasses import replace

import pytest
from starlette.requests import Request

from desk.conftest import bare_asked
from detente.core.errors import UsageError
from detente.desk.fields import days_between
from detente.desk.pages.said.paging import one_called, turn_to
from detente.desk.pages.said.telling import certainty_of, days_text
from detente.desk.pages.today.seen import read_moment, since_when
from detente.desk.refusals import Refused
from detente.pipeline.since import contradictions_since, due_around
from detente.pipeline.standings import last_days
from detente.registry.assertions.assertion import Assertion, Claimant, Day
from detente.registry.contradictions.contradiction import Contradiction, Verdict
from detente.registry.evidence import Evidence
from detente.registry.expectations.expectation import Expectation
from registry.ceasefires.made import ceasefire

NOON = dt.datetime(2026, 3, 20, 12, tzinfo=dt.UTC)


def claim(id_: str, known_at: str | None) -> Assertion:
    return Assertion(
        id=id_, room="agreement", subject="pact", named="pact", what="signed", claimant=Claimant(name=id_),
        standing="happened", evidence=(Evidence(words="signed", by="the desk"),), known_at=known_at,
    )  # fmt: skip


def against(*known: str | None, verdict: Verdict | None = None) -> Contradiction:
    sides = tuple((claim(f"c{n}", at),) for n, at in enumerate(known))
    return Contradiction(
        id="x", rule="r", relation="contradiction", subject="pact", named="pact", why="w", sides=sides, verdict=verdict
    )  # fmt: skip


def asked(**headers: str) -> Request:
    return Request({"type": "http", "headers": [(k.encode(), v.encode()) for k, v in headers.items()]})


@pytest.mark.parametrize(
    ("given", "at"),
    [
        ("2026-03-20", dt.datetime(2026, 3, 20, tzinfo=dt.UTC)),
        ("2026-03-20T12:00:00+00:00", NOON),
        ("2026-03-20T12:00:00 00:00", NOON),
        ("2026-03-20T12:00:00Z", NOON),
    ],
)
def test_a_moment_is_a_day_or_a_time(given: str, at: dt.datetime) -> None:
    assert read_moment(given) == at


@pytest.mark.parametrize("given", ["yesterday", "2026-13-01", "\u202e", "9" * 50, "0001-01-01T00:00:00+14:00"])
def test_what_is_no_moment_is_refused(given: str) -> None:
    with pytest.raises(UsageError):
        read_moment(given)


def test_the_address_goes_before_the_cookie_and_that_before_the_last_day() -> None:
    seen = asked(cookie="detente_seen=2026-03-10T00:00:00+00:00")
    assert since_when(seen, "2026-03-01", NOON).rule == "asked"
    assert since_when(seen, "", NOON).rule == "seen"
    assert since_when(asked(cookie="detente_seen=nonsense"), "", NOON) == since_when(asked(), "", NOON)
    assert since_when(asked(), "", NOON).at == NOON
    assert since_when(asked(), "", None).at is None


def test_a_list_is_turned_page_by_page_and_none_is_left_out() -> None:
    found = [f"e{n}" for n in range(7)]
    seen, after = list[str](), ""
    while True:
        shown, then = turn_to(bare_asked(), found, after, called=str, at_once=3)
        seen += shown
        if then is None:
            break
        after = then
    assert seen == found
    anew = bare_asked()
    assert turn_to(anew, found, "gone", called=str, at_once=3)[0] == found[:3]
    assert anew.request.state.begun_anew
    assert turn_to(bare_asked(), [], "", called=str) == ([], None)


def test_an_entry_is_found_by_the_beginning_of_its_id_where_that_is_one() -> None:
    found = ["ab1", "ab2", "c"]
    assert one_called(found, "c", ids=lambda one: (one,), none="none", href="/") == "c"
    assert one_called([*found, "ab"], "ab", ids=lambda one: (one,), none="none", href="/") == "ab"
    for given in ("ab", "zz", ""):
        with pytest.raises(Refused):
            one_called(found, given, ids=lambda one: (one,), none="none", href="/")


def test_days_have_open_ends_and_are_refused_the_wrong_way_round() -> None:
    first, last = dt.date(2026, 3, 1), dt.date(2026, 3, 2)
    assert days_between(None, None) is None
    assert days_between(first, None) is not None
    with pytest.raises(Refused, match="before they begin"):
        days_between(last, first)


def test_days_are_told_as_far_as_they_are() -> None:
    assert days_text(None) == ""
    assert days_text(Day(first="2026-03-01", last="2026-03-01")) == "2026-03-01"
    assert days_text(Day(last="2026-03-01")) == "by 2026-03-01"
    assert days_text(Day(first="2026-03-01")) == "since 2026-03-01"
    assert days_text(Day(words="soon")) == "“soon”"


def test_what_is_denied_or_planned_is_drawn_as_less() -> None:
    drawn = [certainty_of(one) for one in ("happened", "alleged", "planned", "denied")]
    assert drawn == [None, "claimed", "unsure", "undone"]


def test_a_contradiction_is_new_when_its_second_side_came_in() -> None:
    early, late = "2026-03-19T00:00:00+00:00", "2026-03-21T00:00:00+00:00"
    new, old = against(early, late), against(early, early)
    assert contradictions_since([new, old], NOON) == (new,)
    assert contradictions_since([old], None) == (old,)
    assert contradictions_since([against(early, late, verdict=Verdict(ruling="upheld"))], NOON) == ()
    assert contradictions_since([against(early, early, late)], NOON) == ()


def test_what_is_due_near_a_day_stands_before_what_is_past() -> None:
    def due(day: str, state: str) -> Expectation:
        return Expectation(id=day, kind="meeting", tellings=(), state=state, why="", due=Day(last=day))  # type: ignore[arg-type]

    past, soon, far = due("2026-03-10", "overdue"), due("2026-03-25", "due"), due("2026-05-01", "due")
    met = replace(soon, id="met", state="met")
    assert due_around([past, soon, far, met], NOON.date()) == (soon, past)
    assert due_around([past], dt.date.min) == ()


def test_the_last_days_end_with_the_ceasefire_and_begin_with_it() -> None:
    today = NOON.date()
    over = last_days(ceasefire(first="2020-01-01", last="2020-06-30"), today, days=7)
    assert over is not None
    assert (over.first, over.last) == (dt.date(2020, 6, 24), dt.date(2020, 6, 30))
    young = last_days(ceasefire(first="2026-03-18"), today)
    assert young is not None
    assert (young.first, young.last) == (dt.date(2026, 3, 18), today)
    assert last_days(ceasefire(first="2026-04-01"), today) is None
    assert last_days(ceasefire(), dt.date.min) is not None
