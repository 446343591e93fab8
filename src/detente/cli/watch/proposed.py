"""What is proposed for a watch, for people, for programs, and as a piece of a watch's file."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from detente.cli.printable import printable
from detente.core.errors import UsageError

if TYPE_CHECKING:
    from detente.registry.watch.missing import Proposal

__all__ = ["asked_sections", "find_proposal", "printable", "proposal_plain", "proposal_row", "toml_of"]

SECTIONS = ("actors", "agreements", "institutions", "places", "platforms", "projects")
LONGEST_ID = 40


def asked_sections(given: Iterable[str] | None) -> frozenset[str]:
    """Return the sections that are asked for; none is all. Raises `UsageError` for what is no section."""
    asked = frozenset(given or ())
    unknown = sorted(asked - frozenset(SECTIONS))
    if unknown:
        message = f"--section {unknown[0][:40]!r} is no section of a watch; there are {', '.join(SECTIONS)}"
        raise UsageError(message)
    return asked


def find_proposal(every: Sequence["Proposal"], given: str) -> "Proposal":
    """Return the proposal of an id or its first digits. Raises `UsageError` where it is none, or more than one."""
    found = [one for one in every if given and one.id.startswith(given)]
    if len(found) != 1:
        told = "no proposal" if not found else f"{len(found)} proposals"
        message = f"{told} begin with {given[:60]!r}: detente watch missing DIR --dismissed lists them"
        raise UsageError(message)
    return found[0]


def proposal_row(one: "Proposal") -> dict[str, Any]:
    """Return a proposal as a row of a list for people."""
    days = f"{one.days[0]} to {one.days[-1]}" if len(one.days) > 1 else "".join(one.days)
    return {
        "id": one.id,
        "for": one.section,
        "name": one.name,
        "also called": ", ".join(one.forms) or None,
        "voices": one.voices,
        "days": days or None,
        "may be": f"{one.near.name} ({one.near.id}): {one.near.why}" if one.near else None,
        "words": one.evidence[0].words,
    }


def proposal_plain(one: "Proposal") -> dict[str, Any]:
    """Return a proposal for programs: every field."""
    import msgspec

    plain: dict[str, Any] = msgspec.to_builtins(one)
    return plain


def toml_of(found: Iterable["Proposal"]) -> str:
    """Return proposals as a piece of a watch's file: names and words alone, for a person to go over."""
    return "".join(f"{line}\n" for one in found for line in _toml_lines(one))


def _toml_lines(one: "Proposal") -> Iterator[str]:
    yield f"# {one.voices} voices; {printable(one.evidence[0].words)[:160]}"
    if one.near:
        yield f"# perhaps another name of {printable(one.near.id)}: {printable(one.near.why)}"
        yield f"# names = [{_quoted(one.name)}]"
        return
    yield f"[[{one.section}]]"
    if one.section != "places":
        yield f"id = {_quoted(_slug(one))}"
    yield f"name = {_quoted(one.name)}"
    if one.forms:
        yield f"names = [{', '.join(map(_quoted, one.forms))}]"
    if one.section == "actors" and one.country and one.is_state:
        yield f"countries = [{_quoted(one.country)}]"
    yield ""


def _slug(one: "Proposal") -> str:
    if one.is_state and one.country:
        return one.country
    plain = re.sub(r"[^a-z0-9]+", "-", one.name.casefold()).strip("-")[:LONGEST_ID].strip("-")
    return plain or one.id[:10]


def _quoted(text: str) -> str:
    # what JSON writes in quotation marks TOML reads as well, once nothing is left that cannot be printed
    return json.dumps(printable(text), ensure_ascii=False)
