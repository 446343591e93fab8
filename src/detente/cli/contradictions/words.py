"""Contradictions for people and for programs: both sides in one layout, the one that came out first first."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from detente.cli.registry.assertions import assertion_lines, said_by

if TYPE_CHECKING:
    from detente.registry.assertions.assertion import Assertion
    from detente.registry.contradictions.contradiction import Contradiction

__all__ = ["contradiction_lines", "contradiction_plain", "contradiction_row"]


def contradiction_row(one: "Contradiction") -> dict[str, Any]:
    """Return a contradiction as a row of a list."""
    return {
        "id": one.id,
        "of": one.named,
        "relation": one.relation,
        "why": one.why,
        "claimed by": _who(one.one),
        "against": _who(one.other),
        "ruling": one.ruling,
    }


def contradiction_plain(one: "Contradiction") -> dict[str, Any]:
    """Return a contradiction for programs: every field, null or empty where nothing is told."""
    import msgspec

    plain: dict[str, Any] = msgspec.to_builtins(one)
    return plain | {"ruling": one.ruling}


def contradiction_lines(one: "Contradiction") -> list[str]:
    """Return a contradiction whole: why, then both sides with all who tell them, then what was decided."""
    return list(_lines(one))


def _lines(one: "Contradiction") -> Iterator[str]:
    yield f"{one.relation} {one.id[:10]} of {one.named}: {one.rule}"
    yield one.why
    for side in (one.one, one.other):
        for claim in side:
            yield f"{claim.published or 'day not told'}, {claim.origin}"
            yield from assertion_lines(claim)
    said = one.verdict
    yield f"{said.ruling} by {said.author}: {said.reason} ({said.made_at[:10]})" if said else "open: nobody has decided"


def _who(side: "tuple[Assertion, ...]") -> str:
    return "; ".join(dict.fromkeys(f"{said_by(one)} ({one.published or 'day not told'})" for one in side))
