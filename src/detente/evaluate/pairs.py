"""Pairs of parties: what a sentence's coded events say that each party does to each other."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Protocol

from detente.core.spans import Span, covers, overlaps

__all__ = ["NONE", "Joining", "Pair", "pairs_of", "pairs_within"]

NONE = "NONE"
"""What stands between two parties whom no event joins."""


class Joining(Protocol):
    """An event, of which only type and parties matter here."""

    @property
    def type(self) -> str:
        """One of the sixteen types."""

    @property
    def actors(self) -> Sequence[Span] | None:
        """Who does it; None where that was not coded."""

    @property
    def recipients(self) -> Sequence[Span] | None:
        """To whom it is done; None where that was not coded."""


class Triggered(Joining, Protocol):
    """An event that stands somewhere in a text."""

    @property
    def trigger(self) -> Span:
        """The words that tell of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two marked parties and the type of what the one does to the other, or NONE."""

    actor: Span
    recipient: Span
    type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """An event with those of its parties that stand in one sentence."""

    type: str
    actors: tuple[Span, ...]
    recipients: tuple[Span, ...]


def pairs_of(events: Iterable[Joining], known: Iterable[Span]) -> Iterator[Pair]:
    """Yield every ordered pair of parties of a sentence with its type: NONE where no event joins them that way round.

    An event joins each actor to each recipient; one without recipients joins its actors to each other, both ways. Of
    two events that join the same pair the first counts. Parties that overlap ("Turkish soldiers", "Turkish") are no
    pair.
    """
    joined: dict[tuple[Span, Span], str] = {}
    for event in events:
        actors = event.actors or ()
        for couple in product(actors, event.recipients or actors):
            joined.setdefault(couple, event.type)
    everyone = sorted(set(known))
    for one, other in product(everyone, everyone):
        if not overlaps(one, other):
            yield Pair(actor=one, recipient=other, type=joined.get((one, other), NONE))


def pairs_within(sentence: Span, events: Iterable[Triggered], known: Iterable[Span]) -> Iterator[Pair]:
    """Yield the pairs of one sentence of a longer text, offsets counted from the sentence's start.

    An event belongs to the sentence that holds its trigger, with those of its parties that stand there too.
    """

    def inside(spans: Iterable[Span] | None) -> tuple[Span, ...]:
        return tuple(_moved(s, sentence.start) for s in spans or () if covers(sentence, s))

    parts = [
        _Part(type=e.type, actors=inside(e.actors), recipients=inside(e.recipients))
        for e in events
        if covers(sentence, e.trigger)
    ]
    yield from pairs_of(parts, inside(known))


def _moved(span: Span, start: int) -> Span:
    return Span(span.start - start, span.end - start)
