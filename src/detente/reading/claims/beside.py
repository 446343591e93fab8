"""Verbs that stand beside quotation marks: whatever verb it is, its subject speaks ("...," sobbed the driver)."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from detente.core.spans import Span, covers
from detente.knowledge.agents import agent_nouns
from detente.reading.claims.frames import Frame, frame_of_quotation
from detente.reading.claims.grammar import subject_of
from detente.reading.claims.linking import opens_sentence
from detente.reading.claims.quotations import Quotation
from detente.reading.nearby import Nearby
from detente.reading.parse import Parse

__all__ = ["may_speak", "with_verbs_beside"]

PAUSES = (",", "?", "!", "…", "—", "–")
"""Marks with which quoted words lead on to who says them."""
TENSED = frozenset({"VBD", "VBZ", "VBP"})
NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
PERSONS = frozenset({"he", "she", "they", "i", "we"})
REACH = 160
"""Code points behind a quotation within which its verb stands."""


def with_verbs_beside(text: str, parse: Parse, quotations: Sequence[Quotation], frames: Sequence[Frame]) -> list[Frame]:
    """Return the frames, those behind a quotation with their subject mended, and one for each verb that had none."""
    cued = Nearby([f.cue for f in frames])
    kept = list(frames)
    for k, quotation in enumerate(quotations):
        later = quotations[k + 1].outer.start if k + 1 < len(quotations) else len(text)
        words = _words_behind(text, parse, quotation, later)
        verb = next((i for i in words if _is_tensed(parse, i)), None)
        if verb is None:
            continue
        word = parse.words[verb]
        own = next((f for f in cued.touching(word) if kept[f].word == verb), None)
        source = _speaker(parse, verb, words)
        if own is not None:
            if kept[own].source is None or _stands_in(parse, kept[own].source, quotation):
                kept[own] = replace(kept[own], source=source)
        elif source is not None and opens_sentence(text, quotation) and (verb == words[0] or may_speak(parse, source)):
            behind = Span(quotation.outer.end, parse.words[words[-1]].end)
            if next(cued.within(behind), None) is None:
                kept.append(_frame(parse, verb, source))
    return sorted(kept, key=lambda f: f.word)


def may_speak(parse: Parse, source: int) -> bool:
    """Say whether a word names somebody who can speak: a name, a person's pronoun, a noun for persons or bodies."""
    word = parse.words[source]
    if word.pos == "PRON":
        return word.text.lower() in PERSONS
    nouns = agent_nouns()
    return word.pos == "PROPN" or word.lemma.lower() in nouns.classes


def _words_behind(text: str, parse: Parse, quotation: Quotation, later: int) -> range:
    """Return the words behind a quotation that leads on, up to the end of their sentence or the next quotation."""
    behind = text[quotation.outer.end : quotation.outer.end + 1]
    if not (text[quotation.inner.end - 1] in PAUSES or behind == ","):
        return range(0)
    words = parse.words_in(quotation.outer.end, min(later, quotation.outer.end + REACH))
    if not words:
        return words
    first = next((i for i in words if parse.words[i].pos != "PUNCT"), words[0])
    paragraph_ends = text.find("\n", quotation.outer.end, parse.words[first].start) >= 0
    past = parse.sentence_words(parse.words[first].sentence).stop
    return range(0) if paragraph_ends else range(first, min(past, words.stop))


def _is_tensed(parse: Parse, i: int) -> bool:
    word = parse.words[i]
    return word.tag in TENSED and word.pos == "VERB"


def _stands_in(parse: Parse, word: int | None, quotation: Quotation) -> bool:
    return word is not None and covers(quotation.outer, Span(parse.words[word].start, parse.words[word].end))


def _speaker(parse: Parse, verb: int, words: range) -> int | None:
    """Return the subject of a verb behind a quotation; in "asked Kobalidze" that is what stands right behind it."""
    subject = subject_of(parse, verb)
    if subject is not None and subject in words:
        return subject
    return next(_nominals_right_behind(parse, verb, words), None) if verb == words[0] else None


def _nominals_right_behind(parse: Parse, verb: int, words: range) -> Iterator[int]:
    """Yield the head of the noun phrase that a verb is followed by without a preposition."""
    for i in range(verb + 1, words.stop):
        word = parse.words[i]
        if word.pos in {"ADP", "PUNCT", "VERB", "SCONJ"}:
            return
        following = parse.words[i + 1] if i + 1 < words.stop else None
        goes_on = following is not None and (following.pos in NOMINAL - {"PRON"} or following.tag == "POS")
        if word.pos in NOMINAL and not goes_on:
            yield i


def _frame(parse: Parse, verb: int, source: int) -> Frame:
    return frame_of_quotation(verb, Span(parse.words[verb].start, parse.words[verb].end), source)
