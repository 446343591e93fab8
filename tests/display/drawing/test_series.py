"""Figures through time: each claimant in a panel of its own, and nothing where nothing was reported."""

import datetime as dt

import pytest

from detente.display.drawing.drawing import WIDTHS, Drawing, Who
from detente.display.drawing.drawn import draw_picture
from detente.display.drawing.series import Claimed, series_chart
from detente.display.sheets import Cell, cell
from detente.registry.interval import Interval
from display.drawing.made import HOSTILE, HREF, WORDS, rows_of, sheet, texts_in

COLUMNS = ("who", "from", "to", "count", "low", "high")
WHOSE = (
    Who(id="A", name="Velduria", part="one"), Who(id="M", name="mission", part="monitor"),
    Who(id="B", name="Corvessa", part="other"),
)  # fmt: skip
ROWS = (
    (Cell(text="Velduria", value="A"), "2021-05-03", "2021-05-09", cell(4, words=(WORDS,)), 3, 5),
    (Cell(text="Velduria", value="A"), "2021-05-10", "2021-05-16", cell(6, certainty="claimed"), None, None),
    (Cell(text="Velduria", value="A"), "2021-05-17", "2021-05-23", cell(None), None, None),
    (Cell(text="Velduria", value="A"), "2021-05-24", "2021-05-30", cell(0), None, None),
    (Cell(text="mission", value="M"), "2021-05-03", "2021-05-09", cell(30), None, None),
)


def chart(**more: object) -> Drawing:
    return series_chart(sheet(COLUMNS, ROWS), id="series", title="Fire", whose=WHOSE, **more)  # type: ignore[arg-type]


def test_a_blank_is_no_point_and_no_line_goes_across_it() -> None:
    spec = chart().draw(640)
    assert [one["count"] for one in rows_of(spec, "of-0")] == [4.0, 6.0, 0.0]
    assert [(one["from"], one["to"]) for one in rows_of(spec, "runs-0")] == [(4.0, 6.0)]


def test_all_panels_have_one_scale_and_their_own_rows() -> None:
    spec = chart().draw(640)
    (scale,) = [one for one in spec["scales"] if one["name"] == "y"]
    assert scale["domain"][0] == 0
    assert scale["domain"][1] >= 30
    assert [one["row"] for one in rows_of(spec, "of-1")] == ["4"]
    assert rows_of(spec, "of-2") == []
    assert rows_of(spec, "name-2")[0]["none"] == "nothing reported"
    assert rows_of(spec, "name-0")[0]["none"] == ""


def test_a_mark_has_its_words_leads_to_them_and_shows_how_it_stands() -> None:
    told, claimed, _ = rows_of(chart().draw(640), "of-0")
    assert (told["words"], told["href"]) == ("three were wounded", HREF)
    assert (told["low"], told["high"]) == (3.0, 5.0)
    assert told["fill"] != claimed["fill"] == "var(--paper)"


def test_a_claimed_trend_is_a_mark_above_and_no_point() -> None:
    claims = (
        Claimed(who="A", day=dt.date(2021, 5, 12), text="“decreasing”", words=(WORDS,)),
        Claimed(who="A", day=dt.date(2021, 5, 13), text="“fewer”"),
    )
    spec = chart(claimed=claims).draw(354)
    assert len(rows_of(spec, "of-0")) == 3
    first, second = rows_of(spec, "said-0")
    assert first["href"] == HREF
    assert first["row"] != second["row"], "their words would lie over each other"


def test_days_of_suspension_are_cut_to_what_is_shown() -> None:
    still = (Interval(first=dt.date(2020, 1, 1), last=dt.date(2021, 5, 9)),)
    (band,) = rows_of(chart(suspended=still).draw(640), "suspended")
    assert band["x1"] - band["x0"] == 7 * 86_400_000


@pytest.mark.parametrize("width", WIDTHS.values())
def test_the_height_is_known_before_it_is_drawn(width: int) -> None:
    made = chart()
    assert made.draw(width)["height"] == made.height(width)


def test_what_it_shows_is_said_in_words_with_whose_it_is_and_which_days() -> None:
    told = chart().told
    assert "2021-05-03 to 2021-05-30" in told
    assert "Velduria: 3 figures, between 0 and 6" in told
    assert "Corvessa: nothing reported" in told


def test_hostile_words_and_names_stay_text() -> None:
    rows = ((Cell(text="x", value="A"), "2021-05-03", "2021-05-09", cell(4, words=(HOSTILE,)), None, None),)
    whose = (Who(id="A", name="<script>x</script>\u202e"),)
    claims = (Claimed(who="A", day=dt.date(2021, 5, 4), text="“<b>”"),)
    made = series_chart(sheet(COLUMNS, rows), id="series", title="<i>", whose=whose, claimed=claims)
    svg = draw_picture(made, "wide")
    assert "<script" not in svg
    assert "\u202e" not in svg
    assert "&lt;script&gt;x&lt;/script&gt;[U+202E]" in texts_in(svg)


def test_a_sheet_without_a_column_that_is_needed_is_refused() -> None:
    with pytest.raises(ValueError, match="has no column to, count"):
        series_chart(sheet(("who", "from"), ()), id="s", title="s", whose=WHOSE)


def test_nothing_at_all_is_drawn_as_nothing_reported() -> None:
    made = series_chart(sheet(COLUMNS, ()), id="series", title="Fire", whose=WHOSE)
    assert texts_in(draw_picture(made, "narrow")).count("nothing reported") == 3
