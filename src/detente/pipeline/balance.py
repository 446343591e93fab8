"""What a desk reads, report by report, as the balance of its sources counts it."""

from dataclasses import dataclass

from detente.pipeline.registries import stored_desk
from detente.registry.ceasefires.definition import Ceasefire
from detente.registry.ceasefires.parse import ceasefire_from_json
from detente.registry.watch.balance import Kept, Sides, side_of, sides_of
from detente.registry.watch.publishers import publisher_kind
from detente.store import NOW, Known, Record, documents, entries, voices

__all__ = ["Heard", "gather_heard"]

DAY, MONTH = 10, 7
"""Letters of a day and of a month in ISO form."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """All reports that a record holds, and the sides and ceasefires that its desk knows."""

    kept: tuple[Kept, ...]
    sides: Sides
    ceasefires: tuple[Ceasefire, ...]


def gather_heard(record: Record, *, known_on: Known = NOW) -> Heard:
    """Return every report with its outlet, voice, language, kind, day and side, in the order in which they came."""
    desk = stored_desk(record, known_on=known_on)
    found = entries(record, kind="ceasefire", known_on=known_on)
    ceasefires = tuple(ceasefire_from_json(one.content) for one in found)
    sides = sides_of(desk.actors, ceasefires)
    voice = voices(record, known_on=known_on)
    every = documents(record, known_on=known_on)
    of_outlet = {outlet: side_of(outlet, sides) for outlet in {one.publisher for one in every}}
    kept = tuple(
        Kept(
            document=one.id, voice=voice.get(one.id, one.id), outlet=one.publisher,
            kind=publisher_kind(one.publisher, form=one.format), form=one.format,
            language=one.language or one.identified, day=(one.published or "")[:DAY] or None,
            month=(one.published or "")[:MONTH] or None, side=of_outlet[one.publisher],
        )
        for one in every
    )  # fmt: skip
    return Heard(kept=kept, sides=sides, ceasefires=ceasefires)
