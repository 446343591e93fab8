"""`detente ceasefire`: a file is kept, and what each side says stands beside the other's, or a blank."""

import datetime as dt
import json
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest

from cli.runs import Run
from detente.cli import _run
from detente.cli.exits import Exit

FORD = """
id = "ford"
name = "Line of the Ford"
taxonomy = "posts-on-a-line"
first = "2021-03-01"
invented = true
[[bases]]
title = "Protocol of the Ford"
[[bases.clauses]]
id = "1"
words = "The parties shall not open fire."
breached_by = ["fire"]
[[parties]]
id = "A"
name = "Northmark"
[[parties]]
id = "B"
name = "Southmark"
[[monitors]]
id = "M"
name = "Joint Centre"
staff = { Westland = 6 }
[[stretches]]
id = "line"
name = "Line of the Ford"
kind = "line"
names = ["Ash Ford"]
"""
CLAIM = (
    "Southmark opened fire on Northmark positions near Ash Ford on 3 May 2021, the Northmark defence ministry said. "
    "Violations of the ceasefire are decreasing, the Southmark defence minister said."
)
COUNT = (
    "The Northmark defence ministry said Southmark violated the ceasefire 12 times on 4 May 2021. "
    "The Joint Centre said it did not observe any ceasefire violations near Ash Ford on 4 May 2021."
)
REPORTS = (("claim", CLAIM, "2021-05-05"), ("count", COUNT, "2021-05-06"), ("copy", COUNT, "2021-05-06"))
SIGNED = ("--author", "Ann Brook", "--reason", "the desk's file")
MAY = ("--from", "2021-05-01", "--to", "2021-05-08")
TABLE = "day,who,fire,drone,all\n2021-05-03,N,4,,9\n2021-05-04,N,many,0,\n"
MAPPING = """
first = "day"
claimant_column = "who"
alleged = "B"
[classes]
fire = "fire"
drone = "drone"
all = "total"
[names]
N = "A"
"""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of three invented reports, two of which are copies of one text, with the ceasefire they tell of."""
    folder = tmp_path_factory.mktemp("ford")
    lines = ({"id": name, "text": text, "published": day, "publisher": name} for name, text, day in REPORTS)
    (folder / "reports.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    (folder / "ford.toml").write_text(FORD, encoding="utf-8")
    desk = str(folder / "desk")
    _begin(["init", desk], ["add", desk, str(folder / "reports.jsonl")])
    _begin(["ceasefire", "define", desk, str(folder / "ford.toml"), *SIGNED])
    return folder / "desk"


def _begin(*runs: list[str]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        for words in runs:
            patch.setattr(sys, "argv", ["detente", *words])
            assert _run() == Exit.DONE


@pytest.fixture
def desk(told: Path, tmp_path: Path) -> Path:
    """A copy of that record, to be changed."""
    return Path(shutil.copytree(told, tmp_path / "desk"))


def cells(run: Run, desk: Path, *options: object) -> dict[str, dict[str, Any]]:
    """Return what a board's cells tell by row and column, only where something is told."""
    (found,) = run("ceasefire", "board", desk, "ford", "--json", *(options or MAY)).items()
    return {
        row["id"]: {cell["column"]: cell["told"] for cell in row["cells"] if cell.get("told")}
        for row in found["board"]["rows"]
    }


def test_the_same_file_again_changes_nothing_and_says_so(run: Run, told: Path) -> None:
    ended = run("ceasefire", "define", told, told.parent / "ford.toml", *SIGNED)

    assert ended.status == Exit.DONE
    assert b"nothing changed" in ended.out
    (row,) = run("ceasefire", "list", told, "--json").items()
    assert (row["id"], row["parties"], row["revision"], row["by"]) == ("ford", "Northmark, Southmark", 1, "Ann Brook")


def test_a_changed_file_is_a_new_revision_and_the_earlier_one_is_shown_as_known_then(
    run: Run, desk: Path, tmp_path: Path
) -> None:
    before = dt.datetime.now(dt.UTC).isoformat()
    (tmp_path / "ford.toml").write_text(FORD.replace("Joint Centre", "Joint Post"), encoding="utf-8")
    run("ceasefire", "define", desk, tmp_path / "ford.toml", *SIGNED)

    assert b"Joint Post" in run("ceasefire", "show", desk, "ford").out
    assert b"Joint Centre" in run("ceasefire", "show", desk, "ford", "--as-known-on", before).out
    early = run("ceasefire", "show", desk, "ford", "--as-known-on", "2020-01-01")
    assert early.status == Exit.USAGE
    assert "kept here then" in early.err


