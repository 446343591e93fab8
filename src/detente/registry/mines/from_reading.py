"""Mine records of a reading: work that is told of, what it found, running totals, dangerous ground, handovers.

Plans, promises and denials are no work. Whatever is not told stays None.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from detente.core.ids import hash_parts
from detente.registry.mines.accidents import accidents_of
from detente.registry.mines.acts import AUXILIARY, Act, acts_in
from detente.registry.mines.area import Area
from detente.registry.mines.grounds import grounds_of
from detente.registry.mines.records import ACTIVITIES, Activity, Body, DeviceCount, LandReleased, MineFigure, MineRecord
from detente.registry.mines.told import Told, area_of, count_of
from detente.registry.mines.words import load_words

__all__ = ["mine_records_of"]

Json = Mapping[str, Any]
LOOSE = frozenset({"other", "weapons"})
"""Kinds of quantities that are of devices where their words name one."""
MAPS = ("maps of", "map of", "records of")
DONE_TO = re.compile(r"[\w ]{0,30}\b(?:was|were|been)\s+(?:\w+ly\s+)?")
"""What stands between a quantity and what was done to it."""
NO_WORK = frozenset({
    "promised", "threatened", "planned", "decided", "hoped", "expected", "feared", "warned", "demanded", "asked",
    "proposed", "refused", "denied", "believed",
})  # fmt: skip
"""Moods of claims in which nobody says that anything is done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scene:
    """A sentence, or the claim in it, with the acts of one kind of work and the quantities that are theirs."""

    sentence: Json
    claim: Json | None
    acts: tuple[Act, ...]
    quantities: tuple[tuple[Json, Act], ...]

    @property
    def since(self) -> int:
        start: int = self.sentence["start"]
        return max(start, self.claim["content"]["start"]) if self.claim else start

    @property
    def until(self) -> int:
        end: int = self.sentence["end"]
        return min(end, self.claim["content"]["end"]) if self.claim else end


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
        found += grounds_of(told, sentence, {**common, **told.who(sentence["start"])}, NO_WORK)
    found += accidents_of(told, common, NO_WORK)
    return tuple(one for _, one in sorted(found, key=lambda item: item[0]))


def _is_about_mines(told: Told) -> bool:
    hazard = any(one.label for one in told.words.hazards.find(told.plain))
    return hazard or told.words.specific.first(told.plain) is not None


def _scenes(told: Told, sentence: Json) -> Iterator[_Scene]:
    """Yield the kinds of work of a sentence; quantities belong to the act before them, else to that behind them."""
    acts = list(acts_in(told.plain, sentence["start"], sentence["end"], told.words))
    if not acts:
        return
    owned: dict[int, list[tuple[Json, Act]]] = {}
    for one in told.reading["quantities"]:
        if sentence["start"] <= one["start"] < sentence["end"] and _is_of_work(told, one):
            act = _owner(told, one, acts)
            owned.setdefault(id(act), []).append((one, act))
    groups: dict[tuple[str, str | None], list[Act]] = {}
    for act in acts:
        claim = told.claim_at(act.start)
        if act.is_told and not (claim and claim["mood"] in NO_WORK):
            kind = act.label if act.label in ACTIVITIES and act.label != "clearance" else ""
            groups.setdefault((kind, claim["id"] if claim else None), []).append(act)
    for same in groups.values():
        yield _Scene(
            sentence=sentence,
            claim=told.claim_at(same[0].start),
            acts=tuple(same),
            quantities=tuple(pair for act in same for pair in owned.get(id(act), [])),
        )


def _is_of_work(told: Told, quantity: Json) -> bool:
    """Say whether a quantity counts devices, ground or people taught; what maps show is none of them."""
    before = told.plain[max(0, quantity["start"] - 10) : quantity["start"]].lower().rstrip()
    return (quantity["kind"] in ("area", "people") or _counts_devices(told, quantity)) and not before.endswith(MAPS)


