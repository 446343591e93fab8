"""Mine records of a reading: work that is told of, what it found, running totals, dangerous ground, handovers.

Plans, promises and denials are no work. Whatever is not told stays None.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from detente.core.ids import hash_parts
from detente.registry.mines.accidents import accidents_of
from detente.registry.mines.acts import AUXILIARY, UNTOUCHED, Act, Setting, acts_in
from detente.registry.mines.area import Area
from detente.registry.mines.grounds import grounds_of
from detente.registry.mines.owners import CLAUSES, counts_devices, device_of, end_of, fate_of, owner_of
from detente.registry.mines.records import ACTIVITIES, Activity, Body, DeviceCount, LandReleased, MineFigure, MineRecord
from detente.registry.mines.told import Told, area_of, count_of
from detente.registry.mines.words import load_words

__all__ = ["mine_records_of"]

Json = Mapping[str, Any]
MAPS = ("maps of", "map of", "records of")
ABOUT = re.compile(r"\b(?:about|on|over|near|for|in|to|from|against)\s+(?:the\s+|all\s+)?$", re.IGNORECASE)
"""What makes ground the matter or the place of a thing, and not that to which it is done."""
ABOUT_REACH = 20
CLEARS = frozenset({"clearance", "battle-area clearance"})
NO_WORK = frozenset({
    "promised", "threatened", "planned", "decided", "hoped", "expected", "feared", "warned", "demanded", "asked",
    "proposed", "refused", "denied", "believed",
})  # fmt: skip
"""Moods of claims in which nobody says that anything is done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scene:
    """A sentence, or the claim or clause in it, with the acts of one kind of work and the quantities of these."""

    claim: Json | None
    acts: tuple[Act, ...]
    quantities: tuple[tuple[Json, Act], ...]
    since: int
    until: int


def mine_records_of(
    reading: Json, *, document: str, published: str | None = None, voice: str | None = None, known_at: str | None = None
) -> tuple[MineRecord, ...]:
    """Return what a reading (in the form of its contract) tells of mines, in the order of its text.

    `published` (ISO 8601) is the report's day where the desk knows it, else the reading's own is taken; `voice` names
    the text that the document is a copy of; `known_at` is when the desk came to have the reading.
    """
    told = Told(reading=reading, document=document, words=load_words())
    if not _is_about_mines(told):
        return ()
    day = (published or (reading["published"] or {}).get("to") or "")[:10] or None
    common = {"origin": "report", "published": day, "voice": voice or document, "known_at": known_at}
    found: list[tuple[int, MineRecord]] = []
    for sentence in reading["sentences"]:
        for scene in _scenes(told, sentence):
            found += [(scene.acts[0].start, one) for one in _records(told, scene, common)]
        found += grounds_of(told, sentence, common, NO_WORK)
    found += accidents_of(told, common, NO_WORK)
    return tuple(one for _, one in sorted(found, key=lambda item: item[0]))


def _is_about_mines(told: Told) -> bool:
    hazard = any(one.label for one in told.words.hazards.find(told.plain))
    return hazard or any(one.first(told.plain) for one in (told.words.specific, told.words.areas, told.words.about))


def _scenes(told: Told, sentence: Json) -> Iterator[_Scene]:
    """Yield the kinds of work of a sentence, by who says so and whose clause it is."""
    acts = list(acts_in(told.plain, sentence["start"], sentence["end"], told.words, setting=_setting(told, sentence)))
    owned: dict[int, list[tuple[Json, Act]]] = {}
    for one in _of_sentence(told, sentence):
        if _is_of_work(told, one) and (act := owner_of(told, one, acts)):
            owned.setdefault(id(act), []).append((one, act))
    for (since, until), same in _together(told, sentence, acts):
        claim = told.claim_at(same[0].start)
        yield _Scene(
            claim=claim,
            acts=tuple(same),
            quantities=tuple(pair for act in same for pair in owned.get(id(act), [])),
            since=max(since, claim["content"]["start"]) if claim else since,
            until=min(until, claim["content"]["end"]) if claim else until,
        )


