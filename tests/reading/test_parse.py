"""The parse as a tree over words, and spaCy's parse put into it."""

import pytest

from detente.core.spans import Span
from detente.documents.document import Document
from detente.pipeline.reader import Reader
from detente.reading.parse import Parse, Word
from detente.reading.reading import Reading
from detente.reading.sentences import SplitSentences
from detente.reading.spacy_parse import LONGEST, ParseWords
from reading.parses import parsed

TABLE = """
Turkish   turkish  ADJ   JJ   amod   2
forces    force    NOUN  NNS  nsubj  3
left      leave    VERB  VBD  ROOT   0
the       the      DET   DT   det    5
town      town     NOUN  NN   dobj   3
"""


def read(text: str) -> Reading:
    return Reader((SplitSentences(), ParseWords())).read(Document(id="d", text=text))


def test_the_tree() -> None:
    _, parse = parsed(TABLE)
    assert parse.children(2) == (1, 4)
    assert parse.children(2, "dobj") == (4,)
    assert parse.subtree(1) == [0, 1]
    assert parse.subtree(2) == [0, 1, 2, 3, 4]
    assert list(parse.ancestors(0)) == [1, 2]
    assert list(parse.ancestors(2)) == []
    assert parse.span_of([4, 3]) == Span(20, 28)


def test_words_by_their_offsets() -> None:
    text, parse = parsed(TABLE)
    assert text == "Turkish forces left the town"
    assert [parse.word_at(i) for i in (0, 3, 7, 8, 27, 28)] == [0, 0, None, 1, 4, None]
    assert list(parse.words_in(0, len(text))) == [0, 1, 2, 3, 4]
    assert list(parse.words_in(1, 19)) == [1, 2]
    assert list(parse.words_in(9, 13)) == []


def test_words_by_their_sentence() -> None:
    words = [
        Word(start=i, end=i + 1, text="x", lemma="x", pos="X", tag="X", dep="ROOT", head=i, sentence=s)
        for i, s in enumerate([0, 0, 2])
    ]
    parse = Parse(words=tuple(words))
    assert [list(parse.sentence_words(n)) for n in range(4)] == [[0, 1], [], [2], []]
    assert list(Parse(words=()).sentence_words(0)) == []
    assert Parse(words=()).word_at(0) is None


@pytest.mark.parametrize(
    "text",
    [
        "Turkey met Azerbaijan in Baku. It was cold.\n\nThey\nagreed\r\non  much.",
        "🕊 Azerbaijan’s envoy didn’t come; İstanbul’daki «وزیر» did.",
        "\u200bA\u200b \u00a0B\u2003C\u2028D",
    ],
)
def test_the_words_of_a_parse_are_the_texts_own(text: str) -> None:
    reading = read(text)
    parse = reading.parsed()
    assert parse.words
    assert all(w.text == text[w.start : w.end] for w in parse.words)
    assert all(a.end <= b.start for a, b in zip(parse.words, parse.words[1:], strict=False))
    assert all(parse.words[w.head].sentence == w.sentence for w in parse.words)
    for index, sentence in enumerate(reading.sentences):
        assert all(sentence.start <= parse.words[i].start for i in parse.sentence_words(index))
        assert all(parse.words[i].end <= sentence.end for i in parse.sentence_words(index))
    assert all(0 <= n.start < n.end <= len(text) and n.label for n in parse.names)


def test_a_sentence_is_parsed_the_same_whatever_stands_around_it() -> None:
    alone = read("The minister met his counterpart in Baku.").parsed()
    among = read("Nobody came. The minister met his counterpart in Baku. It rained.")
    words = [among.parsed().words[i] for i in among.parsed().sentence_words(1)]
    assert [(w.text, w.tag, w.dep) for w in words] == [(w.text, w.tag, w.dep) for w in alone.words]


@pytest.mark.parametrize("unit", ["word ", "x"])
def test_a_sentence_without_end_is_parsed_in_pieces(unit: str) -> None:
    text = (unit * (2 * LONGEST + 100 // len(unit))).strip()[: 2 * LONGEST + 50].strip()
    reading = read(text)
    parse = reading.parsed()
    assert "".join(w.text for w in parse.words) == text.replace(" ", "")
    assert {w.sentence for w in parse.words} == set(range(len(reading.sentences)))
