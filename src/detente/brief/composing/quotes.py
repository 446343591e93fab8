"""Words of a report as a sentence quotes them: on one line, cut short at a word, without marks of their own around."""

import re
from dataclasses import dataclass

from detente.brief.brief import Piece, Sentence
from detente.registry.evidence import Evidence

__all__ = ["AROUND", "MOST", "Quote", "adjoining", "begins_openly", "names_speaker", "quote_of", "quotes_openly"]

MOST = 30
"""Words of a report that a sentence quotes at most."""
SPOKEN = re.compile(r"[:,]\s*[“\"«](?=\w)")
"""Where within words of a report somebody's own begin."""
OWN_WORDS = 4
AROUND = " \t\n.,;:–—-"
POINTING = frozenset(
    {"he", "she", "it", "they", "him", "her", "them", "his", "its", "their", "this", "that", "these", "those", "there",
     "here", "such", "also", "meanwhile", "however", "but", "both", "neither", "who", "which",
     "where", "when", "whose", "what", "how", "why"}
)  # fmt: skip
"""Words at the beginning of a quotation that point to what stood before it, and is not quoted."""
THERE_IS = re.compile(r"there (?:is|are|was|were|has been|have been|will be)\b", re.IGNORECASE)
OPENING, CLOSING = "“«„", "”»‟"
BEHIND = frozenset({"of", "for", "in", "at"})
"""Words behind which a name says of whom or where it is."""
CLAUSE = re.compile(r"that\s+(?=\S)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Words that are quoted. `is_clause`: they stood behind "that", which the sentence says itself."""

    piece: Piece
    is_clause: bool = False


def quote_of(evidence: Evidence, *, most: int = MOST, spoken: bool = False, by: str = "") -> Quote:
    """Return evidence as a quotation; where it is `spoken`, from where the speaker's own words begin in it.

    Where the end only names who says it (`by`), as the sentence does already, it is left out.
    """
    told = " ".join(evidence.words.split())
    body, _, tail = told.rpartition(", ")
    if by and len(body.split()) >= OWN_WORDS and names_speaker(tail, by):
        told = body
    if spoken and (own := SPOKEN.search(told)) and len(told[own.end() :].split()) >= OWN_WORDS:
        told = told[own.end() :]
    behind = CLAUSE.match(told)
    told = _bare(told[behind.end() :] if behind else told)
    words = told.split()
    cut = told if len(words) <= most else " ".join(words[:most]).rstrip(AROUND) + " …"
    return Quote(piece=Piece(text=cut, evidence=evidence, quoted=True), is_clause=behind is not None)


def names_speaker(told: str, by: str) -> bool:
    """Say whether words name who says them: by the last part of a name; by all of it where it says of whom or where.

    "Velduria" in somebody's words does not say that they are those of the Ministry of Defence of Velduria.
    """
    parts = by.split()
    named = parts if BEHIND.intersection(one.casefold() for one in parts) else parts[-1:]
    return bool(named) and all(re.search(rf"\b{re.escape(one)}\b", told, re.IGNORECASE) for one in named)


def quotes_openly(one: Sentence) -> bool:
    """Say whether what a sentence quotes first can be understood without the words that stood before it."""
    return begins_openly(next((piece.text for piece in one.pieces if piece.quoted), ""))


def begins_openly(told: str) -> bool:
    """Say whether words do not begin with one that points to what stood before them."""
    first = re.match(r"[^\W\d_]+", told)
    return first is None or first[0].casefold() not in POINTING or THERE_IS.match(told) is not None


def adjoining(first: Evidence, then: Evidence) -> Evidence:
    """Return evidence that begins with the words right before it, where these stand there; else itself."""
    if first.document != then.document or first.end is None or then.start is None or then.document is None:
        return then
    if not 0 <= then.start - first.end <= 1:
        return then
    between = " " * (then.start - first.end)
    return Evidence(
        words=f"{first.words}{between}{then.words}", document=then.document, start=first.start, end=then.end
    )


def _bare(told: str) -> str:
    """Return words without marks around them; marks within them become those of a quotation in a quotation."""
    bare = _unwrapped(told.strip(AROUND)).strip(AROUND)
    inner = re.sub(r'"(?=\w)', "‘", bare).replace('"', "’")
    return inner.translate({**{ord(one): "‘" for one in OPENING}, **{ord(one): "’" for one in CLOSING}}) or told


def _unwrapped(told: str) -> str:
    """Return words without the marks that stand around all of them, or without one whose other stands elsewhere.

    Of words that only begin or end with a quotation the marks are their own.
    """
    begins, ends = told[:1] in {*OPENING, '"'}, told[-1:] in {*CLOSING, '"'}
    inner = told[int(begins) : len(told) - int(ends)]
    opened, closed = (sum(inner.count(one) for one in some) for some in (OPENING, CLOSING))
    straight = inner.count('"') % 2
    if begins and ends and opened == closed and not straight and not _closes_first(inner):
        return inner
    if begins and not ends and opened == closed and not straight:
        return told[1:]
    if ends and not begins and opened == closed and not straight:
        return told[:-1]
    return told


def _closes_first(inner: str) -> bool:
    """Say whether a mark of ending stands before any of beginning: two quotations, and not one around them."""
    marks = [one for one in inner if one in {*OPENING, *CLOSING, '"'}]
    return bool(marks) and marks[0] in CLOSING
