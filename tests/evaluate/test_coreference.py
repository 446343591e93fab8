import itertools
import random

import pytest

from detente.evaluate.coreference import conll_f1, score_clusters


def test_clusters_as_coded_are_worth_one() -> None:
    gold = [{1, 2, 3}, {4, 5}]
    assert conll_f1(score_clusters(gold, gold)) == pytest.approx(1.0)


def test_nothing_found_is_worth_nothing() -> None:
    assert conll_f1(score_clusters([], [{1, 2}])) == 0.0
    assert conll_f1(score_clusters([{1, 2}], [])) == 0.0


def test_the_measures_are_those_of_the_published_example() -> None:
    # Luo 2005, figure 1: gold of 5, 2 and 5 mentions; (a) joins the two large ones
    gold = [{1, 2, 3, 4, 5}, {6, 7}, {8, 9, 10, 11, 12}]
    scores = score_clusters([{1, 2, 3, 4, 5, 8, 9, 10, 11, 12}, {6, 7}], gold)
    assert scores.muc[0] / scores.muc[1] == pytest.approx(0.9)
    assert scores.muc[2] / scores.muc[3] == pytest.approx(1.0)
    assert scores.b_cubed[0] / scores.b_cubed[1] == pytest.approx(7 / 12)
    assert scores.b_cubed[2] / scores.b_cubed[3] == pytest.approx(1.0)
    assert scores.ceaf[0] / scores.ceaf[3] == pytest.approx((2 * 5 / 15 + 1) / 3)


def test_the_best_matching_of_entities_is_found() -> None:
    chance = random.Random(3)  # noqa: S311 - any order will do
    for _ in range(30):
        mentions = list(range(12))
        chance.shuffle(mentions)
        given = [set(mentions[i : i + 3]) for i in range(0, 12, 3)]
        gold = [set(range(i, i + 4)) for i in range(0, 12, 4)]
        worth = [[2 * len(a & b) / (len(a) + len(b)) for b in gold] for a in given]
        best = max(sum(worth[i][j] for j, i in enumerate(rows)) for rows in itertools.permutations(range(4), 3))
        assert score_clusters(given, gold).ceaf[0] == pytest.approx(best)
