"""Copies of one text are told from other reports of the same happening, and from one form filled in twice."""

import itertools
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.documents.copies.compare import compare
from detente.documents.copies.differences import differences

SENTENCES = (
    "Talks between the government and the Nuba Front opened in Juba on Monday under Thuliso Marambe.",
    "The delegations agreed on an agenda of five points, of which the first is access for relief convoys to Kadugli.",
    "Marambe told reporters that neither side had walked out, which he called progress.",
    "The mediators want a draft by 17 March.",
    "Fighting near Dilling went on over the weekend, and a mill at Habila burned down.",
    "The United Nations counted 1,200 displaced families in the two counties.",
    "A second round was to follow in Addis Ababa, said Ambassador Lena Oduya.",
    "The Front's chief, General Kuku Tiya, did not travel for want of a passport.",
    "Rain has closed the airstrip at Kauda, and grain prices have doubled since January.",
    "The last round, in 2018, broke up after six days.",
)
REPORT = " ".join(SENTENCES)
SAME_EVENT = (
    "JUBA — Sudanese negotiators and rebels of the Nuba Front sat down on Monday for the first time in years. Few "
    "expect "
    "much. Diplomats who have seen the list of topics say that food for Kadugli comes before everything else, and that "
    "Khartoum's men refused to shake hands. The chairman, Thuliso Marambe, sounded relieved that nobody had left by "
    "lunch. "
    "Outside the hotel, students from Heiban sang. A rebel officer said his side would stay for as long as the tea "
    "lasted."
)
FORM = (
    "Daily report of the Joint Centre, {day} November. The posts counted {a} violations along the line of contact. "
    "The post "
    "at {post} heard {b} bursts of small-arms fire. Patrols visited {post} and were turned back {c} times. "
    "Visibility was "
    "{b} km in the morning. The hot line was used {c} times. The mandate of the Centre is set out in the memorandum."
)


def test_the_same_words_in_another_layout_are_the_same_words() -> None:
    likeness = compare(REPORT, "\n\n".join(SENTENCES).upper())
    assert likeness is not None
    assert (likeness.kind, likeness.one_told, likeness.other_told, likeness.copies) == ("same words", 1.0, 1.0, True)


@pytest.mark.parametrize("kept", [8, 6, 4, 3])
def test_a_text_cut_from_the_end_is_a_copy(kept: int) -> None:
    likeness = compare(REPORT, " ".join(SENTENCES[:kept]))
    assert likeness is not None
    assert (likeness.kind, likeness.copies) == ("cut", True)
    assert likeness.other_told == pytest.approx(1)
    assert likeness.one_told < 0.9


def test_another_heading_makes_no_other_text() -> None:
    likeness = compare(f"Talks open\n{REPORT}", f"Sudan: what the mediators hope for now\n\n{REPORT}")
    assert likeness is not None
    assert (likeness.kind, likeness.copies) == ("retitled", True)


def test_another_order_of_sentences_makes_no_other_text() -> None:
    likeness = compare(REPORT, " ".join(reversed(SENTENCES)))
    assert likeness is not None
    assert (likeness.kind, likeness.copies) == ("reordered", True)


def test_a_corrected_figure_makes_an_edited_copy() -> None:
    likeness = compare(REPORT, REPORT.replace("1,200", "1,450"))
    assert likeness is not None
    assert (likeness.kind, likeness.copies) == ("edited", True)


def test_a_text_in_other_words_is_a_copy_by_its_names_and_figures() -> None:
    again = (
        "Under the chairmanship of Thuliso Marambe negotiations of the Nuba Front with the government were opened "
        "Monday in "
        "Juba. An agenda with 5 points was accepted by the delegations; letting relief columns through to Kadugli "
        "is first. "
        "Nobody walked out, and this is progress, Marambe told the press. By March 17 the mediators wish for a "
        "draft. Over "
        "the weekend there were combats close to Dilling, and in Habila a mill went up in flames. Displaced "
        "families are "
        "1200 by the United Nations' count. Addis Ababa shall see another round, according to Ambassador Lena Oduya. "
        "General Kuku Tiya, who heads the Front, had no passport and stayed home. Because of rains no plane lands "
        "in Kauda; "
        "grain costs twice what it cost in January. In 2018 they separated after 6 days."
    )
    likeness = compare(REPORT, again)
    assert likeness is not None
    assert (likeness.kind, likeness.copies) == ("paraphrased", True)


def test_another_report_of_the_same_event_is_no_copy() -> None:
    likeness = compare(REPORT, SAME_EVENT)
    assert likeness is None or not likeness.copies


def test_a_form_with_other_figures_is_no_copy() -> None:
    monday = FORM.format(day=14, a=31, b=7, c=2, post="Tartar")
    tuesday = FORM.format(day=15, a=12, b=9, c=4, post="Agdara")
    likeness = compare(monday, tuesday)
    assert likeness is not None
    assert (likeness.kind, likeness.copies) == ("same form", False)


def test_a_quiet_day_s_form_with_another_date_is_no_copy() -> None:
    form = "Report for {} November: all quiet. All checkpoints were manned. There was no fire. Nobody was hurt."
    likeness = compare(form.format(3), form.format(4))
    assert likeness is not None
    assert not likeness.copies


