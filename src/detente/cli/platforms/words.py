"""Platforms, meetings and attendance for people and for programs."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from detente.cli.printable import printable
from detente.cli.registry.assertions import assertion_plain, assertion_row
from detente.cli.registry.options import print_json

if TYPE_CHECKING:
    from detente.registry.assertions.assertion import Assertion
    from detente.registry.institutions.definition import Institution
    from detente.registry.platforms.definition import Platform
    from detente.registry.platforms.matrix import Matrix
    from detente.registry.platforms.meetings import Meeting

__all__ = [
    "called", "matrix_lines", "matrix_plain", "meeting_plain", "meeting_row", "platform_rows",
    "print_said", "refuse_unheard",
]  # fmt: skip

SIGNS = {"present": "P", "absent": "A", "declined": "D", "accepted": "C", "invited": "I"}
LEGEND = (
    "P present, A absent, D declined beforehand, C announced to come, I invited only,",
    "E to be in it, and no more is said; blank: nobody says. Two signs: rival claims.",
)
MANY = 20
"""Names of what there is that a refusal lists."""
WIDE = 34
TABLE = 180
"""Columns of a terminal from which lists of assertions are tables."""


def called(platforms: "Sequence[Platform]", given: str) -> str:
    """Return the id of the platform that is meant, else the name as it was given, in lower case."""
    plain = given.casefold()
    found = [one.id for one in platforms if plain in {n.casefold() for n in (one.id, one.name, *one.names)}]
    return found[0] if len(found) == 1 else plain


def refuse_unheard(
    given: str, kept: "Iterable[Platform | Institution]", said: "Iterable[Assertion]", what: str
) -> None:
    """Refuse a name that nothing kept has and nobody says. Raises `UsageError` with what there is."""
    from detente.core.errors import UsageError

    things = tuple(kept)
    plain, names = given.casefold(), {name.casefold() for one in things for name in (one.id, one.name, *one.names)}
    spoken = sorted({one.named for one in said if one.subject is None})
    if plain in names or plain in {name.casefold() for name in spoken}:
        return
    there = [*(one.id for one in things), *spoken]
    told = (
        f"there are {', '.join(there[:MANY])}{' and more' if len(there) > MANY else ''}" if there else "there is none"
    )
    message = f"no {what} answers to {given[:60]!r}: {told}"
    raise UsageError(message)


def print_said(said: "Iterable[Assertion]", *, as_json: bool, nothing: str) -> None:
    """Print assertions as a list for people, or as JSON with every field."""
    from detente.cli.show.table import print_rows

    if as_json:
        print_json(assertion_plain(one) for one in said)
    else:
        print_rows([assertion_row(one) for one in said], nothing=nothing, wide=TABLE)


def platform_rows(
    platforms: "Sequence[Platform]", said: "Sequence[Assertion]", meetings: "Sequence[Meeting]"
) -> list[dict[str, Any]]:
    """Return a row for each platform: those that the desk keeps, then those that it does not, by name."""
    names = {one.id: one.name for one in platforms}
    told = Counter(one.subject or one.named for one in said)
    met = Counter(one.platform for one in meetings)
    kept = [*names, *sorted(key for key in told if key not in names)]
    return [
        {
            "platform": names.get(key, key),
            "kept as": key if key in names else None,
            "said": told[key],
            "meetings": met[key],
        }
        for key in kept
    ]


def meeting_row(one: "Meeting") -> dict[str, Any]:
    """Return a meeting as a row of a list for people."""
    return {
        "id": one.id[:16], "platform": one.platform, "which": one.name,
        "told to be": ", ".join(one.states) or "not told",
        "who": "; ".join(_who(one)) or None, "said by": ", ".join(sorted({a.claimant.name for a in one.assertions})),
    }  # fmt: skip


def _who(one: "Meeting") -> Iterator[str]:
    from detente.registry.platforms.meetings import ATTENDANCE, came_in

    for what in ATTENDANCE:
        came = (pair for a in one.assertions for pair in came_in(a))
        named = dict.fromkeys(part.actor or part.name for kind, part in came if kind == what)
        if named:
            yield f"{what}: {', '.join(sorted(named))}"


def meeting_plain(one: "Meeting") -> dict[str, Any]:
    """Return a meeting for programs, with every assertion."""
    return {
        "id": one.id, "platform": one.platform, "rounds": one.rounds, "days": one.days, "places": one.places,
        "states": one.states, "rule": one.why, "assertions": [assertion_plain(a) for a in one.assertions],
    }  # fmt: skip


def matrix_plain(made: "Matrix") -> Iterator[dict[str, Any]]:
    """Yield a row of the matrix each; a cell that nobody fills is null, or says that the actor was envisaged only."""
    for meeting, cells in made.rows:
        yield {
            "meeting": meeting.id, "platform": meeting.platform, "which": meeting.name, "states": meeting.states,
            "cells": {
                actor: {
                    "told": cells[actor].told, "rival": cells[actor].is_rival,
                    "assertions": [assertion_plain(one) for one in cells[actor].assertions],
                } if actor in cells
                else {"told": ["envisaged"], "rival": False, "assertions": []} if actor in made.envisaged else None
                for actor in made.actors
            },
        }  # fmt: skip


def matrix_lines(made: "Matrix") -> Iterator[str]:
    """Yield the matrix as lines: signs in columns, then the levels and reasons that are told."""
    from textwrap import wrap

    from detente.registry.platforms.meetings import came_in

    if not made.rows:
        yield "nobody speaks of a meeting of it here"
        return
    widths = {actor: max(len(printable(actor)), 3) for actor in made.actors}
    width = min(WIDE, max(len("meeting"), *(len(printable(meeting.name)) for meeting, _ in made.rows)))
    yield f"{'meeting':<{width}} " + " ".join(f"{printable(actor):<{widths[actor]}}" for actor in made.actors)
    for meeting, cells in made.rows:
        signs = (_sign(made, cells, actor) for actor in made.actors)
        row = " ".join(f"{sign:<{widths[actor]}}" for sign, actor in zip(signs, made.actors, strict=True))
        first, *more = wrap(printable(meeting.name), width)
        yield f"{first:<{width}} {row}".rstrip()
        yield from more
    yield from LEGEND
    for meeting, cells in made.rows:
        for actor, cell in sorted(cells.items()):
            said: dict[str, dict[str, None]] = {}
            for one in cell.assertions:
                for kind, part in came_in(one):
                    if (part.actor or part.name) == actor and part.value:
                        said.setdefault(f"{kind}: {part.value}", {})[one.claimant.name] = None
            yield from (printable(f"{meeting.name}: {actor} {told} ({'; '.join(by)})") for told, by in said.items())


def _sign(made: "Matrix", cells: Any, actor: str) -> str:
    if actor not in cells:
        return "E" if actor in made.envisaged else ""
    kinds = dict.fromkeys(SIGNS[words.split(" (")[0]] for words in cells[actor].told)
    return "/".join(kinds)
