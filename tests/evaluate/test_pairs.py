"""Pairs of a sentence, from its events."""

from detente.core.spans import Span
from detente.evaluate.pairs import Pair, pairs_of, pairs_within
from evaluate.made import AGAIN, MET, MOLVANIA, RURITANIA, SYLVANIA, TEXT, gold_event

A, B, C = Span(0, 3), Span(10, 13), Span(20, 23)


def types(pairs: list[Pair]) -> dict[tuple[Span, Span], str]:
    return {(p.actor, p.recipient): p.type for p in pairs}


def test_an_event_joins_its_actors_to_its_recipients_one_way() -> None:
    event = gold_event("ASSAULT", (5, 8), [(0, 3)], [(10, 13)])
    assert types(list(pairs_of([event], {A, B}))) == {(A, B): "ASSAULT", (B, A): "NONE"}


def test_an_event_without_recipients_joins_its_actors_both_ways() -> None:
    event = gold_event("CONSULT", (5, 8), [(0, 3), (10, 13)])
    found = types(list(pairs_of([event], {A, B, C})))
    assert found[A, B] == found[B, A] == "CONSULT"
    assert [found[A, C], found[C, A], found[B, C], found[C, B]] == ["NONE"] * 4


def test_of_two_events_between_the_same_the_first_counts() -> None:
    events = [gold_event(kind, (5, 8), [(0, 3)], [(10, 13)]) for kind in ("THREATEN", "COERCE")]
    assert types(list(pairs_of(events, {A, B})))[A, B] == "THREATEN"


def test_parties_that_overlap_are_no_pair() -> None:
    assert list(pairs_of([], {A, Span(1, 3)})) == []


def test_a_party_that_is_not_known_is_in_no_pair() -> None:
    event = gold_event("ASSAULT", (5, 8), [(0, 3)], [(10, 13)])
    assert list(pairs_of([event], {A})) == []


def test_a_sentence_has_its_own_events_and_parties() -> None:
    events = [
        gold_event("ACCUSE", (10, 17), [RURITANIA], [MOLVANIA]),
        gold_event("CONSULT", MET, [AGAIN, SYLVANIA]),
    ]
    known = [Span(*s) for s in (RURITANIA, MOLVANIA, AGAIN, SYLVANIA)]
    sentence = Span(40, 62)
    pairs = list(pairs_within(sentence, events, known))
    words = sentence.text_in(TEXT)
    assert [(p.actor.text_in(words), p.recipient.text_in(words), p.type) for p in pairs] == [
        ("Molvania", "Sylvania", "CONSULT"),
        ("Sylvania", "Molvania", "CONSULT"),
    ]


def test_a_party_in_another_sentence_takes_no_part() -> None:
    event = gold_event("ASSAULT", MET, [RURITANIA], [SYLVANIA])
    known = [Span(*s) for s in (RURITANIA, AGAIN, SYLVANIA)]
    assert {p.type for p in pairs_within(Span(40, 62), [event], known)} == {"NONE"}
