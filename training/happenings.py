"""Trains what speaks for two accounts telling of one happening, from situations of which every mention is marked.

    python training/happenings.py --corpus corpus --items ITEMS.jsonl --out src/detente/incidents/weights.json

Takes about five minutes on two cores, most of them for reading. Only `train` is learnt from, composed and real; the
likelihood from which accounts are put together is chosen on `dev`. What is drawn by chance has a fixed seed.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from detente.evaluate.figures import HAPPENINGS, MERGED
from detente.evaluate.happenings import Told, link_accounts, measure_links, tell
from detente.evaluate.measure import Section
from detente.evaluate.situations import Situations, collect_situations
from detente.incidents.account import Account
from detente.incidents.blocking import candidates
from detente.incidents.features import compare_accounts
from detente.incidents.scoring import Weights
from detente.incidents.trees import Tree
from trees import grow

VERSION = "3"
HELD = 2.0
"""How strongly weights are held down; from 1 to 4 makes no difference in cross-validation over `train`."""
OFTEN = 3
"""Pairs that a feature speaks in at least: from fewer nothing is learnt that holds elsewhere."""
ROUNDS, ENOUGH = 40, 1e-5
THRESHOLDS = tuple(step / 100 for step in range(20, 65))
MOST_MERGED = 0.025
"""Pairs of other happenings of one situation that may be taken for one on dev; the bound that is asked for is 0.03."""

Rows = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two accounts compared, and whether they tell of one happening."""

    features: Mapping[str, float]
    one: bool


def main() -> int:
    """Train, choose the threshold, and write the weights."""
    arguments = argparse.ArgumentParser(description="Train what speaks for two accounts telling of one happening.")
    arguments.add_argument("--corpus", type=Path, required=True)
    arguments.add_argument("--items", type=Path, required=True)
    arguments.add_argument("--out", type=Path, required=True)
    arguments.add_argument("--workers", type=int, default=2)
    chosen = arguments.parse_args()
    train = collected(chosen.corpus, "train", chosen.items)
    pairs = pairs_of([told for gold in train for told in tell(gold.situations, workers=chosen.workers)])
    print(f"{len(pairs):,} pairs, {sum(pair.one for pair in pairs):,} of one happening")
    weights = fit(pairs)
    dev = [
        (gold, tuple(tell(gold.situations, workers=chosen.workers)))
        for gold in collected(chosen.corpus, "dev", chosen.items)
    ]
    weights = choose(weights, dev)
    write(chosen.out, weights)
    return 0


def collected(corpus: Path, split: str, items: Path) -> list[Situations]:
    """Return the situations of a split, composed and real. Ends the programme where texts of real ones are missing."""
    found = list(collect_situations(corpus, split=split, items=items))
    missing = sum(gold.left_out for gold in found)
    if missing:
        sys.exit(f"{missing} reports are not in {items} as they were coded; give the collection that they stand in")
    return [gold for gold in found if gold.situations]


def pairs_of(told: Sequence[Told]) -> list[Pair]:
    """Return the candidates among all accounts with what they are, as far as it is known."""
    accounts = [account for one in told for account in one.accounts]
    of = {account.key: one.situation.id for one in told for account in one.accounts}
    happening = {key: mark.happening for one in told for key, mark in one.marks.items()}
    pairs = []
    for i, j in candidates(accounts):
        one, other = accounts[i], accounts[j]
        if not known(one, other, of, happening):
            continue
        same = happening.get(one.key)
        pairs.append(
            Pair(features=compare_accounts(one, other), one=same is not None and same == happening.get(other.key))
        )
    return pairs


def known(one: Account, other: Account, of: Mapping[str, str], happening: Mapping[str, str | None]) -> bool:
    """Say whether it is known if two accounts are one: both stand at marks, or they are of two situations."""
    return of[one.key] != of[other.key] or (one.key in happening and other.key in happening)


