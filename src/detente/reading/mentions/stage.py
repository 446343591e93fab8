"""The stage that marks every name, noun phrase and pronoun that stands for somebody or something."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from detente.knowledge.agents import agent_nouns, instruments
from detente.knowledge.gazetteer import Gazetteer, load_gazetteer
from detente.knowledge.matcher import NameMatcher, known_names
from detente.knowledge.offices import load_offices
from detente.reading.mentions.draft import Draft
from detente.reading.mentions.ground import Ground, Seen, lay_ground
from detente.reading.mentions.names import find_names
from detente.reading.mentions.parties import find_parties
from detente.reading.mentions.phrases import find_phrases
from detente.reading.mentions.pronouns import find_pronouns
from detente.reading.mentions.settle import settle_names
from detente.reading.reading import Reading
from detente.reading.records import Mention, Place

__all__ = ["FindMentions"]


class FindMentions:
    """Marks who and what a text speaks of: by name, by noun and by pronoun.

    What our tables know counts more than what the parser's recogniser thinks. A demonym before a noun that stands for
    somebody ("Turkish soldiers") is part of that noun's mention; elsewhere it mentions the country.
    The parties of codings and the sources of sayings are marked too, where a stage before has added any.
    """

    name, version = "mentions", "5"
    needs: tuple[str, ...] = ("sentences", "parse", "places")
    adds = "mentions"

    def __init__(self, matcher: NameMatcher | None = None, gazetteer: Gazetteer | None = None) -> None:
        """Take the known names to look for and the gazetteer, by default the package's own, read when first needed."""
        self._matcher = matcher
        self._gazetteer = gazetteer

    def __call__(self, reading: Reading, /) -> Iterator[Mention]:
        """Yield mentions in order of the text, a longer one before one that starts with it."""
        nouns, closing = agent_nouns(), instruments()
        ground = _without_divisions(lay_ground(reading, self._matcher or known_names(), nouns), reading.places)
        gazetteer = self._gazetteer or load_gazetteer()
        names = settle_names(find_names(ground, nouns, closing), ground, gazetteer, _in_office(reading))
        seen = Seen(_taken(names))
        phrases = find_phrases(ground, seen, nouns, closing)
        kept = [*_outside(names, phrases, ground), *phrases, *find_pronouns(ground)]
        kept += find_parties(ground, kept, reading)
        by_end = {place.end: place for place in reading.places}
        for draft in sorted(kept, key=lambda d: (d.first, -d.past)):
            mention = draft.mention(ground)
            place = by_end.get(mention.end)
            named = mention.form == "name" and mention.kind in {"place", "state"}
            yield _as_located(mention, place) if place and named and place.candidates else mention


def _without_divisions(ground: Ground, places: Iterable[Place]) -> Ground:
    """Forget a country's name where the text means a division of another: "Georgia's governor spoke in Atlanta"."""
    words = ground.parse.words
    elsewhere = {p.end for p in places if p.precision in {"admin1", "district", "city"} and p.country}
    kept = {
        i: span
        for i, span in ground.known.items()
        if span.known.kind != "state" or span.known.sort != "name" or words[span.past - 1].end not in elsewhere
    }
    return replace(ground, known=kept)


def _in_office(reading: Reading) -> Callable[[str], bool]:
    """Return what says whether somebody of a surname was in office when a text came out; nobody where that is open."""
    published = reading.published
    if published is None or published.first is None or published.last is None:
        return lambda _: False
    first, last = published.first, published.last
    return lambda surname: bool(load_offices().surnamed(surname, first, last))


def _as_located(mention: Mention, place: Place) -> Mention:
    """Return a toponym with the country in which the document's words put it; what our tables know stays theirs.

    A country's name that means a division elsewhere ("Alabama, Tennessee and Georgia") is no state's.
    """
    country, division = place.country, place.precision == "admin1"
    known = mention.canonical and (place.precision is None or place.country == mention.country)
    if country == mention.country or known or (mention.kind == "state" and not division):
        return mention
    return replace(mention, kind="place", country=country, canonical=None, sectors=())


def _taken(names: Iterable[Draft]) -> set[int]:
    """Return the words of names and of the offices before them; a demonym is left for the noun after it."""
    taken: set[int] = set()
    for draft in names:
        taken.update(range(draft.first, draft.past))
        if draft.office:
            taken.update(range(*draft.office))
    return taken


def _outside(names: Iterable[Draft], phrases: Iterable[Draft], ground: Ground) -> Iterator[Draft]:
    """Leave out demonyms and the like ("U.S. soldiers") that a phrase or an office has taken in as its country."""
    inside = {i for p in phrases if p.country for i in range(p.first, p.head)}
    inside |= {i for d in names if d.office for i in range(d.office[0], d.office_head or 0)}
    for draft in names:
        span = ground.known.get(draft.first)
        word = ground.parse.words[draft.head]
        adjective = (
            span is not None
            and not draft.plural
            and (span.known.sort == "demonym" or (draft.kind == "state" and word.dep in {"compound", "amod", "nmod"}))
        )
        if not (adjective and draft.first in inside):
            yield draft
