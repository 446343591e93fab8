"""Mentions: by name, by noun, by pronoun; who our tables know beats what the recogniser thinks."""

from collections.abc import Callable

import pytest

from detente.documents.document import Document
from detente.pipeline.reader import Reader
from detente.reading.mentions import FindMentions
from detente.reading.places import FindPlaces
from detente.reading.reading import Reading
from detente.reading.records import Mention
from detente.reading.sentences import SplitSentences
from detente.reading.spacy_parse import ParseWords
from reading.parses import parsed

Read = Callable[[str], Reading]


@pytest.fixture(scope="module")
def read() -> Read:
    reader = Reader((SplitSentences(), ParseWords(), FindPlaces(), FindMentions()))
    return lambda text: reader.read(Document(id="test", text=text))


def named(reading: Reading, words: str) -> Mention:
    return next(m for m in reading.mentions if reading.words_of(m) == words)


def words_of(reading: Reading, kind: str) -> list[str]:
    return [reading.words_of(m) for m in reading.mentions if m.kind == kind]


def test_a_title_before_a_name_is_one_mention_of_the_name_that_carries_the_role(read: Read) -> None:
    reading = read("National Defence Minister Hulusi Akar stressed it.")
    (mention,) = reading.mentions
    assert reading.words_of(mention) == "Hulusi Akar"
    assert (mention.kind, mention.role, mention.sectors) == ("person", "National Defence Minister", ("GOV", "MIL"))
    assert mention.country is None


@pytest.mark.parametrize(
    ("text", "name", "role", "country"),
    [
        ("Zambian President Levy Mwanawasa spoke.", "Levy Mwanawasa", "President", "ZMB"),
        ("Baku's envoy to Turkey Rashad Mammadov said so.", "Rashad Mammadov", "envoy to Turkey", "AZE"),
        ("The Prime Minister of Japan Naoto Kan spoke.", "Naoto Kan", "Prime Minister of Japan", "JPN"),
        ("King Norodom Sihanouk of Cambodia responded.", "Norodom Sihanouk", "King", "KHM"),
        ("UN Secretary-General Ban Ki-moon left.", "Ban Ki-moon", "Secretary-General", "UNO"),
    ],
)
def test_offices_give_role_and_country(read: Read, text: str, name: str, role: str, country: str) -> None:
    mention = named(read(text), name)
    assert (mention.kind, mention.role, mention.country) == ("person", role, country)


def test_a_former_office_is_none(read: Read) -> None:
    assert named(read("Former Kyrgyz energy minister Saparbek Balkibekov fled."), "Saparbek Balkibekov").sectors == (
        "ELI",
    )


def test_a_surname_learnt_once_is_a_person_everywhere(read: Read) -> None:
    reading = read("Rashad Mammadov said so. Mammadov stressed it. Later Mammadov left.")
    assert words_of(reading, "person") == ["Rashad Mammadov", "Mammadov", "Mammadov"]


@pytest.mark.parametrize(
    ("text", "words", "kind", "country", "sectors"),
    [
        ("Turkish soldiers left.", "Turkish soldiers", "group", "TUR", ("MIL",)),
        ("The rebels attacked.", "rebels", "group", None, ("REB",)),
        ("The Armenian military attacked.", "Armenian military", "organisation", "ARM", ("MIL",)),
        ("The Turkish Foreign Ministry said so.", "Turkish Foreign Ministry", "organisation", "TUR", ("GOV",)),
        ("Pro-Russian separatists attacked.", "Pro-Russian separatists", "group", None, ("REB",)),
        ("Uganda's opposition protested.", "Uganda's opposition", "group", "UGA", ("OPP",)),
        ("African Union peacekeepers left.", "African Union peacekeepers", "group", "IGO", ("MIL",)),
        ("A Hamas leader left.", "Hamas leader", "person", "PSE", ("REB",)),
        ("Gunmen killed two.", "Gunmen", "group", None, ("UAF",)),
        ("A Palestinian was shot.", "Palestinian", "person", "PSE", ("PRE",)),
        ("The Azerbaijanis celebrated.", "Azerbaijanis", "group", "AZE", ("CVL",)),
    ],
)
def test_nouns_tell_kind_country_and_sector(
    read: Read, text: str, words: str, kind: str, country: str | None, sectors: tuple[str, ...]
) -> None:
    mention = named(read(text), words)
    assert (mention.kind, mention.country, mention.sectors) == (kind, country, sectors)


