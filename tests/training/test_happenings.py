"""The step of the recipe that learns what speaks for two accounts being one."""

import json
from pathlib import Path

from detente.incidents.scoring import default_weights, logistic
from detente.incidents.trees import read_trees
from happenings import Pair, fit, write

PAIRS = [
    *(Pair(features={"time: same day": 1.0, "noise": float(n % 2)}, one=True) for n in range(20)),
    *(Pair(features={"time: long apart": 1.0, "noise": float(n % 2)}, one=False) for n in range(80)),
    Pair(features={"seldom": 1.0}, one=False),
]


def test_what_goes_with_one_happening_speaks_for_it() -> None:
    weights = fit(PAIRS)
    assert weights.of["time: same day"] > 1 > -1 > weights.of["time: long apart"]
    assert abs(weights.of["noise"]) < 0.2
    assert "seldom" not in weights.of
    assert logistic(weights.bias + weights.of["time: same day"]) > 0.5


def test_the_same_pairs_give_the_same_weights() -> None:
    assert fit(PAIRS) == fit(PAIRS)


def test_weights_are_written_as_the_package_reads_them(tmp_path: Path) -> None:
    weights = fit(PAIRS)
    write(tmp_path / "weights.json", weights)
    content = json.loads((tmp_path / "weights.json").read_text(encoding="utf-8"))
    assert content["weights"] == weights.of
    assert read_trees(content["trees"]) == weights.trees


def test_the_package_carries_weights_of_this_recipe() -> None:
    carried = default_weights()
    assert carried.version == "3"
    assert 0.2 <= carried.threshold <= 0.65
    assert carried.of["names in the other report: of both"] > carried.of["names in the other report: of none"]
    assert carried.of["time: exact days, 0 apart"] > carried.of["time: exact days, 1 apart"]
