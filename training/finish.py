"""Chooses what training leaves open, on the dev split only: sieve, thresholds, calibration; and writes the model's card.

    python training/finish.py --recipe training/recipe.toml src/detente/reading/coding/model

Everything is chosen with the quantised model as it ships, through the program's own decoding.
"""

import argparse
import hashlib
import json
import random
import sys
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from detente.core.spans import overlaps
from detente.reading.coding.coder import Coder
from detente.reading.coding.labels import TYPES
from detente.reading.coding.weights import open_weights
from detente.reading.records import Coding
from examples import Coded, Example
from gather import gather
from measure import meet
from sieve import fit_sieve, loss_and_passed

FILES = ("encoder.onnx", "reader.onnx", "tokenizer.json", "sieve.bin")
OPEN = {"event": 0.02, "contexts": 0.5, "sieve": -1e9}
UNFITTED = {"event": [1.0, 0.0], "pair_temperature": 1.0}
STEPS = [k / 50 for k in range(3, 46)]


def main() -> int:
    """Fit, choose, write."""
    arguments = argparse.ArgumentParser(description="Choose thresholds and calibration on dev, and write the card.")
    arguments.add_argument("--recipe", type=Path, required=True)
    arguments.add_argument("folder", type=Path)
    given = arguments.parse_args()
    recipe = tomllib.loads(given.recipe.read_text(encoding="utf-8"))
    chance = random.Random(recipe["seed"])
    gathered = gather(recipe, chance)
    dev = [e for examples in gathered.dev.values() for e in examples]
    sieve = fit_sieve([e for k in ("real", "composed", "weak") for e in gathered.train.get(k, [])], dev, chance)
    (given.folder / "sieve.bin").write_bytes(sieve.weights.tobytes())
    lost, passed = loss_and_passed(sieve, dev)
    card: dict[str, Any] = {"thresholds": OPEN | {"sieve": sieve.least}, "calibration": UNFITTED}
    _write(given.folder, card, recipe)
    coder = Coder(open_weights(given.folder))
    found = [list(coder.code(e.text)) for e in dev]
    card["thresholds"] |= {"event": _best_threshold(dev, found), "contexts": _best_contexts(dev, found, coder)}
    card["calibration"] = {"event": _fit_curve(dev, found), "pair_temperature": _fit_temperature(dev, coder)}
    card["measured_on_dev"] = {"sieve_lost": round(lost, 4), "sieve_passed": round(passed, 3), "sentences": len(dev)}
    _write(given.folder, card, recipe)
    print(json.dumps({k: v for k, v in card.items() if k != "files"}, indent=1))
    return 0


def _write(folder: Path, card: dict[str, Any], recipe: dict[str, Any]) -> None:
    card["files"] = {n: hashlib.sha256((folder / n).read_bytes()).hexdigest() for n in FILES if (folder / n).exists()}
    digest = hashlib.sha256(json.dumps(card["files"], sort_keys=True).encode()).hexdigest()
    card["version"] = f"{recipe['version']}+{digest[:8]}"
    (folder / "card.json").write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")


def _matched(example: Example, codings: Sequence[Coding]) -> list[tuple[Coding, Coded | None]]:
    """Return each coding with the gold event of its type whose trigger it meets, each gold event once."""
    used: set[int] = set()
    pairs: list[tuple[Coding, Coded | None]] = []
    for coding in sorted(codings, key=lambda c: -c.confidence):
        hits = [
            k
            for k, e in enumerate(example.events)
            if k not in used and e.type == coding.type and overlaps(e.trigger, coding.trigger)
        ]
        used.update(hits[:1])
        pairs.append((coding, example.events[hits[0]] if hits else None))
    return pairs


def _best_threshold(dev: Sequence[Example], found: Sequence[Sequence[Coding]]) -> float:
    """Return the least confidence that gives the most events right in everything, real text counting first."""

    def score(least: float) -> float:
        right = given = wanted = 0
        for example, codings in zip(dev, found, strict=True):
            if example.source != "real":
                continue
            kept = [c for c in codings if c.confidence >= least]
            given, wanted = given + len(kept), wanted + len(example.events)
            right += sum(
                e is not None and meet(c.actors, e.actors or ()) and meet(c.recipients, e.recipients or ()) and c.status == e.status
                for c, e in _matched(example, kept)
            )
        return 2 * right / max(1, given + wanted)

    return max(STEPS, key=score)


def _best_contexts(dev: Sequence[Example], found: Sequence[Sequence[Coding]], coder: Coder) -> float:
    """Return the least probability of a context that gives the best F1 over all contexts of matched events."""

    def score(least: float) -> float:
        again = coder.with_contexts_from(least)
        right = given = wanted = 0
        for example, codings in zip(dev, found, strict=True):
            if not codings or not example.events:
                continue
            for coding, event in _matched(example, list(again.code(example.text))):
                if event is not None:
                    theirs, ours = set(event.contexts or ()), set(coding.contexts)
                    right, given, wanted = right + len(ours & theirs), given + len(ours), wanted + len(theirs)
        return 2 * right / max(1, given + wanted)

    return max((0.3, 0.4, 0.5, 0.6, 0.7, 0.8), key=score)


def _fit_curve(dev: Sequence[Example], found: Sequence[Sequence[Coding]]) -> list[float]:
    """Return slope and shift of the logistic curve from raw confidence to the share that is right, by Newton's method."""
    rows = [(c.confidence, e is not None) for ex, cs in zip(dev, found, strict=True) for c, e in _matched(ex, cs)]
    raw = np.clip(np.array([r for r, _ in rows]), 1e-6, 1 - 1e-6)
    x, y = np.stack([np.log(raw / (1 - raw)), np.ones(len(rows))], 1), np.array([float(r) for _, r in rows])
    fit = np.array([1.0, 0.0])
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ fit))
        step = np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + 1e-6 * np.eye(2), x.T @ (y - p))
        fit = fit + step
    return [round(float(v), 4) for v in fit]


def _fit_temperature(dev: Sequence[Example], coder: Coder) -> float:
    """Return by what the logits of a pair's type are best divided."""
    logits, gold = [], []
    for example in dev:
        for pair in example.pairs[:8]:
            chances = coder.relate(example.text, pair.actor, pair.recipient)
            logits.append(np.log(np.array([chances[t] for t in TYPES]) + 1e-12))
            gold.append(TYPES.index(pair.type))
    table = np.array(logits)

    def surprise(heat: float) -> float:
        scaled = table / heat
        norm = np.log(np.exp(scaled - scaled.max(1, keepdims=True)).sum(1)) + scaled.max(1)
        return float(np.mean(norm - scaled[np.arange(len(gold)), gold]))

    return min((k / 20 for k in range(10, 61)), key=surprise)


if __name__ == "__main__":
    sys.exit(main())