def test_a_ceasefire_is_shown_in_words_with_what_breaches_which_clause(run: Run, told: Path) -> None:
    words = run("ceasefire", "show", told, "ford").out.decode()

    assert "A (Northmark)" in words
    assert "staff: Westland 6" in words
    assert "1: “The parties shall not open fire.”" in words
    assert "breached by cases of fire" in words
    assert "incursion: incursions; breaches no clause" in words
    (plain,) = run("ceasefire", "show", told, "ford", "--json").items()
    assert plain["ceasefire"]["parties"][1]["name"] == "Southmark"
    assert plain["kept"]["reason"] == "the desk's file"


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"id = ", "cannot be read"), (b"\xff", "TOML in UTF-8"), (b'id = "x"', "taxonomy"), (None, "No such file")],
)
def test_a_wrong_file_is_told_and_keeps_nothing(
    run: Run, told: Path, tmp_path: Path, content: bytes | None, said: str
) -> None:
    file = tmp_path / "wrong.toml"
    if content is not None:
        file.write_bytes(content)
    ended = run("ceasefire", "define", told, file, *SIGNED)

    assert ended.status == Exit.USAGE
    assert said in ended.err
    assert len(run("ceasefire", "list", told, "--json").items()) == 1


def test_a_taxonomy_stands_beside_its_ceasefire_or_nowhere(run: Run, told: Path, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "own.toml").write_text("secret = 1", encoding="utf-8")
    (tmp_path / "in" / "ford.toml").write_text(FORD.replace("posts-on-a-line", "../own.toml"), encoding="utf-8")
    ended = run("ceasefire", "define", told, tmp_path / "in" / "ford.toml", *SIGNED)

    assert ended.status == Exit.USAGE
    assert "does not stand beside it" in ended.err


