"""Mine records for people and for programs: who says so first, then what, in which words; or that it is not told."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from detente.pipeline.mines import MineRow
    from detente.registry.count import Count
    from detente.registry.mines.area import Area
    from detente.registry.mines.records import MineRecord
    from detente.store import EntryView

__all__ = ["plain_of", "row_of", "said_by", "whole_lines"]

NOT_TOLD = "not told"
SELF = "the report itself"
MEASURES = frozenset({"devices", "released", "surveyed", "reached", "area", "killed", "wounded", "groups", "count"})
"""Fields that say how many or how much; the others say what."""
PLAIN = frozenset({"count", "groups", "released"})
"""Those of them whose words say by themselves what they are of."""
FIRST = ("claimant", "via", "evidence")
APART = frozenset({*FIRST, "id", "origin", "interval", "published", "known_at", "voice", "row", "supersedes"})
"""Fields that have a line of their own, or are for programs."""

LABELS = {"source": "basis"}
"""What a field is called for people where its name would be taken for another: words have a source of their own."""


def said_by(one: "MineRecord") -> str:
    """Return who says so, and through whom."""
    via = f" (via {', '.join(one.via)})" if one.via else ""
    return f"{one.claimant or SELF}{via}"


def row_of(row: "MineRow") -> dict[str, Any]:
    """Return a record as a row of a list for people."""
    one = row.record
    return {
        "id": one.id,
        "claimed by": said_by(one),
        "what": _what(one),
        "status": one.status,
        "days": _days(one),
        "where": ", ".join(place.words for place in one.where) or None,
        "figures": "; ".join(_figures(one)) or NOT_TOLD,
        "done by": ", ".join(body.name for body in one.bodies) or None,
        "replaced by": (row.replaced_by or "")[:10] or None,
        "words": " … ".join(evidence.words for evidence in one.evidence),
    }


def plain_of(row: "MineRow") -> dict[str, Any]:
    """Return a record for programs: every field of its kind, null or empty where nothing is told."""
    from detente.registry.forms import to_plain

    one = row.record
    told = {field.name: to_plain(getattr(one, field.name)) for field in fields(one)}
    order = (*FIRST, *(name for name in told if name not in FIRST))
    return {"kind": row.kind, "id": one.id, **_named(told, order), "replaced_by": row.replaced_by}


def whole_lines(row: "MineRow", revisions: "tuple[EntryView, ...]") -> list[str]:
    """Return a record whole, as lines for people."""
    return list(_lines(row, revisions))


def _named(told: Mapping[str, Any], order: tuple[str, ...]) -> dict[str, Any]:
    # two fields would hide those of the record itself: an activity has a kind of its own
    return {("work" if name == "kind" else name): told[name] for name in order if name != "id"}


def _lines(row: "MineRow", revisions: "tuple[EntryView, ...]") -> Iterator[str]:
    one = row.record
    yield f"{said_by(one)} says:"
    for evidence in one.evidence:
        where = evidence.source or f"document {(evidence.document or '')[:10]}, {evidence.start}–{evidence.end}"
        by = f", written down by {evidence.by}" if evidence.by else ""
        yield f"  “{evidence.words}” ({where}{by})"
    yield f"what: {_what(one)}"
    yield f"days: {_days(one) or NOT_TOLD}"
    for field in fields(one):
        if field.name not in APART and field.name != "kind":
            yield f"{LABELS.get(field.name, field.name.replace('_', ' '))}: {_said(getattr(one, field.name))}"
    yield from _standing(row, revisions)


def _standing(row: "MineRow", revisions: "tuple[EntryView, ...]") -> Iterator[str]:
    one = row.record
    if one.supersedes:
        yield f"corrects {one.supersedes[:10]}, which stays: detente mines show DIR {one.supersedes[:10]}"
    if row.replaced_by:
        yield f"replaced by {row.replaced_by[:10]}"
    yield f"known here since {one.known_at or NOT_TOLD}; id {one.id}; {ORIGINS[one.origin]}"
    for view in revisions:
        made = view.made_at.isoformat(timespec="minutes").replace("+00:00", "Z")
        yield f"revision {view.revision} by {view.author}, {made}: {view.reason}"


ORIGINS = {
    "report": "told in a report, and worked out anew each time",
    "published": "brought from a table that a body publishes",
    "entered": "written down at the desk",
}


def _what(one: "MineRecord") -> str:
    """Return of what kind a record is, in words."""
    from detente.registry.mines.kept import kind_of

    told = _WHAT[kind_of(one)](one)
    hazards = ", ".join(getattr(one, "hazards", ()))
    return told + (f" ({hazards})" if hazards else "")


_WHAT: Mapping[str, Callable[[Any], str]] = {
    "mine-hazard": lambda one: f"{one.certainty or 'hazardous'} area",
    "mine-activity": lambda one: one.kind or "work on mines, kind not told",
    "mine-accident": lambda one: f"accident with {one.device}" if one.device else "accident",
    "mine-handover": lambda one: f"handover of {one.what or 'what is not told'}",
    "mine-figure": lambda one: f"{'running total' if one.running else 'figure'}: {one.what}",
}


def _days(one: "MineRecord") -> str | None:
    if one.interval is not None:
        first, last = one.interval.first.isoformat(), one.interval.last.isoformat()
        return first if first == last else f"{first} to {last}"
    return f"not told; reported {one.published[:10]}" if one.published else None


def _figures(one: "MineRecord") -> Iterator[str]:
    """Yield what of a record is told in numbers, in the claimant's words."""
    for field in fields(one):
        value = getattr(one, field.name)
        if field.name in MEASURES and _is_told(value):
            yield _said(value) if field.name in PLAIN else f"{field.name} {_said(value)}"


def _is_told(value: Any) -> bool:
    from detente.registry.mines.records import DeviceCount

    if isinstance(value, tuple):
        return any(not isinstance(one, DeviceCount) or one.count is not None for one in value)
    return value is not None


def _said(value: Any) -> str:
    """Return a value of a record in words; what nobody told is said to be so."""
    if value is None or value == ():
        return NOT_TOLD
    return ", ".join(_said(one) for one in value) if isinstance(value, tuple) else _told(value)


def _told(value: Any) -> str:
    from detente.registry.count import Count
    from detente.registry.mines import records
    from detente.registry.mines.area import Area

    if isinstance(value, Count | Area):
        return _quoted(value)
    if isinstance(value, records.DeviceCount):
        fate = f" ({value.fate})" if value.fate else ""
        return f"{_said(value.count)} {value.kind or 'kind not told'}{fate}"
    if isinstance(value, records.Harmed):
        return f"{value.group} {value.harm} {_quoted(value.count)}"
    if isinstance(value, records.LandReleased):
        ways = ((way, getattr(value, way)) for way in records.RELEASES)
        return ", ".join(f"{way} {_quoted(area)}" for way, area in ways if area is not None)
    return str(getattr(value, "name", None) or getattr(value, "words", None) or value)


def _quoted(told: "Count | Area") -> str:
    return f"“{told.words}”"
