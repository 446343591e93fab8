"""What a person of the desk writes down of something that a registry keeps, with the words and where they are from."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import cast, get_args

from detente.core.errors import UsageError
from detente.core.ids import hash_parts
from detente.pipeline.registries import Desk
from detente.registry.assertions.actors import actor_named
from detente.registry.assertions.assertion import Assertion, Claimant, Day, Part, Room, Standing
from detente.registry.evidence import Evidence
from detente.registry.watch.stated import Thing
from detente.registry.where import Locality

__all__ = ["ROLES", "Written", "made_note", "refuse_unknown"]

ROLES: Mapping[Room, tuple[str, ...]] = {
    "agreement": (
        "signatory", "announcer", "ratifier", "suspender", "leaver", "ender", "party", "guarantor", "witness",
        "mediator", "host", "bound", "toward", "mentioned",
    ),
    "institution": ("founder", "host", "head", "staff", "member", "caller", "party", "seat", "mentioned"),
    "platform": (
        "envisaged", "invited", "present", "absent", "declined", "accepted", "caller", "founder", "host", "member",
        "observer", "applicant", "proposer", "taking part", "mentioned",
    ),
    "project": ("party", "operator", "builder", "financier", "investor", "recipient", "sector", "place", "mentioned"),
    "expectation": ("who", "with", "to", "host", "mentioned"),
}  # fmt: skip
"""As what somebody may have a part in what each registry keeps; of a registry without a row any role is kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What a person wrote: `parts` are of the form role=actor[:value], `claimant` an actor's id or a name."""

    what: str
    words: str
    source: str
    claimant: str
    parts: tuple[str, ...] = ()
    first: dt.date | None = None
    last: dt.date | None = None
    where: str | None = None
    value: str | None = None
    standing: str = "happened"
    note: str | None = None


def made_note(
    desk: Desk, thing: Thing, room: Room, written: Written, *, whats: Iterable[str], author: str
) -> Assertion:
    """Return what a person wrote down as an assertion. Raises `UsageError` for what the registry does not know.

    `whats` are the kinds of assertion that the room knows.
    """
    refuse_unknown(written.what, sorted(whats), "--what")
    refuse_unknown(written.standing, sorted(get_args(Standing)), "--standing")
    _refuse_unusable(written)
    actors = {one.id: one.name for one in desk.actors}
    evidence = (Evidence(words=written.words, by=author, source=written.source),)
    told = tuple(_parts(written.parts, actors, evidence))
    for one in told:
        if room in ROLES:
            refuse_unknown(one.role, list(ROLES[room]), "--part")
    first, last = written.first, written.last or written.first
    day = Day(first=first.isoformat() if first else None, last=last.isoformat()) if last else None
    return Assertion(
        id=_id(thing.id, written),
        room=room,
        subject=thing.id,
        named=thing.name,
        what=written.what,
        claimant=Claimant(
            name=actors.get(written.claimant, written.claimant),
            actor=written.claimant if written.claimant in actors else actor_named(written.claimant, desk.actors),
        ),
        standing=cast("Standing", written.standing),
        evidence=evidence,
        origin="person",
        parts=told,
        day=day,
        where=Locality(words=written.where) if written.where else None,
        value=written.value,
        note=written.note,
    )


def _id(thing: str, written: Written) -> str:
    told = (written.what, written.claimant, written.first, written.last, written.where, written.value, written.words)
    return hash_parts("note", thing, *map(str, told), *written.parts)


def _parts(given: Iterable[str], actors: dict[str, str], evidence: tuple[Evidence, ...]) -> Iterator[Part]:
    for one in given:
        role, sign, rest = one.partition("=")
        name, _, value = rest.partition(":")
        if not (role.strip() and sign and name.strip()):
            message = f"--part {one[:60]!r} names no role and actor; write it as --part absent=GEO"
            raise UsageError(message)
        known = name.strip() in actors
        yield Part(
            role=role.strip(), name=actors.get(name.strip(), name.strip()), actor=name.strip() if known else None,
            value=value.strip() or None, evidence=evidence,
        )  # fmt: skip


def _refuse_unusable(written: Written) -> None:
    """Refuse what stands on no words, and days that end before they begin. Raises `UsageError`."""
    for option, given in (
        ("--words", written.words), ("--source", written.source), ("--claimant", written.claimant),
    ):  # fmt: skip
        if not given.strip():
            message = f"{option} is empty: nothing is kept without words, where they stand and who says so"
            raise UsageError(message)
    if written.first and written.last and written.last < written.first:
        message = f"the last day {written.last} is before the first {written.first}: turn them round"
        raise UsageError(message)


def refuse_unknown(given: str, known: list[str], option: str) -> None:
    """Refuse what an option may not be. Raises `UsageError` with what it may."""
    if given not in known:
        message = f"{option} {given[:40]!r} is nothing that is kept here; there are {', '.join(known)}"
        raise UsageError(message)
