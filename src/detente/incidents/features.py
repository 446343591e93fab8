"""What speaks for and against two accounts telling of one happening, each as a feature that a person can read.

A feature is a name and a value, mostly 1. Those of a kind (time, place, type, ...) exclude each other, so that what
is not told has
a weight of its own, learned like the others.
"""

import math
from collections.abc import Iterator, Mapping

from detente.incidents.account import Account, Side, Told, Ways, When, Where
from detente.incidents.families import FAMILIES

__all__ = ["compare_accounts", "kilometres"]

Feature = tuple[str, float]

EARTH = 6371.0
SAME_SPOT, NEXT_TOWN, SAME_AREA = 6.0, 25.0, 100.0
"""Kilometres: within the first, two points of towns are one; within the others they are neighbours, or of one area."""
LONG_AFTER = 30
FEW_BITS = 6.0
RARE, TELLING = 9, 5
FIGURES = (
    "killed",
    "wounded",
    "captured",
    "missing",
    "displaced",
    "violations",
    "mines",
    "people",
    "troops",
    "vehicles",
    "weapons",
)


def compare_accounts(one: Account, other: Account) -> Mapping[str, float]:
    """Return what speaks for and against two accounts telling of one happening, whichever comes first."""
    first, second = sorted((one, other), key=lambda a: (a.document, a.start, a.key))
    found: dict[str, float] = {}
    for part in (_time, _place, _kind, _who, _figures, _words, _standing):
        for name, value in part(first, second):
            found[name] = found.get(name, 0.0) + value
    return found


def _time(one: Account, other: Account) -> Iterator[Feature]:
    a, b = one.when, other.when
    if a and b and "around" not in {a.nearness, b.nearness}:
        yield f"time: {_apart(a, b)}", 1.0
    elif a and b:
        yield f"time around: {_apart(a, b)}", 1.0
    else:
        yield f"time unknown: {_reports_apart(one, other)}", 1.0
    hours, others = one.ways.hours, other.ways.hours
    if hours and others:
        yield "hours: one part of the day" if hours & others else "hours: another part of the day", 1.0


def _apart(a: When, b: When) -> str:
    gap = max(a.first, b.first) - min(a.last, b.last)
    if gap <= 0:
        long = max(a.last - a.first, b.last - b.first)
        return "same day" if long <= 1 else "within some days" if long <= LONG_AFTER else "within a long time"
    return _days(gap)


def _days(gap: int) -> str:
    bounds = ((1, "next day"), (3, "days apart"), (7, "a week apart"), (LONG_AFTER, "weeks apart"))
    return next((name for bound, name in bounds if gap <= bound), "long apart")


def _reports_apart(one: Account, other: Account) -> str:
    """Say how far two accounts lie apart where one has no day: by its report's, which comes some days after."""
    a, b = _likely(one), _likely(other)
    if a is None or b is None:
        return "no day of a report"
    gap = max(a[0], b[0]) - min(a[1], b[1])
    return "reports of one day" if gap <= 0 else "reports " + _days(gap)


def _likely(account: Account) -> tuple[int, int] | None:
    if account.when is not None and account.when.nearness != "around":
        return account.when.first, account.when.last
    return account.published


def _place(one: Account, other: Account) -> Iterator[Feature]:
    a, b = one.where, other.where
    if a is None or b is None:
        yield "place: one is not told", 1.0
        return
    how = "place around" if "around" in {a.nearness, b.nearness} else "place"
    yield f"{how}: {_places(a, b)}", 1.0


def _places(a: Where, b: Where) -> str:
    if a.country and b.country and a.country != b.country and "region" not in {a.precision, b.precision}:
        return "another country"
    if (a.geonameid is not None and a.geonameid == b.geonameid) or a.words == b.words:
        return "the same" if a.precision not in {"country", "region", None} else "the same country"
    far = kilometres(a, b)
    if far is None:
        return "names shared" if a.words & b.words else "a point is not known"
    if far > a.radius + b.radius + SAME_AREA:
        return "far away"
    wide = {"admin1", "country", "region", "district", None}
    if a.precision in wide or b.precision in wide:
        return "within the other's area" if far <= a.radius + b.radius else "far away"
    bounds = ((SAME_SPOT, "the same"), (NEXT_TOWN, "next town"), (SAME_AREA, "one area"))
    return next((name for bound, name in bounds if far <= bound), "far away")


def kilometres(a: Where, b: Where) -> float | None:
    """Return how far two places lie apart, None where a point is not known."""
    if a.lat is None or b.lat is None or a.lon is None or b.lon is None:
        return None
    north, south = math.radians(a.lat), math.radians(b.lat)
    turn = math.sin((south - north) / 2) ** 2
    turn += math.cos(north) * math.cos(south) * math.sin(math.radians(b.lon - a.lon) / 2) ** 2
    return 2 * EARTH * math.asin(min(1.0, math.sqrt(turn)))


