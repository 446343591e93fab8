import pytest

import detente
from detente.registry.agreements.definition import Agreement
from detente.registry.assertions.actors import Actor
from detente.registry.assertions.naming import named_in, plain_name
from detente.registry.assertions.telling import Telling
from detente.registry.institutions.definition import Institution

TEXT = (
    "Northmark and Southmark signed the Kessing Protocol on 3 March 2021. It binds both states. "
    "Northmark's foreign minister Odd Sterrin said the protocol would be ratified in May."
)
PROTOCOL = Agreement(id="kessing", name="Kessing Protocol", names=("protocol of Kessing",))
NORTH = Actor(id="N", name="Northmark")


def telling(text: str = TEXT) -> Telling:
    reading = detente.read(text, published="2021-03-04", publisher="Valley Wire").model_dump()
    return Telling(reading=reading, document="d1", actors=(NORTH,), things=(PROTOCOL,))


def test_what_is_kept_is_found_by_its_name_and_by_what_stands_for_it() -> None:
    told = telling()
    first = told.named[0]
    assert told.words(first.start, first.end) == "Kessing Protocol"
    assert first.by_name
    assert {one.id for one in told.named} == {"kessing"}


def test_a_name_of_two_things_is_neither() -> None:
    twin = Agreement(id="other", name="Kessing Protocol")
    assert named_in(telling().reading, (PROTOCOL, twin)) == ()


@pytest.mark.parametrize(
    "words", ["Lundby Defence Centre", "lundby defense center", "Lundby-Defence Center", "LUNDBY  DEFENSE CENTRE"]
)
@pytest.mark.parametrize("kept", ["Lundby Defence Centre", "Lundby Defense Center", "Lundby defence center"])
def test_a_name_is_one_in_each_of_its_spellings(words: str, kept: str) -> None:
    text = f"They met at the {words} and the {words}s of old."
    reading = {"text": text, "mentions": []}
    thing = Institution(id="centre", name=kept)
    (found,) = named_in(reading, (thing,))
    assert text[found.start : found.end] == words
    plural = Institution(id="centres", name=f"{kept}s")
    assert [one.id for one in named_in(reading, (thing, plural))] == ["centre", "centres"]


def test_a_name_that_nobody_sees_is_no_name() -> None:
    assert plain_name("\u200b \u200d") == ""
    assert named_in({"text": "a \u200b b", "mentions": []}, (Institution(id="x", name="\u200b"),)) == ()


def test_who_says_it_is_whoever_is_quoted_and_else_the_outlet() -> None:
    told = telling()
    said = TEXT.index("would be ratified")
    assert told.claimant(said, said + 5).name == "Odd Sterrin"
    own = told.claimant(0, 9)
    assert (own.name, own.is_publisher) == ("Valley Wire", True)


def test_an_assertion_stands_on_its_sentence_and_keeps_who_has_a_part() -> None:
    told = telling()
    signed = TEXT.index("signed")
    parts = tuple(told.part("signatory", one) for one in told.layer_in("mentions", (0, signed)))
    made = told.assertion(
        "agreement", "signed", named=told.named[0], at=(signed, signed + 6), parts=parts,
        day=told.day_in(told.sentence_at(signed), near=signed),
    )  # fmt: skip
    assert made.evidence[0].words.startswith("Northmark and Southmark signed")
    assert made.day is not None
    assert made.day.first == made.day.last == "2021-03-03"
    assert made.parts[0].actor == "N"
    assert made.subject == "kessing"


def test_an_actor_who_speaks_is_called_as_the_watch_calls_it_and_the_words_said_are_kept() -> None:
    reading = detente.read("Turkish Cypriots said the crossing was closed.").model_dump()
    side = Actor(id="TCC", name="Turkish Cypriot side", names=("Turkish Cypriots",))
    said = reading["text"].index("was closed")
    claimant = Telling(reading=reading, document="d1", actors=(side,)).claimant(said, said + 3)
    assert (claimant.name, claimant.actor, claimant.said) == ("Turkish Cypriot side", "TCC", "Turkish Cypriots")
