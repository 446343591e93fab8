"""How the network in training does on held-out sentences: the measures of `detente evaluate`, by the same decoding."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from batches import Sentence, collate
from detente.core.spans import Span, overlaps
from detente.evaluate.matching import meet
from detente.reading.coding.decode import Figures, Suspect, find_suspects, marks_of, parties_of
from detente.reading.coding.labels import MARKS, NONE, STATUS_LABELS, TYPES, modes_of
from network import Network

__all__ = ["Guess", "guess_events", "macro_f1", "score_events", "score_pairs"]

NOTHING = TYPES.index(NONE)
AT_ONCE = 32
PARTIES = {MARKS["actor"], MARKS["recipient"]}


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


def guess_events(network: Network, sentences: Sequence[Sentence]) -> list[list[Guess]]:
    """Return what the network reads in each sentence, in order."""
    network.eval()
    answers: list[list[Guess]] = []
    with torch.no_grad():
        for at in range(0, len(sentences), AT_ONCE):
            group = sentences[at : at + AT_ONCE]
            batch = collate(group, [[] for _ in group])
            states, triggers, _ = network.encoder(batch.ids, batch.shapes, batch.mask)
            for k, sentence in enumerate(group):
                n = len(sentence.pieces.ids)
                suspects = list(find_suspects(triggers[k, 1 : n + 1].numpy(), sentence.pieces))
                answers.append(list(_guesses(network, sentence, states[k, : n + 2], suspects)) if suspects else [])
    return answers


def _guesses(network: Network, sentence: Sentence, states: Tensor, suspects: Sequence[Suspect]) -> Iterator[Guess]:
    """Yield what the reader makes of each suspect of one sentence, whose states (T, H) are without padding."""
    count, length = len(suspects), len(states)
    marks = torch.tensor([marks_of(s, length - 2, "trigger") for s in suspects])
    answers = network.reader(states[None].expand(count, -1, -1), marks, torch.ones(count, length))
    for suspect, *figures in zip(suspects, *answers[:5], strict=True):
        guess = _guess(sentence, suspect, figures)
        if guess is not None:
            yield guess


def _guess(sentence: Sentence, suspect: Suspect, figures: Sequence[Tensor]) -> Guess | None:
    """Return what the reader's figures for one suspect say, None where nobody takes part."""
    roles, types, modes, contexts, status = figures
    actors, recipients = parties_of(roles[1:-1].numpy(), sentence.pieces, sentence.example.text)
    if not (actors or recipients):
        return None
    chance = types.softmax(-1).numpy()
    kind = TYPES[int(np.argmax(chance[:NOTHING]))]
    own = modes_of(kind)
    return Guess(
        type=kind,
        trigger=sentence.pieces.span(suspect.first, suspect.last),
        actors=actors,
        recipients=recipients,
        status=STATUS_LABELS[int(status.argmax())],
        mode=own[int(modes[list(own)].argmax())],
        contexts=contexts.sigmoid().tolist(),
        confidence=float(1 - chance[NOTHING]) * suspect.probability,
    )


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
    return {
        name: 2 * right[name] / (given + wanted) if given + wanted else 0.0 for name in ("typed", "parties", "whole")
    }


def score_pairs(network: Network, sentences: Sequence[Sentence]) -> tuple[list[int], list[Figures]]:
    """Return gold types and probabilities of every pair asked about."""
    network.eval()
    gold, chances = [], []
    with torch.no_grad():
        for at in range(0, len(sentences), AT_ONCE):
            group = [s for s in sentences[at : at + AT_ONCE] if s.questions]
            asked = [[q for q in s.questions if not PARTIES.isdisjoint(q.marks)] for s in group]
            if not any(asked):
                continue
            batch = collate(group, asked)
            states, *_ = network.encoder(batch.ids, batch.shapes, batch.mask)
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
