"""Reads names that our own tables know."""

from detente.knowledge.matcher import KnownName
from detente.reading.mentions.draft import Draft
from detente.reading.mentions.ground import Ground, KnownSpan

__all__ = ["read_known"]

ONE = frozenset({"a", "an", "another", "one"})
GOVERNED = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "appos"})
CIVILIANS = ("CVL",)


def read_known(span: KnownSpan, ground: Ground) -> Draft:
    """Return what a known name mentions: the thing itself, or, for a demonym used as a noun, its people."""
    known = span.known
    head = ground.root(span.first, span.past)
    demonym = known.sort == "demonym"
    plural = demonym and ground.parse.words[head].tag in {"NNS", "NNPS"}
    one = demonym and not plural and _is_one_person(span, ground)
    return Draft(
        first=span.first,
        past=span.past,
        head=head,
        kind="person" if one else "group" if plural else known.kind,
        form="noun" if one else "name",
        country=known.country,
        sectors=known.sectors or CIVILIANS if one or plural else _sectors(known),
        canonical=None if one else known.canonical,
        plural=plural,
    )


def _is_one_person(span: KnownSpan, ground: Ground) -> bool:
    """Say whether a demonym stands for one of the people: "a Palestinian"."""
    words = ground.parse.words
    governed = words[ground.root(span.first, span.past)].dep in GOVERNED
    return governed and span.first > 0 and words[span.first - 1].text.lower() in ONE


def _sectors(known: KnownName) -> tuple[str, ...]:
    """Return the sectors of a thing: a capital is a place first, only its use as an actor makes it a government."""
    return () if known.sort == "capital" else known.sectors
