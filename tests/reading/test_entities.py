"""Entities: one for all that speak of the same, and none for what is unsure."""

from collections.abc import Callable
from pathlib import Path

import pytest

from detente.documents.document import Document
from detente.pipeline.reader import Reader
from detente.reading.claims import FindAttributions
from detente.reading.damage import FindDamage
from detente.reading.entities import LinkEntities
from detente.reading.mentions import FindMentions
from detente.reading.places import FindPlaces
from detente.reading.published import ReadPublished
from detente.reading.reading import Reading
from detente.reading.records import Entity
from detente.reading.sentences import SplitSentences
from detente.reading.spacy_parse import ParseWords

Read = Callable[[str], Reading]


@pytest.fixture(scope="module")
def read() -> Read:
    reader = Reader(
        (
            ReadPublished(),
            SplitSentences(),
            ParseWords(),
            FindDamage(),
            FindPlaces(),
            FindMentions(),
            FindAttributions(by_model=False),
            LinkEntities(),
        )
    )
    return lambda text: reader.read(Document(id="test", text=text))


def entity(reading: Reading, name: str) -> Entity:
    return next(e for e in reading.entities if e.name == name)


def words_of(reading: Reading, name: str) -> list[str]:
    return [reading.words_of(reading.mentions[i]) for i in entity(reading, name).mentions]


def members_of(reading: Reading, words: str) -> set[str]:
    index = next(i for i, m in enumerate(reading.mentions) if reading.words_of(m) == words)
    found = reading.entity_of_mention(index)
    return {reading.entity(m).name for m in found.members} if found else set()


def test_surname_office_and_pronoun_join_the_full_name(read: Read) -> None:
    reading = read("Defence Minister Hulusi Akar spoke. Akar praised the army. The minister left. He was tired.")
    assert words_of(reading, "Hulusi Akar") == ["Hulusi Akar", "Akar", "minister", "He"]


def test_an_office_that_two_hold_links_to_neither(read: Read) -> None:
    reading = read("Foreign Minister Sergey Lavrov met Foreign Minister Hakan Fidan. The minister was glad.")
    assert words_of(reading, "Sergey Lavrov") == ["Sergey Lavrov"]
    assert words_of(reading, "Hakan Fidan") == ["Hakan Fidan"]


def test_a_pronoun_does_not_reach_across_a_body_that_spoke(read: Read) -> None:
    reading = read("Rashad Mammadov arrived. The Turkish Foreign Ministry said it was glad. “All is well,” he said.")
    he = next(i for i, m in enumerate(reading.mentions) if reading.words_of(m) == "he")
    assert reading.entity_of_mention(he) is None


def test_a_pronoun_is_not_whom_its_own_subject_acts_on(read: Read) -> None:
    reading = read("Hillary Clinton arrived. She thanked him.")
    assert words_of(reading, "Hillary Clinton") == ["Hillary Clinton", "She"]


def test_aliases_and_demonyms_are_one_entity(read: Read) -> None:
    reading = read("The Organization of Turkish States met. The Organization of Turkic States agreed.")
    assert len(words_of(reading, "Organization of Turkic States")) == 2
    assert words_of(read("Burma left. Myanmar returned."), "Myanmar") == ["Burma", "Myanmar"]


def test_an_acronym_in_brackets_is_the_same_body(read: Read) -> None:
    reading = read("He spoke at the Strategic Thinking Institute (SDE). The SDE was full.")
    assert words_of(reading, "Strategic Thinking Institute") == ["Strategic Thinking Institute", "SDE", "SDE"]


def test_an_apposition_tells_the_office(read: Read) -> None:
    found = entity(read("Sergey Lavrov, the Russian foreign minister, arrived."), "Sergey Lavrov")
    assert (found.country, found.role, found.sectors) == ("RUS", "foreign minister", ("GOV",))


def test_two_countries_are_the_last_pair(read: Read) -> None:
    assert members_of(read("Turkey and Azerbaijan met. The two countries agreed."), "countries") == {
        "Turkey",
        "Azerbaijan",
    }


def test_two_countries_among_three_are_left_open(read: Read) -> None:
    assert members_of(read("Turkey, Iran and Azerbaijan met. The two countries agreed."), "countries") == set()


def test_a_plural_office_of_two_states_has_them_as_members(read: Read) -> None:
    reading = read("The presidents of Azerbaijan and Turkey met.")
    assert members_of(reading, "presidents of Azerbaijan and Turkey") == {"Azerbaijan", "Turkey"}