def fit(pairs: Sequence[Pair]) -> Weights:
    """Return the weights of a logistic regression, by Newton's method, and trees grown on the same pairs."""
    counts = Counter(name for pair in pairs for name in pair.features)
    names = sorted(name for name, count in counts.items() if count >= OFTEN)
    column = {name: at for at, name in enumerate(names)}
    rows = np.zeros((len(pairs), len(names) + 1))
    rows[:, -1] = 1.0
    for row, pair in zip(rows, pairs, strict=True):
        for name, value in pair.features.items():
            if name in column:
                row[column[name]] = value
    right = np.array([pair.one for pair in pairs], dtype=np.float64)
    found, trees = newton(rows, right), grow(rows[:, :-1], right, tuple(names))
    of = {name: round(float(weight), 4) for name, weight in zip(names, found, strict=False)}
    return Weights(version=VERSION, bias=round(float(found[-1]), 4), threshold=0.5, of=of, trees=trees)


def newton(rows: Rows, right: Rows) -> Rows:
    """Return the weights at which the loss, with weights held down, is least; the last, for all rows, is free."""
    weights = np.zeros(rows.shape[1])
    held = np.append(np.full(rows.shape[1] - 1, HELD), 1e-3)
    for _ in range(ROUNDS):
        likely = 1 / (1 + np.exp(-np.clip(rows @ weights, -30, 30)))
        slope = rows.T @ (likely - right) + held * weights
        bend = (rows * (likely * (1 - likely))[:, None]).T @ rows + np.diag(held)
        step = np.linalg.solve(bend, slope)
        weights = weights - step
        if np.abs(step).max() < ENOUGH:
            break
    return weights


def choose(weights: Weights, dev: Sequence[tuple[Situations, Sequence[Told]]]) -> Weights:
    """Return weights with the threshold that puts most of dev together rightly, within the bound on false merges.

    Real and composed situations are taken together: there are few real ones on dev, and one pair of them would decide.
    """
    best, most = weights, -1.0
    linked = [(gold, told, link_accounts(told, weights)) for gold, told in dev]
    for threshold in THRESHOLDS:
        sections = [measure_links(gold, told, links, threshold) for gold, told, links in linked]
        print(threshold, *map(summary, sections), sep="\n  ")
        worth, merged = worth_of(sections)
        if merged <= MOST_MERGED and worth > most:
            best, most = replace(weights, threshold=threshold), worth
    print("chosen:", best.threshold)
    return best


def worth_of(sections: Sequence[Section]) -> tuple[float, float]:
    """Return B-cubed as the mean over all accounts, and the share of pairs of happenings taken for one."""
    cubed = sum(section.values()[HAPPENINGS] * section.events for section in sections)
    merged = [figure for section in sections for figure in section.figures if figure.name == MERGED]
    pairs = max(sum(figure.gold for figure in merged), 1)
    return cubed / sum(section.events for section in sections), sum(figure.given for figure in merged) / pairs


def summary(section: Section) -> str:
    """Return the figures of a section in one line."""
    return f"{section.name}: " + ", ".join(f"{name} {value:.3f}" for name, value in section.values().items())


def write(path: Path, weights: Weights) -> None:
    """Write the weights as the package reads them."""
    trees = weights.trees
    content = {
        "version": weights.version,
        "bias": weights.bias,
        "threshold": weights.threshold,
        "weights": dict(weights.of),
        "trees": {"names": trees.names, "bias": trees.bias, "trees": [plain(tree) for tree in trees.trees]},
    }
    path.write_text(
        json.dumps(content, ensure_ascii=False).replace('}, {"features', '},\n{"features') + "\n", encoding="utf-8"
    )


def plain(tree: Tree) -> dict[str, Sequence[float]]:
    """Return a tree as it is written."""
    return {"features": tree.features, "bounds": tree.bounds, "values": tree.values}


if __name__ == "__main__":
    sys.exit(main())
