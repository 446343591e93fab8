"""The stage that says where the toponyms of a text lie."""

import re
from collections.abc import Iterator
from typing import get_args

from detente.knowledge.agents import word_list
from detente.knowledge.countries import country_by_name
from detente.knowledge.gazetteer import Gazetteer, fold_name, load_gazetteer, short_forms
from detente.knowledge.matcher import NameMatcher, known_names
from detente.reading.places.resolve import Context, Toponym, choose, context_of
from detente.reading.reading import Reading
from detente.reading.records import Drop, Mention, Place, PlacePrecision

__all__ = ["FindPlaces"]

AFTER = re.compile(r",\s+((?:[A-Z][\w.'’-]*)(?:\s(?:of\s(?:the\s)?)?[A-Z][\w.'’-]*){0,3})")
DIVISION_WORDS = re.compile(
    r"(?:’s|'s)?\s+(?:[Pp]rovince|[Gg]overnorate|[Rr]egion|[Oo]blast|[Ss]tate|[Pp]refecture|[Kk]rai)\b"
)
PRECISIONS: dict[str, PlacePrecision] = {p: p for p in get_args(PlacePrecision)}
LEADING = re.compile(r"^(?:the|The)\s+")
DIVISIONS = frozenset({"province", "governorate", "region", "oblast", "prefecture", "krai", "county", "district"})
STEPS = 4
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
        mentions = [m for m in reading.mentions if _is_toponym(m, reading, matcher)]
        toponyms = [_toponym(m, reading, gazetteer) for m in mentions]
        context = context_of(toponyms, _countries(reading, mentions))
        for mention, toponym in zip(mentions, toponyms, strict=True):
            if toponym.entries or _is_marked(mention, reading):
                yield _place(mention, _like_first(toponym, toponyms), context)
            else:
                yield Drop(
                    start=mention.start, end=mention.end, stage=self.name, reason="unknown and not marked as a place"
                )


def _is_toponym(mention: Mention, reading: Reading, matcher: NameMatcher) -> bool:
    """Say whether a mention is the name of a place or country, and not of a people or a government's seat."""
    if mention.form != "name" or mention.kind not in {"place", "state"}:
        return False
    words = reading.words_of(mention)
    return words not in matcher or matcher[words].sort in {"name", "capital"}


def _countries(reading: Reading, toponyms: list[Mention]) -> Iterator[str]:
    """Yield the countries that the document names otherwise than by a toponym: by a demonym, by who belongs to it."""
    starts = {m.start for m in toponyms}
    for mention in reading.mentions:
        if mention.country and mention.start not in starts:
            yield mention.country


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


def _toponym(mention: Mention, reading: Reading, gazetteer: Gazetteer) -> Toponym:
    words = LEADING.sub("", " ".join(reading.words_of(mention).split()))
    return Toponym(
        start=mention.start,
        end=mention.end,
        words=words,
        after=_named_after(reading.text, mention.end),
        as_division=DIVISION_WORDS.match(reading.text, mention.end) is not None
        or words.split()[-1].lower() in DIVISIONS,
        entries=gazetteer.lookup(words),
    )


def _named_after(text: str, end: int) -> str | None:
    """Return the country code or folded division that stands after a comma: "Paris, Texas", "Springfield, Ill."."""
    found = AFTER.match(text, end)
    if not found:
        return None
    words = found[1].split()
    for count in range(min(STEPS, len(words)), 0, -1):
        name = " ".join(words[:count])
        for form in (name, name.rstrip(".,")):
            if form in short_forms():
                return fold_name(short_forms()[form])
        plain = name.rstrip(".")
        country = country_by_name().get(plain)
        if country and country.code and plain != "Georgia":
            return country.code
    return fold_name(words[0].rstrip(".")) if len(words) == 1 else fold_name(" ".join(words).rstrip("."))


def _like_first(toponym: Toponym, toponyms: list[Toponym]) -> Toponym:
    """Return the mention of the same name that says most: the first with something after it, else this one."""
    for other in toponyms:
        if other.after and other.words == toponym.words and other.entries:
            return other
    return toponym


def _place(mention: Mention, toponym: Toponym, context: Context) -> Place:
    entry = choose(toponym, context)
    if entry is None:
        return Place(start=mention.start, end=mention.end, name=toponym.words, country=mention.country)
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
