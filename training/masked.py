"""Teaches the encoder the words of news before anything else: some are hidden, and it has to guess them.

The encoder that training starts from was made to tell whole sentences apart; to say something of each word it has to
attend to words again. Only texts that are not held back are read.
"""

import json
import random
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional

from batches import Sentence, batches_of, prepare
from corpus import sentences_of
from examples import Example
from network import ALPHABET, WIDTH, Encoder

__all__ = ["Guesser", "learn_words", "texts_of"]

HIDDEN, AS_MASK, AS_OTHER = 0.15, 0.8, 0.1
"""Share of words that are asked for; of these, the shares shown as a mask and as a random piece, as BERT's were."""
MASK, FIRST_WORD = 103, 1000
"""The piece that hides a word, and the first piece that is no mark of the alphabet's own."""
UNKNOWN = -100
EVERY = 200
"""Steps between reports."""


class Guesser(nn.Module):
    """States to pieces, through the encoder's own table of words."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.words = encoder.words
        self.turn, self.norm = nn.Linear(WIDTH, WIDTH), nn.LayerNorm(WIDTH, eps=1e-12)
        self.shift = nn.Parameter(torch.zeros(ALPHABET))

    def forward(self, states: Tensor) -> Tensor:
        """Return logits (N, ALPHABET) of N states."""
        turned = self.norm(functional.gelu(self.turn(states)))
        return functional.linear(turned, self.words.weight, self.shift)


def texts_of(items: Path, held_back: set[int]) -> list[Example]:
    """Return the sentences of all real items but those held back for dev and test."""
    with items.open(encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines]
    return [
        Example(text=text[s.start : s.end], source="words", whole=False)
        for number, text in enumerate(texts)
        if number not in held_back
        for s in sentences_of(text)
    ]


def learn_words(
    encoder: Encoder, tokenizer: Tokenizer, texts: Sequence[Example], phase: dict[str, Any], chance: random.Random
) -> None:
    """Run one phase of guessing hidden words over the texts."""
    sentences = [s for e in texts if (s := prepare(tokenizer, e)) is not None]
    plan = list(_batches(sentences, phase, chance))
    steps = len(plan)
    guesser = Guesser(encoder)
    moved = [p for n, p in encoder.named_parameters() if p.requires_grad and not n.startswith("triggers")]
    fresh = [p for n, p in guesser.named_parameters() if not n.startswith("words")]
    optimiser = torch.optim.AdamW(
        [{"params": moved, "lr": phase["encoder_rate"]}, {"params": fresh, "lr": phase["head_rate"]}], weight_decay=0.01
    )
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda k: min((k + 1) / (0.06 * steps + 1), 1 - k / steps))
    print(f"{phase['name']}: {len(sentences)} sentences, {steps} steps", flush=True)
    started, mean = time.time(), 0.0
    encoder.train()
    for k, group in enumerate(plan, 1):
        loss = _loss(encoder, guesser, group, chance)
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_([*moved, *fresh], 1.0)
        optimiser.step()
        schedule.step()
        mean = float(loss.detach()) if k == 1 else 0.98 * mean + 0.02 * float(loss.detach())
        if k % EVERY == 0 or k == steps:
            print(f"{k}/{steps} {time.time() - started:.0f} s {mean:.3f}", flush=True)


def _batches(sentences: Sequence[Sentence], phase: dict[str, Any], chance: random.Random) -> Iterator[list[Sentence]]:
    for _ in range(phase["passes"]):
        yield from (batch.sentences for batch in batches_of(sentences, phase["pieces"], chance))


def _loss(encoder: Encoder, guesser: Guesser, group: Sequence[Sentence], chance: random.Random) -> Tensor:
    shown, asked = zip(*(_hide(s, chance) for s in group), strict=True)
    width = max(map(len, shown))
    ids = torch.tensor([row + [0] * (width - len(row)) for row in shown])
    gold = torch.tensor([row + [UNKNOWN] * (width - len(row)) for row in asked])
    shapes = torch.tensor([[0, *s.pieces.shapes, 0] + [0] * (width - len(s)) for s in group])
    mask = torch.tensor([[1] * len(s) + [0] * (width - len(s)) for s in group])
    with torch.autocast("cpu", torch.bfloat16):
        states, _ = encoder(ids, shapes, mask)
        there = gold != UNKNOWN
        logits = guesser(states[there])
    return functional.cross_entropy(logits.float(), gold[there])


def _hide(sentence: Sentence, chance: random.Random) -> tuple[list[int], list[int]]:
    """Return the pieces as they are shown and what is asked for, start and stop included; words go as a whole."""
    pieces = sentence.pieces
    shown, asked = [101, *pieces.ids, 102], [UNKNOWN] * (len(pieces.ids) + 2)
    hidden = False
    some = False
    for i, goes_on in enumerate(pieces.goes_on):
        if not goes_on:
            hidden = chance.random() < HIDDEN or (not some and i == len(pieces.ids) - 1)
        if not hidden:
            continue
        some = True
        asked[i + 1] = pieces.ids[i]
        dice = chance.random()
        if dice < AS_MASK:
            shown[i + 1] = MASK
        elif dice < AS_MASK + AS_OTHER:
            shown[i + 1] = chance.randrange(FIRST_WORD, ALPHABET)
    return shown, asked
