"""Learns what weighs for a report's bearing on a provision, from composed pairs of the train half.

    python training/bearing.py --corpus corpus/implementation/train.jsonl

Writes `src/detente/knowledge/data/agreements/bearing_weights.json`. Logistic regression with a penalty on large
weights, by Newton's method. The likelihood from which a bearing is proposed is the best over pairs of agreements
that the weights were not learned from (each agreement left out in turn). Takes half a minute.
"""

import argparse
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from detente.documents.document import Document
from detente.evaluate.bearing import cases_in, examples_of
from detente.pipeline.reader import default_reader
from detente.reading.dump import dump_reading
from detente.registry.agreements.bearing.compare import FEATURES

ROOT = Path(__file__).parents[1]
OUT = ROOT / "src/detente/knowledge/data/agreements/bearing_weights.json"
PENALTY = 1.0
STEPS = 60
Floats = npt.NDArray[np.float64]


def main() -> None:
    """Read, learn, choose, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, default=ROOT / "corpus/implementation/train.jsonl")
    given = parser.parse_args()
    features, answers, homes, gold = _examples(given.corpus)
    likely = np.zeros(len(answers))
    for home in sorted(set(homes)):
        apart = np.array([one == home for one in homes])
        likely[apart] = _likely(features[apart], _learned(features[~apart], answers[~apart]))
    f1, threshold = max((_f1(likely, answers, at, gold), at) for at in np.arange(0.1, 0.9, 0.02).round(2))
    print(f"{gold} pairs bear, {len(answers)} candidates; F1 {f1:.3f} at {threshold}, each agreement left out in turn")
    _write(_learned(features, answers), threshold)


def _examples(path: Path) -> tuple[Floats, Floats, Sequence[str], int]:
    reader = default_reader()

    def read(text: str) -> Mapping[str, Any]:
        plain: Mapping[str, Any] = dump_reading(reader.read(Document(id="composed", text=text)))
        return plain

    rows, answers, homes, gold = [], [], [], 0
    for case in cases_in(path):
        gold += len(case.bears)
        for features, bears in examples_of(case, read):
            rows.append([features.get(name, 0.0) for name in FEATURES])
            answers.append(float(bears))
            homes.append(case.agreement.id)
    return np.array(rows), np.array(answers), homes, gold


def _learned(features: Floats, answers: Floats) -> Floats:
    """Return a weight for each feature, and the bias last."""
    sums = np.c_[features, np.ones(len(features))]
    weights = np.zeros(sums.shape[1])
    penalty = np.r_[np.full(features.shape[1], PENALTY), 1e-6]
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-sums @ weights))
        slope = sums.T @ (chance - answers) + penalty * weights
        bend = (sums.T * (chance * (1 - chance))) @ sums + np.diag(penalty)
        weights -= np.linalg.solve(bend, slope)
    return weights


def _likely(features: Floats, weights: Floats) -> Floats:
    likely: Floats = 1 / (1 + np.exp(-np.c_[features, np.ones(len(features))] @ weights))
    return likely


def _f1(likely: Floats, answers: Floats, threshold: float, gold: int) -> float:
    given = likely >= threshold
    return float(2 * (given & (answers == 1)).sum() / (given.sum() + gold))


def _write(weights: Floats, threshold: float) -> None:
    about = {
        "what": "Weights, in logits, of what is found in holding a report's deed against a provision",
        "source": "Learned by training/bearing.py from corpus/implementation/train.jsonl",
        "licence": "Apache-2.0",
        "version": "1",
    }
    of = {name: round(float(weight), 4) for name, weight in zip(FEATURES, weights[:-1], strict=True)}
    kept = {"_about": about, "bias": round(float(weights[-1]), 4), "threshold": float(threshold), "of": of}
    OUT.write_text(json.dumps(kept, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