def test_nobody_writes_without_a_name_and_a_reason(run: Run, told: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DETENTE_AUTHOR", raising=False)
    assert run("ceasefire", "define", told, told.parent / "ford.toml", "--reason", "why").status == Exit.USAGE
    assert run("ceasefire", "define", told, told.parent / "ford.toml", "--author", "Ann").status == Exit.USAGE


def test_the_board_has_each_side_in_its_own_column_and_blank_where_nobody_says_anything(run: Run, told: Path) -> None:
    found = cells(run, told)

    (fire,) = found["fire"]["A"]
    assert (fire["alleged"], fire["happenings"]) == ("B", 1)
    assert "B" not in found["fire"]
    assert found["drone"] == {}
    (counted,) = found["unclassed"]["A"]
    assert (counted["origin"], counted["count"]["low"]) == ("published", 12), "a copy's figure counts once"
    assert found["unclassed"]["M"][0]["said"] == "not observed"


@pytest.mark.parametrize("columns", [80, 120])
def test_the_board_is_drawn_with_columns_of_one_width_within_the_terminal(run: Run, told: Path, columns: int) -> None:
    lines = run("ceasefire", "board", told, "ford", *MAY, columns=columns).out.decode().splitlines()

    assert max(map(len, lines)) <= columns
    (fire,) = (line for line in lines if line.startswith("cases of fire"))
    bars = [n for n, letter in enumerate(fire) if letter == "│"]
    assert len(bars) == 3
    assert bars[1] - bars[0] == bars[2] - bars[1]
    words = "\n".join(lines)
    for said in ("1 (by B)", "figure 12 (by B)", "not observed", "not reported", "counting rule:", "as known on",
                 "order of the columns:", "only A, who reports it"):  # fmt: skip
        assert said in words


def test_what_nobody_saw_or_had_on_one_day_is_not_said_of_all_days_shown(run: Run, told: Path) -> None:
    week = run("ceasefire", "board", told, "ford", *MAY, columns=160).out.decode()
    day = run(
        "ceasefire", "board", told, "ford", "--from", "2021-05-04", "--to", "2021-05-04", columns=160
    ).out.decode()

    assert "not observed, 2021-05-04" in week
    assert "not observed" in day
    assert "not observed, 2021" not in day


def test_what_observers_of_the_monitor_saw_stands_in_its_column_once(run: Run, desk: Path, tmp_path: Path) -> None:
    rows = (
        "observer,mission,place,from,to,method,what,count_kind,count,who\n"
        "R. Okell,Joint Centre,Ash Ford,2021-05-04T08:05Z,2021-05-04T08:40Z,heard,explosion,exact,7,Southmark\n"
        "J. Talle,Joint Centre,Ash Ford,2021-05-05T09:00Z,2021-05-05T13:00Z,seen,nothing,,,\n"
    )
    (tmp_path / "form.csv").write_text(rows, encoding="utf-8")
    before = run("ceasefire", "board", desk, "ford", *MAY, "--json").items()[0]
    assert run("add", desk, tmp_path / "form.csv").status == Exit.DONE
    after = run("ceasefire", "board", desk, "ford", *MAY, "--json").items()[0]

    (seen,) = cells(run, desk)["fire"]["M"]
    assert (seen["origin"], seen["happenings"], seen["alleged"]) == ("observer", 1, "B")
    assert [count["words"] for count in seen["numbers"]] == ["7"]
    assert len(after["violations"]) == len(before["violations"]) + 2
    assert after["claimed"] == before["claimed"], "a form is no report"
    assert "1 observed (by B): “7”" in run("ceasefire", "board", desk, "ford", *MAY).out.decode()


def test_a_report_of_these_days_is_on_the_board_however_late_it_came_out(run: Run, desk: Path, tmp_path: Path) -> None:
    late = (
        "Northmark opened fire on Southmark positions near Ash Ford on 3 May 2021, the Southmark defence ministry "
        "said. Northmark violated the ceasefire near Ash Ford, the Southmark defence minister said."
    )
    line = {"id": "late", "text": late, "published": "2022-02-01", "publisher": "late"}
    (tmp_path / "late.jsonl").write_text(json.dumps(line) + "\n", encoding="utf-8")
    (before,) = run("ceasefire", "board", desk, "ford", *MAY, "--json").items()
    assert run("add", desk, tmp_path / "late.jsonl").status == Exit.DONE

    (told,) = cells(run, desk)["fire"]["B"]
    assert (told["happenings"], told["alleged"]) == (1, "A")
    (after,) = run("ceasefire", "board", desk, "ford", *MAY, "--json").items()
    assert after["board"].get("undated") == before["board"].get("undated"), "what has no days came out on other days"


def test_what_a_monitor_did_not_observe_makes_it_no_institution(run: Run, told: Path) -> None:
    assert "institution" not in run("ceasefire", "board", told, "ford", *MAY).out.decode()


def test_a_terminal_too_narrow_for_columns_has_a_block_for_each_row(run: Run, told: Path) -> None:
    words = run("ceasefire", "board", told, "ford", *MAY, columns=40).out.decode()

    assert "  A (Northmark) says: 1 (by B)" in words
    assert "│" not in words


def test_a_claimed_trend_stands_below_the_board_and_is_no_figure(run: Run, told: Path) -> None:
    words = run("ceasefire", "board", told, "ford", *MAY).out.decode()

    above, below = words.split("Claimed, not measured:")
    assert "trend falling, no figure" in below
    assert "decreasing" not in above


def test_a_withdrawn_report_leaves_the_board_and_stays_on_that_of_before(run: Run, desk: Path) -> None:
    before = dt.datetime.now(dt.UTC).isoformat()
    assert run("withdraw", desk, "claim", *SIGNED).status == Exit.DONE

    assert cells(run, desk)["fire"] == {}
    assert "A" in cells(run, desk, *MAY, "--as-known-on", before)["fire"]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("nowhere",), "there are ford"),
        (("ford", "--from", "2021-05-08", "--to", "2021-05-01"), "in their order"),
        (("ford", "--as-known-on", "soon"), "is no time"),
    ],
)
def test_a_board_that_cannot_be_made_says_why(run: Run, told: Path, options: tuple[str, ...], said: str) -> None:
    ended = run("ceasefire", "board", told, *options)

    assert ended.status == Exit.USAGE
    assert said in ended.err


def test_a_ceasefire_without_a_first_day_is_asked_for_one(run: Run, desk: Path, tmp_path: Path) -> None:
    (tmp_path / "ford.toml").write_text(FORD.replace('first = "2021-03-01"', ""), encoding="utf-8")
    run("ceasefire", "define", desk, tmp_path / "ford.toml", *SIGNED)

    assert "--from" in run("ceasefire", "board", desk, "ford").err


def brought(run: Run, desk: Path, folder: Path, table: str = TABLE, mapping: str = MAPPING) -> Any:
    (folder / "table.csv").write_text(table, encoding="utf-8")
    (folder / "mapping.toml").write_text(mapping, encoding="utf-8")
    files = ("--import", folder / "table.csv", "--mapping", folder / "mapping.toml")
    return run("ceasefire", "figures", desk, "ford", *files, *SIGNED, "--json")


