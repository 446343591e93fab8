"""Marks that nobody sees hide no word: what is read is what a reader sees, at the offsets of the text itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import detente
from detente.documents.document import Document
from detente.reading.reading import Reading
from detente.reading.records import Sentence
from detente.reading.spacy_parse import ParseWords
from detente.reading.unseen import seen_in

TEXT = (
    "Armenia's Defence Ministry denied on Tuesday that its forces shelled the village of Kut. "
    "Azerbaijan's Defence Ministry said two soldiers were wounded."
)
MARKS = "\u00ad\u200b\u200d\u200e\u202a\u202c\u202e\u2066\u2069\ufeff"


def _claims(text: str) -> list[tuple[str | None, str, str]]:
    reading = detente.read(text, published="2024-06-12", publisher="Valley Wire").model_dump()
    return [
        (one["mood"], *(_plain(text[at["start"] : at["end"]]) for at in (one["source"], one["content"])))
        for one in reading["claims"]
    ]


def _plain(text: str) -> str:
    return text.translate(dict.fromkeys(map(ord, MARKS)))


@pytest.mark.parametrize(
    ("word", "written"),
    [
        ("denied", "\u202edenied\u202c"), ("denied", "de\u200bni\u00aded"), ("shelled", "\u2066shelled\u2069"),
        ("Ministry denied", "\ufeffMinistry\u200b \u200edenied"), ("said", "s\u200daid"),
    ],
)  # fmt: skip
def test_a_denial_between_unseen_marks_is_read(word: str, written: str) -> None:
    assert _claims(TEXT.replace(word, written)) == _claims(TEXT)


def test_words_stand_at_their_own_places_in_the_text() -> None:
    text = TEXT.replace("denied", "\u202ede\u200bnied\u202c")
    words = ParseWords()(Reading(document=Document(id="d", text=text), sentences=(Sentence(start=0, end=len(text)),)))
    (denied,) = (one for one in words.words if one.lemma == "deny")
    assert denied.text == "denied"
    assert text[denied.start : denied.end] == "de\u200bnied"
    assert text[denied.start - 1] == "\u202e"
    assert all(_plain(text[one.start : one.end]) == one.text for one in words.words)


def test_a_sentence_of_marks_alone_has_no_words() -> None:
    reading = Reading(document=Document(id="d", text="\u200b\u200b"), sentences=(Sentence(start=0, end=2),))
    assert ParseWords()(reading).words == ()


@given(st.text(alphabet="ab é\u00ad\u200b\u202e\ufeff", max_size=40))
def test_what_is_seen_stands_where_it_stood(text: str) -> None:
    seen = seen_in(text)
    assert seen.text == _plain(text)
    for at, sign in enumerate(seen.text):
        start, end = seen.span(at, at + 1)
        assert text[start:end] == sign