def test_an_item_in_a_long_digest_is_a_part_and_no_copy() -> None:
    filler = " ".join(
        f"In Town{n} the mayor Olaf{n} Berg{n} opened {n + 20} schools for villages of Province{n}." for n in range(60)
    )
    likeness = compare(" ".join(SENTENCES[:3]), f"{filler} {' '.join(SENTENCES[:3])}")
    assert likeness is not None
    assert (likeness.kind, likeness.copies) == ("shared part", False)


@pytest.mark.parametrize(
    ("one", "other"), [("", ""), ("", REPORT), ("...", "!"), ("Rain.", REPORT), (REPORT, SAME_EVENT[:30])]
)
def test_nothing_is_like_nothing(one: str, other: str) -> None:
    assert compare(one, other) is None


def test_unlike_texts_without_stops_or_spaces_are_no_copies() -> None:
    one = "联合国监督团星期一报告说该地区停火协议基本得到遵守但仍有零星枪声观察员访问了北部的三个村庄" * 3
    other = "春天的花园里孩子们在唱歌老师带来了新的图书和彩色铅笔大家都很高兴下午还有足球比赛" * 3
    assert compare(one, other) is None
    likeness = compare(one, one[: len(one) // 2])
    assert likeness is not None
    assert likeness.copies


@given(st.lists(st.sampled_from([*SENTENCES, *SAME_EVENT.split(". ")]), max_size=12), st.data())
@settings(max_examples=80, deadline=None)
def test_comparing_is_the_same_either_way(sentences: list[str], data: st.DataObject) -> None:
    one = " ".join(sentences)
    other = " ".join(data.draw(st.lists(st.sampled_from(SENTENCES), max_size=12)))
    there, back = compare(one, other), compare(other, one)
    assert (there is None) == (back is None)
    if there is not None and back is not None:
        assert (there.kind, there.copies) == (back.kind, back.copies)
        assert (there.one_told, there.other_told) == (back.other_told, back.one_told)


@given(st.text(max_size=200), st.text(max_size=200))
@settings(max_examples=80, deadline=None)
def test_any_two_texts_can_be_compared_and_told_apart(one: str, other: str) -> None:
    there, back = compare(one, other), compare(other, one)
    assert (there and there.kind) == (back and back.kind)
    for difference in differences(one, other):
        assert difference.one is None or 0 <= difference.one[0] < difference.one[1] <= len(one)
        assert difference.other is None or 0 <= difference.other[0] < difference.other[1] <= len(other)


HOSTILE = {
    "one word over and over": ("x " * 125_000, "y " * 125_000),
    "rows of figures": (" ".join(map(str, range(40_000))), "q " + " ".join(map(str, range(40_000, 0, -1)))),
    "no spaces": ("中。" * 125_000, "中文" * 125_000),
    "fragments": ("a. b! c? " * 27_000, "A. " * 80_000),
}


@pytest.mark.parametrize(("one", "other"), HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_pairs_are_compared_in_two_seconds_of_work(one: str, other: str) -> None:
    started = time.process_time()
    compare(one, other)
    assert time.process_time() - started < 2
    started = time.process_time()
    differences(one, other)
    assert time.process_time() - started < 2


def test_differences_follow_sentences_that_moved() -> None:
    one = (
        "The army took Ka on Monday. Five men died near the old bridge over the Oka. The mayor, Ana Lind, fled to Bria."
    )
    other = (
        "The mayor, Ana Lind, escaped to Bria. Five soldiers died near the old bridge over the Oka. Rain is expected."
    )
    found = [
        (d.kind, one[slice(*d.one)] if d.one else None, other[slice(*d.other)] if d.other else None)
        for d in differences(one, other)
    ]
    assert ("only in one", "The army took Ka on Monday", None) in found
    assert ("changed", "men", "soldiers") in found
    assert ("changed", "fled", "escaped") in found
    assert ("kept", "died near the old bridge over the Oka", "died near the old bridge over the Oka") in found
    assert found[-1] == ("only in other", None, "Rain is expected")


def test_every_word_of_both_texts_is_in_one_difference() -> None:
    other = " ".join(reversed(SENTENCES[3:])).replace("families", "people")
    for side, text in (("one", REPORT), ("other", other)):
        spans = sorted(span for d in differences(REPORT, other) if (span := getattr(d, side)))
        assert all(before[1] <= after[0] for before, after in itertools.pairwise(spans))
        assert sum(len(text[start:end].split()) for start, end in spans) == len(text.split())


DENIED = "The rebels denied it and left Agdam for Sake."


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            f"Soldiers killed 3 rebels near Kherson on Friday, the governor of Sake said. {DENIED}",
            f"Soldiers killed 58 rebels near Gao on Friday, the governor of Kherson said. {DENIED}",
        ),
        (
            "Soldiers shot at trucks near Kherson on Friday, the governor of Sake said. They left Agdam for Goris.",
            "Soldiers shot at trucks near Sake on Friday, the governor of Kherson said. They left Goris for Agdam.",
        ),
    ],
    ids=["another count, the names elsewhere", "the same names in other places"],
)
def test_names_in_other_roles_make_another_report(one: str, other: str) -> None:
    for pair in ((one, other), (other, one)):
        likeness = compare(*pair)
        assert likeness is None or (likeness.kind, likeness.copies) == ("same form", False)
