"""What the network is told of its mistakes: one sum over all that is known of a batch."""

import random

import torch
from batches import Batch, Question, pad_answers
from detente.reading.coding.labels import MODES, TYPES
from network import Network
from torch import Tensor
from torch.nn import functional

__all__ = ["loss_of"]

NONE = TYPES.index("NONE")
SHARES = {"triggers": 1.0, "roles": 1.0, "types": 0.7, "modes": 0.4, "contexts": 1.0, "status": 0.5, "frames": 0.5, "degree": 0.1}
RARE = 3.0
"""How much more a context that is there weighs than one that is not."""
FALSE_ALARM = 0.15
"""Least probability at which a piece that is no trigger is shown to the reader as a false alarm."""
MODE_OWNER = torch.tensor([TYPES.index(name) for name, _ in MODES])


def loss_of(network: Network, batch: Batch, chance: random.Random) -> tuple[Tensor, dict[str, float]]:
    """Return the loss of a batch and its parts by name."""
    states, triggers = network.encoder(batch.ids, batch.shapes, batch.mask)
    parts: dict[str, Tensor] = {}
    flat = functional.cross_entropy(triggers.transpose(1, 2), batch.triggers, reduction="none")
    known = (batch.triggers >= 0).float()
    if known.any():
        parts["triggers"] = (flat * batch.weights[:, None]).sum() / known.sum() * 8
    questions, rows = list(batch.questions), batch.rows.tolist()
    for row, question in _false_alarms(batch, triggers, chance):
        questions.append(question)
        rows.append(row)
    if questions:
        parts |= _answers(network, batch, states, questions, torch.tensor(rows))
    total = torch.stack([SHARES[name] * part for name, part in parts.items()]).sum()
    return total, {name: float(part.detach()) for name, part in parts.items()}


def _answers(network: Network, batch: Batch, states: Tensor, questions: list[Question], rows: Tensor) -> dict[str, Tensor]:
    width = states.shape[1]
    marks = torch.tensor([q.marks + [0] * (width - len(q.marks)) for q in questions])
    read, pooled = network.reader.read(states[rows], marks, batch.mask[rows])
    weights = torch.tensor([q.weight for q in questions])
    parts: dict[str, Tensor] = {}
    reader = network.reader
    for name, head, tags in (
        ("roles", reader.roles, [q.roles for q in questions]),
        ("frames", reader.frames, [q.frame for q in questions]),
    ):
        if any(t is not None for t in tags):
            gold = pad_answers(tags, width)
            flat = functional.cross_entropy(head(read).transpose(1, 2), gold, reduction="none")
            parts[name] = (flat * weights[:, None]).sum() / (gold >= 0).sum() * 8
    parts |= _choice("types", reader.types(pooled), [q.type for q in questions], weights)
    modes = torch.tensor([q.mode for q in questions])
    if (modes >= 0).any():
        owner = MODE_OWNER[modes.clamp(min=0)]
        logits = reader.modes(pooled).masked_fill(MODE_OWNER[None] != owner[:, None], -1e4)
        parts |= _choice("modes", logits, [q.mode for q in questions], weights, smoothing=0.0)
    parts |= _choice("status", reader.status(pooled), [q.status for q in questions], weights)
    told = [k for k, q in enumerate(questions) if q.contexts is not None]
    if told:
        gold = torch.tensor([questions[k].contexts for k in told])
        flat = functional.binary_cross_entropy_with_logits(
            reader.contexts(pooled[told]), gold, reduction="none", pos_weight=torch.tensor(RARE)
        )
        parts["contexts"] = (flat.sum(1) * weights[told]).mean() * 0.3
    rated = [k for k, q in enumerate(questions) if q.degree is not None]
    if rated:
        gold = torch.tensor([questions[k].degree for k in rated])
        parts["degree"] = functional.mse_loss(reader.factual(pooled[rated]).squeeze(-1), gold)
    return parts


def _choice(
    name: str, logits: Tensor, gold: list[int], weights: Tensor, smoothing: float = 0.05
) -> dict[str, Tensor]:
    wanted = torch.tensor(gold)
    if not (wanted >= 0).any():
        return {}
    flat = functional.cross_entropy(logits, wanted, reduction="none", label_smoothing=smoothing)
    return {name: (flat * weights).sum() / (wanted >= 0).sum()}


def _false_alarms(batch: Batch, triggers: Tensor, chance: random.Random) -> list[tuple[int, Question]]:
    """Return questions about stretches that the tags take for triggers and that are none, one a sentence at most."""
    doubt = 1.0 - triggers.detach().softmax(-1)[:, :, 0]
    found = []
    for row, sentence in enumerate(batch.sentences):
        if sentence.triggers is None:
            continue
        free = [i for i, tag in enumerate(sentence.triggers) if tag == 0 and i and doubt[row, i] > FALSE_ALARM]
        if not free:
            continue
        first = last = chance.choice(free)
        while first - 1 in free:
            first -= 1
        while last + 1 in free:
            last += 1
        marks = [0] * len(sentence.triggers)
        marks[first : last + 1] = [1] * (last + 1 - first)
        found.append((row, Question(marks=marks, type=NONE, weight=sentence.example.weight)))
    return found
