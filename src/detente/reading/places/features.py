"""What speaks for a stretch being a place, and for each place it may mean, as numbers that a trained network weighs.

Every number is 0 or 1 or a small share. Their order is part of the trained weights.
"""

import functools
import math
from collections.abc import Sequence
from dataclasses import dataclass

from detente.knowledge.agents import instruments, word_list
from detente.knowledge.gazetteer import GazetteerEntry, common_words, fold_name, generic_nouns
from detente.knowledge.offices import load_offices
from detente.reading.parse import Parse
from detente.reading.places.context import Context, is_in
from detente.reading.places.nearness import NEAR_KM
from detente.reading.places.spans import Toponym

__all__ = ["MOST", "candidate_rows", "likeliest", "span_features"]

MOST = 24
"""Places that one name may mean which are weighed."""
LABELS = ("GPE", "LOC", "FAC", "ORG", "PERSON", "NORP", "EVENT", "none")
IN = frozenset({"in", "at", "near", "around", "outside", "inside", "across", "throughout"})
TO = frozenset({"from", "to", "into", "through", "toward", "towards", "between", "via", "leaving", "reached", "off"})
SPEAKING = word_list("speaking")
DIRECTIONS = word_list("directions")
HONORIFICS = word_list("honorifics")
GIVEN_NAMES = word_list("places_that_are_given_names")
DEPENDENCIES = ("pobj", "nsubj", "compound", "poss", "appos", "nmod", "conj", "dobj")
PRECISIONS = ("country", "admin1", "district", "city", "region", "line", "point")
TENTH = 10.0
PAIR = 2
LARGEST = 7.5
"""The decimal logarithm of the population of the largest cities."""
CLOSE_KM, FAR_KM = 60.0, 1500.0
BODIES = frozenset(
    {"police", "university", "times", "post", "club", "united", "city", "college", "bank", "news", "herald", "court"}
    | {"council", "airport", "hospital", "school", "tribune", "journal", "fc", "hotel", "street", "avenue", "road"}
)
THINGS = frozenset(
    {"river", "lake", "mountains", "mountain", "island", "islands", "valley", "bay", "sea", "strait", "bridge"}
)


def span_features(toponym: Toponym, parse: Parse, context: Context) -> list[float]:
    """Return what speaks for and against a stretch being the name of a place at all."""
    words, first, past = parse.words, toponym.first, toponym.past
    before = words[first - 1] if first and words[first - 1].sentence == words[first].sentence else None
    behind = words[past] if past < len(words) and words[past].sentence == words[first].sentence else None
    lower_before = before.text.lower() if before else ""
    lower_behind = behind.text.lower() if behind else ""
    around = toponym.around
    entries = toponym.entries
    most = max((e.population for e in entries), default=0)
    head = words[past - 1]
    folded = fold_name(toponym.words)
    single = past - first == 1
    return [
        1.0,
        *_one_of(toponym.label or "none", LABELS),
        float(around == (first, past)),
        float(around is not None and around[0] == first and around[1] > past),
        float(around is not None and around[0] < first and around[1] == past),
        float(around is not None and around[0] < first and around[1] > past),
        float(lower_before in IN),
        float(lower_before in TO),
        float(lower_before == "of"),
        float(lower_before == "the"),
        float(lower_before in {",", "and", "or"}),
        float(lower_before in DIRECTIONS),
        float(lower_before in HONORIFICS),
        float(before is not None and before.text[0].isupper() and before.pos == "PROPN"),
        float(before is None),
        float(behind is not None and behind.text[0].isupper() and behind.pos == "PROPN"),
        float(lower_behind in {"'s", "’s"}),
        float(lower_behind in {"-", "–"}),
        float(lower_behind in generic_nouns()),
        float(lower_behind in BODIES),
        float(lower_behind in instruments().organisation),
        float(lower_behind in THINGS),
        float(behind is not None and behind.tag.startswith("VB")),
        float(toponym.after is not None),
        float(any(toponym.after and is_in(e, toponym.after) for e in entries)),
        float(toponym.as_division),
        float(single),
        float(past - first > PAIR),
        float(single and folded in common_words()),
        float(toponym.words in GIVEN_NAMES),
        float(toponym.words.isupper() and len(toponym.words) > 1),
        float(all(words[i].pos == "PROPN" for i in range(first, past))),
        *_one_of(head.dep, DEPENDENCIES),
        float(toponym.known is not None),
        float(toponym.known is not None and toponym.known.sort == "capital"),
        float(toponym.known is not None and toponym.known.sort == "seat"),
        float(not entries),
        float(len(entries) == 1),
        min(1.0, len(entries) / MOST),
        math.log10(most + 1) / LARGEST,
        float(any(e.precision == "country" for e in entries)),
        float(any(e.precision == "admin1" for e in entries)),
        float(any(e.by_hand for e in entries)),
        float(any(fold_name(e.name) == folded for e in entries)),
        float(any(e.country in context.countries for e in entries if e.country)),
        float(any((e.country, e.admin1) in context.divisions for e in entries if e.country and e.admin1)),
        float(toponym.words in context.chosen),
        float(single and toponym.words in context.persons),
        float(head.dep == "nsubj" and words[head.head].lemma in SPEAKING),
        float(load_offices().knows(toponym.words)),
        min(1.0, context.names / TENTH),
    ]


