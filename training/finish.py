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
from detente.reading.coding.coder import WEIGHED, Coder, Look
from detente.reading.coding.labels import TYPES
from detente.reading.coding.sift import BUCKETS
from detente.reading.coding.weights import digest_of, open_weights
from detente.reading.records import Coding
from examples import Coded, Example
from gather import gather
from sieve import Held, fit_sieve, loss_and_passed, tells

Looks = Sequence[Sequence[Look]]
FILES = ("encoder.onnx", "reader.onnx", "tokenizer.json", "sieve.bin")
OPEN = {"event": 0.0, "contexts": 0.5, "sieve": -1e9, "parties": 0.0, "sure_parties": 0.0, "tags": 0.0}
UNFITTED = {"event": [0.5, 0.5, 0.0, 0.0, 0.0, 0.0], "pair_temperature": 1.0, "pair_silent": 0.0}
STEPS = [k / 50 for k in range(3, 46)]
TAG_STEPS = (0.0, 0.5, 1.0)
PARTY_STEPS = (-0.5, 0.0, 0.5, 1.0, 1.5)
SURE_STEPS = (0.0, 0.4, 0.5, 0.6, 0.7)
CONTEXT_STEPS = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8)
SILENT_STEPS = [k / 8 for k in range(33)]
WRONG_PAIRS = 0.075
"""Share of pairs without a relation that may get a type on dev: less than is aimed at (8 %), for dev is small."""
HEATS = [k / 20 for k in range(10, 61)]
ROUNDS, RIDGE, LONGEST_STEP = 100, 1.0, 0.2
TOLD, TOLD_WEIGHT = 12_000, 0.5
"""Sentences of uncoded news that the model tells the sieve of, and what each of them counts."""
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
    (given.folder / "sieve.bin").write_bytes(bytes(BUCKETS))
    card: dict[str, Any] = {"thresholds": OPEN, "calibration": UNFITTED}
    _write(given.folder, card, recipe)
    coder = Coder(open_weights(given.folder))
    seen = [[look for window in coder.encode(e.text) for look in coder.look(window)] for e in dev]
    coder, chosen = _choose(coder, dev, seen)
    card["thresholds"] |= chosen | {"contexts": _best_contexts(dev, seen, coder, chosen["event"])}
    card["calibration"] = {"event": _fit_curve(dev, seen, coder)}
    coder = coder.with_calibration(card["calibration"]["event"])
    card["calibration"] |= _fit_pairs(dev, coder)
    sieve = fit_sieve(_held(coder.with_thresholds(event=0.0), gathered.train, chance), dev, chance)
    (given.folder / "sieve.bin").write_bytes(sieve.weights.tobytes())
    card["thresholds"]["sieve"] = sieve.least
    lost, passed = loss_and_passed(sieve, dev)
    card["measured_on_dev"] = {"sieve_lost": round(lost, 4), "sieve_passed": round(passed, 3), "sentences": len(dev)}
    _write(given.folder, card, recipe)
    print(json.dumps({k: v for k, v in card.items() if k != "files"}, indent=1))
    return 0


def _held(coder: Coder, train: dict[str, list[Example]], chance: random.Random) -> list[Held]:
    """Return what the sieve learns from: what a person coded, and uncoded news as the model reads it."""
    coded = [Held(text=e.text, chance=float(tells(e)), weight=1.0) for e in train["real"] + train["composed"]]
    news = [e.text for e in train.get("weak", ())]
    told = []
    for text in chance.sample(news, min(TOLD, len(news))):
        event = max((coding.confidence for coding in coder.code(text)), default=0.0)
        told.append(Held(text=text, chance=max(event, coder.cue_chance(text)), weight=TOLD_WEIGHT))
    return coded + told


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


def _codings(coder: Coder, looks: Sequence[Look]) -> list[Coding]:
    return [coding for look in looks if (coding := coder.judge(look)) is not None]


