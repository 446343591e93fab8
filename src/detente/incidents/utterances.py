"""Quotations in several reports that are one utterance, told in variants: cut, damaged, or translated otherwise."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from detente.incidents.account import Side

__all__ = ["Quotation", "Utterance", "link_utterances", "quotations_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """Words that one report quotes of a speaker; `[start, end)` in the report's text, `days` as ordinals."""

    key: str
    document: str
    claim: str
    speaker: Side
    start: int
    end: int
    words: str
    days: tuple[int, int] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Utterance:
    """One utterance: the quotations that are variants of it, the fullest first."""

    id: str
    speaker: str
    variants: tuple[Quotation, ...]


def quotations_of(reading: Mapping[str, Any], *, document: str) -> Iterator[Quotation]:
    """Yield what a reading quotes directly, with its speaker."""
    raise NotImplementedError


def link_utterances(quotations: Sequence[Quotation]) -> tuple[Utterance, ...]:
    """Return the utterances that quotations are of, each quotation in one; their order changes nothing."""
    raise NotImplementedError
