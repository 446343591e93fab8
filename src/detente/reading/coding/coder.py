"""Reads a sentence with the model: one run of the encoder, then what took part in each thing it tells of."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

import numpy as np

from detente.core.errors import ModelError
from detente.core.spans import Span, overlaps
from detente.reading.coding.decode import (
    Cue,
    Figures,
    Suspect,
    find_cues,
    find_suspects,
    log_odds,
    marks_of,
    parties_of,
    said_of,
    softmax,
)
from detente.reading.coding.labels import CONTEXTS, MARKS, MODES, MOODS, NONE, STATUS_LABELS, TYPES, modes_of
from detente.reading.coding.pieces import LONGEST, START, STOP, Pieces, cut_pieces, cut_window, windows_of
from detente.reading.coding.weights import RESTORE, Weights
from detente.reading.records import Coding, Saying

__all__ = ["MOST_MARKED", "WEIGHED", "Coder", "Encoded", "Look"]

N_REAL = len(TYPES) - 1
ENCODED = ["states", "triggers", "cues"]
EVENT_ANSWERS = ("roles", "types", "modes", "contexts", "status")
SAYING_ANSWERS = ("claims", "moods")
"""What is asked of the encoder, and of the reader for an event and for a claim, by the names in the model's files."""
REACH = 40
"""Pieces before and behind a marked party that are read with it where a sentence is too long to be read whole."""

MOST_MARKED = 12
"""Stretches of one window that the reader is asked about, as triggers or as cues; of news hardly any has nine."""
Marked = TypeVar("Marked", Cue, Suspect)

