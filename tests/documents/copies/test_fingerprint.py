"""Marks find copies again, and depend on a text alone."""

import itertools
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.documents.copies.fingerprint import MOST_MARKS, fingerprint, least_shared
from detente.documents.copies.words import fold, stem_of, words_of

REPORT = (
    "Talks between the government and the Nuba Front opened in Juba on Monday under Thuliso Marambe. The "
    "delegations agreed "
    "on an agenda of five points, of which the first is access for relief convoys to Kadugli. Marambe told "
    "reporters that "
    "neither side had walked out, which he called progress. The mediators want a draft by 17 March. Fighting near "
    "Dilling "
    "went on over the weekend, and a mill at Habila burned down. The United Nations counted 1,200 displaced families."
)
HOSTILE = {
    "one long word": "x" * 250_000,
    "one short word": "a " * 125_000,
    "no spaces": "中" * 250_000,
    "full stops": ". " * 125_000,
    "short sentences": "A. " * 83_000,
    "short lines": "A\n" * 125_000,
    "spaces": " " * 250_000,
    "line breaks": "\n " * 125_000,
    "figures": "12 " * 83_000,
    "number words": "twenty five hundred " * 12_500,
    "accents": "e\u0301" * 125_000,
    "abbreviations": "Gen. " * 50_000,
}


def shared(one: str, other: str) -> int:
    return len(set(fingerprint(one).marks) & set(fingerprint(other).marks))


@pytest.mark.parametrize("text", ["", " \n\t", "...", "—–!"])
def test_what_has_no_words_has_no_marks(text: str) -> None:
    assert fingerprint(text).marks == ()


def test_marks_are_few_ascending_and_fit_a_signed_column() -> None:
    marks = fingerprint(REPORT).marks
    assert 15 <= len(marks) <= 60
    assert list(marks) == sorted(set(marks))
    assert all(0 <= one < 2**63 for one in marks)


def test_marks_are_the_same_on_every_machine() -> None:
    assert fingerprint("Two shells fell near Tartar.").marks == (
        1403480499475450179,
        2951423029565390976,
        4763579975166344259,
        6970982035179214819,
    )


def test_case_accents_and_layout_change_no_run_of_words() -> None:
    assert shared("çok uzun bir rapor burada duruyor", "cok uzun BİR\nrapor burada   duruyor") >= 1


def test_a_text_cut_by_half_shares_most_of_its_marks() -> None:
    half = REPORT[: REPORT.index("Marambe told")]
    assert shared(REPORT, half) >= 0.8 * len(fingerprint(half).marks)


def test_sentences_in_another_order_share_most_of_their_marks() -> None:
    turned = " ".join(reversed(REPORT.replace(". ", ".|").split("|")))
    assert shared(REPORT, turned) >= 0.7 * len(fingerprint(REPORT).marks)


def test_chinese_and_arabic_texts_are_found_again_when_cut() -> None:
    chinese = (
        "联合国监督团星期一报告说该地区停火协议基本得到遵守但仍有零星枪声。" * 2
        + "观察员访问了北部的三个村庄并记录了损失情况。"
    )
    arabic = "قالت بعثة المراقبين إن وقف إطلاق النار صامد في معظم المناطق رغم سقوط قذيفتين قرب المدينة يوم الاثنين"
    assert shared(chinese, chinese[:33]) >= 1
    assert shared(arabic, " ".join(arabic.split()[:12])) >= 1


def test_a_book_keeps_no_more_marks_than_are_allowed() -> None:
    book = " ".join(f"Word{n} stood{n * 7 % 1009} by house{n * 13}." for n in range(9_000))
    assert len(fingerprint(book).marks) == MOST_MARKS


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_texts_are_marked_in_two_seconds_of_work(text: str) -> None:
    started = time.process_time()
    fingerprint(text)
    assert time.process_time() - started < 2


@given(st.integers(0, 2000), st.integers(0, 2000))
def test_how_many_marks_are_wanted_is_the_same_either_way(one: int, other: int) -> None:
    assert least_shared(one, other) == least_shared(other, one) >= 1


@given(st.text(max_size=300))
@settings(max_examples=60)
def test_any_text_has_marks_that_do_not_change(text: str) -> None:
    assert fingerprint(text) == fingerprint(text)
    assert bool(fingerprint(text).marks) == bool(words_of(text))


@given(st.text(max_size=300))
@settings(max_examples=60)
def test_words_stand_where_they_are_said_to_stand(text: str) -> None:
    words = words_of(text)
    assert all(0 <= start < end <= len(text) and folded for start, end, folded in words)
    assert all(before[1] <= after[0] for before, after in itertools.pairwise(words))
    assert all(fold(text[start:end]) == folded for start, end, folded in words)


@pytest.mark.parametrize(
    ("one", "other"),
    [("stopped", "stop"), ("accuses", "accused"), ("cities", "city"), ("meeting", "meetings"), ("agreed", "agrees")],
)
def test_forms_of_a_word_have_one_stem(one: str, other: str) -> None:
    assert stem_of(one) == stem_of(other)


@pytest.mark.parametrize(
    ("word", "folded"), [("Türkiye’s", "turkiye"), ("1,200", "1200"), ("Şuşa", "susa"), ("3.5", "3.5")]
)
def test_words_are_folded(word: str, folded: str) -> None:
    assert fold(word) == folded