def _together(told: Told, sentence: Json, acts: Sequence[Act]) -> Iterator[tuple[tuple[int, int], list[Act]]]:
    """Yield the acts that are told, those of one kind, claim and clause together, each time with the clause."""
    groups: dict[tuple[str, str | None, tuple[int, int]], list[Act]] = {}
    clauses = list(_clauses(told, sentence, acts))
    for act in acts:
        claim = told.claim_at(act.start)
        if act.is_told and act.label != UNTOUCHED and not (claim and claim["mood"] in NO_WORK):
            kind = act.label if act.label in ACTIVITIES and act.label != "clearance" else ""
            clause = next(one for one in clauses if one[0] <= act.start < one[1])
            groups.setdefault((kind, claim["id"] if claim else None, clause), []).append(act)
    for (_, _, clause), same in groups.items():
        yield clause, same


def _of_sentence(told: Told, sentence: Json) -> Iterator[Json]:
    return (one for one in told.reading["quantities"] if sentence["start"] <= one["start"] < sentence["end"])


def _setting(told: Told, sentence: Json) -> Setting:
    """Return what bodies are called in a sentence, and its sizes of ground with the words for dangerous ground."""
    sizes = [(one["start"], one["end"]) for one in _of_sentence(told, sentence) if one["kind"] == "area"]
    areas = [
        one for one in told.words.areas.find(told.plain, sentence["start"], sentence["end"])
        if not ABOUT.search(told.plain, max(sentence["start"], one.start - ABOUT_REACH), one.start)
    ]  # fmt: skip
    names = [
        (one["start"], one["end"]) for one in told.mentions
        if one["kind"] in told.words.body_kinds and sentence["start"] <= one["start"] < sentence["end"]
    ]  # fmt: skip
    counted = [(one["start"], end_of(told, one)) for one in _of_sentence(told, sentence) if counts_devices(told, one)]
    return Setting(
        names=tuple(names),
        counted=tuple(counted),
        ground=tuple(sorted((*sizes, *((one.start, one.end) for one in areas)))),
    )


def _clauses(told: Told, sentence: Json, acts: Sequence[Act]) -> Iterator[tuple[int, int]]:
    """Yield the stretches of a sentence in which one and the same does the work: a new one begins with who does it."""
    start: int = sentence["start"]
    for act, after in pairwise(acts):
        found = (one for one in CLAUSES.finditer(told.plain, act.end, max(act.end, after.start)))
        new = next((one for one in found if told.begins_with_body(one.end(), after.start)), None)
        if new:
            yield start, new.start()
            start = new.start()
    yield start, sentence["end"]


def _is_of_work(told: Told, quantity: Json) -> bool:
    """Say whether a quantity counts devices, ground or people taught; what maps show is none of them."""
    before = told.plain[max(0, quantity["start"] - 10) : quantity["start"]].lower().rstrip()
    if quantity["text"].lower().startswith("not "):
        return False
    return (quantity["kind"] in ("area", "people") or counts_devices(told, quantity)) and not before.endswith(MAPS)


def _records(told: Told, scene: _Scene, common: Mapping[str, Any]) -> Iterator[MineRecord]:
    who = {**common, **told.who(scene.acts[0].start)}
    running = told.words.running.first(told.plain, scene.since, scene.until)
    since = told.since(running.start, running.end, common["published"]) if running else None
    is_total = running is not None and (since is not None or " " in told.plain[running.start : running.end])
    figures = list(_figures(told, scene, who, since)) if is_total else []
    if figures:
        yield from figures
    else:
        yield _activity(told, scene, who)


