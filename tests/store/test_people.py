"""Persons stand in a file of their own: who has no role learns nothing, what is erased is gone, and all is noted."""

import datetime as dt
import os
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from detente.core.errors import RecordBroken, RecordError, UsageError
from detente.registry.evidence import Evidence
from detente.registry.mines.roles import Roles, parse_roles
from detente.registry.mines.victims import Victim
from detente.store.known import Known
from detente.store.people import People, open_people
from detente.store.people_deeds import Doer
from detente.store.people_kept import Found, Log, forget_person, keep_persons, log_of_people, show_persons

NOON = dt.datetime(2031, 5, 6, 12, tzinfo=dt.UTC)
ROLES = parse_roles(
    b'[[person]]\nname = "Ann Brook"\nroles = ["victim assistance"]\n[[person]]\nname = "Tom Field"\nroles = []\n',
    name="roles.toml",
)
ACCIDENT, OTHER = "a" * 32, "b" * 32
NAME = "Jonathan Reedmarsh"


def by(name: str = "Ann Brook", hours: int = 0, reason: str | None = "help") -> Doer:
    return Doer(name=name, account="desk", reason=reason, now=NOON + dt.timedelta(hours=hours))


def person(number: int = 1, **more: Any) -> Victim:
    words = (Evidence(words="foot, 41", by="Ann Brook", source="the clinic's list"),)
    told: dict[str, Any] = {"id": f"{number:032d}", "accident": ACCIDENT, "name": NAME, "evidence": words}
    return Victim(**(told | more))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "people.sqlite"


def keep(path: Path, *told: Victim, doer: Doer | None = None) -> None:
    with open_people(path) as people:
        assert keep_persons(people, told, roles=ROLES, doer=doer or by())[1].allowed


def shown(path: Path, *, doer: Doer | None = None, roles: Roles = ROLES, **more: Any) -> Found:
    with open_people(path) as people:
        return show_persons(people, ACCIDENT, roles=roles, doer=doer or by(), **more)


def log(path: Path) -> Log:
    with open_people(path) as people:
        found, answer = log_of_people(people, roles=ROLES, doer=by())
    assert found is not None, answer.said
    return found


def altered(path: Path, statement: str) -> None:
    with open_people(path) as people, people.writing() as connection:
        connection.execute(sa.text(statement))


def test_only_its_owner_can_read_the_file_and_one_that_others_can_is_not_opened(path: Path) -> None:
    keep(path, person())
    assert path.stat().st_mode & 0o777 == 0o600
    path.chmod(0o640)
    with pytest.raises(RecordError, match="chmod 600"):
        open_people(path)


def test_another_file_and_a_link_are_refused_and_left_as_they_are(path: Path, tmp_path: Path) -> None:
    (tmp_path / "there").write_bytes(b"")
    path.symlink_to(tmp_path / "there")
    with pytest.raises(RecordBroken, match="no link"):
        open_people(path)
    path.unlink()
    path.write_bytes(b"notes of somebody" * 100)
    path.chmod(0o600)
    with pytest.raises(RecordError):
        open_people(path)
    assert path.read_bytes() == b"notes of somebody" * 100


def test_who_is_named_reads_what_was_kept_and_each_reading_is_noted(path: Path) -> None:
    keep(path, person(), person(2, name=None), person(3, accident=OTHER))
    found = shown(path, doer=by(reason="oversight"))

    assert [one.id for one in found.persons] == [f"{1:032d}", f"{2:032d}"]
    last = log(path).deeds[-2]
    assert (last.what, last.by, last.account, last.accident) == ("shown", "Ann Brook", "desk", ACCIDENT)
    assert last.reason == "oversight"


@pytest.mark.parametrize("name", ["Tom Field", "ann brook", "ANN BROOK", "Nobody", "Ann\tBrook\x1b[31m"])
def test_who_is_not_named_learns_nothing_and_that_is_noted(path: Path, name: str) -> None:
    empty = shown(path, doer=by(name))
    keep(path, person())
    full = shown(path, doer=by(name))

    assert (full.persons, full.forgotten) == ((), ())
    assert full.answer == empty.answer, "whether there is anybody is not told either"
    refused = [one for one in log(path).deeds if one.what == "refused"]
    assert [(one.by, one.account, one.said) for one in refused] == [(None, "desk", None)] * 2


def test_who_is_not_named_can_neither_keep_nor_forget_nor_read_the_log(path: Path) -> None:
    keep(path, person())
    with open_people(path) as people:
        assert not keep_persons(people, [person(2)], roles=ROLES, doer=by("Tom Field"))[1].allowed
        own, answer = forget_person(people, person().id, roles=ROLES, doer=by("Tom Field"))
        assert (own, answer.allowed) == (None, False)
        assert log_of_people(people, roles=ROLES, doer=by("Tom Field"))[0] is None
    assert [one.name for one in shown(path).persons] == [NAME]


def test_what_is_said_later_stands_beside_what_was_said_before(path: Path) -> None:
    keep(path, person())
    keep(path, person(injury="lost a foot"), doer=by(hours=1))
    keep(path, person(injury="lost a foot"), doer=by(hours=2))

    assert [one.injury for one in shown(path).persons] == ["lost a foot"]
    assert [one.injury for one in shown(path, known_on=Known(at=NOON)).persons] == [None]
    assert shown(path, known_on=Known(at=NOON - dt.timedelta(days=1))).persons == ()
    assert [one.revision for one in log(path).deeds if one.what == "kept"] == [1, 2]


