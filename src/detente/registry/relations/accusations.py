"""Who accuses whom of what, as one report tells it: in so many words, by saying that the other did it, or the outlet.

An accusation says that somebody accuses, and never that it was so. Who accuses and who is accused are actors of the
desk or act for one; what a court says to a defendant is none of relations.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from detente.core.ids import hash_parts
from detente.incidents.saying import claim_over
from detente.registry.assertions.assertion import Assertion, Claimant, Part
from detente.registry.assertions.telling import Json, Span, Telling
from detente.registry.relations.words import actor_parts, span_of, words

__all__ = ["ACCUSATION", "accusations_in"]

ACCUSATION = "accusation"
EACH_OTHER = re.compile(r"\b(?:each other|one another)\b", re.IGNORECASE)
HARMS = frozenset({"ASSAULT", "COERCE"})
TOLD_OF = frozenset({"happened", "ongoing", "background", "alleged"})
SAID = frozenset({"said", "announced", "concluded", "recalled", None})
OWN_VOICE = "in the outlet's own voice; contested"
SIDES = 2


def accusations_in(telling: Telling) -> Iterator[Assertion]:
    """Yield the accusations of a report, each once, in the order of its text."""
    found: dict[tuple[int, str | None, str | None], Assertion] = {}
    for made in (*_in_words(telling), *_by_saying(telling), *_by_outlet(telling)):
        accuser = next((part.actor for part in made.parts_of("accuser")), None)
        accused = made.parts_of("accused")[0].actor
        found.setdefault((telling.sentence_at(_begins(made))[0], accuser, accused), made)
    yield from sorted(found.values(), key=lambda one: (_begins(one), one.id))


def _begins(made: Assertion) -> int:
    return made.evidence[-1].start or 0


def _in_words(telling: Telling) -> Iterator[Assertion]:
    """Yield what is told in words of accusing: "accused", "blamed", "alleged"."""
    events = [one for one in telling.reading["events"] if one["type"] == "ACCUSE" and _is_accusing(telling, one)]
    for claim in telling.reading["claims"]:
        if claim.get("mood") == "accused" and claim["source"]:
            own = [e for e in events if _touch(e["trigger"], claim["cue"] or claim["source"])]
            events = [e for e in events if e not in own]
            speaking = tuple(a for e in own for a in e["actors"]) or (claim["source"],)
            accusers = actor_parts(telling, "accuser", speaking)
            if _is_mutual(telling, claim):
                yield from _mutually(telling, claim, accusers)
            else:
                accused = _accused(telling, claim, own, accusers)
                yield from _against(telling, accusers, accused, span_of(claim["content"]))
    for event in events:
        if event["status"] in TOLD_OF:
            accusers = actor_parts(telling, "accuser", event["actors"])
            accused = actor_parts(telling, "accused", event["recipients"])
            yield from _against(telling, accusers, accused, (event["trigger"]["end"], event["evidence"]["end"]))


def _is_accusing(telling: Telling, event: Json) -> bool:
    return telling.words(*span_of(event["trigger"])).casefold().startswith(words().accusing)


def _touch(one: Json, other: Json) -> bool:
    return bool(one["start"] < other["end"] and other["start"] < one["end"])


def _is_mutual(telling: Telling, claim: Json) -> bool:
    end = telling.sentence_at(claim["source"]["start"])[1]
    return EACH_OTHER.search(telling.text, claim["source"]["end"], end) is not None


def _mutually(telling: Telling, claim: Json, accusers: tuple[Part, ...]) -> Iterator[Assertion]:
    named = accusers
    if len(named) < SIDES:
        named = actor_parts(telling, "accuser", telling.layer_in("mentions", span_of(claim["source"])))
    if len(named) == SIDES:
        for accuser, accused in (named, named[::-1]):
            yield from _against(telling, (accuser,), (replace(accused, role="accused"),), span_of(claim["content"]))


def _accused(telling: Telling, claim: Json, events: list[Json], accusers: tuple[Part, ...]) -> tuple[Part, ...]:
    """Return whom a claim accuses: as an event of accusing has it, as who did it, or as who denies it."""
    inside = telling.events_in(span_of(claim["content"]))
    stated = [s for s in telling.reading.get("statements") or () if s["claim"] == claim["id"]]
    denying = [
        c["source"] for c in telling.reading["claims"]
        if c.get("mood") == "denied" and c["source"] and _touch(c["content"], claim["content"])
    ]  # fmt: skip
    content = telling.layer_in("mentions", span_of(claim["content"]))
    ways = (
        tuple(r for e in events for r in e["recipients"]),
        tuple(one["toward"] for s in stated for one in s["stances"] if "toward" in one),
        tuple(denying),
        tuple(a for e in inside for a in e["actors"]),
        tuple(one for one in content[:1] if one["start"] - claim["content"]["start"] <= len("the ")),
    )
    own = {part.actor for part in accusers}
    for mentions in ways:
        found = tuple(p for p in actor_parts(telling, "accused", mentions) if p.actor not in own)
        if found:
            return found
    return ()


def _by_saying(telling: Telling) -> Iterator[Assertion]:
    """Yield what an actor says that another did to it, or broke: it is accused by that, in whatever words."""
    for event in telling.reading["events"]:
        claim = claim_over(telling.reading, *span_of(event["trigger"]))
        if claim is None or claim["source"] is None or claim.get("mood") not in SAID or not _is_told(event, claim):
            continue
        accusers = actor_parts(telling, "accuser", (claim["source"],))
        own = frozenset(part.actor for part in accusers)
        if _breaks(telling, event) or _claims(telling, claim) or _suffers(telling, event, own):
            accused = actor_parts(telling, "accused", event["actors"])
            yield from _against(telling, accusers, accused, span_of(claim["content"]))


def _is_told(event: Json, claim: Json) -> bool:
    """Say whether one is told to have done harm; a reading takes what is said beside a denial for denied as well."""
    told = event["status"] in TOLD_OF or (event["status"] == "denied" and claim["mood"] == "said")
    return told and event["type"] in HARMS and len(event["actors"]) == 1


def _claims(telling: Telling, claim: Json) -> bool:
    """Say whether the words of saying are ones of accusing ("claims", "alleges")."""
    cue = claim["cue"]
    return bool(cue) and telling.words(*span_of(cue)).casefold().startswith(words().accusing)


def _suffers(telling: Telling, event: Json, own: frozenset[str | None]) -> bool:
    """Say whether those who say so suffered it: they, their people, or a place that is not another's."""
    for one in event["recipients"]:
        side = telling.side(one)
        if {part.actor for part in telling.members("recipient", one)} & own or side.country in own:
            return True
        if side.kind == "place" and not _is_anothers(telling, side.country):
            return True
    return False


