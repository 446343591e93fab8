"""All that a record holds of a ceasefire for some days: what reports and observers tell, published figures, claims.

What reports and observers tell is worked out anew each time it is asked for, so that a newer reading, a review or a
withdrawal changes it, and asking as of a day shows what was known then.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from detente.core.errors import UsageError
from detente.core.ids import hash_parts
from detente.incidents.from_reading import keyed_events
from detente.pipeline.efforts import gather_efforts
from detente.pipeline.registries import Desk
from detente.pipeline.told import Reader, told_by
from detente.registry.assertions.telling import Telling
from detente.registry.ceasefires.claimed import ClaimedItem, claimed_of
from detente.registry.ceasefires.corrections import order_corrections
from detente.registry.ceasefires.definition import Ceasefire
from detente.registry.ceasefires.effort.effort import Effort
from detente.registry.ceasefires.from_observation import violations_of_observation
from detente.registry.ceasefires.from_reading import violations_of
from detente.registry.ceasefires.parse import ceasefire_from_json
from detente.registry.ceasefires.repeats import with_corrections
from detente.registry.ceasefires.told.days import CLOSE
from detente.registry.ceasefires.violation import Violation
from detente.registry.forms import from_plain
from detente.registry.interval import Interval
from detente.store import (
    NOW,
    EntryView,
    Known,
    Record,
    added_days,
    entries,
    events_told,
    observed,
    readings_telling,
    remembered_entries,
)

__all__ = [
    "Told", "ceasefire_subject", "claimed_reader", "days_near", "gather_ceasefire", "is_within", "kept_ceasefires",
    "kept_figures",
    "stored_ceasefire", "told_once", "violations_reader",
]  # fmt: skip

BEFORE, AFTER = dt.timedelta(days=7), dt.timedelta(days=60)
"""How long before the first day, and how long after the last, reports are looked at that tell of no days at all.

