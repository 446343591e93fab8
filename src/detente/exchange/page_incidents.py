"""Incidents on the page: what several reports tell of one happening, with the reports under each."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from detente.exchange.page_items import ReportView

__all__ = ["IncidentItem", "IncidentView", "TellingView", "tellings_of", "view_incidents"]


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentItem:
    """An incident as the record has it; `tells` are documents with the ids of their events that tell of it."""

    id: str
    days: str | None
    places: tuple[str, ...]
    types: tuple[str, ...]
    voices: int
    sources: int
    summary: str
    tells: Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class TellingView:
    """That other reports tell of what an event tells: of which incident, and how many they are."""

    incident: str
    others: int


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentView:
    """An incident with those of its reports that the page shows, and how many it does not."""

    item: IncidentItem
    reports: tuple[ReportView, ...]
    elsewhere: int


def view_incidents(incidents: Iterable[IncidentItem], reports: Mapping[str, ReportView]) -> tuple[IncidentView, ...]:
    """Return the incidents that more than one report tells of and a report on the page does; `reports` by document."""
    found = []
    for item in incidents:
        shown = tuple(reports[one] for one in item.tells if one in reports)
        if shown and len(item.tells) > 1:
            ordered = tuple(sorted(shown, key=lambda report: report.number))
            found.append(IncidentView(item=item, reports=ordered, elsewhere=len(item.tells) - len(shown)))
    return tuple(found)


def tellings_of(incidents: Iterable[IncidentView], reports: Mapping[str, ReportView]) -> dict[str, TellingView]:
    """Return by what the page calls an event ("r3-V1") with whom it shares its incident."""
    return {
        f"r{reports[document].number}-{event}": TellingView(incident=one.item.id, others=len(one.item.tells) - 1)
        for one in incidents
        for document, events in one.item.tells.items()
        if document in reports
        for event in events
    }
