"""Offices are held from a day to a day, and a name finds its bearer as of a day."""

import re

import pytest

from detente.knowledge.files import read_jsonl
from detente.knowledge.offices import load_offices

DAY = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")


@pytest.mark.parametrize(
    ("surname", "day", "country"),
    [
        ("Sarkozy", "2011-05-03", "FRA"),
        ("Sarkozy", "2016-05-03", None),
        ("Lavrov", "2022-01-14", "RUS"),
        ("Mubarak", "2010-01-01", "EGY"),
        ("Qzyx", "2010-01-01", None),
    ],
)
def test_a_surname_means_who_was_in_office_on_the_day(surname: str, day: str, country: str | None) -> None:
    found = {t.country for t in load_offices().surnamed(surname, day, day)}
    assert found == ({country} if country else set())


def test_a_full_name_is_found_without_accents_and_by_its_other_spellings() -> None:
    for name in ("Recep Tayyip Erdogan", "Recep Tayyip Erdoğan", "Tayyip Erdogan"):
        assert {t.country for t in load_offices().named(name)} == {"TUR"}


def test_a_term_is_as_long_as_its_ends_are_known() -> None:
    (term,) = [t for t in load_offices().named("Angela Merkel") if t.office == "head of government"]
    assert term.holds("2005-11-22", "2005-11-22")
    assert term.holds("2021-12-08", "2021-12-31")
    assert not term.holds("2005-11-21", "2005-11-21")
    assert not term.holds("2022-01-01", "2022-01-01")
    assert "Chancellor of Germany" in str(term)


def test_the_table_is_as_broad_as_it_is_said_to_be() -> None:
    rows = read_jsonl("offices/holders.jsonl")
    states = {r["of"] for r in rows if r["office"] == "foreign minister"}
    heads = {r["of"] for r in rows if r["office"] in {"head of state", "head of government"}}
    bodies = {r["of"] for r in rows if not re.fullmatch("[A-Z]{3}", r["of"])}
    assert len(states & heads) >= 60
    assert len(bodies) >= 40
    assert len(read_jsonl("organisations/armed_groups.jsonl")) >= 150


def test_every_term_is_well_formed() -> None:
    for row in read_jsonl("offices/holders.jsonl"):
        assert DAY.fullmatch(row["from"]), row
        assert row["to"] is None or (DAY.fullmatch(row["to"]) and row["from"][:4] <= row["to"][:4]), row
        assert row["gender"] in {"m", "f"}, row
        assert " " in row["name"], row