What tells of a day is looked at whenever it came out.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What is said of a ceasefire: violations of all origins, whatever their days, and what is claimed in those.

    `efforts` are what it took to see what was seen on these days.
    """

    violations: tuple[Violation, ...]
    claimed: tuple[ClaimedItem, ...]
    efforts: tuple[Effort, ...] = ()


def ceasefire_subject(id_: str) -> str:
    """Return under what a record keeps the ceasefire of an id."""
    return hash_parts("ceasefire", id_)


@remembered_entries
def kept_ceasefires(record: Record, *, known_on: Known = NOW) -> tuple[tuple[Ceasefire, EntryView], ...]:
    """Return the ceasefires of the record, each with its last revision."""
    found = entries(record, kind="ceasefire", known_on=known_on)
    return tuple((ceasefire_from_json(one.content), one) for one in found)


def stored_ceasefire(record: Record, id_: str, *, known_on: Known = NOW) -> tuple[Ceasefire, EntryView]:
    """Return a ceasefire of the record with its last revision. Raises `UsageError` where there is none."""
    found = kept_ceasefires(record, known_on=known_on)
    for ceasefire, one in found:
        if one.owner == id_:
            return ceasefire, one
    there = ", ".join(one.owner for _, one in found)
    what = f"there are {there}" if there else "there is none; keep one from a file: detente ceasefire define DIR FILE"
    message = f"no ceasefire {id_[:60]!r} is kept here{' then' if known_on.at else ''}: {what}"
    raise UsageError(message)


@remembered_entries
def kept_figures(record: Record, ceasefire: str, *, known_on: Known = NOW) -> tuple[Violation, ...]:
    """Return the published figures that people brought, each known since its last revision was kept.

    Which of them corrects which follows from all that are kept then, and is not what was written down with each.
    """
    kept = entries(record, kind="figure", owner=ceasefire, known_on=known_on)
    return order_corrections(
        replace(
            from_plain(one.content, Violation, what="a figure of this record"),
            known_at=one.made_at.isoformat(timespec="seconds"),
        )
        for one in kept
    )


def gather_ceasefire(record: Record, ceasefire: Ceasefire, interval: Interval, *, known_on: Known = NOW) -> Told:
    """Return what is said of a ceasefire by reports that tell of these days, by observers on them, and by bodies.

    What reports say without days is there as far as they came out near them.
    """
    added = added_days(record, known_on=known_on)
    told, claimed = _told(record, ceasefire, interval, known_on)
    violations = (
        *told_once(told),
        *_observed(record, ceasefire, interval, added, known_on),
        *kept_figures(record, ceasefire.id, known_on=known_on),
    )
    return Told(
        violations=with_corrections(violations),
        claimed=tuple(one for one in claimed.values() if is_within(one, interval)),
        efforts=gather_efforts(record, ceasefire, interval, known_on=known_on),
    )


def _told(
    record: Record, ceasefire: Ceasefire, interval: Interval, known_on: Known
) -> tuple[list[Violation], dict[object, ClaimedItem]]:
    """Return what reports tell, and what is claimed in them, of copies of one text once."""
    belongs = events_told(record, known_on=known_on.at)
    near = days_near(interval)
    asked = readings_telling(record, interval.first, interval.last, near=near, precisions=CLOSE, known_on=known_on)
    desk = Desk(watches=(), assertions=())
    told = told_by(record, desk, violations_reader(ceasefire), among=asked, known_on=known_on)
    claimed = told_by(record, desk, claimed_reader(ceasefire), among=asked, known_on=known_on)
    violations = [
        replace(one, incident=belongs[one.incident][0] if one.incident in belongs else None)
        for report in told
        for one in report.found
        if one.interval is not None or _came_out(one, near)
    ]
    return violations, {
        (report.voice, one.kind, one.claimant_name, one.words): one for report in claimed for one in report.found
    }


def violations_reader(ceasefire: Ceasefire) -> Reader[Violation]:
    """Return what reads violations out of a report; the key of an event stands for the incident that it belongs to."""

    def read(telling: Telling) -> Iterator[Violation]:
        keys = {event["id"]: key for event, key in keyed_events(telling.reading, document=telling.document)}
        yield from violations_of(
            telling.reading, document=telling.document, ceasefire=ceasefire, known_at=telling.known_at, incidents=keys
        )

    return Reader(name=f"violations of {ceasefire.id}", kind=Violation, read=read, inputs=ceasefire)


def claimed_reader(ceasefire: Ceasefire) -> Reader[ClaimedItem]:
    """Return what reads what is claimed of a ceasefire out of a report."""

    def read(telling: Telling) -> Iterator[ClaimedItem]:
        yield from claimed_of(telling.reading, document=telling.document, ceasefire=ceasefire)

    return Reader(name=f"claimed of {ceasefire.id}", kind=ClaimedItem, read=read, inputs=ceasefire)


def told_once(violations: Iterable[Violation]) -> Iterator[Violation]:
    """Yield violations, of copies of one text only one that has a figure: happenings are counted by voice anyway."""
    seen = set()
    for one in violations:
        figure = (one.voice, one.claimant, one.claimant_name, one.alleged, one.kind, one.harm, one.count, one.interval)
        if one.origin != "published" or figure not in seen:
            yield one
        if one.origin == "published":
            seen.add(figure)


def _observed(
    record: Record, ceasefire: Ceasefire, interval: Interval, added: Mapping[str, dt.datetime], known_on: Known
) -> Iterator[Violation]:
    since = dt.datetime.combine(interval.first, dt.time.min, tzinfo=dt.UTC)
    until = dt.datetime.combine(interval.last, dt.time.max, tzinfo=dt.UTC)
    for one, text in observed(record, since, until, known_on=known_on):
        yield from violations_of_observation(
            one, text=text, ceasefire=ceasefire, known_at=_known_at(added, one.document_id)
        )


def _known_at(added: Mapping[str, dt.datetime], document: str) -> str | None:
    return added[document].isoformat(timespec="seconds") if document in added else None


def days_near(interval: Interval) -> tuple[dt.date, dt.date]:
    """Return between which days a report that tells of none comes out to be taken as one of about the interval."""
    first = interval.first - BEFORE if interval.first - dt.date.min > BEFORE else dt.date.min
    last = interval.last + AFTER if dt.date.max - interval.last > AFTER else dt.date.max
    return first, last


def _came_out(one: Violation, near: tuple[dt.date, dt.date]) -> bool:
    """Say whether what says no days stands in a report that may have come out on these."""
    return one.published is None or near[0].isoformat() <= one.published <= near[1].isoformat()


def is_within(one: ClaimedItem, interval: Interval) -> bool:
    """Say whether something was claimed on these days, or nobody tells when."""
    return one.date is None or interval.first.isoformat() <= one.date <= interval.last.isoformat()
