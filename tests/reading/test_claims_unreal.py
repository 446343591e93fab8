"""What nobody said, what may be said and what is asked whether it was said is nobody's claim."""

import time

import pytest

import detente


@pytest.mark.parametrize(
    "text",
    [
        "Neither Armenia nor Azerbaijan said that it had attacked.",
        "No one said that Russia had attacked Ukraine.",
        "Nobody in Moscow believes that the truce will hold.",
        "Akar did not say that Armenia had attacked Azerbaijan.",
        "Lavrov will say that Ukraine attacked Russia.",
        "Did Lavrov say that Russia attacked Ukraine?",
        "They do not say how many were lifted.",
    ],
)
def test_what_was_not_said_is_no_claim(text: str) -> None:
    assert not detente.read(text).claims


@pytest.mark.parametrize("text", ["Lavrov is said to have met Assad.", "It became clear that Badme lay to the east."])
def test_what_nobody_is_said_to_say_has_no_source(text: str) -> None:
    (claim,) = detente.read(text).claims
    assert claim.source is None


def test_a_semicolon_parts_words_from_the_next_speaker() -> None:
    reading = detente.read("The line is 826 km by most accounts; Aliyev spoke of about 850.")
    assert [reading.words_of(c.content) for c in reading.claims] == ["about 850"]


def test_claims_within_claims_without_end_cost_no_more_than_their_number() -> None:
    def cost(times: int) -> float:
        started = time.process_time()
        detente.read("Putin said that " * times + "Russia attacked Ukraine.")
        return time.process_time() - started

    cost(10)
    assert cost(800) < 12 * max(cost(200), 0.1)
