"""Contradictions for people and for programs: all sides in one layout, the one that came out first first."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from detente.cli.registry.assertions import assertion_lines, said_by

if TYPE_CHECKING:
    from detente.registry.assertions.assertion import Assertion
    from detente.registry.contradictions.contradiction import Contradiction

__all__ = ["contradiction_lines", "contradiction_plain", "contradiction_short"]

SHORT = 160
"""Characters of a text that a list shows."""


def contradiction_short(one: "Contradiction") -> list[str]:
    """Return a contradiction as an entry of a list: why, and of each side who says so, when, and its first text."""
    return list(_short(one))


def _short(one: "Contradiction") -> Iterator[str]:
    yield f"{one.id[:10]} · {one.relation} · {one.named} · {one.ruling}"
    yield f"  {one.why}"
    for side in one.sides:
        yield f"  {_who(side)}: “{_cut(side[0].evidence[0].words)}”"
    yield ""


def _cut(words: str) -> str:
    told = " ".join(words.split())
    return told if len(told) <= SHORT else told[:SHORT].rsplit(" ", 1)[0] + " …"


def contradiction_plain(one: "Contradiction") -> dict[str, Any]:
    """Return a contradiction for programs: every field, null or empty where nothing is told."""
    import msgspec

    plain: dict[str, Any] = msgspec.to_builtins(one)
    return plain | {"ruling": one.ruling}


def contradiction_lines(one: "Contradiction") -> list[str]:
    """Return a contradiction whole: why, then all sides with all who tell them, then what was decided."""
    return list(_lines(one))


def _lines(one: "Contradiction") -> Iterator[str]:
    yield f"{one.relation} {one.id[:10]} of {one.named}: {one.rule}"
    yield one.why
    for side in one.sides:
        for claim in side:
            yield f"{claim.published or 'day not told'}, {claim.origin}"
            yield from assertion_lines(claim)
    said = one.verdict
    yield f"{said.ruling} by {said.author}: {said.reason} ({said.made_at[:10]})" if said else "open: nobody has decided"


def _who(side: "tuple[Assertion, ...]") -> str:
    """Return who says so, each once with the days of it."""
    days: dict[str, list[str]] = {}
    for one in side:
        days.setdefault(said_by(one), []).append(one.published or "day not told")
    return "; ".join(f"{who} ({', '.join(dict.fromkeys(told))})" for who, told in days.items())
