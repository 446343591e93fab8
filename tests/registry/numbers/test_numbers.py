"""A number from elsewhere, held against those of the record: the same, or another, of which days, by whose count."""

import datetime as dt
from dataclasses import replace

import pytest

from detente.registry.ceasefires.taxonomy import shipped_taxonomy
from detente.registry.count import Count
from detente.registry.evidence import Evidence
from detente.registry.interval import Interval
from detente.registry.numbers.asked import Question
from detente.registry.numbers.covering import Part, uncovered
from detente.registry.numbers.held import HeldFigure
from detente.registry.numbers.matching import Answer, answer_figure
from detente.registry.numbers.question import LONGEST, MOST, read_question

TODAY = dt.date(2021, 6, 1)
WEEK = Interval(first=dt.date(2021, 5, 12), last=dt.date(2021, 5, 18))
NAMES = {"A": ("Northmark",), "B": ("Southmark",), "M": ("Joint Centre", "the centre")}
TAXONOMY = shipped_taxonomy("posts-on-a-line")


def held(number: int, claimant: str, *, interval: Interval | None = WEEK, **more: object) -> HeldFigure:
    made = HeldFigure(
        id=f"{claimant}-{number}-{interval}", room="ceasefire", of="ford", claimant=claimant, what="fire",
        subjects=frozenset({"violations", "class:fire"}), interval=interval, rule="published",
        count=Count(low=number, high=number, words=str(number)), evidence=(Evidence(words=str(number), by="Ann"),),
    )  # fmt: skip
    return replace(made, **more)  # type: ignore[arg-type]


RECORD = (held(7, "M"), held(4, "A", alleged="B"), held(5, "B", alleged="A"),
          held(9, "M", interval=Interval(first=dt.date(2021, 4, 1), last=dt.date(2021, 4, 7))),
          held(3, "M", interval=None, what="wounded", subjects=frozenset({"wounded"})))  # fmt: skip


def asked(text: str) -> Question:
    return read_question(text, today=TODAY, taxonomies=[TAXONOMY], names=NAMES)


def answers(text: str) -> list[Answer]:
    question = asked(text)
    return [answer_figure(one, RECORD) for one in question.figures]


@pytest.mark.parametrize(
    ("text", "standing"),
    [
        ("The Joint Centre counted 7 incidents of fire from 12 to 18 May 2021.", "as told"),
        ("There were seven ceasefire violations from 12 to 18 May 2021.", "differs what"),
        ("The Joint Centre counted 7 incidents of fire from 1 to 7 March 2021.", "differs days"),
        ("Northmark counted 7 incidents of fire from 12 to 18 May 2021.", "differs who"),
        ("Northmark counted 9 incidents of fire from 12 to 18 May 2021.", "differs days who"),
        ("There were 12 incidents of fire from 12 to 18 May 2021.", "added up"),
        ("The Joint Centre counted 8 incidents of fire from 12 to 18 May 2021.", "other number"),
        ("The Joint Centre counted 8 incidents of fire in January 2019.", "not ours"),
        ("There were 7 drones over the line from 12 to 18 May 2021.", "other unit"),
        ("Fire fell by 30 percent from 12 to 18 May 2021.", "percentage"),
        ("There were dozens of incidents of fire from 12 to 18 May 2021.", "no number"),
        ("Three people were wounded on 14 May 2021.", "differs days"),
        ("7 elephants were seen.", "not kept"),
        ("21 elephants were seen.", "not kept"),
    ],
)
def test_a_number_stands_to_the_record(text: str, standing: str) -> None:
    (one,) = answers(text)
    assert " ".join((one.standing, *sorted(one.differences))) == standing


def test_numbers_of_different_claimants_are_not_added_up_and_it_is_told_which_would_be() -> None:
    (one,) = answers("There were 12 incidents of fire from 12 to 18 May 2021.")
    assert {(each.claimant, each.count.low) for each in one.added} in ({("M", 7), ("B", 5)}, {("B", 5), ("M", 7)})
    assert all(each.number != "same" for each in one.compared)


def test_each_figure_of_a_sentence_has_an_answer_of_its_own() -> None:
    first, second = answers("From 12 to 18 May 2021 the centre counted 7 incidents of fire, and 3 people were wounded.")
    assert first.standing == "as told"
    assert first.asked.subjects == frozenset({"class:fire"})
    assert second.asked.subjects == {"wounded"}
    assert second.differences == ("days",)


