"""Rounds: when an edition's hour has come, its brief is composed, and is held for an editor or goes out by itself.

This is where composing, setting and sending meet; each is a room of its own.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from detente.brief.brief import Brief
from detente.brief.letter.approving import BY_ITSELF, approve, put_letter
from detente.brief.letter.archive import KeptBrief, brief_entry, kept_brief, latest_briefs
from detente.brief.mail.whom import edition_moment
from detente.brief.settings import BriefSettings, Edition
from detente.core.errors import DetenteError
from detente.store import Record, keep_entries, open_record
from detente.store.mail.file import MailFile
from detente.store.mail.rounds import done_rounds, keep_round

__all__ = ["Compose", "Round", "due_rounds", "go_round", "go_rounds"]

LATE = dt.timedelta(hours=20)
"""A brief whose hour passed longer ago is not composed any more: the next one tells what it would have told."""
LOOKED_BACK = 30
"""Briefs before it whose lines are looked at again."""
FIRST_SPAN = dt.timedelta(days=1)
REASON = "its hour came"
DAY = dt.timedelta(days=1)

Compose = Callable[..., Brief]
"""Composes a brief: ``(record, edition, *, day, since, until, earlier)``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """The hour of an edition on a day, and when it was."""

    edition: Edition
    day: dt.date
    at: dt.datetime


def due_rounds(editions: Iterable[Edition], *, now: dt.datetime) -> Iterator[Round]:
    """Yield for each edition the round whose hour came last, where it is not too late for it."""
    for edition in editions:
        today = now.astimezone(edition.timezone).date()
        days = (day for day in (today, today - DAY) if day.weekday() in edition.days)
        rounds = (Round(edition=edition, day=day, at=_out_at(edition, day)) for day in days)
        last = next((one for one in rounds if one.at <= now), None)
        if last is not None and now - last.at <= LATE:
            yield last


def go_rounds(
    record: Record, file: MailFile, settings: BriefSettings, *, now: dt.datetime, compose: Compose | None = None
) -> list[str]:
    """Compose what is due and not done yet, and return in words what came of each."""
    due = list(due_rounds(settings.editions, now=now))
    with file.reading() as connection:
        done = done_rounds(connection, [(one.edition.id, one.day.isoformat()) for one in due])
    open_ = [one for one in due if (one.edition.id, one.day.isoformat()) not in done]
    return [go_round(record, file, settings, one, now=now, compose=compose or _composer()) for one in open_]


def go_round(
    record: Record, file: MailFile, settings: BriefSettings, one: Round, *, now: dt.datetime, compose: Compose
) -> str:
    """Compose the brief of a round, and let it out where its edition is not held; return in words what came of it.

    Done again after the machine was killed it goes on from where it stood. One that cannot be composed is noted, so
    that it is not tried without end.
    """
    try:
        kept = _composed(record, one, now=now, compose=compose)
        outcome = "held: an editor has to approve it" if one.edition.held else "composed, and sent by itself"
        if not one.edition.held:
            _let_out(record, file, settings, kept, now=now)
    except DetenteError as error:
        kept, outcome = None, f"not composed: {error}"
    day = one.day.isoformat()
    with file.writing() as connection:
        brief = kept.brief.id if kept is not None else None
        keep_round(connection, one.edition.id, day, at=now, outcome=outcome, brief=brief)
    return f"{one.edition.id}, {day}: {outcome}"


def _composed(record: Record, one: Round, *, now: dt.datetime, compose: Compose) -> KeptBrief:
    """Return the brief of a round as it is kept; composed now, where somebody did not do so before."""
    with _as_seen(record, one.edition) as seen:
        earlier = [
            kept.brief
            for kept in latest_briefs(record, edition=one.edition.id, limit=LOOKED_BACK)
            if kept.brief.approval is not None and kept.brief.day < one.day.isoformat()
        ]
        since = dt.datetime.fromisoformat(earlier[0].until) if earlier else one.at - FIRST_SPAN
        brief = compose(seen, one.edition, day=one.day, since=since, until=now, earlier=earlier)
    before = kept_brief(record, brief.id)
    if before is not None:
        return before
    keep_entries(record, [brief_entry(brief)], author=BY_ITSELF, reason=REASON, now=now)
    return KeptBrief(brief=brief, revision=1, author=BY_ITSELF, reason=REASON, made_at=now)


def _let_out(record: Record, file: MailFile, settings: BriefSettings, kept: KeptBrief, *, now: dt.datetime) -> None:
    approved = kept
    if kept.brief.approval is None:
        approved = approve(record, kept, by="", reason="its edition is sent on its own", now=now)
    put_letter(file, approved, settings, (), now=now)


@contextmanager
def _as_seen(record: Record, edition: Edition) -> Iterator[Record]:
    """Open the record as the edition's level sees it: nothing that is not released to it can be told."""
    with open_record(record.path, read_only=True, level=edition.level) as seen:
        yield seen


def _composer() -> Compose:
    from detente.brief.composing.compose import compose_brief  # type: ignore[import-not-found, unused-ignore]

    composer: Compose = compose_brief
    return composer


def _out_at(edition: Edition, day: dt.date) -> dt.datetime:
    return edition_moment(day, hour=edition.hour, zone=edition.timezone)
