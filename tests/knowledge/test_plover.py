"""The PLOVER vocabulary, and the traps in its sources."""

import copy
from typing import Any

import pytest

from detente.core.errors import KnowledgeError
from detente.knowledge.files import read_json
from detente.knowledge.plover import CODES_FILE, TYPES_FILE, build_vocabulary, plover

CONFLICT = ("ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT")


@pytest.fixture
def types() -> dict[str, Any]:
    return copy.deepcopy(read_json(TYPES_FILE))


def test_there_are_the_sixteen_types_of_the_manual() -> None:
    names = (
        "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE"
    )
    assert set(plover().types) == {*names.split(), "COERCE", "ASSAULT"}


def test_accuse_has_its_minus_back() -> None:
    assert plover().score("ACCUSE") == -3


def test_a_lost_minus_is_refused_when_loaded(types: dict[str, Any]) -> None:
    types["types"]["ACCUSE"]["score"] = 3
    with pytest.raises(KnowledgeError, match="ACCUSE"):
        build_vocabulary(types, read_json(CODES_FILE))


@pytest.mark.parametrize("name", CONFLICT)
def test_conflict_never_scores_above_zero(name: str) -> None:
    found = plover().types[name]
    assert found.score < 0
    assert all(m.score is None or m.score < 0 for m in found.modes.values())


def test_a_mode_has_its_own_score() -> None:
    assert plover().score("CONSULT", "visit") == 4
    assert plover().score("CONSULT") == 2.5


def test_a_mode_without_a_score_stays_without() -> None:
    assert plover().score("PROTEST", "vandalize") is None


def test_quad_classes() -> None:
    assert plover().quad("REQUEST") == "verbal conflict"
    assert plover().quad("RETREAT") == "material cooperation"


def test_cooperation_needs_a_recipient_unless_it_is_reciprocal() -> None:
    vocabulary = plover()
    assert vocabulary.lacks_recipient("COOPERATE", recipients=0, actors=1)
    assert not vocabulary.lacks_recipient("COOPERATE", recipients=0, actors=2)
    assert not vocabulary.lacks_recipient("COOPERATE", recipients=1, actors=1)


def test_aid_needs_a_recipient_whoever_gives_it() -> None:
    assert plover().lacks_recipient("AID", recipients=0, actors=2)
    assert not plover().lacks_recipient("CONSULT", recipients=0, actors=1)


@pytest.mark.parametrize(
    ("coding", "word"),
    [(("STATE", None, ()), "STATE"), (("AID", "visit", ()), "visit"), (("AID", None, ("humanitarian",)), "humanit")],
)
def test_what_the_manual_does_not_have_is_refused(coding: tuple[str, str | None, tuple[str, ...]], word: str) -> None:
    with pytest.raises(KnowledgeError, match=word):
        plover().check(*coding)


def test_sectors_and_international_codes_are_apart() -> None:
    assert plover().sectors["REB"] == "armed opposition"
    assert "UNO" in plover().international
    assert not set(plover().sectors) & set(plover().international)


def test_a_type_too_few_is_refused(types: dict[str, Any]) -> None:
    del types["types"]["AID"]
    with pytest.raises(KnowledgeError, match="altered"):
        build_vocabulary(types, read_json(CODES_FILE))


def test_a_file_without_contexts_is_refused(types: dict[str, Any]) -> None:
    del types["contexts"]
    with pytest.raises(KnowledgeError, match="contexts"):
        build_vocabulary(types, read_json(CODES_FILE))
