"""Phrases through time: in whichever form, by whom, and in whose mouth."""

import detente
from detente.registry.statements.phrases import Occurrence, occurrences_in
from detente.registry.watch.definition import Phrase

PHRASE = Phrase(id="nation", words="one nation, two states", forms=("two states, one nation",))


def found(text: str) -> list[Occurrence]:
    reading = detente.read(text, published="2023-05-02").model_dump()
    return list(occurrences_in(reading, [PHRASE], document="d1"))


def test_every_form_is_found_with_its_own_words() -> None:
    (one,) = found(
        '"As two states, one nation we stand together in this hour," Northmark\'s foreign minister Odd Sterrin said.'
    )
    assert (one.form, one.words, one.speaker) == ("two states, one nation", "two states, one nation", "Odd Sterrin")


def test_a_comma_or_a_dash_makes_no_other_phrase() -> None:
    assert [one.words for one in found("They call it One nation - two states.")] == ["One nation - two states"]


def test_a_report_that_says_it_itself_is_nobody_elses_mouth() -> None:
    (one,) = found("The banner read “one nation, two states”.")
    assert (one.mouths, one.in_marks) == ((), True)


def test_words_that_only_hold_the_phrase_are_none() -> None:
    assert (
        found("In one nation, two states held elections. There are twenty-two states, one nationwide vote.")[1:] == []
    )
