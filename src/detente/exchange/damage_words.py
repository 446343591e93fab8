"""Damage that made a claim or an event less sure, with the words that came broken."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from detente.exchange.page_words import Json

__all__ = ["Lowered", "lowered_by"]

MOST = 2
"""Words of a kind of damage that are quoted."""
LONGEST = 48
SPANS = ("trigger", "evidence", "content", "source", "cue")
"""Where the words of a claim or an event stand; an event's parties stand in its evidence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lowered:
    """A kind of damage that lowered a confidence, and the words that have it; none where the form itself shows it."""

    kind: str
    words: tuple[str, ...]


def lowered_by(item: Json, reading: Json) -> tuple[Lowered, ...]:
    """Return what lowered the confidence of a claim or an event of a reading, kind by kind."""
    kinds = item.get("lowered_by") or ()
    if not kinds:
        return ()
    own = list(_spans(item))
    around = [*own, *_sentences(reading, own)]
    return tuple(Lowered(kind=kind, words=_words(kind, reading, own, around)) for kind in kinds)


def _spans(item: Json) -> Iterator[Json]:
    for name in SPANS:
        if item.get(name):
            yield item[name]
    for name in ("actors", "recipients"):
        yield from item.get(name) or ()


def _sentences(reading: Json, own: Sequence[Json]) -> list[Json]:
    return [s for s in reading.get("sentences") or () if any(_meets(s, span) for span in own)]


def _meets(one: Json, other: Json) -> bool:
    return bool(one["start"] < other["end"] and other["start"] < one["end"])


def _words(kind: str, reading: Json, own: Sequence[Json], around: Sequence[Json]) -> tuple[str, ...]:
    """Return the damaged words of a kind: those that the item stands on, else those beside it."""
    damage = [d for d in reading.get("damage") or () if d["kind"] == kind]
    near = [d for d in damage if any(_meets(d, s) for s in own)]
    near = near or [d for d in damage if any(_meets(d, s) for s in around)]
    text = reading.get("text") or ""
    return tuple(dict.fromkeys(_whole_words(text, d) for d in near))[:MOST]


def _whole_words(text: str, span: Mapping[str, int]) -> str:
    """Return the words that a span stands in, the spaces around them left out."""
    start, end = span["start"], span["end"]
    while start and end - start < LONGEST and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and end - start < LONGEST and not text[end].isspace():
        end += 1
    words = " ".join(text[start:end].split())
    return words if len(words) <= LONGEST else words[: LONGEST - 1].rstrip() + "…"
