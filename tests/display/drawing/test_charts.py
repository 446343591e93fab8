"""Lanes, bars and strips: what is told is drawn, what is not told is not."""

import pytest

from detente.display.drawing.bars import bars_chart
from detente.display.drawing.drawing import WIDTHS, Drawing, Who
from detente.display.drawing.drawn import draw_picture
from detente.display.drawing.lanes import lanes_chart
from detente.display.drawing.strip import strip_chart
from detente.display.sheets import Cell, cell
from display.drawing.made import HREF, WORDS, rows_of, sheet, texts_in


def lanes() -> Drawing:
    rows = (
        ("2021-05", cell(4, words=(WORDS,)), 1, 3, 0, 12),
        ("2021-06", None, 2, None, None, 3),
        ("2021-08", None, None, None, None, 9),
        (None, 1, 1, 1, 1, 1),
    )
    columns = ("period", "cooperation", "conflict", "cooperation_material", "conflict_material", "reports")
    return lanes_chart(sheet(columns, rows), id="lanes", title="A and B")


def bars() -> Drawing:
    rows = (
        ("bridge", Cell(text="USD 12 m", value=12e6, words=(WORDS,), certainty="claimed"), "A", None, None),
        ("road", Cell(text="USD 8 m", value=8e6), "B", 6e6, 9e6),
        ("rail", Cell(), "A", None, None),
        ("canal", cell(0), "B", None, None),
    )
    whose = (Who(id="A", name="Velduria", part="one"), Who(id="B", name="Corvessa", part="other"))
    made = sheet(("what", "sum", "who", "low", "high"), rows)
    return bars_chart(made, id="bars", title="Money", label="what", value="sum", whose=whose)


def strip() -> Drawing:
    rows = (("fire", "2021-05-03", cell(4, words=(WORDS,))), ("fire", "2021-05-10", 0), ("drones", "2021-05-03", None))
    return strip_chart(sheet(("row", "week", "count"), rows), id="strip", title="By week")


def test_lanes_go_up_and_down_with_the_material_part_full() -> None:
    drawn = rows_of(lanes().draw(640), "bars")
    assert [(one["period"], one["y0"], one["y1"]) for one in drawn] == [
        ("2021-05", 0, 3.0), ("2021-05", 3.0, 4.0), ("2021-05", 0, -1.0), ("2021-06", 0, -2.0),
    ]  # fmt: skip
    assert drawn[0]["fill"] != drawn[1]["fill"] == "var(--paper)"
    assert drawn[0]["href"] == HREF


def test_lanes_have_one_scale_and_the_volume_its_own() -> None:
    scales = {one["name"]: one["domain"] for one in lanes().draw(640)["scales"]}
    assert scales["y"][0] == -scales["y"][1]
    assert scales["volume"][1] >= 12


def test_what_has_no_period_is_in_the_table_alone_and_that_is_said() -> None:
    assert "1 rows without a period" in lanes().reading
    assert "4 incidents of cooperation, 3 of conflict" in lanes().told


def test_a_bar_that_nobody_reported_says_so_and_zero_says_zero() -> None:
    drawn = {one["label"]: one for one in rows_of(bars().draw(640), "table")}
    assert (drawn["rail"]["number"], drawn["rail"]["told"]) == (None, "not reported")
    assert (drawn["canal"]["number"], drawn["canal"]["told"]) == (0.0, "0")


def test_bars_tell_parties_apart_by_more_than_colour_and_claims_by_outline() -> None:
    drawn = {one["label"]: one for one in rows_of(bars().draw(640), "table")}
    assert drawn["bridge"]["fill"] == "var(--paper)"
    assert drawn["road"]["fill"] == "url(#hatch)"
    assert (drawn["road"]["low"], drawn["road"]["high"]) == (6e6, 9e6)
    assert 'id="hatch"' in draw_picture(bars(), "narrow")


def test_a_week_of_which_nobody_says_anything_is_empty_and_none_is_0() -> None:
    drawn = rows_of(strip().draw(1040), "table")
    assert [(one["name"], one["text"]) for one in drawn] == [("fire", "4"), ("fire", "0")]
    assert {"fire", "drones", "4", "0"} <= set(texts_in(draw_picture(strip(), "wide")))


@pytest.mark.parametrize("made", [lanes(), bars(), strip()], ids=lambda one: one.id)
@pytest.mark.parametrize("width", WIDTHS)
def test_each_is_drawn_in_every_width_at_the_height_that_it_says(made: Drawing, width: str) -> None:
    wide, high = made.sizes[width]
    assert f'width="{wide}" height="{high}"' in draw_picture(made, width)


def test_an_empty_sheet_draws_nothing_and_fails_nowhere() -> None:
    columns = ("period", "cooperation", "conflict")
    assert "no period is reported" in lanes_chart(sheet(columns, ()), id="l", title="A and B").told
    for made in (
        lanes_chart(sheet(columns, ()), id="l", title="t"),
        bars_chart(sheet(("a", "b"), ()), id="b", title="t", label="a", value="b"),
        strip_chart(sheet(("row", "week", "count"), ()), id="s", title="t"),
    ):
        assert draw_picture(made, "narrow").startswith("<svg")
