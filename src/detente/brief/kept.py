"""Briefs as the record keeps them: composed once for a day and a state of it, each text of an editor a revision."""

import datetime as dt
from dataclasses import dataclass, replace
from functools import partial

from detente.brief.brief import Brief, brief_from_json, brief_to_json
from detente.brief.composing.compose import brief_id, compose_brief
from detente.brief.settings import Edition
from detente.core.errors import UsageError
from detente.store import NOW, Entry, EntryView, Known, Record, entries, entry_revisions, keep_entries

__all__ = ["COMPOSER", "KIND", "KeptBrief", "briefs_of", "find_brief", "keep_composed", "since_when"]

KIND = "brief"
"""Of what kind the entries of briefs are: one's subject is the brief's id, its owner the edition, on its day."""
COMPOSER = "machine détente brief"
"""Who composes: what people did to a brief has their name."""
DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptBrief:
    """The text of a brief as it stands: which revision it is, by whom and when."""

    brief: Brief
    revision: int
    author: str
    made_at: dt.datetime


def briefs_of(record: Record, edition: str | None = None, *, known_on: Known = NOW) -> tuple[KeptBrief, ...]:
    """Return the briefs of an edition, or of all, by their days, each as it stands."""
    found = entries(record, kind=KIND, owner=edition, known_on=known_on)
    return tuple(sorted(map(_kept, found), key=lambda one: (one.brief.day, one.brief.edition)))


def find_brief(record: Record, given: str, *, known_on: Known = NOW) -> KeptBrief:
    """Return the one brief whose day is given, or whose id is or begins so. Raises `UsageError` where it is not one."""
    found = [one for one in briefs_of(record, known_on=known_on) if given and given in _names(one.brief, given)]
    if len(found) == 1:
        return found[0]
    what = f"{len(found)} briefs are called" if found else "no brief is called"
    message = f"{what} {given[:60]!r}: `detente brief list DIR` lists them with their ids and days"
    raise UsageError(message)


def since_when(earlier: tuple[KeptBrief, ...], until: dt.datetime) -> dt.datetime:
    """Return since when things are new: since the last brief of the edition that was approved, else for a day."""
    approved = [one.brief.until for one in earlier if one.brief.approval is not None]
    return dt.datetime.fromisoformat(approved[-1]) if approved else until - DAY


def keep_composed(
    record: Record, seen: Record, edition: Edition, *, day: dt.date, until: dt.datetime, now: dt.datetime,
    since: dt.datetime | None = None, watch: str | None = None,
) -> tuple[KeptBrief, bool]:  # fmt: skip
    """Compose the brief of a day and keep it in the record; return it as it stands, and whether that is new.

    `seen` is the same record as the edition's level sees it. What says the same as the last revision is not kept again.
    Raises `UsageError` where people have worked on the brief of that day, or approved it: nothing of theirs is lost.
    """
    earlier = tuple(one for one in briefs_of(record, edition.id) if one.brief.day < day.isoformat())
    before = entry_revisions(record, brief_id(edition.id, day))
    begun = since or (_begun(before[-1]) if before else None) or since_when(earlier, until)
    made = compose_brief(
        seen, edition, day=day, until=until, watch=watch, since=begun,
        earlier=tuple(one.brief for one in earlier if one.brief.approval is not None),
    )  # fmt: skip
    if before and _says_same(_kept(before[-1]).brief, made):
        return _kept(before[-1]), False
    _refuse_worked_on(before)
    entry = Entry(subject=made.id, kind=KIND, owner=edition.id, content=brief_to_json(made), first=made.day,
                  last=made.day)  # fmt: skip
    keep_entries(record, [entry], author=COMPOSER, reason="composed", now=now)
    return KeptBrief(brief=made, revision=len(before) + 1, author=COMPOSER, made_at=now), True


def _kept(entry: EntryView) -> KeptBrief:
    return KeptBrief(
        brief=brief_from_json(entry.content), revision=entry.revision, author=entry.author, made_at=entry.made_at
    )  # fmt: skip


def _begun(entry: EntryView) -> dt.datetime | None:
    """Return since when the brief of that day tells what is new, as it was composed before."""
    since = _kept(entry).brief.since
    return dt.datetime.fromisoformat(since) if since else None


def _names(brief: Brief, given: str) -> tuple[str, ...]:
    return (brief.day, brief.id, brief.id[: len(given)])


def _says_same(one: Brief, other: Brief) -> bool:
    """Say whether two briefs tell the same; of which state, and up to which moment, is about them and not in them."""
    bare = partial(replace, state="", until="", approval=None)
    return brief_to_json(bare(one)) == brief_to_json(bare(other))


def _refuse_worked_on(before: tuple[EntryView, ...]) -> None:
    last = before[-1] if before else None
    if last is None or (last.author == COMPOSER and _kept(last).brief.approval is None):
        return
    message = (
        f"the brief of {last.first} of {last.owner} was approved or changed by {last.author} on "
        f"{last.made_at:%Y-%m-%d %H:%M}: nothing was composed anew"
    )
    raise UsageError(message)
