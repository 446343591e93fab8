"""Joint findings: a text is joint only when officers of both sides have signed that same text.

A refusal is kept with its reason; who signs and differs in something says so, and it stands beside. Whoever changes a
word has another text, which nobody has signed yet.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from detente.core.errors import UsageError
from detente.core.ids import hash_parts
from detente.registry.ceasefires.definition import Ceasefire

__all__ = ["FindingText", "SignOff", "Signature", "checked_signature", "sign_off", "signature_id", "text_id"]

Act = Literal["signed", "refused", "dissents", "took back"]
"""Signed the text; refused to; differs in something, whether signed or not; took the signature back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingText:
    """The text of a finding about violations (their ids), as it is laid before both sides.

    `replaces` is the id of the text of which it is a new wording.
    """

    id: str
    subjects: tuple[str, ...]
    text: str
    by: str
    replaces: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """What an officer of a side did with a text, and why. `at` is when (ISO 8601, UTC)."""

    text: str
    number: int
    act: Act
    officer: str
    party: str
    at: str
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SignOff:
    """Where a text stands: by party who signed and who refused last, and what dissent stands beside it.

    `is_joint` is whether both sides have signed it.
    """

    text: FindingText
    signed: tuple[Signature, ...]
    refused: tuple[Signature, ...]
    dissents: tuple[Signature, ...]
    waits_for: tuple[str, ...]
    is_joint: bool


def text_id(text: str, subjects: Iterable[str]) -> str:
    """Return the id of a text: of its very words, and of what it is about."""
    return hash_parts("finding text", text, *sorted(subjects))


def signature_id(text: str, number: int) -> str:
    """Return the id of what was done with a text."""
    return hash_parts("signature", text, str(number))


def checked_signature(signature: Signature, ceasefire: Ceasefire, before: Sequence[Signature]) -> Signature:
    """Return a signature that may be given. Raises `UsageError` that says why it may not."""
    wrong = list(_wrong(signature, ceasefire, before))
    if wrong:
        message = f"{signature.officer} cannot be noted on text {signature.text[:10]}: {'; '.join(wrong)}"
        raise UsageError(message)
    return signature


def sign_off(text: FindingText, signatures: Iterable[Signature], ceasefire: Ceasefire) -> SignOff:
    """Return where a text stands, by what was done last for each side."""
    given = sorted((one for one in signatures if one.text == text.id), key=lambda one: one.number)
    last = {one.party: one for one in given if one.act != "dissents"}
    signed = tuple(one for one in last.values() if one.act == "signed")
    parties = [party.id for party in ceasefire.parties]
    return SignOff(
        text=text,
        signed=signed,
        refused=tuple(one for one in last.values() if one.act == "refused"),
        dissents=tuple(one for one in given if one.act == "dissents"),
        waits_for=tuple(party for party in parties if party not in last or last[party].act == "took back"),
        is_joint={one.party for one in signed} == set(parties),
    )


def _wrong(signature: Signature, ceasefire: Ceasefire, before: Sequence[Signature]) -> Iterator[str]:
    """Yield why a signature may not be given."""
    parties = [party.id for party in ceasefire.parties]
    if signature.party not in parties:
        yield f"{signature.party!r} is no party of {ceasefire.id}; its parties are {', '.join(parties)}"
    if not signature.officer.strip():
        yield "a signature has the name of an officer"
    if signature.act != "signed" and not (signature.reason or "").strip():
        yield "whoever refuses, dissents or takes a signature back says why"
    standing = {one.party: one.act for one in sorted(before, key=lambda one: one.number) if one.act != "dissents"}
    for other in sorted({one.party for one in before if one.officer == signature.officer} - {signature.party}):
        yield f"{signature.officer} signs for {other} already, and nobody signs for both sides"
    if signature.act == "took back" and standing.get(signature.party) != "signed":
        yield f"{signature.party} has not signed it"
    if signature.act == "signed" and standing.get(signature.party) == "signed":
        yield f"{signature.party} has signed it already"
