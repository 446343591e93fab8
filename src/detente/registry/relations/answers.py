"""Who answers what is said against it, as one report tells it: denied, or rejected."""

import re
from collections.abc import Iterator

from detente.registry.assertions.assertion import Assertion, Claimant, Part
from detente.registry.assertions.telling import Json, Span, Telling
from detente.registry.relations.words import actor_parts, span_of, words

__all__ = ["ANSWER", "answers_in"]

ANSWER = "answer"
CALLED = re.compile(
    r"\b(?:call(?:ed|s)|describe[ds]|dismiss(?:ed|es)) (?:the|this|that|these|those|such|it)?\s?(?:\w+ )??"
    r"(?:accusation|allegation|claim|charge|report)s?\b[^.;]{0,20}?"
    r"\b(?:absurd|false|baseless|unfounded|groundless|lies?|untrue|fabricat\w+|nonsense|provocation|propaganda)\b",
    re.IGNORECASE,
)


def answers_in(telling: Telling) -> Iterator[Assertion]:
    """Yield the answers of a report, of each answerer and sentence one, in the order of its text."""
    found: dict[tuple[int, str | None], Assertion] = {}
    for who, at in (*_denials(telling), *_rejections(telling), *_called(telling)):
        for part in actor_parts(telling, "answerer", (who,)):
            found.setdefault((telling.sentence_at(at[0])[0], part.actor), _made(telling, part, at))
    yield from sorted(found.values(), key=lambda one: (one.evidence[0].start or 0, one.id))


def _denials(telling: Telling) -> Iterator[tuple[Json, Span]]:
    for claim in telling.reading["claims"]:
        if claim.get("mood") in words().answering_moods and claim["source"]:
            yield claim["source"], span_of(claim["content"])


def _rejections(telling: Telling) -> Iterator[tuple[Json, Span]]:
    """Yield who rejects an accusation, a claim or a charge in so many words."""
    for event in telling.reading["events"]:
        start = event["trigger"]["start"]
        found = words().answering.match(telling.text, start, telling.sentence_at(start)[1])
        if event["type"] == "REJECT" and event["actors"] and found is not None:
            yield event["actors"][0], (start, found.end())


def _called(telling: Telling) -> Iterator[tuple[Json, Span]]:
    """Yield who calls an accusation absurd or baseless: whoever is named last before it in the sentence."""
    for found in CALLED.finditer(telling.text):
        sentence = telling.sentence_at(found.start())
        before = telling.layer_in("mentions", (sentence[0], found.start()))
        if before:
            yield before[-1], found.span()


def _made(telling: Telling, part: Part, at: Span) -> Assertion:
    who = part.evidence[0]
    return telling.assertion(
        "relation", ANSWER, named=(who.start or 0, who.end or 1), at=at, parts=(part,), standing="denied",
        claimant=Claimant(name=part.name, actor=part.actor), value=telling.words(*at),
    )  # fmt: skip
