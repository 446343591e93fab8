"""What rows of several tables are made of: words with where they stand, and parties with who they are."""

from typing import Any

from detente.core.spans import HasSpan
from detente.reading.reading import Reading
from detente.reading.records import Entity, Party, Source

__all__ = ["Row", "Told", "party_of", "words_at"]

Row = dict[str, Any]
"""A row by its columns; what is left out is null."""


class Told:
    """A reading with what its rows look up: whose a mention is and how surely, and who has an id."""

    def __init__(self, reading: Reading) -> None:
        """Index a reading."""
        self.reading = reading
        self.entities = {entity.id: entity for entity in reading.entities}
        self.owners: dict[int, Entity] = {i: entity for entity in reading.entities for i in entity.mentions}
        self.links: dict[int, float] = {
            i: sure
            for entity in reading.entities
            for i, sure in zip(entity.mentions, entity.links or (1.0,) * len(entity.mentions), strict=True)
        }


def words_at(span: HasSpan | None, text: str, *, front: str = "") -> Row:
    """Return where words stand and the words themselves, under columns that begin with `front`; null where none do."""
    if span is None:
        return {f"{front}start": None, f"{front}end": None, f"{front}words": None}
    return {f"{front}start": span.start, f"{front}end": span.end, f"{front}words": text[span.start : span.end]}


def party_of(told: Told, party: Party | Source) -> Row:
    """Return who is named by words, as far as that is known, and the words."""
    entity = told.entities.get(party.entity) if party.entity is not None else None
    where = words_at(party, told.reading.text)
    if entity is None:
        return {"entity": party.entity, **where}
    return {
        "entity": entity.id,
        "name": entity.name,
        "kind": entity.kind,
        "country": entity.country,
        "sectors": entity.sectors,
        "inferred": entity.inferred,
        **where,
    }
