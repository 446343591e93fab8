"""Who answers what is said against it, as one report tells it: denied, or rejected."""

import re
from collections.abc import Iterator

from detente.registry.assertions.assertion import Assertion, Claimant, Part
from detente.registry.assertions.telling import Json, Span, Telling
from detente.registry.relations.words import actor_parts, span_of, words

__all__ = ["ANSWER", "answers_in"]

ANSWER = "answer"
TOLD_OF = frozenset({"happened", "ongoing", "background"})
CALLED = re.compile(
    r"\b(?:call(?:ed|s)|describe[ds]|dismiss(?:ed|es)) (?:the|this|that|these|those|such|it)?\s?(?:\w+ )??"
    r"(?:accusation|allegation|claim|charge|report)s?\b[^.;]{0,20}?"
    r"\b(?:absurd|false|baseless|unfounded|groundless|lies?|untrue|fabricat\w+|nonsense|provocation|propaganda)\b",
    re.IGNORECASE,
)
DENIED = re.compile(
    r"(?:,[^,;.]{1,60},)?\s+(?:(?:has|have|had|also|later|then|immediately|all|both|\w+ly)\s+){0,3}"
    r"(?:den(?:y|ies|ied)|reject(?:s|ed)?|dismiss(?:es|ed)?|refut(?:es|ed)|rebuff(?:s|ed)|disput(?:es|ed))\s+"
    r"(?:(?:this|that|it|them|these|those)(?=\s*(?:[.,;:)]|$)|\s+(?:and|but|as|in|on|at|by|saying|later|too|outright)\b)"
    r"|(?:having|doing|being|any\s+(?:involvement|role|part|responsibility|wrongdoing|such|knowledge))\b"
    r"|(?:the|this|that|these|those|such|all|any|both|its|his|her)\s+(?:[\w'’-]+\s+){0,3}?"
    r"(?:accusation|allegation|claim|charge|blame|assertion)s?\b)",
    re.IGNORECASE,
)
"""What follows whoever answers: that it denies this, or an accusation."""
WHICH = re.compile(r"\b(?:accusation|allegation|claim|charge|assertion)s?\s+(?:that\s+|which\s+)?$", re.IGNORECASE)
DENIES = re.compile(
    r"\s+(?:(?:has|have|had|\w+ly)\s+)*(?:den(?:y|ies|ied)|reject(?:s|ed)?|disput(?:es|ed))(?=\s*(?:[.,;:)]|$))"
)
AWAY = re.compile(r"\b(?:in|at|on|to|near|from|inside|outside|against|with)\s+(?:the\s+)?$", re.IGNORECASE)
"""Words before a name that is nobody who answers."""
OWNED = re.compile(r"['\u2019]s?\s+")


def answers_in(telling: Telling) -> Iterator[Assertion]:
    """Yield the answers of a report, of each answerer and sentence one, in the order of its text."""
    found: dict[tuple[int, str | None], Assertion] = {}
    for who, at in (*_denials(telling), *_rejections(telling), *_called(telling), *_denied(telling)):
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
        if event["type"] == "REJECT" and event["status"] in TOLD_OF and event["actors"] and found is not None:
            yield event["actors"][0], (start, found.end())


def _called(telling: Telling) -> Iterator[tuple[Json, Span]]:
    """Yield who calls an accusation absurd or baseless: whoever is named last before it in the sentence."""
    for found in CALLED.finditer(telling.text):
        sentence = telling.sentence_at(found.start())
        before = telling.layer_in("mentions", (sentence[0], found.start()))
        if before:
            yield before[-1], found.span()


def _denied(telling: Telling) -> Iterator[tuple[Json, Span]]:
    """Yield who denies what was said before, in words that stand for it: "denied this", "an allegation X denies"."""
    for mention in telling.reading["mentions"]:
        sentence = telling.sentence_at(mention["start"])
        before = telling.text[sentence[0] : mention["start"]]
        if AWAY.search(before):
            continue
        found = DENIED.match(telling.text, mention["end"], sentence[1])
        if found is None and WHICH.search(before):
            found = DENIES.match(telling.text, mention["end"], sentence[1])
        if found is not None:
            yield _owner(telling, mention), (mention["start"], found.end())


def _owner(telling: Telling, mention: Json) -> Json:
    """Return whose office or body a mention is, where its owner stands right before it: "Southmark's minister"."""
    owners = (
        one for one in telling.reading["mentions"]
        if one["end"] <= mention["start"] and OWNED.fullmatch(telling.text, one["end"], mention["start"])
    )  # fmt: skip
    return next(owners, mention)


def _made(telling: Telling, part: Part, at: Span) -> Assertion:
    who = part.evidence[0]
    return telling.assertion(
        "relation", ANSWER, named=(who.start or 0, who.end or 1), at=at, parts=(part,), standing="denied",
        claimant=Claimant(name=part.name, actor=part.actor), value=telling.words(*at),
    )  # fmt: skip
