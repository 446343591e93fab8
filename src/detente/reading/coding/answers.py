"""Codes fire that is answered ("returned fire", "responded with mortars") by grammar, where the model does not see it.

The model was taught little of it, and takes "returned" for giving back. How it stands (ordered, denied, not done) is
left to the rules of standing; with what nobody says is left open. A minister who "shot back" has only spoken.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from detente.core.spans import HasSpan, overlaps
from detente.knowledge.answers import Answers, load_answers
from detente.reading.candidates.grammar import actors_of_verb, behind, object_heads
from detente.reading.coding.breaches import parties_of
from detente.reading.parse import Parse
from detente.reading.records import Coding

__all__ = ["answer_fire"]

CONFIDENCE = 0.8
FORCE = "ASSAULT"
FARTHEST = 6
"""Words between a verb and the weapon, from which the verb alone is the trigger."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answer:
    """Fire that is answered: its verb, and the last word that says so, by their numbers in the parse."""

    verb: int
    last: int
    mode: str | None


def answer_fire(
    parse: Parse, known: Sequence[Coding], barred: Sequence[HasSpan] = (), words: Answers | None = None
) -> Iterator[Coding]:
    """Yield the known codings, and one for each answer that none of them codes as force, in no order.

    What codes the answer's own words as something else is left out. Words that are not to be read stay unread.
    """
    words = words or load_answers()
    found = [
        answer for answer in _answers(parse, words) if not any(overlaps(b, parse.words[answer.verb]) for b in barred)
    ]
    wrong: list[Coding] = []
    for answer in found:
        verb = parse.words[answer.verb]
        own = [one for one in known if overlaps(one.trigger, verb) or overlaps(one.trigger, parse.words[answer.last])]
        if any(one.type == FORCE for one in own):
            continue
        wrong += [one for one in own if overlaps(one.trigger, verb)]
        yield _coding(parse, answer, words)
    yield from (one for one in known if one not in wrong)


def _answers(parse: Parse, words: Answers) -> Iterator[_Answer]:
    for at, word in enumerate(parse.words):
        if word.pos != "VERB":
            continue
        lemma = word.lemma.lower()
        if lemma in words.returns:
            fire = [head for head in object_heads(parse, at) if parse.words[head].lemma.lower() in words.fire]
            yield from (_Answer(verb=at, last=head, mode=None) for head in fire[:1])
        elif lemma in words.answers:
            yield from _with_weapon(parse, at, words)


def _with_weapon(parse: Parse, verb: int, words: Answers) -> Iterator[_Answer]:
    """Yield a verb of answering that is done with fire: "responded with artillery", "replied with mortar fire"."""
    for head in behind(parse, [verb], "with"):
        named = [parse.words[one].lemma.lower() for one in (head, *parse.children(head, "compound", "amod", "nmod"))]
        if parse.words[head].tag in {"VBG", "VBN"} or named[0] not in words.fire | words.heavy | words.aerial:
            continue
        mode = "heavy-weapons" if words.heavy.intersection(named) else None
        yield _Answer(verb=verb, last=head, mode="aerial" if words.aerial.intersection(named) and not mode else mode)
        return


def _coding(parse: Parse, answer: _Answer, words: Answers) -> Coding:
    actors = parties_of(parse, actors_of_verb(parse, answer.verb)[0])
    hit = [head for preposition in sorted(words.at) for head in behind(parse, [answer.verb, answer.last], preposition)]
    near = 0 < answer.last - answer.verb <= FARTHEST
    return Coding(
        type=FORCE,
        mode=answer.mode,
        contexts=(),
        status=None,
        trigger=parse.span_of([answer.verb, answer.last] if near else [answer.verb]),
        actors=actors,
        recipients=tuple(party for party in parties_of(parse, hit) if party not in actors),
        confidence=CONFIDENCE,
        by_grammar=True,
    )
