"""The matcher: whole words, their own case, the longest name, offsets in code points."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from detente.knowledge.matcher import KnownName, NameMatcher, known_names


def place(name: str) -> KnownName:
    return KnownName(canonical=name, kind="place")


def found(matcher: NameMatcher, text: str) -> list[tuple[str, str]]:
    return [(text[f.start : f.end], f.known.canonical) for f in matcher.find(text)]


def test_the_longest_name_wins() -> None:
    matcher = NameMatcher([("Guinea", place("a")), ("Guinea-Bissau", place("b")), ("Bissau", place("c"))])
    assert found(matcher, "Guinea-Bissau, Guinea, Bissau") == [("Guinea-Bissau", "b"), ("Guinea", "a"), ("Bissau", "c")]


def test_a_shorter_name_is_found_where_the_longer_one_is_no_whole_word() -> None:
    matcher = NameMatcher([("New York", place("a")), ("New Yorks", place("b")), ("New", place("c"))])
    assert found(matcher, "New Yorkers") == [("New", "c")]


def test_names_are_not_found_within_words_or_in_another_case() -> None:
    matcher = NameMatcher([("Oman", place("a")), ("US", place("b"))])
    assert found(matcher, "Omani Roman oman. Tell us, USA, bUS.") == []


def test_either_apostrophe_is_the_same_name() -> None:
    matcher = NameMatcher([("Sana'a", place("a"))])
    assert found(matcher, "Sana'a Sana’a") == [("Sana'a", "a"), ("Sana’a", "a")]


def test_offsets_count_code_points() -> None:
    text = "𝔊 – Şuşa 🕊 Baku"
    spans = NameMatcher([("Baku", place("a"))]).find(text)
    assert [text[f.start : f.end] for f in spans] == ["Baku"]


def test_the_first_meaning_of_a_form_is_kept() -> None:
    assert NameMatcher([("X", place("first")), ("X", place("second"))])["X"].canonical == "first"


@given(st.lists(st.sampled_from(["Baku", "Ankara", "U.S.", "Congo", "the", "Nagorno-Karabakh", "-", "x"]), max_size=12))
def test_names_found_are_known_and_never_overlap(words: list[str]) -> None:
    text = " ".join(words)
    spans = known_names().find(text)
    assert all(text[f.start : f.end] in known_names() for f in spans)
    assert all(a.end <= b.start for a, b in itertools.pairwise(spans))