WEIGHED = ("tags", "reader", "type", "others", "length", "shift")
"""What a confidence is made of: how sure the tags are of a trigger, how sure the reader is of an event and of its type,
how many other stretches of the sentence are suspected, how long it is, and a constant."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Encoded:
    """A window of a sentence as the encoder has it: states (1, pieces + 2, 384), and tags of triggers and of cues.

    `text` is the sentence, which starts at `offset` of its document. The window answers for the pieces of `core`,
    counted in the window.
    """

    text: str
    offset: int
    part: Pieces
    core: range
    states: Figures
    triggers: Figures
    cues: Figures


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """A stretch that may be a trigger, with the reader's figures: of roles, type, mode, contexts and status.

    `others` is how many other stretches of the same window are suspected.
    """

    window: Encoded
    suspect: Suspect
    others: int
    figures: tuple[Figures, ...]


class Coder:
    """The model with its thresholds."""

    def __init__(self, weights: Weights) -> None:
        """Take thresholds and calibration from the model's card.

        Raises `ModelError` where the card lacks one: it is of another version of the program.
        """
        self._weights = weights
        try:
            self._take(weights.card["thresholds"], weights.card["calibration"])
        except KeyError as error:
            message = f"the model's card card.json has no {error}, so it is of another version of détente; {RESTORE}"
            raise ModelError(message) from error

    def _take(self, thresholds: Mapping[str, float], calibration: Mapping[str, Any]) -> None:
        self._least = float(thresholds["event"])
        self._contexts = float(thresholds["contexts"])
        self._lean, self._tags = float(thresholds["parties"]), float(thresholds["tags"])
        self._sure = float(thresholds["sure_parties"])
        self._calibration = tuple(map(float, calibration["event"]))
        self._heat = float(calibration["pair_temperature"])
        self._silent = float(calibration["pair_silent"])

    def with_thresholds(self, **changed: float) -> "Coder":
        """Return the same model with other thresholds."""
        thresholds = self._weights.card["thresholds"] | changed
        return Coder(replace(self._weights, card=self._weights.card | {"thresholds": thresholds}))

    def with_calibration(self, event: Sequence[float]) -> "Coder":
        """Return the same model with another curve from what its parts say to how sure an event is."""
        calibration = self._weights.card["calibration"] | {"event": list(event)}
        return Coder(replace(self._weights, card=self._weights.card | {"calibration": calibration}))

    def encode(self, text: str, offset: int = 0) -> Iterator[Encoded]:
        """Yield the windows of a sentence that starts at `offset` of its document, each encoded once."""
        pieces = cut_pieces(self._weights.tokenizer, text, offset)
        for window in windows_of(len(pieces.ids)):
            part = cut_window(pieces, range(window.start, window.end))
            if part.ids:
                states, triggers, cues = self._encode(part)
                core = range(window.core_start - window.start, window.core_end - window.start)
                yield Encoded(
                    text=text, offset=offset, part=part, core=core, states=states, triggers=triggers, cues=cues
                )

    def code(self, text: str, offset: int = 0) -> Iterator[Coding]:
        """Yield the events of a sentence that starts at `offset` of its document, in order of their triggers."""
        for window in self.encode(text, offset):
            yield from self.code_window(window)

    def code_window(self, window: Encoded, phrases: Sequence[Span] = ()) -> Iterator[Coding]:
        """Yield the events of one window of a sentence, in order of their triggers; noun phrases are not torn apart."""
        for look in self.look(window):
            coding = self.judge(look, phrases)
            if coding is not None and coding.confidence >= self._least:
                yield coding

    def suspects_in(self, window: Encoded) -> list[Suspect]:
        """Return the stretches of a window that may be triggers, in order, those that are one too many included."""
        return [s for s in find_suspects(window.triggers[0, 1:-1], window.part) if s.first in window.core]

    def cues_in(self, window: Encoded) -> list[Cue]:
        """Return the stretches of a window that may be cues, in order, those that are one too many included."""
        return [c for c in find_cues(window.cues[0, 1:-1], window.part) if c.first in window.core]

    def say_window(self, window: Encoded) -> Iterator[Saying]:
        """Yield what may be claims, however unsure, by the cues in one window of a sentence, in order."""
        cues = _likeliest(self.cues_in(window))
        if not cues:
            return
        marks = np.array([marks_of(c, len(window.part.ids), "cue") for c in cues])
        for cue, tags, mood in zip(cues, *self._read(window.states, marks, SAYING_ANSWERS), strict=True):
            source, content = said_of(tags[1:-1], window.part, window.text, window.offset)
            yield Saying(
                cue=window.part.span(cue.first, cue.last),
                source=source,
                content=content,
                mood=MOODS[int(mood.argmax())],
                confidence=cue.probability,
            )

    def look(self, window: Encoded) -> Iterator[Look]:
        """Yield what the model says of each stretch of a window that may be a trigger."""
        suspects = _likeliest(self.suspects_in(window))
        if not suspects:
            return
        marks = np.array([marks_of(s, len(window.part.ids), "trigger") for s in suspects])
        for suspect, *figures in zip(suspects, *self._read(window.states, marks, EVENT_ANSWERS), strict=True):
            yield Look(window=window, suspect=suspect, others=len(suspects) - 1, figures=tuple(figures))

    def judge(self, look: Look, phrases: Sequence[Span] = ()) -> Coding | None:
        """Return the coding that a look gives, however unsure; None where nobody takes part."""
        roles, types, modes, contexts, status = look.figures
        window, suspect, chances = look.window, look.suspect, softmax(types)
        trigger = window.part.span(suspect.first, suspect.last)
        actors, recipients = parties_of(
            roles[1:-1],
            window.part,
            window.text,
            window.offset,
            lean=self._lean,
            sure=self._sure,
            phrases=[p for p in phrases if not overlaps(p, trigger)],
        )
        if not (actors or recipients):
            return None
        kinds = chances[:N_REAL] * np.power(suspect.types, self._tags)
        kind = TYPES[int(kinds.argmax())]
        own = list(modes_of(kind))
        return Coding(
            type=kind,
            mode=MODES[own[int(modes[own].argmax())]][1],
            contexts=_contexts_of(contexts, self._contexts),
            status=STATUS_LABELS[int(status.argmax())],
            trigger=trigger,
            actors=tuple(actors),
            recipients=tuple(recipients),
            confidence=_curve(self.weigh(look), self._calibration),
        )

    def weigh(self, look: Look) -> tuple[float, ...]:
        """Return what speaks for a look's being an event of its type, as `WEIGHED` names it."""
        chances, suspect = softmax(look.figures[1]), look.suspect
        kinds = chances[:N_REAL] * np.power(suspect.types, self._tags)
        return (
            log_odds(suspect.probability),
            log_odds(1.0 - float(chances[-1])),
            log_odds(float(kinds.max() / kinds.sum())),
            float(np.log1p(look.others)),
            float(np.log(len(look.window.part.ids))),
            1.0,
        )

    def cue_chance(self, text: str) -> float:
        """Return how likely the likeliest piece of a sentence is to be the cue of a claim."""
        cues = [window.cues[0, 1:-1] for window in self.encode(text)]
        return max((float(1.0 - softmax(logits)[:, 0].min()) for logits in cues), default=0.0)

    def relate(self, text: str, actor: Span, recipient: Span) -> Mapping[str, float]:
        """Return how likely each type is, and NONE, for what `actor` does to `recipient` in a sentence.

        The reader is asked about the pair; that no event of the sentence joins the two speaks for NONE. Of a sentence
        longer than a window, what stands around the two is read, with what lies between left out where they are far
        apart.
        """
        figures, joined = self.weigh_pair(text, actor, recipient)
        if not joined:
            figures[TYPES.index(NONE)] += self._silent
        chances = softmax(np.asarray(figures / self._heat, dtype=np.float32))
        return {name: float(chance) for name, chance in zip(TYPES, chances, strict=True)}

    def weigh_pair(self, text: str, actor: Span, recipient: Span) -> tuple[Figures, bool]:
        """Return the reader's logits (17,) for a pair, and whether something that may be an event joins the two."""
        pieces = cut_pieces(self._weights.tokenizer, text)
        part = cut_window(pieces, _around(pieces, actor, recipient))
        states, triggers, cues = self._encode(part)
        core = range(len(part.ids))
        window = Encoded(text=text, offset=0, part=part, core=core, states=states, triggers=triggers, cues=cues)
        marks = np.zeros((1, len(part.ids) + 2), dtype=np.int64)
        for name, span in (("actor", actor), ("recipient", recipient)):
            for i in part.within(span):
                marks[0, i + 1] = MARKS[name]
        looks = self.look(window)
        joined = any((coding := self.judge(look)) and _joins(coding, actor, recipient) for look in looks)
        asked: Figures = self._read(states, marks, ["types"])[0][0]
        return asked, joined

    def _encode(self, part: Pieces) -> tuple[Figures, Figures, Figures]:
        ids = np.array([[START, *part.ids, STOP]], dtype=np.int64)
        shapes = np.array([[0, *part.shapes, 0]], dtype=np.int64)
        states, triggers, cues = self._weights.encoder.run(ENCODED, {"ids": ids, "shapes": shapes})
        return states, triggers, cues

    def _read(self, states: Figures, marks: "np.ndarray", wanted: Sequence[str]) -> Sequence[Figures]:
        spread = np.repeat(states, len(marks), axis=0)
        given = {"states": spread, "marks": marks.astype(np.int64)}
        answers: Sequence[Figures] = self._weights.reader.run(list(wanted), given)
        return answers