def test_days_and_names_with_numbers_are_no_figures() -> None:
    question = asked("At the 2nd round of the 3+3 platform on 4 March 2021 nobody counted.")
    assert question.figures == ()
    assert [(one.words, one.why) for one in question.passed] == [("2", "name"), ("3", "name")]


def test_who_counted_is_told_from_who_is_said_to_have_done_it() -> None:
    assert asked("7 violations by Southmark, said the Joint Centre.").figures[0].named.said == {"M"}
    assert asked("7 violations by Southmark, said the Joint Centre.").figures[0].named.done == {"B"}
    assert asked("According to Northmark there were 7.").figures[0].named.said == {"A"}
    (one,) = answers("The Joint Centre counted 4 incidents of fire by Northmark from 12 to 18 May 2021.")
    assert one.standing == "differs"
    assert "done" in one.differences


def test_money_and_ground_have_their_unit() -> None:
    (money,) = asked("The railway cost $600 million.").figures
    assert (money.count.low, money.unit, money.subjects) == (600_000_000, "USD", frozenset({"money"}))
    (ground,) = asked("They cleared 12 hectares.").figures
    assert (ground.count.low, ground.unit, ground.subjects) == (120_000, "m2", frozenset({"ground"}))


def test_another_currency_is_another_number() -> None:
    euros = held(600_000_000, "A", interval=None, subjects=frozenset({"money"}), unit="EUR", what="cost")
    question = asked("It cost $600 million.")
    assert answer_figure(question.figures[0], [euros]).standing == "not ours"


def test_a_bound_is_not_the_number_itself() -> None:
    (one,) = answers("The Joint Centre counted at least 7 incidents of fire from 12 to 18 May 2021.")
    assert one.standing == "within"
    assert one.compared[0].number == "within"


@pytest.mark.parametrize(
    "text", ["", "   ", "\u202e7", "9" * 400, "1 " * 4000, "<b>7</b>", "7" + "\u0301" * 900, "(((" * 300]
)
def test_hostile_sentences_are_bounded(text: str) -> None:
    question = asked(text)
    assert len(question.text) <= LONGEST
    assert len(question.figures) <= MOST


def days(first: int, last: int) -> Interval:
    return Interval(first=dt.date(2021, 4, first), last=dt.date(2021, 4, last))


def part(number: int, first: int, last: int) -> Part:
    return Part(count=Count(low=number, high=number, words=str(number)), interval=days(first, last))


def test_days_that_no_figure_covers_are_told() -> None:
    weeks = [part(8, 1, 7), part(7, 8, 14), part(10, 18, 20)]
    assert uncovered(days(1, 14), weeks[:2]) == ()
    assert uncovered(days(1, 30), weeks) == (days(15, 17), days(21, 30))
    assert uncovered(days(3, 4), []) == (days(3, 4),)


def test_a_sum_over_figures_that_leave_days_out_is_no_number_of_these_days() -> None:
    question = asked("The Joint Centre counted 25 incidents of fire in April 2021.")
    some = held(25, "M", interval=days(1, 30), rule="added up", uncovered=(days(29, 30),))
    assert answer_figure(question.figures[0], [some]).standing == "in part"
    assert answer_figure(question.figures[0], [replace(some, uncovered=())]).standing == "as told"


@pytest.mark.parametrize(
    "text",
    [
        "Northmark counted forty violations from 12 to 18 May 2021, and Southmark sixty.",
        "Northmark reported 40 violations by Southmark from 12 to 18 May 2021 and Southmark sixty.",
        "Northmark counted forty and Southmark sixty violations from 12 to 18 May 2021.",
    ],
)
def test_who_stands_before_a_number_without_a_verb_counted_it_and_the_noun_is_of_both(text: str) -> None:
    first, second = asked(text).figures
    assert [one.named.said for one in (first, second)] == [{"A"}, {"B"}]
    assert [one.counted.subjects for one in (first, second)] == [{"violations"}] * 2
    assert second.named.done == frozenset()


def test_another_name_before_how_often_is_another_doer() -> None:
    first, second = asked("The centre said Northmark violated the ceasefire 40 times, and Southmark sixty.").figures
    assert [one.named.done for one in (first, second)] == [{"A"}, {"B"}]
    assert second.named.said == {"M"}


@pytest.mark.parametrize(
    "text",
    ["Northmark counted forty and Southmark 60 km.", "Northmark named four, and 12 violations were counted.",
     "Northmark paid forty and Southmark 60 dollars."],
)  # fmt: skip
def test_a_number_of_another_kind_lends_no_noun(text: str) -> None:
    assert asked(text).figures[0].counted.kind == "not made out"
