from dataclasses import replace
from typing import Any

import pytest

from detente.core.errors import UsageError
from detente.registry.forms import from_plain, to_plain
from detente.registry.mines.cells import read_area
from detente.registry.mines.mapping import MineMapping
from detente.registry.mines.records import Accident, Activity, HazardousArea, MineFigure
from detente.registry.mines.table import MineTable, mine_records_of_table
from detente.registry.table_cells import read_count

FIGURES = MineMapping(
    makes="figure", first="from", last="to", claimant="Northmark Mine Office",
    counts={"AP": "anti-personnel mine", "All": "devices"}, areas={"Cleared": "cleared"}, unit="ha",
)  # fmt: skip
WORK = MineMapping(
    makes="activity", first="day", claimant_column="office", body="team", kind_column="task", status="state",
    counts={"AV": "anti-vehicle mine"}, areas={"m2": "reduced"}, unit="m2", where="place",
    names={"TS": "technical survey"},
)  # fmt: skip
HURT = MineMapping(
    makes="accident", first="day", claimant="District of the Ford", kind="mine", killed="dead", wounded="hurt",
    where="place", note="remarks",
)  # fmt: skip


def table(mapping: MineMapping, *rows: dict[str, str]) -> MineTable:
    return mine_records_of_table(rows, mapping=mapping, name="may.csv", by="Ann Brook")


def week(**change: str) -> dict[str, str]:
    return {"from": "2031-05-05", "to": "2031-05-11", "AP": "14", "All": "", "Cleared": "1.5"} | change


def test_a_row_of_figures_is_one_for_each_cell_that_says_something() -> None:
    found = table(FIGURES, week())
    assert found.faults == ()
    count, area = found.records
    assert isinstance(count, MineFigure)
    assert isinstance(area, MineFigure)
    assert (count.what, count.count and count.count.low, count.row) == ("anti-personnel mine", 14, 2)
    assert (area.what, area.area and area.area.low, area.area and area.area.words) == ("cleared", 15_000, "1.5")
    assert count.evidence[0].source == "may.csv, row 2"
    assert count.interval is not None
    assert (str(count.interval.first), count.interval.days) == ("2031-05-05", 7)


def test_a_running_total_counts_from_its_day() -> None:
    mapping = MineMapping(
        makes="figure", first="to", running=True, since="2031-01-01", claimant="N", counts={"All": "devices"}
    )
    (one,) = table(mapping, {"to": "2031-05-11", "All": "1,234"}).records
    assert isinstance(one, MineFigure)
    assert one.running
    assert one.interval is not None
    assert (str(one.interval.first), str(one.interval.last)) == ("2031-01-01", "2031-05-11")


def test_work_without_figures_is_a_record() -> None:
    row = {"day": "2031-05-05", "office": "N", "team": "Team 4", "task": "TS", "state": "ongoing", "AV": "", "m2": "",
           "place": "East bank"}  # fmt: skip
    (one,) = table(WORK, row).records
    assert isinstance(one, Activity)
    assert (one.kind, one.status, one.has_figures, one.bodies[0].name) == (
        "technical survey",
        "ongoing",
        False,
        "Team 4",
    )
    assert (one.devices, one.released) == ((), None)


def test_an_accident_takes_over_no_column_that_was_not_named_and_no_remarks() -> None:
    row = {
        "day": "2031-05-05",
        "dead": "1",
        "hurt": "",
        "place": "East bank",
        "name": "Jon Reed",
        "remarks": "Jon Reed, 34",
    }
    (one,) = table(HURT, row).records
    assert isinstance(one, Accident)
    assert (one.killed and one.killed.low, one.wounded, one.device) == (1, None, "mine")
    assert "Reed" not in str(to_plain(one))


def test_ground_that_is_suspected_rests_on_a_survey() -> None:
    mapping = MineMapping(
        makes="hazard",
        first="day",
        claimant="N",
        kind_column="class",
        size="size",
        basis="survey",
        names={"SHA": "suspected"},
    )
    (one,) = table(mapping, {"day": "2031-05-05", "class": "SHA", "size": "2 km2", "survey": "NTS 12"}).records
    assert isinstance(one, HazardousArea)
    assert (one.certainty, one.area and one.area.low, one.source) == ("suspected", 2_000_000, "NTS 12")
    assert from_plain(to_plain(one), HazardousArea, what="an area") == one


@pytest.mark.parametrize(
    ("change", "column", "said"),
    [({"AP": "lots"}, "AP", "no count"), ({"Cleared": "big"}, "Cleared", "no size"), ({"from": ""}, "from", "no day"),
     ({"to": "2031-05-01"}, "to", "before"), ({"from": "May"}, "from", "no day of the form")],
)  # fmt: skip
def test_a_cell_that_cannot_be_used_is_told_and_the_rest_goes_on(
    change: dict[str, str], column: str, said: str
) -> None:
    found = table(FIGURES, week(**change), week(AP="3"))
    assert [(fault.row, fault.column) for fault in found.faults] == [(2, column)]
    assert said in found.faults[0].said
    assert len(found.records) == 2


