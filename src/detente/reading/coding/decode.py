"""From the model's figures to spans: which pieces are a trigger, and who took part in what it tells of."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.core.spans import Span
from detente.reading.coding.labels import ACTOR_TAG, CONTENT_TAG, MARKS, RECIPIENT_TAG, SOURCE_TAG
from detente.reading.coding.pieces import Pieces

__all__ = [
    "Cue",
    "Figures",
    "Suspect",
    "find_cues",
    "find_suspects",
    "log_odds",
    "marks_of",
    "parties_of",
    "said_of",
    "softmax",
    "trimmed",
]

Figures = NDArray[np.float32]

SMALL_WORDS = frozenset(
    {"of", "the", "and", "in", "on", "for", "to", "at", "by", "from", "with", "a", "an", "or", "as"}
)
"""Words that by themselves name nobody."""
EDGE = 1e-6
"""How near to 0 and 1 a chance may come before its odds are taken."""
SUSPECT = 0.1
"""Least probability at which a piece may be part of a trigger or a cue; what this lets through is judged further on."""
ARTICLE = re.compile(r"(?:the|a|an)\s+", re.IGNORECASE)
TAIL = re.compile(r"(?:[\s,;:.!?\"“”)\]–—-]|['’]s?)+\Z")
OPENING = re.compile(r"\A[\s,;:\"“”(\[–—]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspect:
    """Pieces ``first`` to ``last`` that may be a trigger, how likely the tags make it, and how likely each type."""

    first: int
    last: int
    probability: float
    types: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """Pieces ``first`` to ``last`` that are the cue of a claim, and how likely the tags make it."""

    first: int
    last: int
    probability: float


def softmax(logits: Figures) -> Figures:
    """Return probabilities over the last axis."""
    grown = np.exp(logits - logits.max(-1, keepdims=True))
    return np.asarray(grown / grown.sum(-1, keepdims=True), dtype=np.float32)


def log_odds(chance: float) -> float:
    """Return the logarithm of the odds of a chance, which is kept off 0 and 1."""
    kept = min(max(chance, EDGE), 1 - EDGE)
    return float(np.log(kept / (1 - kept)))


def find_suspects(logits: Figures, pieces: Pieces) -> Iterator[Suspect]:
    """Yield stretches that may be triggers, from the tags' logits (pieces, tags), in order."""
    chances = softmax(logits)
    doubt, begins, goes_on = 1.0 - chances[:, 0], chances[:, 1::2].sum(-1), chances[:, 2::2].sum(-1)
    types = chances[:, 1::2] + chances[:, 2::2]
    current: list[int] = []
    for i in range(len(pieces.ids)):
        same_word = pieces.goes_on[i] and bool(current) and current[-1] == i - 1
        if not same_word and doubt[i] < SUSPECT:
            continue
        apart = not current or current[-1] != i - 1 or begins[i] > goes_on[i]
        if current and apart and not same_word:
            yield _suspect(current, doubt, types)
            current = []
        current.append(i)
    if current:
        yield _suspect(current, doubt, types)


def _suspect(indices: Sequence[int], doubt: Figures, types: Figures) -> Suspect:
    mean = types[list(indices)].mean(0)
    return Suspect(
        first=indices[0],
        last=indices[-1],
        probability=float(max(doubt[i] for i in indices)),
        types=tuple((mean / mean.sum()).tolist()),
    )


def find_cues(logits: Figures, pieces: Pieces) -> Iterator[Cue]:
    """Yield the stretches that may be the cue of a claim, from the tags' logits (pieces, 3), in order.

    Two cues never stand side by side: "have reported" is one.
    """
    likely = 1.0 - softmax(logits)[:, 0]
    for first, end in _runs([float(chance) >= SUSPECT for chance in likely], pieces):
        yield Cue(first=first, last=end - 1, probability=float(likely[first:end].max()))


def marks_of(stretch: Suspect | Cue, n_pieces: int, mark: str) -> list[int]:
    """Return the marks of a stretch, start and stop included."""
    return [MARKS[mark] if stretch.first < i <= stretch.last + 1 else 0 for i in range(n_pieces + 2)]


def said_of(tags: Figures, pieces: Pieces, text: str, offset: int = 0) -> tuple[Span | None, Span | None]:
    """Return source and content of a claim from logits (pieces, 5): the likeliest run of the one, all of the other.

    `text` starts at `offset`: articles and marks at the ends stay outside.
    """
    best = tags.argmax(-1)
    chances = softmax(tags)
    runs = _runs([int(tag) in {SOURCE_TAG, SOURCE_TAG + 1} for tag in best], pieces)
    source = max(runs, key=lambda r: float(chances[r[0] : r[1], SOURCE_TAG : SOURCE_TAG + 2].sum()), default=None)
    content = _runs([int(tag) in {CONTENT_TAG, CONTENT_TAG + 1} for tag in best], pieces)

    def words(first: int, end: int) -> Span | None:
        span = trimmed(text, pieces.starts[first] - offset, pieces.ends[end - 1] - offset)
        return Span(span.start + offset, span.end + offset) if span else None

    return (words(*source) if source else None), (words(content[0][0], content[-1][1]) if content else None)


def _runs(inside: Sequence[bool], pieces: Pieces) -> list[tuple[int, int]]:
    """Return the runs of pieces that are inside, from first to the one behind the last; a word is never cut."""
    runs: list[tuple[int, int]] = []
    for i, here in enumerate(inside):
        joins = bool(runs) and runs[-1][1] == i
        if joins and (here or pieces.goes_on[i]):
            runs[-1] = (runs[-1][0], i + 1)
        elif here:
            runs.append((i, i + 1))
    return runs


