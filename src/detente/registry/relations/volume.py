"""How many reports speak of two actors: as texts, copies once, by the days between which each came out."""

from collections.abc import Iterable, Mapping
from typing import Protocol

from detente.registry.relations.parties import Belonging, Pair, Who
from detente.registry.relations.timeline import Volume

__all__ = ["volume_of"]

Days = tuple[int, int]


class Speaks(Protocol):
    """Somebody of whom documents speak."""

    @property
    def who(self) -> Who:
        """Whom."""

    @property
    def documents(self) -> tuple[str, ...]:
        """Which do."""


def volume_of(
    spoken: Iterable[Speaks],
    pair: Pair,
    belonging: Belonging,
    *,
    voices: Mapping[str, str],
    published: Mapping[str, Days | None],
) -> Volume:
    """Return the texts that speak of either of two, or of whoever acts for them; of copies, the first that came out."""
    naming: dict[str, set[str]] = {pair.first.id: set(), pair.second.id: set()}
    for one in spoken:
        actor = belonging.actor(one.who)
        if actor in naming:
            naming[actor].update(voices.get(document, document) for document in one.documents)
    came_out: dict[str, Days] = {}
    for document, days in published.items():
        if days is not None:
            voice = voices.get(document, document)
            came_out[voice] = min(days, came_out.get(voice, days))
    both = naming[pair.first.id] & naming[pair.second.id]
    either = naming[pair.first.id] | naming[pair.second.id]
    return Volume(texts=tuple((came_out.get(voice), voice in both) for voice in sorted(either)))
