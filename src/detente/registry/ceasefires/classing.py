"""Tells of which class of a taxonomy something is that a report tells of: by its words, and by the event's type."""

import re
from collections.abc import Iterator, Sequence

from detente.documents.copies.words import stem_of, words_of
from detente.registry.ceasefires.report import TRUCE, Json
from detente.registry.ceasefires.taxonomy import Taxonomy

__all__ = ["BREACH", "class_near", "class_of_event", "class_spans", "classes_in"]

BREACH = re.compile(
    r"\b(?:violat\w+|breach\w*|br(?:eak|eaks|oke|oken|eaking)|infring\w+|disrupt\w*|flout\w*)\b", re.IGNORECASE
)
Placed = tuple[int, int, str]


def class_of_event(taxonomy: Taxonomy, text: str, event: Json) -> str | None:
    """Return the class of an event: by its trigger's words, by its type, by the nearest words of its evidence.

    That a truce was broken says nothing of how: only further words do.
    """
    trigger, evidence = event["trigger"], event["evidence"]
    at = (trigger["start"], trigger["end"])
    words = text[at[0] : at[1]]
    if not (BREACH.search(words) and TRUCE.search(text[evidence["start"] : evidence["end"]])):
        found = class_near(taxonomy, text, at, within=at) or _by_type(taxonomy, event)
        if found is not None:
            return found
    return class_near(taxonomy, text, at, within=(evidence["start"], evidence["end"]))


def class_near(taxonomy: Taxonomy, text: str, at: tuple[int, int], *, within: tuple[int, int]) -> str | None:
    """Return the class whose words stand nearest to a span, of two as near the one of more words; None without any."""
    placed = _stems(text, *within)
    found = [
        (max(start - at[1], at[0] - end, 0), -size, number, kind)
        for number, (kind, phrase) in enumerate(_phrases(taxonomy))
        for size in (len(phrase),)
        for start, end in _places(phrase, placed)
    ]
    return min(found)[3] if found else None


def classes_in(taxonomy: Taxonomy, text: str, *, within: tuple[int, int]) -> tuple[str, ...]:
    """Return the classes whose words stand in a part of a text, in the order of the taxonomy."""
    found = {kind for kind, _ in class_spans(taxonomy, text, within=within)}
    return tuple(one.id for one in taxonomy.classes if one.id in found)


def class_spans(taxonomy: Taxonomy, text: str, *, within: tuple[int, int]) -> Iterator[tuple[str, tuple[int, int]]]:
    """Yield each class whose words stand in a part of a text, with where they stand."""
    placed = _stems(text, *within)
    for kind, phrase in _phrases(taxonomy):
        yield from ((kind, at) for at in _places(phrase, placed))


def _by_type(taxonomy: Taxonomy, event: Json) -> str | None:
    """Return the class that has the event's type with its mode, else the one that has its type."""
    mode = f"{event['type']}/{event['mode']}"
    for name in (mode, event["type"]):
        for kind in taxonomy.classes:
            if name in kind.events:
                return kind.id
    return None


def _stems(text: str, start: int, end: int) -> list[Placed]:
    """Return the stems of a part of a text with where they stand. A "cease-fire" is no fire."""
    part = TRUCE.sub(lambda match: " " * len(match[0]), text[start:end])
    return [(start + first, start + last, stem_of(word)) for first, last, word in words_of(part)]


def _phrases(taxonomy: Taxonomy) -> Iterator[tuple[str, list[str]]]:
    for kind in taxonomy.classes:
        for words in kind.words:
            yield kind.id, [stem_of(word) for _, _, word in words_of(words)]


def _places(phrase: Sequence[str], placed: Sequence[Placed]) -> Iterator[tuple[int, int]]:
    """Yield where the words of a phrase stand in a row."""
    for n in range(len(placed) - len(phrase) + 1 if phrase else 0):
        part = placed[n : n + len(phrase)]
        if [stem for _, _, stem in part] == phrase:
            yield part[0][0], part[-1][1]
