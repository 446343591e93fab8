"""Fire that is answered is coded by grammar where nothing codes it as force, and only where fire is what is given."""

import pytest

from detente.core.spans import Span
from detente.reading.coding.answers import CONFIDENCE, answer_fire
from detente.reading.records import Coding
from reading.parses import parsed, span_of

RETURNED = """
Troops    troop   NOUN NNS nsubj 2
returned  return  VERB VBD ROOT  0
fire      fire    NOUN NN  dobj  2
into      into    ADP  IN  prep  2
Osk       Osk     PROPN NNP pobj 4
"""
WITH_MORTARS = """
Troops    troop   NOUN NNS nsubj 2
responded respond VERB VBD ROOT  0
with      with    ADP  IN  prep  2
mortar    mortar  NOUN NN  compound 5
fire      fire    NOUN NN  pobj  3
"""
WITH_WORDS = """
Ministers minister NOUN NNS nsubj 2
responded respond  VERB VBD ROOT  0
with      with     ADP  IN  prep  2
anger     anger    NOUN NN  pobj  3
"""
RETURNED_BODIES = """
Troops    troop   NOUN NNS nsubj 2
returned  return  VERB VBD ROOT  0
bodies    body    NOUN NNS dobj  2
"""


def coding(type_: str, trigger: Span) -> Coding:
    return Coding(
        type=type_, mode=None, contexts=(), status=None, trigger=trigger, actors=(), recipients=(), confidence=0.9
    )


def test_fire_that_is_returned_is_force_by_who_returns_it() -> None:
    text, parse = parsed(RETURNED)
    (found,) = answer_fire(parse, ())

    assert (found.type, found.mode, found.confidence, found.by_grammar) == ("ASSAULT", None, CONFIDENCE, True)
    assert found.trigger == span_of(text, "returned fire")
    assert found.actors == (span_of(text, "Troops"),)
    assert found.recipients == (span_of(text, "Osk"),)


def test_a_weapon_that_is_named_is_the_mode() -> None:
    (found,) = answer_fire(parsed(WITH_MORTARS)[1], ())
    assert found.mode == "heavy-weapons"


@pytest.mark.parametrize("table", [WITH_WORDS, RETURNED_BODIES])
def test_what_is_no_fire_is_no_force(table: str) -> None:
    assert list(answer_fire(parsed(table)[1], ())) == []


def test_what_the_model_took_for_giving_back_is_force_instead() -> None:
    text, parse = parsed(RETURNED)
    other = coding("RETREAT", span_of(text, "returned"))
    (found,) = answer_fire(parse, [other])
    assert found.type == "ASSAULT"


def test_what_is_coded_as_force_stays_as_it_is() -> None:
    text, parse = parsed(RETURNED)
    own = coding("ASSAULT", span_of(text, "returned fire"))
    assert list(answer_fire(parse, [own])) == [own]


def test_what_is_not_to_be_read_is_not_coded() -> None:
    text, parse = parsed(RETURNED)
    assert list(answer_fire(parse, (), [span_of(text, "returned fire")])) == []
