"""The vocabulary of field reports holds together."""

from pathlib import Path

from detente.documents.observation import NOTHING
from detente.knowledge.field import columns, counts, kinds, methods, points

FULL_CIRCLE, SIXTEENTH = 360, 22.5


def test_what_an_observation_needs_is_marked() -> None:
    assert {c.name for c in columns().values() if c.required} == {"observer", "from", "method", "what"}


def test_every_column_tells_what_it_is_for() -> None:
    assert all(c.title and c.help.endswith(".") for c in columns().values())


def test_every_kind_can_be_counted_but_nothing_and_others() -> None:
    assert NOTHING in kinds()
    assert {code for code, kind in kinds().items() if not (kind.one and kind.many)} == {NOTHING, "other"}
    assert all(kind.title and kind.some for kind in kinds().values())


def test_the_columns_help_names_the_choices() -> None:
    assert all(code in columns()["method"].help for code in methods())
    assert all(code in columns()["count_kind"].help for code in counts())


def test_the_points_go_round_in_sixteen_steps() -> None:
    degrees = sorted({degrees for _, degrees in points().values()})
    assert degrees == [SIXTEENTH * i for i in range(16)]
    assert points()["se"] == points()["southeast"] == points()["south-east"] == ("south-east", 135.0)


def test_the_page_for_observers_names_every_column_and_code() -> None:
    page = (Path(__file__).parents[2] / "docs" / "how-to" / "field-reports.md").read_text(encoding="utf-8")
    assert [n for n in (*columns(), *kinds(), *methods(), *counts()) if f"`{n}`" not in page] == []
