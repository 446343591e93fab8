"""How the network in training does on held-out sentences: the measures of `detente evaluate`, by the same decoding."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from batches import Sentence, batches_of, collate
from detente.core.spans import Span, overlaps
from detente.reading.coding.decode import find_suspects, marks_of, parties_of
from detente.reading.coding.labels import STATUS_LABELS, TYPES, modes_of
from network import Network
from torch.nn import functional

__all__ = ["Guess", "guess_events", "macro_f1", "meet", "score_events", "score_pairs"]

NONE = TYPES.index("NONE")


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess:
    """An event as the network reads it."""

    type: str
    trigger: Span
    actors: list[Span]
    recipients: list[Span]
    status: str
    mode: int
    contexts: list[float]
    confidence: float


@torch.no_grad()
def guess_events(network: Network, sentences: Sequence[Sentence], least: float = 0.0) -> list[list[Guess]]:
    """Return what the network reads in each sentence, in order."""
    network.eval()
    answers: list[list[Guess]] = []
    for at in range(0, len(sentences), 32):
        group = sentences[at : at + 32]
        batch = collate(group, [[] for _ in group])
        states, triggers = network.encoder(batch.ids, batch.shapes, batch.mask)
        for k, sentence in enumerate(group):
            n = len(sentence.pieces.ids)
            suspects = list(find_suspects(triggers[k, 1 : n + 1].numpy(), sentence.pieces))
            answers.append([])
            if not suspects:
                continue
            marks = torch.tensor([marks_of(s, n) for s in suspects])
            count = len(suspects)
            roles, types, modes, contexts, status = network.reader(
                states[k, None, : n + 2].expand(count, -1, -1), marks, torch.ones(count, n + 2)
            )
            for j, suspect in enumerate(suspects):
                chance = types[j].softmax(-1).numpy()
                sure = float(1 - chance[NONE])
                kind = int(np.argmax(chance[:NONE]))
                actors, recipients = parties_of(roles[j, 1 : n + 1].numpy(), sentence.pieces, sentence.example.text)
                if sure < least or not (actors or recipients):
                    continue
                own = modes_of(TYPES[kind])
                answers[-1].append(
                    Guess(
                        type=TYPES[kind],
                        trigger=sentence.pieces.span(suspect.first, suspect.last),
                        actors=actors,
                        recipients=recipients,
                        status=STATUS_LABELS[int(status[j].argmax())],
                        mode=own[int(modes[j][list(own)].argmax())],
                        contexts=contexts[j].sigmoid().tolist(),
                        confidence=sure * suspect.probability,
                    )
                )
    return answers


def score_events(sentences: Sequence[Sentence], guesses: Sequence[Sequence[Guess]], least: float) -> dict[str, float]:
    """Return F1 of type and trigger, with parties, with status, counting guesses of at least this confidence."""
    right, given, wanted = Counter[str](), 0, 0
    for sentence, found in zip(sentences, guesses, strict=True):
        kept = [g for g in found if g.confidence >= least]
        gold = [e for e in sentence.example.events if e.actors or e.recipients]
        given, wanted = given + len(kept), wanted + len(gold)
        used: set[int] = set()
        matches = []
        for i, guess in enumerate(kept):
            for j, event in enumerate(gold):
                if guess.type == event.type and overlaps(guess.trigger, event.trigger):
                    who = meet(guess.actors, event.actors or ()) and meet(guess.recipients, event.recipients or ())
                    matches.append((who and guess.status == event.status, who, i, j))
        taken: set[int] = set()
        for whole, who, i, j in sorted(matches, reverse=True):
            if i not in taken and j not in used:
                taken.add(i)
                used.add(j)
                right.update({"typed": 1, "parties": int(who), "whole": int(whole)})
    return {name: 2 * right[name] / (given + wanted) if given + wanted else 0.0 for name in ("typed", "parties", "whole")}


def meet(ours: Sequence[Span], theirs: Sequence[Span]) -> bool:
    """Say whether every span of the one is met by one of the other."""
    return all(any(overlaps(a, b) for b in theirs) for a in ours) and all(any(overlaps(a, b) for a in ours) for b in theirs)


@torch.no_grad()
def score_pairs(network: Network, sentences: Sequence[Sentence], seed_batches: int) -> tuple[list[int], list[np.ndarray]]:
    """Return gold types and probabilities of every pair asked about."""
    network.eval()
    gold, chances = [], []
    for at in range(0, len(sentences), 32):
        group = [s for s in sentences[at : at + 32] if s.questions]
        asked = [[q for q in s.questions if 2 in q.marks or 3 in q.marks] for s in group]
        if not any(asked):
            continue
        batch = collate(group, asked)
        states, _ = network.encoder(batch.ids, batch.shapes, batch.mask)
        width = states.shape[1]
        marks = torch.tensor([q.marks + [0] * (width - len(q.marks)) for q in batch.questions])
        _, types, *_ = network.reader(states[batch.rows], marks, batch.mask[batch.rows])
        gold += [q.type for q in batch.questions]
        chances += list(functional.softmax(types, -1).numpy())
    return gold, chances


def macro_f1(gold: Sequence[int], given: Sequence[int], labels: Sequence[int]) -> float:
    """Return the mean F1 over the labels that gold has."""
    scores = []
    for label in labels:
        right = sum(g == h == label for g, h in zip(gold, given, strict=True))
        size = sum(g == label for g in gold) + sum(h == label for h in given)
        if any(g == label for g in gold):
            scores.append(2 * right / size if size else 0.0)
    return float(np.mean(scores)) if scores else 0.0
