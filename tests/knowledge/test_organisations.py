"""Organisations, armed groups and media by all their names."""

import pytest

from detente.knowledge.files import read_json, read_jsonl
from detente.knowledge.matcher import known_names
from detente.knowledge.organisations import FILES, organisation_names

BODY_CODES = {"UNO", "EUR", "IGO", "NGO", "ISM", "MNC", "IMG"}


@pytest.mark.parametrize(
    ("form", "canonical", "country"),
    [
        ("Organization of Turkish States", "Organization of Turkic States", "IGO"),
        ("UNHCR", "United Nations High Commissioner for Refugees", "UNO"),
        ("Ecowas", "Economic Community of West African States", "IGO"),
        ("EU", "European Union", "EUR"),
        ("Daesh", "Islamic State", "ISM"),
        ("PKK", "Kurdistan Workers' Party", "TUR"),
        ("Kurdistan Workers’ Party", "Kurdistan Workers' Party", "TUR"),
        ("AFP", "Agence France-Presse", "FRA"),
        ("Amnesty", "Amnesty International", "NGO"),
    ],
)
def test_aliases_lead_to_one_name(form: str, canonical: str, country: str) -> None:
    known = known_names()[form]
    assert (known.canonical, known.country) == (canonical, country)


def test_there_are_enough_of_each_kind() -> None:
    bodies, groups, media, others = (len(read_jsonl(f)) for f in FILES)
    assert bodies >= 120
    assert groups >= 120
    assert media >= 100
    assert others >= 300


def test_sectors_are_those_of_the_vocabulary() -> None:
    known = set(read_json("plover/codes.json")["sectors"])
    used = {s for _, name in organisation_names() for s in name.sectors}
    assert used <= known


def test_codes_are_countries_or_bodies() -> None:
    codes = {name.country for _, name in organisation_names() if name.country}
    assert all(len(c) == 3 and c.isupper() for c in codes)
    assert codes & BODY_CODES
