"""Reads off the parse where, when, to whom and about what something is said, around the word that says so."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.core.spans import Span, overlaps
from detente.knowledge.agents import word_list
from detente.reading.claims.attribution import Attribution
from detente.reading.claims.grammar import noun_phrase
from detente.reading.nearby import Nearby
from detente.reading.reading import Reading
from detente.reading.records import Claim

if TYPE_CHECKING:
    from detente.reading.parse import Parse

__all__ = ["Circumstances", "Told"]

VENUES = word_list("venues")
PLACED = frozenset({"at", "in", "during", "on", "before", "after", "outside", "inside", "from", "following", "via"})
ABOUT = frozenset({"about", "on", "over", "regarding", "concerning"})
SPEAKING = frozenset({"speak", "talk", "address", "comment", "testify", "appear", "brief"})
"""Verbs in a participle beside the cue that tell where and to whom: "*Speaking* to reporters in Baku, he said"."""
CALLING = "call"
HEARD_BY = frozenset({"to", "with", "before"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Where it was said, when (an index into the reading's dates), and the head words of whom to and about what."""

    venue: Span | None = None
    date: int | None = None
    audience: tuple[int, ...] = ()
    topics: tuple[int, ...] = ()


class Circumstances:
    """Finds the circumstances of every claim of one reading."""

    def __init__(self, reading: Reading) -> None:
        """Index places and dates."""
        self._parse: Parse = reading.parsed()
        self._reading = reading
        self._places = Nearby(reading.places)
        self._dates = Nearby(reading.dates)

    def of(self, claim: Claim, attribution: Attribution) -> Told:
        """Return what the words around a claim's cue tell of its circumstances."""
        frame = attribution.frame or attribution.speaker
        if frame is None or claim.cue is None:
            return Told()
        parts = claim.parts or (claim.content,)
        verbs = [frame.word, *self._beside(frame.word)]
        hung = [p for v in verbs for p in self._parse.children(v, "prep", "dative") if not self._is_in(p, parts)]
        own = [p for p in hung if overlaps(self._parse.words[p], claim.cue)]
        hung = [p for p in hung if p not in own]
        heard = [*([frame.hearer] if frame.hearer is not None else []), *self._called(own), *self._heard(hung, verbs)]
        heard = [k for k in dict.fromkeys(heard) if not self._is_in(k, parts)]
        venue = next((s for p in hung if (s := self._venue(p)) is not None), None)
        return Told(
            venue=venue,
            date=self._date(frame.word, verbs, parts),
            audience=tuple(heard),
            topics=tuple(k for k in self._about(hung) if k not in heard),
        )

    def _is_in(self, i: int, parts: tuple[Span, ...]) -> bool:
        return any(overlaps(self._parse.words[i], part) for part in parts)

    def _beside(self, cue: int) -> Iterator[int]:
        """Yield participles of speaking that go with the cue."""
        for k in self._parse.children(cue, "advcl"):
            word = self._parse.words[k]
            if word.tag == "VBG" and word.lemma.lower() in SPEAKING:
                yield k

    def _objects(self, preposition: int) -> tuple[int, ...]:
        return self._parse.children(preposition, "pobj")

    def _heard(self, hung: list[int], verbs: list[int]) -> Iterator[int]:
        """Yield who is spoken to: "told *reporters*", "speaking to *parliament*", "addressing *the troops*"."""
        words = self._parse.words
        for p in hung:
            if words[p].lemma.lower() in HEARD_BY and words[words[p].head].lemma.lower() in SPEAKING:
                yield from (k for k in self._objects(p) if words[k].lemma.lower() not in VENUES)
        for v in verbs[1:]:
            if words[v].lemma.lower() in {"address", "brief"}:
                yield from self._parse.children(v, "dobj")

    def _called(self, own: list[int]) -> Iterator[int]:
        """Yield who is called on; a preposition that is part of the cue tells nothing of where it was said."""
        words = self._parse.words
        for p in own:
            if words[words[p].head].lemma.lower() == CALLING:
                yield from self._objects(p)

    def _about(self, hung: list[int]) -> Iterator[int]:
        for p in hung:
            if self._parse.words[p].lemma.lower() in ABOUT:
                yield from (k for k in self._objects(p) if not self._is_dated(k) and self._venue(p) is None)

    def _venue(self, preposition: int) -> Span | None:
        """Return where or by what something is said: at a conference, in a letter, in a town."""
        words = self._parse.words
        if words[preposition].lemma.lower() not in PLACED:
            return None
        for k in self._objects(preposition):
            phrase = noun_phrase(self._parse, k)
            named = words[preposition].lemma.lower() == "at" and words[k].pos == "PROPN"
            known = named or words[k].lemma.lower() in VENUES or next(self._places.around(words[k]), None) is not None
            if known and not self._is_dated(k):
                return self._undated(phrase)
        return None

    def _undated(self, phrase: Span) -> Span:
        """Return a phrase without the date at its end ("a conference on Friday")."""
        words = list(self._parse.words_in(phrase.start, phrase.end))
        dated = next((n for n, i in enumerate(words) if self._is_dated(i)), len(words))
        while dated and dated < len(words) and self._parse.words[words[dated - 1]].pos in {"ADP", "DET", "PUNCT"}:
            dated -= 1
        return self._parse.span_of(words[:dated]) if dated else phrase

    def _is_dated(self, word: int) -> bool:
        return next(self._dates.touching(self._parse.words[word]), None) is not None

    def _date(self, cue: int, verbs: list[int], parts: tuple[Span, ...]) -> int | None:
        """Return the date that hangs on the cue or on a participle beside it, by its place in the reading's dates."""
        sentence = self._parse.sentence_words(self._parse.words[cue].sentence)
        if not sentence:
            return None
        here = Span(self._parse.words[sentence.start].start, self._parse.words[sentence.stop - 1].end)
        for k in self._dates.within(here):
            date = self._reading.dates[k]
            word = self._parse.word_at(date.start)
            if word is None or any(overlaps(date, part) for part in parts):
                continue
            above = next((a for a in self._parse.ancestors(word) if self._parse.words[a].pos == "VERB"), None)
            if above in verbs:
                return k
        return None
