"""What is done to a truce decides what a trigger tells of, whatever the model makes of the word."""

import pytest

from detente.documents.document import Document
from detente.pipeline.reader import default_reader
from detente.reading.coding.truces import truce_act
from detente.reading.reading import Reading
from reading.parses import reading_of, span_of


def read(text: str) -> Reading:
    return default_reader().read(Document(id="test", text=text))


BROKE = """
rebels    rebel  NOUN NNS nsubj 2
{verb}    {lemma} VERB VBD ROOT 0
the       the    DET  DT  det   4
truce     truce  NOUN NN  dobj  2
"""
PASSIVE = """
The       the    DET  DT  det       2
truce     truce  NOUN NN  nsubjpass 4
was       be     AUX  VBD auxpass   4
broken    break  VERB VBN ROOT      0
"""
DOWN = """
The       the    DET  DT  det       2
truce     truce  NOUN NN  nsubj     3
broke     break  VERB VBD ROOT      0
down      down   ADP  RP  prt       3
"""
BREACH = """
a         a      DET  DT  det       2
breach    breach NOUN NN  ROOT      0
of        of     ADP  IN  prep      2
the       the    DET  DT  det       5
terms     term   NOUN NNS pobj      3
of        of     ADP  IN  prep      5
the       the    DET  DT  det       8
ceasefire ceasefire NOUN NN pobj    6
"""
VIOLATIONS = """
ceasefire  ceasefire NOUN NN  compound 2
violations violation NOUN NNS ROOT     0
"""
LAPSED = """
The       the    DET  DT  det       2
armistice armistice NOUN NN nsubj   3
expired   expire VERB VBD ROOT      0
"""


@pytest.mark.parametrize(
    ("rows", "trigger", "act"),
    [
        (BROKE.format(verb="broke", lemma="break"), "broke the truce", "broken"),
        (BROKE.format(verb="ended", lemma="end"), "ended", "ended"),
        (BROKE.format(verb="kept", lemma="keep"), "kept the truce", None),
        (BROKE.format(verb="agreed", lemma="agree"), "truce", None),
        (PASSIVE, "truce", "broken"),
        (DOWN, "truce", "failed"),
        (BREACH, "breach", "broken"),
        (VIOLATIONS, "ceasefire violations", "broken"),
        (LAPSED, "armistice expired", "lapsed"),
    ],
)
def test_an_act_is_told_by_the_word_that_governs_the_truce(rows: str, trigger: str, act: str | None) -> None:
    reading = reading_of(rows)
    assert truce_act(reading.parsed(), span_of(reading.text, trigger)) == act


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("The army violated the ceasefire near Tessel.", "ASSAULT"),
        ("Separatist forces broke the truce three times overnight.", "ASSAULT"),
        ("The mayor said that the army had broken the ceasefire with the rebels.", "ASSAULT"),
        ("Russia broke the terms of the ceasefire.", "ASSAULT"),
        ("Israel's breach of the truce with Hamas was condemned.", "ASSAULT"),
        ("Hamas called off the truce with Israel.", "REJECT"),
        ("The junta put an end to the truce.", "REJECT"),
        ("The army observed the ceasefire with the rebels.", "RETREAT"),
        ("Ethiopia declared a ceasefire with Eritrea.", "CONCEDE"),
    ],
)
def test_breaking_a_truce_is_not_keeping_it(text: str, type_: str) -> None:
    event = next(iter(read(text).events))
    assert event.type == type_
    assert event.cameo == "196" if type_ == "ASSAULT" else event.cameo != "196"


def test_a_truce_that_falls_apart_is_put_on_neither_side() -> None:
    (event,) = read("The ceasefire between Armenia and Azerbaijan collapsed on Monday.").events
    assert (event.type, len(event.actors), event.recipients) == ("ASSAULT", 2, ())


def test_a_truce_that_runs_out_is_nobodys_deed_and_said_to_be_dropped() -> None:
    reading = read("The ceasefire between Armenia and Azerbaijan expired on Monday.")
    assert reading.events == ()
    assert "a truce that ran out, which nobody does" in [d.reason for d in reading.drops]


def test_a_truce_announced_for_later_is_one_thing_and_planned() -> None:
    (event,) = read("President Lourenço announced that a ceasefire would take effect at midnight on 4 August.").events
    assert (event.type, event.status) == ("CONCEDE", "planned")
    assert event.claim is not None
