from typing import Any

import pytest

from detente.registry.ceasefires.from_reading import violations_of
from registry.ceasefires.report_made import WATCHED, Made


def told(made: Made) -> list[tuple[Any, ...]]:
    found = violations_of(made.reading, document="d1", ceasefire=WATCHED)
    return [(one.origin, one.claimant, one.said, one.kind, one.count.low if one.count else None) for one in found]


def centre(text: str) -> Made:
    made = Made(text, publisher="Joint Centre")
    made.who("Ash Ford", kind="place")
    return made


def test_rounds_that_a_monitor_heard_are_one_happening_with_their_number() -> None:
    made = centre("On 3 May observers heard six explosions near Ash Ford.")
    made.date("3 May", "2031-05-03", "2031-05-03")
    made.quantity("six explosions", "violations", 6)
    assert told(made) == [("report", "M", "some", "fire", 6)]


def test_incidents_that_a_monitor_recorded_are_a_figure() -> None:
    made = centre("The mission recorded 9 incidents of fire near Ash Ford.")
    made.who("mission")
    made.quantity("9 incidents", "violations", 9)
    assert told(made) == [("published", "M", "some", "fire", 9)]


@pytest.mark.parametrize(
    "text",
    [
        "The patrol did not observe shelling near Ash Ford.",
        "Nobody in the patrol heard shelling near Ash Ford.",
        "Observers saw no shelling near Ash Ford.",
    ],
)
def test_what_a_monitor_did_not_see_is_not_seen(text: str) -> None:
    assert all(said != "some" for _, _, said, _, _ in told(centre(text)))


def test_what_a_paper_saw_is_no_monitors_word() -> None:
    made = Made("Our observers heard explosions near Ash Ford.", publisher="Ford Herald")
    made.who("Ash Ford", kind="place")
    assert told(made) == []


def test_a_monitor_that_a_paper_names_is_a_monitor() -> None:
    made = Made("Observers of the Joint Centre heard explosions near Ash Ford.", publisher="Ford Herald")
    made.who("Joint Centre")
    assert told(made) == [("report", "M", "some", "fire", None)]
