"""Indexes over the records of one reading, each made when it is first asked for."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from detente.reading.records import Entity, Mention

__all__ = ["LookUp"]


class LookUp:
    """Finds records by id, by mention or by offset, at a cost that does not grow with the document."""

    def __init__(self) -> None:
        """Start without any index."""
        self._by_mention: dict[int, Entity] | None = None
        self._by_head: dict[int, int] | None = None
        self._by_id: dict[int, dict[str, Any]] = {}

    def by_mention(self, entities: Iterable[Entity]) -> Mapping[int, Entity]:
        """Return entities by the indices of their mentions."""
        if self._by_mention is None:
            self._by_mention = {index: entity for entity in entities for index in entity.mentions}
        return self._by_mention

    def by_head(self, mentions: Sequence[Mention]) -> Mapping[int, int]:
        """Return indices of mentions by the offset of their head word, the longest where several share it."""
        if self._by_head is None:
            lengths = {i: m.end - m.start for i, m in enumerate(mentions)}
            found: dict[int, int] = {}
            for i, mention in enumerate(mentions):
                kept = found.setdefault(mention.head, i)
                found[mention.head] = i if lengths[i] > lengths[kept] else kept
            self._by_head = found
        return self._by_head

    def by_id(self, records: Sequence[Any]) -> Mapping[str, Any]:
        """Return records of one layer by their id; an index a layer."""
        layer = id(records)
        if layer not in self._by_id:
            self._by_id[layer] = {r.id: r for r in records}
        return self._by_id[layer]
