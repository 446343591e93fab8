"""What one report says of the relations of actors: accusations, answers, positions, anniversaries."""

from collections.abc import Iterator

from detente.registry.assertions.assertion import Assertion
from detente.registry.assertions.telling import Telling
from detente.registry.relations.accusations import accusations_in
from detente.registry.relations.anniversaries import anniversaries_in
from detente.registry.relations.answers import answers_in
from detente.registry.relations.positions import positions_in

__all__ = ["assertions_of"]


def assertions_of(telling: Telling) -> Iterator[Assertion]:
    """Yield all of them, kind by kind, each kind in the order of the text."""
    yield from accusations_in(telling)
    yield from answers_in(telling)
    yield from positions_in(telling)
    yield from anniversaries_in(telling)
