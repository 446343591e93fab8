"""The stage that says where the toponyms of a text lie."""

from collections.abc import Iterator
from typing import get_args

from detente.knowledge.agents import word_list
from detente.knowledge.gazetteer import Gazetteer, GazetteerEntry, load_gazetteer
from detente.knowledge.matcher import NameMatcher, known_names
from detente.reading.places.locate import locate
from detente.reading.places.resolve import Toponym
from detente.reading.reading import Reading
from detente.reading.records import Drop, Mention, Place, PlacePrecision

__all__ = ["FindPlaces"]

PRECISIONS: dict[str, PlacePrecision] = {p: p for p in get_args(PlacePrecision)}
MARKS = frozenset({"GPE", "LOC"})
LOCATIVE = word_list("place_prepositions")


class FindPlaces:
    """Marks toponyms, and the place each one means where the gazetteer knows it.

    Demonyms, persons and organisations are no places, whatever is in their names. A capital that stands for its
    government ("Ankara said") is still a toponym. One name means one place throughout a document.
    """

    name, version = "places", "1"
    needs: tuple[str, ...] = ("mentions", "parse", "entities")
    adds = "places"

    def __init__(self, gazetteer: Gazetteer | None = None, matcher: NameMatcher | None = None) -> None:
        """Take the gazetteer to look in, by default the package's own, read when first needed."""
        self._gazetteer = gazetteer
        self._matcher = matcher

    def __call__(self, reading: Reading, /) -> Iterator[Place | Drop]:
        """Yield places in order of the text."""
        gazetteer = self._gazetteer or load_gazetteer()
        matcher = self._matcher or known_names()
        for mention, toponym, entry in locate(reading.mentions, reading.text, gazetteer, matcher):
            if toponym.entries or _is_marked(mention, reading):
                yield _place(mention, toponym, entry)
            else:
                yield Drop(
                    start=mention.start, end=mention.end, stage=self.name, reason="unknown and not marked as a place"
                )


def _is_marked(mention: Mention, reading: Reading) -> bool:
    """Say whether the text itself says that a name which no gazetteer knows is a place: "near X"."""
    if mention.country:
        return True
    parse = reading.parsed()
    first = parse.word_at(mention.start)
    if not first or not any(n.start < mention.end and mention.start < n.end and n.label in MARKS for n in parse.names):
        return False
    before = [w.text.lower() for w in reversed(parse.words[max(0, first - 2) : first])]
    return before[0] in LOCATIVE or (before[0] == "the" and before[-1] in LOCATIVE)


def _place(mention: Mention, toponym: Toponym, entry: GazetteerEntry | None) -> Place:
    """Return the place that a toponym means; where that is unsure, its name and how many places bear it."""
    if entry is None:
        return Place(
            start=mention.start,
            end=mention.end,
            name=toponym.words,
            country=mention.country,
            candidates=len(toponym.entries),
        )
    return Place(
        start=mention.start,
        end=mention.end,
        name=entry.name,
        geonameid=entry.geonameid,
        lat=entry.lat,
        lon=entry.lon,
        country=entry.country,
        admin1=entry.admin1,
        precision=PRECISIONS.get(entry.precision),
        candidates=len(toponym.entries),
    )
