"""`detente init --watch` and `detente watch`, as typed."""

import json
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from cli.runs import Run

WHO = ("--author", "W. Pell", "--reason", "test")
REPORT = "Turkey and Azerbaijan signed the Treaty of Holmgard in Baku on Monday. The Treaty of Holmgard is short."

NAMES = ", ".join(f'"Holm {word} {n}"' for n in range(1, 11) for word in ("centre", "center"))
OWN = f"""
id = "m"
name = "M"
actors = [{{ id = "N", name = "Northmark" }}, {{ id = "S", name = "Southmark" }}]
institutions = [{{ id = "centre", name = "Holm Centre", names = [{NAMES}], actors = ["N", "S"] }}]
platforms = [{{ id = "talks", name = "Ford Talks", envisaged = ["S", "N"] }}]
projects = [{{ id = "ferry", name = "Holm ferry", kind = "ferry", route = ["Holm", "Lund"], parties = ["N"] }}]
"""


@pytest.fixture
def desk(run: "Run", tmp_path: Path) -> Path:
    folder = tmp_path / "desk"
    assert run("init", str(folder), "--watch", "south-caucasus", "--author", "W. Pell").status == 0
    (tmp_path / "a.txt").write_text(REPORT, encoding="utf-8")
    assert run("add", str(folder), str(tmp_path / "a.txt")).status == 0
    return folder


def test_a_record_begins_with_a_shipped_watch_and_has_its_files(run: "Run", desk: Path) -> None:
    assert sorted(one.name for one in desk.iterdir() if one.suffix == ".toml") == [
        "south-caucasus-karabakh-2020.toml",
        "watch.toml",
    ]
    (row,) = run("watch", "list", str(desk), "--json").items()
    assert (row["watch"], row["revision"], row["by"], row["ceasefires"]) == ("south-caucasus", 1, "W. Pell", 1)
    assert [one["id"] for one in run("ceasefire", "list", str(desk), "--json").items()] == ["karabakh-2020"]
    again = run("watch", "load", str(desk), str(desk / "watch.toml"), *WHO)
    assert b"nothing changed" in again.out


def test_an_unknown_name_makes_nothing_and_says_what_there_is(run: "Run", tmp_path: Path) -> None:
    ended = run("init", str(tmp_path / "none"), "--watch", "atlantis", "--author", "x")
    assert ended.status == 2
    assert "south-caucasus, tigray" in ended.err
    assert not (tmp_path / "none").exists()


