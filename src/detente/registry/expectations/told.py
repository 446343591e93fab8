"""What one report tells of things to come: meetings, visits, votes, promises, deadlines, refusals, and what is off.

A demand is none, nor is what is told under a condition; a hope is kept apart, and is never due.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from detente.incidents.saying import claim_over
from detente.registry.assertions.assertion import Assertion, Standing
from detente.registry.assertions.telling import Span, Telling
from detente.registry.expectations.changes import changes_of
from detente.registry.expectations.clause import Clause, clause_at
from detente.registry.expectations.made import made
from detente.registry.expectations.owed import day_owed
from detente.registry.expectations.participants import participants, promisers
from detente.registry.expectations.words import pattern, patterns_of

__all__ = ["KINDS", "assertions_of"]

KINDS = ("meeting", "visit", "vote", "signing", "opening", "promise", "deadline", "refusal")
"""What may be expected; "hope" stands beside them, "postponed" and "cancelled" say that one of them is off."""
DEMANDED = frozenset({"demanded", "asked", "called for", "urged", "proposed", "offered", "suggested"})
STANDINGS: dict[str, Standing] = {"expected": "expected", "once": "background"}
NEGATED = re.compile(r"^\s+(?:not|never|no longer)\b|^n't\b", re.IGNORECASE)
OBJECT = re.compile(r"\s+(?:an?|the|his|her|its|their)\b", re.IGNORECASE)
RELATIVE = re.compile(r",? which\b", re.IGNORECASE)
REACH = 60
"""Characters before ", which" in which the noun stands that it takes up."""
OUTLOOKS = {"hoped": "hoped", "believed": "believed"}
SPEECH = re.compile(
    r"\b(?:says?|said|added|told|announc\w+|confirm\w+|stat\w+|report\w+|promise\w*|pledg\w+|vow\w+)\b", re.IGNORECASE
)


def assertions_of(telling: Telling) -> Iterator[Assertion]:
    """Yield what a report tells of what is to come, in the order of its text, each thing once."""
    seen: set[tuple[str, int]] = set()
    for sentence in telling.sentences():
        for one in (*_of_sentence(telling, sentence), *changes_of(telling, sentence)):
            key = (one.what, one.evidence[0].start or 0) if one.what != "promise" else (one.id, 0)
            if key not in seen:
                seen.add(key)
                yield one
    yield from _hopes(telling)


def _of_sentence(telling: Telling, sentence: Span) -> Iterator[Assertion]:
    if pattern("not_so", "others").search(telling.text, *sentence):
        return
    taken: list[Span] = []
    for what, mood, clause in (*_refusals(telling, sentence), *_owed(telling, sentence), *_ahead(telling, sentence)):
        if any(start < clause.at[1] and clause.at[0] < end for start, end in taken) or _is_left_out(clause):
            continue
        taken.append(clause.at)
        yield made(clause, what, mood=mood, standing=STANDINGS.get(mood, "planned"))


def _refusals(telling: Telling, sentence: Span) -> Iterator[tuple[str, str, Clause]]:
    for found in pattern("refused", "ahead").finditer(telling.text, *sentence):
        clause = clause_at(telling, sentence, found.span())
        if not any(part.role == "who" for part in participants(clause)):
            continue  # nobody whom a report names as somebody that acts
        yield "refusal", "once" if re.search(r"\bhad\b", clause.before) else "announced", clause
    for found in pattern("refused", "now").finditer(telling.text, *sentence):
        clause = clause_at(telling, sentence, found.span())
        day = clause.day()
        if pattern("refused", "next").search(clause.after) or (day is not None and day.last is not None):
            yield "refusal", "announced", clause


def _owed(telling: Telling, sentence: Span) -> Iterator[tuple[str, str, Clause]]:
    """Yield deadlines: what somebody owes under an agreement, or is given until a day to do."""
    for found in pattern("owed", "until").finditer(telling.text, *sentence):
        clause = clause_at(telling, sentence, found.span())
        if (day := clause.day()) is not None and day.last is not None:
            yield "deadline", "set", clause
    if pattern("owed", "under").search(telling.text, *sentence):
        for found in pattern("owed", "must").finditer(telling.text, *sentence):
            clause = clause_at(telling, sentence, found.span())
            if (day := day_owed(clause)) is not None and day.last is not None:
                yield "deadline", "set", clause


def _ahead(telling: Telling, sentence: Span) -> Iterator[tuple[str, str, Clause]]:
    for name in ("cues", "whether"):
        for found in pattern("promised", name).finditer(telling.text, *sentence):
            clause = clause_at(telling, sentence, found.span())
            # "pledges to" may be a noun and its object: somebody must be read as the one who says so
            threat = pattern("threatened", "verbs").match(clause.after.lstrip(" \"“'‘"))
            if promisers(clause) and not OBJECT.match(clause.after) and not threat:
                yield "promise", "promised", clause
    for found in pattern("promised", "agreed").finditer(telling.text, *sentence):
        clause = clause_at(telling, sentence, found.span())
        if pattern("deeds", "verbs").match(clause.after.lstrip()):
            yield "promise", "agreed", clause
    for mood, words in reversed(patterns_of("ahead")):
        for found in words.finditer(telling.text, *sentence):
            clause = clause_at(telling, sentence, found.span())
            kind = _kind(clause, mood)
            if kind is not None and _is_really_ahead(clause, found[0]):
                yield kind, mood, replace(clause, towards=kind == "visit")


def _kind(clause: Clause, mood: str) -> str | None:
    """Return what the words ahead say is to come; None for what a desk does not wait for."""
    after, before = clause.after.lstrip(), clause.before
    if RELATIVE.match(before):
        before = clause.telling.text[max(clause.sentence[0], clause.span[0] - REACH) : clause.at[0]]
    if pattern("held", "verbs").match(after) and pattern("held", "nouns").search(before):
        return "meeting"
    for kind, words in patterns_of("kinds"):
        if words.match(after) and _is_of_the_field(kind, clause):
            return kind
    if after == "" or re.match(r"(?:in|on|by|before|next|this)\b", after):
        return _of_noun(clause)
    return "promise" if mood == "announced" and pattern("deeds", "verbs").match(after) else None


def _of_noun(clause: Clause) -> str | None:
    if re.search(r"\bratification\b", clause.before, re.IGNORECASE):
        return "vote"
    if re.search(r"\bvisit\b", clause.before, re.IGNORECASE):
        return "visit"
    return "meeting" if pattern("held", "nouns").search(clause.before) else None


def _is_of_the_field(kind: str, clause: Clause) -> bool:
    if kind == "opening":
        return bool(pattern("opened", "nouns").search(clause.words))
    if kind == "signing":
        return bool(pattern("signed", "nouns").search(clause.words))
    return True


def _is_really_ahead(clause: Clause, words: str) -> bool:
    """Say whether "would" is told by somebody as what will be, and not what would be if something were."""
    if not words.lower().startswith("would"):
        return True
    claim = claim_over(clause.telling.reading, *clause.at)
    return claim is not None and bool(SPEECH.search(clause.telling.text[claim["cue"]["start"] : claim["cue"]["end"]]))


def _is_left_out(clause: Clause) -> bool:
    """Say whether it is a demand or a hope, stands under a condition, is asked, or is not to be."""
    words = clause.telling.text[slice(*clause.sentence)]
    claim = claim_over(clause.telling.reading, *clause.at)
    if claim is not None and claim.get("mood") in DEMANDED | {"hoped"}:
        return True
    if pattern("not_so", "if").search(words) or words.rstrip('"” ').endswith("?"):
        return True
    return bool(NEGATED.match(clause.after))


def _hopes(telling: Telling) -> Iterator[Assertion]:
    for claim in telling.reading["claims"]:
        mood = OUTLOOKS.get(claim.get("mood") or "")
        span = (claim["content"]["start"], claim["content"]["end"])
        words = telling.text[span[0] : span[1]]
        if mood is None or (mood == "believed" and not re.search(r"\b(?:will|shall)\b", words)):
            continue
        clause = Clause(telling=telling, span=span, at=span, sentence=telling.sentence_at(span[0]))
        yield made(clause, "hope", mood=mood, standing="hoped" if mood == "hoped" else "expected")
