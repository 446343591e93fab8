"""`detente mines`: what is told stands with who says so and its words, and what is not told is never a zero."""

import datetime as dt
import itertools
from pathlib import Path
from typing import Any

import pytest

from cli.mines_made import (
    ACTIVITY,
    HEAD,
    MAPPING,
    REPORTS,
    RUNNING,
    SIGNED,
    TABLE,
    begin,
    copied,
    listed,
    the_accident,
    written,
)
from cli.runs import Ended, Run
from detente.cli.exits import Exit

METRICS = ("devices", "released", "surveyed", "reached")


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of four composed reports, two of which are copies of one text."""
    return begin(tmp_path_factory.mktemp("mines"), *REPORTS)


@pytest.fixture
def desk(told: Path, tmp_path: Path) -> Path:
    """A copy of that record, to be changed."""
    return copied(told, tmp_path)


def brought(run: Run, desk: Path, folder: Path, table: str = TABLE, mapping: str = MAPPING) -> Ended:
    files = written(folder, "table.csv", table), "--mapping", written(folder, "mapping.toml", mapping)
    return run("mines", "import", desk, *files, *SIGNED, "--json")


def test_each_record_says_who_says_so_and_a_copy_counts_once(run: Run, told: Path) -> None:
    rows = listed(run, told)

    assert [(row["kind"], row["claimant"] is not None) for row in rows] == [
        ("mine-accident", True), ("mine-activity", True), ("mine-activity", True),
    ]  # fmt: skip
    assert all(row["evidence"][0]["words"] for row in rows)
    assert list(rows[0])[:5] == ["kind", "id", "claimant", "via", "evidence"], "who says so comes before what"
    assert rows[1]["released"]["cleared"]["words"] == "12 hectares"
    assert rows[1]["devices"][0]["count"]["qualifier"] == "at least"


def test_work_without_figures_is_listed_with_every_figure_empty_and_never_zero(run: Run, told: Path) -> None:
    bare = listed(run, told)[2]
    words = run("mines", "list", told, "--kind", "clearance", columns=80).out.decode()

    assert [bare[name] for name in METRICS] == [[], None, None, None]
    assert bare["hazards"] == ["mine", "IED"]
    assert words.count("figures: not told") == 1
    assert " 0" not in run("mines", "show", told, bare["id"], columns=80).out.decode().replace("confidence: 0", "")


@pytest.mark.parametrize("columns", [60, 80, 200])
def test_the_list_keeps_within_the_terminal(run: Run, told: Path, columns: int) -> None:
    lines = run("mines", "list", told, columns=columns).out.decode().splitlines()

    assert max(map(len, lines)) <= columns
    assert "claimed by" in lines[0]


@pytest.mark.parametrize(
    ("options", "count"),
    [
        (("--kind", "accident"), 1),
        (("--kind", "accident", "--kind", "devices"), 2),
        (("--kind", "land-released"), 1),
        (("--kind", "handover"), 0),
        (("--from", "2031-05-04"), 2),
        (("--to", "2031-05-09"), 2),
        (("--from", "2031-05-14", "--to", "2031-05-14"), 1),
        (("--as-known-on", "2020-01-01"), 0),
    ],
)
def test_a_list_is_narrowed_by_kind_days_and_what_was_known(
    run: Run, told: Path, options: tuple[str, ...], count: int
) -> None:
    assert len(listed(run, told, *options)) == count


def test_a_list_of_nothing_says_what_to_do(run: Run, told: Path) -> None:
    assert b"the options ask for" in run("mines", "list", told, "--kind", "handover").out
    ended = run("mines", "list", told, "--from", "2031-05-14", "--to", "2031-05-01")
    assert ended.status == Exit.USAGE
    assert "in their order" in ended.err
    assert run("mines", "list", told, "--kind", "boats").status == Exit.USAGE


def test_an_accident_has_numbers_by_age_and_sex_of_its_claimant_and_nobody_by_name(run: Run, told: Path) -> None:
    one = the_accident(run, told)

    assert [(some["group"], some["harm"], some["count"]["low"]) for some in one["groups"]] == [
        ("children", "wounded", 3), ("women", "wounded", 2),
    ]  # fmt: skip
    assert (one["wounded"], one["killed"]) == (None, None), "parts are not added up"
    shown = run("mines", "show", told, one["id"]).out + run("mines", "list", told).out
    assert b"Reed" not in shown
    assert b"shepherd" not in shown


def test_a_withdrawn_report_and_a_withdrawn_record_leave_the_list_and_stand_as_known_before(
    run: Run, desk: Path
) -> None:
    before = dt.datetime.now(dt.UTC).isoformat()
    id_ = listed(run, desk, "--kind", "devices")[0]["id"]
    assert run("mines", "withdraw", desk, id_[:8], *SIGNED).status == Exit.DONE
    assert run("withdraw", desk, "bare", *SIGNED).status == Exit.DONE

    assert [row["kind"] for row in listed(run, desk)] == ["mine-accident"]
    assert len(listed(run, desk, "--as-known-on", before)) == 3
    assert run("mines", "withdraw", desk, id_[:8], "--undo", *SIGNED).status == Exit.DONE
    assert len(listed(run, desk)) == 2
    assert run("verify", desk).status == Exit.DONE
    gone = run("mines", "withdraw", desk, id_[:8], "--undo", *SIGNED)
    assert gone.status == Exit.USAGE
    assert "stands withdrawn" in gone.err


def test_a_withdrawn_copy_leaves_what_the_other_copy_tells(run: Run, desk: Path) -> None:
    run("withdraw", desk, "accident", *SIGNED)
    assert the_accident(run, desk)["published"] == "2031-05-06"


def test_a_record_written_down_is_kept_once_and_its_correction_stands_beside_it(
    run: Run, desk: Path, tmp_path: Path
) -> None:
    file = written(tmp_path, "sheet.toml", ACTIVITY)
    (done,) = run("mines", "add", desk, file, *SIGNED, "--json").items()
    assert run("mines", "add", desk, file, *SIGNED, "--json").items()[0]["kept"] == []
    (first,) = done["kept"]
    better = ACTIVITY.replace("3 ha", "30 ha") + f'supersedes = "{first[:10]}"\n'
    (done,) = run("mines", "add", desk, written(tmp_path, "better.toml", better), *SIGNED, "--json").items()

    rows = listed(run, desk, "--kind", "survey")
    assert done["corrections"] == 1
    assert {row["id"]: row["replaced_by"] for row in rows} == {first: done["kept"][0], done["kept"][0]: None}
    shown = run("mines", "show", desk, first).out.decode()
    assert "replaced by" in shown
    assert "revision 1 by Ann Brook" in shown
    assert "“3 ha”" in shown


def test_a_correction_of_what_is_not_there_is_refused_and_nothing_is_kept(run: Run, desk: Path, tmp_path: Path) -> None:
    wrong = ACTIVITY + ACTIVITY + 'supersedes = "ffff"\n'
    ended = run("mines", "add", desk, written(tmp_path, "sheet.toml", wrong), *SIGNED)

    assert ended.status == Exit.USAGE
    assert "no mine record answers to 'ffff'" in ended.err
    assert listed(run, desk, "--kind", "survey") == []


def test_a_day_that_lies_ahead_is_told_unless_it_is_a_plan(run: Run, desk: Path, tmp_path: Path) -> None:
    ahead = f"[[activity]]\n{HEAD}first = 2999-01-01\n"
    planned = ahead.replace("first", 'status = "planned"\nlast = 2999-01-02\nfirst')
    (done,) = run("mines", "add", desk, written(tmp_path, "sheet.toml", ahead + planned), *SIGNED, "--json").items()

    assert len(done["kept"]) == 2
    assert len(done["ahead"]) == 1
    assert "2999-01-01, which lie ahead" in done["ahead"][0]


def test_control_characters_are_shown_as_such_and_never_sent_to_a_terminal(
    run: Run, desk: Path, tmp_path: Path
) -> None:
    hostile = ACTIVITY.replace('"Joint Centre"', '"Joint \\u001b[31mCentre\\u0007"')
    run("mines", "add", desk, written(tmp_path, "sheet.toml", hostile), *SIGNED)
    id_ = listed(run, desk, "--kind", "survey")[0]["id"]

    for words in (("list",), ("show", id_), ("totals",)):
        out = run("mines", words[0], desk, *words[1:], columns=80).out
        assert b"\x1b[31m" not in out
        assert b"\x07" not in out
    assert "Joint �[31mCentre�" in run("mines", "show", desk, id_).out.decode()


@pytest.mark.parametrize("text", ['kind = "\\u001b[31m"', '"\\u001b[31m" = 1', 'reached = "\\u001b[31m"'])
def test_a_complaint_sends_no_control_characters_to_a_terminal(run: Run, desk: Path, tmp_path: Path, text: str) -> None:
    ended = run("mines", "add", desk, written(tmp_path, "sheet.toml", f"[[activity]]\n{HEAD}{text}\n"), *SIGNED)
    assert ended.status == Exit.USAGE
    assert "\x1b" not in ended.err


def test_a_table_is_kept_with_what_cannot_be_used_told_by_row_and_column(run: Run, desk: Path, tmp_path: Path) -> None:
    (done,) = brought(run, desk, tmp_path).items()

    assert [(one["row"], one["column"]) for one in done["faults"]] == [(3, "mines"), (4, "ground")]
    assert "has no unit" in done["faults"][1]["said"], "12 of what nobody said is no ground"
    rows = listed(run, desk, "--kind", "figure")
    said = [row["count"]["words"] if row["count"] else row["area"]["words"] for row in rows]
    assert sorted(said) == ["0", "1,200", "3 ha"]
    assert [row["count"]["low"] for row in rows if row["count"]] == [1200, 0], "a zero is told, a blank is not"
    assert brought(run, desk, tmp_path).items()[0]["kept"] == []


def test_a_later_table_corrects_visibly_and_one_that_goes_back_does_as_well(
    run: Run, desk: Path, tmp_path: Path
) -> None:
    def standing() -> dict[str, bool]:
        rows = [row for row in listed(run, desk, "--kind", "figure") if row["count"] and row["count"]["low"] != 0]
        return {row["id"]: row["replaced_by"] is None for row in rows}

    brought(run, desk, tmp_path)
    (first,) = standing()
    (done,) = brought(run, desk, tmp_path, TABLE.replace("1,200", "1,250")).items()
    (again,) = brought(run, desk, tmp_path).items()
    (same,) = brought(run, desk, tmp_path).items()

    assert (done["corrections"], done["again"]) == (1, [])
    assert (again["corrections"], again["kept"], len(again["again"])) == (1, again["again"], 1)
    assert (same["kept"], same["again"]) == ([], []), "what stands is no news"
    assert standing() == {first: False, done["kept"][0]: False, again["kept"][0]: True}
    found = {row["id"]: row for row in listed(run, desk, "--kind", "figure")}
    assert found[again["kept"][0]]["count"]["words"] == "1,200"
    run("mines", "withdraw", desk, again["kept"][0], *SIGNED)
    assert standing() == {first: False, done["kept"][0]: True}, "who brought an old table by mistake takes it back"


def test_a_table_that_goes_back_says_so_to_people(run: Run, desk: Path, tmp_path: Path) -> None:
    mapping = written(tmp_path, "mapping.toml", MAPPING)
    for text in (TABLE, TABLE.replace("1,200", "1,250"), TABLE):
        out = run("mines", "import", desk, written(tmp_path, "table.csv", text), "--mapping", mapping, *SIGNED).out
    assert b"1 correct an earlier one" in out
    assert b"stands again, in place of" in out


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("from,to,who,mines,ground\n", "table.csv has no row under its head"),
        ("", "table.csv is empty"),
        ("from,to,who,mines,ground\n" + "soon,2025-01-12,Ford Mine Office,3,\n" * 7, "row 2, from: 'soon' is no day"),
        ("from,to,who,mines,ground\n2025-01-06,2025-01-12,Ford Mine Office,,\n", "row 2: says nothing"),
    ],
)
def test_a_table_of_which_nothing_can_be_used_is_no_success(
    run: Run, desk: Path, tmp_path: Path, table: str, said: str
) -> None:
    ended = brought(run, desk, tmp_path, table)
    assert ended.status == Exit.USAGE
    assert said in ended.err
    assert "nothing was kept" in ended.err
    assert ("and 2 more" in ended.err) == (table.count("soon") == 7)
    assert listed(run, desk, "--kind", "figure") == []


def test_totals_in_several_units_that_fit_are_not_told_to_differ(run: Run, desk: Path, tmp_path: Path) -> None:
    mapping = MAPPING.replace('[counts]\nmines = "mine"\n', "")
    head = "from,to,who,ground\n"
    brought(
        run, desk, tmp_path, head + "2025-01-06,2025-01-12,Ford,3 ha\n2025-01-13,2025-01-19,Ford,0.1 km2\n", mapping
    )
    running = mapping.replace('first = "from"\nlast = "to"', 'first = "to"\nrunning = true\nsince = "2025-01-06"')
    (done,) = brought(run, desk, tmp_path, 'to,who,ground\n2025-01-19,Ford,"130,000 m2"\n', running).items()

    assert (done["differences"], [one["kind"] for one in done["remarks"]]) == ([], ["units differ"])
    words = run("mines", "totals", desk, columns=80).out.decode()
    assert "What does not fit" not in words
    assert "Nothing that could be compared speaks against another figure." in words
    assert words.index("To note") < words.index("units differ")
    (found,) = run("mines", "totals", desk, "--json").items()
    assert (found["differences"], [one["kind"] for one in found["remarks"]]) == ([], ["units differ"])


def test_a_hazard_that_is_shown_says_on_what_it_rests_apart_from_where_its_words_stand(
    run: Run, desk: Path, tmp_path: Path
) -> None:
    sheet = f'[[hazard]]\n{HEAD}certainty = "suspected"\nfirst = 2031-05-20\n'
    run("mines", "add", desk, written(tmp_path, "sheet.toml", sheet), *SIGNED)
    out = run("mines", "show", desk, listed(run, desk, "--kind", "hazard")[0]["id"]).out.decode()
    assert "basis: not told" in out
    assert "source: not told" not in out


def test_running_totals_are_held_against_the_weeks_of_the_same_body_and_nothing_is_mended(
    run: Run, desk: Path, tmp_path: Path
) -> None:
    weeks = TABLE.replace("many", "300").replace("30,12", "30,")
    brought(run, desk, tmp_path, weeks)
    totals = "to,mines\n2025-01-12,1200\n2025-01-19,1050\n2025-01-26,1530\n2025-02-02,15300\n"
    (done,) = brought(run, desk, tmp_path, totals, RUNNING).items()
    (found,) = run("mines", "totals", desk, "--json").items()

    kinds = [one["kind"] for one in found["differences"]]
    assert kinds.count("total falls") == 1
    assert kinds.count("total differs") == 3
    assert any("two digits" in how or "zero too many" in how for one in found["differences"] for how in one["likely"])
    assert [one["kind"] for one in done["differences"]] == kinds, "they are told when the table is brought as well"
    assert {row["count"]["words"] for row in found["figures"] if row["running"]} == {"1200", "1050", "1530", "15300"}
    words = run("mines", "totals", desk, columns=80).out.decode()
    assert "What does not fit:" in words
    assert "a guess: " in words
    assert max(map(len, words.splitlines())) <= 80


def test_totals_of_a_record_without_figures_say_what_to_do(run: Run, told: Path) -> None:
    assert b"no published figures about mines here" in run("mines", "totals", told).out


@pytest.mark.parametrize(
    ("table", "mapping", "said"),
    [
        ("from,from\n", MAPPING, "more than one column from"),
        ("from,to\n1,2,3\n", MAPPING, "3 cells under 2 columns"),
        (TABLE, "makes = ", "the mapping in mapping.toml cannot be read"),
        (TABLE, MAPPING.replace('"mine"', '"boat"'), "no kind of device"),
        (TABLE, MAPPING.replace("[counts]", 'unit = "dunam"\n[counts]'), "no unit of ground"),
        (TABLE, MAPPING.replace('"figure"', '"victim"'), "Invalid enum value"),
        (TABLE, MAPPING.replace('last = "to"', "running = true"), "needs since"),
    ],
)
def test_a_table_or_mapping_that_cannot_be_used_keeps_nothing(
    run: Run, desk: Path, tmp_path: Path, table: str, mapping: str, said: str
) -> None:
    ended = brought(run, desk, tmp_path, table, mapping)

    assert ended.status == Exit.USAGE
    assert said in ended.err
    assert listed(run, desk, "--kind", "figure") == []


def test_a_table_without_its_mapping_and_one_of_too_many_rows_are_refused(
    run: Run, desk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = run("mines", "import", desk, written(tmp_path, "table.csv", TABLE), *SIGNED)
    assert "--mapping" in alone.err
    monkeypatch.setattr("detente.cli.mines.bring.MOST_ROWS", 3)
    assert "more than 3 rows" in brought(run, desk, tmp_path).err
    assert listed(run, desk, "--kind", "figure") == []


def test_nobody_writes_without_a_name_and_a_reason(
    run: Run, told: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DETENTE_AUTHOR", raising=False)
    file = written(tmp_path, "sheet.toml", ACTIVITY)
    for signed in (("--author", "Ann"), ("--reason", "why")):
        assert run("mines", "add", told, file, *signed).status == Exit.USAGE


@pytest.mark.parametrize("given", ["", "ffffffff", "x" * 300])
def test_an_id_that_nothing_answers_to_is_told(run: Run, told: Path, given: str) -> None:
    ended = run("mines", "show", told, given)
    assert ended.status == Exit.USAGE
    assert len(ended.err) < 200


@pytest.mark.seeds
def test_the_seeds_tell_of_mine_clearance_without_any_figure(
    run: Run, shared: Path, facts: dict[str, dict[str, Any]], tmp_path: Path
) -> None:
    desk = tmp_path / "seeds"
    run("init", desk)
    assert run("add", desk, *sorted((shared / "seeds").glob("*.txt"))).status == Exit.DONE

    (one,) = listed(run, desk)

    fact = facts["B13"]
    assert (one["kind"], one["work"], one["status"], one["hazards"]) == (
        "mine-activity", "clearance", "ongoing", ["mine", "IED"],
    )  # fmt: skip
    assert "Akar" in one["claimant"]
    assert "Azerbaijan" in one["where"][0]["words"]
    assert {body["country"] for body in one["bodies"]} == {"TUR", "AZE"}
    assert all(fact["start"] <= some["start"] < some["end"] <= fact["end"] for some in one["evidence"])
    assert [one[name] for name in METRICS] == [[], None, None, None], "hectares and devices stay empty"
    assert one["interval"] is None
    kinds = ("hazard", "accident", "handover", "figure", "devices", "land-released", "risk-education")
    assert listed(run, desk, *itertools.chain.from_iterable(("--kind", kind) for kind in kinds)) == []
    assert b"figures: not told" in run("mines", "list", desk, columns=80).out


def test_a_review_of_a_claim_changes_who_says_so(run: Run, desk: Path) -> None:
    (claim,) = (one for one in run("show", desk, "claims", "--json").items() if "sappers" in one["words"])
    before = listed(run, desk, "--kind", "devices")[0]
    assert before["claimant"] == claim["who"]

    assert run("review", "reject", desk, claim["key"][:12], "--coder", "Ann Brook").status == Exit.DONE

    after = listed(run, desk, "--kind", "devices")[0]
    assert (after["id"], after["claimant"]) == (before["id"], None)
    assert "the report itself says:" in run("mines", "show", desk, after["id"]).out.decode()


def test_a_snapshot_gives_back_what_people_brought(run: Run, desk: Path, tmp_path: Path) -> None:
    run("mines", "add", desk, written(tmp_path, "sheet.toml", ACTIVITY), *SIGNED)
    run("mines", "withdraw", desk, the_accident(run, desk)["id"], *SIGNED)
    assert run("snapshot", desk, tmp_path / "s").status == Exit.DONE
    assert run("restore", tmp_path / "s", tmp_path / "other").status == Exit.DONE

    assert listed(run, tmp_path / "other") == listed(run, desk)
    assert run("verify", tmp_path / "other").status == Exit.DONE