@pytest.mark.parametrize(
    ("text", "words", "kind"),
    [
        (
            "They signed the Shusha Declaration on Allied Relations.",
            "Shusha Declaration on Allied Relations",
            "agreement",
        ),
        ("He named the Baku-Tbilisi-Ceyhan oil pipeline.", "Baku-Tbilisi-Ceyhan oil pipeline", "project"),
        ("They join the Caucasus 3+3 Platform.", "Caucasus 3+3 Platform", "platform"),
        ("They signed a memorandum of alliance.", "memorandum of alliance", "agreement"),
        ("The ruling party Frelimo won.", "Frelimo", "organisation"),
        ("Troops entered the city of Basra.", "Basra", "place"),
    ],
)
def test_nouns_around_a_name_tell_its_kind(read: Read, text: str, words: str, kind: str) -> None:
    assert named(read(text), words).kind == kind


def test_known_names_beat_the_recogniser(document: Callable[..., Document]) -> None:
    text, parse = parsed("""
        Azerbaijan Azerbaijan PROPN NNP nsubj 2
        left leave VERB VBD ROOT 0
    """)
    reading = Reading(document=document(text), parse=parse)
    (mention,) = FindMentions()(reading)
    assert (mention.kind, mention.country, mention.canonical) == ("state", "AZE", "Azerbaijan")


def test_a_demonym_taken_in_by_a_noun_is_no_mention_of_its_own(read: Read) -> None:
    assert words_of(read("Turkish soldiers left."), "state") == []
    assert words_of(read("The Turkish model works."), "state") == ["Turkish"]


def test_an_alias_carries_the_name_that_our_tables_use(read: Read) -> None:
    mention = named(read("The Organization of Turkish States met."), "Organization of Turkish States")
    assert (mention.canonical, mention.country) == ("Organization of Turkic States", "IGO")


def test_a_states_name_after_a_town_is_the_division_around_it(read: Read) -> None:
    mention = named(read("A fire broke out in Atlanta, Georgia."), "Georgia")
    assert (mention.kind, mention.country) == ("place", "USA")
    assert named(read("A fire broke out in Tbilisi, Georgia."), "Georgia").country == "GEO"


@pytest.mark.parametrize("text", ["A state of emergency was declared.", "A country-wide ban took effect."])
def test_nouns_that_stand_for_nobody_are_left_out(read: Read, text: str) -> None:
    assert read(text).mentions == ()


def test_the_head_is_where_the_phrase_is_governed(read: Read) -> None:
    reading = read("The presidents of Azerbaijan and Turkey met.")
    index = reading.mention_at(reading.text.index("presidents"))
    assert index is not None
    assert reading.words_of(reading.mentions[index]) == "presidents of Azerbaijan and Turkey"


def test_mentions_come_in_order_of_the_text(read: Read) -> None:
    starts = [m.start for m in read("Iran, Russia and the Turkish army met Iraqi rebels. They left.").mentions]
    assert starts == sorted(starts)


@pytest.mark.parametrize("text", ["", " ", "…", "“”", "'s", "of", "- - -", "THE", "3+3", "(", "U.S."])
def test_odd_texts_do_no_harm(read: Read, text: str) -> None:
    assert all(text[m.start : m.end].strip() for m in read(text).mentions)


def test_a_number_before_a_phrase_is_no_part_of_it(read: Read) -> None:
    assert words_of(read("Between 300 and 400 soldiers left."), "group") == ["soldiers"]


@pytest.mark.parametrize(
    ("text", "words", "sectors"),
    [
        ("Both parties signed the agreement.", "parties", ()),
        ("The parties agreed.", "parties", ()),
        ("The political parties agreed.", "political parties", ("PTY",)),
        ("The ruling party won.", "ruling party", ("PTY",)),
    ],
)
def test_a_party_to_an_agreement_is_no_political_one(
    read: Read, text: str, words: str, sectors: tuple[str, ...]
) -> None:
    assert named(read(text), words).sectors == sectors


@pytest.mark.parametrize(
    ("text", "name", "role", "country"),
    [
        (
            "Prime Minister of Denmark Anders Fogh Rasmussen left.",
            "Anders Fogh Rasmussen",
            "Prime Minister of Denmark",
            "DNK",
        ),
        (
            "Premier of New South Wales Kristina Keneally left.",
            "Kristina Keneally",
            "Premier of New South Wales",
            "AUS",
        ),
    ],
)
def test_a_name_behind_an_office_of_a_place_is_whole(read: Read, text: str, name: str, role: str, country: str) -> None:
    reading = read(text)
    person = named(reading, name)
    assert (person.role, person.country) == (role, country)
    assert not any(reading.words_of(m) in {"New South", "Wales", "Anders"} for m in reading.mentions)
