"""Bearings and assessments for people and for programs: the words of both sides first."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from detente.core.errors import UsageError

if TYPE_CHECKING:
    from detente.pipeline.implementation import ProposalRow
    from detente.registry.agreements.definition import Agreement
    from detente.registry.agreements.implementation import Assessment, Cell, Row
    from detente.registry.assertions.actors import Actor
    from detente.store import EntryView

__all__ = [
    "history_rows", "matrix_lines", "matrix_plain", "party_of", "proposal_lines", "proposal_plain",
]  # fmt: skip


def proposal_lines(row: "ProposalRow", names: Mapping[str, str]) -> Iterator[str]:
    """Yield a proposal as a block: the words of both sides, who is bound and did it, which way, what is decided."""
    one = row.proposal
    yield f"{one.id[:10]}  {one.agreement}, provision {one.provision}"
    yield f"  provision: “{one.provision_words}”"
    yield f"  report:    “{' … '.join(evidence.words for evidence in one.evidence)}”"
    yield f"  told by:   {one.claimant.name}, {one.published or 'no day told'}"
    yield f"  bound:     {_named(one.bound, names)}"
    yield f"  done by:   {_named(one.doers, names)}"
    yield f"  direction: {DIRECTIONS[one.direction]}"
    yield f"  told as:   {MANNERS[one.manner]}"
    for met in one.met:
        yield f"  meets:     “{met.provision}” and “{met.report}” ({met.topic or 'the same word'})"
    yield f"  score:     {one.score:.2f}"
    yield f"  decided:   {_decided(row)}"
    yield ""


DIRECTIONS = {
    "towards": "towards it", "against": "against it", "about": "about it: prepared or discussed",
    "unclear": "the words do not tell",
}  # fmt: skip
MANNERS = {
    "done": "done", "said": "promised, hoped or demanded, not done", "claim": "said against somebody",
    "denied": "denied", "recalled": "from before the agreement",
}  # fmt: skip


def _named(ids: "Sequence[str]", names: Mapping[str, str]) -> str:
    return ", ".join(names.get(id_, id_) for id_ in ids)


def _decided(row: "ProposalRow") -> str:
    made = row.decision
    told = f"{'bears' if made.accepted else 'does not bear'}, by {made.author}: {made.reason}" if made else "open"
    return told if row.is_proposed else f"{told}; no longer proposed"


def proposal_plain(row: "ProposalRow") -> dict[str, Any]:
    """Return a proposal for programs: every field, null or empty where nothing is told."""
    import msgspec

    plain: dict[str, Any] = msgspec.to_builtins(row)
    return plain


def party_of(given: str, actors: "Iterable[Actor]") -> str:
    """Return the id of the actor that is meant. Raises `UsageError` where it is none of the watch."""
    every = list(actors)
    found = {one.id for one in every if given == one.id or given.casefold() in _called(one)}
    if len(found) == 1:
        return found.pop()
    message = f"no actor, or more than one, answers to {given[:40]!r}; there are {', '.join(one.id for one in every)}"
    raise UsageError(message)


def matrix_plain(
    agreement: "Agreement",
    matrix: "Sequence[Row]",
    accepted: "Sequence[ProposalRow]",
    said: "Sequence[Assessment]",
    *,
    day: dt.date,
) -> Iterator[dict[str, Any]]:
    """Yield a provision an object: its cells as of a day, all assessments of it through time, what bears on it."""
    import msgspec

    from detente.registry.agreements.implementation import timeline_of

    for row in matrix:
        plain: dict[str, Any] = {"agreement": agreement.id, "on": day.isoformat(), **msgspec.to_builtins(row)}
        for cell, made in zip(plain["cells"], row.cells, strict=True):
            cell["is_disputed"] = made.is_disputed
        past = [one for one in timeline_of(said) if one.provision == row.provision]
        yield plain | {
            "timeline": msgspec.to_builtins(past),
            "evidence": [proposal_plain(one) for one in accepted if one.proposal.provision == row.provision],
        }


def matrix_lines(
    agreement: "Agreement",
    matrix: "Sequence[Row]",
    accepted: "Sequence[ProposalRow]",
    *,
    actors: "Iterable[Actor]",
    day: dt.date,
) -> Iterator[str]:
    """Yield the matrix for a terminal: a provision a block, a party a line, the reports that bear on it below."""
    names = {one.id: one.name for one in actors}
    yield f"{agreement.name}, as judged by {day}: 0 none initiated, 1 minimal, 2 intermediate, 3 full"
    if not matrix:
        yield "No provisions of it are in the watch."
    for row in matrix:
        yield ""
        summary = " (the desk's summary)" if row.is_composed else ""
        yield f"{row.provision}{summary}: {row.words}"
        for cell in row.cells:
            yield f"  {_cell_words(cell, names)}"
        for one in accepted:
            if one.proposal.provision == row.provision:
                yield f"  {_bearing_words(one)}"


def history_rows(past: "Iterable[EntryView]") -> list[dict[str, Any]]:
    """Return every revision of decisions and assessments as rows."""
    return [
        {
            "at": one.made_at.isoformat(timespec="seconds"),
            "by": one.author,
            "what": one.kind,
            "provision": one.content.get("provision") or one.content.get("proposal", {}).get("provision"),
            "said": _said(one.content),
            "revision": one.revision,
            "reason": one.reason,
        }
        for one in past
    ]


def _said(content: Mapping[str, Any]) -> str:
    if "accepted" in content:
        return "bears" if content["accepted"] else "does not bear"
    return f"{content['party']}: {content['value']} on {content['day']}"


def _called(actor: "Actor") -> set[str]:
    return {name.casefold() for name in (actor.name, *actor.names)}


def _cell_words(cell: "Cell", names: Mapping[str, str]) -> str:
    name = names.get(cell.party, cell.party)
    if not cell.is_bound:
        return f"{name}: not bound by it"
    if not cell.assessments:
        return f"{name}: not judged"
    told = "; ".join(f"{o.value} by {o.by} on {o.day}: {o.reason} ({_words(o)})" for o in cell.assessments)
    return f"{name}: {told}{' - they dissent' if cell.is_disputed else ''}"


def _words(one: "Assessment") -> str:
    return " … ".join(f"“{evidence.words}”" for evidence in one.evidence)


def _bearing_words(row: "ProposalRow") -> str:
    one = row.proposal
    words = " … ".join(evidence.words for evidence in one.evidence)
    by = row.decision.author if row.decision else ""
    return f"{one.published or 'no day'} {one.direction}: {one.claimant.name}: “{words}” (accepted by {by})"
