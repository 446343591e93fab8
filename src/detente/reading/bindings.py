"""Binds each quantity to the event it counts something of, and to the claim that holds it."""

from collections.abc import Iterator

from detente.core.spans import covers, overlaps
from detente.knowledge.agents import word_list
from detente.knowledge.causes import causes_of
from detente.reading.parse import Parse
from detente.reading.reading import Reading
from detente.reading.records import Binding, Event, Quantity

__all__ = ["BindQuantities"]

LENGTHS = frozenset({"km", "m", "mi", "ft", "yd", "nmi"})
DIRECTIONS = word_list("directions")
AWAY = frozenset({"from", "away", "off", "outside", "inside", "of", "behind", "beyond", "due", "inland", "offshore"})
FARTHEST, FAR = 5, 99
"""Steps in the tree between a number and the word of an event that it may count something of."""


class BindQuantities:
    """Says of which event a number counts something ("killed *three*"), and in whose claim it stands.

    The event is the one of its sentence whose recipients it counts, else the one whose trigger is nearest in the
    grammatical tree, of those that can have such an outcome: an investigation kills nobody. A number that is nearer to
    none than a few steps counts nothing of an event. The claim is the innermost one around it.
    """

    name, version = "bindings", "2"
    needs: tuple[str, ...] = ("sentences", "parse", "quantities", "claims", "events")
    adds = "bindings"

    def __call__(self, reading: Reading, /) -> Iterator[Binding]:
        """Yield a binding for every quantity that has an event or a claim, in order."""
        parse = reading.parsed()
        by_sentence: dict[int | None, list[Event]] = {}
        for event in reading.events:
            by_sentence.setdefault(reading.sentence_of(event.trigger), []).append(event)
        for index, quantity in enumerate(reading.quantities):
            counted = _event_of(quantity, by_sentence.get(reading.sentence_of(quantity), []), parse)
            claim = _claim_of(quantity, reading)
            if counted or claim:
                yield Binding(quantity=index, event=counted, claim=claim)


def _event_of(quantity: Quantity, events: list[Event], parse: Parse) -> str | None:
    """Return the event to whose recipients a number belongs, else the nearest that can do what it counts."""
    words = parse.words_in(quantity.start, quantity.end)
    if not words or _is_distance(quantity, parse, words[-1]):
        return None
    apart = {event.id: _apart(parse, words[-1], event) for event in events}
    struck = [e.id for e in events if any(overlaps(r, quantity) for r in e.recipients)]
    able = [e.id for e in events if e.type in causes_of().get(quantity.kind, {e.type}) and apart[e.id] <= FARTHEST]
    return min(struck or able, key=apart.__getitem__, default=None)


def _apart(parse: Parse, word: int, event: Event) -> int:
    """Return the steps in the tree between a word and an event's trigger, or more than count."""
    steps = {i: k for k, i in reversed(list(enumerate(_upwards(parse, word))))}
    triggers = parse.words_in(event.trigger.start, event.trigger.end)
    ways = (next((k + steps[i] for k, i in enumerate(_upwards(parse, t)) if i in steps), FAR) for t in triggers)
    return min(ways, default=FAR)


def _is_distance(quantity: Quantity, parse: Parse, last: int) -> bool:
    """Say whether a length tells where something lies: "62km north-east of Donetsk"."""
    after = parse.words[last + 1].text.lower() if last + 1 < len(parse.words) else ""
    return quantity.kind == "other" and quantity.unit in LENGTHS and (after in DIRECTIONS or after in AWAY)


def _upwards(parse: Parse, word: int) -> Iterator[int]:
    yield word
    yield from parse.ancestors(word)


def _claim_of(quantity: Quantity, reading: Reading) -> str | None:
    around = [c for c in reading.claims if covers(c.content, quantity)]
    return min(around, key=lambda c: c.content.end - c.content.start).id if around else None
