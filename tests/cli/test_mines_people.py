"""`detente mines people` and its like: persons are apart from everything else that the desk shows, writes or proves."""

import datetime as dt
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from cli.mines_made import SIGNED, begin, copied, listed, the_accident, written
from cli.runs import Ended, Run
from detente.cli.exits import Exit

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


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of one composed report of an accident, with a list of roles."""
    desk = begin(tmp_path_factory.mktemp("people"), ("accident", REPORT, "2031-05-05"))
    (desk / "people-roles.toml").write_text(ROLES, encoding="utf-8")
    (desk / "people-roles.toml").chmod(0o644)
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
    assert people(run, desk) == {"accident": accident["id"], "persons": [], "forgotten": [person["id"]]}
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
    people(run, desk, *ANN, "--reason", "to bring help")
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


def test_a_list_that_others_may_change_is_not_believed(run: Run, desk: Path) -> None:
    (desk / "people-roles.toml").chmod(0o666)
    ended = run("mines", "people", desk, the_accident(run, desk)["id"], *ANN)
    assert ended.status == Exit.USAGE
    assert "is not believed" in ended.err


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
