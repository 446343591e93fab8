from dataclasses import replace
from typing import Any

from detente.registry.ceasefires.happenings import Alleged, happenings_of
from detente.registry.ceasefires.violation import Violation
from detente.registry.evidence import Evidence
from registry.ceasefires.made import counted, days, violation

MAY = days(1, 8)


def test_what_the_record_puts_together_is_one_happening_with_all_who_tell_of_it() -> None:
    told = [
        violation("v1", incident="i1", published="2031-05-05"),
        violation("v2", "M", incident="i1", published="2031-05-04"),
        violation("v3", "B", incident="i1", said="denied"),
        violation("v4", incident="i2"),
    ]
    one, other = happenings_of(told, MAY)
    assert {v.id for v in one.told} | {v.id for v in other.told} == {"v1", "v2", "v4"}
    both = one if one.incident == "i1" else other
    assert (both.lead.id, both.alleged_by, both.alleged_of) == ("v2", ("M", "A"), ("B",))
    assert [v.id for v in both.against] == ["v3"]


def test_copies_of_one_text_are_one_happening_where_no_incident_is_known() -> None:
    told = [violation("v1", voice="d1"), violation("v2", voice="d1"), violation("v3", voice="d1", kind="drone")]
    assert sorted(len(one.told) for one in happenings_of(told, MAY)) == [1, 2]


def test_the_deed_stands_before_what_it_cost() -> None:
    told = [violation("a", incident="i1", harm="killed", published="2031-05-01"), violation("z", incident="i1")]
    (one,) = happenings_of(told, MAY)
    assert one.lead.id == "z"


def test_a_figure_is_one_of_its_own_and_a_corrected_one_stands_no_more() -> None:
    told = [
        violation("f1", origin="published", count=counted(3), incident="i1"),
        violation("f2", origin="published", count=counted(4), incident="i1", supersedes="f1"),
        violation("v1", incident="i1"),
    ]
    assert sorted(v.id for one in happenings_of(told, MAY) for v in one.told) == ["f2", "v1"]
    assert len(happenings_of(told, MAY)) == 2


def figure(id_: str, *, n: int = 9, at: str | None = None, **more: Any) -> Violation:
    """Return a figure of a body: of a table, or of the report `at`."""
    where = {"document": at, "start": 0, "end": 5} if at else {"by": "desk", "source": "weekly.csv, row 2"}
    held = Evidence(words="nine." if at else f"fire: {n}", **where)
    return replace(
        violation(id_, "M", None, origin="published", count=counted(n), interval=days(1, 7), voice=at, **more),
        evidence=(held,),
    )


def test_a_figure_that_a_table_and_reports_give_is_listed_once_with_all_that_give_it() -> None:
    told = [figure("row"), figure("told", at="d1"), figure("again", at="d2")]
    (one,) = happenings_of(told, MAY)
    assert {v.id for v in one.told} == {"row", "told", "again"}
    assert one.incident is None


def test_figures_that_may_be_of_other_things_stay_apart() -> None:
    told = [
        figure("row"),
        figure("other", n=8, at="d1"),
        figure("kind", kind="drone", at="d2"),
        replace(figure("days", at="d3"), interval=days(1, 8)),
        replace(figure("v", at="d4"), alleged="A"),
    ]
    assert [len(one.told) for one in happenings_of(told, MAY)] == [1] * 5


def test_rows_of_a_table_with_one_number_stay_apart_and_a_report_is_given_to_neither() -> None:
    told = [figure("row"), figure("next row"), figure("told", at="d1")]
    assert [len(one.told) for one in happenings_of(told, MAY)] == [1, 1, 1]


def test_a_zero_and_a_denial_are_nothing_to_verify() -> None:
    told = [
        violation("z", count=counted(0), origin="published"),
        violation("n", said="none"),
        violation("d", said="denied"),
    ]
    assert happenings_of(told, MAY) == ()


def test_other_days_are_left_out_and_what_has_no_day_comes_last() -> None:
    told = [
        violation("late", interval=days(9)),
        violation("none", interval=None, published="2031-05-02"),
        violation("old", interval=None, published="2031-04-02"),
        violation("a", interval=days(5)),
        violation("b", interval=days(2, 9)),
    ]
    assert [one.lead.id for one in happenings_of(told, MAY)] == ["b", "a", "none"]


def test_who_tells_of_it_and_names_no_doer_alleges_nothing_of_anybody() -> None:
    told = [
        violation("v1", incident="i1"),
        violation("v2", "M", None, incident="i1"),
        violation("v3", "B", "A", incident="i1"),
    ]
    (one,) = happenings_of(told, MAY)
    assert set(one.alleged) == {
        Alleged(of="B", by=("A",)), Alleged(of="A", by=("B",)), Alleged(of=None, by=("M",))
    }  # fmt: skip
    assert one.alleged[-1].of is None
    assert (set(one.alleged_by), set(one.alleged_of)) == ({"A", "B"}, {"A", "B"})
    (nameless,) = happenings_of(told[1:2], MAY)
    assert (nameless.alleged_by, nameless.alleged_of) == (("M",), ())
