"""Examples to tensors: sentences cut into pieces, and for each sentence what the reader is asked about it."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import torch
from tokenizers import Tokenizer
from torch import Tensor

from detente.core.spans import Span
from detente.evaluate.pairs import Pair
from detente.reading.coding.labels import (
    ACTOR_TAG,
    CONTENT_TAG,
    CONTEXTS,
    MARKS,
    MODES,
    MOODS,
    NONE,
    RECIPIENT_TAG,
    SOURCE_TAG,
    STATUS_LABELS,
    TYPES,
)
from detente.reading.coding.pieces import LONGEST, START, STOP, Pieces, cut_pieces
from examples import Coded, Example, Factual, Frame, Said

__all__ = ["UNKNOWN", "Batch", "Question", "Sentence", "batches_of", "collate", "pad_answers", "prepare"]

JITTER = 3
"""By how many pieces a sentence may move in the order of lengths, so that no two passes have the same batches."""
MOST_EMPTY = 2
"""Questions drawn, of those that nothing is said to."""
UNKNOWN = -100
"""Where nothing is known, the loss looks away."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One look of the reader at a sentence, and the answers as far as they are known.

    `marks`, `roles`, `frame` and `claim` have one value a piece, the start mark included; answers are indices or -100.
    """

    marks: list[int]
    roles: list[int] | None = None
    frame: list[int] | None = None
    claim: list[int] | None = None
    mood: int = UNKNOWN
    type: int = UNKNOWN
    mode: int = UNKNOWN
    contexts: list[float] | None = None
    status: int = UNKNOWN
    degree: float | None = None
    weight: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """An example in pieces. `triggers` and `cues` have a tag a piece, or are None where they are not all known."""

    example: Example
    pieces: Pieces
    triggers: list[int] | None
    cues: list[int] | None = None
    questions: list[Question] = field(default_factory=list)

    def __len__(self) -> int:
        """Return how many pieces there are, start and stop included."""
        return len(self.pieces.ids) + 2


def prepare(tokenizer: Tokenizer, example: Example) -> Sentence | None:
    """Return an example in pieces with all its questions, None where it is too long for one window or empty."""
    pieces = cut_pieces(tokenizer, example.text)
    if not 1 <= len(pieces.ids) <= LONGEST:
        return None
    length = len(pieces.ids) + 1
    triggers = _tag_triggers(example, pieces, length) if example.whole else None
    questions = [q for event in example.events if (q := _event_question(event, pieces, length, example.weight))]
    questions += [q for pair in example.pairs if (q := _pair_question(pair, pieces, length))]
    questions += [_frame_question(frame, pieces, length) for frame in example.frames]
    questions += [_factual_question(factual, pieces, length) for factual in example.factual]
    questions += [_claim_question(claim, pieces, length, example.weight) for claim in example.claims or ()]
    cues = None if example.claims is None else _tag_cues(example.claims, pieces, length)
    return Sentence(example=example, pieces=pieces, triggers=triggers, cues=cues, questions=questions)


def _event_question(event: Coded, pieces: Pieces, length: int, weight: float) -> Question | None:
    if not pieces.within(event.trigger):
        return None
    roles = None
    if event.actors is not None:
        roles = [0] * length
        for party in event.actors:
            _tag(roles, pieces.within(party), ACTOR_TAG)
        for party in event.recipients or ():
            _tag(roles, pieces.within(party), RECIPIENT_TAG)
    return Question(
        marks=_marked(pieces, length, (("trigger", event.trigger),)),
        roles=roles,
        type=TYPES.index(event.type),
        mode=UNKNOWN if event.mode == "?" else MODES.index((event.type, event.mode)),
        contexts=None if event.contexts is None else [float(c in event.contexts) for c in CONTEXTS],
        status=UNKNOWN if event.status is None else STATUS_LABELS.index(event.status),
        weight=weight,
    )


def _pair_question(pair: Pair, pieces: Pieces, length: int) -> Question | None:
    if not pieces.within(pair.actor) or not pieces.within(pair.recipient):
        return None
    marks = _marked(pieces, length, (("actor", pair.actor), ("recipient", pair.recipient)))
    return Question(marks=marks, type=TYPES.index(pair.type))


def _frame_question(frame: Frame, pieces: Pieces, length: int) -> Question:
    tags = [0] * length
    for part, span in frame.parts:
        _tag(tags, pieces.within(span), 1 + 2 * part)
    return Question(marks=_marked(pieces, length, (("trigger", frame.predicate),)), frame=tags)


def _factual_question(factual: Factual, pieces: Pieces, length: int) -> Question:
    return Question(marks=_marked(pieces, length, (("trigger", factual.predicate),)), degree=factual.degree)


def _claim_question(claim: Said, pieces: Pieces, length: int, weight: float) -> Question:
    tags = [0] * length
    if claim.content:
        _tag(tags, pieces.within(claim.content), CONTENT_TAG)
    if claim.source:  # after the content, in which it may stand: "said he would go"
        _tag(tags, pieces.within(claim.source), SOURCE_TAG)
    mood = MOODS.index(claim.mood) if claim.mood else UNKNOWN
    return Question(marks=_marked(pieces, length, (("cue", claim.cue),)), claim=tags, mood=mood, weight=weight)


def _tag_cues(claims: Sequence[Said], pieces: Pieces, length: int) -> list[int]:
    tags = [0] * length
    for claim in claims:
        _tag(tags, pieces.within(claim.cue), 1)
    return tags


def _marked(pieces: Pieces, length: int, what: Sequence[tuple[str, Span]]) -> list[int]:
    marks = [0] * length
    for name, span in what:
        for i in pieces.within(span):
            marks[i + 1] = MARKS[name]
    return marks


def _tag(tags: list[int], where: range, first: int) -> None:
    for k, i in enumerate(where):
        tags[i + 1] = first if k == 0 else first + 1


def _tag_triggers(example: Example, pieces: Pieces, length: int) -> list[int]:
    tags = [0] * length
    for event in example.events:
        _tag(tags, pieces.within(event.trigger), 1 + 2 * TYPES.index(event.type))
    return tags


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Sentences side by side. `rows` says for each question which sentence it is asked of."""

    ids: Tensor
    shapes: Tensor
    mask: Tensor
    triggers: Tensor
    cues: Tensor
    weights: Tensor
    rows: Tensor
    questions: list[Question]
    sentences: list[Sentence]


