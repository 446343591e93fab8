"""A breach of a truce is coded by grammar only where nothing else tells of it, and where it is one."""

from dataclasses import replace

import pytest

from detente.core.spans import Span
from detente.reading.coding.breaches import CONFIDENCE, find_breaches
from detente.reading.records import Coding
from reading.parses import parsed, span_of

BROKEN = """
The       the    DET  DT  det       2
truce     truce  NOUN NN  nsubjpass 4
was       be     AUX  VBD auxpass   4
broken    break  VERB VBN ROOT      0
by        by     ADP  IN  agent     4
the       the    DET  DT  det       7
rebels    rebel  NOUN NNS pobj      5
"""
IN_BREACH = """
Troops    troop   NOUN NNS nsubj 2
shelled   shell   VERB VBD ROOT  0
Osk       Osk     PROPN NNP dobj 2
in        in      ADP  IN  prep  2
breach    breach  NOUN NN  pobj  4
of        of      ADP  IN  prep  5
the       the     DET  DT  det   8
truce     truce   NOUN NN  pobj  6
"""
FALLING = """
Violations violation NOUN NNS nsubj 5
of         of        ADP  IN  prep  1
the        the       DET  DT  det   4
truce      truce     NOUN NN  pobj  2
fell       fall      VERB VBD ROOT  0
"""
LAPSED = """
The       the    DET  DT  det   2
truce     truce  NOUN NN  nsubj 3
expired   expire VERB VBD ROOT  0
"""


def coding(type_: str, trigger: Span) -> Coding:
    return Coding(
        type=type_, mode=None, contexts=(), status=None, trigger=trigger, actors=(), recipients=(), confidence=0.9
    )


def test_who_broke_it_is_the_agent() -> None:
    text, parse = parsed(BROKEN)
    (found,) = find_breaches(parse, ())
    assert found == replace(
        coding("ASSAULT", span_of(text, "broken")),
        actors=(span_of(text, "rebels"),),
        confidence=CONFIDENCE,
        by_grammar=True,
    )


@pytest.mark.parametrize("trigger", ["broken", "truce"])
def test_what_the_model_saw_is_left_to_it(trigger: str) -> None:
    text, parse = parsed(BROKEN)
    assert list(find_breaches(parse, [coding("RETREAT", span_of(text, trigger))])) == []


def test_words_that_are_not_to_be_read_tell_of_no_breach() -> None:
    text, parse = parsed(BROKEN)
    assert list(find_breaches(parse, (), [Span(0, len(text))])) == []


def test_a_deed_of_force_is_not_told_again_by_what_it_breaks() -> None:
    text, parse = parsed(IN_BREACH)
    assert list(find_breaches(parse, [coding("ASSAULT", span_of(text, "shelled"))])) == []
    (found,) = find_breaches(parse, [coding("MOBILIZE", span_of(text, "shelled"))])
    assert [text[a.start : a.end] for a in found.actors] == ["Troops"]


def test_force_that_breaks_a_truce_is_told_once() -> None:
    text, parse = parsed(BROKEN.replace("rebels    rebel ", "shelling  shelling "))
    assert list(find_breaches(parse, [coding("ASSAULT", span_of(text, "shelling"))])) == []


@pytest.mark.parametrize("rows", [FALLING, LAPSED])
def test_a_trend_and_a_lapse_are_no_breach(rows: str) -> None:
    assert list(find_breaches(parsed(rows)[1], ())) == []
