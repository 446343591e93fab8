"""Who answers an accusation, in words that only stand for what was said before, and who does not."""

import pytest

from registry.relations.test_told import found


@pytest.mark.parametrize(
    ("text", "answerer"),
    [
        ("Kenya accuses Uganda of taking cattle; Uganda denies this but keeps the herds.", "UGA"),
        ("Velduria accused Corvessa of moving guns to the river. Corvessa denied it on Friday.", "Corvessa"),
        ("Chile blamed Peru for the fire. Peru has repeatedly denied the allegations.", "PER"),
        ("Northmark blamed Southmark for the fire at the depot, an allegation that Southmark denies.", "Southmark"),
        ("Pakistan accused India of firing first. New Delhi dismissed this as propaganda.", "IND"),
        (
            "Northmark accused Southmark of jamming radios. Southmark's army rejected it outright.",
            "Southmark",
        ),
        ("Mali accused Niger of arming raiders. Niger, which sent envoys, later denied any involvement.", "NER"),
    ],
)
def test_whoever_denies_what_was_said_before_answers(text: str, answerer: str) -> None:
    assert ("answer", answerer) in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "Velduria accused Corvessa of moving guns to the river. Corvessa denied it water.",
        "Velduria accused Corvessa of moving guns. Corvessa did not deny it.",
        "Velduria accused Corvessa of moving guns. Corvessa has not rejected the charge.",
        "Kenya accused Uganda of arming raiders. Uganda will deny the allegations.",
        "Northmark accused Southmark of jamming radios. A trader in Southmark denied it.",
        "Northmark repeated the claim that Southmark denies visas to its teachers.",
    ],
)
def test_what_is_no_denial_of_it_answers_nothing(text: str) -> None:
    assert not {one for one in found(text) if one[0] == "answer"}