def test_a_platform_has_the_members_that_it_is_said_to_comprise(read: Read) -> None:
    reading = read("Ankara called for a six-nation platform comprising Turkey, Iran and Georgia.")
    assert members_of(reading, "six-nation platform") == {"Turkey", "Iran", "Georgia"}


def test_a_speaker_for_a_capital_is_of_its_country(read: Read) -> None:
    reading = read("Moscow has always supported the proposal, Foreign Minister Sergey Lavrov said.")
    assert entity(reading, "Sergey Lavrov").country == "RUS"


def test_a_country_that_is_acted_upon_is_not_the_actors(read: Read) -> None:
    reading = read("President Pavel Qzyxov condemned the United States.")
    assert entity(reading, "Pavel Qzyxov").country is None


def test_every_entity_has_words_and_ids_in_order(read: Read) -> None:
    reading = read("Iran, Russia and the Turkish army met Iraqi rebels in Geneva. They left Switzerland.")
    firsts = [e.mentions[0] for e in reading.entities]
    assert firsts == sorted(firsts)
    assert [e.id for e in reading.entities] == [f"E{i}" for i in range(1, len(firsts) + 1)]
    owned = [i for e in reading.entities for i in e.mentions]
    assert len(owned) == len(set(owned))


@pytest.fixture(scope="module")
def seeds(shared: Path, read: Read) -> dict[str, Reading]:
    return {p.name[:3]: read(p.read_text(encoding="utf-8")) for p in sorted((shared / "seeds").glob("*.txt"))}


@pytest.mark.seeds
def test_seed_speakers_have_their_office_and_country(seeds: dict[str, Reading]) -> None:
    mammadov = entity(seeds["000"], "Rashad Mammadov")
    assert (mammadov.country, mammadov.role) == ("AZE", "envoy to Turkey")
    assert entity(seeds["000"], "Sergey Lavrov").country == "RUS"
    akar = entity(seeds["004"], "Hulusi Akar")
    assert (akar.country, akar.role, akar.sectors) == ("TUR", "National Defence Minister", ("GOV", "MIL"))


@pytest.mark.seeds
def test_seed_bodies_and_states(seeds: dict[str, Reading]) -> None:
    military = entity(seeds["004"], "Turkish military")
    assert (military.country, military.sectors) == ("TUR", ("MIL",))
    assert {"TUR", "RUS", "IRN", "AZE", "GEO", "ARM"} <= {e.country for e in seeds["000"].entities if e.kind == "state"}
    assert {"AZE", "RUS", "ARM"} <= {e.country for e in seeds["004"].entities if e.kind == "state"}
    assert members_of(seeds["000"], "six-nation platform") == {
        "Turkey",
        "Russia",
        "Iran",
        "Azerbaijan",
        "Georgia",
        "Armenia",
    }


@pytest.mark.seeds
def test_seed_pronoun_without_antecedent_is_nobody(seeds: dict[str, Reading]) -> None:
    reading = seeds["000"]
    damaged = reading.text.index("he said. he added.")
    index = reading.mention_at(damaged)
    assert index is not None
    assert reading.entity_of_mention(index) is None


def test_soldiers_take_no_country_from_a_neighbouring_sentence(read: Read) -> None:
    assert entity(read("Japan gave ¥3 billion. Two of the three soldiers died."), "soldiers").country is None


@pytest.mark.parametrize(
    "text",
    [
        "Oman gave money to Yemen. Soldiers were seen. The parties agreed. Both sides rejoiced.",
        "Oman gave money to Yemen. Both sides rejoiced.",
        "France and Mali fought. Norway mediated between Hamas and Israel. Both sides met in Oslo.",
        "France and Mali fought. It rained. It snowed. It was cold. Both sides lost.",
    ],
)
def test_a_pair_that_is_unsure_has_no_members(read: Read, text: str) -> None:
    assert members_of(read(text), "sides") == set()


@pytest.mark.parametrize("text", ["France and Mali fought.", "France fought against Mali.", "France attacked Mali."])
def test_both_sides_are_those_named_together_or_as_opposites(read: Read, text: str) -> None:
    assert members_of(read(f"{text} Both sides lost."), "sides") == {"France", "Mali"}


def test_a_country_that_only_a_table_knows_says_so_inside_a_phrase_too(read: Read) -> None:
    reading = read("Soldiers fought Taliban militants near the border.")
    found = entity(reading, "Taliban militants")
    assert (found.country, found.inferred) == ("AFG", "table of bodies and groups: Taliban")
