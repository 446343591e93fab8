"""Reads names: persons with their offices, organisations, places, agreements, platforms and projects."""

import dataclasses
from collections.abc import Iterator

from detente.knowledge.agents import AgentNouns, Instruments, word_list
from detente.reading.mentions.closed import read_closed
from detente.reading.mentions.draft import Draft
from detente.reading.mentions.ground import Ground, KnownSpan
from detente.reading.mentions.known import read_known
from detente.reading.mentions.runs import LINKS, find_runs
from detente.reading.mentions.titles import countries_in, lemma_of, one_country
from detente.reading.mentions.unknown import read_unknown

__all__ = ["find_names"]

DIRECTIONS = word_list("directions")
SUFFIXES = word_list("name_suffixes")
HONORIFICS = word_list("honorifics")
PERSON_WORDS = (2, 3)
"""Words of a person's name, at the least and at the most."""
GIVEN_NAMES = word_list("places_that_are_given_names")


class NameReader:
    """Reads the runs of capitalised words of one document."""

    def __init__(self, ground: Ground, nouns: AgentNouns, closing: Instruments) -> None:
        """Take the ground to read on and the nouns that tell kinds."""
        self.ground = ground
        self.nouns = nouns
        self.closing = closing

    def read(self) -> Iterator[Draft]:
        """Yield the names of the document, some without a kind yet."""
        for first, past in find_runs(self.ground, self.closing):
            yield from self._run(first, past)

    def _run(self, first: int, past: int) -> Iterator[Draft]:
        """Read one run: as a whole, by its closing noun, by an office in it, by the known names in it."""
        first, past = self._trimmed(first, past)
        if first >= past or (past - first == 1 and self._is_only_suffix(first)):
            return
        split = self._person_at_end(first, past) or self._person_behind_country(first, past)
        if split:
            yield from self._run(first, split)
            yield from self._run(split, past)
            return
        span = self.ground.known.get(first)
        if span and (span.first, span.past) == (first, past):
            yield read_known(span, self.ground)
            return
        closed = read_closed(first, past, self.ground, self.nouns, self.closing)
        if closed:
            yield closed
            return
        split = self._after_office(first, past)
        if split is not None:
            yield from self._run(split, past) if split < past else ()
            return
        yield from self._with_known(first, past)

    def _is_only_suffix(self, i: int) -> bool:
        """Say whether a word names nobody by itself: "Jr.", or a noun by which phrases are read ("Parliament")."""
        word = self.ground.parse.words[i]
        return word.text.lower() in SUFFIXES or (i not in self.ground.known and lemma_of(word) in self.nouns.classes)

    def _person_at_end(self, first: int, past: int) -> int | None:
        """Return where a person starts at the end of a body: "National Assembly of Venezuela Juan Guaidó"."""
        label = self.ground.labels.get(past - 1)
        if label is None or label[0] != "PERSON" or label[2] != past or not first < label[1] < past - 1:
            return None
        before = range(first, label[1])
        words = self.ground.parse.words
        bodies = any(i in self.ground.known or words[i].text.lower() in self.closing.organisation for i in before)
        return self._with_given_names(first, label[1]) if bodies or words[first - 1].text in LINKS else None

    def _with_given_names(self, first: int, start: int) -> int:
        """Take in what is left over between a known name and a person: "Denmark *Anders* Fogh Rasmussen"."""
        at = start
        while (
            at > first
            and self._may_be_of_person(at - 1)
            and lemma_of(self.ground.parse.words[at - 1]) not in (self.nouns.classes)
        ):
            at -= 1
        return at if at > first and at - 1 in self.ground.known and start - at < PERSON_WORDS[0] else start

    def _person_behind_country(self, first: int, past: int) -> int | None:
        """Return where a person starts behind an office of a country: "Minister of Energy of Chad Ali Moussa"."""
        words = self.ground.parse.words
        for span in self.ground.known_in(first, past):
            rest = range(span.past, past)
            if span.known.kind != "state" or span.first == first or words[span.first - 1].text != "of":
                continue
            if len(rest) in PERSON_WORDS and all(self._may_be_of_person(i) for i in rest):
                return span.past
        return None

    def _may_be_of_person(self, i: int) -> bool:
        """Say whether a word may be a part of a person's name: capitalised letters that no table knows."""
        text, lower = self.ground.parse.words[i].text, self.ground.parse.words[i].text.lower()
        closes = lower in self.closing.organisation or lower in self.closing.place or lower in self.closing.event
        plain = text[0].isupper() and not text.isupper() and text.replace("-", "").isalpha()
        return plain and not closes and i not in self.ground.known and lower not in self.closing.kinds

    def _trimmed(self, first: int, past: int) -> tuple[int, int]:
        """Leave out honorifics, marks and initials' dots at the edges."""
        words = self.ground.parse.words
        while first < past and (words[first].text.lower() in HONORIFICS or not words[first].text[0].isalnum()):
            first += 1
        while past > first and not any(c.isalnum() for c in words[past - 1].text):
            past -= 1
        return first, past

    def _after_office(self, first: int, past: int) -> int | None:
        """Return where the name starts after the last office in a run; None where there is no office."""
        words = self.ground.parse.words
        for i in range(past - 1, first - 1, -1):
            if i in self.ground.known:
                continue
            if self.nouns.classes.get(lemma_of(words[i])) == "office" and not (
                i == past - 1 and i > first and self.ground.label(first, past) == "PERSON"
            ):
                after = i + 1
                if after < past and words[after].text in LINKS:
                    continue
                while after < past and words[after].text in {"-", "–"}:
                    after += 1
                return after
        return None

    def _with_known(self, first: int, past: int) -> Iterator[Draft]:
        """Read a run that holds known names among other words."""
        spans = self.ground.known_in(first, past)
        label = self.ground.label(first, past)
        if not spans:
            yield read_unknown(first, past, self.ground, self.nouns, self.closing)
            return
        if self._is_whole(first, past, spans, label):
            yield self._whole(first, past)
            return
        if self._is_direction(first, spans[0], past):
            yield self._part_of_country(first, past, spans[0])
            return
        at = first
        for span in spans:
            yield from self._run(at, span.first) if at < span.first else ()
            yield read_known(span, self.ground)
            at = span.past
        yield from self._run(at, past) if at < past else ()

    def _whole(self, first: int, past: int) -> Draft:
        """Read a run as one other name, of the country of the known name in it where that is one."""
        draft = read_unknown(first, past, self.ground, self.nouns, self.closing)
        if draft.kind == "person":
            return draft  # a man called Jordan need not be of Jordan
        named = (s for s in self.ground.known_in(first, past) if s.known.sort in {"name", "demonym"})
        codes = countries_in(self.ground, (s.first for s in named if s.known.kind == "state"))
        country = draft.country or one_country(codes)
        return dataclasses.replace(draft, country=country)

    def _is_whole(self, first: int, past: int, spans: list[KnownSpan], label: str | None) -> bool:
        """Say whether a run with known names in it is one other name: "Bank of England", "George Washington"."""
        words = self.ground.parse.words
        if label == "PERSON":
            lead = spans[0]
            if lead.first > first:
                return lead.known.kind in {"place", "state"} or lead.known.sort == "demonym"
            return lead.known.canonical in GIVEN_NAMES and past - lead.past == 1
        hyphened = any(words[i].text in {"-", "–", "/"} for i in range(first, past))
        return label in {"ORG", "FAC", "EVENT", "WORK_OF_ART", "PRODUCT", "LOC"} and not hyphened

    def _is_direction(self, first: int, span: KnownSpan, past: int) -> bool:
        words = self.ground.parse.words
        return (
            span.past == past
            and span.first == first + 1
            and words[first].text.lower() in DIRECTIONS
            and span.known.sort != "demonym"
            and span.known.kind in {"state", "place"}
        )

    def _part_of_country(self, first: int, past: int, span: KnownSpan) -> Draft:
        head = self.ground.root(first, past)
        return Draft(first=first, past=past, head=head, kind="place", country=span.known.country)


def find_names(ground: Ground, nouns: AgentNouns, closing: Instruments) -> list[Draft]:
    """Return the names of a document in order, those whose kind cannot be told yet among them."""
    return list(NameReader(ground, nouns, closing).read())
