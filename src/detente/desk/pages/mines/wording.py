"""Mine records in words: who says so first, then what; what is not told is said to be so."""

from collections.abc import Iterator
from dataclasses import fields
from typing import Any

from detente.display.language import mark, say
from detente.display.witness import unnamed_report
from detente.registry.count import Count
from detente.registry.mines import records
from detente.registry.mines.area import Area
from detente.registry.mines.records import (
    Accident,
    Activity,
    DeviceCount,
    Handover,
    HazardousArea,
    MineFigure,
    MineRecord,
)

__all__ = ["FIELDS", "KINDS", "ORIGINS", "days_told", "figures_told", "said_by", "value_words", "what_words"]

KINDS = {
    "hazard": mark("hazards"),
    "activity": mark("work on mines"),
    "survey": mark("surveys"),
    "clearance": mark("clearance"),
    "battle-area-clearance": mark("battle-area clearance"),
    "spot-task": mark("EOD spot tasks"),
    "risk-education": mark("risk education"),
    "land-released": mark("land released"),
    "devices": mark("devices found"),
    "accident": mark("accidents"),
    "handover": mark("handovers"),
    "figure": mark("published figures"),
}
"""What a list may be narrowed to, as the registry names it."""
ORIGINS = {
    "report": mark("from a report, and worked out anew each time"),
    "published": mark("brought from a table that a body publishes"),
    "entered": mark("written down at the desk"),
}
FIELDS = {
    "bodies": mark("done by"),
    "status": mark("status"),
    "status_words": mark("in its words"),
    "where": mark("where"),
    "certainty": mark("suspected or confirmed"),
    "state": mark("state"),
    "hazards": mark("hazards"),
    "area": mark("size"),
    "source": mark("basis"),
    "kind": mark("work"),
    "devices": mark("devices"),
    "released": mark("land released"),
    "surveyed": mark("surveyed"),
    "reached": mark("people reached"),
    "device": mark("device"),
    "killed": mark("killed"),
    "wounded": mark("wounded"),
    "groups": mark("by age and sex"),
    "what": mark("about what"),
    "to": mark("given to"),
    "running": mark("running total"),
    "count": mark("figure"),
    "note": mark("note"),
}
"""What each field of a record is called. Fields that are for programs are not among them."""
MEASURES = ("count", "area", "devices", "released", "surveyed", "reached", "killed", "wounded", "groups")


def said_by(one: MineRecord) -> str:
    """Return who says so, and through whom."""
    who = one.claimant or unnamed_report()
    return say("%(who)s, through %(via)s", who=who, via=", ".join(one.via)) if one.via else who


def what_words(one: MineRecord) -> str:
    """Return of what kind a record is."""
    told = _kind_words(one)
    hazards = ", ".join(getattr(one, "hazards", ()))
    return f"{told} ({hazards})" if hazards else told


def days_told(one: MineRecord) -> str:
    """Return the days that a record tells, empty where it tells none."""
    if one.interval is None:
        return ""
    first, last = one.interval.first.isoformat(), one.interval.last.isoformat()
    return first if first == last else say("%(first)s to %(last)s", first=first, last=last)


def figures_told(one: MineRecord) -> str:
    """Return what of a record is told in numbers, in the claimant's words."""
    return "; ".join(_figures(one))


def value_words(value: Any) -> str:
    """Return a value of a record in words; empty where nobody told it."""
    if value is None or value == ():
        return ""
    if isinstance(value, tuple):
        return ", ".join(filter(None, map(value_words, value)))
    if isinstance(value, bool):
        return say("yes") if value else say("no")
    return _one(value)


def _kind_words(one: MineRecord) -> str:
    match one:
        case HazardousArea():
            sure = {"suspected": say("suspected area"), "confirmed": say("confirmed area")}
            return sure.get(one.certainty or "", say("hazardous area"))
        case Activity():
            return one.kind or say("work on mines, kind not reported")
        case Accident():
            return say("accident with %(what)s", what=one.device) if one.device else say("accident")
        case Handover():
            return say("handover of %(what)s", what=one.what or say("what is not reported"))
        case MineFigure():
            return say("running total: %(what)s", what=one.what) if one.running else say(
                "figure: %(what)s", what=one.what)  # fmt: skip
    return say("record")


def _figures(one: MineRecord) -> Iterator[str]:
    known = {field.name for field in fields(one)}
    for name in MEASURES:
        value = getattr(one, name) if name in known else None
        if value is None or not _is_told(value):
            continue
        told = value_words(value)
        plain = name in {"count", "groups", "released", "devices"}
        yield told if plain else say("%(what)s %(told)s", what=say(FIELDS[name]), told=told)


def _is_told(value: Any) -> bool:
    if isinstance(value, tuple):
        return any(not isinstance(one, DeviceCount) or one.count is not None for one in value)
    return True


def _one(value: Any) -> str:
    match value:
        case Count() | Area():
            return f"“{value.words}”"
        case DeviceCount():
            told = value_words(value.count) or say("number not reported")
            fate = f" ({value.fate})" if value.fate else ""
            return say("%(number)s %(kind)s", number=told, kind=f"{value.kind or say('kind not reported')}{fate}")
        case records.Harmed():
            return say("%(group)s %(harm)s “%(n)s”", group=value.group, harm=value.harm, n=value.count.words)
        case records.LandReleased():
            ways = ((way, getattr(value, way)) for way in records.RELEASES)
            return ", ".join(say("%(way)s “%(n)s”", way=way, n=area.words) for way, area in ways if area is not None)
    return str(getattr(value, "name", None) or getattr(value, "words", None) or value)
