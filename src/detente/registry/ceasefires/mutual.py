"""Two who accuse each other say two things: each says it of the other, whichever of them a sentence names first.

A reading has one claim of both and one doer at most. Here each side gets its own claim, with its own copy of the events
and numbers in it, so that both are counted by the same rule.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from detente.registry.ceasefires.report import Json, Report

__all__ = ["EACH_OTHER", "part_mutual"]

EACH_OTHER = re.compile(r"\b(?:each other|one another)\b", re.IGNORECASE)
SIDES = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutual:
    """A claim of both sides against each other: the mention of either, by side, and where the accusing words end."""

    claim: Json
    named: Mapping[str, Json]
    end: int


def part_mutual(report: Report) -> Report:
    """Return a report in which each of two sides that accuse each other has a claim, events and numbers of its own.

    The id of such an event begins with its own and a stroke.
    """
    found = {one.claim["id"]: one for one in _mutual(report)}
    if not found:
        return report
    reading = dict(report.reading)
    reading["claims"] = [made for claim in reading["claims"] for made in _claims(claim, found)]
    parted = {event["id"]: found[event["claim"]] for event in reading["events"] if _is_in(event, found)}
    reading["events"] = [made for event in reading["events"] for made in _events(event, parted.get(event["id"]))]
    reading["quantities"] = [made for one in reading["quantities"] for made in _quantities(one, found, parted)]
    return replace(report, reading=reading)


def _mutual(report: Report) -> Iterator[Mutual]:
    for claim in report.reading["claims"]:
        source = claim["source"]
        if claim.get("mood") != "accused" or not source:
            continue
        sentence = report.sentence_at(source["start"])
        last = max(claim["content"]["start"], source["end"])
        words = EACH_OTHER.search(report.reading["text"], source["end"], sentence["end"])
        # "one another" may begin what the reading takes for the content
        if words is None or words.start() > last or last >= sentence["end"]:
            continue
        named = _named(report, source, words.start())
        if len(named) == SIDES:
            yield Mutual(claim=claim, named=named, end=words.end())


def _named(report: Report, source: Json, last: int) -> dict[str, Json]:
    """Return who is named between the first word of a source and "each other", the first mention of each side."""
    within = [m for m in report.reading["mentions"] if source["start"] <= m["start"] and m["end"] <= last]
    members = (report.entities.get(source["entity"] or "") or {}).get("members") or ()
    spans = (*sorted(within, key=lambda one: one["start"]), *({**source, "entity": one} for one in members))
    found: dict[str, Json] = {}
    for span in spans:
        party = report.party_named(report.side(span))
        if party is not None:
            found.setdefault(party, {name: span[name] for name in ("start", "end", "entity")})
    return found


def _claims(claim: Json, found: Mapping[str, Mutual]) -> Iterator[Json]:
    one = found.get(claim["id"])
    if one is None:
        yield claim
        return
    # what is left in the claim of both is neither's alone
    yield {**claim, "source": {**claim["source"], "entity": None}}
    for party, mention in one.named.items():
        yield {**claim, "id": _id(claim["id"], party), "source": mention}


def _is_in(event: Json, found: Mapping[str, Mutual]) -> bool:
    """Say whether an event is what both are accused of: behind the accusing words nobody else is its doer."""
    one = found.get(event["claim"] or "")
    return (
        one is not None and event["trigger"]["start"] >= one.end and all(a["start"] < one.end for a in event["actors"])
    )


def _events(event: Json, one: Mutual | None) -> Iterator[Json]:
    """Yield an event as each accuser tells it: the other did it, and of those before the words nobody suffered it."""
    if one is None:
        yield event
        return
    behind = [to for to in event["recipients"] if to["start"] >= one.end]
    for accuser in one.named:
        (other,) = (mention for party, mention in one.named.items() if party != accuser)
        own = {"id": _id(event["id"], accuser), "of": event["id"], "claim": _id(one.claim["id"], accuser)}
        yield {**event, **own, "actors": [other], "recipients": behind or [one.named[accuser]]}


def _quantities(one: Json, found: Mapping[str, Mutual], parted: Mapping[str, Mutual]) -> Iterator[Json]:
    mutual = parted.get(one.get("event") or "") or found.get(one.get("claim") or "")
    if mutual is None:
        yield one
        return
    for accuser in mutual.named:
        event = _id(one["event"], accuser) if one.get("event") in parted else one.get("event")
        yield {**one, "event": event, "claim": _id(mutual.claim["id"], accuser), "accuser": accuser}


def _id(id_: str, party: str) -> str:
    return f"{id_}/{party}"
