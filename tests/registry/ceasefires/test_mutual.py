"""Two who accuse each other: each says it of the other, whichever is named first."""

from dataclasses import replace

import pytest

from detente.registry.ceasefires.from_reading import violations_of
from detente.registry.ceasefires.mutual import part_mutual
from detente.registry.ceasefires.report import Report
from detente.registry.ceasefires.violation import Violation
from registry.ceasefires.made import days
from registry.ceasefires.report_made import FORD, Made

ORDERS = [("Northmark", "Southmark"), ("Southmark", "Northmark")]


def told(made: Made, **more: dict[str, str]) -> list[Violation]:
    return list(violations_of(made.reading, document="d1", ceasefire=FORD, **more))  # type: ignore[arg-type]


def accusing(one: str, other: str, what: str, behind: str = " on 5 May 2031.") -> tuple[Made, str]:
    """Return a report in which two accuse each other, as a reading gives it: the first one of the second."""
    made = Made(f"{one} and {other} accused each other of {what}{behind}")
    first, second = made.who(one), made.who(other)
    source = made.at(f"{one} and {other}") | {"entity": first["entity"]}
    claim = made.claim(what, source, mood="accused")
    made.event(what.split(" near", maxsplit=1)[0], (second,), (), claim=claim, status="alleged")
    return made, claim


@pytest.mark.parametrize(("one", "other"), ORDERS)
def test_each_accuses_the_other_of_the_day_that_is_told(one: str, other: str) -> None:
    made, _ = accusing(one, other, "opening fire near Ash Ford")
    made.date("5 May 2031", "2031-05-05", "2031-05-05")
    found = told(made, incidents={"V0": "i1"})
    assert {(v.claimant, v.alleged) for v in found} == {("A", "B"), ("B", "A")}
    assert len({v.id for v in found}) == len(found) == 2
    for v in found:
        assert v.interval is not None
        assert (v.kind, v.said, v.incident, replace(v.interval, words=None)) == ("fire", "some", "i1", days(5))


@pytest.mark.parametrize(("one", "other"), ORDERS)
def test_what_each_says_the_other_cost_is_said_by_each(one: str, other: str) -> None:
    made, claim = accusing(one, other, "opening fire and killing two soldiers")
    made.reading["events"][0]["trigger"] = made.at("opening fire")
    made.quantity("two soldiers", "killed", 2, event="V0", claim=claim)
    killed = [v for v in told(made) if v.harm == "killed"]
    assert {(v.claimant, v.alleged) for v in killed} == {("A", "B"), ("B", "A")}


def test_the_day_of_accusing_is_no_day_of_the_deed() -> None:
    made = Made("On 5 May 2031 Northmark accused Southmark of opening fire near Ash Ford.")
    who, of = made.who("Northmark"), made.who("Southmark")
    made.date("5 May 2031", "2031-05-05", "2031-05-05")
    claim = made.claim("opening fire near Ash Ford", who, mood="accused")
    made.event("opening fire", (of,), (), claim=claim, status="alleged")
    assert [(v.claimant, v.alleged, v.interval) for v in told(made)] == [("A", "B", None)]


def test_one_who_accuses_the_other_says_it_of_the_day_behind_it() -> None:
    made = Made("Northmark accused Southmark of opening fire near Ash Ford on 5 May 2031.")
    who, of = made.who("Northmark"), made.who("Southmark")
    made.date("5 May 2031", "2031-05-05", "2031-05-05")
    claim = made.claim("opening fire near Ash Ford", who, mood="accused")
    made.event("opening fire", (of,), (), claim=claim, status="alleged")
    (one,) = told(made)
    assert one.interval is not None
    assert one.interval.first == days(5).first


def test_what_others_are_told_to_have_done_stays_theirs() -> None:
    made = Made("Northmark and Southmark accused each other of letting Eastland shell Ash Ford.")
    first, _, third = made.who("Northmark"), made.who("Southmark"), made.who("Eastland")
    source = made.at("Northmark and Southmark") | {"entity": first["entity"]}
    claim = made.claim("letting Eastland shell Ash Ford", source, mood="accused")
    made.event("shell", (third,), (), claim=claim, status="alleged")
    assert [(v.claimant, v.alleged) for v in told(made)] == [(None, None)]


@pytest.mark.parametrize(
    "text", ["Northmark and Eastland accused each other of shelling.", "Northmark accused Southmark of shelling."]
)
def test_who_are_not_both_sides_or_not_each_other_are_left_as_they_are(text: str) -> None:
    made = Made(text)
    first = made.who("Northmark")
    for name in ("Eastland", "Southmark"):
        if name in text:
            made.who(name)
    claim = made.claim("shelling", first, mood="accused")
    made.event("shelling", (), (), claim=claim, status="alleged")
    report = Report(reading=made.reading, document="d1", ceasefire=FORD)
    assert part_mutual(report) is report