def parties_of(
    roles: Figures,
    pieces: Pieces,
    text: str,
    offset: int = 0,
    *,
    lean: float = 0.0,
    sure: float = 0.0,
    phrases: Iterable[Span] = (),
) -> tuple[list[Span], list[Span]]:
    """Return actors and recipients from role logits (pieces, 5).

    `lean` is taken off the logit of "no party": the higher, the more parties are seen. A party whose pieces are in the
    mean less likely to be one than `sure`, or which is made of small words only, is none.
    A word goes by its first piece. Where words of one noun phrase of `phrases` are tagged apart from its head, the
    phrase is decided on as a whole. `text` starts at `offset`: articles and marks at the ends stay outside.
    """
    phrases = tuple(phrases)
    tags = (roles - np.array([lean, 0.0, 0.0, 0.0, 0.0], dtype=np.float32)).argmax(-1)
    chances = softmax(roles)
    for phrase in phrases:
        _decide_once(tags, pieces.within(phrase), pieces)
    found: dict[int, list[Span]] = {ACTOR_TAG: [], RECIPIENT_TAG: []}
    at = 0
    while at < len(pieces.ids):
        tag = int(tags[at])
        if tag == 0 or pieces.goes_on[at]:
            at += 1
            continue
        kind = ACTOR_TAG if tag < RECIPIENT_TAG else RECIPIENT_TAG
        last = at
        while (further := _goes_on_at(pieces, tags, last, kind + 1)) is not None:
            last = further
        span = trimmed(text, pieces.starts[at] - offset, pieces.ends[last] - offset)
        if span is not None and _breaks_off(text, span):
            behind = _untaken(phrases, pieces, tags, last)
            span = _closed(text, span, Span(behind.start - offset, behind.end - offset) if behind else None)
        likely = float(chances[at : last + 1, kind : kind + 2].sum(-1).mean())
        if span is not None and likely >= sure and not _is_empty(text[span.start : span.end]):
            found[kind].append(Span(span.start + offset, span.end + offset))
        at = last + 1
    return found[ACTOR_TAG], found[RECIPIENT_TAG]


def _decide_once(tags: NDArray[np.int64], inside: range, pieces: Pieces) -> None:
    """Give the words of a noun phrase its head's tag where that is a party's and other words are tagged apart from it.

    The head stands in the sentence's grammar for all of them: "8 forged Irish passports" do what passports do.
    """
    starts = [i for i in inside if not pieces.goes_on[i]]
    if len(starts) < 2 or tags[starts[-1]] == 0:  # noqa: PLR2004 - a head and what modifies it
        return
    begun = [i for i in starts if tags[i] in {ACTOR_TAG, RECIPIENT_TAG}]
    kinds = {ACTOR_TAG if tags[i] < RECIPIENT_TAG else RECIPIENT_TAG for i in starts if tags[i]}
    if len(kinds) == 1 and len(begun) <= 1:
        return
    tagged = [i for i in starts if tags[i]]
    kind = ACTOR_TAG if tags[starts[-1]] < RECIPIENT_TAG else RECIPIENT_TAG
    for i in inside:
        if i >= tagged[0]:
            tags[i] = kind if i == tagged[0] else kind + 1


def _untaken(phrases: Iterable[Span], pieces: Pieces, tags: NDArray[np.int64], last: int) -> Span | None:
    """Return the noun phrase that comes next behind a piece, where none of its words is tagged as a party's."""
    found = min((p for p in phrases if p.start >= pieces.ends[last]), default=None, key=lambda p: p.start)
    return None if found is None or any(tags[i] for i in pieces.within(found)) else found


def _closed(text: str, span: Span, behind: Span | None) -> Span | None:
    """Return a span that breaks off with small words with the phrase `behind` it, or else without them.

    "All sides in the" is all sides in the war; "head of the" before a name that is a party by itself is the head.
    """
    if behind is not None and not text[span.end : behind.start].strip():
        return Span(span.start, behind.end)
    left: Span | None = span
    while left is not None and _breaks_off(text, left):
        left = trimmed(text, left.start, left.end - len(text[left.start : left.end].rsplit(maxsplit=1)[-1]))
    return left


def _breaks_off(text: str, span: Span) -> bool:
    words = text[span.start : span.end].split()
    return len(words) > 1 and words[-1].lower() in SMALL_WORDS


def _is_empty(words: str) -> bool:
    return all(word in SMALL_WORDS for word in words.lower().split())


def _goes_on_at(pieces: Pieces, tags: NDArray[np.int64], last: int, further: int) -> int | None:
    """Return the piece at which a party that reaches to piece `last` goes on, None where it ends.

    A mark without blanks around it ("al-Hajj", "CF-18") does not end one that goes on behind it.
    """
    n = len(pieces.ids)
    if last + 1 < n and (pieces.goes_on[last + 1] or tags[last + 1] == further):
        return last + 1
    if last + 2 < n and tags[last + 1] == 0 and tags[last + 2] == further:
        glued = pieces.ends[last] == pieces.starts[last + 1] and pieces.ends[last + 1] == pieces.starts[last + 2]
        return last + 2 if glued else None
    return None


def trimmed(text: str, start: int, end: int) -> Span | None:
    """Return a span without the article before it and the marks around it, None where nothing is left."""
    opening = OPENING.match(text[start:end])
    start += opening.end() if opening else 0
    article = ARTICLE.match(text, start, end)
    start = article.end() if article else start
    tail = TAIL.search(text[start:end])
    end = start + tail.start() if tail else end
    return Span(start, end) if start < end else None
