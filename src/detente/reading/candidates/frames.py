"""From a predicate that fits to a frame: type, parties and words, with what stands over it taken into account."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from detente.knowledge.lexicon import Entry, Lexicon
from detente.reading.candidates.grammar import (
    actors_of_verb,
    around,
    behind,
    is_passive,
    is_verb,
    possessors,
    subject_heads,
    subjects_over,
)
from detente.reading.candidates.match import Fit, anchors_of, slot_heads
from detente.reading.candidates.operators import Above, find_above, is_future
from detente.reading.candidates.parties import PartyFinder
from detente.reading.parse import Parse
from detente.reading.records import Party

__all__ = ["Frame", "contexts_of", "draw_frame", "join_frames", "join_sides"]

OBJECT_DOES = frozenset({"demand", "accuse", "judge", "allow"})
"""The kinds of operator whose object does what their complement says."""

AIMS = frozenset({"to", "toward", "towards", "at", "for"})
NEGATIVE = frozenset({"no", "not", "n't", "never"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """A predicate with its parties, on the way to a candidate; `sure` is a rough measure of how firmly it was read."""

    fit: Fit
    type: str
    mode: str | None
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    sure: float
    asserted: bool = True
    cameo: str | None = None
    above: Above | None = None
    absorbed: bool = False


def draw_frame(parse: Parse, fit: Fit, finder: PartyFinder, lexicon: Lexicon) -> Frame:
    """Return the frame of a predicate that fits, its own parties found."""
    entry, nominal = fit.entry, not is_verb(parse, fit.word)
    actors, own = _actors_of_noun(parse, fit, finder) if nominal else _actors_of_verb(parse, fit, finder, lexicon)
    actors = finder.able(actors)
    recipients, stood = _recipients(parse, fit, finder)
    recipients = tuple(r for r in recipients if r.entity not in {a.entity for a in actors})
    sure = 0.9 if entry.weight > 1 else 0.8
    doubts = (nominal, not own, not stood, not actors, not recipients and bool(entry.recipients))
    return Frame(
        fit=fit,
        type=entry.type,
        mode=entry.mode,
        cameo=entry.cameo,
        actors=actors,
        recipients=recipients,
        sure=round(sure - 0.1 * sum(doubts), 2),
        above=find_above(parse, fit.word, lexicon.operators),
    )


def _actors_of_verb(parse: Parse, fit: Fit, finder: PartyFinder, lexicon: Lexicon) -> tuple[tuple[Party, ...], bool]:
    for slot in fit.entry.actors:
        parties, direct = finder.parties(slot_heads(parse, fit, slot))
        if parties:
            return parties, direct
    if "subject" in fit.entry.recipients:
        return (), False
    if fit.entry.actors:
        return finder.parties([] if is_passive(parse, fit.word) else subject_heads(parse, fit.word))
    controlled = (a for a in parse.ancestors(fit.word) if _object_does(lexicon, parse.words[a].lemma.lower()))
    heads, own = actors_of_verb(parse, fit.word, controlled)
    parties, direct = finder.parties(heads)
    if not parties and not own:
        parties, direct = finder.parties(subjects_over(parse, heads))
    if not parties and fit.entry.reciprocal:
        parties, direct = finder.parties(behind(parse, [fit.word, *fit.parts], "between"))
    return parties, own and direct


def _object_does(lexicon: Lexicon, lemma: str) -> bool:
    operator = lexicon.operators.get(lemma)
    return operator is not None and operator.kind in OBJECT_DOES


def _actors_of_noun(parse: Parse, fit: Fit, finder: PartyFinder) -> tuple[tuple[Party, ...], bool]:
    heads: Sequence[int] = behind(parse, [fit.word], "by") or possessors(parse, fit.word)
    for slot in (s for s in fit.entry.actors if s != "by" and s not in fit.entry.recipients):
        heads = heads or behind(parse, anchors_of(parse, fit), slot)
    if fit.entry.reciprocal:
        heads = behind(parse, anchors_of(parse, fit), "between") or heads or around(parse, fit.word)
    parties, direct = finder.parties(heads)
    if parties:
        return parties, direct
    adjacent = finder.of_noun(fit.word)
    if not adjacent and "of" in fit.entry.actors:
        adjacent, _ = finder.parties(behind(parse, [fit.word], "of"))
    return adjacent, True


def _recipients(parse: Parse, fit: Fit, finder: PartyFinder) -> tuple[tuple[Party, ...], bool]:
    for slot in fit.entry.recipients:
        if slot in {"by", "between"} and is_passive(parse, fit.word):
            continue
        parties, direct = finder.parties(slot_heads(parse, fit, slot))
        if parties:
            return parties, direct
    for slot in fit.entry.recipients[:1]:
        parties, direct = finder.parties(slot_heads(parse, fit, slot), whose=True)
        if parties:
            return parties, direct
    return (), True


def join_frames(
    frames: Mapping[int, Frame], lacking: frozenset[int], parse: Parse, lexicon: Lexicon
) -> dict[int, Frame]:
    """Return the frames with each one's operator taken into account: refined, absorbed or no longer asserted.

    A frame that is `lacking` a party changes nothing above it.
    """
    joined = dict(frames)
    for word, frame in frames.items():
        if word in lacking:
            continue
        if _is_aim_of_like(parse, word, frames) or (frame.type == "RETREAT" and _is_only_aim(parse, frame)):
            joined[word] = replace(frame, absorbed=True)
            continue
        if frame.above is None:
            joined[word] = _as_future(parse, word, frame, lexicon)
            continue
        _join(parse, joined, word, frame, frame.above)
    return joined


def _is_aim_of_like(parse: Parse, word: int, frames: Mapping[int, Frame]) -> bool:
    """Say whether an infinitive only says what for an event of its own type takes place: "met to discuss X"."""
    outer = frames.get(parse.words[word].head)
    aim = any(parse.words[k].tag == "TO" for k in parse.children(word, "aux"))
    return aim and outer is not None and outer is not frames[word] and outer.type == frames[word].type == "CONSULT"


def join_sides(parse: Parse, frame: Frame, finder: PartyFinder) -> Frame:
    """Return a meeting or talk with all who take part as actors: "X and Y met", "X met Y", "X spoke with Y"."""
    entry, word = frame.fit.entry, frame.fit.word
    if frame.type != "CONSULT" or not entry.reciprocal or entry.type != "CONSULT" or not is_verb(parse, word):
        return frame
    beside = finder.named_beside(subject_heads(parse, word)) if len(frame.actors) == 1 else ()
    sides = {p.entity: p for p in (*beside, *frame.actors, *frame.recipients)}
    return replace(frame, actors=tuple(sides.values()), recipients=())


def _is_only_aim(parse: Parse, frame: Frame) -> bool:
    """Say whether an end to fighting is only an aim: "a step towards ending the war", "a deal to end it"."""
    word = parse.words[frame.fit.word]
    if frame.mode != "ceasefire" or frame.above is not None:
        return False
    if word.dep == "pcomp":
        return parse.words[word.head].text.lower() in AIMS
    return word.dep in {"acl", "advcl"} and any(
        parse.words[k].tag == "TO" for k in parse.children(frame.fit.word, "aux")
    )


def _is_negative(parse: Parse, fit: Fit) -> bool:
    """Say whether a predicate is denied: "conduct *no* test", "*not* attack"."""
    below = (fit.word, *fit.parts)
    return any(parse.words[c].text.lower() in NEGATIVE for w in below for c in parse.children(w, "neg", "det"))


def _join(parse: Parse, joined: dict[int, Frame], word: int, inner: Frame, above: Above) -> None:
    operator = above.operator
    outer = joined.get(above.word)
    becomes = operator.becomes.get(inner.type)
    unwanted = operator.kind == "demand" and _is_negative(parse, inner.fit)
    joined[word] = replace(inner, asserted=inner.asserted and operator.asserted, absorbed=unwanted)
    if becomes is None:
        return
    kind, mode = becomes
    if outer is None and operator.absorbs:
        joined[word] = replace(inner, type=kind, mode=mode, cameo=None)
        return
    if outer is None or outer.type not in {name for name, _ in operator.becomes.values()}:
        return
    joined[above.word] = replace(
        outer,
        type=kind,
        mode=mode or (outer.mode if kind == outer.type else None),
        cameo=outer.cameo if kind == outer.type and mode is None else None,
        actors=outer.actors or (inner.actors if operator.control == "subject" else ()),
        recipients=outer.recipients or (inner.actors if operator.kind == "demand" else inner.recipients),
    )
    joined[word] = replace(joined[word], absorbed=operator.absorbs or unwanted)


def _as_future(parse: Parse, word: int, frame: Frame, lexicon: Lexicon) -> Frame:
    """Return a frame of what is to come as the promise that it is: a future meeting is AGREE, a retreat CONCEDE."""
    becomes = lexicon.operators["plan"].becomes.get(frame.type)
    if becomes is None or not is_future(parse, word):
        return frame
    return replace(frame, type=becomes[0], mode=becomes[1], cameo=None)


def contexts_of(parse: Parse, entry: Entry, words: Sequence[int], lexicon: Lexicon) -> tuple[str, ...]:
    """Return the contexts of a predicate: its entry's own, and those its topic words name where the entry says so."""
    if not entry.topics:
        return entry.contexts
    near = [c for w in words for c in (w, *parse.children(w, "amod", "compound", "nmod"))]
    topics = (lexicon.topics.get(parse.words[n].lemma.lower()) for n in near)
    return tuple(dict.fromkeys((*entry.contexts, *(t for t in topics if t is not None))))