def test_figures_of_a_table_are_kept_listed_and_on_the_board_with_faults_and_traps_told(
    run: Run, desk: Path, tmp_path: Path
) -> None:
    (done,) = brought(run, desk, tmp_path).items()

    assert done["read"] == len(done["kept"]) == 2
    assert [(one["row"], one["column"]) for one in done["faults"]] == [(3, "fire")]
    assert [one["kind"] for one in done["traps"]] == ["total differs"]
    rows = run("ceasefire", "figures", desk, "ford", "--json").items()
    assert [(row["from"], row["what"], row["figure"]) for row in rows] == [
        ("2021-05-03", "fire", "4"), ("2021-05-04", "drone", "0"),
    ]  # fmt: skip
    found = cells(run, desk)
    assert [one["origin"] for one in found["fire"]["A"]] == ["report", "published"]
    assert found["drone"]["A"][0]["said"] == "none"
    assert b"none" in run("ceasefire", "board", desk, "ford", *MAY).out


def test_a_later_figure_takes_the_earlier_ones_place_and_the_old_table_again_undoes_nothing(
    run: Run, desk: Path, tmp_path: Path
) -> None:
    brought(run, desk, tmp_path)
    (done,) = brought(run, desk, tmp_path, TABLE.replace("N,4", "N,6")).items()
    assert done["corrections"] == 1
    (again,) = brought(run, desk, tmp_path).items()

    assert again["kept"] == []
    figure = cells(run, desk)["fire"]["A"][1]
    assert figure["count"]["low"] == 6
    assert b"Corrected:" in run("ceasefire", "board", desk, "ford", *MAY).out
    assert (
        sum(row["replaced by"] is not None for row in run("ceasefire", "figures", desk, "ford", "--json").items()) == 1
    )


def revised(run: Run, desk: Path, folder: Path, name: str, number: int, day: str) -> tuple[dict[str, Any], str]:
    """Bring a figure of 3 May with the day of its correction; return what is told of it, and the board."""
    (folder / name).write_text(f"day,who,fire,rev\n2021-05-03,N,{number},{day}\n", encoding="utf-8")
    mapping = 'first = "day"\nclaimant_column = "who"\nalleged = "B"\nrevised = "rev"\n'
    (folder / "rev.toml").write_text(f'{mapping}[classes]\nfire = "fire"\n[names]\nN = "A"\n', encoding="utf-8")
    files = ("--import", folder / name, "--mapping", folder / "rev.toml")
    (done,) = run("ceasefire", "figures", desk, "ford", *files, *SIGNED, "--json").items()
    return done, " ".join(run("ceasefire", "board", desk, "ford", *MAY, columns=160).out.decode().split())


def test_an_older_correction_that_is_brought_later_takes_no_newer_ones_place_and_that_is_told(
    run: Run, desk: Path, tmp_path: Path
) -> None:
    revised(run, desk, tmp_path, "c.csv", 5, "")
    revised(run, desk, tmp_path, "c2.csv", 4, "2021-05-20")
    done, board = revised(run, desk, tmp_path, "c3.csv", 9, "2021-05-12")

    assert "figure 4 (by B)" in board
    assert [trap["kind"] for trap in done["traps"]] == ["corrected since"]
    assert done["corrections"] == 0
    again, after = revised(run, desk, tmp_path, "copy.csv", 4, "2021-05-20")
    assert (again["corrections"], again["traps"]) == (0, [])
    assert after.split("Corrected:")[1] == board.split("Corrected:")[1]
    assert "A of fire by B, 2021-05-03: “fire: 5” → “fire: 9” (corrected 2021-05-12)" in after
    assert "A of fire by B, 2021-05-03: “fire: 9” → “fire: 4” (corrected 2021-05-20)" in after


def test_corrections_of_other_days_are_not_on_the_board(run: Run, desk: Path, tmp_path: Path) -> None:
    brought(run, desk, tmp_path)
    brought(run, desk, tmp_path, TABLE.replace("N,4", "N,6"))
    other = ("--from", "2021-05-04", "--to", "2021-05-08")

    assert b"Corrected:" in run("ceasefire", "board", desk, "ford", *MAY).out
    assert b"Corrected:" not in run("ceasefire", "board", desk, "ford", *other).out
    assert "corrected" not in run("ceasefire", "board", desk, "ford", *other, "--json").items()[0]["board"]


