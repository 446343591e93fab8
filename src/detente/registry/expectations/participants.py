"""Who takes part in what is to come, and who only says so."""

import re
from collections.abc import Iterator

from detente.incidents.saying import claim_over
from detente.registry.assertions.assertion import Part
from detente.registry.assertions.clauses import OFFICE, listed_before, parts_of
from detente.registry.assertions.telling import Json
from detente.registry.expectations.clause import ABOUT, OWN, PRONOUNS, Clause

__all__ = ["about", "participants", "promisers"]

WITH = re.compile(r"\b(?:with|his|her|their|its)\b[^,;]*$", re.IGNORECASE)
ACTORS = frozenset({"person", "organisation", "state", "group", "other"})
TITLE = re.compile(rf"\s+(?:{OFFICE}\s+){{0,5}}")
SUBJECT = re.compile(r"\b(?:the|an?|his|her|its|their|all|both|that|we|i|he|she|they|it)\b", re.IGNORECASE)
SPEAKER = re.compile(r"\b(?:we|i|he|she|they|it)\b[^,;]*$", re.IGNORECASE)


def participants(clause: Clause) -> tuple[Part, ...]:
    """Return who is to do it ("who"), and with whom ("with"), each once; and the kept thing that it is about.

    Who only says so has no part in it, but where the speaker's own deed is told: "we will", "said that it will".
    """
    place = clause.where()
    parts = [
        part for one in _actors(clause) for part in _part(clause, one) if place is None or part.name != place.words
    ]
    named = [part for part in parts if part.name[:1].isupper() and part.name.casefold() not in PRONOUNS]
    source = None if any(part.role == "who" for part in named) else _speaker(clause)
    if source is not None:
        named = [*clause.telling.members("who", source), *named]
    told = [part for part in named or parts if part.name.casefold() not in PRONOUNS]
    return (*tuple({(part.actor or part.name): part for part in reversed(told)}.values())[::-1], *about(clause))


def _speaker(clause: Clause) -> Json | None:
    """Return who says it of himself, herself or themselves; None where the words are of somebody else."""
    if OWN.match(clause.telling.text, clause.span[0]) or not (
        SPEAKER.search(clause.before) or not clause.before.strip()
    ):
        return None
    return clause.promiser()


def about(clause: Clause) -> Iterator[Part]:
    """Yield the kept thing that it is about, by the words that name it."""
    thing = clause.thing()
    if thing is not None:
        words = clause.telling.words(thing.start, thing.end)
        yield Part(role=ABOUT, name=words, evidence=clause.telling.evidence((thing.start, thing.end)))


def promisers(clause: Clause) -> tuple[Part, ...]:
    """Return all who are told to promise it; nothing where that is not told of the words themselves."""
    claim = clause.claim()
    if not (claim and claim["source"]):
        return ()
    listed = listed_before(clause.telling, (clause.span[0], claim["cue"]["start"]))
    among = len(listed) > 1 and any(one["start"] == claim["source"]["start"] for one in listed)
    return parts_of(clause.telling, "who", listed) if among else clause.telling.members("who", claim["source"])


def _actors(clause: Clause) -> Iterator[Json]:
    """Yield who takes part: who stands before the words, and whom it is with after them."""
    things = clause.telling.things_in(clause.span)
    here = clause.telling.layer_in("mentions", (max(clause.span[0], _told_from(clause)), clause.span[1]))
    people = [one["start"] for one in here if one["kind"] == "person"]
    for one in here:
        if any(one["start"] < thing.end and thing.start < one["end"] for thing in things):
            continue
        if any(TITLE.fullmatch(clause.telling.text, one["end"], start) for start in people):
            continue  # "Russian" of "Russian President": the person has the part
        if one["kind"] == "other" and not one["text"][:1].isupper():
            continue  # "the gulls": nothing that a report names as somebody who acts
        if one["kind"] not in ACTORS and not (one["kind"] == "place" and one["start"] < clause.at[0]):
            continue
        ahead = clause.telling.text[clause.at[1] : one["start"]]
        if one["start"] < clause.at[0] or WITH.search(ahead) or re.search(r"\bbetween\b", ahead):
            yield one


def _told_from(clause: Clause) -> int:
    """Return where what is said begins: behind who says it, where it has a subject of its own."""
    claim = claim_over(clause.telling.reading, *clause.at)
    end: int = claim["cue"]["end"] if claim and claim["source"] and claim.get("cue") else 0
    said = (end, clause.at[0])
    if end > clause.at[0] or not (
        SUBJECT.search(clause.telling.text, *said) or clause.telling.layer_in("mentions", said)
    ):
        return 0
    return end


def _part(clause: Clause, mention: Json) -> Iterator[Part]:
    role = "who" if mention["start"] < clause.at[0] else "with"
    yield from clause.telling.members(role, mention)
