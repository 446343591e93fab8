"""Paragraphs that earlier reports had are recognised; news in the same form is not."""

import itertools
import time
from collections import defaultdict

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.documents.recycled import Recycled, recycled_paragraphs, sentence_marks

BACKGROUND = (
    "The two countries fought a war of 44 days in the autumn of 2020, which ended with a statement signed in Moscow. "
    "Under it, Russian peacekeepers were posted along the line of contact and in the corridor of Lachin for five years."
)
NEWS = (
    "On Friday a shell fell beside the school of Agdara and broke its windows, the mayor Rauf Danizade told reporters."
)


def known(*texts: str) -> dict[int, tuple[str, ...]]:
    index: defaultdict[int, list[str]] = defaultdict(list)
    for number, text in enumerate(texts):
        for _, _, mark in sentence_marks(text):
            index[mark].append(f"r{number}")
    return {mark: tuple(reports) for mark, reports in index.items()}


def recycled(text: str, *earlier: str) -> list[str]:
    index = known(*earlier)
    return [text[r.start : r.end] for r in recycled_paragraphs(text, lambda mark: index.get(mark, ()))]


def test_a_paragraph_of_an_earlier_report_is_background() -> None:
    index = known("Something else happened on that day in the harbour of Poti.", f"{NEWS}\n\n{BACKGROUND}")
    text = f"Rain fell for nine hours on the posts of the northern sector yesterday.\n\n{BACKGROUND}\n\nEnd."
    start = text.index(BACKGROUND)
    expected = Recycled(start=start, end=start + len(BACKGROUND), earlier=("r1",), share=1.0)
    assert recycled_paragraphs(text, lambda mark: index.get(mark, ())) == (expected,)


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("fought", "waged"),
        ("ended with a statement", "finished with a statement"),
        ("posted along", "deployed along"),
        ("Under it, ", ""),
        ("the autumn", "autumn"),
    ],
)
def test_a_word_put_for_another_hides_no_background(was: str, now: str) -> None:
    assert was in BACKGROUND
    assert recycled(BACKGROUND.replace(was, now), BACKGROUND) == [BACKGROUND.replace(was, now)]
    assert recycled(BACKGROUND, BACKGROUND.replace(was, now)) == [BACKGROUND]


def test_another_figure_or_name_makes_another_sentence() -> None:
    report = "The posts of the Joint Centre counted 14 violations along the line of contact between Tartar and Agdara."
    assert recycled(report.replace("14", "23"), report) == []
    assert recycled(report.replace("Agdara", "Fuzuli"), report) == []
    assert recycled(report, report) == [report]


def test_a_paragraph_that_is_mostly_new_is_no_background() -> None:
    first = BACKGROUND[: BACKGROUND.index(" Under it")]
    text = (
        f"{first} {NEWS} The roof of the school is gone as well, and lessons will be held in the town hall until May."
    )
    assert recycled(text, BACKGROUND) == []


def test_of_a_paragraph_with_a_new_sentence_only_those_that_recur_are_background() -> None:
    new = "Stoltenberg met Pavlo Klimkin in Brussels on Monday."
    first, second = BACKGROUND.split(" Under it")
    assert recycled(f"{new} {BACKGROUND}", BACKGROUND) == [BACKGROUND]
    assert recycled(f"{first} {new} Under it{second}", BACKGROUND) == [first, f"Under it{second}"]


def test_short_sentences_are_everybody_s() -> None:
    assert sentence_marks("Talks go on. Nothing further to report. He gave no details.") == ()


def test_sentences_of_scripts_without_spaces_are_recognised() -> None:
    text = "联合国监督团星期一报告说该地区停火协议基本得到遵守。"
    assert recycled(text, text) == [text]


@given(st.lists(st.sampled_from([BACKGROUND, NEWS, "", "Nothing new.", "停火" * 30]), max_size=6))
@settings(max_examples=60, deadline=None)
def test_spans_stand_in_order_and_hold_their_marks(paragraphs: list[str]) -> None:
    text = "\n\n".join(paragraphs)
    found = recycled_paragraphs(text, lambda _: ("r",))
    assert all(before.end <= after.start for before, after in itertools.pairwise(found))
    assert all(0 <= r.start < r.end <= len(text) and 0.7 <= r.share <= 1 for r in found)
    assert all(0 <= start < end <= len(text) and 0 <= mark < 2**63 for start, end, mark in sentence_marks(text))


@pytest.mark.parametrize("text", ["x" * 250_000, "a " * 125_000, "中" * 250_000, "A\n" * 125_000, "\n " * 125_000, ""])
def test_hostile_texts_are_marked_in_two_seconds_of_work(text: str) -> None:
    started = time.process_time()
    recycled_paragraphs(text, lambda _: ())
    assert time.process_time() - started < 2


SHORT = "It affirms joint efforts by the two armies in the face of foreign threats."
RETOLD = "The statement affirms the joint efforts of the two armies in the face of foreign threats."


def looked_up(text: str, earlier: str) -> list[str]:
    index = known(earlier)
    found = recycled_paragraphs(text, lambda mark: index.get(mark, ()), lambda _: earlier)
    return [text[one.start : one.end] for one in found]


def test_a_short_sentence_that_was_edited_is_known_by_its_words() -> None:
    assert looked_up(RETOLD, f"{NEWS}\n\n{SHORT}") == [RETOLD]
    assert looked_up(SHORT, RETOLD) == [SHORT]
    assert recycled(RETOLD, SHORT) == []  # by no words at hand, a hint is not enough


@pytest.mark.parametrize(
    ("was", "now"), [("two", "three"), ("armies", "parliaments of Georgia"), ("foreign threats", "rising food prices")]
)
def test_a_short_sentence_with_another_figure_name_or_matter_is_another(was: str, now: str) -> None:
    assert looked_up(RETOLD.replace(was, now), SHORT) == []
