from typing import Any

from detente.registry.ceasefires.board import Board, board_of
from detente.registry.ceasefires.repeats import with_corrections
from detente.registry.ceasefires.violation import Violation
from registry.ceasefires.made import ceasefire, counted, days, violation


def figure(id_: str, number: int, first: int = 3, last: int = 4, **change: Any) -> Violation:
    return violation(id_, origin="published", count=counted(number), interval=days(first, last), **change)


def board(*said: Violation) -> Board:
    return board_of(ceasefire(), days(1, 9), said)


def sum_of(made: Board) -> tuple[int | None, int]:
    cell = next(cell for row in made.rows if row.id == "fire" for cell in row.cells if cell.column == "A")
    (told,) = cell.told
    return (told.count.low if told.count else None), len(told.outside)


def test_a_figure_that_a_report_passes_on_counts_once() -> None:
    assert sum_of(board(figure("table", 7), figure("report", 7), figure("later", 2, 5, 6))) == (9, 0)


def test_other_numbers_of_the_same_days_are_added_to_nothing() -> None:
    assert sum_of(board(figure("table", 7), figure("report", 8))) == (None, 2)


def test_a_figure_of_another_doer_is_another() -> None:
    made = board(figure("one", 7), figure("other", 7, alleged=None))
    cell = next(cell for row in made.rows if row.id == "fire" for cell in row.cells if cell.column == "A")
    assert [told.count.low for told in cell.told if told.count] == [7, 7]


def test_what_passed_on_a_corrected_figure_is_corrected_with_it() -> None:
    given = (figure("table", 21), figure("report", 21), figure("mended", 12, supersedes="table"))
    assert sum_of(board(*given)) == (12, 0)


def test_a_correction_back_to_an_earlier_number_stands() -> None:
    given = (figure("one", 21), figure("two", 12, supersedes="one"), figure("three", 21, supersedes="two"))
    assert sum_of(board(*given)) == (21, 0)


def test_a_figure_told_in_place_of_another_replaces_it_and_what_passed_it_on() -> None:
    told = (figure("bulletin", 20, published="2031-05-04"), figure("passed", 20, published="2031-05-05"))
    mended = figure("mended", 2, published="2031-05-08", instead_of=counted(20))
    given = with_corrections((*told, mended))
    assert [one.supersedes for one in given] == [None, None, "bulletin"]
    assert sum_of(board(*given)) == (2, 0)


def test_nobody_corrects_the_figure_of_another_nor_of_other_days_nor_a_later_one() -> None:
    mended = figure("mended", 2, published="2031-05-08", instead_of=counted(20))
    others = (
        figure("of B", 20, claimant="B", published="2031-05-04"),
        figure("days", 20, 4, 5, published="2031-05-04"),
        figure("number", 21, published="2031-05-04"),
        figure("later", 20, published="2031-05-09"),
    )
    assert with_corrections((*others, mended))[-1].supersedes is None


def test_what_a_table_has_corrected_is_not_corrected_once_more() -> None:
    given = (
        figure("table", 21),
        figure("report", 21, published="2031-05-04"),
        figure("mended", 12, supersedes="table"),
        figure("told", 12, published="2031-05-08", instead_of=counted(21)),
    )
    assert with_corrections(given) == given
    assert sum_of(board(*given)) == (12, 0)
