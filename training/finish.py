"""Chooses what training leaves open, on the dev split only: sieve, thresholds, calibration; writes the model's card.

    python training/finish.py --recipe training/recipe.toml src/detente/reading/coding/model

Everything is chosen with the quantised model as it ships, through the program's own decoding.
"""

import argparse
import hashlib
import json
import random
import sys
import tomllib
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from detente.core.spans import overlaps
from detente.evaluate.matching import meet
from detente.reading.coding.coder import Coder
from detente.reading.coding.decode import log_odds
from detente.reading.coding.labels import TYPES
from detente.reading.coding.weights import digest_of, open_weights
from detente.reading.records import Coding
from examples import Coded, Example
from gather import gather
from sieve import fit_sieve, loss_and_passed

FILES = ("encoder.onnx", "reader.onnx", "tokenizer.json", "sieve.bin")
OPEN = {"event": 0.0, "contexts": 0.5, "sieve": -1e9, "parties": 0.0, "sure_parties": 0.0, "tags": 0.0}
BY_TAGS, BY_READER = [1.0, 0.0, 0.0], [0.0, 1.0, 0.0]
UNFITTED = {"event": [0.5, 0.5, 0.0], "pair_temperature": 1.0}
STEPS = [k / 50 for k in range(3, 46)]
TAG_STEPS = (0.0, 0.5, 1.0)
PARTY_STEPS = (-0.5, 0.0, 0.5, 1.0, 1.5)
SURE_STEPS = (0.0, 0.4, 0.5, 0.6, 0.7)
CONTEXT_STEPS = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8)
HEATS = [k / 20 for k in range(10, 61)]
ROUNDS, RIDGE, LONGEST_STEP = 100, 1.0, 0.2
MOST_PAIRS = 8
"""Pairs of one sentence that the temperature is fitted on, so that no crowded one outweighs the others."""


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
    coder, found, chosen = _choose(Coder(open_weights(given.folder)), dev)
    card["thresholds"] |= chosen | {"contexts": _best_contexts(dev, found, coder)}
    card["calibration"] = {"event": _fit_curve(dev, coder), "pair_temperature": _fit_temperature(dev, coder)}
    card["measured_on_dev"] = {"sieve_lost": round(lost, 4), "sieve_passed": round(passed, 3), "sentences": len(dev)}
    _write(given.folder, card, recipe)
    print(json.dumps({k: v for k, v in card.items() if k != "files"}, indent=1))
    return 0


def _write(folder: Path, card: dict[str, Any], recipe: dict[str, Any]) -> None:
    card["files"] = {n: hashlib.sha256((folder / n).read_bytes()).hexdigest() for n in FILES if (folder / n).exists()}
    card["version"] = recipe["version"]
    card["version"] += f"+{digest_of(card)[:8]}"
    card["digest"] = digest_of(card)
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


def _choose(coder: Coder, dev: Sequence[Example]) -> tuple[Coder, list[list[Coding]], dict[str, float]]:
    """Choose what gives the most events right, and return the coder so set, what it reads, and the choices.

    One after the other: how far the tags have a say in the type, how readily parties are seen, how sure a party
    has to be, the least confidence.
    """
    chosen: dict[str, float] = {}
    coder = coder.with_calibration(_fit_curve(dev, coder))
    for name, values in (("tags", TAG_STEPS), ("parties", PARTY_STEPS), ("sure_parties", SURE_STEPS)):
        tried = []
        for value in values:
            found = [list(coder.with_thresholds(**{name: value}).code(e.text)) for e in dev]
            tried.append((max(_whole(dev, found, least) for least in STEPS), -abs(value), value))
        chosen[name] = max(tried)[-1]
        coder = coder.with_thresholds(**{name: chosen[name]})
    coder = coder.with_calibration(_fit_curve(dev, coder))
    found = [list(coder.code(e.text)) for e in dev]
    chosen["event"] = max(STEPS, key=lambda least: _whole(dev, found, least))
    return coder, found, chosen


def _whole(dev: Sequence[Example], found: Sequence[Sequence[Coding]], least: float) -> float:
    """Return the F1 of events right in type, trigger, parties and status, as the mean of real and composed text."""
    right, counted = Counter[str](), Counter[str]()
    for example, codings in zip(dev, found, strict=True):
        kept = [c for c in codings if c.confidence >= least]
        counted[example.source] += len(kept) + len(example.events)
        right[example.source] += sum(
            e is not None
            and meet(c.actors, e.actors or ())
            and meet(c.recipients, e.recipients or ())
            and c.status == e.status
            for c, e in _matched(example, kept)
        )
    return sum(2 * right[source] / counted[source] for source in counted) / len(counted)


def _best_contexts(dev: Sequence[Example], found: Sequence[Sequence[Coding]], coder: Coder) -> float:
    """Return the least probability of a context that gives the best F1 over all contexts of matched events."""

    def score(least: float) -> float:
        again = coder.with_thresholds(contexts=least)
        right = given = wanted = 0
        for example, codings in zip(dev, found, strict=True):
            if not codings or not example.events:
                continue
            for coding, event in _matched(example, list(again.code(example.text))):
                if event is not None:
                    theirs, ours = set(event.contexts or ()), set(coding.contexts)
                    right, given, wanted = right + len(ours & theirs), given + len(ours), wanted + len(theirs)
        return 2 * right / max(1, given + wanted)

    return max(CONTEXT_STEPS, key=score)


def _fit_curve(dev: Sequence[Example], coder: Coder) -> list[float]:
    """Return the weights of what the tags and the reader say, and a shift: a logistic curve to the share that is right.

    Right is a coding of the right type at the right words; fitted by Newton's method over all that the tags suspect.
    """
    open_coder = coder.with_thresholds(event=0.0)
    x, y = [], []
    for example in dev:
        tagged = list(open_coder.with_calibration(BY_TAGS).code(example.text))
        judged = list(open_coder.with_calibration(BY_READER).code(example.text))
        right = {id(c) for c, e in _matched(example, judged) if e is not None}
        x += [[log_odds(a.confidence), log_odds(b.confidence), 1.0] for a, b in zip(tagged, judged, strict=True)]
        y += [float(id(b) in right) for b in judged]
    rows, gold, fit = np.array(x), np.array(y), np.array(UNFITTED["event"])
    for _ in range(ROUNDS):
        p = 1 / (1 + np.exp(-rows @ fit))
        curved = (rows * (p * (1 - p))[:, None]).T @ rows + RIDGE * np.eye(len(fit))
        step = np.linalg.solve(curved, rows.T @ (gold - p) - RIDGE * fit)
        fit = fit + step / max(1.0, float(np.abs(step).max()) / LONGEST_STEP)
    return [round(float(v), 4) for v in fit]


def _fit_temperature(dev: Sequence[Example], coder: Coder) -> float:
    """Return by what the logits of a pair's type are best divided."""
    logits, gold = [], []
    for example in dev:
        for pair in example.pairs[:MOST_PAIRS]:
            chances = coder.relate(example.text, pair.actor, pair.recipient)
            logits.append(np.log(np.array([chances[t] for t in TYPES]) + 1e-12))
            gold.append(TYPES.index(pair.type))
    table = np.array(logits)

    def surprise(heat: float) -> float:
        scaled = table / heat
        norm = np.log(np.exp(scaled - scaled.max(1, keepdims=True)).sum(1)) + scaled.max(1)
        return float(np.mean(norm - scaled[np.arange(len(gold)), gold]))

    return min(HEATS, key=surprise)


if __name__ == "__main__":
    sys.exit(main())