def test_a_row_that_says_the_same_again_or_nothing_is_told() -> None:
    found = table(FIGURES, week(), week(), week(AP="-", Cleared="n/a"))
    assert len(found.records) == 2
    assert [fault.row for fault in found.faults] == [3, 3, 4]


@pytest.mark.parametrize(
    ("change", "said"),
    [({"claimant": None}, "whose figures"), ({"counts": {"AP": "rock"}}, "no kind of device"),
     ({"areas": {"x": "eaten"}}, "no way of releasing"), ({"unit": "foot"}, "no unit"), ({"kind": "x"}, "no kind of"),
     ({"running": True}, "needs since"), ({"counts": {}, "areas": {}}, "no column of figures")],
)  # fmt: skip
def test_a_mapping_that_cannot_be_used_is_refused(change: dict[str, Any], said: str) -> None:
    given: dict[str, Any] = {
        "makes": "figure", "first": "from", "last": "to", "claimant": "N", "counts": {"AP": "mine"}, "unit": "ha"
    }  # fmt: skip
    with pytest.raises(UsageError, match=said):
        table(MineMapping(**given | change), week())


@pytest.mark.parametrize(
    ("cell", "low", "high"),
    [("12 ha", 120_000, 120_000), ("3,000 m²", 3000, 3000), ("at least 2 sq km", 2_000_000, None),
     ("up to 5", None, 50_000),
     ("none", 0, 0), ("~1.5 hectares", 15_000, 15_000)],
)  # fmt: skip
def test_a_cell_says_how_much_ground(cell: str, low: float | None, high: float | None) -> None:
    area = read_area(cell, unit="ha")
    assert area is not None
    assert (area.low, area.high, area.words) == (low, high, cell)


def test_a_bare_number_needs_a_unit_and_a_blank_says_nothing() -> None:
    assert read_area(" – ", unit=None) is None
    for cell in ("12", "-3 ha", "1e9 ha", "9" * 50, "many"):
        with pytest.raises(UsageError):
            read_area(cell, unit=None)


@pytest.mark.parametrize("cell", ["9" * 15, "9" * 5000, "999,999,999,999", "at least " + "9" * 15])
def test_a_number_that_is_too_large_is_told_to_be_so(cell: str) -> None:
    with pytest.raises(UsageError, match="too large for a count, which has up to 9 digits"):
        read_count(cell)
    with pytest.raises(UsageError, match="too large for ground"):
        read_area(cell.replace("999,", "999,999,", 1) + " ha", unit=None)


def test_a_number_as_large_as_can_be_and_one_with_zeros_before_it_are_read() -> None:
    assert [count.low for cell in ("999,999,999", "0000000000014") if (count := read_count(cell))] == [999_999_999, 14]
    area = read_area("4 acres", unit=None)
    assert area is not None
    assert area.unit == "acre"


@pytest.mark.parametrize("cell", ["none", "No", "zero", "NIL"])
def test_none_in_words_is_a_zero_that_is_told(cell: str) -> None:
    count, area = read_count(cell), read_area(cell, unit=None)
    assert count is not None
    assert area is not None
    assert (count.low, count.high, area.low, area.high, count.words) == (0, 0, 0, 0, cell)
    assert read_count("nil return") is None


def test_columns_of_harmed_people_by_age_and_sex_are_kept_as_told() -> None:
    mapping = replace(HURT, groups={"kids": "children wounded", "mothers": "women killed"})
    row = {
        "day": "2031-05-05",
        "dead": "",
        "hurt": "",
        "kids": "at least 3",
        "mothers": "-",
        "place": "",
        "remarks": "",
    }
    (made,) = table(mapping, row).records
    assert isinstance(made, Accident)
    assert [(one.group, one.harm, one.count.low, one.count.high) for one in made.groups] == [
        ("children", "wounded", 3, None)
    ]
    assert (made.killed, made.wounded) == (None, None)
    assert "at least 3" in made.evidence[0].words
    with pytest.raises(UsageError, match="no group and harm"):
        table(replace(HURT, groups={"kids": "Jon Reed"}), row)


@pytest.mark.parametrize(
    ("makes", "kind"),
    [("activity", "mine"), ("accident", "clearance"), ("hazard", "mine"), ("figure", "mine")],
)
def test_a_kind_of_something_else_is_refused_and_never_kept(makes: str, kind: str) -> None:
    mapping = replace(FIGURES, makes=makes, kind=kind)  # type: ignore[arg-type]
    with pytest.raises(UsageError, match=f"no kind of {makes}"):
        table(mapping, week())
