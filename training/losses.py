"""What the network is told of its mistakes: one sum over all that is known of a batch."""

import random
from collections import Counter
from collections.abc import Sequence

import torch
from torch import Tensor
from torch.nn import functional

from batches import Batch, Question, pad_answers
from detente.reading.coding.labels import CONTEXTS, MARKS, MODES, NONE, TYPES
from examples import Example
from network import MASKED, Network

__all__ = ["loss_of", "rarity_of"]

NOTHING = TYPES.index(NONE)
SHARES = {
    "triggers": 0.5,
    "roles": 0.5,
    "types": 1.0,
    "modes": 0.8,
    "contexts": 0.5,
    "status": 1.2,
    "frames": 0.2,
    "cues": 0.4,
    "claims": 0.3,
    "moods": 0.4,
    "degree": 0.1,
}
"""How much each part counts. Every part is a sum over what is known, by sentence: a batch in which little is known of
something says little of it."""
LEAST_RARE, MOST_RARE = 1.0, 4.0
"""How much more a context that is there weighs than one that is not: at least, of the commonest, and at most."""
SMOOTHING = 0.05
FALSE_ALARM = 0.15
"""Least probability at which a piece that is no trigger is shown to the reader as a false alarm."""
MODE_OWNER = torch.tensor([TYPES.index(name) for name, _ in MODES])


def rarity_of(examples: Sequence[Example]) -> Tensor:
    """Return by context how much more it weighs where it is there: half the root of those without by those with."""
    told = [event.contexts for e in examples for event in e.events if event.contexts is not None]
    counts = Counter(name for contexts in told for name in contexts)
    return torch.tensor([0.5 * (len(told) / max(1, counts[name]) - 1) ** 0.5 for name in CONTEXTS]).clamp(
        LEAST_RARE, MOST_RARE
    )


def loss_of(network: Network, batch: Batch, rarity: Tensor, chance: random.Random) -> tuple[Tensor, dict[str, float]]:
    """Return the loss of a batch and its parts by name. `rarity` (37,) is `rarity_of` what is learnt from."""
    with torch.autocast("cpu", torch.bfloat16):
        states, triggers, cues = network.encoder(batch.ids, batch.shapes, batch.mask)
    states, triggers, cues = states.float(), triggers.float(), cues.float()
    parts: dict[str, Tensor] = {}
    for name, logits, gold in (("triggers", triggers, batch.triggers), ("cues", cues, batch.cues)):
        flat = functional.cross_entropy(logits.transpose(1, 2), gold, reduction="none")
        parts[name] = (flat * batch.weights[:, None]).sum()
    questions, rows = list(batch.questions), batch.rows.tolist()
    for row, question in _false_alarms(batch, triggers, chance):
        questions.append(question)
        rows.append(row)
    if questions:
        parts |= _answers(network, batch, states, questions, torch.tensor(rows), rarity)
    size = len(batch.sentences)
    total = torch.stack([SHARES[name] * part / size for name, part in parts.items()]).sum()
    return total, {name: float(part.detach()) / size for name, part in parts.items()}


def _answers(
    network: Network, batch: Batch, states: Tensor, questions: list[Question], rows: Tensor, rarity: Tensor
) -> dict[str, Tensor]:
    width = states.shape[1]
    marks = torch.tensor([q.marks + [0] * (width - len(q.marks)) for q in questions])
    with torch.autocast("cpu", torch.bfloat16):
        read, pooled = network.reader.read(states[rows], marks, batch.mask[rows])
    read, pooled = read.float(), pooled.float()
    weights = torch.tensor([q.weight for q in questions])
    parts: dict[str, Tensor] = {}
    reader = network.reader
    for name, head, tags in (
        ("roles", reader.roles, [q.roles for q in questions]),
        ("frames", reader.frames, [q.frame for q in questions]),
        ("claims", reader.claims, [q.claim for q in questions]),
    ):
        if any(t is not None for t in tags):
            gold = pad_answers(tags, width)
            flat = functional.cross_entropy(head(read).transpose(1, 2), gold, reduction="none")
            parts[name] = (flat * weights[:, None]).sum()
    parts |= _choice("types", reader.types(pooled), [q.type for q in questions], weights)
    modes = torch.tensor([q.mode for q in questions])
    if (modes >= 0).any():
        owner = MODE_OWNER[modes.clamp(min=0)]
        logits = reader.modes(pooled).masked_fill(MODE_OWNER[None] != owner[:, None], MASKED)
        parts |= _choice("modes", logits, [q.mode for q in questions], weights, smoothing=0.0)
    parts |= _choice("moods", reader.moods(pooled), [q.mood for q in questions], weights)
    parts |= _choice("status", reader.status(pooled), [q.status for q in questions], weights)
    told = [k for k, q in enumerate(questions) if q.contexts is not None]
    if told:
        gold = torch.tensor([questions[k].contexts for k in told])
        logits = reader.judge_contexts(read[told], pooled[told], batch.mask[rows[told]])
        flat = functional.binary_cross_entropy_with_logits(logits.float(), gold, reduction="none", pos_weight=rarity)
        parts["contexts"] = (flat.sum(1) * weights[told]).sum()
    rated = [k for k, q in enumerate(questions) if q.degree is not None]
    if rated:
        gold = torch.tensor([questions[k].degree for k in rated])
        parts["degree"] = functional.mse_loss(reader.factual(pooled[rated]).squeeze(-1), gold, reduction="sum")
    return parts


def _choice(
    name: str, logits: Tensor, gold: list[int], weights: Tensor, smoothing: float = SMOOTHING
) -> dict[str, Tensor]:
    wanted = torch.tensor(gold)
    if not (wanted >= 0).any():
        return {}
    flat = functional.cross_entropy(logits, wanted, reduction="none", label_smoothing=smoothing)
    return {name: (flat * weights).sum()}


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
        marks[first : last + 1] = [MARKS["trigger"]] * (last + 1 - first)
        found.append((row, Question(marks=marks, type=NOTHING, weight=sentence.example.weight)))
    return found
