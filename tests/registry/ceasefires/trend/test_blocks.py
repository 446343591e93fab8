import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.registry.ceasefires.trend.blocks import blocks_of
from registry.ceasefires.trend_series_made import made


def test_single_days_are_taken_together_by_weeks_and_longer_periods_stand_by_themselves() -> None:
    found = blocks_of(made(list(range(21)), each=1))
    assert [block.count for block in found.blocks] == [21, 70, 119]
    assert [block.exposure for block in found.blocks] == pytest.approx([7, 7, 7])
    assert [block.middle for block in found.blocks] == pytest.approx([0.5, 1.5, 2.5])
    assert found.notes == ("21 figures are taken together by weeks",)
    assert len(blocks_of(made([3, 4, 5], each=30)).blocks) == 3


def test_a_week_cut_short_has_the_exposure_of_its_days() -> None:
    found = blocks_of(made([2] * 7 + [2, None, 2, None, None, None, None] + [2] * 2, each=1))
    assert [(block.count, block.exposure) for block in found.blocks] == [(14, 7), (4, 2), (4, 2)]


def test_days_of_the_week_weigh_what_they_bring() -> None:
    """Of weeks with two at week ends and ten else: Saturdays that are missing take little from a week."""
    week = [10, 10, 10, 10, 10, 2, 2]
    whole, cut = blocks_of(made(week * 8, each=1)), blocks_of(made(week * 7 + [*week[:5], None, None], each=1))
    assert whole.blocks[0].exposure == pytest.approx(7, abs=0.2)
    assert 5.5 < cut.blocks[-1].exposure < 7
    rates = [block.count / block.exposure for block in cut.blocks]
    assert max(rates) / min(rates) < 1.1
    assert "days of the week are weighed by what they usually bring" in cut.notes


def test_figures_bunched_after_silent_days_are_of_those_days_as_well() -> None:
    found = blocks_of(made([6, 6, 6, 6, None, None, 18] * 8, each=1))
    assert any("silent days" in note for note in found.notes)
    assert sum(block.exposure for block in found.blocks) == pytest.approx(56)


def test_figures_after_silent_days_that_are_like_others_take_no_more_days() -> None:
    found = blocks_of(made([6, 5, 7, 6, None, None, 6] * 8, each=1))
    assert not any("silent days" in note for note in found.notes)
    assert sum(block.exposure for block in found.blocks) == pytest.approx(40, rel=0.05)


@given(st.lists(st.one_of(st.none(), st.integers(0, 99)), max_size=60), st.sampled_from([1, 2, 3, 7, 10]))
def test_every_figure_is_in_one_block(counts: list[int | None], each: int) -> None:
    series = made(counts, each=each)
    blocks = blocks_of(series).blocks
    assert [figure for block in blocks for figure in block.figures] == [point.figure for point in series.points]
    assert all(block.exposure > 0 for block in blocks)
    assert sorted(block.middle for block in blocks) == [block.middle for block in blocks]
