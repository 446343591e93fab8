"""Resolves who says it: from the head word of a cue's subject to its mention, and to the entity where that is sure."""

from bisect import bisect_right
from typing import TYPE_CHECKING

from detente.core.spans import Span
from detente.reading.claims.grammar import noun_phrase
from detente.reading.nearby import Nearby
from detente.reading.reading import Reading
from detente.reading.records import Mention, Source

if TYPE_CHECKING:
    from detente.reading.parse import Parse

__all__ = ["SourceFinder"]

PERSONAL = frozenset({"he", "she", "they", "it", "him", "her", "his", "their", "them", "its"})


class SourceFinder:
    """Finds sources in one reading; remembers who has spoken where, since a pronoun reaches one paragraph back only."""

    def __init__(self, reading: Reading, paragraphs: tuple[Span, ...]) -> None:
        """Index the mentions by head word."""
        self._parse: Parse = reading.parsed()
        self._mentions = reading.mentions
        self._paragraphs = paragraphs
        self._starts = [p.start for p in paragraphs]
        self._owner = {i: e.id for e in reading.entities for i in e.mentions}
        self._near = Nearby(reading.mentions)
        self._sectors = {e.id: e.sectors for e in reading.entities}
        self._named = {e.id for e in reading.entities if any(reading.mentions[i].form == "name" for i in e.mentions)}
        self._by_head: dict[int, int] = {}
        for i, mention in enumerate(self._mentions):
            known = self._by_head.get(mention.head)
            if known is None or _length(self._mentions[known]) < _length(mention):
                self._by_head[mention.head] = i
        self._named_behind: dict[int, list[int]] = {}
        """Names that stand behind a comma, by where the words before the comma end."""
        for i, mention in enumerate(self._mentions):
            if mention.form == "name" and reading.text[max(0, mention.start - 2) : mention.start] == ", ":
                self._named_behind.setdefault(mention.start - 2, []).append(i)
        self._present: dict[str, list[int]] = {}
        for i, mention in enumerate(self._mentions):
            if mention.form != "pronoun" and i in self._owner:
                self._present.setdefault(self._owner[i], []).append(mention.start)

    def source(self, word: int) -> Source:
        """Return the source whose head word is word number `word`."""
        if self.is_pronoun(word):
            span: Span = Span(self._parse.words[word].start, self._parse.words[word].end)
            return Source(start=span.start, end=span.end, entity=self._entity_of_pronoun(word))
        span = noun_phrase(self._parse, word)
        entity = self._entity_of_phrase(word, span)
        span = self._with_name(span, entity)
        return Source(start=span.start, end=span.end, entity=entity)

    def _with_name(self, span: Span, entity: str | None) -> Span:
        """Take the name in that stands behind an office and a comma: "the bride's uncle, *Faustin Kabeya*"."""
        if entity is None:
            return span
        for mention in self._named_behind.get(span.end, ()):
            if self._owner.get(mention) == entity:
                return Span(span.start, self._mentions[mention].end)
        return span

    def is_pronoun(self, word: int) -> bool:
        """Say whether a source is named by a pronoun alone."""
        return self._parse.words[word].text.lower() in PERSONAL

    def note(self, source: Source) -> None:
        """Remember that a source has spoken here, so that "he" in the next paragraph may mean him."""
        if source.entity is not None:
            self._present.setdefault(source.entity, []).append(source.start)

    def is_media(self, source: Source) -> bool:
        """Say whether a source is press by its name; "reporters" are told something, and pass on nothing by that."""
        return source.entity is not None and "JRN" in self._sectors[source.entity] and source.entity in self._named

    def _entity_of_pronoun(self, word: int) -> str | None:
        """Return what a pronoun was linked to, if that was named or heard in this paragraph or the one before."""
        at = self._parse.words[word].start
        mention = self._by_head.get(at)
        entity = None if mention is None else self._owner.get(mention)
        if entity is None:
            return None
        here = bisect_right(self._starts, at) - 1
        reach = self._paragraphs[max(0, here - 1)].start if self._paragraphs else 0
        near = any(reach <= start < at for start in self._present.get(entity, ()))
        return entity if near else None

    def _entity_of_phrase(self, word: int, phrase: Span) -> str | None:
        apposed = self._apposed_person(word, phrase)
        if apposed is not None:
            return self._owner.get(apposed)
        at = self._parse.words[word].start
        found = self._by_head.get(at)
        if found is None:
            head = Span(at, self._parse.words[word].end)
            around = [i for i in self._near.around(head) if self._mentions[i].end <= phrase.end]
            found = min(around, key=lambda i: _length(self._mentions[i]), default=None)
        return None if found is None else self._owner.get(found)

    def _apposed_person(self, word: int, phrase: Span) -> int | None:
        """Return the name that a parser takes for a part of the place before it: "the envoy to Turkey Jane Doe"."""
        inside = list(self._near.within(phrase))
        head = self._parse.words[word].start
        for i in inside:
            name = self._mentions[i]
            if name.kind != "person" or name.form != "name" or name.start <= head:
                continue
            if any(
                m.kind in {"state", "place", "organisation"} and head < m.start and 0 < name.start - m.end <= 1
                for m in (self._mentions[k] for k in inside)
            ):
                return i
        return None


def _length(mention: Mention) -> int:
    return mention.end - mention.start
