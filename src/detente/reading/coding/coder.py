"""Reads a sentence with the model: one run of the encoder, then what took part in each thing it tells of."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np

from detente.core.spans import Span
from detente.reading.coding.decode import Figures, Suspect, find_suspects, log_odds, marks_of, parties_of, softmax
from detente.reading.coding.labels import CONTEXTS, MARKS, MODES, STATUS_LABELS, TYPES, modes_of
from detente.reading.coding.pieces import LONGEST, START, STOP, Pieces, Window, cut_pieces, cut_window, windows_of
from detente.reading.coding.weights import Weights
from detente.reading.records import Coding

__all__ = ["Coder"]

N_REAL = len(TYPES) - 1
REACH = 40
"""Pieces before and behind a marked party that are read with it where a sentence is too long to be read whole."""


class Coder:
    """The model with its thresholds."""

    def __init__(self, weights: Weights) -> None:
        """Take thresholds and calibration from the model's card."""
        thresholds, calibration = weights.card["thresholds"], weights.card["calibration"]
        self._weights = weights
        self._least = float(thresholds["event"])
        self._contexts = float(thresholds["contexts"])
        self._lean, self._tags = float(thresholds["parties"]), float(thresholds["tags"])
        self._sure = float(thresholds["sure_parties"])
        self._calibration = tuple(map(float, calibration["event"]))
        self._heat = float(calibration["pair_temperature"])

    def with_thresholds(self, **changed: float) -> "Coder":
        """Return the same model with other thresholds."""
        thresholds = self._weights.card["thresholds"] | changed
        return Coder(replace(self._weights, card=self._weights.card | {"thresholds": thresholds}))

    def with_calibration(self, event: Sequence[float]) -> "Coder":
        """Return the same model with another curve from what its parts say to how sure an event is."""
        calibration = self._weights.card["calibration"] | {"event": list(event)}
        return Coder(replace(self._weights, card=self._weights.card | {"calibration": calibration}))

    def code(self, text: str, offset: int = 0) -> Iterator[Coding]:
        """Yield the events of a sentence that starts at `offset` of its document, in order of their triggers."""
        pieces = cut_pieces(self._weights.tokenizer, text, offset)
        for window in windows_of(len(pieces.ids)):
            yield from self._code_window(text, offset, pieces, window)

    def _code_window(self, text: str, offset: int, pieces: Pieces, window: Window) -> Iterator[Coding]:
        part = cut_window(pieces, range(window.start, window.end))
        if not part.ids:
            return
        states, triggers = self.encode(part)
        suspects = [
            s
            for s in find_suspects(triggers[0, 1:-1], part)
            if window.core_start <= window.start + s.first < window.core_end
        ]
        if not suspects:
            return
        answers = self._read(states, np.array([marks_of(s, len(part.ids)) for s in suspects]))
        for suspect, *figures in zip(suspects, *answers, strict=True):
            coding = self._coding(text, offset, part, suspect, figures)
            if coding is not None:
                yield coding

    def relate(self, text: str, actor: Span, recipient: Span) -> Mapping[str, float]:
        """Return how likely each type is, and NONE, for what `actor` does to `recipient` in a sentence.

        Of a sentence longer than a window, what stands around the two is read, with what lies between left out where
        they are far apart.
        """
        pieces = cut_pieces(self._weights.tokenizer, text)
        part = cut_window(pieces, _around(pieces, actor, recipient))
        states, _ = self.encode(part)
        marks = np.zeros((1, len(part.ids) + 2), dtype=np.int64)
        for name, span in (("actor", actor), ("recipient", recipient)):
            for i in part.within(span):
                marks[0, i + 1] = MARKS[name]
        chances = softmax(self._read(states, marks)[1][0] / self._heat)
        return {name: float(chance) for name, chance in zip(TYPES, chances, strict=True)}

    def encode(self, part: Pieces) -> tuple[Figures, Figures]:
        """Return the states (1, pieces + 2, 384) of a stretch of pieces and the logits of its trigger tags."""
        ids = np.array([[START, *part.ids, STOP]], dtype=np.int64)
        shapes = np.array([[0, *part.shapes, 0]], dtype=np.int64)
        states, triggers = self._weights.encoder.run(None, {"ids": ids, "shapes": shapes})
        return states, triggers

    def _read(self, states: Figures, marks: "np.ndarray") -> Sequence[Figures]:
        spread = np.repeat(states, len(marks), axis=0)
        answers: Sequence[Figures] = self._weights.reader.run(None, {"states": spread, "marks": marks.astype(np.int64)})
        return answers

    def _coding(
        self, text: str, offset: int, part: Pieces, suspect: Suspect, figures: Sequence[Figures]
    ) -> Coding | None:
        roles, types, modes, contexts, status = figures
        chances = softmax(types)
        confidence = _confidence(suspect.probability, 1.0 - float(chances[-1]), self._calibration)
        actors, recipients = parties_of(roles[1:-1], part, text, offset, lean=self._lean, sure=self._sure)
        if confidence < self._least or not (actors or recipients):
            return None
        kind = TYPES[int((chances[:N_REAL] * np.power(suspect.types, self._tags)).argmax())]
        own = list(modes_of(kind))
        return Coding(
            type=kind,
            mode=MODES[own[int(modes[own].argmax())]][1],
            contexts=_contexts_of(contexts, self._contexts),
            status=STATUS_LABELS[int(status.argmax())],
            trigger=part.span(suspect.first, suspect.last),
            actors=tuple(actors),
            recipients=tuple(recipients),
            confidence=confidence,
        )


def _contexts_of(logits: Figures, least: float) -> tuple[str, ...]:
    """Return the contexts that are likely enough, most likely first."""
    chances = 1.0 / (1.0 + np.exp(-logits))
    likely = [int(i) for i in np.argsort(-chances, kind="stable") if chances[i] >= least]
    return tuple(CONTEXTS[i] for i in likely)


def _confidence(tagged: float, judged: float, fit: tuple[float, ...]) -> float:
    """Return how sure an event is by what tags and reader say: a logistic curve fitted on held-out sentences."""
    by_tags, by_reader, shift = fit
    return float(1.0 / (1.0 + np.exp(-(by_tags * log_odds(tagged) + by_reader * log_odds(judged) + shift))))


def _around(pieces: Pieces, actor: Span, recipient: Span) -> list[int]:
    """Return all pieces where they fit a window, else those within reach of the actor or the recipient."""
    n = len(pieces.ids)
    if n <= LONGEST:
        return list(range(n))
    marked = [i for span in (actor, recipient) for i in pieces.within(span)]
    first, last = min(marked, default=0), max(marked, default=0)
    if last - first < LONGEST - 2 * REACH:
        return list(range(max(0, first - REACH), min(n, last + 1 + REACH)))
    near = {i for end in (first, last) for i in range(max(0, end - REACH), min(n, end + 1 + REACH))}
    return sorted(near)[:LONGEST]
