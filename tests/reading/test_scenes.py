"""Where an event happened: names under "of" an area, before a target, of one place in another; never a party's."""

from dataclasses import replace

import pytest

from detente.core.spans import Span
from detente.reading.events import AssembleEvents
from detente.reading.records import Candidate, Event, Party, Place, PlacePrecision, Standing
from reading.parses import reading_of, span_of

GUNMEN = """
Gunmen    gunman  NOUN  NNS nsubj 2
killed    kill    VERB  VBD ROOT  0
ten       ten     NUM   CD  nummod 4
people    people  NOUN  NNS dobj  2"""
IN_CITY = (
    GUNMEN
    + """
in        in      ADP   IN  prep  4
the       the     DET   DT  det   8
Iraqi     iraqi   ADJ   JJ  amod  8
city      city    NOUN  NN  pobj  5
of        of      ADP   IN  prep  8
Kirkuk    Kirkuk  PROPN NNP pobj  9
"""
)
AT_PARTY = (
    GUNMEN
    + """
at        at      ADP   IN  prep  2
a         a       DET   DT  det   7
party     party   NOUN  NN  pobj  5
in        in      ADP   IN  prep  7
Kirkuk    Kirkuk  PROPN NNP pobj  8
,         ,       PUNCT ,   punct 9
Iraq      Iraq    PROPN NNP appos 9
"""
)
IN_FAVOUR = (
    GUNMEN
    + """
in        in      ADP   IN  prep  2
favour    favour  NOUN  NN  pobj  5
of        of      ADP   IN  prep  6
action    action  NOUN  NN  pobj  7
in        in      ADP   IN  prep  8
Kirkuk    Kirkuk  PROPN NNP pobj  9
"""
)
MARKET = """
Gunmen    gunman  NOUN  NNS nsubj 2
attacked  attack  VERB  VBD ROOT  0
a         a       DET   DT  det   5
Kirkuk    Kirkuk  PROPN NNP compound 5
market    market  NOUN  NN  dobj  2
"""
BOMBING = """
A         a       DET   DT  det   2
bombing   bombing NOUN  NN  nsubj 3
kills     kill    VERB  VBZ ROOT  0
ten       ten     NUM   CD  dobj  3
in        in      ADP   IN  prep  3
Kirkuk    Kirkuk  PROPN NNP pobj  5
"""
CONDEMNED = BOMBING.replace("kills     kill ", "angers    anger")
OF_ALLEN = """
Smith     Smith   PROPN NNP nsubjpass 4
of        of      ADP   IN  prep  1
Kirkuk    Kirkuk  PROPN NNP pobj  2
shot      shoot   VERB  VBN ROOT  0
"""


def place_of(
    table: str, trigger: str, *names: tuple[str, PlacePrecision], party: str | None = None, type_: str = "ASSAULT"
) -> str | None:
    """Return the name of the place that an event of this trigger is put at."""
    reading = reading_of(table)
    spans = [(span_of(reading.text, name), name, precision) for name, precision in names]
    at = span_of(reading.text, trigger)
    of = span_of(reading.text, party or reading.text.split()[0])
    candidate = Candidate(
        type=type_,
        mode=None,
        contexts=(),
        cameo="190" if type_ == "ASSAULT" else "040",
        trigger=at,
        trigger_word=at.start,
        actors=(Party(start=of.start, end=of.end, entity="E1"),),
        recipients=(),
        evidence=Span(0, len(reading.text)),
        confidence=1.0,
    )
    places = tuple(Place(start=s.start, end=s.end, name=n, precision=p) for s, n, p in spans)
    standing = Standing(status="happened", claim=None, rule="plain report")
    whole = replace(reading, candidates=(candidate,), standings=(standing,), places=places)
    (event,) = (e for e in AssembleEvents()(whole) if isinstance(e, Event))
    return None if event.place is None else places[event.place].name


KIRKUK: tuple[str, PlacePrecision] = ("Kirkuk", "city")
IRAQ: tuple[str, PlacePrecision] = ("Iraq", "country")


@pytest.mark.parametrize(
    ("table", "trigger"),
    [(IN_CITY, "killed"), (AT_PARTY, "killed"), (MARKET, "attacked"), (BOMBING, "bombing")],
)
def test_an_attack_is_put_where_it_struck(table: str, trigger: str) -> None:
    assert place_of(table, trigger, KIRKUK) == "Kirkuk"


def test_of_the_names_of_one_place_the_finest_counts() -> None:
    assert place_of(AT_PARTY, "killed", KIRKUK, IRAQ) == "Kirkuk"


def test_a_party_is_no_place_and_nothing_deeper_stands_in_for_it() -> None:
    assert place_of(BOMBING, "bombing", KIRKUK, party="Kirkuk") is None


@pytest.mark.parametrize(("table", "trigger"), [(IN_FAVOUR, "killed"), (CONDEMNED, "bombing"), (OF_ALLEN, "shot")])
def test_what_hangs_elsewhere_is_no_place_of_it(table: str, trigger: str) -> None:
    assert place_of(table, trigger, KIRKUK) is None


def test_talk_is_not_put_where_what_it_is_about_stands() -> None:
    assert place_of(MARKET, "attacked", KIRKUK, type_="CONSULT") is None
