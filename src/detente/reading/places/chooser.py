"""The trained chooser: how likely a stretch is no place, a place unknown, or each of the places of its name.

Three small networks (over candidates, over the stretch as no place, over the stretch as a place unknown), weighed
against each other by a softmax, twice: what is sure after the first time is known in the second. `training/place.py`
makes the weights from places that people coded.
"""

import functools
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from detente.core.errors import ModelError
from detente.knowledge.gazetteer import GazetteerEntry
from detente.reading.layers import Layers, Weights, layers_of, load_weights, shares_of
from detente.reading.parse import Parse
from detente.reading.places.context import Context, is_same_place, next_context
from detente.reading.places.features import candidate_rows, likeliest, span_features
from detente.reading.places.spans import Toponym

__all__ = ["Choice", "Chooser", "load_chooser"]

FILE = "chooser.json"
AROUND = frozenset({"admin1", "district"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What became of a stretch: how likely it names a place at all, the likeliest place, and how likely that one is.

    `score` is the likelihood of `entry` where the stretch is a place.
    """

    toponym: Toponym
    is_place: float
    entry: GazetteerEntry | None
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Chooser:
    """The networks, and from which likelihoods on a stretch is a place and has a point."""

    candidates: Layers
    nothing: Layers
    unknown: Layers
    least_place: float
    least_point: float

    def choose(self, toponyms: Sequence[Toponym], parse: Parse, context: Context) -> list[Choice]:
        """Return what each stretch means."""
        once = [self._weighed(t, parse, context) for t in toponyms]
        known = next_context(context, ((c.toponym, c.entry, c.score * c.is_place) for c in once))
        return [self._weighed(t, parse, known) for t in toponyms]

    def _weighed(self, toponym: Toponym, parse: Parse, context: Context) -> Choice:
        entries = likeliest(toponym, context)
        shares = self.shares(toponym, entries, parse, context)
        is_place = 1.0 - float(shares[-1])
        if not entries:
            return Choice(toponym=toponym, is_place=is_place, entry=None, score=0.0)
        best = entries[int(shares[: len(entries)].argmax())]
        same = [(e, float(s)) for e, s in zip(entries, shares, strict=False) if is_same_place(e, best)]
        score = sum(share for _, share in same) / max(is_place, 1e-6)
        towns = [e for e, _ in same if e.precision == "city"]
        entry = towns[0] if towns and best.precision in AROUND and not toponym.as_division else best
        return Choice(toponym=toponym, is_place=is_place, entry=entry, score=min(1.0, score))

    def shares(self, toponym: Toponym, entries: Sequence[GazetteerEntry], parse: Parse, context: Context) -> Weights:
        """Return how likely each place is meant, then how likely one that is not known, then no place."""
        span = [span_features(toponym, parse, context)]
        rows = candidate_rows(toponym, entries, context)
        scores = [self.candidates.weigh(rows)] if rows else []
        return shares_of(np.concatenate([*scores, self.unknown.weigh(span), self.nothing.weigh(span)]))


@functools.cache
def load_chooser() -> Chooser:
    """Return the chooser of this package, read once a process.

    Raises `ModelError` where the file is broken.
    """
    data = load_weights("detente.reading.places", FILE)
    try:
        layers = {name: layers_of(data[name]) for name in ("candidates", "nothing", "unknown")}
        return Chooser(**layers, least_place=float(data["least_place"]), least_point=float(data["least_point"]))
    except (ValueError, KeyError, TypeError) as error:
        message = f"the chooser's weights ({FILE}) are not what this version expects: {error}; install détente again"
        raise ModelError(message) from error
