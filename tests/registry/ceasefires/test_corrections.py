import datetime as dt
import itertools
from typing import Any

import pytest

from detente.registry.ceasefires.corrections import order_corrections
from detente.registry.ceasefires.repeats import replaced_by
from detente.registry.ceasefires.violation import Violation
from registry.ceasefires.made import counted, days, violation


def figure(id_: str, number: int, revised: int | None = None, kept: int | None = 1, **change: Any) -> Violation:
    return violation(
        id_, origin="published", count=counted(number), interval=days(3, 9),
        revised=None if revised is None else dt.date(2031, 5, revised),
        known_at=None if kept is None else f"2031-06-{kept:02}T08:00:00+00:00", **change,
    )  # fmt: skip


def chain(*figures: Violation) -> dict[str, str | None]:
    kept, new = ([one for one in figures if (one.known_at is None) is is_new] for is_new in (False, True))
    return {one.id: one.supersedes for one in order_corrections(kept, new)}


@pytest.mark.parametrize("kept", list(itertools.permutations((1, 2, 3))))
def test_the_day_of_correction_orders_figures_in_whatever_order_they_were_brought(kept: tuple[int, int, int]) -> None:
    first, late, last = (
        figure("first", 5, None, kept[0]),
        figure("late", 9, 12, kept[1]),
        figure("last", 4, 20, kept[2]),
    )
    assert chain(last, first, late) == {"first": None, "late": "first", "last": "late"}


def test_where_nobody_tells_days_of_correction_the_order_of_import_holds() -> None:
    assert chain(figure("b", 6, kept=2), figure("a", 5, kept=1), figure("new", 7, kept=None)) == {
        "a": None, "b": "a", "new": "b",
    }  # fmt: skip


def test_figures_of_one_moment_keep_the_order_in_which_they_were_brought() -> None:
    assert chain(figure("a", 6, supersedes="b"), figure("b", 5)) == {"b": None, "a": "b"}
    assert chain(figure("a", 5, supersedes="b"), figure("b", 6, supersedes="c"), figure("c", 5)) == {
        "c": None, "b": "c", "a": "b",
    }  # fmt: skip


@pytest.mark.parametrize("revised", [12, None])
def test_a_copy_of_a_correction_corrects_nothing_once_more(revised: int | None) -> None:
    given = order_corrections([
        figure("first", 5, None, 1), figure("late", 9, 12, 2), figure("copy", 9, revised, 3), figure("last", 4, 20, 4),
    ])  # fmt: skip
    assert {one.id: one.supersedes for one in given} == {"first": None, "late": "first", "copy": None, "last": "late"}
    assert replaced_by(given) == {"first": "late", "late": "last", "copy": "last"}


def test_a_correction_that_is_taken_back_on_a_later_day_stands() -> None:
    back = (figure("first", 21, None, 1), figure("mended", 12, 12, 2), figure("back", 21, 20, 3))
    assert chain(*back) == {"first": None, "mended": "first", "back": "mended"}


def test_where_a_correction_is_withdrawn_that_before_it_stands_again() -> None:
    first, late, last = figure("first", 5), figure("late", 9, 12, supersedes="first"), figure("last", 4, 20)
    assert chain(first, late, last)["last"] == "late"
    assert chain(first, last) == {"first": None, "last": "first"}


def test_what_a_figure_of_other_days_corrects_stays_as_it_was_written() -> None:
    other = figure("other", 3, kept=2, supersedes="first")
    moved = Violation(**{name: getattr(other, name) for name in Violation.__slots__} | {"interval": days(10, 12)})
    assert chain(figure("first", 5), moved) == {"first": None, "other": "first"}
