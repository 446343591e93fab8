"""Cutting a text for the page: paragraphs, overlapping marks, hidden characters."""

from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.exchange.page_text import Mark, cut_text, find_paragraphs, name_hidden, show_hidden


def paragraphs_of(text: str, longest: int = 10_000) -> list[str]:
    return [text[p.start : p.end] for p in find_paragraphs(text, longest)]


def test_a_newline_ends_a_paragraph() -> None:
    assert paragraphs_of("\n one \ntwo\n\n \nthree\n") == ["one", "two", "three"]


def test_lines_set_directly_under_each_other_stay_close() -> None:
    assert [p.close for p in find_paragraphs("one\ntwo\n\nthree", 99)] == [False, True, False]


def test_a_hard_wrapped_text_keeps_its_lines_together() -> None:
    line = "word " * 13 + "end"
    text = f"{line}\n{line}\n{line}\n\n{line}\nlast"
    assert paragraphs_of(text) == [f"{line}\n{line}\n{line}", f"{line}\nlast"]


def test_long_lines_are_paragraphs_of_their_own() -> None:
    line = "word " * 60
    assert len(paragraphs_of(f"{line}\n{line}\n{line}")) == 3


def test_no_paragraph_goes_beyond_the_longest() -> None:
    assert paragraphs_of("one two\nthree", 5) == ["one t"]


def marks_over(*spans: tuple[int, int, str]) -> list[Mark]:
    return [Mark(start=a, end=b, look=look, token=f"{look.upper()}1{look}") for a, b, look in spans]


def test_overlapping_marks_are_cut_at_every_boundary() -> None:
    text = "abcdefgh"
    (cell,) = cut_text(text, find_paragraphs(text, 99), marks_over((0, 5, "c"), (3, 8, "t"), (4, 5, "d")))
    assert [(str(s.html), s.looks) for s in cell] == [
        ("abc", ("c",)),
        ("d", ("c", "t")),
        ("e", ("c", "d", "t")),
        ("fgh", ("t",)),
    ]


def test_a_mark_over_two_paragraphs_is_in_both() -> None:
    text = "ab\n\ncd"
    cells = cut_text(text, find_paragraphs(text, 99), marks_over((1, 5, "c")))
    assert [[(str(s.html), bool(s.tokens)) for s in cell] for cell in cells] == [
        [("a", False), ("b", True)],
        [("c", True), ("d", False)],
    ]


@given(
    st.text(alphabet="ab \n<&\u200b", max_size=40),
    st.lists(st.tuples(st.integers(0, 45), st.integers(1, 20), st.sampled_from("ctd")), max_size=6),
)
def test_the_segments_are_the_text_whatever_the_marks(text: str, spans: list[tuple[int, int, str]]) -> None:
    paragraphs = find_paragraphs(text, 99)
    marks = marks_over(*((a, a + n, look) for a, n, look in spans))
    for paragraph, cell in zip(paragraphs, cut_text(text, paragraphs, marks), strict=True):
        whole = show_hidden(text, paragraph.start, paragraph.end)
        assert "".join(s.html for s in cell) == whole
        for segment in cell:
            covering = {m.look for m in marks if m.start <= segment.start < m.end}
            assert set(segment.looks) == covering


@pytest.mark.parametrize("hidden", [0x00, 0x0C, 0x7F, 0xAD, 0x200B, 0x200E, 0x202E, 0x2066, 0xFEFF, 0xD800, 0xE0001])
def test_hidden_characters_are_shown_by_their_code(hidden: int) -> None:
    code = f"U+{hidden:04X}"
    assert show_hidden(f"a{chr(hidden)}<") == f"a<i>{code}</i>&lt;"
    assert name_hidden(f"a{chr(hidden)}<") == f"a[{code}]<"


@pytest.mark.parametrize("text", ["می\u200cخواهم", "क\u094d\u200dष", "👩\u200d🚒", "tab\tand\nline"])
def test_joiners_that_do_their_work_are_left_alone(text: str) -> None:
    assert show_hidden(text) == text


@pytest.mark.parametrize("text", ["a\u200cb", "\u200dب", "б\u200dв"])
def test_joiners_without_work_are_shown(text: str) -> None:
    assert "U+200" in cast("str", show_hidden(text))
