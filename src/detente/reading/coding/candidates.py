"""The stage that makes candidates of codings: whoever the model names as a party is looked up among the entities."""

import functools
from collections.abc import Iterator, Sequence
from dataclasses import replace

from detente.core.spans import Span, covers, hull
from detente.knowledge.agents import word_list
from detente.knowledge.cameo import default_cameo
from detente.knowledge.plover import Vocabulary, plover
from detente.reading.clauses import clause_around
from detente.reading.coding.parties import find_parties
from detente.reading.coding.truces import is_of_truce, truce_act
from detente.reading.nearby import Nearby
from detente.reading.parse import Parse
from detente.reading.reading import Reading
from detente.reading.records import Candidate, Coding, Drop, Party
from detente.reading.scenes import STRUCK

__all__ = ["MakeCandidates"]

FORCE = frozenset({"ASSAULT", "MOBILIZE", "COERCE"})
CLEARING = word_list("clearing")
EXPLOSIVES = word_list("explosives")
CROWD, CROWDS = "crowd-control", word_list("crowd_control")
KEEPING = frozenset({"AGREE", "CONCEDE", "RETREAT", "SUPPORT", "COOPERATE", "CONSULT"})
"""Types of keeping or making a truce, which breaking or ending it is not."""
NOUNS = frozenset({"NOUN", "PROPN"})
AGAINST = frozenset({"on", "against", "upon", "by"})
SCENES = frozenset({"admin1", "district", "city", "point"})
TRUCE_BROKEN = "196"
"""The manual's code for breaking a ceasefire, which no type and mode tells by itself."""


class MakeCandidates:
    """Gives each coding its entities, its CAMEO code and its clause as evidence."""

    name, version = "candidates", "6"
    needs: tuple[str, ...] = ("sentences", "parse", "places", "codings", "mentions", "entities")
    adds = "candidates"

    def __init__(self, vocabulary: Vocabulary | None = None) -> None:
        """Use this vocabulary, by default the package's own."""
        self._plover = vocabulary or plover()

    def __call__(self, reading: Reading, /) -> Iterator[Candidate | Drop]:
        """Yield candidates in order of their triggers, and a drop for each coding that cannot be one."""
        entity = {m: e.id for e in reading.entities for m in e.mentions}
        mentions = Nearby(reading.mentions)
        told = _announced_again(reading.parsed(), reading.codings)
        for coding in map(functools.partial(_judged, reading.parsed()), reading.codings):
            if isinstance(coding, Drop):
                yield coding
                continue
            actors = find_parties(reading, mentions, _without_scenes(reading, coding), entity, coding.trigger)
            recipients = find_parties(reading, mentions, coding.recipients, entity, coding.trigger)
            actors, recipients = _without_halves(reading, mentions, actors, recipients)
            start, end = coding.trigger.start, coding.trigger.end
            if coding.trigger in told:
                yield Drop(start=start, end=end, stage=self.name, reason=f"says what another {coding.type} tells of")
            elif _clears_explosives(reading.parsed(), coding):
                yield Drop(start=start, end=end, stage=self.name, reason="clears mines, which no type stands for")
            elif actors or recipients:
                yield self._candidate(reading, coding, actors, recipients)
            else:
                yield Drop(start=start, end=end, stage=self.name, reason=f"{coding.type} without a party")

    def _candidate(
        self, reading: Reading, coding: Coding, actors: tuple[Party, ...], recipients: tuple[Party, ...]
    ) -> Candidate:
        parse = reading.parsed()
        at = _deciding_word(parse, coding.trigger)
        return Candidate(
            type=coding.type,
            mode=coding.mode,
            contexts=coding.contexts,
            cameo=_cameo(parse, coding),
            trigger=coding.trigger,
            trigger_word=coding.trigger.start if at is None else parse.words[at].start,
            actors=actors,
            recipients=recipients,
            evidence=_evidence(parse, coding, at),
            confidence=round(coding.confidence, 2),
            status=coding.status,
            by_grammar=coding.by_grammar,
        )


def _without_scenes(reading: Reading, coding: Coding) -> tuple[Span, ...]:
    """Return the actors of a coding less a place that only says where it was: "the Tehran attacks".

    A town before what is done *to* somebody may stand for those who rule from it: "Damascus strikes on rebels".
    """
    parse = reading.parsed()
    at = _deciding_word(parse, coding.trigger)
    if coding.type not in STRUCK or at is None or parse.words[at].pos not in NOUNS:
        return coding.actors
    if any(parse.words[k].lemma.lower() in AGAINST for k in parse.children(at, "prep")):
        return coding.actors
    before = {parse.words[k].end for k in parse.children(at, "compound", "nmod", "amod")}
    scenes = [p for p in reading.places if p.precision in SCENES and not p.in_name and p.end in before]
    return tuple(span for span in coding.actors if not any(covers(place, span) for place in scenes))


