"""A deed held against a provision: who did it, which words of both meet, in which direction, and what that weighs."""

import functools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from detente.documents.copies.rarity import rarity_of
from detente.incidents.stems import read_stems
from detente.registry.agreements.bearing.deeds import Deed, Manner
from detente.registry.agreements.bearing.parties import Spoken
from detente.registry.agreements.bearing.topics import Direction, topics_of
from detente.registry.agreements.bearing.touches import Touch, touch_of
from detente.registry.agreements.definition import Provision
from detente.registry.assertions.telling import Span

__all__ = ["FEATURES", "Held", "Met", "hold_against", "rank_among"]

FEATURES = (
    "whole phrase", "deed and object", "object only", "deed only", "type of event", "words shared", "share of words",
    "name shared", "counterpart named", "outsider named", "outsider first", "nearest provision", "nearer provision",
    "direction told", "topics shared", "main topic", "as near as others", "outsider receives",
    "actor of an event", "far from the deed", "deed of its own",
)  # fmt: skip
TELLING = 6
"""Bits from which a word that both have counts."""
MOST_BITS = 30.0
FAR = 80
MAIN = 0.5
"""How much nearer the kind that a provision's words say first brings it."""
LOCATED = re.compile(
    r"\b(?:in|near|inside|across|throughout|around|outside|into|to|at|within|against|with|on)\s+"
    r"(?:\w+(?:\s\w+)?,\s+)?(?:(?:the|an?)\s+)?(?:(?:north|south|east|west|central)(?:ern)?\s+)?$",
    re.IGNORECASE,
)
"""What before a name makes it that of a place, or of somebody on whom or with whom it is done."""
WITH = re.compile(r"\b(?:with|against|between|towards?)\s+(?:the\s+)?$", re.IGNORECASE)
WITHIN = re.compile(
    r"\b(?:with|against|between|towards?|in|inside|across|into|throughout|on|attack\w*|struck|bomb\w*|near|from)\s+"
    r"(?:the\s+)?(?:(?:north|south|east|west|central)(?:ern)?\s+)?$",
    re.IGNORECASE,
)
"""What before the name of a state that is no party says that it is done with it, to it, or, of force, within it."""
NAME = re.compile(r"(?<=[a-z,'’] )[A-Z]\w{3,}")
"""A name within a sentence, not at its head."""
PASSIVE = re.compile(r"\b(?:is|are|was|were|be|been|being)\s+(?:\w+ly\s+)?$", re.IGNORECASE)
JOINED = re.compile(r"(?:'s?)?(?:\s*,)?\s+(?:and\s+)?(?:the\s+)?", re.IGNORECASE)
"""What stands between names of a list."""
BY = re.compile(r"\bby\s+(?:the\s+)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Met:
    """Words of a provision and words of a report that meet, with the topic they meet in, or both being the same."""

    provision: str
    report: str
    span: Span
    """Where the report's words stand in its text."""
    topic: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A deed held against a provision: what was found. `nearness` is by how much their words meet."""

    provision: Provision
    deed: Deed
    doers: tuple[Spoken, ...]
    direction: Direction
    manner: Manner
    met: tuple[Met, ...]
    nearness: float
    features: Mapping[str, float]


def hold_against(deed: Deed, provision: Provision, *, own: Iterable[str]) -> Held | None:
    """Return what a deed and a provision have in common; None where nobody bound by it does it, or nothing meets.

    `own` are the ids of the agreement's actors.
    """
    if not any(id_ in provision.bound for one in deed.spoken for id_ in one.actors):
        return None
    of = topics_of(provision)
    touches = sorted(
        (one for t in of if (one := touch_of(deed, t))), key=lambda t: -t.weight - MAIN * (t.topic is of[0])
    )
    shared = _shared_words(deed, provision)
    if not touches and not shared:
        return None
    best = touches[0] if touches else None
    doers = _doers(deed, best, provision)
    if best and best.topic.coded:
        doers = tuple(one for one in doers if _is_actor(deed, one, _offset(best)))
    if not doers or _is_elsewhere(
        deed, best, frozenset(own), is_named=_names(deed.words) & _names(provision.words) != set()
    ):
        return None
    met = (*_met_in_topics(touches[:2], provision, deed), *shared)
    bits = _bits(shared)
    is_main = bool(best and best.topic is of[0])
    nearness = (best.weight if best else 0.0) + MAIN * is_main + bits / 10
    features = {**_features(deed, provision, touches, shared, doers, frozenset(own)), "main topic": float(is_main)}
    direction = best.direction if best else "unclear"
    return Held(
        provision=provision, deed=deed, doers=doers, direction=direction, manner=deed.manner_at(_offset(best)), met=met,
        nearness=nearness, features=features,
    )  # fmt: skip


def rank_among(held: Sequence[Held]) -> Iterator[Held]:
    """Yield what was held against the provisions of one agreement, each with whether another is nearer."""
    most = max((one.nearness for one in held), default=0.0)
    for one in held:
        is_nearest = one.nearness >= most - 0.01
        ranked = {
            "nearest provision": float(is_nearest),
            "as near as others": float(is_nearest and sum(other.nearness >= most - 0.01 for other in held) > 1),
            "nearer provision": 0.0 if is_nearest else min((most - one.nearness) / 3, 1.0),
        }
        yield replace(one, features={**one.features, **ranked})


def _doers(deed: Deed, touch: Touch | None, provision: Provision) -> tuple[Spoken, ...]:
    """Return those bound by a provision who do the deed: its event's actors, whom "by" names, who stands before it.

    Who is named as where it is ("in Ukraine") does nothing, nor does who stands before what "was" done, nor whoever is
    named further off than a state that is no party, or than whom the reader found to do it.
    """
    at = _offset(touch)
    start = deed.span[0]
    is_suffered = at is not None and PASSIVE.search(deed.words[:at]) is not None
    others = _does_another(deed, touch)
    found = []
    for one in deed.spoken:
        bound = tuple(id_ for id_ in one.actors if id_ in provision.bound)
        before = deed.words[: one.start - start]
        is_located = LOCATED.search(before) is not None
        stands_before = (at is None or one.end <= start + at or (one.start == start and at == 0)) and not is_suffered
        takes_part = _is_actor(deed, one) or (stands_before and not others and not _is_cut_off(deed, one, at))
        if bound and (BY.search(before) or (takes_part and not is_located)):
            found.append(Spoken(start=one.start, end=one.end, actors=bound))
    return tuple(found)


def _does_another(deed: Deed, touch: Touch | None) -> bool:
    """Say whether the reader found who does the deed, and found nobody of the agreement."""
    first = (touch.act or touch.whole) if touch else None
    if first is None:
        return False
    at = deed.at(first.start()), deed.at(first.end())
    actors = [
        a for e in deed.events if e["trigger"]["start"] < at[1] and at[0] < e["trigger"]["end"] for a in e["actors"]
    ]
    named = [one for one in deed.spoken if one.actors]
    return bool(actors) and not any(a["start"] < one.end and one.start < a["end"] for a in actors for one in named)


def _is_cut_off(deed: Deed, one: Spoken, at: int | None) -> bool:
    """Say whether between somebody and the deed stands a state that is no party, and not as where it is."""
    if at is None:
        return False
    start = deed.span[0]
    between = [o for o in deed.spoken if not o.actors and one.end <= o.start and o.end <= start + at]
    return any(
        not LOCATED.search(deed.words[: o.start - start])
        and not JOINED.fullmatch(deed.words[one.end - start : o.start - start])
        for o in between
    )


def _is_elsewhere(deed: Deed, touch: Touch | None, own: frozenset[str], *, is_named: bool) -> bool:
    """Say whether it is done with, to or in a state that has no part in the agreement, and no other party is named.

    `is_named` is whether a name stands in both the provision and the deed; then only what is done to or in that state
    is elsewhere, and else whatever speaks of one.
    """
    start = deed.span[0]
    named = {id_ for one in deed.spoken for id_ in one.actors if id_ in own}
    if touch is None or len(named) > 1:
        return False
    if not is_named and any(not one.actors and not _is_place(deed, one) for one in deed.spoken):
        return True
    before = [deed.words[: one.start - start] for one in deed.spoken if one.is_state and not one.actors]
    pattern = WITHIN if touch.topic.coded or not touch.topic.general else WITH
    return any(pattern.search(words) for words in before)


def _is_place(deed: Deed, one: Spoken) -> bool:
    """Say whether a capital is named as where something is, and not as its government."""
    return one.is_capital and LOCATED.search(deed.words[: one.start - deed.span[0]]) is not None


@functools.lru_cache(maxsize=4096)
def _names(words: str) -> frozenset[str]:
    return frozenset(one[0] for one in NAME.finditer(words))


def _offset(touch: Touch | None) -> int | None:
    """Return where a deed's word begins in its sentence."""
    if touch is None:
        return None
    first = touch.act or touch.whole
    return first.start() if first else None


def _is_actor(deed: Deed, one: Spoken, at: int | None = None) -> bool:
    """Say whether the reader found somebody to do something; where a place is given, what the word there says."""
    return any(
        actor["start"] <= one.start and one.end <= actor["end"]
        for event in deed.events
        if at is None or event["trigger"]["start"] <= deed.at(at) < event["trigger"]["end"]
        for actor in event["actors"]
    )


def _is_received(deed: Deed, one: Spoken) -> bool:
    return any(
        who["start"] <= one.start and one.end <= who["end"] for event in deed.events for who in event["recipients"]
    )


def _met_in_topics(touches: Sequence[Touch], provision: Provision, deed: Deed) -> Iterator[Met]:
    for touch in touches:
        words = touch.topic.provision.search(provision.words)
        spans = [one.span() for one in (touch.whole, touch.act, touch.thing) if one]
        first, last = min(start for start, _ in spans), max(end for _, end in spans)
        yield Met(
            topic=touch.topic.id,
            provision=words[0] if words else provision.words,
            report=deed.words[first:last],
            span=(deed.at(first), deed.at(last)),
        )


def _shared_words(deed: Deed, provision: Provision) -> tuple[Met, ...]:
    """Return the words that tell something and stand in both; the names of who takes part are not among them."""
    start = deed.span[0]
    named = {stem for one in deed.spoken for stem in _stems(deed.words[one.start - start : one.end - start])}
    both = _stems(deed.words).keys() & _stems(provision.words).keys() - named
    telling = sorted(stem for stem in both if rarity_of(stem) >= TELLING)
    return tuple(_met_word(stem, deed, provision) for stem in telling)


def _met_word(stem: str, deed: Deed, provision: Provision) -> Met:
    first, last = _where(stem, deed.words)
    own_first, own_last = _where(stem, provision.words)
    return Met(
        topic=None,
        provision=provision.words[own_first:own_last],
        report=deed.words[first:last],
        span=(deed.at(first), deed.at(last)),
    )


def _where(stem: str, words: str) -> Span:
    """Return where the word of a stem stands, all of the words where it is made of several."""
    found = next((one for one in re.finditer(r"\w[\w'-]*", words) if stem in _stems(one[0])), None)
    return found.span() if found else (0, len(words))


@functools.lru_cache(maxsize=4096)
def _stems(words: str) -> Mapping[str, int]:
    return read_stems(words)


def _features(
    deed: Deed, provision: Provision, touches: Sequence[Touch], shared: Sequence[Met], doers: Sequence[Spoken],
    own: frozenset[str],
) -> Mapping[str, float]:  # fmt: skip
    others = {id_ for one in deed.spoken for id_ in one.actors if id_ in own}
    done = {id_ for one in doers for id_ in one.actors}
    outsiders = [one for one in deed.spoken if not one.actors]
    bits = _bits(shared)
    told = sum(bit for stem, bit in _stems(provision.words).items() if bit >= TELLING)
    names = [one for one in shared if deed.words[one.span[0] - deed.span[0]].isupper()]
    return {
        "whole phrase": float(any(one.whole for one in touches)),
        "deed and object": float(any(one.act and one.thing for one in touches)),
        "object only": float(bool(touches) and all(one.thing and not one.act for one in touches)),
        "deed only": float(bool(touches) and all(one.act and not one.thing for one in touches)),
        "type of event": float(_has_type(deed, touches)),
        "words shared": min(bits, MOST_BITS) / MOST_BITS,
        "share of words": bits / told if told else 0.0,
        "name shared": float(bool(names)),
        "counterpart named": float(bool(others - done) or len(done) > 1),
        "outsider named": float(bool(outsiders)),
        "outsider first": float(bool(outsiders) and outsiders[0].start < doers[0].start),
        "actor of an event": float(any(_is_actor(deed, one) for one in doers)),
        "deed of its own": float(any(one.is_own and one.thing for one in touches)),
        "far from the deed": _distance(deed, touches, doers),
        "direction told": float(bool(touches) and touches[0].direction != "unclear"),
        "outsider receives": float(any(_is_received(deed, one) for one in outsiders)),
        "topics shared": min(len([one for one in touches if one.act and one.thing]), 3) / 3,
    }


def _distance(deed: Deed, touches: Sequence[Touch], doers: Sequence[Spoken]) -> float:
    """Return how far the deed's word is from the nearest of those who do it: 0 beside it, 1 from 80 characters on."""
    at = _offset(touches[0]) if touches else None
    if at is None:
        return 0.0
    return min(*(abs(deed.at(at) - one.end) for one in doers), FAR) / FAR


def _bits(shared: Sequence[Met]) -> int:
    """Return how much the words that both have tell together."""
    return sum(max((rarity_of(stem) for stem in _stems(one.report)), default=0) for one in shared)


def _has_type(deed: Deed, touches: Sequence[Touch]) -> bool:
    told = {event["type"] for event in deed.events}
    told |= {f"{event['type']} {event['mode']}" for event in deed.events}
    return any(told & touch.topic.types for touch in touches)