def _kind(one: Account, other: Account) -> Iterator[Feature]:
    if one.type == other.type:
        yield "type: the same", 1.0
        yield f"type: both {one.type}", 1.0
        if one.mode and other.mode:
            yield "mode: the same" if one.mode == other.mode else "mode: another", 1.0
        return
    a, b = sorted((FAMILIES[one.type], FAMILIES[other.type]))
    yield "type: another of one family" if a == b else f"type: {a} and {b}", 1.0


def _who(one: Account, other: Account) -> Iterator[Feature]:
    yield f"actor: {_sides(one.actors, other.actors)}", 1.0
    yield f"recipient: {_sides(one.recipients, other.recipients)}", 1.0
    crossed = {_sides(one.actors, other.recipients), _sides(one.recipients, other.actors)}
    straight = {_sides(one.actors, other.actors), _sides(one.recipients, other.recipients)}
    if "the same" in crossed and "the same" not in straight:
        yield "parties: the other way round", 1.0


def _sides(some: tuple[Side, ...], others: tuple[Side, ...]) -> str:
    if not some or not others:
        return "not told by one" if some or others else "not told"
    if any(_is_same(a, b) for a in some for b in others):
        return "the same"
    countries, theirs = {s.country for s in some} - {None}, {s.country for s in others} - {None}
    if countries & theirs:
        sectors = {x for s in some for x in s.sectors} & {x for s in others for x in s.sectors}
        return "one country and sector" if sectors else "one country"
    return "another country" if countries and theirs else "others"


def _is_same(a: Side, b: Side) -> bool:
    if a.words and (a.words <= b.words or b.words <= a.words):
        return a.country is None or b.country is None or a.country == b.country
    return False


def _figures(one: Account, other: Account) -> Iterator[Feature]:
    for kind in FIGURES:
        some = [t for t in one.told if t.kind == kind]
        others = [t for t in other.told if t.kind == kind]
        if some and others:
            fits = any(_fit(a, b) for a in some for b in others)
            yield "numbers: agree" if fits else "numbers: differ", 1.0


def _fit(a: Told, b: Told) -> bool:
    low = max(-math.inf if x.low is None else x.low for x in (a, b))
    high = min(math.inf if x.high is None else x.high for x in (a, b))
    return low <= high


def _words(one: Account, other: Account) -> Iterator[Feature]:
    a, b = one.ways, other.ways
    if a.trigger.keys() & b.trigger.keys():
        yield "words: the deed in one word", 1.0
    names = sum(a.sentence[n] for n in a.names & b.names)
    yield "words: names shared", math.log1p(names / FEW_BITS)
    yield f"rare names: {_rare_names(a, b)}", 1.0
    rare = sum(bits for stem, bits in a.sentence.items() if bits >= RARE and stem in b.sentence and stem not in a.names)
    yield "words: rare words shared", math.log1p(rare / FEW_BITS)
    yield "words: sentences alike", _cosine(a.sentence, b.sentence)
    if one.document != other.document:
        some, others = _found_in(a.sentence, b.report), _found_in(b.sentence, a.report)
        yield "words: the less told sentence is in the other report", min(some, others)
        yield "words: the more told sentence is in the other report", max(some, others)
        yield "reports: alike", _cosine(a.report, b.report)
        lead = _cosine(a.lead, b.lead)
        yield "reports: begin alike", lead
        yield f"reports: {_settings(a.setting, b.setting)}", 1.0
        if one.voice == other.voice:
            yield "reports: copies of one text", 1.0


def _settings(some: frozenset[str], others: frozenset[str]) -> str:
    if not some or not others:
        return "one names no country"
    return "of one country" if some & others else "of other countries"


def _found_in(sentence: Mapping[str, int], report: Mapping[str, int]) -> float:
    """Return which share of what a sentence tells stands in a report."""
    told = sum(bits for bits in sentence.values() if bits >= TELLING)
    return sum(bits for stem, bits in sentence.items() if bits >= TELLING and stem in report) / told if told else 0.0


def _rare_names(a: Ways, b: Ways) -> str:
    some = {n for n in a.names if a.sentence[n] >= RARE}
    others = {n for n in b.names if b.sentence[n] >= RARE}
    if not some or not others:
        return "none in one"
    return "shared" if some & others else "each has others"


def _cosine(a: Mapping[str, int], b: Mapping[str, int]) -> float:
    shared = sum([a[stem] * a[stem] for stem in a.keys() & b.keys()])
    if not shared:
        return 0.0
    return shared / math.sqrt(sum([x * x for x in a.values()]) * sum([x * x for x in b.values()]))


def _standing(one: Account, other: Account) -> Iterator[Feature]:
    if one.document == other.document:
        gap = abs(one.sentence - other.sentence)
        where = "one sentence" if gap == 0 else "the next sentence" if gap == 1 else "one report"
        alike = "same type" if one.type == other.type else "other type"
        yield f"told in {where}: {alike}", 1.0
        if gap and other.ways.another:
            yield "told as a further one", 1.0
    elif one.ways.another != other.ways.another:
        yield "one is told as a further one", 1.0
    planned = {one.status, other.status} & {"planned"}
    if planned:
        yield "status: planned" if one.status == other.status else "status: planned, and come to pass", 1.0
    if one.is_recalled or other.is_recalled:
        yield "status: recalled", 1.0
