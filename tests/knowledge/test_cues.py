import pytest

from detente.core.errors import KnowledgeError
from detente.knowledge.cues import FORMS, _nouns, _verbs, load_cues, load_damage_signs, load_standing_words
from detente.knowledge.files import about
from detente.reading.records import STATUSES

FILES = ("verbs.toml", "nouns.toml", "moods.toml", "standing.toml", "trends.toml", "damage.toml")


@pytest.mark.parametrize("name", FILES)
def test_every_file_says_where_it_comes_from(name: str) -> None:
    assert about(f"cues/{name}")["licence"] == "Apache-2.0"


def test_every_mood_is_given_a_status_or_left_to_the_grammar() -> None:
    cues = load_cues()
    verbs = (m for v in cues.verbs.values() for m in (*v.forms.values(), *v.prepositions.values()))
    nouns = (n.mood for n in (*cues.nouns.values(), *cues.adjectives.values()))
    known = load_standing_words().moods
    assert {m for m in (*verbs, *nouns, *cues.adverbs.values()) if m not in known} == set()


def test_every_status_in_the_data_is_one_of_the_contract() -> None:
    words = load_standing_words()
    given = {*words.moods.values(), *words.modals.values(), *words.governors.values()}
    assert given - {"plain"} <= set(STATUSES)


def test_a_verb_takes_the_forms_of_all_its_groups() -> None:
    warn, accuse = load_cues().verbs["warn"], load_cues().verbs["accuse"]
    assert warn.forms["clause"] == "warned"
    assert warn.prepositions["of"] == "warned"
    assert accuse.joined == {"of"}


def test_the_first_group_that_gives_a_form_says_the_mood() -> None:
    groups = [
        {"mood": "said", "takes": ["clause"], "lemmas": "claim"},
        {"mood": "accused", "takes": ["clause", "object"], "lemmas": "claim"},
    ]
    assert _verbs(groups)["claim"].forms == {"clause": "said", "object": "accused"}


def test_a_form_that_no_cue_has_is_refused() -> None:
    with pytest.raises(KnowledgeError, match="sentence"):
        _nouns([{"mood": "said", "takes": ["sentence"], "lemmas": "claim"}])
    assert "sentence" not in FORMS


def test_invisible_characters_are_no_letters() -> None:
    assert not any(c.isalnum() for c in load_damage_signs().invisible)