@pytest.mark.parametrize(
    ("table", "mapping", "said"),
    [
        ("day,day\n", MAPPING, "more than one column day"),
        ("day,who\n2021-05-03,N,4,5\n", MAPPING, "4 cells under 2 columns"),
        (TABLE, "first = ", "the mapping in mapping.toml cannot be read"),
        (TABLE, MAPPING.replace('"total"', '"totals"'), "no class of"),
    ],
)
def test_a_table_or_mapping_that_cannot_be_used_keeps_nothing(
    run: Run, desk: Path, tmp_path: Path, table: str, mapping: str, said: str
) -> None:
    ended = brought(run, desk, tmp_path, table, mapping)

    assert ended.status == Exit.USAGE
    assert said in ended.err
    assert run("ceasefire", "figures", desk, "ford", "--json").items() == []


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("", "is empty"),
        ("day,who,fire\n", "has no row under its head"),
        ("\x00\x01\x7fELF", "has no row under its head"),
    ],
)
def test_a_file_without_rows_is_told_and_is_no_table_that_was_read(
    run: Run, desk: Path, tmp_path: Path, table: str, said: str
) -> None:
    ended = brought(run, desk, tmp_path, table)

    assert ended.status == Exit.USAGE
    assert said in ended.err
    assert "nothing was kept" in ended.err


def test_a_table_of_blanks_only_says_so(run: Run, desk: Path, tmp_path: Path) -> None:
    brought(run, desk, tmp_path, TABLE)
    (tmp_path / "table.csv").write_text("day,who,fire,drone,all\n2021-05-03,N,,,\n", encoding="utf-8")
    files = ("--import", tmp_path / "table.csv", "--mapping", tmp_path / "mapping.toml")
    words = run("ceasefire", "figures", desk, "ford", *files, *SIGNED).out.decode()

    assert "0 of 0 figures are new" in words
    assert "no cell says how many" in words


def test_a_cell_with_its_bounds_the_wrong_way_round_is_told_and_the_rest_is_kept(
    run: Run, desk: Path, tmp_path: Path
) -> None:
    (done,) = brought(run, desk, tmp_path, TABLE.replace("many", "12-5")).items()

    assert len(done["kept"]) == 2
    assert [(one["row"], one["column"]) for one in done["faults"]] == [(3, "fire")]
    assert "write 5-12" in done["faults"][0]["said"]


def test_a_table_without_its_mapping_is_refused(run: Run, told: Path) -> None:
    ended = run("ceasefire", "figures", told, "ford", "--import", told.parent / "ford.toml", *SIGNED)

    assert ended.status == Exit.USAGE
    assert "--mapping" in ended.err


KARABAKH = """
id = "karabakh-2020"
name = "Ceasefire of 10 November 2020"
taxonomy = "posts-on-a-line"
first = "2020-11-10"
[[bases]]
title = "Trilateral statement of 10 November 2020"
[[parties]]
id = "ARM"
name = "Armenia"
names = ["Armenian"]
countries = ["ARM"]
[[parties]]
id = "AZE"
name = "Azerbaijan"
names = ["Azerbaijani"]
countries = ["AZE"]
[[monitors]]
id = "JC"
name = "Joint Turkish-Russian centre"
names = ["joint centre", "joint center"]
"""


@pytest.mark.seeds
def test_the_two_press_reports_give_a_board_of_claims_and_no_number(run: Run, shared: Path, tmp_path: Path) -> None:
    """Facts B08 to B14: a trend, control, an institution staffed equally, by numbers nobody tells."""
    (tmp_path / "k.toml").write_text(KARABAKH, encoding="utf-8")
    desk, seeds = str(tmp_path / "desk"), sorted(map(str, (shared / "seeds").glob("*.txt")))
    _begin(["init", desk], ["add", desk, *seeds], ["ceasefire", "define", desk, str(tmp_path / "k.toml"), *SIGNED])
    run("ceasefire", "list", desk)

    (found,) = run("ceasefire", "board", desk, "karabakh-2020", "--json").items()

    claimed = {one["kind"]: one for one in found["claimed"]}
    assert claimed["trend"]["trend"] == "falling"
    assert {"control", "institution", "staffing"} <= claimed.keys()
    assert claimed["staffing"]["note"].startswith("equal, number not told")
    assert not [cell for row in found["board"]["rows"] for cell in (*row["cells"], row["others"]) if cell.get("told")]
    lines = run("ceasefire", "board", desk, "karabakh-2020").out.decode().splitlines()
    assert [line.split(":")[0] for line in lines if "equal number of servicemen" in line] == [
        "  institution, legal basis, staffing"
    ], "what one sentence claims stands once"
    assert not [line for line in lines if "│" in line and any(letter.isdigit() for letter in line)]
