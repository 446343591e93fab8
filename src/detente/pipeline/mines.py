"""All that a record holds about mines: what reports tell, what people wrote down or brought from tables.

What reports tell is worked out anew each time it is asked for, so that a newer reading, a review or a withdrawal
changes it, and asking as of a day shows what was known then. Persons are not here: `store.people` has them.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from detente.core.errors import UsageError
from detente.pipeline.registries import Desk
from detente.pipeline.told import Reader, Told, told_by
from detente.registry.assertions.telling import Telling
from detente.registry.interval import Interval
from detente.registry.mines.from_reading import mine_records_of
from detente.registry.mines.kept import KINDS, from_kept, kind_of, to_kept
from detente.registry.mines.records import MineRecord
from detente.registry.mines.selection import days_of, is_within, once_of_copies, replaced_by
from detente.store import (
    NOW,
    Entry,
    EntryView,
    Known,
    Record,
    WithdrawalView,
    derived,
    entries,
    entry_revisions,
    keep_entries,
    restate,
    withdraw,
    withdrawals,
)

__all__ = [
    "MineRow",
    "find_mine_record",
    "gather_mines",
    "keep_mine_records",
    "kept_mines",
    "mine_revisions",
    "set_aside",
]

OWNER = "mines"
"""Under what the registry keeps all of them."""
TOLD = "mine"
"""As what a record that a report tells is withdrawn; one that people brought is an entry."""
BEFORE = dt.timedelta(days=7)
"""How long before the first day a report may have foretold what is of the days that are asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MineTold:
    """A mine record that a report tells, as the registry keeps it: of its `kind`; `voice` is the text it is told by."""

    kind: str
    content: Mapping[str, Any]
    voice: str


def _mines_in(telling: Telling) -> Iterator[MineTold]:
    for one in mine_records_of(
        telling.reading, document=telling.document, voice=telling.voice, known_at=telling.known_at
    ):
        yield MineTold(kind=kind_of(one), content=to_kept(one), voice=telling.voice or telling.document)


