"""Sentences out of patterns: each value is put where the pattern has it, with the words that it stands on."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from detente.brief.brief import Piece, Sentence
from detente.brief.composing.names import is_plural
from detente.brief.composing.quotes import Quote
from detente.display.language import mark, say
from detente.registry.evidence import Evidence

__all__ = ["MOODS", "Part", "says", "sentence", "word_count"]

SLOT = re.compile(r"%\((\w+)\)s")
Part = str | Piece | tuple[Piece, ...]
VERBS: Mapping[str, tuple[str, str]] = {
    "says": (mark("%(who)s says%(of)s: %(words)s%(more)s."), mark("%(who)s says%(of)s that %(words)s%(more)s.")),
    "denies": (mark("%(who)s denies it%(of)s: %(words)s%(more)s."),
               mark("%(who)s denies%(of)s that %(words)s%(more)s.")),
    "alleges": (mark("%(who)s alleges%(of)s: %(words)s%(more)s."),
                mark("%(who)s alleges%(of)s that %(words)s%(more)s.")),
    "tells": (mark("%(who)s tells of an allegation%(of)s: %(words)s%(more)s."),
              mark("%(who)s tells of an allegation%(of)s that %(words)s%(more)s.")),
    "recalls": (mark("%(who)s recalls%(of)s: %(words)s%(more)s."),
                mark("%(who)s recalls%(of)s that %(words)s%(more)s.")),
    "hopes": (mark("%(who)s hopes%(of)s: %(words)s%(more)s."), mark("%(who)s hopes%(of)s that %(words)s%(more)s.")),
    "believes": (mark("%(who)s believes%(of)s: %(words)s%(more)s."),
                 mark("%(who)s believes%(of)s that %(words)s%(more)s.")),
    "saw": (mark("%(who)s says that this was not observed%(of)s: %(words)s%(more)s."),
            mark("%(who)s says that this was not observed%(of)s: %(words)s%(more)s.")),
    "cannot": (mark("%(who)s says that this cannot be told%(of)s: %(words)s%(more)s."),
               mark("%(who)s says that this cannot be told%(of)s: %(words)s%(more)s.")),
}  # fmt: skip
"""Who says it, how, and in which words: as they stand, or where the report had them so, behind "that"."""
MANY: Mapping[str, tuple[str, str]] = {
    "says": (mark("%(who)s say%(of)s: %(words)s%(more)s."), mark("%(who)s say%(of)s that %(words)s%(more)s.")),
    "denies": (mark("%(who)s deny it%(of)s: %(words)s%(more)s."),
               mark("%(who)s deny%(of)s that %(words)s%(more)s.")),
    "alleges": (mark("%(who)s allege%(of)s: %(words)s%(more)s."),
                mark("%(who)s allege%(of)s that %(words)s%(more)s.")),
    "tells": (mark("%(who)s tell of an allegation%(of)s: %(words)s%(more)s."),
              mark("%(who)s tell of an allegation%(of)s that %(words)s%(more)s.")),
    "recalls": (mark("%(who)s recall%(of)s: %(words)s%(more)s."),
                mark("%(who)s recall%(of)s that %(words)s%(more)s.")),
    "hopes": (mark("%(who)s hope%(of)s: %(words)s%(more)s."), mark("%(who)s hope%(of)s that %(words)s%(more)s.")),
    "believes": (mark("%(who)s believe%(of)s: %(words)s%(more)s."),
                 mark("%(who)s believe%(of)s that %(words)s%(more)s.")),
    "saw": (mark("%(who)s say that this was not observed%(of)s: %(words)s%(more)s."),
            mark("%(who)s say that this was not observed%(of)s: %(words)s%(more)s.")),
    "cannot": (mark("%(who)s say that this cannot be told%(of)s: %(words)s%(more)s."),
               mark("%(who)s say that this cannot be told%(of)s: %(words)s%(more)s.")),
}  # fmt: skip
"""The same where who says it are several by their name: officials, forces."""
MOODS = {"hoped": "hopes", "believed": "believes"}
"""Verbs of how something is said, where it is not told as what is so."""


def sentence(pattern: str, *, claimant: str | None = None, **parts: Part) -> Sentence:
    """Return a pattern in the language that is spoken with pieces in place of ``%(name)s``."""
    pieces = tuple(_joined(_filled(pattern, parts)))
    first = pieces[0]
    if not first.quoted:
        begun = Piece(text=first.text[:1].upper() + first.text[1:], evidence=first.evidence, href=first.href)
        pieces = (begun, *pieces[1:])
    return Sentence(pieces=pieces, claimant=claimant)


def says(
    who: str, words: Quote, *, verb: str = "says", of: Part = "", more: Part = "", evidence: Evidence | None = None
) -> Sentence:
    """Return that somebody says something, in the words of the report; what is said first is who."""
    plain, clause = (MANY if is_plural(who) else VERBS)[verb]
    told = Piece(text=who, evidence=evidence or words.piece.evidence)
    return sentence(say(clause if words.is_clause else plain), claimant=who, who=told, of=of, words=words.piece,
                    more=more)  # fmt: skip


def word_count(some: Iterable[Sentence]) -> int:
    """Return how many words sentences have."""
    return sum(len(one.text.split()) for one in some)


def _filled(pattern: str, parts: Mapping[str, Part]) -> Iterator[Piece]:
    at = 0
    for slot in SLOT.finditer(pattern):
        yield Piece(text=pattern[at : slot.start()])
        part: Any = parts[slot[1]]
        yield from (Piece(text=part),) if isinstance(part, str) else (part,) if isinstance(part, Piece) else part
        at = slot.end()
    yield Piece(text=pattern[at:])


def _joined(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Yield pieces, those that are bare text put together."""
    held = ""
    for one in pieces:
        if one.evidence is None and one.href is None and not one.quoted:
            held += one.text
            continue
        if held:
            yield Piece(text=held)
            held = ""
        yield one
    if held:
        yield Piece(text=held)
