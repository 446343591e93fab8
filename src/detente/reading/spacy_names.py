"""Marks names as spaCy's recogniser does, with its own weights, for many texts at once.

The recogniser decides word by word whether a name begins, goes on, ends, or stands alone, or nothing does. What it
decides outside a name depends on the word alone, and inside one on the word and the name's first: so all words are
weighed at once, then the names that begin are followed together. spaCy's own loop gives the same names, and spends
most of its time on taking and giving back the interpreter's lock.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from detente.reading.products import times_transposed

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = ["Found", "NameFinder"]

Figures = NDArray[np.float32]
Flags = NDArray[np.bool_]
Indices = NDArray[np.int64]
Found = tuple[int, int, str]
"""A name: its first word, the one behind its last, and its label."""

NEVER = np.float32(-np.inf)


class NameFinder:
    """The recogniser's weights, and what each of its moves does."""

    def __init__(self, recogniser: Any) -> None:
        """Take the weights and moves of spaCy's recogniser."""
        model, moves = recogniser.model, recogniser.moves
        self._words = model.get_ref("tok2vec")
        lower, upper = model.get_ref("lower"), model.get_ref("upper")
        weights = lower.get_param("W")
        self._shape = weights.shape[:3]
        self._lower = np.ascontiguousarray(weights.reshape(-1, weights.shape[3]))
        self._pad = lower.get_param("pad")[0]
        self._lower_shift = lower.get_param("b")
        self._upper, self._upper_shift = upper.get_param("W"), upper.get_param("b")
        names = [moves.get_class_name(i).partition("-") for i in range(moves.n_moves)]
        self._labels = [label for _, _, label in names]
        self._move = {(kind, label): i for i, (kind, _, label) in enumerate(names)}
        self._begins = np.array([kind == "B" and bool(label) for kind, _, label in names])
        self._stands = np.array([kind == "U" and bool(label) for kind, _, label in names])
        self._inside = np.array([kind in {"I", "L"} or not (label or kind == "O") for kind, _, label in names])
        self._on = np.array([self._move.get(("I", label), 0) for label in self._labels])
        self._off = np.array([self._move.get(("L", label), 0) for label in self._labels])

    def find(self, docs: Sequence["Doc"]) -> list[list[Found]]:
        """Return the names in each text, in order; the texts are divided into sentences and have no names yet."""
        if not any(map(len, docs)):
            return [[] for _ in docs]
        parts = self._weigh(self._words.predict(docs))
        best = self._outside(parts, _flags(docs, "IS_SPACE"), ends := _ends(docs))
        (first,) = np.nonzero(self._begins[best])
        last = dict(zip(first.tolist(), self._follow(parts, first, best[first], ends).tolist(), strict=True))
        return list(self._walk(docs, best.tolist(), last))

    def _weigh(self, words: Figures) -> Figures:
        """Return what each word gives (words, 3, hidden, pieces) where it stands next, first in a name, or before."""
        parts: Figures = times_transposed(words, self._lower).reshape(len(words), *self._shape)
        return parts

    def _score(self, here: Figures, first: Figures, before: Figures) -> Figures:
        """Return the scores of all moves."""
        hidden: Figures = (here + first + before + self._lower_shift).max(-1)
        scores: Figures = times_transposed(hidden, self._upper) + self._upper_shift
        return scores

    def _outside(self, parts: Figures, blank: Flags, ends: Flags) -> Indices:
        """Return the best move at each word where no name is open: none begins at the end or on white space."""
        scores = self._score(parts[:, 0], self._pad[1], self._pad[2])
        scores[:, self._inside] = NEVER
        scores[np.ix_(blank, self._stands)] = NEVER
        scores[np.ix_(blank | ends, self._begins)] = NEVER
        best: Indices = scores.argmax(-1)
        return best

    def _follow(self, parts: Figures, first: Indices, moves: Indices, ends: Flags) -> Indices:
        """Return the last words of the names that begin with these words by these moves."""
        last = first.copy()
        going = np.arange(len(first))
        while len(going):
            last[going] += 1
            here = last[going]
            scores = self._score(parts[here, 0], parts[first[going], 1], parts[here - 1, 2])
            rows, moved = np.arange(len(going)), moves[going]
            goes_on = scores[rows, self._on[moved]] >= scores[rows, self._off[moved]]
            going = going[goes_on & ~ends[here]]
        return last

    def _walk(self, docs: Sequence["Doc"], best: Sequence[int], last: dict[int, int]) -> Iterator[list[Found]]:
        at = 0
        begins, stands = self._begins.tolist(), self._stands.tolist()
        for doc in docs:
            start, end = at, at + len(doc)
            found: list[Found] = []
            while at < end:
                move, final = best[at], at
                if begins[move] or stands[move]:
                    final = last.get(at, at)
                    found.append((at - start, final + 1 - start, self._labels[move]))
                at = final + 1
            yield found


def _flags(docs: Sequence["Doc"], attribute: str) -> Flags:
    return np.concatenate([doc.to_array(attribute) == 1 for doc in docs])


def _ends(docs: Sequence["Doc"]) -> Flags:
    """Say of each word whether it is the last of its sentence or of its text."""
    starts = _flags(docs, "SENT_START")
    ends = np.append(starts[1:], True)
    ends[np.cumsum([len(doc) for doc in docs if len(doc)]) - 1] = True
    return ends
