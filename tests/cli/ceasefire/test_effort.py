"""`detente ceasefire effort`: what monitors did is kept and shown, and what nobody tells stays blank."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from cli.ceasefire.test_app import FORD, MAY, SIGNED
from cli.runs import Ended, Run
from detente.cli.exits import Exit

HEAD = "day,what,team,hours,place,by,why,weather\n"
ROWS = (
    "2021-05-01,patrol,Team 2,8,Ash Ford,,,fog\n"
    "2021-05-02,patrol,Team 2,many,Ash Ford,,,\n"
    "2021-05-03,patrol,Team 2,7:30,Ash Ford,,,\n"
    "2021-05-04,visit refused,Team 2,,the mill,Northmark,not today,\n"
)
MAPPING = """
first = "day"
monitor = "M"
kind_column = "what"
observer = "team"
hours = "hours"
where = "place"
denied_by = "by"
why = "why"
weather = "weather"
[names]
Northmark = "A"
"""
FIGURES = "day,fire\n2021-05-01,4\n2021-05-03,2\n"
COLUMNS = 'first = "day"\nclaimant = "M"\nalleged = "B"\n[classes]\nfire = "fire"\n'
FORM = (
    "observer,mission,place,from,to,method,what,count_kind,count,who,not_visited,why_not\n"
    "J. Talle,Joint Centre,Ash Ford,2021-05-05T09:00Z,2021-05-05T13:00Z,seen,nothing,,,,the quarry,mined\n"
)
LINE = ("--add", "watch", "--from", "2021-05-06", "--words", "post 3, 08:00-12:00")


@pytest.fixture
def desk(tmp_path: Path, run: Run) -> Path:
    """A record with the ceasefire and nothing else."""
    (tmp_path / "ford.toml").write_text(FORD, encoding="utf-8")
    run("init", tmp_path / "desk")
    assert run("ceasefire", "define", tmp_path / "desk", tmp_path / "ford.toml", *SIGNED).status == Exit.DONE
    return tmp_path / "desk"


def bring(run: Run, desk: Path, rows: str = ROWS, mapping: str = MAPPING) -> Ended:
    """Bring a table of effort."""
    (desk.parent / "may.csv").write_text(HEAD + rows, encoding="utf-8")
    (desk.parent / "may.toml").write_text(mapping, encoding="utf-8")
    given = ("--import", desk.parent / "may.csv", "--mapping", desk.parent / "may.toml")
    return run("ceasefire", "effort", desk, "ford", *given, *SIGNED)


def view(run: Run, desk: Path, *options: object) -> dict[str, Any]:
    (found,) = run("ceasefire", "effort", desk, "ford", "--json", *MAY, *options).items()
    return dict(found)


def words(run: Run, desk: Path, *options: object, command: str = "effort", columns: int = 200) -> str:
    return run("ceasefire", command, desk, "ford", *MAY, *options, columns=columns).out.decode()


def test_a_table_is_kept_and_what_does_not_fit_is_told(run: Run, desk: Path) -> None:
    ended = bring(run, desk)

    assert ended.status == Exit.DONE
    assert b"3 of 3 entries of effort are new" in ended.out
    assert b"row 3, hours: 'many' are no hours" in ended.out
    shown = words(run, desk)
    assert "15.5 h on watch, told for 2 of 8 days · 1 visit refused (by A)" in shown
    assert "hours by camera: not told" in shown
    assert "visits refused by A: 1: the mill, 2021-05-04, “not today”" in shown
    assert "2021-05-01 Team 2: fog" in shown
    assert "no effort is told: 2021-05-02; 2021-05-05 to 2021-05-08" in shown
    (report,) = view(run, desk)["monitors"]
    assert "camera" not in report["sums"]["hours"], "blank is no zero"


def test_the_same_table_again_changes_nothing(run: Run, desk: Path) -> None:
    bring(run, desk)
    before = view(run, desk)

    assert b"0 of 3 entries of effort are new" in bring(run, desk).out
    assert view(run, desk)["efforts"] == before["efforts"]


def test_a_later_table_takes_the_place_of_the_earlier_one_visibly(run: Run, desk: Path) -> None:
    bring(run, desk)
    then = dt.datetime.now(dt.UTC).isoformat()
    ended = bring(run, desk, "2021-05-01,patrol,Team 2,6,Ash Ford,,,fog\n")

    assert b"takes the place of" in ended.out
    shown = words(run, desk)
    assert "13.5 h on watch" in shown
    assert "Replaced:\n  patrol of Team 2 (M), 2021-05-01: “patrol; 8” → “patrol; 6” (Ann Brook," in shown
    assert "15.5 h on watch" in words(run, desk, "--as-known-on", then)
    rows = run("ceasefire", "effort", desk, "ford", *MAY, "--entries", "--json").items()
    (old,) = (row for row in rows if row["replaced by"])
    assert old["told"] == "patrol; 8"


def test_a_day_is_written_down_by_hand_with_its_words(run: Run, desk: Path) -> None:
    given = ("--field", "team=Team 3", "--field", "begins=08:00", "--field", "ends=12:00", "--source", "the log, p. 3")
    ended = run("ceasefire", "effort", desk, "ford", *LINE, *given, *SIGNED)

    assert ended.status == Exit.DONE
    (one,) = view(run, desk)["efforts"]
    assert (one["kind"], one["monitor"], one["hours"]["low"], one["observer"]) == ("watch", "M", 4.0, "Team 3")
    assert one["evidence"] == [{"words": "post 3, 08:00-12:00", "by": "Ann Brook", "source": "the log, p. 3"}]
    again = run("ceasefire", "effort", desk, "ford", *LINE, *given, *SIGNED)
    assert b"had been kept before" in again.out


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--add", "stroll", "--from", "2021-05-06", "--words", "x"), "no kind of effort"),
        (("--add", "watch", "--words", "x"), "of which day it is"),
        (("--add", "watch", "--from", "2021-05-06"), "nothing is kept without the words"),
        ((*LINE, "--field", "hours=soon"), "are no hours"),
        ((*LINE, "--field", "colour=red"), "is no field to use"),
        ((*LINE, "--field", "hours=1", "--field", "hours=2"), "each NAME once"),
        ((*LINE, "--field", "refused-by=A"), "a visit refused is a row of its own"),
        ((*LINE, "--by", "Z"), "is no monitor"),
        ((*LINE, "--to", "2021-05-01"), "before it begins"),
        (("--add", "watch", "--from", "9999-01-01", "--words", "x"), "days that lie ahead"),
        ((*LINE, "--withdraw", "abc"), "give one of them"),
        ((*LINE, "--rates"), "afterwards"),
        (("--withdraw", "abc"), "`detente ceasefire effort DIR ID --entries` lists them"),
        ((*LINE, "--field", "hours=25"), "more hours than there are"),
        (("--add", "camera", *LINE[2:], "--field", "hours=900"), "one has 24; no number is told"),
    ],
)
def test_what_cannot_be_kept_says_why_and_keeps_nothing(
    run: Run, desk: Path, options: tuple[str, ...], said: str
) -> None:
    ended = run("ceasefire", "effort", desk, "ford", *options, *SIGNED)

    assert ended.status == Exit.USAGE
    assert said in ended.err
    assert view(run, desk)["efforts"] == []


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--by", "Z"), "is no monitor of ford"),
        (("--field", "team=2"), "give --add KIND"),
        (("--undo",), "--withdraw ENTRY --undo"),
        (("--author", "Ann"), "needs no author"),
        (("--mapping", "x.toml"), "are given together"),
        (("--compare-from", "2021-04-01"), "the earlier one whole"),
        (("--from", "2021-05-08", "--to", "2021-05-01"), "in their order"),
        (("--compare-from", "2021-04-01", "--compare-to", "2021-04-10"), "give the later one"),
    ],
)
def test_options_that_say_nothing_together_are_refused(
    run: Run, desk: Path, options: tuple[str, ...], said: str
) -> None:
    ended = run("ceasefire", "effort", desk, "ford", *options)
    assert ended.status == Exit.USAGE
    assert said in ended.err


def test_an_entry_is_withdrawn_and_taken_back_and_nothing_is_deleted(run: Run, desk: Path) -> None:
    run("ceasefire", "effort", desk, "ford", *LINE, *SIGNED)
    (one,) = view(run, desk)["efforts"]
    then = dt.datetime.now(dt.UTC).isoformat()
    run("ceasefire", "effort", desk, "ford", "--withdraw", one["id"][:10], *SIGNED)

    assert view(run, desk)["efforts"] == []
    assert view(run, desk, "--as-known-on", then)["efforts"] == [one]
    assert b"effort: the desk's file" in run("history", desk, one["id"]).out
    run("ceasefire", "effort", desk, "ford", "--withdraw", one["id"][:10], "--undo", *SIGNED)
    assert view(run, desk)["efforts"] == [one]


def test_another_entry_than_one_of_effort_is_not_withdrawn_here(run: Run, desk: Path) -> None:
    from detente.pipeline.ceasefires import ceasefire_subject

    ended = run("ceasefire", "effort", desk, "ford", "--withdraw", ceasefire_subject("ford"), *SIGNED)
    assert ended.status == Exit.USAGE
    assert "is a ceasefire of ford" in ended.err


def test_a_snapshot_holds_effort_and_gives_it_back(run: Run, desk: Path, tmp_path: Path) -> None:
    bring(run, desk)
    assert run("snapshot", desk, tmp_path / "kept.zip").status == Exit.DONE
    assert run("restore", tmp_path / "kept.zip", tmp_path / "again").status == Exit.DONE
    assert view(run, tmp_path / "again")["efforts"] == view(run, desk)["efforts"]


def test_a_figure_has_its_rate_on_the_board_and_says_why_where_it_has_none(run: Run, desk: Path) -> None:
    bring(run, desk)
    (desk.parent / "f.csv").write_text(FIGURES, encoding="utf-8")
    (desk.parent / "f.toml").write_text(COLUMNS, encoding="utf-8")
    given = ("--import", desk.parent / "f.csv", "--mapping", desk.parent / "f.toml")
    assert run("ceasefire", "figures", desk, "ford", *given, *SIGNED).status == Exit.DONE

    assert "M, cases of fire by B: 38.7 per 100 h (6 in 15.5 h)" in words(run, desk, "--rates")
    board = words(run, desk, command="board")
    assert "(38.7 per 100 h)" in " ".join(board.split())
    assert "effort of M (Joint Centre): 15.5 h on watch, told for 2 of 8 days · 1 visit refused (by A)" in board
    assert "not reported; access refused 2021-05-04 (by A)" in board
    (found,) = run("ceasefire", "board", desk, "ford", *MAY, "--json").items()
    (counted,) = found["effort"]["rates"]
    assert counted["rate"]["low"] == pytest.approx(600 / 15.5)
    assert {one["row"] for one in found["effort"]["hindrances"]} == {
        row["id"] for row in found["board"]["rows"] if row["id"] != "fire"
    }
    run("ceasefire", "effort", desk, "ford", "--add", "patrol", "--from", "2021-05-01", "--words", "p", *SIGNED)
    assert "at most 38.7 per 100 h" in words(run, desk, "--rates"), "a patrol of untold hours leaves them open"


def test_a_monitor_of_whose_effort_nobody_tells_has_a_line_that_says_so(run: Run, desk: Path) -> None:
    assert "effort of M (Joint Centre): not told" in words(run, desk, command="board")
    assert "access refused" not in words(run, desk, command="board")


def test_what_a_form_shows_is_effort_and_is_not_stored_once_more(run: Run, desk: Path) -> None:
    (desk.parent / "form.csv").write_text(FORM, encoding="utf-8")
    assert run("add", desk, desk.parent / "form.csv").status == Exit.DONE

    shown = words(run, desk)
    assert "4 h on watch, told for 1 of 8 days · 1 area not visited" in shown
    assert "areas not visited: the quarry, 2021-05-05, “mined”" in shown
    assert "no effort of ford is written down" in words(run, desk, "--entries")
    held = view(run, desk)["efforts"][0]["evidence"][0]
    assert held["document"]


@pytest.mark.parametrize("columns", [40, 80, 120])
def test_every_line_fits_the_terminal_and_holds_nothing_that_commands_it(run: Run, desk: Path, columns: int) -> None:
    bring(run, desk, "2021-05-04,visit refused,T\x1b[2J,,the \x9bmill,Northmark,\x1b]0;x\x07no,\u202efog\n")
    for command, options in (("effort", ("--rates",)), ("effort", ("--entries",)), ("board", ())):
        shown = words(run, desk, *options, command=command, columns=columns)
        assert max(map(len, shown.splitlines())) <= columns
        assert not set("\x1b\x9b\x07\u202e") & set(shown)


def test_an_entry_of_a_wrong_day_is_told_and_listed_so_that_it_can_be_withdrawn(run: Run, desk: Path) -> None:
    assert b"days that lie ahead" in bring(run, desk, "9999-12-31,patrol,Team 2,8,,,,\n").out
    (row,) = run("ceasefire", "effort", desk, "ford", "--entries", "--json").items()
    assert row["from"] == "9999-12-31"
    assert run("ceasefire", "effort", desk, "ford", "--withdraw", row["id"], *SIGNED).status == Exit.DONE
    assert run("ceasefire", "effort", desk, "ford", "--entries", "--json").items() == []


def test_the_json_of_an_import_names_what_was_kept_and_every_fault(run: Run, desk: Path) -> None:
    bring(run, desk, "2021-05-01,patrol,Team 2,8,,,,\n")
    (desk.parent / "may.csv").write_text(HEAD + ROWS, encoding="utf-8")
    given = ("--import", desk.parent / "may.csv", "--mapping", desk.parent / "may.toml", "--json")
    (found,) = run("ceasefire", "effort", desk, "ford", *given, *SIGNED).items()
    assert (found["read"], len(found["kept"]), found["faults"][0]["row"]) == (3, 3, 3)


def test_intervals_are_compared_and_cannot_be_told_without_hours(run: Run, desk: Path) -> None:
    days = [dt.date(2021, 4, 1) + dt.timedelta(days=n) for n in range(20)]
    told = "".join(f"{day},{40 if n < 10 else 10}\n" for n, day in enumerate(days))
    (desk.parent / "f.csv").write_text("day,fire\n" + told, encoding="utf-8")
    (desk.parent / "f.toml").write_text(COLUMNS, encoding="utf-8")
    given = ("--import", desk.parent / "f.csv", "--mapping", desk.parent / "f.toml")
    run("ceasefire", "figures", desk, "ford", *given, *SIGNED)
    asked = ("--from", "2021-04-11", "--to", "2021-04-20", "--compare-from", "2021-04-01", "--compare-to", "2021-04-10")

    blind = run("ceasefire", "effort", desk, "ford", *asked).out.decode()
    assert "M, cases of fire by B: cannot tell: the hours that M watched in person are known for 0 of 20" in blind
    bring(run, desk, "".join(f"{day},watch,,8,,,,\n" for day in days))
    seen = run("ceasefire", "effort", desk, "ford", *asked).out.decode()
    assert "M, cases of fire by B: fewer: 0." in seen
    (plain,) = run("ceasefire", "effort", desk, "ford", *asked, "--json").items()
    assert plain["compared"][0]["comparison"]["outcome"] == "fewer"
