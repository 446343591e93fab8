"""Sentences and paragraphs are cut by what stands at the cut."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.documents.copies.profile import read_profile
from detente.documents.copies.sentences import paragraphs_of, sentences_of


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("One fell. Two rose.", ["One fell.", "Two rose."]),
        (
            "Gen. Oduya met Mr. J. Smith of the U.N. Council. He left.",
            ["Gen. Oduya met Mr. J. Smith of the U.N. Council.", "He left."],
        ),
        ("“It holds.” He left!  Why? ", ["“It holds.”", "He left!", "Why?"]),
        ("A heading\n\nIt rained.", ["A heading", "It rained."]),
        ("停火得到遵守。观察员离开了！", ["停火得到遵守。", "观察员离开了！"]),
        ("It cost 3.5 million and rose.", ["It cost 3.5 million and rose."]),
        ("", []),
        (" \n ", []),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text: str, sentences: list[str]) -> None:
    assert [text[start:end] for start, end in sentences_of(text)] == sentences


def test_a_full_line_is_no_end_of_a_sentence() -> None:
    wrapped = (
        "The monitors reported that the ceasefire was holding along the whole\n"
        "line of contact and that no shots had been heard since the evening of\n"
        "Monday.\n\nThey left."
    )
    assert len(sentences_of(wrapped)) == 2
    assert len(paragraphs_of(wrapped)) == 2


@given(st.text(alphabet=st.sampled_from("aB1.!?。\n \"”'é中,"), max_size=120))
def test_spans_stand_in_order_and_hold_every_word(text: str) -> None:
    for cut in (sentences_of, paragraphs_of):
        spans = cut(text)
        assert "".join(text[start:end] for start, end in spans).split() or not text.strip()
        at = 0
        for start, end in spans:
            assert at <= start < end <= len(text)
            assert not text[at:start].strip()
            at = end
        assert not text[at:].strip()
    profile = read_profile(text)
    assert sum(len(sentence.words) for sentence in profile.sentences) == len(profile.words)


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("Five men and 1,200 women came.", {"5", "1200"}),
        ("Twenty-two of two hundred and eleven left.", {"22", "211"}),
        ("Nine thousand five hundred came on 17 March.", {"9500", "17"}),
        ("Nobody came.", set()),
    ],
)
def test_numbers_are_read_however_they_are_written(text: str, figures: set[str]) -> None:
    assert read_profile(text).sentences[0].figures == figures
