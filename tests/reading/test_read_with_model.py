"""Plain sentences through all stages with the shipped model: what it codes becomes an event of known parties."""

import pytest

from detente.documents.document import Document
from detente.pipeline.reader import default_reader
from detente.reading.reading import Reading
from detente.reading.records import Claim, Event


def read(text: str) -> Reading:
    return default_reader().read(Document(id="test", text=text))


def only(reading: Reading) -> Event:
    (event,) = reading.events
    return event


@pytest.mark.parametrize(
    ("text", "type_", "actor", "recipient"),
    [
        ("Russia on Friday imposed sanctions on Georgia.", "SANCTION", "RUS", "GEO"),
        ("French police arrested three Belgian journalists in Lyon.", "COERCE", "FRA", "BEL"),
        ("Kenya condemned the decision of the Ugandan government.", "ACCUSE", "KEN", "UGA"),
        ("Turkish warplanes bombed Syrian villages on Tuesday.", "ASSAULT", "TUR", "SYR"),
    ],
)
def test_parties_are_the_entities_that_the_words_name(text: str, type_: str, actor: str, recipient: str) -> None:
    reading = read(text)
    event = only(reading)
    assert event.type == type_
    assert [reading.entity(p.entity).country for p in event.actors] == [actor]
    assert [reading.entity(p.entity).country for p in event.recipients] == [recipient]
    assert event.status == "happened"


def test_what_somebody_denies_is_denied_and_stands_in_the_claim() -> None:
    reading = read("The ministry denied that its soldiers shelled the village.")
    event = next(e for e in reading.events if e.type == "ASSAULT")
    assert event.status == "denied"
    assert reading.claim(event.claim or "").mood == "denied"


def test_a_pronoun_that_nothing_explains_is_a_party_all_the_same() -> None:
    reading = read("They attacked the convoy near the bridge.")
    event = only(reading)
    assert [reading.words_of(p) for p in event.actors] == ["They"]
    assert reading.entity(event.actors[0].entity).country is None


def test_sport_is_no_event() -> None:
    assert read("Chelsea attacked from the start and beat Arsenal 3-1 at the weekend.").events == ()


def test_every_event_has_its_clause_as_evidence() -> None:
    reading = read("Rebels released 12 hostages on Friday, and the government lifted the curfew in the capital.")
    assert len(reading.events) == 2
    for event in reading.events:
        assert event.evidence.start <= event.trigger.start
        assert event.trigger.end <= event.evidence.end


def test_what_is_dated_long_before_publication_is_background() -> None:
    text = "Police arrested three protesters in Lyon on 3 May 2011."
    old, new = (
        default_reader().read(Document(id="test", text=text, published=day)) for day in ("2012-01-05", "2011-05-04")
    )
    assert (only(old).status, only(new).status) == ("background", "happened")
    (standing,) = old.standings
    assert "more than a month before publication" in standing.rule


def test_reporters_pass_nothing_on_and_a_paper_does_once() -> None:
    told = read(
        '"The convoy was attacked at dawn," the envoy told reporters. The minister told Reuters that talks failed.'
    )
    assert [[told.words_of(v) for v in c.via] for c in told.claims] == [[], ["Reuters"]]
    quoted = read("The Guardian quoted the minister as saying that the border was closed.")
    assert [quoted.words_of(v) for c in quoted.claims for v in c.via] == ["The Guardian"]


OPEN = "The minister said: “We will not leave. The army shelled Goris on Monday."


def test_a_quotation_that_never_closes_lowers_the_claim_and_the_events_in_it() -> None:
    broken, sound = read(OPEN), read(OPEN + "”")
    found: list[Claim | Event] = [*broken.claims, *broken.events]
    expected: list[Claim | Event] = [*sound.claims, *sound.events]
    for one, other in zip(found, expected, strict=True):
        assert one.lowered_by == ("unclosed quotation",)
        assert one.confidence == pytest.approx(0.8 * other.confidence, abs=0.006)
        assert other.lowered_by == ()
    assert only(broken).claim == "C1"


def test_a_second_attribution_lowers_the_claim_before_it() -> None:
    doubled, single = (read(f"“The road is closed,” the minister said.{more}") for more in (" he added.", ""))
    (claim,), (other,) = doubled.claims[:1], single.claims
    assert claim.lowered_by == ("doubled attribution",)
    assert claim.confidence == pytest.approx(0.6 * other.confidence, abs=0.006)
