"""Binds each quantity to the event it counts something of, and to the claim that holds it."""

from collections.abc import Iterator

from detente.core.spans import covers
from detente.knowledge.agents import word_list
from detente.reading.parse import Parse
from detente.reading.reading import Reading
from detente.reading.records import Binding, Event, Quantity

__all__ = ["BindQuantities"]

LENGTHS = frozenset({"km", "m", "mi", "ft", "yd", "nmi"})
DIRECTIONS = word_list("directions")
AWAY = frozenset({"from", "away", "off", "outside", "inside", "of", "behind", "beyond", "due", "inland", "offshore"})
FARTHEST = 5
"""Steps in the tree between a number and the word of an event that it may count something of."""


class BindQuantities:
    """Says of which event a number counts something ("killed *three*"), and in whose claim it stands.

    The event is the one of its sentence whose trigger is nearest in the grammatical tree; a number that is nearer to
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
    words = parse.words_in(quantity.start, quantity.end)
    if not events or not words or _is_distance(quantity, parse, words[-1]):
        return None
    steps = {i: k for k, i in reversed(list(enumerate(_upwards(parse, words[-1]))))}
    best: tuple[int, str] | None = None
    for event in events:
        triggers = parse.words_in(event.trigger.start, event.trigger.end)
        for trigger in triggers:
            apart = next((k + steps[i] for k, i in enumerate(_upwards(parse, trigger)) if i in steps), FARTHEST + 1)
            if apart <= FARTHEST and (best is None or apart < best[0]):
                best = (apart, event.id)
    return best[1] if best else None


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