def _counts_devices(told: Told, quantity: Json) -> bool:
    return quantity["kind"] == "mines" or (quantity["kind"] in LOOSE and device_of(told, quantity) is not None)


def _owner(told: Told, quantity: Json, acts: Sequence[Act]) -> Act:
    behind = next((act for act in acts if act.start >= quantity["end"]), None)
    if behind and DONE_TO.fullmatch(told.plain, quantity["end"], behind.start):
        return behind
    before = bisect_right(acts, quantity["start"], key=lambda act: act.end)
    return acts[max(before - 1, 0)]


def _records(told: Told, scene: _Scene, common: Mapping[str, Any]) -> Iterator[MineRecord]:
    who = {**common, **told.who(scene.acts[0].start)}
    running = told.words.running.first(told.plain, scene.sentence["start"], scene.sentence["end"])
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
    released, surveyed = _ground(scene, kinds)
    people = [count_of(q) for q, _ in scene.quantities if q["kind"] == "people"]
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
        reached=people[0] if people and kinds[:1] == ["risk education"] else None,
    )


def _doers(told: Told, scene: _Scene, first: Act, last: Act) -> tuple[Body, ...]:
    """Return who does the work; of what "was cleared" only those by whom it was."""
    is_passive = AUXILIARY.search(told.plain[scene.since : first.start]) is not None
    if is_passive and not told.plain[first.start : first.end].lower().endswith("ing"):
        return told.bodies_behind(last.end, scene.until)
    return told.bodies_before(scene.since, first.start) or told.bodies_behind(last.end, scene.until)


def _devices(told: Told, scene: _Scene) -> Iterator[DeviceCount]:
    for quantity, act in scene.quantities:
        count = count_of(quantity) if _counts_devices(told, quantity) else None
        if count is not None:
            fate = told.words.fates.first(told.plain, act.start, act.end)
            yield DeviceCount(
                kind=device_of(told, quantity),  # type: ignore[arg-type]
                count=count,
                fate=fate.label if fate else None,
            )


def device_of(told: Told, quantity: Json) -> str | None:
    """Return the category of what a quantity counts, by its words; None where they name none."""
    found = [one.label for one in told.words.hazards.find(told.plain, quantity["start"], quantity["end"]) if one.label]
    return found[-1] if found else None


def _ground(scene: _Scene, kinds: Sequence[str]) -> tuple[LandReleased | None, Area | None]:
    """Return the ground released, by the word that says how, and the ground surveyed; the first told of each."""
    ways: dict[str, Area] = {}
    surveyed = None
    for quantity, act in scene.quantities:
        area = area_of(quantity) if quantity["kind"] == "area" else None
        if area is None:
            continue
        if act.label in ("cancelled", "reduced"):
            ways.setdefault(act.label, area)
        elif act.label in ("clearance", "battle-area clearance"):
            ways.setdefault("cleared", area)
        elif "survey" in "".join(kinds):
            surveyed = surveyed or area
    return (LandReleased(**ways) if ways else None), surveyed


def _figures(told: Told, scene: _Scene, who: Mapping[str, Any], since: Any) -> Iterator[MineFigure]:
    for quantity, act in scene.quantities:
        count = count_of(quantity) if _counts_devices(told, quantity) else None
        area = area_of(quantity) if quantity["kind"] == "area" else None
        if count is None and area is None:
            continue
        kind = device_of(told, quantity) or "devices"
        yield MineFigure(
            **who,
            id=hash_parts("mine-total", told.document, str(quantity["start"]), str(quantity["end"])),
            evidence=told.evidence((scene.since, scene.until)),
            bodies=_doers(told, scene, act, act),
            interval=since,
            where=told.places(act.end, scene.until),
            what=kind if count else (act.label if act.label in ("cancelled", "reduced") else "cleared"),
            running=True,
            count=count,
            area=area,
        )
