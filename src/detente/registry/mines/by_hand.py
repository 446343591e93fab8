"""Mine records that a person writes down: a file (TOML) with one or several, each with who says so and in which words.

Sizes and counts are written as people write them ("12 ha", "at least 5") and read as the cells of a table are.
"""

import tomllib
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from detente.core.errors import DetenteError, UsageError
from detente.core.ids import hash_parts
from detente.registry.count import Count
from detente.registry.evidence import Evidence
from detente.registry.forms import from_plain, to_plain
from detente.registry.interval import Interval
from detente.registry.mines.area import Area
from detente.registry.mines.cells import read_area
from detente.registry.mines.mapping import ALL
from detente.registry.mines.records import (
    DEVICES,
    RELEASES,
    Accident,
    Activity,
    Body,
    DeviceCount,
    Handover,
    Harmed,
    HazardousArea,
    LandReleased,
    MineFigure,
    MineRecord,
)
from detente.registry.mines.written import (
    Written,
    WrittenAccident,
    WrittenActivity,
    WrittenFigure,
    WrittenHandover,
    WrittenHazard,
    WrittenSheet,
)
from detente.registry.table_cells import read_count
from detente.registry.where import Locality

__all__ = ["records_by_hand"]

T = TypeVar("T")


def records_by_hand(data: bytes, *, name: str, by: str) -> tuple[MineRecord, ...]:
    """Return the records of a file. `by` is who writes them down.

    Raises `UsageError` that names the record where anything in it cannot be used; then nothing of the file is.
    """
    what = f"the mine records in {name}"
    try:
        content = tomllib.loads(data.decode("utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        message = f"{what} cannot be read: {error}; it is to be TOML in UTF-8"
        raise UsageError(message) from error
    sheet = from_plain(content, WrittenSheet, what=what)
    made = tuple(_records(sheet, what, by))
    if not made:
        message = f"{what}: there is none; write [[activity]], [[hazard]], [[accident]], [[handover]] or [[figure]]"
        raise UsageError(message)
    return made


def _records(sheet: WrittenSheet, what: str, by: str) -> Iterator[MineRecord]:
    for kind, make in MAKERS.items():
        for number, one in enumerate(getattr(sheet, kind), 1):
            try:
                yield make(one, _common(kind, one, by))
            except DetenteError as error:
                message = f"{what} cannot be used: {kind}[{number}]: {error}"
                raise UsageError(message) from error


def _common(kind: str, one: Written, by: str) -> dict[str, Any]:
    """Return what every record has; its id is of all that was written, so the same file again says nothing new."""
    for field in ("claimant", "words", "source"):
        if not getattr(one, field).strip():
            message = f"{field} is blank; say who says so, in which words, and where they stand"
            raise UsageError(message)
    first = one.first or one.last
    return {
        "id": hash_parts("mine-entered", kind, repr(to_plain(one))),
        "origin": "entered",
        "evidence": (Evidence(words=one.words, by=by, source=one.source),),
        "claimant": one.claimant,
        "via": one.via,
        "bodies": _bodies(one.bodies),
        "status": one.status,
        "status_words": one.status_words,
        "interval": Interval(first=first, last=one.last or first) if first else None,
        "where": tuple(Locality(words=place) for place in one.where),
        "supersedes": one.supersedes,
        "note": one.note,
    }


def _hazard(one: WrittenHazard, common: dict[str, Any]) -> HazardousArea:
    return HazardousArea(
        **common,
        certainty=one.certainty,
        state=one.state,
        hazards=one.hazards,
        area=_area(one.area, "area"),
        source=one.basis,
    )


def _activity(one: WrittenActivity, common: dict[str, Any]) -> Activity:
    ways = {way: area for way in RELEASES if (area := _area(getattr(one, way), way)) is not None}
    return Activity(
        **common,
        kind=one.kind,
        hazards=one.hazards,
        devices=tuple(
            DeviceCount(kind=some.kind, count=_count(some.count, "devices"), fate=some.fate) for some in one.devices
        ),
        released=LandReleased(**ways) if ways else None,
        surveyed=_area(one.surveyed, "surveyed"),
        reached=_count(one.reached, "reached"),
    )


def _accident(one: WrittenAccident, common: dict[str, Any]) -> Accident:
    if one.note is not None:
        message = "an accident has no note: free words may name who was hurt; persons are kept with mines people-add"
        raise UsageError(message)
    return Accident(
        **common,
        device=one.device,
        killed=_count(one.killed, "killed"),
        wounded=_count(one.wounded, "wounded"),
        groups=tuple(
            Harmed(harm=some.harm, group=some.group, count=count)
            for some in one.groups
            if (count := _count(some.count, "groups")) is not None
        ),
    )


def _handover(one: WrittenHandover, common: dict[str, Any]) -> Handover:
    return Handover(**common, what=one.what, to=_bodies(one.to), area=_area(one.area, "area"))


def _figure(one: WrittenFigure, common: dict[str, Any]) -> MineFigure:
    count, area = _count(one.count, "count"), _area(one.area, "area")
    if (count is None) == (area is None):
        message = "a figure is either a count or an area: write one of them"
        raise UsageError(message)
    known = (*DEVICES, ALL) if count else RELEASES
    if one.what not in known:
        message = f"what is {one.what[:40]!r}; of {'a count' if count else 'an area'} it is one of {', '.join(known)}"
        raise UsageError(message)
    if common["interval"] is None:
        message = "a figure needs its days: first and last, of a running total since when and to when"
        raise UsageError(message)
    return MineFigure(**common, what=one.what, running=one.running, count=count, area=area)


MAKERS: dict[str, Callable[[Any, dict[str, Any]], MineRecord]] = {
    "hazard": _hazard,
    "activity": _activity,
    "accident": _accident,
    "handover": _handover,
    "figure": _figure,
}


def _bodies(names: tuple[str, ...]) -> tuple[Body, ...]:
    return tuple(Body(name=name, words=name) for name in names)


def _count(said: str | None, field: str) -> Count | None:
    return _read(said, field, read_count)


def _area(said: str | None, field: str) -> Area | None:
    return _read(said, field, lambda cell: read_area(cell, unit=None))


def _read(said: str | None, field: str, read: Callable[[str], T]) -> T | None:
    """Return what somebody wrote in a field, None where it was left out. Raises `UsageError` that names the field."""
    if said is None:
        return None
    try:
        return read(said)
    except UsageError as error:
        message = f"{field}: {error}"
        raise UsageError(message) from error
