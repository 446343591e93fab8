from collections.abc import Callable

import pytest

from detente.documents.document import Document
from detente.pipeline.reader import Reader
from detente.reading.damage import FindDamage
from detente.reading.sentences import SplitSentences
from detente.reading.spacy_parse import ParseWords


@pytest.fixture(scope="module")
def damage() -> Callable[[str], list[tuple[str, str]]]:
    reader = Reader((SplitSentences(), ParseWords(), FindDamage()))

    def find(text: str) -> list[tuple[str, str]]:
        reading = reader.read(Document(id="test", text=text))
        return [(d.kind, reading.words_of(d)) for d in reading.damage]

    return find


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Shells fell on the town. winter aid. The road is closed.", [("orphan fragment", "winter aid.")]),
        ("He said: “The road is closed.", [("unclosed quotation", "“The road is closed.")]),
        ("“The road is closed,” he said. he added.", [("doubled attribution", "he added.")]),
        ("The road is closed.\n\nComments are closed.", [("boilerplate", "Comments are closed.")]),
        (
            "The road is closed.\n\nBy signing up, you agree to our Privacy Policy.",
            [("boilerplate", "By signing up, you agree to our Privacy Policy.")],
        ),
        ("The armyâ€™s road is closed.", [("mojibake", "â€™")]),
        ("The road\u200b is closed.", [("invisible character", "\u200b")]),
        ("The \u202eroad is closed.", [("invisible character", "\u202e")]),
        ("The road to the northern village was closed after the", [("cut-off ending", "the")]),
        ("The road to the northern village was […]", [("cut-off ending", "[…]")]),
        ("The road is closed. The governor of the northern county sai", [("cut-off ending", "sai")]),
        ("“We will not leave this village,” he told repor", [("cut-off ending", "repor")]),
        ("“We will not leave this village,” he told", [("cut-off ending", "he told")]),
        ("“We will not leave this village,” the governor of", [("cut-off ending", "of")]),
        ("“We will not leave this village,” the governor", [("cut-off ending", "the governor")]),
        ("“We will not leave this village,”", [("cut-off ending", ",”")]),
        ("The rebels took the town, he said, he said.", [("doubled attribution", "he said")]),
    ],
)
def test_what_is_broken_is_marked(
    damage: Callable[[str], list[tuple[str, str]]], text: str, found: list[tuple[str, str]]
) -> None:
    assert damage(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "The road is closed. Trucks wait.",
        "“The road is closed,” he said. He added that trucks wait.",
        "“The road is closed,” he said.\n\n“So is the bridge,” he added.",
        "“We came in May.\n\n“We left in June,” he said.",
        "A visit to the U.S. embassy was planned.",
        "Road closed",
        "The minister spoke. The road to the village was closed near the dam",
        "“We will not leave this village,” the governor told reporters",
        "“We will not leave this village,” he said",
        "The convoy was stopped by a band of janjaweed",
        "The family 👩\u200d👧 waits at the café.",
        "The newsletter of the ministry says that the road is closed.",
        "",
    ],
)
def test_what_is_whole_is_not_marked(damage: Callable[[str], list[tuple[str, str]]], text: str) -> None:
    assert damage(text) == []


def test_a_page_that_says_it_shows_a_part_ends_cut_off() -> None:
    reader = Reader((SplitSentences(), ParseWords(), FindDamage()))
    text = "The road is closed. Trucks wait at the bridge."
    reading = reader.read(Document(id="test", text=text, incomplete="Subscribe to read on"))
    (found,) = reading.damage
    assert (found.kind, reading.words_of(found), found.reason) == ("cut-off ending", "bridge.", "Subscribe to read on")
