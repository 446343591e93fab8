"""The day that names a truce is no day of what broke it."""

import pytest

import detente
from detente.incidents.from_reading import accounts_of


def days_of(text: str, words: str) -> str | None:
    """Return the words for the day of the account that `words` tell of, None where it has no day."""
    reading = detente.read(text, published="2031-05-12").model_dump()
    one = next(one for one in accounts_of(reading, document="d1") if words in text[one.start : one.end])
    return one.when.said if one.when else None


@pytest.mark.parametrize(
    "text",
    [
        "Soldiers broke the ceasefire of 5 May by shelling Ash Ford, the Eastland army said.",
        "Eastland shelled Ash Ford in breach of the ceasefire agreed on 5 May.",
        "The ceasefire of 5 May was violated twice, the mission said. Eastland troops were shelling Ash Ford.",
        "Troops went on shelling Ash Ford despite the 5 May truce.",
    ],
)
def test_fire_has_not_the_day_of_the_truce_that_it_broke(text: str) -> None:
    assert days_of(text, "shell") is None


def test_fire_has_the_day_that_is_told_of_it_beside_that_of_the_truce() -> None:
    text = "Eastland shelled Ash Ford on Tuesday in breach of the ceasefire of 5 May, the mission said."
    assert days_of(text, "shell") == "Tuesday"


def test_a_truce_was_signed_on_the_day_that_names_it() -> None:
    text = "The ceasefire agreement of 5 May was signed by both sides in Tarn."
    assert days_of(text, "signed") == "5 May"
