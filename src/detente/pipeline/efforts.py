"""What monitors did to observe, as a record holds it: what people wrote down, and what observers' forms show.

What forms show is worked out anew each time it is asked for, and is not stored once more.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from detente.core.ids import hash_parts, written_plainly
from detente.registry.ceasefires.definition import Ceasefire
from detente.registry.ceasefires.effort.effort import Effort
from detente.registry.ceasefires.effort.kept import replace_earlier, standing
from detente.registry.ceasefires.effort.observed import efforts_of_observation
from detente.registry.forms import from_plain, to_plain
from detente.registry.interval import Interval
from detente.store import NOW, Entry, Known, Record, entries, keep_entries, observed, remembered_entries

__all__ = [
    "KEPT_AS",
    "KeptEffort",
    "gather_efforts",
    "keep_efforts",
    "kept_efforts",
    "observed_efforts",
    "told_efforts",
]

KEPT_AS = "effort"
"""The kind of the entries in which effort is kept."""

_SHOWN: "WeakKeyDictionary[object, dict[str, dict[str, tuple[Effort, ...]]]]" = WeakKeyDictionary()
"""What forms show of effort, by ceasefire and document: a form never changes, and years of them are asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptEffort:
    """Effort that somebody wrote down, with who kept it, why and when."""

    effort: Effort
    author: str
    reason: str
    made_at: dt.datetime


@remembered_entries
def kept_efforts(record: Record, ceasefire_id: str, *, known_on: Known = NOW) -> tuple[Effort, ...]:
    """Return the effort that people wrote down and that stands: what was replaced or withdrawn is not among it."""
    return standing(one.effort for one in told_efforts(record, ceasefire_id, known_on=known_on))


def told_efforts(record: Record, ceasefire_id: str, *, known_on: Known = NOW) -> tuple[KeptEffort, ...]:
    """Return all effort that people wrote down and nobody withdrew, replaced or not, by its first day."""
    kept = entries(record, kind=KEPT_AS, owner=ceasefire_id, known_on=known_on)
    return tuple(
        KeptEffort(
            effort=from_plain(one.content, Effort, what="an entry of effort in this record"),
            author=one.author,
            reason=one.reason,
            made_at=one.made_at,
        )
        for one in kept
    )


def observed_efforts(
    record: Record, ceasefire: Ceasefire, interval: Interval, *, known_on: Known = NOW
) -> tuple[Effort, ...]:
    """Return the effort that observers' forms of these days show."""
    since = dt.datetime.combine(interval.first, dt.time.min, tzinfo=dt.UTC)
    until = dt.datetime.combine(interval.last, dt.time.max, tzinfo=dt.UTC)
    held = _SHOWN.setdefault(record.engine, {}) if record.state is not None else {}
    shown = held.setdefault(hash_parts("effort", written_plainly(ceasefire)), {})
    found = observed(record, since, until, known_on=known_on)
    for one, text in found:
        if one.document_id not in shown:
            shown[one.document_id] = tuple(efforts_of_observation(one, text=text, ceasefire=ceasefire))
    return tuple(effort for one, _ in found for effort in shown[one.document_id])


def gather_efforts(
    record: Record, ceasefire: Ceasefire, interval: Interval, *, known_on: Known = NOW
) -> tuple[Effort, ...]:
    """Return all effort of some days, by whomever."""
    kept = kept_efforts(record, ceasefire.id, known_on=known_on)
    return (
        *(one for one in kept if one.interval.overlaps(interval)),
        *observed_efforts(record, ceasefire, interval, known_on=known_on),
    )


def keep_efforts(
    record: Record, ceasefire_id: str, told: Sequence[Effort], *, author: str, reason: str, now: dt.datetime
) -> tuple[Effort, ...]:
    """Keep what is new of what a table or a person tells, and return it, with what it takes the place of."""
    kept = [one.effort for one in told_efforts(record, ceasefire_id)]
    new = replace_earlier(told, kept)
    done = keep_entries(record, [_entry(one, ceasefire_id) for one in new], author=author, reason=reason, now=now)
    return tuple(one for one in new if one.id in done)


def _entry(one: Effort, ceasefire_id: str) -> Entry:
    return Entry(
        subject=one.id,
        kind=KEPT_AS,
        owner=ceasefire_id,
        content=to_plain(one),
        first=one.interval.first.isoformat(),
        last=one.interval.last.isoformat(),
    )