def likeliest(toponym: Toponym, context: Context) -> list[GazetteerEntry]:
    """Return the places to be weighed: those that the context speaks for first, then the most populous.

    A disputed place that is kept by hand is nobody's, whoever's the tables of towns say it is.
    """
    disputed = [e for e in toponym.entries if e.by_hand and e.country is None]
    if disputed and not toponym.after:
        return disputed
    entries = toponym.entries
    if toponym.known is not None and toponym.known.kind == "state" and not toponym.after:
        own = fold_name(toponym.words)  # a country's name is no town's other name, but may be its own ("Lebanon")
        entries = tuple(e for e in entries if e.precision == "country" or fold_name(e.name) == own) or entries
    if len(entries) <= MOST:
        return list(entries)

    def key(entry: GazetteerEntry) -> tuple[bool, bool, bool, int]:
        named = toponym.after is not None and is_in(entry, toponym.after)
        division = entry.country is not None and (entry.country, entry.admin1 or "") in context.divisions
        return (not named, not division, not entry.by_hand, -entry.population)

    return sorted(entries, key=key)[:MOST]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Weighed:
    """The places that one stretch may mean, with what is the same for each of them."""

    toponym: Toponym
    entries: Sequence[GazetteerEntry]
    context: Context
    folded: str
    people: int
    """How many live in all of them together, and one more."""
    after: bool
    """Whether one of them lies in what the words behind the stretch name."""
    most_named: int
    """How often the country that is named most is named; so for divisions."""
    most_divided: int
    many_divisions: bool
    """Whether several names may mean divisions of one country."""


def candidate_rows(toponym: Toponym, entries: Sequence[GazetteerEntry], context: Context) -> list[list[float]]:
    """Return what speaks for and against a stretch meaning each of some places."""
    after = toponym.after
    weighed = _Weighed(
        toponym=toponym,
        entries=entries,
        context=context,
        folded=fold_name(toponym.words),
        people=sum(e.population for e in entries) + 1,
        after=after is not None and any(is_in(e, after) for e in entries),
        most_named=max(context.countries.values(), default=0),
        most_divided=max(context.divisions.values(), default=0),
        many_divisions=max(context.fellows.values(), default=0) > PAIR,
    )
    return [_candidate_features(entry, weighed) for entry in entries]


def _candidate_features(entry: GazetteerEntry, weighed: _Weighed) -> list[float]:
    toponym, context = weighed.toponym, weighed.context
    larger = sum(e.population > entry.population for e in weighed.entries)
    in_after = toponym.after is not None and is_in(entry, toponym.after)
    country, division = entry.country or "", (entry.country or "", entry.admin1 or "")
    countries, divisions = context.countries, context.divisions
    is_area = entry.precision in {"admin1", "district", "region"}
    chosen = context.chosen.get(toponym.words)
    named = countries[country] if country else 0
    names = max(1, context.names)
    return [
        *_one_of(entry.precision, PRECISIONS),
        math.log10(entry.population + 1) / LARGEST,
        float(entry.population == 0),
        *[float(larger == k) for k in range(3)],
        entry.population / weighed.people,
        float(entry.by_hand),
        float(fold_name(entry.name) == weighed.folded),
        float(_is_capital(entry, toponym, weighed.entries)),
        float(toponym.known is not None and toponym.known.country == entry.country),
        float(in_after),
        float(toponym.after is not None and not in_after and weighed.after),
        float(toponym.as_division and is_area),
        float(toponym.as_division and not is_area),
        float(named > 0),
        named / max(1, weighed.most_named) if countries else 0.0,
        float(bool(countries) and named == weighed.most_named),
        float(country in context.named),
        float(bool(context.named) and country not in context.named),
        float(bool(entry.admin1) and divisions[division] > 0),
        divisions[division] / max(1, weighed.most_divided) if divisions and entry.admin1 else 0.0,
        min(1.0, max(0, context.shared[division] - 1) / TENTH) if entry.admin1 else 0.0,
        context.shared[division] / names if entry.admin1 else 0.0,
        context.abroad[country] / names if country else 0.0,
        float(entry.precision == "admin1" and context.fellows[country] > 1),
        float(entry.precision == "admin1" and context.fellows[country] > PAIR),
        float(entry.precision != "admin1" and weighed.many_divisions),
        *_nearness(toponym, entry, context),
        float(chosen is not None and chosen == entry),
        float(chosen is not None and chosen != entry),
        float(context.home is not None and context.home == entry.country),
        float(bool(entry.admin1) and fold_name(entry.admin1 or "") in context.publisher),
        float(bool(context.publisher) and weighed.folded in context.publisher),
        float(len(weighed.entries) == 1),
    ]


def _nearness(toponym: Toponym, entry: GazetteerEntry, context: Context) -> tuple[float, ...]:
    """Return how near the nearest of the document's other known points is, and how near they are on the whole."""
    lat, lon = entry.lat, entry.lon
    located = lat is not None and lon is not None and entry.precision != "country"
    found = context.nearness.of(toponym.words, (lat or 0.0, lon or 0.0)) if located else None
    if found is None:
        return (0.0,) * 5
    nearest, near = found
    return (1.0, float(nearest < CLOSE_KM), float(nearest < NEAR_KM), min(1.0, nearest / FAR_KM), near)


def _is_capital(entry: GazetteerEntry, toponym: Toponym, weighed: Sequence[GazetteerEntry]) -> bool:
    """Say whether an entry is the capital that our tables know by this name: the largest town of it in its country."""
    known = toponym.known
    if known is None or known.sort != "capital" or known.country != entry.country or entry.precision != "city":
        return False
    return entry.population == max(
        e.population for e in weighed if e.country == entry.country and e.precision == "city"
    )


@functools.cache
def _one_of(value: str, values: tuple[str, ...]) -> tuple[float, ...]:
    """Return 1 where a value is one of several, told once for each of the few that there are."""
    return tuple(float(value == v) for v in values)
