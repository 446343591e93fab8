"""CAMEO codes in PLOVER's terms: what the official table says, and where we leave it."""

import pytest

from detente.core.errors import KnowledgeError
from detente.knowledge.cameo import cameo_codes, cameo_to_plover, default_cameo, outside_vocabulary
from detente.knowledge.files import about, read_jsonl, read_toml
from detente.knowledge.plover import plover

VALUES_OUTSIDE = 24


def test_the_official_table_is_credited() -> None:
    stated = about("plover/cameo_official.jsonl")
    assert stated["licence"] == "CC BY-SA 4.0"
    assert "Schrodt" in stated["source"]


def test_the_official_table_is_kept_as_it_is() -> None:
    rows = {r["cameo"]: r for r in read_jsonl("plover/cameo_official.jsonl")}
    assert rows["0871"]["type"] == "RETREAT"
    assert rows["186"]["mode"] == "assassinate"


def test_the_table_says_24_things_that_the_manual_does_not_know() -> None:
    assert len(list(outside_vocabulary(plover()))) == VALUES_OUTSIDE


def test_each_of_them_is_mapped_or_refused_with_a_reason() -> None:
    rules = read_toml("plover/corrections.toml")["value"]
    ruled = {(code, r["field"], r["value"]) for r in rules for code in r["codes"]}
    assert set(outside_vocabulary(plover())) == ruled
    assert all(r["reason"] for r in rules)


def test_every_code_ends_within_the_manual() -> None:
    for coded in cameo_codes().values():
        if coded.type is not None:
            plover().check(coded.type, coded.mode, coded.contexts)


def test_declaring_a_truce_is_a_concession_and_no_retreat() -> None:
    truce = cameo_to_plover("0871")
    assert (truce.type, truce.mode) == ("CONCEDE", None)
    assert truce.reasons


def test_signing_is_support_and_the_promise_is_agree() -> None:
    assert cameo_to_plover("057").type == "SUPPORT"
    assert cameo_to_plover("030").type == "AGREE"


@pytest.mark.parametrize("code", ["010", "014", "019"])
def test_statements_have_no_place_in_plover(code: str) -> None:
    assert cameo_to_plover(code).type is None


@pytest.mark.parametrize(
    ("code", "coding"),
    [
        ("073", ("AID", None, ("human_security",))),
        ("186", ("ASSAULT", "targeted", ())),
        ("1712", ("ASSAULT", "destroy", ("human_security",))),
        ("163", ("SANCTION", "discontinue", ("economic", "diplomatic"))),
        ("1722", ("COERCE", "restrict", ("pro_autocracy",))),
        ("175", ("ASSAULT", None, ("military", "pro_autocracy"))),
        ("0356", ("CONCEDE", None, ("military",))),
        ("026", ("REQUEST", "meet", ("diplomatic",))),
    ],
)
def test_corrected_codes(code: str, coding: tuple[str, str | None, tuple[str, ...]]) -> None:
    found = cameo_to_plover(code)
    assert (found.type, found.mode, found.contexts) == coding


def test_a_code_that_cameo_does_not_have_is_refused() -> None:
    with pytest.raises(KnowledgeError, match="999"):
        cameo_to_plover("999")


@pytest.mark.parametrize(
    ("coding", "code"),
    [
        (("CONSULT", "phone", ()), "041"),
        (("COOPERATE", None, ("territory", "military")), "062"),
        (("SUPPORT", None, ()), "050"),
        (("COERCE", "cyber", ()), "170"),
    ],
)
def test_default_codes(coding: tuple[str, str | None, tuple[str, ...]], code: str) -> None:
    assert default_cameo(*coding) == code


def test_every_default_is_a_code_of_its_type() -> None:
    allowed = {("SANCTION", "116"), ("RETREAT", "080"), ("RETREAT", "0831"), ("THREATEN", "137")}
    for name, event_type in plover().types.items():
        for mode in (None, *event_type.modes):
            code = default_cameo(name, mode)
            assert cameo_to_plover(code).type == name or (name, code) in allowed