READER = Reader(name="mine", kind=MineTold, read=_mines_in)
NOBODYS = Desk(watches=(), assertions=())
"""What is told of mines is read by no desk: whom it follows changes nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MineRow:
    """A record, and the id of the one that replaces it, None where it stands."""

    record: MineRecord
    replaced_by: str | None = None

    @property
    def kind(self) -> str:
        """The kind under which such a record is kept."""
        return kind_of(self.record)


def gather_mines(record: Record, *, interval: Interval | None = None, known_on: Known = NOW) -> tuple[MineRow, ...]:
    """Return what is told about mines, of copies of one text once, in the order of the days.

    With an `interval`, what has a day within it, and where no day is told, what was published within it.
    """
    gone = {one.subject for one in _last_said(record, TOLD, known_on) if one.withdrawn}
    told = told_by(record, NOBODYS, READER, since=_since(interval), known_on=known_on)
    whole = derived(record, "mines told", lambda: _once(told), told, known_on=known_on)
    every = [one for one in whole if one.id not in gone]
    every += kept_mines(record, known_on=known_on)
    by_whom = replaced_by(every)
    shown = [one for one in every if is_within(one, interval)]
    return tuple(MineRow(record=one, replaced_by=by_whom.get(one.id)) for one in sorted(shown, key=_order))


def kept_mines(record: Record, *, known_on: Known = NOW) -> tuple[MineRecord, ...]:
    """Return what people wrote down or brought from tables, each known since its last revision was kept."""
    return tuple(
        replace(from_kept(kind, one.content), known_at=one.made_at.isoformat(timespec="seconds"))
        for kind in KINDS
        for one in entries(record, kind=kind, known_on=known_on)
    )


def keep_mine_records(
    record: Record, new: Iterable[MineRecord], *, author: str, reason: str, now: dt.datetime
) -> tuple[str, ...]:
    """Keep records that people bring, and return the ids of those that say something new."""
    return keep_entries(record, [_entry(one) for one in new], author=author, reason=reason, now=now)


def find_mine_record(rows: Sequence[MineRow], given: str) -> MineRow:
    """Return the one record whose id is, or begins with, what is given. Raises `UsageError` where it is not one."""
    found = [one for one in rows if given and one.record.id.startswith(given)]
    if len(found) == 1:
        return found[0]
    which = ", ".join(one.record.id[:16] for one in found[:5])
    what = f"{len(found)} mine records answer to" if found else "no mine record answers to"
    now = f"({which}); give more digits of the id" if found else "; `detente mines list DIR` lists them with their ids"
    message = f"{what} {given[:60]!r}{' ' if found else ''}{now}"
    raise UsageError(message)


def mine_revisions(record: Record, id_: str, *, known_on: Known = NOW) -> tuple[EntryView, ...]:
    """Return all revisions of a record that people brought; of one that a report tells there are none."""
    return entry_revisions(record, id_, known_on=known_on)


def set_aside(
    record: Record, given: str, *, undo: bool, author: str, reason: str, now: dt.datetime
) -> tuple[str, bool]:
    """Withdraw a mine record, or take it back in; return its id, and whether that was news.

    One that a report tells is known by its id, which is of the words it stands on. Raises `UsageError` for none.
    """
    id_, kind = _called(record, given, withdrawn=undo)
    done = (restate if undo else withdraw)(record, kind, id_, author=author, reason=reason, now=now)
    return id_, done


def _called(record: Record, given: str, *, withdrawn: bool) -> tuple[str, str]:
    """Return the id and the kind of what is to be withdrawn; `withdrawn` looks among what stands so."""
    if not withdrawn:
        found = find_mine_record(gather_mines(record), given).record
        return found.id, TOLD if found.origin == "report" else "entry"
    said = (*_last_said(record, TOLD, NOW), *_last_said(record, "entry", NOW))
    called = [(one.subject, one.kind) for one in said if one.withdrawn and given and one.subject.startswith(given)]
    if len(called) == 1 and _is_ours(record, *called[0]):
        return called[0]
    message = f"no mine record that stands withdrawn, or more than one, answers to {given[:60]!r}: "
    message += "`detente withdraw DIR` lists what stands withdrawn"
    raise UsageError(message)


def _is_ours(record: Record, subject: str, kind: str) -> bool:
    return kind == TOLD or any(one.kind in KINDS for one in entry_revisions(record, subject))


def _last_said(record: Record, kind: str, known_on: Known) -> tuple[WithdrawalView, ...]:
    """Return what was said last of each record of a kind: that it is withdrawn, or that it stands again."""
    return tuple({one.subject: one for one in withdrawals(record, kind=kind, known_on=known_on)}.values())


def _once(told: Iterable[Told[MineTold]]) -> tuple[MineRecord, ...]:
    """Return what reports tell, of copies of one text once: as the one has it that came out first."""
    found = [
        (report.document, replace(from_kept(one.kind, one.content), voice=report.voice))
        for report in told
        for one in report.found
    ]
    return tuple(once_of_copies(sorted(found, key=lambda item: (item[1].published or "", item[0]))))


def _since(interval: Interval | None) -> dt.date:
    if interval is None or interval.first - dt.date.min <= BEFORE:
        return dt.date.min
    return interval.first - BEFORE


def _order(one: MineRecord) -> tuple[bool, dt.date, dt.date, str, str]:
    days = days_of(one)
    first, last = days or (dt.date.max, dt.date.max)
    return days is None, first, last, kind_of(one), one.id


def _entry(one: MineRecord) -> Entry:
    days, kind, content = one.interval, kind_of(one), to_kept(one)
    from_kept(kind, content)  # one that cannot be read back would hide all the others
    return Entry(
        subject=one.id, kind=kind, owner=OWNER, content=content,
        first=days.first.isoformat() if days else None, last=days.last.isoformat() if days else None,
    )  # fmt: skip