def test_who_is_forgotten_is_in_no_byte_of_the_file_and_as_of_no_day(path: Path) -> None:
    keep(path, *(person(n, name=f"{NAME} {n}") for n in range(1, 30)))
    keep(path, person(name=f"{NAME} 1", injury="lost a footmark"), doer=by(hours=1))
    with open_people(path) as people:
        own, _ = forget_person(people, f"{1:032d}", roles=ROLES, doer=by(hours=2, reason="asked"))

    assert own == f"{1:032d}"
    data = b"".join(one.read_bytes() for one in path.parent.iterdir())
    assert f"{NAME} 2".encode() in data, "the others are there to be read, or this proves nothing"
    assert f'"{NAME} 1"'.encode() not in data
    assert b"footmark" not in data
    for moment in (NOON, NOON + dt.timedelta(hours=1), NOON + dt.timedelta(days=1)):
        found = shown(path, known_on=Known(at=moment))
        assert own not in {one.id for one in found.persons}
        assert found.forgotten == (own,)
    assert log(path).complaints == ()


def test_the_hash_that_stays_of_who_is_forgotten_cannot_be_tried_out(path: Path) -> None:
    keep(path, person())
    keep(path, person(2))
    hashes = {one.content_hash for one in log(path).deeds if one.what == "kept"}
    assert len(hashes) == 2, "each has a salt of its own"
    with open_people(path) as people:
        forget_person(people, person().id, roles=ROLES, doer=by())
    with open_people(path) as people, people.writing() as connection:
        salts = connection.scalars(sa.text("SELECT salt FROM persons WHERE content IS NULL")).all()
    assert salts == [None]


def test_who_is_forgotten_or_of_another_accident_is_not_put_in_again(path: Path) -> None:
    keep(path, person(), person(2, accident=OTHER))
    with open_people(path) as people:
        forget_person(people, person().id, roles=ROLES, doer=by())
        for wrong in (person(), person(2)):
            with pytest.raises(UsageError, match="nothing was kept"):
                keep_persons(people, [person(3), wrong], roles=ROLES, doer=by())
        with pytest.raises(UsageError, match="no person who is kept"):
            forget_person(people, person().id, roles=ROLES, doer=by())
    assert shown(path).persons == ()


@pytest.mark.parametrize("reason", ["for Reedmarsh", "Jonathan\u2019s family", "J o n", "", "Help"])
def test_a_reason_in_words_of_ones_own_is_refused_whatever_it_says(reason: str) -> None:
    with pytest.raises(UsageError, match="no words are kept") as told:
        by(reason=reason)
    assert not reason or reason not in str(told.value)


def test_an_id_that_was_not_drawn_is_refused(path: Path) -> None:
    with open_people(path) as people, pytest.raises(UsageError, match="drawn by chance"):
        keep_persons(people, [person(id="born-1990-reedmarsh")], roles=ROLES, doer=by())


def test_who_is_called_by_the_first_digits_is_the_one_who_is_kept(path: Path) -> None:
    keep(path, person(id="ab" + "0" * 30), person(id="ac" + "0" * 30))
    with open_people(path) as people:
        ids, _ = keep_persons(people, [person(supersedes="ab", injury="a hand")], roles=ROLES, doer=by(hours=1))
        for given in ("a", "b", ""):
            with pytest.raises(UsageError, match="or more than one"):
                keep_persons(people, [person(supersedes=given)], roles=ROLES, doer=by())
    assert ids == ("ab" + "0" * 30,)
    assert [(one.id[:2], one.injury) for one in shown(path).persons] == [("ac", None), ("ab", "a hand")]


def test_the_list_of_roles_is_noted_whenever_it_changed(path: Path) -> None:
    keep(path, person())
    shown(path)
    later = parse_roles(b'[[person]]\nname = "Ann Brook"\nroles = ["monitoring"]\n', name="roles.toml")
    assert not shown(path, roles=later).answer.allowed

    lists = [one.said or "" for one in log(path).deeds if one.what == "roles"]
    assert ["victim assistance" in one for one in lists] == [True, False, True]


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE deeds SET \"by\" = 'Somebody' WHERE number = 2", "deed 2 was altered"),
        ("DELETE FROM deeds WHERE number = 1", "taken out"),
        ('UPDATE persons SET content = \'{"id": "x"}\'', "is not what was kept"),
        ("UPDATE persons SET content = NULL", "nobody noted"),
        ("DELETE FROM persons", "is missing"),
        ("UPDATE persons SET accident = 'b'", "was moved to another accident"),
        ("UPDATE persons SET made_at = '2031-01-01T00:00:00.000000Z'", "another day than was noted"),
        ("UPDATE persons SET forgotten_at = made_at", "another day than was noted"),
        ("UPDATE persons SET revision = 7", "without a deed"),
    ],
)
def test_what_is_altered_is_told(path: Path, statement: str, said: str) -> None:
    keep(path, person())
    assert log(path).complaints == ()
    altered(path, statement)
    assert any(said in one for one in log(path).complaints)
    assert not any(NAME in one for one in log(path).complaints)


def test_two_who_open_it_first_at_once_make_one_file(path: Path) -> None:
    os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600))
    first: People = open_people(path)
    with first, open_people(path) as second:
        keep_persons(first, [person()], roles=ROLES, doer=by())
        assert len(show_persons(second, ACCIDENT, roles=ROLES, doer=by()).persons) == 1