def _choose(coder: Coder, dev: Sequence[Example], seen: Looks) -> tuple[Coder, dict[str, float]]:
    """Choose what gives the most events right, and return the coder so set, and the choices.

    One after the other: how far the tags have a say in the type, how readily parties are seen, how sure a party
    has to be, the least confidence.
    """
    chosen: dict[str, float] = {}
    coder = coder.with_calibration(_fit_curve(dev, seen, coder))
    for name, values in (("tags", TAG_STEPS), ("parties", PARTY_STEPS), ("sure_parties", SURE_STEPS)):
        tried = []
        for value in values:
            other = coder.with_thresholds(**{name: value})
            found = [_codings(other, looks) for looks in seen]
            tried.append((max(_whole(dev, found, least) for least in STEPS), -abs(value), value))
        chosen[name] = max(tried)[-1]
        coder = coder.with_thresholds(**{name: chosen[name]})
    coder = coder.with_calibration(_fit_curve(dev, seen, coder))
    found = [_codings(coder, looks) for looks in seen]
    chosen["event"] = max(STEPS, key=lambda least: _whole(dev, found, least))
    return coder.with_thresholds(event=chosen["event"]), chosen


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


def _best_contexts(dev: Sequence[Example], seen: Looks, coder: Coder, event: float) -> float:
    """Return the least probability of a context that gives matched events the best mean F1 over the contexts."""

    def score(least: float) -> float:
        again = coder.with_thresholds(contexts=least)
        right, counted = Counter[str](), Counter[str]()
        for example, looks in zip(dev, seen, strict=True):
            for coding, event_there in _matched(example, [c for c in _codings(again, looks) if c.confidence >= event]):
                if event_there is not None:
                    theirs, ours = set(event_there.contexts or ()), set(coding.contexts)
                    right.update(ours & theirs)
                    counted.update([*ours, *theirs])
        return sum(2 * right[name] / counted[name] for name in counted) / max(1, len(counted))

    return max(CONTEXT_STEPS, key=score)


def _fit_curve(dev: Sequence[Example], seen: Looks, coder: Coder) -> list[float]:
    """Return the weights of what speaks for an event: a logistic curve to the share that is right.

    Right is a coding of the right type at the right words; fitted by Newton's method over all that the tags suspect.
    Real and composed sentences weigh the same as a whole.
    """
    x, y, sources = [], [], []
    for example, looks in zip(dev, seen, strict=True):
        judged = [(coding, look) for look in looks if (coding := coder.judge(look)) is not None]
        right = {id(c) for c, e in _matched(example, [c for c, _ in judged]) if e is not None}
        x += [coder.weigh(look) for _, look in judged]
        y += [float(id(coding) in right) for coding, _ in judged]
        sources += [example.source] * len(judged)
    share = Counter(sources)
    rows, gold, fit = np.array(x), np.array(y), np.zeros(len(WEIGHED))
    weights = np.array([len(sources) / len(share) / share[source] for source in sources])
    for _ in range(ROUNDS):
        p = 1 / (1 + np.exp(-rows @ fit))
        curved = (rows * (weights * p * (1 - p))[:, None]).T @ rows + RIDGE * np.eye(len(fit))
        step = np.linalg.solve(curved, rows.T @ (weights * (gold - p)) - RIDGE * fit)
        fit = fit + step / max(1.0, float(np.abs(step).max()) / LONGEST_STEP)
    return [round(float(v), 4) for v in fit]


def _fit_pairs(dev: Sequence[Example], coder: Coder) -> dict[str, float]:
    """Return how far it speaks for NONE that no event joins a pair, and the temperature.

    The first is the least at which, of the pairs without a relation, no more than `WRONG_PAIRS` get a type, in real
    text as in composed. By the second all figures are divided.
    """
    asked, silent, gold, source = [], [], [], []
    for example in dev:
        for pair in example.pairs[:MOST_PAIRS]:
            figures, joined = coder.weigh_pair(example.text, pair.actor, pair.recipient)
            asked.append(figures)
            silent.append(not joined)
            gold.append(TYPES.index(pair.type))
            source.append(example.source)
    table, right, of = np.array(asked), np.array(gold), np.array(source)
    none = len(TYPES) - 1
    lone = np.zeros_like(table)
    lone[:, none] = silent

    def wrong(quiet: float) -> float:
        given = (table + quiet * lone).argmax(1)
        return max(float((given[(of == n) & (right == none)] != none).mean()) for n in sorted({*source}))

    quiet = next((q for q in SILENT_STEPS if wrong(q) <= WRONG_PAIRS), SILENT_STEPS[-1])
    shifted = table + quiet * lone

    def surprise(heat: float) -> float:
        scaled = shifted / heat
        norm = np.log(np.exp(scaled - scaled.max(1, keepdims=True)).sum(1)) + scaled.max(1)
        return float(np.mean(norm - scaled[np.arange(len(gold)), right]))

    return {"pair_silent": quiet, "pair_temperature": min(HEATS, key=surprise)}


if __name__ == "__main__":
    sys.exit(main())
