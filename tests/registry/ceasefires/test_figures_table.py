from typing import Any

import pytest

from detente.core.errors import UsageError
from detente.registry.ceasefires.figures_table import FigureMapping, Table, figures_of
from detente.registry.table_cells import BLANK, read_count, read_day
from registry.ceasefires.made import ceasefire

LONG = FigureMapping(
    first="from", last="to", claimant="M", alleged_column="by", class_column="what", count_column="number",
    names={"shots": "fire", "Northmark": "A", "Southmark": "B"},
)  # fmt: skip
WIDE = FigureMapping(
    first="day",
    claimant="A",
    alleged="B",
    classes={"Fire": "fire", "Drones": "drone", "Sum": "total", "Hurt": "wounded"},
)


def table(*rows: dict[str, str], mapping: FigureMapping = LONG, **change: Any) -> Table:
    return figures_of(rows, mapping=mapping, ceasefire=ceasefire(**change), name="may.csv", by="Ann Brook")


def long(**change: str) -> dict[str, str]:
    row = {"from": "2031-05-01", "to": "2031-05-03", "by": "Southmark", "what": "shots", "number": "14"}
    return row | change


@pytest.mark.parametrize(
    ("cell", "low", "high", "qualifier"),
    [("14", 14, 14, None), ("1,204", 1204, 1204, None), ("at least 5", 5, None, "at least"), ("7+", 7, None, "+"),
     ("up to 9", None, 9, "up to"), ("~40", 40, 40, "~"), ("12 - 15", 12, 15, None), ("12–15", 12, 15, None),
     ("0", 0, 0, None), ("none", 0, 0, None)],
)  # fmt: skip
def test_a_cell_says_how_many(cell: str, low: int | None, high: int | None, qualifier: str | None) -> None:
    count = read_count(cell)
    assert count is not None
    assert (count.low, count.high, count.qualifier, count.words) == (low, high, qualifier, cell)


@pytest.mark.parametrize("cell", [*sorted(BLANK), "  "])
def test_a_blank_says_nothing_and_no_zero(cell: str) -> None:
    assert read_count(cell) is None


@pytest.mark.parametrize("cell", ["many", "1.5", "-3", "5 or so?", "１２x", "9" * 40, "12-5", "12 to 5"])
def test_what_is_no_count_is_refused(cell: str) -> None:
    with pytest.raises(UsageError):
        read_count(cell)


def test_a_day_has_the_form_that_was_named() -> None:
    assert str(read_day("03.05.2031", "%d.%m.%Y")) == "2031-05-03"
    assert read_day(" ", "%Y-%m-%d") is None
    with pytest.raises(UsageError, match="2031-05-03"):
        read_day("3 May", "%Y-%m-%d")


def test_a_row_of_a_long_table_is_a_figure_with_its_words() -> None:
    (one,) = table(long()).figures
    assert (one.claimant, one.alleged, one.kind, one.origin, one.said) == ("M", "B", "fire", "published", "some")
    assert (str(one.interval and one.interval.first), one.interval and one.interval.days) == ("2031-05-01", 3)
    assert (one.evidence[0].words, one.evidence[0].source) == ("number: 14", "may.csv, row 2")
    assert one.clauses == ("1",)


def test_a_column_of_a_wide_table_is_a_figure_and_a_blank_is_none() -> None:
    found = table({"day": "2031-05-01", "Fire": "3", "Drones": "", "Sum": "4", "Hurt": "none"}, mapping=WIDE)
    assert [(one.kind, one.harm, one.said) for one in found.figures] == [
        ("fire", None, "some"), (None, "wounded", "none")
    ]  # fmt: skip
    assert [total.count.low for total in found.totals] == [4]


@pytest.mark.parametrize(
    ("change", "column", "said"),
    [({"number": "lots"}, "number", "no count"), ({"number": "12-5"}, "number", "write 5-12"),
     ({"what": "quake"}, "what", "no class"),
     ({"by": "Eastmark"}, "by", "nobody"), ({"from": ""}, "from", "no day"), ({"to": ""}, "to", "repeat the first one"),
     ({"to": "2031-04-30"}, "to", "before"),
     ({"from": "May"}, "from", "no day of the form")],
)  # fmt: skip
def test_a_cell_that_cannot_be_used_is_told_and_the_rest_goes_on(
    change: dict[str, str], column: str, said: str
) -> None:
    found = table(long(**change), long(number="3"))
    assert [(fault.row, fault.column) for fault in found.faults] == [(2, column)]
    assert said in found.faults[0].said
    assert len(found.figures) == 1


def test_a_row_that_says_the_same_again_is_left_out_and_told() -> None:
    found = table(long(), long())
    assert len(found.figures) == 1
    assert "says again" in found.faults[0].said


@pytest.mark.parametrize(
    ("mapping", "said"),
    [
        (FigureMapping(first="d"), "whose figures"),
        (FigureMapping(first="d", claimant="A"), "where classes stand"),
        (FigureMapping(first="d", claimant="Z", classes={"x": "fire"}), "'Z' is no party"),
        (FigureMapping(first="d", claimant="A", classes={"x": "quake"}), "'quake' is no class"),
    ],
)
def test_a_mapping_that_cannot_be_used_is_refused(mapping: FigureMapping, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        table(mapping=mapping)


def test_a_column_that_there_is_not_is_named_with_those_there_are() -> None:
    (fault,) = table(
        {"day": "2031-05-01"}, mapping=FigureMapping(first="date", claimant="A", classes={"x": "fire"})
    ).faults
    assert "there are day" in fault.said
