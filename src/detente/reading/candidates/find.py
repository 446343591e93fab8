"""The stage that finds event candidates: one pass over the words, by lemma."""

from collections.abc import Iterator

from detente.core.spans import Span, hull
from detente.knowledge.cameo import default_cameo
from detente.knowledge.lexicon import NONE, Lexicon, lexicon
from detente.knowledge.plover import Vocabulary, plover
from detente.reading.candidates.frames import Frame, contexts_of, draw_frame, join_frames, join_sides
from detente.reading.candidates.grammar import behind, is_verb, object_heads, possessors
from detente.reading.candidates.match import Fit, fit_entry
from detente.reading.candidates.parties import PartyFinder
from detente.reading.clauses import clause_around
from detente.reading.parse import Parse
from detente.reading.reading import Reading
from detente.reading.records import Candidate, Drop

__all__ = ["FindCandidates"]

WIDEST = 40
"""Code points between the words of a trigger beyond which only the deciding word is marked."""


class FindCandidates:
    """Marks the words that may tell of an event of the sixteen types, with who does what to whom."""

    name, version = "candidates", "1"
    needs: tuple[str, ...] = ("sentences", "parse", "mentions", "entities")
    adds = "candidates"

    def __init__(self, words: Lexicon | None = None, vocabulary: Vocabulary | None = None) -> None:
        """Use this lexicon and vocabulary, by default the package's own."""
        self._lexicon = words or lexicon()
        self._plover = vocabulary or plover()

    def __call__(self, reading: Reading, /) -> Iterator[Candidate | Drop]:
        """Yield candidates in order of their words, and a drop for each predicate whose parties the text leaves out."""
        parse = reading.parsed()
        finder = PartyFinder(reading, self._lexicon)
        fits = find_fits(parse, self._lexicon)
        frames = {f.word: draw_frame(parse, f, finder, self._lexicon) for f in fits}
        lacking = frozenset(word for word, frame in frames.items() if _lacking_words(frame) is not None)
        for frame in join_frames(frames, lacking, parse, self._lexicon).values():
            if frame.absorbed:
                continue
            reason = _lacking_words(frame) or self._lacking(frame) or _lacking_known(parse, frame, finder)
            trigger = _trigger(parse, frame.fit)
            if reason is not None:
                yield Drop(start=trigger.start, end=trigger.end, stage=self.name, reason=reason)
            else:
                yield self._candidate(parse, join_sides(parse, frame, finder), trigger)

    def _lacking(self, frame: Frame) -> str | None:
        """Return why a frame cannot be a candidate, if it cannot."""
        if not frame.actors and not frame.recipients:
            return f"{frame.type} without a party"
        if self._plover.lacks_recipient(frame.type, recipients=len(frame.recipients), actors=len(frame.actors)):
            return f"{frame.type} needs a recipient and none is named"
        return None

    def _candidate(self, parse: Parse, frame: Frame, trigger: Span) -> Candidate:
        contexts = contexts_of(parse, frame.fit.entry, (frame.fit.word, *frame.fit.parts), self._lexicon)
        return Candidate(
            type=frame.type,
            mode=frame.mode,
            contexts=contexts,
            cameo=frame.cameo or default_cameo(frame.type, frame.mode, contexts),
            trigger=trigger,
            trigger_word=parse.words[frame.fit.word].start,
            actors=frame.actors,
            recipients=frame.recipients,
            evidence=_evidence(parse, frame, trigger),
            confidence=frame.sure,
            asserted=frame.asserted,
        )


def _lacking_words(frame: Frame) -> str | None:
    """Return which party the words themselves cannot do without, if it is missing."""
    entry = frame.fit.entry
    mutual = entry.reciprocal and len(frame.actors) > (entry.type == "CONSULT")
    if entry.required and not frame.recipients and not mutual:
        return f"{entry.type}: the words need a recipient and none is named"
    if entry.named and not frame.actors:
        return f"{entry.type}: who did it is not named"
    return None


def _lacking_known(parse: Parse, frame: Frame, finder: PartyFinder) -> str | None:
    """Return why an attack on nobody and nothing by somebody of no known kind is none: a team attacks too."""
    aimless = frame.type == "ASSAULT" and is_verb(parse, frame.fit.word) and not frame.recipients
    if not aimless or object_heads(parse, frame.fit.word) or finder.knows(frame.actors):
        return None
    return "ASSAULT on nobody named by nobody known"


def find_fits(parse: Parse, words: Lexicon) -> list[Fit]:
    """Return all predicates that fit, in order; a noun that a verb's entry took for its own is none of its own."""
    fits: list[Fit] = []
    measures = words.classes["measure"]
    for i, word in enumerate(parse.words):
        by_lemma = words.verbs if is_verb(parse, i) else words.nouns if word.pos == "NOUN" else None
        entries = by_lemma.get(word.lemma.lower()) if by_lemma is not None else None
        fit = fit_entry(parse, i, entries, measures) if entries else None
        if fit is not None and fit.entry.type != NONE:
            fits.append(fit)
    types = {f.word: f.entry.type for f in fits}
    taken = {p for f in fits for p in f.parts if types.get(p) == f.entry.type or not _is_anothers(parse, p)}
    return [f for f in fits if f.word not in taken]


def _is_anothers(parse: Parse, noun: int) -> bool:
    """Say whether a noun that belongs to a predicate tells of another's doing too: "rejects *Iran's request*"."""
    named = any(parse.words[p].pos == "PROPN" for p in possessors(parse, noun))
    return (named or bool(behind(parse, [noun], "by"))) and parse.words[noun].dep == "dobj"


def _trigger(parse: Parse, fit: Fit) -> Span:
    span = parse.span_of((fit.word, *fit.parts))
    words = sum(len(parse.words[i].text) + 1 for i in (fit.word, *fit.parts))
    return span if span.end - span.start <= words + WIDEST else parse.span_of((fit.word,))


def _evidence(parse: Parse, frame: Frame, trigger: Span) -> Span:
    """Return the clause that tells of an event, with its trigger and all its parties."""
    return hull((clause_around(parse, frame.fit.word), trigger, *frame.actors, *frame.recipients))
