"""An agreement as the desk's watch has it: its names, its parties, its texts and its provisions."""

from dataclasses import dataclass
from typing import Literal

from detente.registry.evidence import Evidence

__all__ = ["Agreement", "AgreementParty", "PartyRole", "Provision", "TextVariant"]

PartyRole = Literal["party", "guarantor", "witness", "mentioned"]
"""Who is bound by it, who vouches for it, who saw it signed, and who is only spoken of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementParty:
    """An actor of the watch with its role in the agreement, and who says so (None for the desk)."""

    actor: str
    role: PartyRole = "party"
    claimant: str | None = None
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Provision:
    """A provision: its number (as the text has it, or a short name), its words, and who owes what to whom.

    `bound` and `toward` are actors of the watch; `due` a day (YYYY-MM-DD), `within_days` a number of days counted
    from `counted_from` ("signed", "in force" or another provision's id); `condition` are words. `is_composed` is
    whether the words are the desk's own summary, and not the text.
    """

    id: str
    words: str
    bound: tuple[str, ...] = ()
    toward: tuple[str, ...] = ()
    due: str | None = None
    within_days: int | None = None
    counted_from: str | None = None
    condition: str | None = None
    topics: tuple[str, ...] = ()
    is_composed: bool = False
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TextVariant:
    """A text of the agreement: in which language, by whom published, `file` beside the watch or the `text` itself."""

    id: str
    language: str = "en"
    claimant: str | None = None
    file: str | None = None
    text: str | None = None
    translated_from: str | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """An agreement. `names` are what else it is called; `ceasefire` is the id of a ceasefire that rests on it."""

    id: str
    name: str
    names: tuple[str, ...] = ()
    parties: tuple[AgreementParty, ...] = ()
    provisions: tuple[Provision, ...] = ()
    texts: tuple[TextVariant, ...] = ()
    ceasefire: str | None = None
    invented: bool = False
