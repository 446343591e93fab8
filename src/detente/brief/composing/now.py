"""What the record has now of the reports of earlier briefs, in the form in which their lines keep it."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from detente.brief.composing.basis import (
    Stood,
    stood_assertion,
    stood_claimed,
    stood_heard,
    stood_mine,
    stood_mine_kind,
    stood_saying,
    stood_speaker,
    stood_violation,
)
from detente.brief.composing.enquiries import stood_signature, stood_step
from detente.brief.composing.material import Material
from detente.pipeline.ceasefires import kept_figures
from detente.pipeline.mines import gather_mines
from detente.pipeline.news import sayings_in
from detente.pipeline.told_in import assertions_in, claimed_in, heard_in, violations_in
from detente.registry.ceasefires.definition import Ceasefire
from detente.store import Known, Record, entries, outlets_of

__all__ = ["Now", "gather_now"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Now:
    """What stands now: `documents` are those that are there, `stood` values each with the incident that it is of."""

    documents: frozenset[str]
    stood: tuple[tuple[Stood, str], ...]

    def at(self, was: Stood) -> tuple[Stood, ...]:
        """Return what a room has now at the same words."""
        return tuple(one for one, _ in self.stood if one.room == was.room and one.overlaps(was))

    def incident_of(self, was: Stood) -> str:
        """Return the incident that the same value is of now; "" where it is of none."""
        found = (id_ for one, id_ in self.stood if one.room == was.room and one.overlaps(was)
                 and one.values == was.values)  # fmt: skip
        return next((id_ for id_ in found if id_), "")


def gather_now(material: Material, documents: Collection[str]) -> Now:
    """Return what the record has of some reports as of the moment of a brief."""
    there = frozenset(outlets_of(material.record, documents, known_on=material.known_on)) if documents else frozenset()
    return Now(documents=there, stood=tuple(_stood(material, there)))


def _stood(material: Material, documents: frozenset[str]) -> Iterator[tuple[Stood, str]]:
    record, known_on = material.record, material.known_on
    for ceasefire in material.ceasefires:
        for one in kept_figures(record, ceasefire.id, known_on=known_on):
            yield stood_violation(one), ""
        yield from ((one, "") for one in _found_out(record, ceasefire, known_on))
    if not documents:
        return
    for ceasefire in material.ceasefires:
        for one in violations_in(record, ceasefire, documents, known_on=known_on):
            yield stood_violation(one), one.incident or ""
        for claim in claimed_in(record, ceasefire, documents, known_on=known_on):
            yield stood_claimed(claim, ceasefire.id), ""
    yield from (
        (stood_assertion(one), "") for one in assertions_in(record, material.desk, documents, known_on=known_on)
    )
    yield from ((stood_assertion(one), "") for one in material.desk.assertions)
    yield from ((stood_heard(one), "") for one in heard_in(record, documents, known_on=known_on))
    for id_, sayings in sayings_in(record, documents, known_on=known_on).items():
        for saying in sayings:
            if saying.words is not None:
                yield stood_saying(saying.column, saying.words), id_
                yield stood_speaker(saying.column, saying.words), id_
    yield from _mines(material, documents)


def _found_out(record: Record, ceasefire: Ceasefire, known_on: Known) -> Iterator[Stood]:
    """Yield the steps of enquiries, the texts, and what was done with them."""
    yield from map(stood_step, entries(record, kind="step", owner=ceasefire.id, known_on=known_on))
    yield from map(stood_signature, entries(record, kind="signature", owner=ceasefire.id, known_on=known_on))
    for one in entries(record, kind="text", owner=ceasefire.id, known_on=known_on):
        yield Stood(room="text", entry=one.subject, values={"value": one.content["text"]["text"]})


def _mines(material: Material, documents: frozenset[str]) -> Iterator[tuple[Stood, str]]:
    for row in gather_mines(material.record, known_on=material.known_on):
        if row.record.evidence and row.record.evidence[0].document in documents:
            yield stood_mine(row), ""
            yield stood_mine_kind(row), ""
