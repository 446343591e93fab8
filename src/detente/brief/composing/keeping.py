"""Keeping the brief of a day in the record: composed once for a day and a state of it."""

import datetime as dt
from dataclasses import replace
from functools import partial

from detente.brief.brief import Brief, brief_to_json
from detente.brief.composing.compose import brief_id, compose_brief
from detente.brief.kept import KeptBrief, brief_entry, brief_revisions, briefs_of
from detente.brief.settings import Edition
from detente.core.errors import UsageError
from detente.store import Record, keep_entries

__all__ = ["COMPOSER", "keep_composed", "since_when"]

COMPOSER = "machine détente brief"
"""Who composes: what people did to a brief has their name."""
WHY = "composed"
DAY = dt.timedelta(days=1)


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
    before = brief_revisions(record, brief_id(edition.id, day))
    begun = since or (_begun(before[-1]) if before else None) or since_when(earlier, until)
    made = compose_brief(
        seen, edition, day=day, until=until, watch=watch, since=begun,
        earlier=tuple(one.brief for one in earlier if one.brief.approval is not None),
    )  # fmt: skip
    if before and _says_same(before[-1].brief, made):
        return before[-1], False
    _refuse_worked_on(before)
    keep_entries(record, [brief_entry(made)], author=COMPOSER, reason=WHY, now=now)
    return KeptBrief(brief=made, revision=len(before) + 1, author=COMPOSER, reason=WHY, made_at=now), True


def _begun(kept: KeptBrief) -> dt.datetime | None:
    """Return since when the brief of that day tells what is new, as it was composed before."""
    since = kept.brief.since
    return dt.datetime.fromisoformat(since) if since else None


def _says_same(one: Brief, other: Brief) -> bool:
    """Say whether two briefs tell the same; of which state, and up to which moment, is about them and not in them."""
    bare = partial(replace, state="", until="", approval=None)
    return brief_to_json(bare(one)) == brief_to_json(bare(other))


def _refuse_worked_on(before: tuple[KeptBrief, ...]) -> None:
    last = before[-1] if before else None
    if last is None or (last.author == COMPOSER and last.brief.approval is None):
        return
    message = (
        f"the brief of {last.brief.day} of {last.brief.edition} was approved or changed by {last.author} on "
        f"{last.made_at:%Y-%m-%d %H:%M}: nothing was composed anew"
    )
    raise UsageError(message)
