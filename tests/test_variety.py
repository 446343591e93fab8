"""The composed half of the corpus is varied, and the measure would see where it were not."""

from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
Rows = list[dict[str, Any]]


@pytest.fixture(scope="module")
def variety(tool: Callable[[str], ModuleType]) -> ModuleType:
    return tool("measure_variety")


@pytest.fixture(scope="module")
def composed(variety: ModuleType) -> Rows:
    rows: Rows = variety.load(ROOT / "corpus" / "composed")
    return rows


def row(name: str, split: str, text: str) -> dict[str, Any]:
    return {"id": name, "split": split, "text": text}


TREATY = "The envoys of both sides put their names to the treaty at noon."
STRIKE = "Dockers walked out over pay before the first shift had begun."


def test_few_runs_of_words_come_back(variety: ModuleType, composed: Rows) -> None:
    assert variety.distinct_share(r["text"] for r in composed) >= 0.85


def test_no_document_is_like_one_of_another_split(variety: ModuleType, composed: Rows) -> None:
    likeness, *which = variety.nearest_across(composed)
    assert likeness <= 0.5, which


@pytest.mark.parametrize("field", ["trigger", "party"])
def test_no_words_dominate(variety: ModuleType, composed: Rows, field: str) -> None:
    words, share = variety.commonest(variety.words_at(composed, field))
    assert share <= 0.02, words


def test_a_third_is_hard(variety: ModuleType, composed: Rows) -> None:
    assert variety.hard_share(composed) >= 1 / 3


def test_sixty_states_and_more_take_part(variety: ModuleType, composed: Rows) -> None:
    assert len(variety.states_in(composed)) >= 60


def test_a_text_that_comes_back_lowers_the_share(variety: ModuleType) -> None:
    assert variety.distinct_share([TREATY, STRIKE]) == 1.0
    assert variety.distinct_share([TREATY, TREATY.upper()]) == 0.5
    assert variety.distinct_share(["Two words", ""]) == 0.0


def test_a_text_in_two_splits_is_seen(variety: ModuleType) -> None:
    rows = [row("a", "train", TREATY), row("b", "dev", STRIKE), row("c", "test", TREATY)]
    assert variety.nearest_across(rows) == (1.0, "a", "c")


def test_a_template_filled_anew_in_another_split_is_seen(variety: ModuleType) -> None:
    likeness, *which = variety.nearest_across(
        [row("a", "train", TREATY), row("b", "test", TREATY.replace("noon", "dusk")), row("c", "dev", STRIKE)]
    )
    assert which == ["a", "b"]
    assert likeness == pytest.approx(10 / 12)


def test_likeness_within_a_split_is_no_fault(variety: ModuleType) -> None:
    assert variety.nearest_across([row("a", "train", TREATY), row("b", "train", TREATY)])[0] == 0.0


def test_a_word_that_dominates_is_seen(variety: ModuleType) -> None:
    text = "Iran met Iraq. Oman met Iran."
    events = [
        {"trigger": [5, 8], "actors": [[0, 4], [9, 13]], "recipients": []},
        {"trigger": [20, 23], "actors": [[15, 19]], "recipients": [[24, 28]]},
    ]
    rows = [row("a", "train", text) | {"events": events}]
    assert variety.commonest(variety.words_at(rows, "trigger")) == ("met", 1.0)
    assert variety.commonest(variety.words_at(rows, "party")) == ("iran", 0.5)


def test_organisations_and_the_unknown_are_no_states(variety: ModuleType) -> None:
    rows = [{"entities": [{"country": code} for code in ("KEN", "IGO", None, "KEN", "FJI", "UNO")]}]
    assert variety.states_in(rows) == {"KEN", "FJI"}


def test_what_is_not_hard_does_not_count_as_such(variety: ModuleType) -> None:
    assert variety.hard_share([{"hard": ["passive"]}, {"hard": []}, {"hard": []}, {"hard": []}]) == 0.25
