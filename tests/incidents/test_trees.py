import pytest

from detente.incidents.scoring import REST, Weighed, Weights, logistic
from detente.incidents.trees import Tree, Trees, read_trees

TREE = Tree(features=(0, 1, 1), bounds=(0.5, 0.5, 0.5), values=(0.0, -0.5, 1.0, -1.0, 0.5, 2.0, -2.0))
"""Speaks for it where there is the one of two and not the other."""
TREES = Trees(names=("speaker", "place"), bias=-1.0, trees=(TREE, TREE))
WEIGHTS = Weights(version="x", bias=0.0, threshold=0.4, of={"place": 1.0}, trees=TREES)


def test_questions_are_answered_after_each_other() -> None:
    asked: tuple[dict[str, float], ...] = ({}, {"place": 1.0}, {"speaker": 1.0}, {"speaker": 1.0, "place": 1.0})
    assert [TREES.logit(features) for features in asked] == [-3.0, 0.0, 3.0, -5.0]


def test_many_pairs_have_the_sums_that_each_has_alone() -> None:
    asked: list[dict[str, float]] = [{}, {"place": 1.0}, {"speaker": 1.0}, {"speaker": 1.0, "place": 1.0}]
    assert TREES.logits(asked) == [TREES.logit(features) for features in asked]
    assert Trees(names=(), bias=0.5, trees=()).logits(asked) == [0.5] * 4


def test_what_moves_the_sum_adds_up_to_it() -> None:
    for features in ({}, {"speaker": 1.0}, {"speaker": 1.0, "place": 1.0}):
        assert sum(TREES.parts(features).values()) + TREES.bias == pytest.approx(TREES.logit(features))


def test_reasons_are_those_of_weights_and_trees_and_what_is_not_there() -> None:
    weighed = Weighed(likelihood=0.5, features={"place": 1.0})
    found = {reason.feature: reason.weight for reason in weighed.reasons(WEIGHTS)}
    assert found == {"place": pytest.approx(0.5 + 1.0), REST: pytest.approx(-0.5)}


def test_trees_are_not_asked_where_weights_leave_no_chance() -> None:
    far = Weights(version="x", bias=-9.0, threshold=0.4, of={"place": 1.0}, trees=TREES)
    reasons = Weighed(likelihood=logistic(-8.0), features={"place": 1.0}).reasons(far)
    assert [(reason.feature, reason.weight) for reason in reasons] == [("place", 1.0)]


def test_trees_are_read_as_they_were_written() -> None:
    plain = {"features": [0, 1, 1], "bounds": [0.5, 0.5, 0.5], "values": [0.0, -0.5, 1.0, -1.0, 0.5, 2.0, -2.0]}
    assert read_trees({"names": ["speaker", "place"], "bias": -1, "trees": [plain, plain]}) == TREES


@pytest.mark.parametrize(
    "broken",
    [
        {"features": [0, 1], "bounds": [0.5, 0.5], "values": [0.0, 0.0, 0.0, 0.0, 0.0]},
        {"features": [0], "bounds": [0.5], "values": [0.0, 1.0]},
        {"features": [2], "bounds": [0.5], "values": [0.0, 1.0, 2.0]},
    ],
)
def test_broken_trees_are_refused(broken: dict[str, list[float]]) -> None:
    with pytest.raises(ValueError, match="a tree"):
        read_trees({"names": ["speaker", "place"], "bias": 0.0, "trees": [broken]})


def test_trees_of_two_sizes_are_refused() -> None:
    small = {"features": [0], "bounds": [0.5], "values": [0.0, 1.0, 2.0]}
    large = {"features": [0, 1, 1], "bounds": [0.5, 0.5, 0.5], "values": [0.0, -0.5, 1.0, -1.0, 0.5, 2.0, -2.0]}
    with pytest.raises(ValueError, match="more questions than another"):
        read_trees({"names": ["speaker", "place"], "bias": 0.0, "trees": [small, large]})
