"""Second-hand words: who passes them on is no claimant of his own ("..., the army said, Reuters reported")."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from detente.reading.claims.beside import may_speak
from detente.reading.claims.frames import Frame
from detente.reading.claims.grammar import has_finite_verb, subject_of, trim
from detente.reading.parse import Parse

__all__ = ["settle_chains"]

MOST = 24
"""Frames of one sentence among which relays are looked for: no sentence that people write has more."""
QUOTING = frozenset({"quote", "cite"})
PASSING_ON = frozenset({"said", "announced"})
"""Moods of a cue by which somebody else's words are passed on."""
FILLERS = frozenset({"PUNCT", "ADP", "DET", "CCONJ", "SCONJ", "PART", "AUX", "ADV", "SPACE"})


def settle_chains(parse: Parse, frames: Sequence[Frame]) -> list[Frame]:
    """Return the frames, with `reporter` where one passes on what another says, and without who only does that."""
    by_sentence: dict[int, list[Frame]] = {}
    for frame in frames:
        by_sentence.setdefault(parse.words[frame.word].sentence, []).append(frame)
    kept = [f for own in by_sentence.values() for f in _settled(parse, own)]
    return sorted(kept, key=lambda f: f.word)


def _settled(parse: Parse, frames: list[Frame]) -> list[Frame]:
    frames = _without_quoters(parse, frames)
    for verb in _quoting_verbs(parse, parse.words[frames[0].word].sentence):
        frames = _quoted_by(parse, frames, verb) if parse.children(verb, "agent") else _citing(parse, frames, verb)
    if len(frames) > 1:
        frames = _double_tails(parse, frames)
    return _without_relays(parse, frames)


def _quoting_verbs(parse: Parse, sentence: int) -> list[int]:
    words = parse.sentence_words(sentence)
    tags = {"VBG", "VBN"}
    return [i for i in words if parse.words[i].lemma.lower() in QUOTING and parse.words[i].tag in tags]


def _without_quoters(parse: Parse, frames: list[Frame]) -> list[Frame]:
    """Leave out who quotes somebody "as saying", where that somebody has a frame of his own."""
    reporters = {f.reporter for f in frames if f.reporter is not None}
    quoters = {f.word for f in frames if parse.words[f.word].lemma.lower() in QUOTING and f.source in reporters}
    return [f for f in frames if f.word not in quoters]


def _citing(parse: Parse, frames: list[Frame], verb: int) -> list[Frame]:
    """Give "Y reported, citing X" to X, through Y; who cites reasons or a report is left alone."""
    cited = next(iter(parse.children(verb, "dobj")), None)
    if cited is None or not may_speak(parse, cited) or parse.words[verb].tag != "VBG":
        return frames
    others = [f for f in frames if f.word != verb and f.source is not None and f.mood in PASSING_ON]
    subject = subject_of(parse, verb)
    above = parse.words[verb].head
    main = next((f for f in others if f.source == subject or above in {f.word, f.source}), None)
    if main is None:
        return frames
    aside = set(parse.subtree(verb))
    content = tuple(trim(parse, [i for i in main.content if i not in aside]))
    given = replace(main, source=cited, reporter=main.source, content=content)
    return [given if f is main else f for f in frames if f.word != verb]


def _quoted_by(parse: Parse, frames: list[Frame], verb: int) -> list[Frame]:
    """Give "X, quoted by Y, said" to X through Y; "according to X, cited by Y" likewise."""
    by = next((k for a in parse.children(verb, "agent") for k in parse.children(a, "pobj")), None)
    quoted = _quoted(parse, verb)
    main = next((f for f in frames if f.word != verb and f.source == quoted and f.reporter is None), None)
    if by is None or main is None:
        return frames
    aside = set(parse.subtree(verb))
    content = tuple(trim(parse, [i for i in main.content if i not in aside]))
    given = replace(main, reporter=by, content=content)
    return [given if f is main else f for f in frames if f.word != verb]


def _quoted(parse: Parse, verb: int) -> int:
    """Return who is quoted: the noun that the participle hangs on, or stands behind over a comma."""
    above, words = parse.words[verb].head, parse.words
    if words[above].pos in {"NOUN", "PROPN"} or verb < 2 or words[verb - 1].text != ",":  # noqa: PLR2004 - noun, comma
        return above
    return verb - 2


def _double_tails(parse: Parse, frames: list[Frame]) -> list[Frame]:
    """Set "S, X said, Y reported" right: X says S, through Y, whichever of the two the parser hangs S on."""
    frames = sorted(frames, key=lambda f: f.cue.start)
    for first, last in pairwise(frames):
        start = _clause_start(parse, first)
        if not (_is_tail(parse, first, last) and last.mood in PASSING_ON and first.reporter is None):
            continue
        said = sorted({*first.content, *last.content})
        content = tuple(trim(parse, [i for i in said if i < start]))
        if content and has_finite_verb(parse, content):
            given = replace(first, content=content, reporter=last.source)
            return [given if f is first else f for f in frames if f is not last]
    return frames


def _clause_start(parse: Parse, frame: Frame) -> int:
    if frame.source is None or frame.source > frame.word:
        return frame.word
    return min(frame.word, parse.subtree(frame.source)[0])


def _is_tail(parse: Parse, first: Frame, last: Frame) -> bool:
    """Say whether nothing but ", Y reported" stands behind the clause of a cue, and both have a source."""
    if first.source is None or last.source is None or first.source == last.source:
        return False
    start = _clause_start(parse, last)
    past = max(first.word, first.source) + 1
    if start <= past or parse.words[start - 1].text != ",":
        return False
    if first.form == "according" or any(i > last.word for i in last.content):
        return False
    between = range(past, start)
    behind = range(max(last.word, last.source) + 1, parse.sentence_words(parse.words[last.word].sentence).stop)
    return not has_finite_verb(parse, between) and not has_finite_verb(parse, behind)


def _without_relays(parse: Parse, frames: list[Frame]) -> list[Frame]:
    """Leave out who says behind it that another says so: nothing but the other's words and cue are in his."""
    kept = {f.word: f for f in frames}
    holding = [(f, set(f.content)) for f in frames if f.source is not None][:MOST]
    for inner in frames[:MOST]:
        for outer, words in holding:
            if outer is inner or inner.word not in words or outer.word not in kept or inner.word not in kept:
                continue
            if _adds_nothing(parse, outer, inner):
                del kept[outer.word]
                reporter = inner.reporter if inner.reporter is not None else outer.source
                kept[inner.word] = replace(inner, reporter=reporter)
                break
    return [kept[f.word] for f in frames if f.word in kept]


def _adds_nothing(parse: Parse, outer: Frame, inner: Frame) -> bool:
    if outer.mood not in PASSING_ON or inner.source is None or not inner.content or outer.cue.start < inner.cue.start:
        return False
    if any(parse.words[i].text == ";" for i in range(inner.word, outer.word)):
        return False
    own = {*inner.content, inner.word, *parse.subtree(inner.source), *parse.children(inner.word, "aux", "auxpass")}
    return all(i in own or parse.words[i].pos in FILLERS for i in outer.content)