def _activity(told: Told, scene: _Scene, who: Mapping[str, Any]) -> Activity:
    first = scene.acts[0]
    kinds = [act.label for act in scene.acts if act.label in ACTIVITIES]
    mooded = next((act for act in scene.acts if act.mood), first)
    hazards = [one.label for one in told.words.hazards.find(told.plain, scene.since, scene.until) if one.label]
    released, surveyed = _ground(scene)
    people = [count_of(q) for q, _ in scene.quantities if q["kind"] == "people"]
    is_whole = len(people) == 1 and kinds[:1] == ["risk education"]  # of several, none is how many were reached
    return Activity(
        **who,
        id=hash_parts("mine-activity", told.document, str(first.start), str(first.end)),
        evidence=told.evidence((scene.since, scene.until)),
        bodies=_doers(told, scene, first, scene.acts[-1]),
        status=mooded.mood,  # type: ignore[arg-type]
        status_words=told.text[slice(*mooded.said)] if mooded.said else None,
        interval=told.days(scene.since, scene.until),
        where=told.places(first.end, scene.until) or told.places(scene.since, first.start),
        kind=kinds[0] if kinds else None,  # type: ignore[arg-type]
        hazards=tuple(dict.fromkeys(hazards)),  # type: ignore[arg-type]
        devices=tuple(_devices(told, scene)),
        released=released,
        surveyed=surveyed,
        reached=people[0] if is_whole else None,
    )


def _doers(told: Told, scene: _Scene, first: Act, last: Act) -> tuple[Body, ...]:
    """Return who does the work; of what "was cleared" only those by whom it was."""
    is_passive = AUXILIARY.search(told.plain[scene.since : first.start]) is not None
    if (
        is_passive
        and first.label != "EOD spot task"
        and not told.plain[first.start : first.end].lower().endswith("ing")
    ):
        return told.bodies_behind(last.end, scene.until)
    named = told.bodies_before(scene.since, first.start) or told.bodies_behind(last.end, scene.until)
    return named or told.speaker_as_doer(first.start)


def _devices(told: Told, scene: _Scene) -> Iterator[DeviceCount]:
    for quantity, act in scene.quantities:
        count = count_of(quantity) if counts_devices(told, quantity) else None
        if count is not None:
            yield DeviceCount(
                kind=device_of(told, quantity),  # type: ignore[arg-type]
                count=count,
                fate=fate_of(told, act, scene.acts),
            )


def _ground(scene: _Scene) -> tuple[LandReleased | None, Area | None]:
    """Return the ground released, by the word that says how, and the ground surveyed; the first told of each."""
    ways: dict[str, Area] = {}
    surveyed = None
    for quantity, act in scene.quantities:
        area = area_of(quantity) if quantity["kind"] == "area" else None
        if area is None:
            continue
        if act.label in ("cancelled", "reduced"):
            ways.setdefault(act.label, area)
        elif act.label in CLEARS:
            ways.setdefault("cleared", area)
        elif "survey" in act.label:
            surveyed = surveyed or area
    return (LandReleased(**ways) if ways else None), surveyed


def _figures(told: Told, scene: _Scene, who: Mapping[str, Any], since: Any) -> Iterator[MineFigure]:
    for quantity, act in scene.quantities:
        count = count_of(quantity) if counts_devices(told, quantity) else None
        area = area_of(quantity) if quantity["kind"] == "area" else None
        way = act.label if act.label in ("cancelled", "reduced") else "cleared" if act.label in CLEARS else None
        if count is None and (area is None or way is None):
            continue
        kind = device_of(told, quantity) or "devices"
        yield MineFigure(
            **who,
            id=hash_parts("mine-total", told.document, str(quantity["start"]), str(quantity["end"])),
            evidence=told.evidence((scene.since, scene.until)),
            bodies=_doers(told, scene, act, act),
            interval=since,
            where=told.places(act.end, scene.until),
            what=kind if count or way is None else way,
            running=True,
            count=count,
            area=area,
        )