def test_a_file_of_ones_own_that_cannot_be_used_makes_nothing(run: "Run", tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text('id = "m"\nname = "M"\nceasefires = ["gone.toml"]\n', encoding="utf-8")
    ended = run("init", str(tmp_path / "none"), "--watch", str(tmp_path / "mine.toml"), "--author", "x")
    assert ended.status == 2
    assert "gone.toml" in ended.err
    assert not (tmp_path / "none").exists()
    (tmp_path / "mine.toml").write_text('id = "m"\nname = "M"\n', encoding="utf-8")
    assert run("init", str(tmp_path / "mine"), "--watch", str(tmp_path / "mine.toml"), "--author", "x").status == 0
    assert (tmp_path / "mine" / "watch.toml").read_text(encoding="utf-8") == 'id = "m"\nname = "M"\n'


def test_an_author_without_a_watch_is_refused(run: "Run", tmp_path: Path) -> None:
    assert run("init", str(tmp_path / "none"), "--author", "x").status == 2


def test_show_tells_every_section_and_names_by_convention(run: "Run", desk: Path) -> None:
    words = " ".join(run("watch", "show", str(desk), columns=80).out.decode().split())
    assert "Shusha / Shushi" in words
    assert "Organization of Turkish States" in words
    (plain,) = run("watch", "show", str(desk), "--json").items()
    assert plain["watch"]["id"] == "south-caucasus"
    assert run("watch", "show", str(desk), "none").status == 2


def test_show_names_who_was_to_come_and_who_staffs_and_each_spelling_once(run: "Run", tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text(OWN, encoding="utf-8")
    desk = str(tmp_path / "mine")
    assert run("init", desk, "--watch", str(tmp_path / "mine.toml"), "--author", "x").status == 0
    shown = run("watch", "show", desk).out.decode()
    assert "Holm Centre (in reports: Holm centre 1, Holm centre 2," in shown
    assert "and 2 more) [centre]\n    staffed by: N, S\n" in shown
    assert "Ford Talks [talks]\n    envisaged: S, N\n" in shown
    assert "  ferry: Holm ferry [ferry]\n    route: Holm, Lund\n    party: N\n" in shown
    assert "center" not in shown


def test_what_is_missing_is_proposed_and_can_be_turned_down_and_back(run: "Run", desk: Path) -> None:
    (one,) = run("watch", "missing", str(desk), "--section", "agreements", "--json").items()
    assert (one["name"], one["voices"], one["near"]) == ("Treaty of Holmgard", 1, None)
    assert "Treaty of Holmgard" in one["evidence"][0]["words"]
    piece = tomllib.loads(run("watch", "missing", str(desk), "--section", "agreements", "--toml").out.decode())
    assert piece["agreements"] == [{"id": "treaty-of-holmgard", "name": "Treaty of Holmgard"}]

    assert run("watch", "dismiss", str(desk), one["id"][:10], *WHO).status == 0
    assert run("watch", "missing", str(desk), "--section", "agreements", "--json").items() == []
    assert len(run("watch", "missing", str(desk), "--section", "agreements", "--dismissed", "--json").items()) == 1
    assert run("watch", "dismiss", str(desk), one["id"][:10], "--again", *WHO).status == 0
    assert len(run("watch", "missing", str(desk), "--section", "agreements", "--json").items()) == 1


def test_what_is_pasted_and_loaded_is_followed_and_no_longer_proposed(run: "Run", desk: Path) -> None:
    piece = run("watch", "missing", str(desk), "--section", "agreements", "--toml").out
    before = (desk / "watch.toml").read_bytes()
    (desk / "watch.toml").write_bytes(before + b"\n" + piece)
    assert run("watch", "load", str(desk), str(desk / "watch.toml"), *WHO).status == 0
    assert run("watch", "missing", str(desk), "--section", "agreements", "--json").items() == []
    (row,) = run("watch", "list", str(desk), "--json").items()
    assert row["revision"] == 2


def test_a_section_that_is_none_and_an_id_that_is_none_are_refused(run: "Run", desk: Path) -> None:
    assert run("watch", "missing", str(desk), "--section", "people").status == 2
    assert run("watch", "dismiss", str(desk), "ffffffffff", *WHO).status == 2


def test_what_is_shipped_is_listed(run: "Run") -> None:
    rows = [json.loads(line) for line in run("watch", "shipped", "--json").out.splitlines()]
    assert [row["watch"] for row in rows] == ["south-caucasus", "tigray"]


def test_what_a_terminal_would_take_for_a_command_is_not_printed(run: "Run", tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text('id = "m"\nname = "M\\u001b[2J"\n', encoding="utf-8")
    made = run("init", str(tmp_path / "desk"), "--watch", str(tmp_path / "mine.toml"), "--author", "x")
    shown = run("watch", "show", str(tmp_path / "desk"))
    again = run("watch", "load", str(tmp_path / "desk"), str(tmp_path / "mine.toml"), *WHO)
    assert (made.status, shown.status, again.status) == (0, 0, 0)
    assert b"\x1b" not in made.out + shown.out + again.out
    (tmp_path / "mine.toml").write_text('id = "m\\u001b[2J"\nname = "M"\n', encoding="utf-8")
    refused = run("watch", "load", str(tmp_path / "desk"), str(tmp_path / "mine.toml"), *WHO)
    assert refused.status == 2
    assert "\x1b" not in refused.err
