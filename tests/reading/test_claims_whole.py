"""Claims of sentences that went through all stages: whose words they are, and which words are nobody's."""

import pytest

from detente.documents.document import Document
from detente.pipeline.reader import default_reader
from detente.reading.reading import Reading
from detente.reading.records import Claim, Source


def read(text: str) -> Reading:
    return default_reader().read(Document(id="test", text=text))


def said(text: str) -> list[tuple[str | None, str]]:
    """Return who says what, in order, in the words of the text."""
    reading = read(text)
    return [(_who(reading, c), reading.words_of(c.content)) for c in reading.claims]


def _who(reading: Reading, claim: Claim) -> str | None:
    return _words(reading, claim.source) if claim.source else None


def _words(reading: Reading, source: Source) -> str:
    return reading.words_of(source)


def claim(reading: Reading, start: str) -> Claim:
    return next(c for c in reading.claims if reading.words_of(c.content).startswith(start))


@pytest.mark.parametrize("lead", ["Park answered", "Park was blunt", "Then Park rose"])
def test_a_quotation_behind_a_colon_is_of_the_subject_before_it(lead: str) -> None:
    found = said(f'"We will fight," Kim said. {lead}: "Then we will talk."')
    assert [(who, words.rstrip(".,")) for who, words in found] == [
        ("Kim", "We will fight"),
        ("Park", "Then we will talk"),
    ]


def test_a_quotation_behind_a_colon_is_nobodys_where_its_clause_names_nobody() -> None:
    found = said('"We will fight," Kim said. The sign on the wall was clear: "We will talk to them all."')
    assert found == [("Kim", "We will fight")]


def test_he_is_never_who_spoke_before_the_last_name() -> None:
    text = (
        "Kagame said M23 rebels were not backed by Kigali. Tshisekedi called this a lie. "
        '"It is well known," he said, "that Rwanda arms them."'
    )
    reading = read(text)
    he = claim(reading, "It is well known").source
    first = claim(reading, "M23 rebels").source
    second = claim(reading, "this a lie").source
    assert he is not None
    assert first is not None
    assert second is not None
    assert first.entity is not None
    assert he.entity in {None, second.entity}


def test_as_told_by_holds_its_own_clause_only() -> None:
    reading = read(
        "As told by Israel's envoy to CNN, the raid was small, but Hezbollah's Naim Qassem said it was large."
    )
    assert reading.words_of(claim(reading, "the raid").content) == "the raid was small"
    large = claim(reading, "it was large")
    assert _who(reading, large) == "Hezbollah's Naim Qassem"
    assert not large.via


def test_as_reported_by_behind_a_clause_ends_before_the_next_speaker() -> None:
    found = said("The army left, as reported by TASS, and Georgia said it was a lie.")
    assert ("Georgia", "it was a lie") in found
    assert not any(who == "TASS" and "Georgia" in words for who, words in found)


def test_as_told_by_inside_what_another_says_is_no_claim() -> None:
    text = (
        "Speaking for the Houthis, Mohammed Abdulsalam said Saudi Arabia's account, "
        "as told by Riyadh's envoy to Reuters, was false."
    )
    account = "Saudi Arabia's account, as told by Riyadh's envoy to Reuters, was false"
    assert said(text) == [("Mohammed Abdulsalam", account)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Aliyev, speaking on television, called the talks a success.", [("Aliyev", "the talks a success")]),
        ("The minister spoke to Đặng Thị Lan in Hanoi.", []),
        ("The minister spoke about the attack on Hanoi.", [("The minister", "the attack on Hanoi")]),
        ("The army will leave, no date or number has been agreed.", []),
        ('"The army will leave" - no date or number has been agreed.', []),
        ("Q: But Pakistan says that India shelled two villages.", [("Pakistan", "India shelled two villages")]),
        (
            "Guterres called on both parties to carry out the agreement in full.",
            [("Guterres", "to carry out the agreement in full")],
        ),
        (
            "Turkey also calls on both parties to refrain from force and warned of war.",
            [("Turkey", "to refrain from force")],
        ),
    ],
)
def test_what_is_a_claim_and_how_far_it_goes(text: str, expected: list[tuple[str, str]]) -> None:
    assert said(text) == expected


def test_a_date_is_nobody_who_says_anything() -> None:
    found = said(
        "Azerbaijani forces fired mortars at the outskirts of Vardenis late on Saturday, 11 May, the mayor, "
        "Ruben Hakobyan, said."
    )
    assert found
    assert not any("May" in (who or "") for who, _ in found)


def test_who_recalls_an_ambassador_says_nothing() -> None:
    assert said("Canada recalls its ambassador to Iran.") == []
    assert said("Canada recalled the opening of the embassy.") == [("Canada", "the opening of the embassy")]


def test_what_a_sentence_is_about_does_not_say_it() -> None:
    found = said("2011 Syrian uprising: President Assad says that reforms will follow.")
    assert found == [("President Assad", "reforms will follow")]
