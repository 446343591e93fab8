"""What a report tells of a ceasefire: deeds that broke it, denials, figures, and that nothing was observed.

A deed concerns a ceasefire where one party does it to the other, its posts or its ground, where it is done at a place
of a stretch, or where the sentence says that a truce was broken. What is planned, feared or demanded is no violation.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from detente.core.ids import hash_parts
from detente.incidents.families import FAMILIES
from detente.registry.ceasefires.classing import BREACH, class_near, class_of_event
from detente.registry.ceasefires.definition import Ceasefire
from detente.registry.ceasefires.mutual import part_mutual
from detente.registry.ceasefires.report import OF_FORCE, TOLD, TRUCE, Json, Report
from detente.registry.ceasefires.told.days import days_of_event, is_before
from detente.registry.ceasefires.told.figures import figures_of
from detente.registry.ceasefires.told.harms import ToldDeed, harms_of
from detente.registry.ceasefires.told.none import remarks_on
from detente.registry.ceasefires.told.seen import seen_by_monitors
from detente.registry.ceasefires.violation import Said, Violation
from detente.registry.interval import Interval
from detente.registry.where import Locality

__all__ = ["violations_of"]

NOT_SO = frozenset({"denied", "negated"})
SHOULD = re.compile(r"\b(?:must|should|shall|ought|may|will|would|could|can|cannot|not to)\b", re.IGNORECASE)
"""Words before a deed that is only said not to be allowed, or not to come."""
NEAR = 25
"""Characters before a trigger in which they are looked for."""
NOTHING = re.compile(r"\s*(?:no|not a single|not one)\b(?! (?:further|more|less|fewer|later|sooner)\b)", re.IGNORECASE)
"""Words behind a deed that say that it was not: "fired no mortars"."""
MINE = re.compile(r"\b(?:hit|struck|stepped on|ran over|drove over|over) (?:a |an )?(?:land)?mine\b", re.IGNORECASE)
"""An accident with a mine, which the mine record keeps: nobody opened fire."""
ASKED = re.compile(r"(?:which|who|whose|whom|what|whether|how many)\b", re.IGNORECASE)
"""Words with which an indirect question begins: "unable to establish which side opened fire" denies nothing."""
NO_ROUND = re.compile(r"\bfired (?:no|not a single|not one)\b", re.IGNORECASE)


def violations_of(
    reading: Json,
    *,
    document: str,
    ceasefire: Ceasefire,
    published: str | None = None,
    known_at: str | None = None,
    incidents: Mapping[str, str] | None = None,
    voice: str | None = None,
) -> tuple[Violation, ...]:
    """Return what a reading (in the contract's form) tells of a ceasefire's violations, in the order of its text.

    `incidents` are the incidents of the record by the ids of the reading's events, `voice` names the text that the
    document is a copy of, `published` the day it came out where the desk knows it better than the reading.
    """
    report = Report(reading=reading, document=document, ceasefire=ceasefire)
    if not report.concerns_it:
        return ()
    report = part_mutual(report)
    found = [*_of_events(report, incidents or {})]
    figures = list(figures_of(report, {violation.event: violation.made for violation in found}))
    counted = {figure.event for figure in figures}
    unseen = list(remarks_on(report, [violation.made for violation in found]))
    made = [one for one in found if one.event not in counted and not _is_unseen(one, unseen)]
    whole = [*(one.made for one in made), *harms_of(report, found), *(figure.made for figure in figures), *unseen]
    whole += seen_by_monitors(report, whole)
    told = published or (day.isoformat() if (day := report.published()) else None)
    ordered = sorted(whole, key=lambda one: (one.evidence[0].start or 0, one.id))
    return tuple(replace(one, published=told, known_at=known_at, voice=voice or document) for one in ordered)


def _of_events(report: Report, incidents: Mapping[str, str]) -> Iterator[ToldDeed]:
    seen: dict[tuple[int, int], int] = {}
    for event in report.reading["events"]:
        at = (event["trigger"]["start"], event["trigger"]["end"])
        number = seen[at] = seen.get(at, -1) + 1
        if not _is_deed(report, event) or event["status"] not in TOLD | NOT_SO:
            continue
        if event["status"] == "negated" and SHOULD.search(report.reading["text"], max(0, at[0] - NEAR), at[0]):
            continue
        if event["status"] in NOT_SO and ASKED.match(report.words(event["evidence"])):
            continue
        interval = days_of_event(report, event)
        if _concerns(report, event) and not _is_earlier(report, event, interval):
            made = _violation(report, event, interval, incidents.get(event.get("of", event["id"])), number)
            yield ToldDeed(event=event["id"], made=made)


def _is_deed(report: Report, event: Json) -> bool:
    """Say whether an event is of force, or of a class of the taxonomy that is none: works, an exercise."""
    if FAMILIES.get(event["type"]) in OF_FORCE:
        return True
    taxonomy, trigger = report.ceasefire.taxonomy, (event["trigger"]["start"], event["trigger"]["end"])
    kind = class_near(taxonomy, report.reading["text"], trigger, within=trigger)
    return kind is not None and not taxonomy[kind].events and bool(report.doers(event["actors"]))


def _violation(report: Report, event: Json, interval: Interval | None, incident: str | None, number: int) -> Violation:
    ceasefire, trigger = report.ceasefire, event["trigger"]
    speaker = report.speaker(report.claims.get(event["claim"] or ""))
    doers = report.doers(event["actors"])
    alleged = next(iter(doers)) if len(doers) == 1 else None
    text = report.reading["text"]
    did_nothing = NOTHING.match(text, trigger["end"], event["evidence"]["end"]) or NO_ROUND.search(
        report.words(trigger)
    )
    status = "negated" if did_nothing and event["status"] in TOLD else event["status"]
    said = _said(status, speaker.column, alleged)
    if said == "denied" and alleged is None and speaker.column in {party.id for party in ceasefire.parties}:
        alleged = speaker.column  # a side can deny its own deed only: "that its artillery had fired"
    kind = class_of_event(ceasefire.taxonomy, report.reading["text"], event)
    return Violation(
        id=told_id(ceasefire.id, report.document, (trigger["start"], trigger["end"]), number),
        ceasefire=ceasefire.id,
        origin="report",
        said=said,
        claimant=speaker.column,
        claimant_name=speaker.name,
        via=speaker.via,
        alleged=alleged,
        alleged_words=", ".join(dict.fromkeys(map(report.words, event["actors"]))) or None,
        kind=kind,
        clauses=ceasefire.clauses_of(kind) if kind else (),
        interval=interval,
        where=_where(report, event),
        status=status,
        mood=speaker.mood,
        evidence=report.evidence(event["evidence"]),
        incident=incident,
        confidence=event["confidence"],
    )


def told_id(ceasefire: str, document: str, at: tuple[int, int], number: int) -> str:
    """Return the id of what a report tells in these words; `number` parts events that share them."""
    return hash_parts("told", ceasefire, document, *map(str, at), str(number))


def _said(status: str, claimant: str | None, alleged: str | None) -> Said:
    """Return what a status says. Whoever says of another that it did not do so, says that there was none of it."""
    if status in TOLD:
        return "some"
    return "none" if status == "negated" and claimant is not None and claimant != alleged else "denied"


def _concerns(report: Report, event: Json) -> bool:
    doers = report.doers(event["actors"])
    others = {party.id for party in report.ceasefire.parties} - doers
    if not doers and MINE.search(report.words(event["evidence"])):
        return False
    if doers and others & report.parties_of(event["recipients"]):
        return True
    place = report.reading["places"][event["place"]] if event["place"] is not None else None
    if place is not None and (report.stretch_of(place) or (doers and _is_ground_of(report, place, others))):
        return True
    if report.stretch_in(event["evidence"]) or (doers and _names_in_attack(report, event, others)):
        return True
    is_of_sides = _denies_its_own(report, event, doers) or _accuses_the_other(report, event, doers)
    return is_of_sides or _is_told_by_monitor(report, event) or _breaks_truce(report, event, doers)


def _names_in_attack(report: Report, event: Json, others: set[str]) -> bool:
    """Say whether the words behind an attack name the other party: "opened fire on Northmark's posts, wounding two"."""
    if event["type"] != "ASSAULT":
        return False
    first, last = event["trigger"]["end"], event["evidence"]["end"]
    behind = (m for m in report.reading["mentions"] if first <= m["start"] < last)
    return any(report.party_named(report.side(mention)) in others for mention in behind)


def _breaks_truce(report: Report, event: Json, doers: frozenset[str]) -> bool:
    """Say whether a truce is told to be broken, and neither by others nor, by nobody's word, by nobody of note."""
    if not (TRUCE.search(report.words(event["evidence"])) and BREACH.search(report.words(event["trigger"]))):
        return False
    if doers or not event["actors"]:
        return True
    speaker = report.speaker(report.claims.get(event["claim"] or ""))
    return speaker.column is not None and not any(map(report.is_stranger, report.sides(event["actors"])))


def _is_ground_of(report: Report, place: Json, parties: set[str]) -> bool:
    return any(place["country"] in party.countries for party in report.ceasefire.parties if party.id in parties)


def _denies_its_own(report: Report, event: Json, doers: frozenset[str]) -> bool:
    """Say whether a party denies a deed of its own forces: against whom, such a denial seldom says."""
    claim = report.claims.get(event["claim"] or "")
    return event["status"] in NOT_SO and report.speaker(claim).column in doers and not event["recipients"]


def _accuses_the_other(report: Report, event: Json, doers: frozenset[str]) -> bool:
    """Say whether a party says that the other attacked, and leaves out whom: "the army of Northmark opened fire"."""
    is_deed = event["type"] in {"ASSAULT", "MOBILIZE"} or FAMILIES.get(event["type"]) not in OF_FORCE
    if not is_deed or event["recipients"] or len(doers) != 1:
        return False
    speaker = report.speaker(report.claims.get(event["claim"] or ""))
    return speaker.column in {party.id for party in report.ceasefire.parties} - doers


def _is_told_by_monitor(report: Report, event: Json) -> bool:
    """Say whether a monitor of the ceasefire tells of it: what it tells of force is what it is there for."""
    speaker = report.speaker(report.claims.get(event["claim"] or ""))
    return speaker.column in {monitor.id for monitor in report.ceasefire.monitors}


def _is_earlier(report: Report, event: Json, interval: Interval | None) -> bool:
    """Say whether it is told of days before the ceasefire began or after it ended."""
    if interval is None:
        return is_before(report, event["trigger"]["start"])
    first, last = report.ceasefire.first, report.ceasefire.last
    return bool((first and interval.last.isoformat() < first) or (last and interval.first.isoformat() > last))


def _where(report: Report, event: Json) -> tuple[Locality, ...]:
    """Return the place that is told, by its name: a gazetteer's point for it is not where it happened."""
    if event["place"] is None:
        named = report.stretch_in(event["evidence"])
        return (Locality(words=named[0], of=named[1]),) if named else ()
    place = report.reading["places"][event["place"]]
    return (Locality(words=place["text"], of=report.stretch_of(place)),)


def _is_unseen(one: ToldDeed, unseen: Sequence[Violation]) -> bool:
    """Say whether it was read from the words that a monitor did not observe it, for which the remark stands."""
    if one.made.said == "some":
        return False
    held = one.made.evidence[0]
    spans = [(e.start or 0, e.end or 0) for remark in unseen for e in remark.evidence]
    return any((held.start or 0) < end and start < (held.end or 0) for start, end in spans)
