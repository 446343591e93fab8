"""Briefs as the record keeps them: the current text of each, and the texts before it."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from detente.brief.brief import Brief, Correction, brief_from_json, brief_to_json
from detente.core.errors import UsageError
from detente.store import NOW, Entry, EntryView, Known, Record, entries, entries_called, entry_revisions, latest_entries

__all__ = [
    "KIND",
    "LOOKED_BACK",
    "KeptBrief",
    "PutRight",
    "State",
    "brief_entry",
    "brief_revisions",
    "briefs_called",
    "briefs_of",
    "find_brief",
    "kept_brief",
    "last_brief",
    "latest_briefs",
    "put_right",
]

LOOKED_BACK = 30
"""Days in which later briefs look again at what one told, or put right."""
KIND = "brief"
"""Of what kind the entries of briefs are: one's subject is the brief's id, its owner the edition, on its day."""
State = Literal["draft", "approved"]
DAY = re.compile(r"\d{4}-\d{2}-\d{2}\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptBrief:
    """A revision of a brief: what it says, who wrote it, why and when."""

    brief: Brief
    revision: int
    author: str
    reason: str
    made_at: dt.datetime

    @property
    def state(self) -> State:
        """Whether it may be sent."""
        return "draft" if self.brief.approval is None else "approved"


@dataclass(frozen=True, slots=True, kw_only=True)
class PutRight:
    """That a later brief corrected a line: which one, as its how manieth correction, and when that was approved."""

    correction: Correction
    number: int
    brief: str
    day: str
    at: dt.datetime


def put_right(
    record: Record, briefs: Iterable[Brief], *, days: int = LOOKED_BACK, known_on: Known = NOW
) -> Mapping[str, tuple[PutRight, ...]]:
    """Return by brief what later ones, that were approved, put right of its lines and corrections; the first one first.

    A line that was put right is looked at again from then on, so that it is followed from one correction to the next:
    as many `days` as any edition looks back.
    """
    asked = {one.id: one.day for one in briefs}
    found: dict[str, dict[tuple[str, int], PutRight]] = {one: {} for one in asked}
    since, until = min(asked.values(), default=""), _later(max(asked.values(), default=""), days)
    while asked and since < until:
        told = tuple(_corrections(entries(record, kind=KIND, since=since, until=until, known_on=known_on)))
        for one in told:
            for of in {one.correction.of[0], one.correction.brief} & found.keys():
                found[of][one.brief, one.number] = one
        corrected = [one.day for some in found.values() for one in some.values()]
        since, until = until, _later(max(corrected, default=""), days)
    return {of: tuple(sorted(some.values(), key=lambda one: (one.day, one.number))) for of, some in found.items()}


def _later(day: str, days: int) -> str:
    return (dt.date.fromisoformat(day) + dt.timedelta(days=days)).isoformat() if day else ""


def _corrections(found: Iterable[EntryView]) -> Iterator[PutRight]:
    for brief in (_kept(one).brief for one in found):
        if brief.approval is not None:
            at = dt.datetime.fromisoformat(brief.approval.at)
            for number, one in enumerate(brief.corrections, 1):
                yield PutRight(correction=one, number=number, brief=brief.id, day=brief.day, at=at)


def brief_entry(brief: Brief) -> Entry:
    """Return a brief as an entry of the record."""
    return Entry(
        subject=brief.id, kind=KIND, owner=brief.edition, content=brief_to_json(brief), first=brief.day, last=brief.day
    )


def latest_briefs(
    record: Record, *, edition: str | None = None, before: str = "", limit: int = 50, known_on: Known = NOW
) -> tuple[KeptBrief, ...]:
    """Return the briefs of the latest days, as they stand; `before` is the day and id of the one they go on after."""
    day, _, subject = before.partition(" ")
    after = (day, subject) if before else None
    found = latest_entries(record, KIND, owner=edition, before=after, limit=limit, known_on=known_on)
    return tuple(map(_kept, found))


def briefs_of(record: Record, edition: str | None = None, *, known_on: Known = NOW) -> tuple[KeptBrief, ...]:
    """Return the briefs of an edition, or of all, by their days, each as it stands."""
    found = entries(record, kind=KIND, owner=edition, known_on=known_on)
    return tuple(sorted(map(_kept, found), key=lambda one: (one.brief.day, one.brief.edition)))


def find_brief(record: Record, given: str, *, known_on: Known = NOW) -> KeptBrief:
    """Return the one brief whose day is given, or whose id is or begins so. Raises `UsageError` where it is not one."""
    found = _of_day(record, given, known_on) or _called(record, given, known_on)
    if len(found) == 1:
        return found[0]
    shown = given[:60]
    what = f"{len(found)} briefs answer to {shown!r}" if found else f"no brief answers to {shown!r}"
    message = f"{what}: `detente brief list DIR` lists them with their ids and days"
    raise UsageError(message)


def last_brief(record: Record, *, known_on: Known = NOW) -> KeptBrief:
    """Return the brief of the latest day. Raises `UsageError` where none is kept."""
    found = latest_briefs(record, limit=1, known_on=known_on)
    if not found:
        message = "no brief is kept here: `detente brief compose DIR` composes one"
        raise UsageError(message)
    return found[0]


def briefs_called(record: Record, given: str, *, known_on: Known = NOW) -> tuple[str, ...]:
    """Return the ids of the briefs whose id is, or begins with, what is given."""
    return entries_called(record, KIND, given, known_on=known_on)


def _of_day(record: Record, given: str, known_on: Known) -> tuple[KeptBrief, ...]:
    if not DAY.match(given):
        return ()
    return tuple(map(_kept, entries(record, kind=KIND, since=given, until=given, known_on=known_on)))


def _called(record: Record, given: str, known_on: Known) -> tuple[KeptBrief, ...]:
    found = (kept_brief(record, id_, known_on=known_on) for id_ in briefs_called(record, given, known_on=known_on))
    return tuple(one for one in found if one is not None)


def kept_brief(record: Record, id_: str, *, known_on: Known = NOW) -> KeptBrief | None:
    """Return a brief as it stands; None where none of that id is kept, or none is released to who asks."""
    return next(reversed(brief_revisions(record, id_, known_on=known_on)), None)


def brief_revisions(record: Record, id_: str, *, known_on: Known = NOW) -> tuple[KeptBrief, ...]:
    """Return all texts of a brief, the first one first."""
    return tuple(_of_kind(entry_revisions(record, id_, known_on=known_on)))


def _of_kind(found: tuple[EntryView, ...]) -> Iterator[KeptBrief]:
    yield from (_kept(one) for one in found if one.kind == KIND)


def _kept(entry: EntryView) -> KeptBrief:
    return KeptBrief(
        brief=brief_from_json(entry.content),
        revision=entry.revision,
        author=entry.author,
        reason=entry.reason,
        made_at=entry.made_at,
    )
