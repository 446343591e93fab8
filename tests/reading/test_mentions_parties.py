"""Parties of codings that nothing else has marked: each is mentioned, and none twice."""

import dataclasses

from detente.documents.document import Document
from detente.reading.mentions.draft import Draft
from detente.reading.mentions.ground import Ground
from detente.reading.mentions.parties import find_parties
from detente.reading.reading import Reading
from detente.reading.records import Coding, Saying
from reading.parses import parsed, span_of

TABLE = """
herders   herder   NOUN  NNS nsubj 7
of        of       ADP   IN  prep  1
the       the      DET   DT  det   4
north     north    NOUN  NN  pobj  2
and       and      CCONJ CC  cc    1
Turkey    Turkey   PROPN NNP conj  1
attacked  attack   VERB  VBD ROOT  0
a         a        DET   DT  det   9
convoy    convoy   NOUN  NN  dobj  7
"""


def ground() -> Ground:
    text, parse = parsed(TABLE)
    return Ground(text=text, parse=parse, known={}, labels={})


def coding(actors: tuple[str, ...], recipients: tuple[str, ...] = ()) -> Coding:
    text = ground().text
    return Coding(
        type="ASSAULT",
        mode=None,
        contexts=(),
        status="happened",
        trigger=span_of(text, "attacked"),
        actors=tuple(span_of(text, words) for words in actors),
        recipients=tuple(span_of(text, words) for words in recipients),
        confidence=0.5,
    )


def draft(first: int, past: int, head: int) -> Draft:
    return Draft(first=first, past=past, head=head, kind="state")


def reading(*codings: Coding, sayings: tuple[Saying, ...] = ()) -> Reading:
    text = ground().text
    return Reading(document=Document(id="x", text=text), codings=codings, sayings=sayings)


def found(*codings: Coding, marked: tuple[Draft, ...] = ()) -> list[str]:
    return [ground().words(d.first, d.past) for d in find_parties(ground(), marked, reading(*codings))]


def test_a_party_without_a_mention_becomes_one() -> None:
    assert found(coding(("herders of the north",), ("convoy",))) == ["herders of the north", "convoy"]


def test_a_party_with_a_mention_does_not() -> None:
    assert found(coding(("Turkey",), ("convoy",)), marked=(draft(5, 6, 5),)) == ["convoy"]


def test_it_is_the_head_word_that_tells_whether_a_party_is_mentioned() -> None:
    named_within = draft(3, 4, 3)
    assert found(coding(("herders of the north",)), marked=(named_within,)) == ["herders of the north"]
    longer = draft(0, 6, 0)
    assert found(coding(("herders",)), marked=(longer,)) == []


def test_who_takes_part_twice_is_mentioned_once() -> None:
    assert found(coding(("herders",)), coding(("herders of the north",), ("herders",))) == ["herders"]


def test_nothing_but_its_number_is_told_of_such_a_mention() -> None:
    many, one = find_parties(ground(), (), reading(coding(("herders",), ("convoy",))))
    assert (many.kind, many.form, many.plural, many.country, many.sectors) == (None, "noun", True, None, ())
    assert not one.plural
    assert one.mention(ground()).kind == "other"


def test_letters_within_a_word_are_no_party() -> None:
    assert found(coding(("erder",), ("onvo",))) == []


def test_no_coding_gives_no_party() -> None:
    assert found() == []


def test_who_is_heard_to_speak_is_mentioned_too() -> None:
    text = ground().text
    said = Saying(
        cue=span_of(text, "attacked"), source=span_of(text, "convoy"), content=None, mood="said", confidence=0.9
    )
    unsure = dataclasses.replace(said, source=span_of(text, "herders"), confidence=0.2)
    drafts = find_parties(ground(), (), reading(sayings=(said, unsure)))
    assert [ground().words(d.first, d.past) for d in drafts] == ["convoy"]


def test_a_body_that_speaks_is_more_than_the_state_named_in_it() -> None:
    text, parse = parsed(
        """
United   United   PROPN NNP compound 2
States   States   PROPN NNP compound 3
military military NOUN  NN  amod     4
reports  report   NOUN  NNS ROOT     0
losses   loss     NOUN  NNS dobj     4
"""
    )
    wide = Ground(text=text, parse=parse, known={}, labels={})
    saying = Saying(
        cue=span_of(text, "reports"), source=span_of(text, "United States military"), content=None, mood="plain",
        confidence=0.9,
    )  # fmt: skip
    heard = Reading(document=Document(id="x", text=text), sayings=(saying,))
    (made,) = find_parties(wide, (draft(0, 2, 1),), heard)
    assert (wide.words(made.first, made.past), made.kind) == ("United States military", "organisation")
