"""`detente mines people` and its like: persons are apart from everything else that the desk shows, writes or proves."""

import contextlib
import datetime as dt
import json
import os
import sqlite3
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cli.mines_made import begin, copied, listed, the_accident, written
from cli.runs import Ended, Run
from detente.cli.exits import Exit
from detente.pipeline.mines_people import _is_own

REPORT = "Two people were killed when a landmine exploded near Ash Ford on 3 May 2031, the Joint Centre said."
ROLES = '[[person]]\nname = "Ann Brook"\nroles = ["victim assistance"]\n[[person]]\nname = "Tom Field"\nroles = []\n'
PERSON = """
[[person]]
name = "Ilse Farrowdale"
agreed_to_be_recorded = true
age = 41
sex = "female"
words = "I. Farrowdale, 41, brought in at noon"
source = "the clinic's list, page 2"
"""
ANN = ("--reader", "Ann Brook")
SIGNED = ("--author", "Ann Brook", "--reason", "help")


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of one composed report of an accident, with a list of roles."""
    desk = begin(tmp_path_factory.mktemp("people"), ("accident", REPORT, "2031-05-05"))
    (desk / "people-roles.toml").write_text(ROLES, encoding="utf-8")
    (desk / "people-roles.toml").chmod(0o644)
    desk.chmod(0o755)
    return desk


@pytest.fixture
def desk(told: Path, tmp_path: Path) -> Path:
    """A copy of that desk, to be changed."""
    return copied(told, tmp_path)


def added(run: Run, desk: Path, folder: Path, text: str = PERSON, signed: tuple[str, ...] = SIGNED) -> Ended:
    id_ = the_accident(run, desk)["id"]
    return run("mines", "people-add", desk, id_[:10], written(folder, "persons.toml", text), *signed)


def people(run: Run, desk: Path, *options: object) -> Any:
    (found,) = run("mines", "people", desk, the_accident(run, desk)["id"], *(options or ANN), "--json").items()
    return found


def test_who_is_named_reads_and_everybody_else_is_told_the_same_whether_there_is_anybody_or_not(
    run: Run, desk: Path, tmp_path: Path
) -> None:
    id_ = the_accident(run, desk)["id"]
    others = ("Tom Field", "ann brook", "Nobody")
    before = [run("mines", "people", desk, id_, "--reader", name) for name in others]
    assert added(run, desk, tmp_path).status == Exit.DONE
    after = [run("mines", "people", desk, id_, "--reader", name) for name in others]

    assert [(one.status, one.out, one.err) for one in before] == [(one.status, one.out, one.err) for one in after]
    assert all(one.status == Exit.USAGE and "Farrowdale" not in one.err for one in after)
    found = people(run, desk)
    assert [(one["name"], one["age"], one["injury"]) for one in found["persons"]] == [("Ilse Farrowdale", 41, None)]
    words = run("mines", "people", desk, id_, *ANN, columns=80).out.decode()
    assert "injury: not told" in words
    assert max(map(len, words.splitlines())) <= 80


def test_persons_are_in_no_list_page_history_snapshot_proof_or_figure(run: Run, desk: Path, tmp_path: Path) -> None:
    accident = the_accident(run, desk)
    assert added(run, desk, tmp_path).status == Exit.DONE

    outputs = [
        run(*words).out
        for words in (
            ("mines", "list", desk), ("mines", "list", desk, "--json"), ("mines", "show", desk, accident["id"]),
            ("mines", "totals", desk, "--json"), ("history", desk), ("history", desk, "--json"), ("verify", desk),
            ("show", desk, "summary"), ("show", desk, "entities", "--json"), ("incidents", "list", desk),
        )
    ]  # fmt: skip
    assert run("page", desk, "-o", tmp_path / "page.html").status == Exit.DONE
    assert run("snapshot", desk, tmp_path / "desk.snapshot").status == Exit.DONE
    with zipfile.ZipFile(tmp_path / "desk.snapshot") as archive:
        outputs += [archive.read(name) for name in archive.namelist()]
    assert any(accident["evidence"][0]["document"].encode() in one for one in outputs), (
        "the snapshot was looked through"
    )
    assert not any(b"Farrowdale" in one for one in outputs)
    held = [one for one in (*desk.iterdir(), tmp_path / "page.html") if b"Farrowdale" in one.read_bytes()]
    assert [one.name for one in held] == ["people.sqlite"]
    assert the_accident(run, desk) == accident, "an accident's numbers are of its claimant, and of no list of persons"


def test_a_restored_record_has_no_persons_and_the_accident(run: Run, desk: Path, tmp_path: Path) -> None:
    added(run, desk, tmp_path)
    done = run("snapshot", desk, tmp_path / "desk.snapshot")
    assert done.status == Exit.DONE, done.err
    assert run("restore", tmp_path / "desk.snapshot", tmp_path / "other").status == Exit.DONE

    assert not (tmp_path / "other" / "people.sqlite").exists()
    assert the_accident(run, tmp_path / "other")["killed"]["low"] == 2


def test_who_is_forgotten_is_gone_and_the_accident_stays(run: Run, desk: Path, tmp_path: Path) -> None:
    added(run, desk, tmp_path)
    before = dt.datetime.now(dt.UTC).isoformat()
    accident = the_accident(run, desk)
    (person,) = people(run, desk)["persons"]
    ended = run("mines", "forget", desk, person["id"][:12], *SIGNED)

    assert ended.status == Exit.DONE
    assert b"copies of people.sqlite" in ended.out
    assert people(run, desk) == {
        "accident": accident["id"], "persons": [], "forgotten": [person["id"]], "complaints": [],
    }  # fmt: skip
    assert people(run, desk, *ANN, "--as-known-on", before)["persons"] == []
    assert b"Farrowdale" not in (desk / "people.sqlite").read_bytes()
    assert the_accident(run, desk) == accident
    assert run("verify", desk).status == Exit.DONE


def test_persons_stay_with_an_accident_that_is_withdrawn(run: Run, desk: Path, tmp_path: Path) -> None:
    added(run, desk, tmp_path)
    id_ = the_accident(run, desk)["id"]
    run("mines", "withdraw", desk, id_, *SIGNED)

    assert listed(run, desk) == []
    (found,) = run("mines", "people", desk, id_, *ANN, "--json").items()
    assert len(found["persons"]) == 1


def test_no_person_is_put_to_an_accident_that_nobody_tells_of(run: Run, desk: Path, tmp_path: Path) -> None:
    ended = run("mines", "people-add", desk, "f" * 32, written(tmp_path, "p.toml", PERSON), *SIGNED)
    assert ended.status == Exit.USAGE
    assert "no mine record answers" in ended.err
    assert not (desk / "people.sqlite").exists()


def test_the_log_tells_who_read_and_who_was_refused_to_those_who_may_read(run: Run, desk: Path, tmp_path: Path) -> None:
    added(run, desk, tmp_path)
    people(run, desk, *ANN, "--reason", "help")
    run("mines", "people", desk, the_accident(run, desk)["id"], "--reader", "Tom Field")
    sly = run("mines", "people", desk, the_accident(run, desk)["id"], "--reader", "Tom\x1b[31m")
    assert sly.status == Exit.USAGE
    assert "\x1b[31m" not in sly.err
    assert run("mines", "people-log", desk, "--reader", "Tom Field").status == Exit.USAGE

    (found,) = run("mines", "people-log", desk, *ANN, "--json").items()
    assert [one["deed"] for one in found["deeds"]] == ["roles", "kept", "shown", "refused", "refused", "log"]
    assert found["complaints"] == []
    out = run("mines", "people-log", desk, *ANN, columns=80).out
    assert b"\x1b[31m" not in out
    assert b"Farrowdale" not in out


@pytest.mark.parametrize(
    ("roles", "said"),
    [
        (None, "there is no list of who may read"),
        ("", "names nobody"),
        ("[[person", "cannot be read"),
        ('[[person]]\nname = "Ann Brook"\nroles = ["king"]', "has the role king"),
        ("#" * 1_000_001, "no list of roles"),
    ],
)
def test_without_a_list_that_names_somebody_nobody_reads_or_writes(
    run: Run, desk: Path, tmp_path: Path, roles: str | None, said: str
) -> None:
    added(run, desk, tmp_path)
    id_ = the_accident(run, desk)["id"]
    file = desk / "people-roles.toml"
    file.unlink() if roles is None else file.write_text(roles, encoding="utf-8")

    for ended in (
        run("mines", "people", desk, id_, *ANN), added(run, desk, tmp_path), run("mines", "people-log", desk, *ANN),
        run("mines", "forget", desk, "0", *SIGNED),
    ):  # fmt: skip
        assert ended.status == Exit.USAGE
        assert said in ended.err
        assert "Farrowdale" not in ended.err


def opened_to_others(file: Path) -> None:
    file.chmod(0o666)


def moved_behind_a_link(file: Path) -> None:
    file.rename(file.parent.parent / "elsewhere.toml")
    file.symlink_to(file.parent.parent / "elsewhere.toml")


def in_an_open_folder(file: Path) -> None:
    file.parent.chmod(0o777)


def under_an_open_folder(file: Path) -> None:
    file.parent.parent.chmod(0o770)


def made_a_pipe(file: Path) -> None:
    file.unlink()
    os.mkfifo(file)


@pytest.mark.parametrize(
    "change", [opened_to_others, moved_behind_a_link, in_an_open_folder, under_an_open_folder, made_a_pipe]
)
def test_a_list_that_others_may_change_or_replace_is_not_believed(
    run: Run, desk: Path, change: Callable[[Path], None]
) -> None:
    people(run, desk)
    change(desk / "people-roles.toml")
    ended = run("mines", "people", desk, the_accident(run, desk)["id"], *ANN)
    assert ended.status == Exit.USAGE
    assert "not believed" in " ".join(ended.err.split())


@pytest.mark.parametrize("whose", ["people-roles.toml", "."])
def test_a_list_or_a_folder_of_another_account_is_not_believed(
    run: Run, desk: Path, monkeypatch: pytest.MonkeyPatch, whose: str
) -> None:
    theirs = (desk / whose).stat().st_ino
    monkeypatch.setattr("detente.pipeline.mines_people._is_own", lambda found: found.st_ino != theirs)
    ended = run("mines", "people", desk, the_accident(run, desk)["id"], *ANN)
    assert ended.status == Exit.USAGE
    assert "not believed" in " ".join(ended.err.split())


def test_only_this_account_and_who_rules_the_machine_are_believed(tmp_path: Path) -> None:
    found = tmp_path.stat()
    assert _is_own(found)
    fields = list(found)
    fields[stat.ST_UID] = os.geteuid() + 4321
    assert not _is_own(os.stat_result(fields))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (PERSON.replace("agreed_to_be_recorded = true", ""), "not that this person agreed"),
        (PERSON.replace("= true", "= false"), "not that this person agreed"),
        (PERSON.replace("41\n", "411\n"), "an age that nobody has"),
        (PERSON.replace("41\n", '"41"\n'), "Expected `int"),
        (PERSON + 'photo = "x"\n', "no field person"),
        ("[[person]]\nage = 4\n", "words"),
        ("", "there is none"),
        ("[[person\nFarrowdale", "TOML in UTF-8"),
    ],
)
def test_persons_that_cannot_be_used_are_refused_without_repeating_them(
    run: Run, desk: Path, tmp_path: Path, text: str, said: str
) -> None:
    ended = added(run, desk, tmp_path, text)
    assert ended.status == Exit.USAGE
    assert said in ended.err
    assert "Farrowdale" not in ended.err
    assert people(run, desk)["persons"] == []


def test_a_person_without_a_name_is_kept_and_one_is_put_right_by_the_id(run: Run, desk: Path, tmp_path: Path) -> None:
    added(run, desk, tmp_path, '[[person]]\nage = 9\nwords = "a child"\nsource = "the clinic"\n')
    (first,) = people(run, desk)["persons"]
    assert (first["name"], first["age"]) == (None, 9)
    again = f'[[person]]\nid = "{first["id"]}"\nage = 8\nwords = "a child of 8"\nsource = "the clinic"\n'
    assert added(run, desk, tmp_path, again).status == Exit.DONE
    assert [one["age"] for one in people(run, desk)["persons"]] == [8]


@pytest.mark.parametrize("digits", [10, 32])
def test_a_person_is_put_right_by_the_id_that_is_shown_and_is_one_person(
    run: Run, desk: Path, tmp_path: Path, digits: int
) -> None:
    added(run, desk, tmp_path)
    (first,) = people(run, desk)["persons"]
    ended = added(run, desk, tmp_path, PERSON.replace("age = 41", f'id = "{first["id"][:digits]}"\nage = 42'))

    assert ended.status == Exit.DONE
    assert first["id"][:10].encode() in ended.out
    assert [(one["id"], one["age"]) for one in people(run, desk)["persons"]] == [(first["id"], 42)]
    assert run("mines", "forget", desk, first["id"][:10], *SIGNED).status == Exit.DONE
    assert people(run, desk)["persons"] == []
    assert b"Farrowdale" not in (desk / "people.sqlite").read_bytes()


def test_an_id_that_somebody_made_up_or_that_is_given_twice_is_refused(run: Run, desk: Path, tmp_path: Path) -> None:
    added(run, desk, tmp_path)
    (first,) = people(run, desk)["persons"]
    made_up = added(run, desk, tmp_path, PERSON.replace("age", 'id = "born-1990-Farrowdale"\nage'))
    twice = added(run, desk, tmp_path, PERSON.replace("age", f'id = "{first["id"][:10]}"\nage') * 2)

    assert (made_up.status, twice.status) == (Exit.USAGE, Exit.USAGE)
    assert "Farrowdale" not in made_up.err
    assert b"born-1990" not in (desk / "people.sqlite").read_bytes()
    assert people(run, desk)["persons"] == [first]


NAMING = [
    "for Ilse Farrowdale", "Ilse\u2019s family", "Farrowdales asked", "Ilse_Farrowdale", "IlseFarrowdale", "\u0130lse",
    "F a r r o w d a l e", "help for Ilse",
]  # fmt: skip


def test_nothing_names_a_person_after_forgetting_whatever_anybody_wrote(run: Run, desk: Path, tmp_path: Path) -> None:
    added(run, desk, tmp_path)
    accident, (person,) = the_accident(run, desk)["id"], people(run, desk)["persons"]
    file = written(tmp_path, "persons.toml", PERSON)
    for words in NAMING:
        told = ("--reason", words)
        for ended in (
            run("mines", "people-add", desk, accident, file, "--author", "Ann Brook", *told),
            run("mines", "forget", desk, person["id"], "--author", "Ann Brook", *told),
            run("mines", "people", desk, accident, *ANN, *told), run("mines", "people-log", desk, *ANN, *told),
        ):  # fmt: skip
            assert ended.status == Exit.USAGE
            assert words not in ended.err
        run("mines", "people", desk, accident, "--reader", words)
        run("mines", "forget", desk, person["id"], "--author", words, "--reason", "help")
    assert run("mines", "forget", desk, person["id"], *SIGNED).status == Exit.DONE

    kept = (desk / "people.sqlite").read_bytes()
    assert not [words for words in (*NAMING, "Ilse", "Farrow") if words.encode() in kept]
    (log,) = run("mines", "people-log", desk, *ANN, "--json").items()
    refused = [one for one in log["deeds"] if one["deed"] == "refused"]
    assert len(refused) == 2 * len(NAMING)
    assert all([one["by"], one["why"], one["said"], one["accident"]] == [None] * 4 for one in refused)
    assert log["complaints"] == []


def test_who_is_named_for_nothing_and_brings_a_changed_list_leaves_no_name(run: Run, desk: Path) -> None:
    run("mines", "people", desk, the_accident(run, desk)["id"], "--reader", "Ilse Farrowdale")
    assert b"Farrowdale" not in (desk / "people.sqlite").read_bytes()


def test_who_was_moved_to_another_accident_is_not_shown_there_and_it_is_told(
    run: Run, desk: Path, tmp_path: Path
) -> None:
    added(run, desk, tmp_path)
    other = "f" * 32
    with contextlib.closing(sqlite3.connect(desk / "people.sqlite")) as file, file:
        file.execute("UPDATE persons SET accident = ?", [other])

    (found,) = run("mines", "people", desk, other, *ANN, "--json").items()
    assert found["persons"] == []
    assert "was moved to another accident" in found["complaints"][0]
    assert b"was moved" in run("mines", "people", desk, the_accident(run, desk)["id"], *ANN).out


def test_persons_from_standard_input_leave_no_file_to_erase(run: Run, desk: Path) -> None:
    id_ = the_accident(run, desk)["id"]
    ended = run("mines", "people-add", desk, id_, "-", *SIGNED, stdin=PERSON.encode())
    assert ended.status == Exit.DONE
    assert b"erase it" not in ended.out


def test_the_machine_reads_no_persons_out_of_reports(run: Run, tmp_path: Path) -> None:
    text = "Ilse Farrowdale, 41, and her son Tam were killed when a landmine exploded near Ash Ford on 3 May 2031."
    desk = tmp_path / "desk"
    line = json.dumps({"id": "named", "text": text, "published": "2031-05-05"})
    run("init", desk)
    run("add", desk, written(tmp_path, "report.jsonl", line + "\n"))
    found = json.dumps(listed(run, desk))

    assert "mine-accident" in found
    assert "Farrowdale" not in found
    assert not (desk / "people.sqlite").exists()
