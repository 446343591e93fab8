"""The parse is spaCy's own, word for word and name for name, though parts of it are done otherwise."""

from detente.documents.document import Document
from detente.reading.reading import Reading
from detente.reading.records import Sentence
from detente.reading.spacy_parse import ParseWords, load_spacy

TEXTS = (
    "The African Union said on Tuesday that Ethiopia and the Tigray People's Liberation Front had signed an agreement.",
    "He ain't gonna leave  Stepanakert; they're going to shell it again.",
    "President Volodymyr Zelenskyy met U.S. Secretary of State Antony Blinken in Kyiv. Two soldiers were killed.",
    "  ",
    "Aleppo",
    "On 9 November 2020, 1,960 Russian peacekeepers of the 15th Brigade were flown from Ulyanovsk to Yerevan for $2m.",
    "The worst-hit villages, Shyrokyne and Pisky, were better left than they had been, the OSCE's SMM wrote.",
)


def _reading(text: str) -> Reading:
    return Reading(document=Document(id="d", text=text), sentences=(Sentence(start=0, end=len(text)),))


def test_words_are_those_of_spacy() -> None:
    for text in TEXTS:
        parse, doc = ParseWords()(_reading(text)), load_spacy()(text)
        tokens = [t for t in doc if not t.is_space]
        assert [(w.start, w.text, w.lemma, w.pos, w.tag, w.dep) for w in parse.words] == [
            (t.idx, t.text, t.lemma_, t.pos_, t.tag_, t.dep_) for t in tokens
        ]
        assert [parse.words[w.head].start for w in parse.words] == [t.head.idx for t in tokens]


def test_names_are_those_of_spacy() -> None:
    for text in TEXTS:
        parse, doc = ParseWords()(_reading(text)), load_spacy()(text)
        assert [(n.start, n.end, n.label) for n in parse.names] == [
            (e.start_char, e.end_char, e.label_) for e in doc.ents
        ]


def test_a_text_parses_alike_alone_and_among_others() -> None:
    readings = [_reading(text) for text in TEXTS]
    assert list(ParseWords().together(readings)) == [ParseWords()(reading) for reading in readings]
