"""Joint findings: a text is joint only when officers of both sides have signed that same text.

A refusal is kept with its reason; who signs and differs in something says so, and it stands beside. Whoever changes a
word has another text, which nobody has signed yet.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from detente.core.errors import UsageError
from detente.core.ids import hash_parts
from detente.registry.ceasefires.definition import Ceasefire

__all__ = [
    "LONGEST_TEXT",
    "Act",
    "FindingText",
    "SignOff",
    "Signature",
    "checked_signature",
    "checked_words",
    "is_same_person",
    "sign_off",
    "signature_id",
    "text_id",
]

Act = Literal["signed", "refused", "dissents", "took back"]
"""Signed the text; refused to; differs in something, whether signed or not; took the signature back."""
LONGEST_TEXT = 20_000
"""Characters of a text that is laid before both sides: more is no finding, but a report."""
NO_LETTERS = "CPZ"
"""Categories of characters by which two writings of one name may differ: control, punctuation, space."""


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


def checked_words(given: str) -> str:
    """Return the words of a text as they are laid before both sides: lines as they are, no space around the whole.

    Raises `UsageError` for no words, for more than can be read, and for characters that nobody sees.
    """
    text = "\n".join(line.rstrip() for line in given.replace("\r\n", "\n").split("\n")).strip()
    if not text:
        message = "the text has no words; write what both sides are to sign"
        raise UsageError(message)
    if len(text) > LONGEST_TEXT:
        message = f"the text has {len(text):,} characters; say it in {LONGEST_TEXT:,} at most"
        raise UsageError(message)
    unseen = next((c for c in text if not c.isprintable() and c not in "\n\t"), None)
    if unseen is not None:
        line = text[: text.index(unseen)].count("\n") + 1
        message = f"line {line} of the text has a character that nobody sees (U+{ord(unseen):04X}); take it out"
        raise UsageError(message)
    return text


def is_same_person(one: str, other: str) -> bool:
    """Say whether two names are one but for case, space and punctuation: "A. Karimova" and "a karimova"."""
    return _letters(one) == _letters(other)


def checked_signature(
    signature: Signature,
    ceasefire: Ceasefire,
    before: Sequence[Signature],
    *,
    elsewhere: Sequence[Signature] = (),
    replaced_by: str | None = None,
) -> Signature:
    """Return a signature that may be given. Raises `UsageError` that says why it may not.

    `before` is what was done with this text, `elsewhere` with others of the ceasefire; `replaced_by` is the id of its
    new wording.
    """
    wrong = [*_wrong(signature, ceasefire, before, elsewhere), *_replaced(signature, replaced_by)]
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


def _wrong(
    signature: Signature, ceasefire: Ceasefire, before: Sequence[Signature], elsewhere: Sequence[Signature]
) -> Iterator[str]:
    """Yield why a signature may not be given."""
    parties = [party.id for party in ceasefire.parties]
    if signature.party not in parties:
        yield f"{signature.party[:40]!r} is no party of {ceasefire.id}; its parties are {', '.join(parties)}"
    if not _letters(signature.officer):
        yield "a signature has the name of an officer"
    if signature.act != "signed" and not (signature.reason or "").strip():
        yield "whoever refuses, dissents or takes a signature back says why"
    yield from _both_sides(signature, (*before, *elsewhere))
    standing = {one.party: one.act for one in sorted(before, key=lambda one: one.number) if one.act != "dissents"}
    if signature.act == "took back" and standing.get(signature.party) != "signed":
        yield f"{signature.party} has not signed it"
    if signature.act in {"signed", "refused"} and standing.get(signature.party) == signature.act:
        yield f"{signature.party} has {signature.act} it already"
    if signature.act == "refused" and standing.get(signature.party) == "signed":
        yield f"{signature.party} has signed it; a signature is taken back, with the reason: --take-back"
    if any(one.number >= signature.number for one in before):
        yield "something was done with the text meanwhile; read it again"


def _both_sides(signature: Signature, others: Iterable[Signature]) -> Iterator[str]:
    """Yield for which other sides the same officer stands already: a name is one however it is written."""
    same = {one.party: one.officer for one in others if is_same_person(one.officer, signature.officer)}
    for party, name in sorted(same.items()):
        if party != signature.party:
            yield f"{name} stands for {party} already, and nobody signs for both sides"


def _replaced(signature: Signature, replaced_by: str | None) -> Iterator[str]:
    """Yield that a text is an older wording; a signature under it may be taken back all the same."""
    if replaced_by is not None and signature.act in {"signed", "refused"}:
        yield f"a new wording took its place, {replaced_by[:10]}; that one waits for signatures"


def _letters(name: str) -> str:
    plain = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
    return "".join(c for c in plain if unicodedata.category(c)[0] not in NO_LETTERS)
