"""From an amount to what there is so much of, and from half a name to the whole."""

import pytest

from detente.documents.document import Document
from detente.reading.heads import base_phrases, root_of, standing_for, whole_of
from detente.reading.mentions.draft import Draft
from detente.reading.mentions.ground import Ground
from detente.reading.mentions.parties import find_parties
from detente.reading.reading import Reading
from detente.reading.records import Coding
from reading.parses import parsed, span_of

CROWD = """
Tens       ten       NOUN  NNS nsubj 6
of         of        ADP   IN  prep  1
thousands  thousand  NOUN  NNS pobj  2
of         of        ADP   IN  prep  3
Dalits     Dalit     PROPN NNPS pobj 4
marched    march     VERB  VBD ROOT  0
"""
MEETING = """
Russian    russian   ADJ   JJ  amod     5
Prime      Prime     PROPN NNP compound 3
Minister   Minister  PROPN NNP compound 5
Vladimir   Vladimir  PROPN NNP compound 5
Putin      Putin     PROPN NNP nsubj    6
met        meet      VERB  VBD ROOT     0
two        two       NUM   CD  nummod   9
Israeli    israeli   ADJ   JJ  amod     9
militants  militant  NOUN  NNS dobj     6
and        and       CCONJ CC  cc       9
50         50        NUM   CD  conj     9
"""


@pytest.mark.parametrize(("words", "head"), [("Tens", "Dalits"), ("Tens of thousands", "Dalits"), ("Dalits", "Dalits")])
def test_an_amount_stands_for_what_is_counted(words: str, head: str) -> None:
    text, parse = parsed(CROWD)
    span = span_of(text, words)
    at = standing_for(parse, root_of(parse, parse.words_in(span.start, span.end)))
    assert parse.words[at].text == head


@pytest.mark.parametrize(
    ("words", "whole"),
    [("Prime Minister", "Putin"), ("Russian", None), ("two Israeli", "militants"), ("Israeli", None)],
)
def test_half_a_name_belongs_to_the_whole_but_a_bare_demonym_does_not(words: str, whole: str | None) -> None:
    text, parse = parsed(MEETING)
    span = span_of(text, words)
    found = whole_of(parse, parse.words_in(span.start, span.end), {4, 8}.__contains__)
    assert (parse.words[found].text if found is not None else None) == whole


def parties(table: str, *words: str) -> list[tuple[str, str | None]]:
    """Return the words and kind of each mention that these parties make beside the mentions of `MEETING`."""
    text, parse = parsed(table)
    coding = Coding(
        type="CONSULT",
        mode=None,
        contexts=(),
        status="happened",
        trigger=span_of(text, "m"),
        actors=tuple(span_of(text, w) for w in words),
        recipients=(),
        confidence=0.5,
    )
    ground = Ground(text=text, parse=parse, known={}, labels={})
    marked = [
        Draft(first=3, past=5, head=4, kind="person"),
        Draft(first=7, past=9, head=8, kind="group"),
    ]
    reading = Reading(document=Document(id="x", text=text), codings=(coding,))
    drafts = find_parties(ground, marked if table == MEETING else [], reading)
    return [(ground.words(d.first, d.past), d.kind) for d in drafts]


def test_a_part_of_a_mention_is_not_marked_again() -> None:
    assert parties(MEETING, "Prime Minister", "two Israeli") == []


def test_a_bare_number_is_of_people() -> None:
    assert parties(MEETING, "50") == [("50", "group")]


def test_an_amount_is_one_with_what_is_counted() -> None:
    assert parties(CROWD, "Tens", "Dalits") == [("Tens of thousands of Dalits", None)]


def test_a_verb_taken_for_a_noun_joins_nobody() -> None:
    text, parse = parsed(MEETING)
    span = span_of(text, "Prime")
    words = parse.words_in(span.start, span.end)
    assert whole_of(parse, words, {4}.__contains__, span_of(text, "Minister")) is None


def test_a_base_phrase_is_a_noun_with_what_stands_directly_before_it() -> None:
    text, parse = parsed(MEETING)
    spans = [text[s.start : s.end] for s in base_phrases(parse)]
    assert spans == ["Russian Prime Minister Vladimir Putin", "two Israeli militants"]
