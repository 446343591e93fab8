"""Puts together what the grammar and the model find: what both see is sure, what only one of them sees is not."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from detente.core.spans import Span
from detente.knowledge.agents import word_list
from detente.knowledge.cues import Cues
from detente.reading.claims.frames import Frame
from detente.reading.claims.grammar import has_finite_verb, is_passive, trim
from detente.reading.claims.verb_frames import is_unreal
from detente.reading.nearby import Nearby
from detente.reading.parse import Parse
from detente.reading.records import Saying

__all__ = ["settle_frames"]

ALONE, CONFIRMS = 0.7, 0.3
"""How sure the model has to be of a claim that the grammar does not see, and of one that it sees too."""
LOOSE = frozenset({"object", "preposition", "order", "noun"})
"""Forms that the grammar sees more often than they are: they need the model's word."""
ORDERING = frozenset({"order", "preposition", "noun"})
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
MARKS = frozenset('"“”„«»``') | {"``", "''"}
GUESSED = frozenset({"object", "order", "noun", "preposition", "infinitive", "naming"})
"""Forms of which the model tells better how far they go."""
DENIABLE, WITHHELD = word_list("deniable"), word_list("withheld")
RARE = frozenset({"recalled", "welcomed"})
"""Moods that the model has seen too seldom, or not at all, to be asked."""


def settle_frames(parse: Parse, frames: Sequence[Frame], sayings: Sequence[Saying], cues: Cues) -> tuple[Frame, ...]:
    """Return the frames that the model confirms or that need no confirming, and those that only the model sees."""
    settled = [*_confirmed(parse, frames, sayings, cues), *_heard(parse, frames, sayings, cues)]
    return tuple(sorted(settled, key=lambda f: f.word))


def _confirmed(parse: Parse, frames: Sequence[Frame], sayings: Sequence[Saying], cues: Cues) -> Iterator[Frame]:
    cued = Nearby([s.cue for s in sayings])
    for frame in frames:
        if frame.mood == "denied" and _withholds(parse, frame.word):
            continue
        heard = (sayings[k] for k in cued.touching(frame.cue))
        saying = next((s for s in heard if s.confidence >= CONFIRMS), None)
        if saying is not None:
            yield _with_content(parse, frame, saying, frames)
        elif (
            frame.form not in LOOSE or frame.mood in RARE or _denies_a_deed(parse, frame) or _counts(parse, frame, cues)
        ):
            yield frame


def _counts(parse: Parse, frame: Frame, cues: Cues) -> bool:
    """Say whether a verb is a cue before its own few nouns only, which leave no doubt: "recorded violations"."""
    verb = cues.verbs.get(parse.words[frame.word].lemma.lower())
    return frame.form == "object" and verb is not None and bool(verb.objects)


def _withholds(parse: Parse, verb: int) -> bool:
    """Say whether something is kept from somebody, which is a deed: "denied the mission access"."""
    objects = parse.children(verb, "dobj", "oprd", "dative")
    return any(parse.words[k].lemma.lower() in WITHHELD for k in objects)


def _denies_a_deed(parse: Parse, frame: Frame) -> bool:
    """Say whether a denial is of a deed or of one's part in it, which nobody but a speaker can deny.

    "Denied backing the group", "denied responsibility"; what is denied in "denied them access" is kept from somebody.
    """
    if frame.mood != "denied" or frame.form != "object":
        return False
    said = [k for k in parse.children(frame.word, "xcomp", "dobj") if k in frame.content]
    return any(parse.words[k].tag == "VBG" or parse.words[k].lemma.lower() in DENIABLE for k in said)


def _with_content(parse: Parse, frame: Frame, saying: Saying, frames: Sequence[Frame]) -> Frame:
    """Return the frame with the model's content where the model is sure of it, or the grammar sees none."""
    source = frame.source
    if source is None and not is_passive(parse, frame.word):  # "Lavrov is said to have met": nobody says so
        source = _head(parse, saying.source)
    words = _words(parse, saying.content)
    if frame.form in ORDERING and frame.content:  # the grammar takes in who is called upon, the model what comes behind
        words = tuple(i for i in words if i in frame.content)
    sure = saying.confidence >= ALONE and _may_tell(parse, frame, words, frames)
    return replace(frame, source=source, content=words if words and (sure or not frame.content) else frame.content)


def _may_tell(parse: Parse, frame: Frame, words: Sequence[int], frames: Sequence[Frame]) -> bool:
    """Say whether the model's word goes for how far a content reaches.

    Of a clause only where no quotation marks are, which are exact, and where it brings in no other cue or semicolon.
    """
    if frame.word in words or (frame.source is not None and frame.source in words):
        return False
    if frame.form in GUESSED:
        return True
    if frame.form != "clause" or not words:
        return False
    own = {*words, *frame.content}
    marked = any(parse.words[i].text in MARKS for i in range(min(own), max(own) + 1))
    if any(parse.words[i].text == ";" and i not in frame.content for i in words):
        return False
    skipped = [i for i in frame.content if i < words[0]]
    if any(parse.words[i].dep in SUBJECTS for i in skipped):
        return False
    brought = any(f.word in words and f.word not in frame.content for f in frames)
    return not marked and not brought and has_finite_verb(parse, words)


def _heard(parse: Parse, frames: Sequence[Frame], sayings: Sequence[Saying], cues: Cues) -> Iterator[Frame]:
    """Yield frames for what the model alone hears."""
    seen = Nearby([f.cue for f in frames])
    for saying in sayings:
        if saying.confidence < ALONE or next(seen.touching(saying.cue), None) is not None:
            continue
        word, content = _head(parse, saying.cue), _words(parse, saying.content)
        if word is not None and saying.mood == "denied" and _withholds(parse, word):
            continue
        if word is None or not content or is_unreal(parse, word) or parse.words[word].text.isupper():
            continue
        if any(set(content) <= set(f.content) and f.source == _head(parse, saying.source) for f in frames):
            continue  # the same words by the same speaker under another cue
        verb = cues.verbs.get(parse.words[word].lemma.lower())
        yield Frame(
            word=word,
            cue=saying.cue,
            mood=saying.mood,
            form="clause",
            source=_head(parse, saying.source),
            content=content,
            quotes=verb is not None and "quote" in verb.forms,
        )


def _words(parse: Parse, span: Span | None) -> tuple[int, ...]:
    """Return the words of a content, the article before its first noun with them, which parties are coded without."""
    if span is None:
        return ()
    words = trim(parse, list(parse.words_in(span.start, span.end)))
    while words and parse.words[words[-1]].dep == "cc":
        words = trim(parse, words[:-1])
    before = words[0] - 1 if words else -1
    if before >= 0 and parse.words[before].pos == "DET" and parse.words[before].head in words:
        words = [before, *words]
    return tuple(words)


def _head(parse: Parse, span: Span | None) -> int | None:
    """Return the word of a span that governs the others."""
    words = parse.words_in(span.start, span.end) if span else range(0)
    inside = set(words)
    return next((i for i in words if parse.words[i].head not in inside or parse.words[i].head == i), None)
