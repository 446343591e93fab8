import dataclasses

import pytest

from detente.core.errors import EvidenceError, UsageError
from detente.registry.evidence import Evidence
from detente.registry.mines import records
from detente.registry.mines.roles import Roles, may_read_victims, parse_roles
from detente.registry.mines.victims import Victim

LIST = """
[[person]]
name = "Ann Brook"
roles = ["victim assistance"]
until = 2031-12-31
[[person]]
name = "Tom Field"
roles = ["monitoring", "clearance"]
"""
WORDS = (Evidence(words="a note of the clinic", by="Ann Brook"),)


def roles() -> Roles:
    return parse_roles(LIST.encode(), name="roles.toml")


def test_who_is_named_for_it_may_read() -> None:
    answer = may_read_victims("Ann  Brook", roles=roles(), today="2031-12-31")
    assert answer.allowed
    assert "victim assistance" in answer.said


@pytest.mark.parametrize(
    ("reader", "today", "why"),
    [("Tom Field", "2031-05-03", "no role"), ("ann brook", "2031-05-03", "not in the desk's list"),
     ("", "2031-05-03", "not in the desk's list"), ("Ann Brook", "2032-01-01", "holds that role")],
)  # fmt: skip
def test_everybody_else_is_refused_with_the_reason(reader: str, today: str, why: str) -> None:
    answer = may_read_victims(reader, roles=roles(), today=today)
    assert not answer.allowed
    assert why in answer.said


def test_an_empty_list_lets_nobody_read() -> None:
    assert not may_read_victims("Ann Brook", roles=Roles(), today="2031-05-03").allowed
    assert not may_read_victims("Ann Brook", roles=parse_roles(b"", name="x"), today="2031-05-03").allowed


@pytest.mark.parametrize(
    ("text", "said"),
    [('[[person]]\nname = "A"\nroles = ["king"]', "has the role king"),
     ('[[person]]\nname = "A"\nroles = []\n[[person]]\nname = " A"\nroles = ["liaison"]', "there twice"),
     ('[[person]]\nname = " "\nroles = []', "no name"),
     ('[[person]]\nname = "A"\nroles = []\nuntil = "soon"', "no day"),
     ('[[person]]\nname = "A"\nroles = []\nadmin = true', "no field person\\[1\\].admin"), ("[[", "cannot be read")],
)  # fmt: skip
def test_a_list_that_cannot_be_used_is_refused(text: str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        parse_roles(text.encode(), name="roles.toml")


def test_what_is_wrong_is_told_once() -> None:
    with pytest.raises(UsageError) as told:
        parse_roles(b'[[person]]\nname = "A"\nroles = []\n' * 2, name="roles.toml")
    assert str(told.value).count("is there twice") == 1


def test_a_person_is_kept_with_an_accident_and_words() -> None:
    with pytest.raises(EvidenceError):
        Victim(id="1", accident="", evidence=WORDS)
    with pytest.raises(EvidenceError):
        Victim(id="1", accident="a", evidence=())


def test_no_other_record_has_a_field_for_what_is_personal() -> None:
    shared = {"id", "accident", "evidence", "supersedes"}
    personal = {one.name for one in dataclasses.fields(Victim)} - shared
    kinds = [one for name in records.__all__ if isinstance(one := getattr(records, name), type)]
    fields = {one.name for kind in kinds if kind is not records.Body for one in dataclasses.fields(kind)}
    assert personal.isdisjoint(fields)
