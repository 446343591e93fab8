"""One agreement in lines: its names, parties and texts, then each status with who says so."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from detente.pipeline.agreements import Agreements
    from detente.registry.agreements.definition import Agreement
    from detente.registry.agreements.view import Status

__all__ = ["agreement_lines"]


def agreement_lines(found: "Agreements", one: "Agreement") -> Iterator[str]:
    """Yield an agreement for people: what it is called, who is a party by the watch, what is said of each status."""
    from detente.pipeline.registries import actor_names
    from detente.registry.agreements.view import provisions_told, statuses_of

    names = actor_names(found.desk)
    yield f"{one.name} [{one.id}]" + (" (invented)" if one.invented else "")
    yield from _heading(found, one, names)
    statuses = statuses_of(one, found.said_of(one.id))
    for what in dict.fromkeys(status.what for status in statuses):
        yield ""
        yield what
        alike: dict[object, list[Status]] = {}
        for status in statuses:
            if status.what == what:
                alike.setdefault(status.said, []).append(status)
        for some in alike.values():
            yield from _status(some, names)
    told = len(provisions_told(found.said_of(one.id)))
    yield ""
    yield f"provisions: {len(one.provisions)} by the watch, {told} told by reports: detente agreements provisions"


def _heading(found: "Agreements", one: "Agreement", names: dict[str, str]) -> Iterator[str]:
    from detente.cli.agreements.aliases import taken_words

    if one.names:
        yield f"  also called: {'; '.join(one.names)}"
    for claim in found.aliases_of(one.id):
        if claim.decision is None or claim.decision.verdict == "apart":
            yield f"  “{claim.words}”: {taken_words(claim)} ({claim.reason})"
    for role in ("party", "guarantor", "witness", "mentioned"):
        some = [names.get(party.actor, party.actor) for party in one.parties if party.role == role]
        if some:
            yield f"  {role}: {', '.join(some)}"
    for text in one.texts:
        by = f", published by {text.claimant}" if text.claimant else ""
        of = f", translated from {text.translated_from}" if text.translated_from else ""
        yield f"  text {text.id} ({text.language}{of}{by})"


def _status(some: "list[Status]", names: dict[str, str]) -> Iterator[str]:
    """Yield what is said of a status, of parties of whom the same is said together; that nobody says, where so."""
    from detente.cli.registry.assertions import assertion_lines, day_words
    from detente.registry.agreements.view import days_apart

    status = some[0]
    party = ", ".join(names.get(one.party, one.party) for one in some if one.party)
    if not status.said:
        yield f"  {party}: nobody says" if party else "  nobody says"
        return
    yield f"  {party}" if party else "  by whom is not told"
    for one in status.said:
        yield from (f"    {line}" for line in assertion_lines(one))
    apart = days_apart(status.said)
    if apart:
        told = "; ".join(f"{day_words(one.day)} ({one.claimant.name})" for one in apart)
        yield f"    days that cannot both be: {told}"
