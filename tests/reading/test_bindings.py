"""Numbers and the events that they count something of."""

from dataclasses import replace

from detente.core.spans import Span
from detente.knowledge.causes import causes_of
from detente.knowledge.plover import plover
from detente.reading.bindings import BindQuantities
from detente.reading.reading import Reading
from detente.reading.records import Event, Party, Quantity
from reading.parses import reading_of, span_of

TABLE = """
An            a             DET   DT  det   2
investigation investigation NOUN  NN  nsubj 8
into          into          ADP   IN  prep  2
the           the           DET   DT  det   5
blast         blast         NOUN  NN  pobj  3
in            in            ADP   IN  prep  5
Kabul         Kabul         PROPN NNP pobj  6
counts        count         VERB  VBZ ROOT  0
105           105           NUM   CD  nummod 10
people        people        NOUN  NNS dobj  8
"""


def event(reading: Reading, name: str, type_: str, trigger: str, *recipients: str) -> Event:
    at = span_of(reading.text, trigger)
    taking = [span_of(reading.text, w) for w in recipients or (trigger,)]
    parties = tuple(Party(start=s.start, end=s.end, entity="E1") for s in taking)
    return Event(
        id=name,
        type=type_,
        mode=None,
        contexts=(),
        cameo="040",
        quad=plover().quad(type_),
        score=0.0,
        actors=() if recipients else parties,
        recipients=parties if recipients else (),
        trigger=at,
        place=None,
        date=None,
        status="happened",
        status_rule="plain report",
        claim=None,
        evidence=Span(0, len(reading.text)),
        confidence=1.0,
    )


def bound(kind: str, *events: tuple[str, ...]) -> str | None:
    """Return the type of the event that "105 people" of a kind is bound to, among events of a type and trigger."""
    reading = reading_of(TABLE)
    number = span_of(reading.text, "105 people")
    made = tuple(event(reading, f"V{k}", *e) for k, e in enumerate(events))
    whole = replace(reading, events=made, quantities=(Quantity(start=number.start, end=number.end, kind=kind),))
    found = next(iter(BindQuantities()(whole)), None)
    return next((e.type for e in made if found and e.id == found.event), None)


def test_the_dead_are_not_of_an_investigation() -> None:
    assert bound("killed", ("ACCUSE", "investigation"), ("ASSAULT", "blast")) == "ASSAULT"
    assert bound("money", ("ACCUSE", "investigation"), ("ASSAULT", "blast")) == "ACCUSE"


def test_a_number_of_its_recipients_is_an_events_whatever_its_type() -> None:
    assert bound("killed", ("ACCUSE", "investigation", "people"), ("ASSAULT", "blast")) == "ACCUSE"


def test_nothing_that_can_do_it_leaves_the_number_unbound() -> None:
    assert bound("killed", ("ACCUSE", "investigation")) is None


def test_causes_are_types() -> None:
    assert {t for types in causes_of().values() for t in types} <= set(plover().types)
