"""The lexicon of predicates: its notation, its breadth, and senses kept apart."""

from collections import Counter
from typing import Any

import pytest

from detente.core.errors import KnowledgeError
from detente.knowledge.lexicon import NONE, build_lexicon, lexicon, parse_pattern
from detente.knowledge.plover import plover

CLASSES: dict[str, Any] = {
    "spelling": {"ise": "ize"},
    "classes": {"talks": ["talk", "summit"]},
    "topics": {"economic": ["trade"]},
}


def fields(pattern: str) -> dict[str, Any]:
    return next(parse_pattern(pattern, {"talks": frozenset({"talk", "summit"})}, {}))


def test_a_pattern_says_which_words_must_stand_beside_it() -> None:
    found = fields("sign ~up +@talks|deal at+table ^minister -idea")
    assert found["beside"] == (frozenset({"up"}),)
    assert found["objects"] == {"talk", "summit", "deal"}
    assert found["preps"] == (("at", frozenset({"table"})),)
    assert found["subjects"] == {"minister"}
    assert found["never"] == {"idea"}


def test_a_pattern_says_where_its_parties_stand() -> None:
    found = fields("suffer +attack >subject <by|from")
    assert found["recipients"] == ("subject",)
    assert found["actors"] == ("by", "from")
    assert "required" not in found


@pytest.mark.parametrize(
    ("pattern", "name"),
    [
        ("aid >!object", "required"),
        ("meet >with &", "reciprocal"),
        ("tell % >object", "infinitive"),
        ("kill =", "named"),
    ],
)
def test_a_pattern_has_marks(pattern: str, name: str) -> None:
    assert fields(pattern)[name] is True


def test_each_alternative_is_an_entry() -> None:
    assert [f["lemma"] for f in parse_pattern("hold|have +talk", {}, {})] == ["have", "hold"]


def test_both_spellings_are_read() -> None:
    assert {f["lemma"] for f in parse_pattern("apologise >to", {}, {"ise": "ize"})} == {"apologise", "apologize"}


@pytest.mark.parametrize(("pattern", "word"), [("meet with", "with"), ("hold +@nothing", "@nothing"), ("meet >", ">")])
def test_a_pattern_that_breaks_the_notation_is_refused(pattern: str, word: str) -> None:
    with pytest.raises(KnowledgeError, match=word):
        fields(pattern)


def test_an_entry_outside_the_vocabulary_is_refused() -> None:
    group = {"mode": "visit", "patterns": ["aid >object"]}
    with pytest.raises(KnowledgeError, match="visit"):
        build_lexicon({"AID": {"verbs": [group]}}, CLASSES, {})


def test_an_operator_has_one_meaning() -> None:
    rows = {
        "hope": {"asserted": False, "subject": ["want"]},
        "demand": {"asserted": False, "object": ["want"]},
    }
    with pytest.raises(KnowledgeError, match="want"):
        build_lexicon({}, CLASSES, rows)


def test_the_entry_that_asks_most_comes_first_after_senses_kept_apart() -> None:
    content = {
        "ASSAULT": {"verbs": [{"patterns": ["strike >object", "strike with+rocket >object"]}]},
        NONE: {"verbs": [{"patterns": ["strike ^lightning"]}]},
    }
    entries = build_lexicon(content, CLASSES, {}).verbs["strike"]
    assert [e.pattern for e in entries] == ["strike ^lightning", "strike with+rocket >object", "strike >object"]


def test_the_lexicon_is_broad() -> None:
    by_type = Counter(e.type for e in lexicon().entries)
    assert set(by_type) == {*plover().types, NONE}
    assert sum(by_type.values()) > 1200
    assert min(by_type.values()) > 30


def test_every_slot_is_one_that_can_be_found() -> None:
    for entry in lexicon().entries:
        assert all(slot.isalpha() or slot == "'s" for slot in (*entry.recipients, *entry.actors)), entry.pattern


def test_every_code_of_an_operator_is_of_the_vocabulary() -> None:
    for operator in lexicon().operators.values():
        for name, mode in operator.becomes.values():
            plover().check(name, mode, ())


def test_topics_are_contexts() -> None:
    assert set(lexicon().topics.values()) <= set(plover().contexts)
