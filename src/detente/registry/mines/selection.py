"""Which mine records a list shows: of copies of one text one each, of the days and the kinds that are asked for."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, replace

from detente.core.ids import hash_parts
from detente.registry.interval import Interval
from detente.registry.mines.records import Accident, Activity, Handover, HazardousArea, MineFigure, MineRecord

__all__ = ["KIND_NAMES", "corrected", "days_of", "is_of_kind", "is_within", "once_of_copies", "replaced_by"]

OF_ONE_REPORT = frozenset({"id", "evidence", "known_at", "published", "confidence", "via", "status_words"})
"""What copies of one text may have each of its own, or put in other words."""


def _is_activity(*kinds: str) -> Callable[[MineRecord], bool]:
    return lambda one: isinstance(one, Activity) and one.kind in kinds


KIND_NAMES: Mapping[str, Callable[[MineRecord], bool]] = {
    "hazard": lambda one: isinstance(one, HazardousArea),
    "activity": lambda one: isinstance(one, Activity),
    "survey": _is_activity("non-technical survey", "technical survey"),
    "clearance": _is_activity("clearance"),
    "battle-area-clearance": _is_activity("battle-area clearance"),
    "spot-task": _is_activity("EOD spot task"),
    "risk-education": _is_activity("risk education"),
    "land-released": lambda one: isinstance(one, Activity) and one.released is not None and one.status != "planned",
    "devices": lambda one: isinstance(one, Activity) and bool(one.devices),
    "accident": lambda one: isinstance(one, Accident),
    "handover": lambda one: isinstance(one, Handover),
    "figure": lambda one: isinstance(one, MineFigure),
}
"""What may be asked for. A record may be of several: work that found devices is an activity and tells of devices."""


def is_of_kind(one: MineRecord, names: Iterable[str]) -> bool:
    """Say whether a record is of one of the kinds that are named; of any where none is."""
    wanted = list(names)
    return not wanted or any(KIND_NAMES[name](one) for name in wanted)


def days_of(one: MineRecord) -> tuple[dt.date, dt.date] | None:
    """Return the days a record is of: those that it tells, else that of its report; None where neither is known."""
    if one.interval is not None:
        return one.interval.first, one.interval.last
    told = dt.date.fromisoformat(one.published[:10]) if one.published else None
    return (told, told) if told else None


def is_within(one: MineRecord, interval: Interval | None) -> bool:
    """Say whether a record has a day within those asked for; one without any day is within none of them."""
    days = days_of(one)
    return interval is None or (days is not None and days[0] <= interval.last and interval.first <= days[1])


def once_of_copies(told: Iterable[tuple[str, MineRecord]]) -> Iterator[MineRecord]:
    """Yield the records of reports, each with its document, of copies of one text only those of the first.

    What a report says twice is kept twice: only as often as another copy has said the same already is it left out.
    """
    seen: set[tuple[object, ...]] = set()
    counts: dict[tuple[object, ...], int] = {}
    for document, one in told:
        said = (type(one).__name__, *_told(one))
        nth = counts[(document, *said)] = counts.get((document, *said), 0) + 1
        if (nth, *said) not in seen:
            seen.add((nth, *said))
            yield one


def _told(one: MineRecord) -> Iterator[object]:
    for field in fields(one):
        if field.name not in OF_ONE_REPORT:
            yield getattr(one, field.name)


def replaced_by(records: Iterable[MineRecord]) -> dict[str, str]:
    """Return for the ids of records that were corrected the id of the one that corrects each."""
    return {one.supersedes: one.id for one in records if one.supersedes}


def corrected(new: Sequence[MineRecord], kept: Iterable[MineRecord]) -> list[MineRecord]:
    """Return what is new, each figure noting which kept one of the same body, kind, place and days it corrects.

    A figure that was corrected and is told again corrects what corrected it, under an id of its own: the claimant went
    back to it. Of other records nobody knows whether a second one of a day corrects the first: those are both kept.
    """
    every = list(kept)
    there, gone = {one.id for one in every}, replaced_by(every)
    standing = {_key(one): one for one in every if isinstance(one, MineFigure) and one.id not in gone}
    told = {(_key(one), _measure(one)) for one in new if isinstance(one, MineFigure)}
    found: list[MineRecord] = []
    for one in new:
        now = standing.get(_key(one)) if isinstance(one, MineFigure) else None
        if one.id not in there:
            found.append(replace(one, supersedes=now.id) if now else one)
        elif one.id in gone and now is not None and (_key(now), _measure(now)) not in told:
            found.append(replace(one, id=hash_parts("mine-again", one.id, now.id), supersedes=now.id))
    return found


def _measure(one: MineFigure) -> tuple[object, ...]:
    """Return how much a figure says, in whatever words."""
    told = one.count or one.area
    return (told.low, told.high, told.qualifier) if told else ()


def _key(one: MineFigure) -> tuple[object, ...]:
    bodies, where = tuple(body.name for body in one.bodies), tuple(place.words for place in one.where)
    measure = "area" if one.area else "count"
    return (one.claimant or "").casefold(), bodies, one.what, one.running, measure, one.interval, where
