"""What a report tells to have been done: a sentence, in which manner it is told, by what events, naming whom."""

import datetime as dt
import functools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from detente.knowledge.files import read_toml
from detente.registry.agreements.bearing.parties import Circle, Spoken
from detente.registry.agreements.bearing.phrases import pattern_of
from detente.registry.assertions.telling import Json, Span, Telling

__all__ = ["Deed", "Manner", "deeds_of"]

Manner = Literal["done", "said", "claim", "denied", "recalled"]
"""Told as done; promised, hoped or demanded; said against somebody; said not to be so; from before the agreement."""
CUES: tuple[tuple[str, Manner], ...] = (
    ("denied", "denied"), ("accused", "claim"), ("demanded", "said"), ("said", "said"),
)  # fmt: skip
OF_STATUS: Mapping[str, Manner] = {
    "planned": "said", "expected": "said", "hoped": "said", "demanded": "said", "hypothetical": "said",
    "denied": "denied", "alleged": "claim", "background": "recalled",
}  # fmt: skip
YEAR = re.compile(r"\b(?:in|since|until|of|to|from) (1[89]\d\d|20\d\d)\b", re.IGNORECASE)
AIM = re.compile(r"\bto\s+(?:\w+ly\s+)?$", re.IGNORECASE)
BEGUN = re.compile(
    r"\b(?:beg[aiu]n\w*|start\w*|continu\w*|resum\w*|manag\w*|help\w*|prompt\w*|forc\w*|allow\w*|mov(?:es?|ed|ing)"
    r"|fail\w*|refus\w*|order\w*|vot\w*|decid\w*|return\w*)\s+(?:\S+\s+){0,3}to\s+(?:\w+ly\s+)?$",
    re.IGNORECASE,
)
"""Verbs that say of what follows that it came to be, or that it was refused."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """A sentence of a report that may tell of a deed. `spoken` and `events` have offsets of the whole text."""

    span: Span
    words: str
    manner: Manner
    """How its events and dates have it; what its words say before the deed's own comes first (`manner_at`)."""
    cues: tuple[tuple[int, Manner], ...]
    spoken: tuple[Spoken, ...]
    events: tuple[Json, ...]

    def at(self, offset: int) -> int:
        """Return where an offset of its words stands in the text."""
        return self.span[0] + offset

    def manner_at(self, offset: int | None) -> Manner:
        """Return how it is told what the word at an offset of its words says; None stands for all of them."""
        told = next((manner for at, manner in self.cues if offset is None or at < offset), self.manner)
        return "said" if told == "done" and offset is not None and _is_aim(self.words[:offset]) else told

    def is_trigger(self, span: Span) -> bool:
        """Say whether words of it share any with the trigger of an event that the reader found."""
        start, end = self.at(span[0]), self.at(span[1])
        return any(e["trigger"]["start"] < end and start < e["trigger"]["end"] for e in self.events)

    def event_at(self, span: Span) -> Json | None:
        """Return the event whose trigger shares words with a span of the text, else the sentence's only one."""
        for event in self.events:
            if event["trigger"]["start"] < span[1] and span[0] < event["trigger"]["end"]:
                return event
        return self.events[0] if len(self.events) == 1 else None


def deeds_of(telling: Telling, circle: Circle, *, since: dt.date | None = None) -> Iterator[Deed]:
    """Yield the sentences of a report that may tell of deeds; `since` is the day from which they may be new."""
    spoken = circle.spoken_in(telling.text)
    for start, end in telling.sentences():
        words = telling.text[start:end]
        events = telling.events_in((start, end))
        if words.strip():
            yield Deed(
                span=(start, end),
                words=words,
                manner=_manner(telling, (start, end), events, since),
                cues=tuple(_cues_in(words)),
                spoken=tuple(one for one in spoken if start <= one.start and one.end <= end),
                events=events,
            )


def _is_aim(before: str) -> bool:
    """Say whether the words before a verb make it what is aimed at ("to hand over"), and not begun or let happen."""
    return AIM.search(before) is not None and BEGUN.search(before) is None


def _cues_in(words: str) -> Iterator[tuple[int, Manner]]:
    """Yield where words say that something is denied, charged, demanded or promised, in this order of what counts."""
    for cue, manner in CUES:
        found = _cues()[cue].search(words)
        if found:
            yield found.start(), manner


def _manner(telling: Telling, span: Span, events: Sequence[Json], since: dt.date | None) -> Manner:
    """Return how a sentence tells it: as all of its events stand, then by its dates."""
    told = {OF_STATUS.get(event["status"], "done") for event in events}
    if len(told) == 1 and (only := told.pop()) in {"said", "denied"}:
        return only
    return "recalled" if _is_from_before(telling, span, since) else "done"


def _is_from_before(telling: Telling, span: Span, since: dt.date | None) -> bool:
    if since is None:
        return False
    days = [dt.date.fromisoformat(one["to"]) for one in telling.layer_in("dates", span) if one.get("to")]
    years = [int(one[1]) for one in YEAR.finditer(telling.text[span[0] : span[1]])]
    return any(day < since for day in days) or any(year < since.year for year in years)


@functools.cache
def _cues() -> Mapping[str, re.Pattern[str]]:
    kept = read_toml("agreements/manners.toml")
    return {name: pattern_of(kept[name]["words"]) for name in ("said", "demanded", "denied", "accused")}
