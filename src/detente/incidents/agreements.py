"""Which agreements that reports speak of are one: by a name of their own, or by day and parties.

Two that one report gives as perhaps the same are taken together unless their days exclude each other. Nothing is taken
from outside the reports: an agreement without a name or a day stays by itself.
"""

import itertools
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from detente.documents.copies.profile import read_profile
from detente.incidents.clustering import components
from detente.incidents.saying import Saying, saying_at

__all__ = ["Agreed", "Naming", "agreed_in", "link_agreements"]

Json = Mapping[str, Any]

ENDS_FIGHTING = frozenset({"truce", "ceasefire", "cease-fire", "armistice", "peace"})
"""Words of an agreement that stops a fight: what one report calls a truce is another's peace agreement."""
GENERIC = frozenset(
    (
        "agreement", "accord", "declaration", "memorandum", "treaty", "pact", "protocol", "statement", "deal", "truce",
        "ceasefire", "armistice", "peace", "the", "of", "a", "an", "on", "and", "for",
    )
)  # fmt: skip
"""Words that many agreements are called by."""
CLOSE = frozenset({"minute", "day"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """An agreement as one report speaks of it: `key` is the document with the entity's id in its reading.

    `words` are its names' own words, without those that many agreements bear; `days` are stated in a sentence that
    speaks of it, `countries` named there. `sayings` are its mentions, with who says so.

    `perhaps` is the key of another that the report gives as perhaps the same.
    """

    key: str
    document: str
    name: str
    words: frozenset[str]
    ends_fighting: bool
    days: frozenset[tuple[str, str]]
    countries: frozenset[str]
    spans: tuple[tuple[int, int], ...]
    perhaps: str | None
    sayings: tuple[Saying, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed:
    """One agreement over all reports that speak of it, with why its namings are taken for one."""

    namings: tuple[Naming, ...]
    reasons: tuple[tuple[str, str, str], ...]
    """Pairs of keys, and the rule that took them together."""


def agreed_in(reading: Json, *, document: str) -> Iterator[Naming]:
    """Yield the agreements that a reading, in the form of the contract, speaks of."""
    for entity in reading["entities"]:
        if entity["kind"] == "agreement":
            yield _naming(reading, entity, document)


def link_agreements(namings: Sequence[Naming]) -> tuple[Agreed, ...]:
    """Return the agreements that the namings stand for, whichever order they come in."""
    known = {naming.key: naming for naming in namings}
    reasons = tuple(_reasons(tuple(known[key] for key in sorted(known))))
    found = components(known, ((one, other) for one, other, _ in reasons))
    part_of = {key: at for at, keys in enumerate(found) for key in keys}
    why: defaultdict[int, list[tuple[str, str, str]]] = defaultdict(list)
    for reason in dict.fromkeys(reasons):
        why[part_of[reason[0]]].append(reason)
    return tuple(
        Agreed(namings=tuple(known[key] for key in keys), reasons=tuple(why[at])) for at, keys in enumerate(found)
    )


def _reasons(namings: Sequence[Naming]) -> Iterator[tuple[str, str, str]]:
    """Yield pairs taken together: not each pair of many that are alike, but so many that all of them hang together."""
    yield from _by_name(namings)
    yield from _by_day(namings)
    known = {naming.key: naming for naming in namings}
    perhaps: defaultdict[str, list[Naming]] = defaultdict(list)
    for naming in namings:
        if naming.perhaps in known:
            perhaps[naming.perhaps].append(naming)
    for key in sorted(perhaps):
        for one in _fitting(known[key], perhaps[key]):
            yield one.key, key, "one report gives them as perhaps the same"


def _by_name(namings: Sequence[Naming]) -> Iterator[tuple[str, str, str]]:
    """Yield pairs of which one has all the words of the other's name, and whose days do not exclude each other."""
    alike: defaultdict[tuple[frozenset[str], frozenset[tuple[str, str]]], list[Naming]] = defaultdict(list)
    for naming in namings:
        if naming.words:
            alike[naming.words, naming.days].append(naming)
    often = Counter(word for words, _ in alike for word in words)
    holding: defaultdict[str, list[tuple[frozenset[str], frozenset[tuple[str, str]]]]] = defaultdict(list)
    for words, days in alike:
        for word in words:
            holding[word].append((words, days))
    for (words, days), some in alike.items():
        rarest = min(words, key=lambda word: (often[word], word))
        for other in holding[rarest]:
            if words <= other[0] and not _exclude(days, other[1]):
                yield from ((a, b, "the same name") for a, b in _spanning(some, alike[other]))


def _by_day(namings: Sequence[Naming]) -> Iterator[tuple[str, str, str]]:
    """Yield pairs that both end fighting on the same day, and in whose sentences one country stands."""
    alike: defaultdict[tuple[str, str, str], list[Naming]] = defaultdict(list)
    for naming in namings:
        if naming.ends_fighting:
            for day, country in itertools.product(naming.days, naming.countries):
                alike[*day, country].append(naming)
    for (first, _, _), some in sorted(alike.items()):
        rule = f"both end fighting, on the same day ({first}), with a party in common"
        yield from ((one, other, rule) for one, other in _spanning(some, some))


def _spanning(some: Sequence[Naming], others: Sequence[Naming]) -> Iterator[tuple[str, str]]:
    """Yield so many pairs across that what hangs together by all of them does; two of one report are never a pair."""
    found = {
        (min(one.key, other.key), max(one.key, other.key))
        for firsts, seconds in ((some, others), (others, some))
        for one in _of_two_reports(firsts)
        for other in seconds
        if one.document != other.document
    }
    yield from sorted(found)


def _of_two_reports(namings: Sequence[Naming]) -> list[Naming]:
    first = namings[0]
    return [first, *[one for one in namings if one.document != first.document][:1]]


def _fitting(named: Naming, perhaps: Sequence[Naming]) -> Iterator[Naming]:
    """Yield those that may be the one named, nearest in the text first, whose days fit those of the nearer ones."""
    days = named.days
    for one in sorted(perhaps, key=lambda other: (abs(other.spans[0][0] - named.spans[0][0]), other.key)):
        if not _exclude(one.days, days):
            days |= one.days
            yield one


def _exclude(some: frozenset[tuple[str, str]], others: frozenset[tuple[str, str]]) -> bool:
    """Say whether no day of one can be a day of the other."""
    return bool(some and others) and all(a[1] < b[0] or b[1] < a[0] for a in some for b in others)


def _naming(reading: Json, entity: Json, document: str) -> Naming:
    mentions = [m for m in reading["mentions"] if m["entity"] == entity["id"]]
    sentences = [s for s in reading["sentences"] if any(s["start"] <= m["start"] < s["end"] for m in mentions)]
    names = [m["text"] for m in mentions if m.get("form") == "name"]
    said = " ".join([entity["name"], *(m["text"] for m in mentions)]).lower()
    perhaps = entity.get("perhaps")
    return Naming(
        key=f"{document} {entity['id']}",
        document=document,
        name=entity["name"],
        words=frozenset(stem for name in names for stem in _stems(name)) - _generic(),
        ends_fighting=any(word in said for word in ENDS_FIGHTING),
        days=frozenset(_days(reading, mentions, sentences)),
        countries=frozenset(_countries(reading, sentences)),
        spans=tuple((m["start"], m["end"]) for m in mentions),
        sayings=tuple(
            saying_at(reading, m["start"], m["end"])
            for m in _without_pronouns(mentions)
            if not _is_withheld(reading, m)
        ),
        perhaps=f"{document} {perhaps['entity']}" if perhaps else None,
    )


def _without_pronouns(mentions: Sequence[Json]) -> Sequence[Json]:
    return [m for m in mentions if m.get("form") != "pronoun"] or mentions


def _is_withheld(reading: Json, mention: Json) -> bool:
    """Say whether it is not to be shown who says these words, since it is being coded blind."""
    return any(w["start"] <= mention["start"] < w["end"] for w in reading.get("withheld", ()) if w["kind"] == "claim")


def _days(reading: Json, mentions: Sequence[Json], sentences: Sequence[Json]) -> Iterator[tuple[str, str]]:
    """Yield the days of the date that stands nearest to each mention in its sentence, where it has one."""
    for mention in mentions:
        home = next((s for s in sentences if s["start"] <= mention["start"] < s["end"]), None)
        dates = [
            d for d in reading["dates"] if home and home["start"] <= d["start"] < home["end"] and d["from"] and d["to"]
        ]
        if dates:
            near = min(dates, key=lambda d: abs(d["start"] - mention["start"]))
            yield near["from"], near["to"]


def _countries(reading: Json, sentences: Sequence[Json]) -> Iterator[str]:
    """Yield the countries of whoever and whatever a sentence names."""
    country = {e["id"]: e["country"] for e in reading["entities"]}
    for sentence in sentences:
        for place in reading["places"]:
            if sentence["start"] <= place["start"] < sentence["end"] and place["country"]:
                yield place["country"]
        for mention in reading["mentions"]:
            if sentence["start"] <= mention["start"] < sentence["end"] and country.get(mention["entity"]):
                yield country[mention["entity"]]


def _stems(name: str) -> Iterator[str]:
    for part in read_profile(name).sentences:
        yield from part.bits


def _generic() -> frozenset[str]:
    return frozenset(stem for word in GENERIC for stem in _stems(word))
