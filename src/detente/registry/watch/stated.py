"""What a watch states of what it follows, as assertions beside those of reports."""

from collections.abc import Iterator, Mapping
from typing import cast

from detente.core.ids import hash_parts
from detente.registry.agreements.definition import Agreement
from detente.registry.assertions.actors import actor_named
from detente.registry.assertions.assertion import Amount, Assertion, Claimant, Day, Part, Room, Standing
from detente.registry.count import Count
from detente.registry.institutions.definition import Institution
from detente.registry.platforms.definition import Platform
from detente.registry.projects.definition import Project
from detente.registry.watch.definition import Stated, Watch
from detente.registry.where import Locality

__all__ = ["Thing", "rooms_of", "stated_in", "things_of"]

Thing = Agreement | Institution | Platform | Project
"""What a watch follows and reports tell of."""


def stated_in(watch: Watch, *, known_at: str | None = None) -> Iterator[Assertion]:
    """Yield the assertions that a watch states, in its order; `known_at` is when the record got to know it."""
    rooms, names = rooms_of(watch), {one.id: one.name for one in things_of(watch)}
    actors = {one.id: one.name for one in watch.actors}
    for one in watch.stated:
        yield Assertion(
            id=_id(watch, one),
            room=rooms[one.of],
            subject=one.of,
            named=names[one.of],
            what=one.what,
            claimant=Claimant(name=actors.get(one.claimant, one.claimant), actor=_actor(one.claimant, watch)),
            standing=cast("Standing", one.standing),
            evidence=one.evidence,
            origin="watch",
            parts=tuple(_parts(one, actors)),
            day=Day(first=one.first, last=one.last or one.first) if one.first or one.last else None,
            where=Locality(words=one.where) if one.where else None,
            value=one.value,
            amount=_amount(one),
            published=one.published,
            known_at=known_at,
            note=one.note,
        )


def things_of(watch: Watch) -> tuple[Thing, ...]:
    """Return what a watch follows and reports tell of, in its order."""
    return (*watch.agreements, *watch.institutions, *watch.platforms, *watch.projects)


def rooms_of(watch: Watch) -> Mapping[str, Room]:
    """Return to which registry the things of a watch belong, by their ids."""
    rooms: dict[str, Room] = {}
    rooms |= dict.fromkeys((one.id for one in watch.agreements), "agreement")
    rooms |= dict.fromkeys((one.id for one in watch.institutions), "institution")
    rooms |= dict.fromkeys((one.id for one in watch.platforms), "platform")
    rooms |= dict.fromkeys((one.id for one in watch.projects), "project")
    return rooms


def _id(watch: Watch, one: Stated) -> str:
    told = (one.first, one.last, one.value, one.where, one.low, one.high)
    parts = (f"{role}={','.join(some)}" for role, some in sorted(one.parts.items()))
    words = one.evidence[0].words if one.evidence else ""
    return hash_parts("stated", watch.id, one.of, one.what, one.claimant, words, *map(str, told), *parts)


def _actor(claimant: str, watch: Watch) -> str | None:
    if any(actor.id == claimant for actor in watch.actors):
        return claimant
    return actor_named(claimant, watch.actors)


def _parts(one: Stated, actors: Mapping[str, str]) -> Iterator[Part]:
    for role, ids in one.parts.items():
        for id_ in ids:
            known = id_ in actors
            yield Part(
                role=role, name=actors.get(id_, id_), actor=id_ if known else None, value=one.values.get(id_),
                evidence=one.evidence,
            )  # fmt: skip


def _amount(one: Stated) -> Amount | None:
    if one.low is None and one.high is None:
        return None
    words = one.evidence[0].words
    return Amount(count=Count(low=one.low, high=one.high, words=words), unit=one.unit)
