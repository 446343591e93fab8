"""What types and codes mean, for a reader of the page who has no other page at hand."""

from collections.abc import Sequence

from detente.knowledge.plover import plover

__all__ = ["legend"]

Meanings = Sequence[tuple[str, str]]


def legend() -> tuple[tuple[str, Meanings], ...]:
    """Return types of events, sectors and codes of bodies, each list under its heading."""
    words = plover()
    return (
        ("Types of events", [(t.name, t.means) for t in words.types.values()]),
        ("Sectors of parties", list(words.sectors.items())),
        ("In place of a country", list(words.international.items())),
    )
