"""Which words that hold a kept agreement's name are another's: "a second protocol", one between others."""

import re
from collections.abc import Iterator

from detente.registry.agreements.definition import Agreement
from detente.registry.agreements.told.parts import listed_after
from detente.registry.assertions.naming import Named
from detente.registry.assertions.telling import Span, Telling

__all__ = ["kept_names", "namesakes_in"]

COUNTED = re.compile(
    r"\b(?:second|third|fourth|fifth|sixth|another|separate|rival"
    r"|(?<=\ba )(?:new|earlier|later|previous|different)|(?<=\ban )earlier)\s+$",
    re.IGNORECASE,
)
"""What stands before a name that is then of a further agreement."""
AMONG = re.compile(r"(?:\s+on\s+(?:[\w'’-]+\s+){1,6}?|\s+)(?:between|of|among)\s+(?:the\s+)?", re.IGNORECASE)
"""What stands between a name and whose agreement it is."""
TWO = 2


def kept_names(telling: Telling, ids: frozenset[str]) -> tuple[Named, ...]:
    """Return where a report speaks of kept agreements; namesakes, and what stands for them alone, are left out."""
    others = {at for _, at in namesakes_in(telling, ids)}
    named = [one for one in telling.named if one.id in ids and not (one.by_name and one.start in others)]
    if not others:
        return tuple(named)
    meant = {entity for one in named if one.by_name for entity in _entities(telling, one.start, one.end)}
    return tuple(one for one in named if one.by_name or not meant.isdisjoint(_entities(telling, one.start, one.end)))


def namesakes_in(telling: Telling, ids: frozenset[str]) -> Iterator[tuple[Span, int]]:
    """Yield the words of each agreement that bears a kept one's name and is another, with where that name begins."""
    kept = {thing.id: thing for thing in telling.things if isinstance(thing, Agreement)}
    for one in telling.named:
        if one.id not in ids or not one.by_name:
            continue
        before = COUNTED.search(telling.text, max(0, one.start - 30), one.start)
        end = _end_among_others(telling, one, kept[one.id])
        if before or end:
            yield (before.start() if before else one.start, end or one.end), one.start


def _end_among_others(telling: Telling, one: Named, kept: Agreement) -> int | None:
    """Return where the words end that say between whom an agreement is, if none of them is a party to the kept one."""
    parties = {party.actor for party in kept.parties if party.role == "party"}
    among = AMONG.match(telling.text, one.end)
    if among is None or not parties:
        return None
    sides = listed_after(telling, "party", among.end(), until=telling.sentence_at(one.start)[1])
    actors = {side.actor for side in sides}
    if len(sides) < TWO or None in actors or actors & parties:
        return None
    return max(side.evidence[0].end or 0 for side in sides)


def _entities(telling: Telling, start: int, end: int) -> set[str]:
    return {
        one["entity"]
        for one in telling.reading["mentions"]
        if one["entity"] and one["start"] <= start and end <= one["end"]
    }
