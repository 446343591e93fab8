"""How events stand in whole sentences: what is denied, asked or told as talk must not be read as having happened."""

import pytest

from detente.documents.document import Document
from detente.pipeline.reader import dictionary_reader


def status(text: str, trigger: str) -> str:
    """Return the status of the candidate in whose trigger the word `trigger` stands."""
    reading = dictionary_reader().read(Document(id="test", text=text))
    judged = zip(reading.candidates, reading.standings, strict=True)
    return next(s.status for c, s in judged if trigger in reading.words_of(c.trigger))


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("No shots were fired by Pakistani troops.", "fired"),
        ("Neither side attacked.", "attacked"),
        ("Neither Serbia nor Kosovo has signed the deal.", "signed"),
        ("None of the troops attacked Mali.", "attacked"),
        ("The minister signed nothing.", "signed"),
        ("Hardly any Malian soldier attacked Burkina Faso.", "attacked"),
        ("Talks between Chad and Niger did not take place.", "Talks"),
        ("Talks between Chad and Niger failed to take place.", "Talks"),
        ("The talks between Chad and Niger were never held.", "talks"),
        ("Syria stopped short of attacking Jordan.", "attacking"),
        ("It is untrue that Niger attacked Mali.", "attacked"),
        ("It is not true that Niger attacked Mali.", "attacked"),
        ("Reports that Libya shelled Tunisia are false.", "shelled"),
    ],
)
def test_what_the_text_says_not_to_be_is_negated(text: str, trigger: str) -> None:
    assert status(text, trigger) == "negated"


def test_what_somebody_calls_untrue_is_denied() -> None:
    assert status("Iran said it is untrue that Niger attacked Mali.", "attacked") == "denied"


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("No fewer than 12 soldiers attacked Mali.", "attacked"),
        ("The house adjourned without voting on the bill condemned by Russia.", "condemned"),
        ("Nobody said anything after Iran attacked Iraq.", "attacked"),
        ("No country condemned the attack on Mali.", "attack"),
        ("Not only did Iran attack Iraq, it also shelled Kuwait.", "attack"),
        ("Russia is known to have attacked Georgia.", "attacked"),
        ('After Iran attacked Iraq, Bolton asked, "Did Russia shell Georgia?"', "attacked"),
        ("Did you know that Russia attacked Georgia?", "attacked"),
    ],
)
def test_a_negation_or_question_elsewhere_leaves_an_event_alone(text: str, trigger: str) -> None:
    assert status(text, trigger) == "happened"


@pytest.mark.parametrize(
    ("text", "trigger", "expected"),
    [
        ("Did Russia attack Moldova?", "attack", "hypothetical"),
        ('"Has Iran attacked Iraq?" asked Bolton.', "attacked", "hypothetical"),
        ("Why did China invade Vietnam in 1979?", "invade", "background"),
        ("Who attacked Mali?", "attacked", "background"),
        ("When will Russia attack Georgia?", "attack", "planned"),
        ("Talks between Chad and Niger will take place in Paris.", "Talks", "planned"),
    ],
)
def test_what_is_asked_about_has_not_been_told(text: str, trigger: str, expected: str) -> None:
    assert status(text, trigger) == expected


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("Colombia's ELN was accused by the government of kidnapping 12 soldiers.", "kidnapping"),
        ("The general was accused of ordering the attack on protesters.", "attack"),
        ("Russia is said to have attacked Georgia.", "attacked"),
        ("Russia is reported to have attacked Georgia.", "attacked"),
        ("Iran is believed to have shelled Iraq.", "shelled"),
        ("Libya is alleged to have bombed Chad.", "bombed"),
        ("Rumours that Kenya invaded Somalia spread.", "invaded"),
        ("Rumours of a Kenyan attack on Somalia spread.", "attack"),
    ],
)
def test_what_is_told_as_talk_or_accusation_is_alleged(text: str, trigger: str) -> None:
    assert status(text, trigger) == "alleged"