def _announced_again(parse: Parse, codings: Sequence[Coding]) -> frozenset[Span]:
    """Return triggers that only say what the clause under them tells of a truce as an event of the same type.

    "Announced that a ceasefire would take effect" is one thing, and the clause knows when and whether.
    """
    clauses = {
        (verb, inner.type)
        for inner in codings
        if is_of_truce(parse, inner.trigger) and (verb := _verb_over(parse, inner.trigger)) is not None
    }
    return frozenset(
        outer.trigger for outer in codings if (_deciding_word(parse, outer.trigger), outer.type) in clauses
    )


def _verb_over(parse: Parse, trigger: Span) -> int | None:
    """Return the verb of which the clause that a trigger heads, or is the subject of, is the object."""
    inner = _deciding_word(parse, trigger)
    if inner is None:
        return None
    at = parse.words[inner].head if parse.words[inner].dep in {"nsubj", "nsubjpass"} else inner
    verb = parse.words[at].head
    return verb if verb != at and parse.words[at].dep == "ccomp" else None


def _judged(parse: Parse, coding: Coding) -> Coding | Drop:
    """Return a coding as the words around it allow: its mode, and what is done to a truce."""
    if coding.mode == CROWD and not _is_of_crowds(parse, coding.trigger):
        coding = replace(coding, mode=None)
    return _by_truce(parse, coding)


def _is_of_crowds(parse: Parse, trigger: Span) -> bool:
    """Say whether a sentence names a crowd, or what one is driven apart with."""
    words = parse.words_in(trigger.start, trigger.end)
    sentence = parse.sentence_words(parse.words[words[0]].sentence) if words else range(0)
    return any(parse.words[i].lemma.lower() in CROWDS for i in sentence)


def _by_truce(parse: Parse, coding: Coding) -> Coding | Drop:
    """Return a coding with the type of what is done to a truce, where the model took that for keeping or making it.

    A truce broken is force, one called off is refused; one that ran out is no deed of anybody's. A negation that the
    model saw may be the breaking itself: how it stands is then left to the rules.
    """
    act = truce_act(parse, coding.trigger) if coding.type in KEEPING else None
    if act is None:
        return coding
    if act == "lapsed":
        start, end = coding.trigger.start, coding.trigger.end
        return Drop(start=start, end=end, stage=MakeCandidates.name, reason="a truce that ran out, which nobody does")
    status = None if coding.status in {"negated", "denied"} else coding.status
    kind = "REJECT" if act == "ended" else "ASSAULT"
    if act == "failed":  # it is not told which of them broke it
        coding = replace(coding, actors=(*coding.actors, *coding.recipients), recipients=())
    return replace(coding, type=kind, mode=None, status=status)


def _cameo(parse: Parse, coding: Coding) -> str | None:
    if coding.by_grammar:
        return TRUCE_BROKEN
    if coding.type == "ASSAULT" and coding.mode is None and truce_act(parse, coding.trigger) in {"broken", "failed"}:
        return TRUCE_BROKEN
    return default_cameo(coding.type, coding.mode, coding.contexts)


def _clears_explosives(parse: Parse, coding: Coding) -> bool:
    """Say whether what was taken for force is the clearing of mines or the like: "clear mines", "defused a bomb"."""
    at = _deciding_word(parse, coding.trigger)
    if coding.type not in FORCE or at is None or parse.words[at].lemma.lower() not in CLEARING:
        return False
    objects = (*parse.children(at, "dobj", "nsubjpass"), *(k for k in parse.children(at, "compound", "amod")))
    named = {parse.words[k].lemma.lower() for o in objects for k in parse.subtree(o)}
    return bool(named & EXPLOSIVES)


def _without_halves(
    reading: Reading, mentions: Nearby, actors: tuple[Party, ...], recipients: tuple[Party, ...]
) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
    """Leave out the shorter of an actor and a recipient in one mention: half of a name does nothing to the other."""
    dropped = {
        min((a, r), key=lambda party: party.end - party.start)
        for a in actors
        for r in recipients
        if a.entity == r.entity and any(covers(reading.mentions[m], r) for m in mentions.around(a))
    }
    return tuple(a for a in actors if a not in dropped), tuple(r for r in recipients if r not in dropped)


def _deciding_word(parse: Parse, trigger: Span) -> int | None:
    """Return the word of a trigger that governs the others: the verb of "opened fire"."""
    words = parse.words_in(trigger.start, trigger.end)
    if not words:
        return parse.word_at(trigger.start)
    return next((i for i in words if parse.words[i].head not in words or parse.words[i].head == i), words[0])


def _evidence(parse: Parse, coding: Coding, at: int | None) -> Span:
    """Return the clause that tells of an event, with its trigger and all its parties."""
    parts = [coding.trigger, *coding.actors, *coding.recipients]
    if at is None:
        return hull(parts)
    return hull([clause_around(parse, at), *parts])
