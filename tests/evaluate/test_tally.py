"""What is counted in a document."""

import pytest

from detente.evaluate import tally as t
from detente.evaluate.gold import GoldDocument, document_of
from detente.evaluate.tally import questions_of, tally_events, tally_pair
from evaluate.made import (
    ACCUSED,
    AGAIN,
    CODED,
    MARKED,
    MET,
    MOLVANIA,
    RAINED,
    RURITANIA,
    SHELLING,
    TEXT,
    given_event,
    gold_document,
    gold_event,
)


def test_right_given_and_gold_by_type_at_each_of_three_levels() -> None:
    document = document_of(CODED, TEXT, where="x:1")
    given = [
        given_event("ACCUSE", ACCUSED, [RURITANIA], [MOLVANIA], status="denied"),
        given_event("CONSULT", MET, [AGAIN]),
        given_event("ASSAULT", SHELLING, [MOLVANIA]),
    ]
    tally = tally_events(document, given)
    right = {
        name: [tally[name, kind, "right"] for kind in ("ACCUSE", "CONSULT")] for name in (t.TYPED, t.PARTIES, t.WHOLE)
    }
    assert right == {t.TYPED: [1, 1], t.PARTIES: [1, 0], t.WHOLE: [0, 0]}
    assert all(tally[name, "ASSAULT", "given"] == 1 for name in right)
    assert all(tally[name, "ACCUSE", "gold"] == 1 for name in right)


def test_fields_are_counted_of_matched_events_only() -> None:
    gold = gold_event("ACCUSE", ACCUSED, mode="allege", contexts=("military", "legal"), status="ongoing")
    given = given_event("ACCUSE", ACCUSED, mode="disapprove", contexts=("legal",), status="ongoing")
    tally = tally_events(gold_document(gold), [given, given_event("ASSAULT", SHELLING, mode="aerial")])
    fields = {key: n for key, n in tally.items() if key[0] in {t.MODE, t.CONTEXTS, t.STATUS}}
    assert fields == {
        (t.MODE, "ACCUSE disapprove", "given"): 1,
        (t.MODE, "ACCUSE allege", "gold"): 1,
        (t.CONTEXTS, "legal", "given"): 1,
        (t.CONTEXTS, "legal", "gold"): 1,
        (t.CONTEXTS, "legal", "right"): 1,
        (t.CONTEXTS, "military", "gold"): 1,
        (t.STATUS, "ongoing", "given"): 1,
        (t.STATUS, "ongoing", "gold"): 1,
        (t.STATUS, "ongoing", "right"): 1,
    }


def test_a_mode_or_context_that_was_not_coded_is_not_counted() -> None:
    given = given_event("ACCUSE", ACCUSED, mode="allege", contexts=("legal",))
    tally = tally_events(gold_document(gold_event("ACCUSE", ACCUSED)), [given])
    assert not [key for key in tally if key[0] in {t.MODE, t.CONTEXTS}]
    none = tally_events(gold_document(gold_event("ACCUSE", ACCUSED, mode=None)), [given])
    assert none[t.MODE, "ACCUSE allege", "given"] == 1


def test_sentences_without_events_that_got_one() -> None:
    document = document_of(CODED, TEXT, where="x:1")
    quiet = tally_events(document, [given_event("ACCUSE", ACCUSED), given_event("COERCE", SHELLING)])
    assert (quiet[t.QUIET, "", "all"], quiet[t.QUIET, "", "wrong"]) == (1, 0)
    loud = tally_events(document, [given_event("ASSAULT", RAINED), given_event("COERCE", RAINED)])
    assert (loud[t.QUIET, "", "all"], loud[t.QUIET, "", "wrong"]) == (1, 1)


def test_a_document_without_a_reading_has_no_sentence_that_was_right() -> None:
    tally = tally_events(document_of(CODED, TEXT, where="x:1"), [], refused=True)
    assert not [key for key in tally if key[0] == t.QUIET]
    assert tally[t.TYPED, "ACCUSE", "gold"] == 1


@pytest.mark.parametrize(("confidence", "label"), [(0.0, "0"), (0.0999, "0"), (0.1, "1"), (0.95, "9"), (1.0, "9")])
def test_confidence_falls_into_one_of_ten(confidence: float, label: str) -> None:
    document = gold_document(gold_event("ACCUSE", ACCUSED))
    tally = tally_events(document, [given_event("ACCUSE", ACCUSED, confidence=confidence)])
    assert tally[t.CALIBRATION, label, "all"] == 1
    assert tally[t.CALIBRATION, label, "sure"] == round(confidence * t.UNIT)
    assert tally[t.CALIBRATION, label, "right"] == t.UNIT


def test_an_event_without_confidence_says_nothing_of_calibration() -> None:
    tally = tally_events(gold_document(), [given_event("ACCUSE", ACCUSED)])
    assert not [key for key in tally if key[0] == t.CALIBRATION]


def test_questions_are_put_a_sentence_at_a_time() -> None:
    questions = list(questions_of(document_of(CODED, TEXT, where="x:1")))
    asked = [(p.actor.text_in(words), p.recipient.text_in(words), p.type) for words, p in questions]
    assert asked == [
        ("Ruritania", "Molvania", "ACCUSE"),
        ("Molvania", "Ruritania", "NONE"),
        ("Molvania", "Sylvania", "CONSULT"),
        ("Sylvania", "Molvania", "CONSULT"),
    ]


def test_a_marked_pair_is_asked_about_as_it_came() -> None:
    ((words, pair),) = questions_of(document_of(MARKED, TEXT, where="x:1"))
    assert (words, pair.type) == (TEXT, "ACCUSE")


def test_a_document_of_one_party_asks_nothing() -> None:
    document = GoldDocument(id="d", text=TEXT, events=(), known=gold_event("ACCUSE", ACCUSED, [RURITANIA]).actors)
    assert list(questions_of(document)) == []


def test_the_type_of_a_joined_pair_is_the_best_of_sixteen_even_where_none_is_likelier() -> None:
    tally = tally_pair("COERCE", {"COERCE": 0.3, "ASSAULT": 0.1, "NONE": 0.6}, old=False)
    assert tally[t.PAIR_TYPE, "COERCE", "right"] == 1
    assert tally[t.PAIR_OR_NONE, "NONE", "given"] == 1
    assert tally[t.PAIR_OR_NONE, "COERCE", "right"] == 0


def test_a_none_pair_is_wrong_where_a_type_is_likelier() -> None:
    wrong = tally_pair("NONE", {"COERCE": 0.7, "NONE": 0.3}, old=False)
    right = tally_pair("NONE", {"COERCE": 0.3, "NONE": 0.7}, old=False)
    assert [(w[t.NONE_PAIRS, "", "wrong"], w[t.NONE_PAIRS, "", "all"]) for w in (wrong, right)] == [(1, 1), (0, 1)]
    assert not [key for key in wrong + right if key[0] == t.PAIR_TYPE]


def test_older_codings_hold_two_types_in_one() -> None:
    chances = {"RETREAT": 0.6, "ASSAULT": 0.4, "NONE": 0.0}
    assert tally_pair("YIELD", chances, old=True)[t.PAIR_OR_NONE, "YIELD", "right"] == 1
    assert tally_pair("CONCEDE", chances, old=False)[t.PAIR_OR_NONE, "CONCEDE", "right"] == 0
