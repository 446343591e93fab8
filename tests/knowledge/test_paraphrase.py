from detente.core.spans import Span
from detente.knowledge.files import about
from detente.knowledge.paraphrase import find_odd_phrases, load_odd_phrases


def test_there_are_many_and_none_is_right() -> None:
    phrases = load_odd_phrases()
    assert len(phrases) > 700
    assert not set(phrases) & set(phrases.values())
    assert all(odd == odd.lower() for odd in phrases)
    assert about("cues/paraphrase.toml")["licence"] == "Apache-2.0"


def test_a_phrase_is_found_with_its_right_term() -> None:
    assert find_odd_phrases("İn The PRIME CLERGYMAN said") == [(Span(7, 22), "prime minister")]


def test_a_part_of_a_longer_word_is_none() -> None:
    assert find_odd_phrases("prime clergymanship, subprime clergyman") == []


def test_a_plural_is_one() -> None:
    assert find_odd_phrases("ballistic rocket missiles.") == [(Span(0, 25), "ballistic missile")]
