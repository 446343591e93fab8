"""A watch in words: its sections, each with how the desk calls what reports call variously."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from detente.cli.registry.assertions import assertion_lines
from detente.registry.assertions.naming import plain_name

if TYPE_CHECKING:
    from detente.registry.agreements.definition import Agreement
    from detente.registry.projects.definition import Project
    from detente.registry.watch.definition import Watch
    from detente.store import EntryView

__all__ = ["counts_of", "row_of", "watch_lines"]

MOST_NAMES = 8
"""Names of one thing that are shown; --json has all."""


def counts_of(watch: "Watch") -> dict[str, Any]:
    """Return how much of what a watch follows."""
    return {
        "actors": len(watch.actors),
        "places": len(watch.places),
        "agreements": len(watch.agreements),
        "institutions": len(watch.institutions),
        "platforms": len(watch.platforms),
        "projects": len(watch.projects),
        "phrases": len(watch.phrases),
        "stated": len(watch.stated),
        "ceasefires": len(watch.ceasefires),
    }


def row_of(watch: "Watch", entry: "EntryView") -> dict[str, Any]:
    """Return a kept watch as a row of a list."""
    told = {"watch": watch.id, "name": watch.name, "invented": watch.invented}
    kept = {"revision": entry.revision, "by": entry.author, "at": entry.made_at.isoformat(timespec="seconds")}
    return told | counts_of(watch) | kept


def watch_lines(watch: "Watch") -> Iterator[str]:
    """Yield a watch as lines for people; a section that is empty says so."""
    yield f"{watch.name} ({watch.id})" + (" (invented: an example)" if watch.invented else "")
    yield from _section("Actors", (f"{_named(one)} [{one.id}]" for one in watch.actors))
    yield from _section("Places", (_named(one) for one in watch.places))
    yield "Agreements:"
    for agreement in watch.agreements:
        yield from _agreement_lines(agreement)
    yield from _section("Institutions", _with_actors("staffed by", ((one, one.actors) for one in watch.institutions)))
    yield from _section("Platforms", _with_actors("envisaged", ((one, one.envisaged) for one in watch.platforms)))
    yield from _section("Projects", (line for one in watch.projects for line in _project_lines(one)))
    yield from _section("Phrases", (f"“{one.words}” [{one.id}]" for one in watch.phrases))
    yield from _section("Ceasefires, in files beside it", watch.ceasefires)
    yield from _stated_lines(watch)


def _section(title: str, lines: "Iterator[str] | tuple[str, ...]") -> Iterator[str]:
    some = list(lines)
    yield f"{title}:" if some else f"{title}: none"
    yield from (f"  {line}" for line in some)


def _named(one: Any) -> str:
    """Return what the desk calls one, with a few of the names that reports use, each in one spelling."""
    spelled = {plain_name(name): name for name in reversed((one.name, *one.names))}
    others = [name for name in reversed(spelled.values()) if name != one.name]
    more = f" and {len(others) - MOST_NAMES} more" if len(others) > MOST_NAMES else ""
    return f"{one.name} (in reports: {', '.join(others[:MOST_NAMES])}{more})" if others else str(one.name)


def _with_actors(told: str, some: "Iterable[tuple[Any, tuple[str, ...]]]") -> Iterator[str]:
    for one, actors in some:
        yield f"{_named(one)} [{one.id}]"
        if actors:
            yield f"  {told}: {', '.join(actors)}"


def _project_lines(one: "Project") -> Iterator[str]:
    yield f"{one.kind or 'project'}: {_named(one)} [{one.id}]"
    for told, some in (("route", one.route), ("party", one.parties)):
        if some:
            yield f"  {told}: {', '.join(some)}"


def _agreement_lines(one: "Agreement") -> Iterator[str]:
    yield f"  {_named(one)} [{one.id}]"
    for role in ("party", "guarantor", "witness", "mentioned"):
        actors = [p.actor for p in one.parties if p.role == role]
        if actors:
            yield f"    {role}: {', '.join(actors)}"
    for provision in one.provisions:
        due = f", by {provision.due}" if provision.due else ""
        days = f", within {provision.within_days} days of {provision.counted_from}" if provision.within_days else ""
        ours = " (our summary)" if provision.is_composed else ""
        yield f"    {provision.id}{due}{days}: “{provision.words}”{ours}"


def _stated_lines(watch: "Watch") -> Iterator[str]:
    from detente.registry.watch.stated import stated_in

    yield "Stated from elsewhere than reports:" if watch.stated else "Stated from elsewhere than reports: nothing"
    for said in stated_in(watch):
        yield f"  {said.named}:"
        yield from (f"    {line}" for line in assertion_lines(said))