def _likeliest(found: list[Marked]) -> list[Marked]:
    """Return the likeliest `MOST_MARKED`, in order: the model is asked of each, with the whole window before it."""
    if len(found) <= MOST_MARKED:
        return found
    kept = sorted(range(len(found)), key=lambda k: (-found[k].probability, k))[:MOST_MARKED]
    return [found[k] for k in sorted(kept)]


def _joins(coding: Coding, actor: Span, recipient: Span) -> bool:
    """Say whether one party does it to the other, or, where nobody receives it, both do it together."""
    others = coding.recipients or coding.actors
    return any(overlaps(actor, a) for a in coding.actors) and any(overlaps(recipient, x) for x in others)


def _contexts_of(logits: Figures, least: float) -> tuple[str, ...]:
    """Return the contexts that are likely enough, most likely first."""
    chances = 1.0 / (1.0 + np.exp(-logits))
    likely = [int(i) for i in np.argsort(-chances, kind="stable") if chances[i] >= least]
    return tuple(CONTEXTS[i] for i in likely)


def _curve(weighed: Sequence[float], fit: Sequence[float]) -> float:
    """Return how sure an event is by what speaks for it: a logistic curve fitted on held-out sentences."""
    return float(1.0 / (1.0 + np.exp(-sum(x * w for x, w in zip(weighed, fit, strict=True)))))


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