def batches_of(
    sentences: Sequence[Sentence], most_pieces: int, chance: random.Random, most_questions: int = 5
) -> Iterator[Batch]:
    """Yield batches of sentences of like length, in random order; of many questions on one sentence some are drawn."""
    order = sorted(sentences, key=lambda s: (len(s) + chance.randint(-JITTER, JITTER), chance.random()))
    groups: list[list[Sentence]] = [[]]
    for sentence in order:
        longest = max([len(sentence), *(len(s) for s in groups[-1])])
        if groups[-1] and longest * (len(groups[-1]) + 1) > most_pieces:
            groups.append([])
        groups[-1].append(sentence)
    chance.shuffle(groups)
    for group in groups:
        yield collate(group, [_drawn(s.questions, most_questions, chance) for s in group])


def _drawn(questions: list[Question], most: int, chance: random.Random) -> list[Question]:
    """Return some of the questions; those that something is said to go before the pairs of which nothing is."""
    none = TYPES.index(NONE)
    telling = [q for q in questions if q.type != none]
    empty = [q for q in questions if q.type == none]
    kept = telling if len(telling) <= most else chance.sample(telling, most)
    room = max(1, most - len(kept)) if empty else 0
    return kept + chance.sample(empty, min(room, MOST_EMPTY, len(empty)))


def collate(group: Sequence[Sentence], asked: Sequence[list[Question]]) -> Batch:
    """Return sentences and questions padded to one length."""
    width = max(len(s) for s in group)

    def padded(rows: list[list[int]], fill: int) -> Tensor:
        return torch.tensor([row + [fill] * (width - len(row)) for row in rows])

    return Batch(
        ids=padded([[START, *s.pieces.ids, STOP] for s in group], 0),
        shapes=padded([[0, *s.pieces.shapes, 0] for s in group], 0),
        mask=padded([[1] * len(s) for s in group], 0),
        triggers=padded([[UNKNOWN, *s.triggers[1:]] if s.triggers else [] for s in group], UNKNOWN),
        cues=padded([[UNKNOWN, *s.cues[1:]] if s.cues else [] for s in group], UNKNOWN),
        weights=torch.tensor([s.example.weight for s in group]),
        rows=torch.tensor([k for k, questions in enumerate(asked) for _ in questions], dtype=torch.long),
        questions=[q for questions in asked for q in questions],
        sentences=list(group),
    )


def pad_answers(rows: Sequence[list[int] | None], width: int) -> Tensor:
    """Return tags of questions (Q, width), -100 where they are not known; the start mark bears none."""
    return torch.tensor([[UNKNOWN, *r[1:], *[UNKNOWN] * (width - len(r))] if r else [UNKNOWN] * width for r in rows])
