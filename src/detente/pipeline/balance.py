"""What a desk reads, report by report, as the balance of its sources counts it."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from detente.pipeline.registries import Desk, stored_desk
from detente.registry.ceasefires.definition import Ceasefire
from detente.registry.ceasefires.parse import ceasefire_from_json
from detente.registry.watch.balance import Kept, Sides, side_of, sides_of
from detente.registry.watch.publishers import publisher_kind
from detente.store import (
    NOW,
    Changes,
    DocumentView,
    EntryView,
    Known,
    Record,
    brought_forward,
    derived,
    documents,
    growing,
    kept_entries,
    voices,
)

__all__ = ["Heard", "gather_heard"]

DAY, MONTH = 10, 7
"""Letters of a day and of a month in ISO form."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """All reports that a record holds, and the sides and ceasefires that its desk knows."""

    kept: tuple[Kept, ...]
    sides: Sides
    ceasefires: tuple[Ceasefire, ...]


def gather_heard(record: Record, *, known_on: Known = NOW) -> Heard:
    """Return every report with its outlet, voice, language, kind, day and side, in the order in which they came."""
    desk = stored_desk(record, known_on=known_on)
    found = kept_entries(record, "ceasefire", known_on=known_on)
    every, voice = _reports(record, known_on=known_on), voices(record, known_on=known_on)
    return derived(record, "heard", lambda: _heard(desk, found, every, voice), desk, found, every, voice,
                   known_on=known_on)  # fmt: skip


def _heard(desk: Desk, found: Iterable[EntryView], every: "Mapping[str, _Report]", voice: Mapping[str, str]) -> Heard:
    ceasefires = tuple(ceasefire_from_json(one.content) for one in found)
    sides = sides_of(desk.actors, ceasefires)
    of_outlet = {outlet: side_of(outlet, sides) for outlet in {one.outlet for one in every.values()}}
    kept = tuple(
        Kept(
            document=id_, voice=voice.get(id_, id_), outlet=one.outlet, kind=publisher_kind(one.outlet, form=one.form),
            form=one.form, language=one.language, day=one.published[:DAY] or None,
            month=one.published[:MONTH] or None, side=of_outlet[one.outlet],
        )
        for id_, one in sorted(every.items(), key=lambda item: (item[1].added, item[0]))
    )  # fmt: skip
    return Heard(kept=kept, sides=sides, ceasefires=ceasefires)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Report:
    """A report as the balance asks for it."""

    outlet: str | None
    form: str
    language: str | None
    published: str
    added: dt.datetime


def _more_reports(last: dict[str, _Report], changed: Changes, record: Record, *, known_on: Known) -> dict[str, _Report]:
    """Bring forward which reports there are."""
    now = _read(documents(record, among=sorted(changed.documents), known_on=known_on)) if changed.documents else {}
    return brought_forward(last, now, changed.documents)


@growing(_more_reports)
def _reports(record: Record, *, known_on: Known) -> dict[str, _Report]:
    return _read(documents(record, known_on=known_on))


def _read(views: Iterable[DocumentView]) -> dict[str, _Report]:
    return {
        one.id: _Report(
            outlet=one.publisher, form=one.format, language=one.language or one.identified,
            published=one.published or "", added=one.added_at,
        )
        for one in views
    }  # fmt: skip
