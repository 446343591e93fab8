"""Parses written by hand: a word a line, as "text lemma POS TAG dep head", heads counted from 1, 0 for the root."""

from detente.core.spans import Span
from detente.documents.document import Document
from detente.reading.parse import Parse, Word
from detente.reading.reading import Reading
from detente.reading.records import Entity, EntityKind, Mention, Sentence

Known = tuple[str, EntityKind, str | None]


def parsed(table: str) -> tuple[str, Parse]:
    """Return the text of a table of words, and its parse as one sentence."""
    rows = [line.split() for line in table.strip().splitlines()]
    words: list[Word] = []
    at = 0
    for i, (text, lemma, pos, tag, dep, head) in enumerate(rows):
        words.append(
            Word(
                start=at,
                end=at + len(text),
                text=text,
                lemma=lemma,
                pos=pos,
                tag=tag,
                dep=dep,
                head=int(head) - 1 if int(head) else i,
                sentence=0,
            )
        )
        at += len(text) + 1
    return " ".join(r[0] for r in rows), Parse(words=tuple(words))


def reading_of(table: str, *known: Known) -> Reading:
    """Return a reading of a table of words in which `known` words stand for parties of their own."""
    text, parse = parsed(table)
    mentions, entities = [], []
    for i, (word, kind, country) in enumerate(known):
        start = text.index(word)
        mentions.append(Mention(start=start, end=start + len(word), head=start, kind=kind, country=country))
        entities.append(Entity(id=f"E{i + 1}", name=word, kind=kind, country=country, mentions=(i,)))
    return Reading(
        document=Document(id="test", text=text),
        sentences=(Sentence(start=0, end=len(text)),),
        parse=parse,
        mentions=tuple(mentions),
        entities=tuple(entities),
    )


def span_of(text: str, words: str) -> Span:
    """Return where `words` stand in `text`."""
    start = text.index(words)
    return Span(start, start + len(words))
