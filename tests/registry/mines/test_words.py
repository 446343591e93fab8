from itertools import chain

from detente.knowledge.files import read_toml
from detente.registry.mines.records import ACTIVITIES, DEVICES, RELEASES
from detente.registry.mines.words import Phrases, load_words


def test_the_lists_name_classes_that_there_are_in_lower_case_and_no_phrase_twice() -> None:
    told = read_toml("mines/words.toml")
    assert set(told["hazards"]) <= set(DEVICES)
    assert set(told["specific"]) <= set(ACTIVITIES)
    assert set(told["general"]) <= {*ACTIVITIES, "found"}
    assert set(told["releases"]) == set(RELEASES)
    for name in ("hazards", "specific", "general", "moods", "areas", "fates"):
        phrases = list(chain.from_iterable(told[name].values()))
        assert sorted(set(phrases)) == sorted(phrases), name
        assert all(phrase == phrase.lower() for phrase in phrases)


def test_the_longest_phrase_wins_and_words_are_whole() -> None:
    hazards = load_words().hazards
    text = "an anti-tank\nmine, undermined, a gold mine and IEDs"
    assert [(text[one.start : one.end], one.label) for one in hazards.find(text)] == [
        ("anti-tank\nmine", "anti-vehicle mine"), ("gold mine", ""), ("IEDs", "IED")
    ]  # fmt: skip
    assert Phrases({"a": ["one"]}).first("none") is None
