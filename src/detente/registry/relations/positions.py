"""How an actor stands to another, or what it wants and believes, as one report tells it: its own word, and no deed."""

import re
from collections.abc import Iterable, Iterator

from detente.registry.assertions.assertion import Assertion, Part
from detente.registry.assertions.telling import Json, Span, Telling
from detente.registry.relations.words import actor_parts, span_of, words

__all__ = ["OF_THEIRS", "POSITION", "positions_in"]

POSITION = "position"
STANDS = frozenset({"happened", "ongoing", "background"})
STATES = frozenset({"state", "place"})
"""Kinds whose beliefs are a position: what persons or the police believe is theirs."""
LIST = re.compile(r",?\s+and\s+(?:the\s+)?|,\s+(?:the\s+)?|\s+&\s+")
OF_THEIRS = "about something of theirs, and not about them as such"
"""Note of a position that is told of a bid, a plan or a decision of somebody."""
THING_OF = re.compile(r"\b[a-z][\w-]+\s+(?:\w+\s+)?(?:of|by|from|to)\s+(?:the\s+)?(?:[A-Z][\w-]+\s+)*$")
OWNED = re.compile(r"['\u2019]s?\s+(?=[\w'\"\u2018\u201c])")
STANCE_TYPES = frozenset({"SUPPORT", "ACCUSE", "REJECT"})


def positions_in(telling: Telling) -> Iterator[Assertion]:
    """Yield the positions of a report, of each holder, kind and sentence one, in the order of its text."""
    found: dict[tuple[int, str | None, str], Assertion] = {}
    for kind, holder, toward, at in (*_deeds(telling), *_moods(telling), *_goals(telling), *_nouns(telling)):
        for part in actor_parts(telling, "holder", (holder,)):
            others = tuple(one for one in actor_parts(telling, "toward", toward) if one.actor != part.actor)
            if others or kind in {"belief", "goal"}:
                made = _made(telling, kind, (part, *others), at)
                found.setdefault((telling.sentence_at(at[0])[0], part.actor, kind), made)
    yield from sorted(found.values(), key=lambda one: (one.evidence[0].start or 0, one.id))


Found = tuple[str, Json, tuple[Json, ...], Span]


def _deeds(telling: Telling) -> Iterator[Found]:
    """Yield who supports, welcomes, opposes or condemns whom."""
    for event in telling.reading["events"]:
        kind = _stance(telling.words(*span_of(event["trigger"])))
        if kind and event["type"] in STANCE_TYPES and event["status"] in STANDS:
            start = event["trigger"]["start"]
            # whoever is named before the deed is told of it, and not stood with
            toward = [one for one in event["recipients"] if one["start"] > start]
            # and whoever is named after it stands nowhere, but is one of those whom another of them is listed with
            listed = [one for one in event["actors"] if one["start"] > start and _is_listed(telling, one, toward)]
            for actor in event["actors"]:
                if actor["start"] < start:
                    yield kind, actor, tuple(sorted((*toward, *listed), key=span_of)), span_of(event["evidence"])


def _is_listed(telling: Telling, one: Json, others: Iterable[Json]) -> bool:
    """Say whether a mention stands in a list with one of some others, right before or behind it."""
    pairs = (sorted((one, other), key=span_of) for other in others)
    return any(LIST.fullmatch(telling.text, first["end"], second["start"]) for first, second in pairs)


def _stance(trigger: str) -> str | None:
    for kind, beginnings in words().stances:
        if any(word.startswith(beginnings) for word in trigger.casefold().split()):
            return kind
    return None


def _moods(telling: Telling) -> Iterator[Found]:
    """Yield who believes, welcomes or condemns, by the claim itself."""
    for claim in telling.reading["claims"]:
        kind = words().moods.get(claim.get("mood") or "")
        if kind is None or claim["source"] is None:
            continue
        content = telling.layer_in("mentions", span_of(claim["content"]))
        if kind != "belief" and claim["cue"] and _stance(telling.words(*span_of(claim["cue"]))) == kind:
            yield kind, claim["source"], content[:1], span_of(claim["content"])
        elif kind == "belief" and telling.side(claim["source"]).kind in STATES and _believes(telling, claim):
            yield kind, claim["source"], content, span_of(claim["content"])


def _believes(telling: Telling, claim: Json) -> bool:
    cue = claim["cue"]
    return bool(cue) and telling.words(*span_of(cue)).casefold().startswith(words().believing)


def _goals(telling: Telling) -> Iterator[Found]:
    """Yield whose goal something is: "his country's goal is to", "the aim of Georgia is to"."""
    for found in words().goal.finditer(telling.text):
        sentence = telling.sentence_at(found.start())
        inside = telling.layer_in("mentions", (found.start(), found.end()))
        before = telling.layer_in("mentions", (sentence[0], found.start()))
        own = next((m for m in reversed(before) if _owns(telling, m, found.start())), None)
        holder = own or (inside[0] if inside else None)
        if holder is not None:
            yield "goal", holder, telling.layer_in("mentions", (found.end(), sentence[1])), found.span()


def _owns(telling: Telling, mention: Json, goal: int) -> bool:
    """Say whether a mention stands before a goal as its owner's, with an adjective between them at the most."""
    between = telling.text[mention["start"] : goal]
    return (
        re.fullmatch(r".*?(?:['\u2019]s?|\b(?:its|their|our|his|her))(?:\s+[\w-]+)?\s+", between, re.DOTALL) is not None
    )


def _nouns(telling: Telling) -> Iterator[Found]:
    """Yield whose support for whom is spoken of: "Turkey's support for Azerbaijan"."""
    for kind, nouns in words().nouns:
        pattern = re.compile(
            rf"['\u2019]s?\s+(?:[\w-]+\s+){{0,2}}?(?:{nouns})\s+(?:for|to|with|towards?)\s+", re.IGNORECASE
        )
        for found in pattern.finditer(telling.text):
            holder = next((m for m in telling.reading["mentions"] if _ends_at(telling, m, found.start())), None)
            toward = [m for m in telling.reading["mentions"] if found.end() <= m["start"] <= found.end() + len("the ")]
            if holder and toward:
                yield kind, holder, (toward[0],), (holder["start"], toward[0]["end"])


def _ends_at(telling: Telling, mention: Json, at: int) -> bool:
    """Say whether a mention ends before an apostrophe, or with it."""
    return (
        mention["end"] == at
        or telling.text[mention["start"] : mention["end"]].rstrip("s'\u2019") == telling.text[mention["start"] : at]
    )


def _made(telling: Telling, kind: str, parts: tuple[Part, ...], at: Span) -> Assertion:
    who = parts[0].evidence[0]
    return telling.assertion(
        "relation", POSITION, named=(who.start or 0, who.end or 1), at=at, parts=parts, value=kind,
        standing="ongoing", day=telling.day_in(telling.sentence_at(at[0]), near=at[0]),
        note=OF_THEIRS if kind in {"for", "against"} and _is_of_theirs(telling, parts[1]) else None,
    )  # fmt: skip


def _is_of_theirs(telling: Telling, part: Part) -> bool:
    """Say whether the words stand to something of somebody's (a bid, a decision), and not to somebody as such."""
    start, end = part.evidence[0].start or 0, part.evidence[0].end or 0
    first, last = telling.sentence_at(start)
    behind = telling.text[start:end].endswith(("'s", "\u2019s")) or OWNED.match(telling.text, end, last)
    return bool(behind) or THING_OF.search(telling.text[first:start]) is not None