def _is_anothers(telling: Telling, country: str | None) -> bool:
    """Say whether a place lies in a country that a report names as a state or that the desk follows."""
    named = {one["country"] for one in telling.reading["entities"] if one["kind"] == "state"}
    return country is not None and (country in named or any(country in one.countries for one in telling.actors))


def _by_outlet(telling: Telling) -> Iterator[Assertion]:
    """Yield what the outlet itself tells as breaking what was agreed, with what it tells in one breath with it.

    An attack that is told and not judged so is a happening of the timeline, and nobody's accusation.
    """
    for event in telling.reading["events"]:
        at = span_of(event["trigger"])
        claim = claim_over(telling.reading, *at)
        if (claim and claim["source"]) or event["type"] != "ASSAULT" or event["status"] not in TOLD_OF:
            continue
        accused = actor_parts(telling, "accused", event["actors"])
        if len(accused) == 1 and (_breaks(telling, event) or _with_breaking(telling, event, accused[0])):
            claimant = Claimant(name=telling.claimant(*at).name, is_publisher=True)
            yield _made(telling, accused, (at[0], event["evidence"]["end"]), claimant=claimant, note=OWN_VOICE)


def _breaks(telling: Telling, event: Json) -> bool:
    """Say whether its trigger's words, or those right after them, are of breaking what was agreed, or of beginning."""
    start = event["trigger"]["start"]
    found = words().breaking.search(telling.text, start, telling.sentence_at(start)[1])
    return found is not None and found.start() <= event["trigger"]["end"]


def _with_breaking(telling: Telling, event: Json, accused: Part) -> bool:
    """Say whether an attack on another's people is told in one sentence with words of breaking what was agreed."""
    own = {country for one in telling.actors if one.id == accused.actor for country in one.countries} | {accused.actor}
    sides = [telling.side(one) for one in event["recipients"]]
    start = event["trigger"]["start"]
    if words().breaking.search(telling.text, start, telling.sentence_at(start)[1]) is None:
        return False
    return any(side.country and side.country not in own for side in sides)


def _against(telling: Telling, accusers: tuple[Part, ...], accused: tuple[Part, ...], at: Span) -> Iterator[Assertion]:
    for accuser in accusers:
        for other in accused:
            if accuser.actor != other.actor:
                claimant = Claimant(name=accuser.name, actor=accuser.actor)
                yield _made(telling, (accuser, other), at, claimant=claimant)


def _made(
    telling: Telling, parts: tuple[Part, ...], at: Span, *, claimant: Claimant, note: str | None = None
) -> Assertion:
    """Return an accusation: whatever it says stands as alleged, with the words of what in its value."""
    evidence = (*telling.evidence(telling.sentence_at(at[0])), *telling.evidence(at))
    accused = parts[-1].evidence[0]
    made = telling.assertion(
        "relation", ACCUSATION, named=(accused.start or 0, accused.end or 1), at=at, parts=parts, claimant=claimant,
        standing="alleged", value=telling.words(*at), evidence=evidence[:1], note=note,
        day=telling.day_in(telling.sentence_at(at[0]), near=at[0]),
    )  # fmt: skip
    return replace(made, id=hash_parts("accusation", made.id, *(f"{p.role} {p.actor}" for p in parts)))
