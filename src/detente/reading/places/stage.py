"""The stage that says which words name places, and where those lie."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import get_args

from detente.knowledge.gazetteer import Gazetteer, fold_name, load_gazetteer
from detente.knowledge.matcher import KnownName, NameMatcher, known_names
from detente.reading.places.chooser import Choice, Chooser, load_chooser
from detente.reading.places.context import Context, first_context
from detente.reading.places.sector import bare_sectors, sector_before
from detente.reading.places.spans import PLACES, Toponym, find_toponyms
from detente.reading.reading import Reading
from detente.reading.records import Drop, Place, PlacePrecision

__all__ = ["FindPlaces", "context_of"]

PRECISIONS: dict[str, PlacePrecision] = {p: p for p in get_args(PlacePrecision)}
TOP_LEVEL = re.compile(r"^https?://[^/]*?\.(?:co\.|com\.)?([a-z]{2})(?:/|:|$)")


TREATY = re.compile(r"\b(?:Treaty|Peace|Statute|Convention|Declaration|Protocol|Charter|Accords?) of $")
PAPER = re.compile(
    r" (?:agreements?|accords?|protocols?|declaration|conventions?|statute|process|treaty|group)\b", re.IGNORECASE
)
REACH = 24
AT = re.compile(r"\b(?:in|at|from|near|outside) (?:the )?$", re.IGNORECASE)


class FindPlaces:
    """Marks toponyms, and the place each one means where the text and the gazetteer leave little doubt.

    Demonyms and known bodies are no places; a town in the name of a body ("Basra Police") is one, marked as part of
    that name. A capital that stands for its government ("Ankara said") is still a toponym. A place comes with how
    likely it is the one meant; below a likelihood that was chosen on coded reports it stays a name without a point.
    """

    name, version = "places", "2"
    needs: tuple[str, ...] = ("sentences", "parse")
    adds = "places"

    def __init__(
        self, gazetteer: Gazetteer | None = None, matcher: NameMatcher | None = None, chooser: Chooser | None = None
    ) -> None:
        """Take gazetteer, known names and chooser, by default the package's own, read when first needed."""
        self._gazetteer = gazetteer
        self._matcher = matcher
        self._chooser = chooser

    def __call__(self, reading: Reading, /) -> Iterator[Place | Drop]:
        """Yield places in order of the text."""
        matcher = self._matcher or known_names()
        toponyms = find_toponyms(reading.parsed(), reading.text, self._gazetteer or load_gazetteer(), matcher)
        if not toponyms:
            return
        chooser = self._chooser or load_chooser()
        context = context_of(reading, toponyms, matcher)
        places: list[Place] = []
        for choice in chooser.choose(toponyms, reading.parsed(), context):
            toponym = choice.toponym
            if choice.is_place >= chooser.least_place:
                places.append(_place(choice, chooser, reading))
            elif toponym.label in PLACES or toponym.known:
                yield Drop(start=toponym.start, end=toponym.end, stage=self.name, reason="used as no place's name")
        yield from _with_observers(places, reading)


def _with_observers(places: list[Place], reading: Reading) -> list[Place]:
    """Return places, those from which somebody observed with the sector he tells of in the same sentence."""
    seen = list(places)
    for sector in bare_sectors(reading.text):
        sentence = reading.sentence_of(sector)
        for k, place in enumerate(seen):
            stands = AT.search(reading.text[max(0, place.start - REACH) : place.start])
            before = place.end <= sector.start and reading.sentence_of(place) == sentence
            if before and stands and place.sector is None and not place.in_name:
                seen[k] = replace(place, sector=sector)
                break
    return seen


def context_of(reading: Reading, toponyms: list[Toponym], matcher: NameMatcher) -> Context:
    """Return what a document says of where it is set, before any of its toponyms is weighed."""
    starts = {t.start for t in toponyms}
    known = [n.known for n in matcher.find(reading.text) if n.start not in starts]
    document = reading.document
    return first_context(
        toponyms,
        (n.country for n in known if n.country and _is_of_state(n)),
        persons=_parts_of_persons(reading),
        home=_home(document.url, document.publisher, matcher),
        publisher=fold_name(document.publisher or ""),
    )


def _parts_of_persons(reading: Reading) -> Iterator[str]:
    """Yield the words of persons' full names."""
    for name in reading.parsed().names:
        words = reading.text[name.start : name.end].split()
        if name.label == "PERSON" and len(words) > 1:
            yield from words


def _is_of_state(known: KnownName) -> bool:
    """Say whether a known name speaks of a country, and not of a body or paper that merely sits in one."""
    return known.kind in {"state", "group", "place"} or known.sort != "name"


def _home(url: str | None, publisher: str | None, matcher: NameMatcher) -> str | None:
    """Return the country a publisher is at home in, by our tables or by the address of the page."""
    if publisher and publisher in matcher:
        return matcher[publisher].country
    from detente.knowledge.countries import country_of_code

    found = TOP_LEVEL.match(url or "")
    country = country_of_code().get(found[1].upper()) if found else None
    return country.code if country else None


def _place(choice: Choice, chooser: Chooser, reading: Reading) -> Place:
    """Return the place that a toponym means; where that is unsure, its name and how many places bear it."""
    toponym, entry = choice.toponym, choice.entry
    around = toponym.around
    within = around is not None and around != (toponym.first, toponym.past) and toponym.label not in PLACES
    within = within or TREATY.search(reading.text[max(0, toponym.start - REACH) : toponym.start]) is not None
    within = within or PAPER.match(reading.text, toponym.end) is not None
    sector = sector_before(reading.text, toponym.start)
    if entry is None or choice.score < chooser.least_point:
        return Place(
            start=toponym.start,
            end=toponym.end,
            name=toponym.words,
            country=toponym.known.country if toponym.known else None,
            candidates=len(toponym.entries),
            score=round(choice.is_place * choice.score, 3) if entry else None,
            in_name=within,
            sector=sector,
        )
    district = toponym.as_division and entry.precision == "city"  # "Aghdam district" is not the town
    return Place(
        start=toponym.start,
        end=toponym.end,
        name=entry.name,
        geonameid=None if district else entry.geonameid,
        lat=entry.lat,
        lon=entry.lon,
        country=entry.country,
        admin1=entry.admin1,
        precision="district" if district else PRECISIONS.get(entry.precision),
        candidates=len(toponym.entries),
        score=round(choice.is_place * choice.score, 3),
        in_name=within,
        sector=sector,
    )
