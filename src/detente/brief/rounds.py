"""Rounds: when an edition's hour has come, its brief is composed, and is held for an editor or goes out by itself.

This is where composing, setting and sending meet; each is a room of its own.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from detente.brief.brief import Brief
from detente.brief.kept import KeptBrief, latest_briefs
from detente.brief.letter.approving import approve, put_letter
from detente.brief.letter.letter import Picture
from detente.brief.letter.setting import letter_id
from detente.brief.mail.whom import edition_moment
from detente.brief.settings import BriefSettings, Edition
from detente.core.errors import DetenteError, RecordError
from detente.store import Record, open_record
from detente.store.mail.file import MailFile
from detente.store.mail.letters import letter_of
from detente.store.mail.rounds import done_rounds, keep_round

__all__ = ["Compose", "Draw", "House", "Round", "due_rounds", "go_round", "go_rounds", "mend_letters"]

LATE = dt.timedelta(hours=20)
"""A brief whose hour passed longer ago is not composed any more: the next one tells what it would have told."""
SETTING = dt.timedelta(minutes=5)
"""So long the desk may take to set the letter of a brief that was approved there."""
LOOKED_BACK = 3
"""How many of the last briefs of an edition are looked through for that of a day."""
DAY = dt.timedelta(days=1)

Compose = Callable[..., Any]
"""Keeps the brief of a day in the record: ``(record, seen, edition, *, day, until, now)``; see `composing.keeping`."""
Draw = Callable[[Brief, Record], Sequence[Picture]]
"""Draws what goes with a brief, out of the record as its level sees it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """Who composes and who draws."""

    compose: Compose
    draw: Draw


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
    record: Record, file: MailFile, settings: BriefSettings, *, now: dt.datetime, house: House | None = None
) -> list[str]:
    """Compose what is due and not done yet, and return in words what came of each."""
    due = list(due_rounds(settings.editions, now=now))
    with file.reading() as connection:
        done = done_rounds(connection, [(one.edition.id, one.day.isoformat()) for one in due])
    open_ = [one for one in due if (one.edition.id, one.day.isoformat()) not in done]
    return [go_round(record, file, settings, one, now=now, house=house or _own_house()) for one in open_]


def go_round(
    record: Record, file: MailFile, settings: BriefSettings, one: Round, *, now: dt.datetime, house: House
) -> str:
    """Compose the brief of a round, and let it out where its edition is not held; return in words what came of it.

    Done again after the machine was killed it goes on from where it stood. One that cannot be composed is noted, so
    that it is not tried without end; where the record cannot be used just now, it is tried at the next turn.
    """
    day = one.day.isoformat()
    try:
        kept = _composed(record, one, now=now, compose=house.compose)
        outcome = "held: an editor has to approve it" if one.edition.held else "composed, and sent by itself"
        if not one.edition.held:
            _let_out(record, file, settings, one.edition, kept, now=now, draw=house.draw)
    except RecordError as error:  # somebody else writes, or the disk is full: the next turn may do it
        return f"{one.edition.id}, {day}: put off: {error}"
    except DetenteError as error:
        kept, outcome = None, f"not sent: {error}"
    with file.writing() as connection:
        brief = kept.brief.id if kept is not None else None
        keep_round(connection, one.edition.id, day, at=now, outcome=outcome, brief=brief)
    return f"{one.edition.id}, {day}: {outcome}"


def mend_letters(
    record: Record, file: MailFile, settings: BriefSettings, *, now: dt.datetime, house: House | None = None
) -> list[str]:
    """Put up the letters of briefs that were approved, where the machine was killed before that; say which.

    One that was approved longer ago is left to somebody who wants it sent.
    """
    return [
        f"{kept.brief.edition}, {kept.brief.day}: approved without its letter, which is set now"
        for edition in settings.editions
        for kept in latest_briefs(record, edition=edition.id, limit=LOOKED_BACK)
        if _lacks_letter(file, kept, now=now) and _mended(record, file, settings, edition, kept, now=now, house=house)
    ]


def _lacks_letter(file: MailFile, kept: KeptBrief, *, now: dt.datetime) -> bool:
    approval = kept.brief.approval
    if approval is None or not now - LATE <= dt.datetime.fromisoformat(approval.at) <= now - SETTING:
        return False
    with file.reading() as connection:
        return letter_of(connection, letter_id(kept.brief.id, kept.revision)) is None


def _mended(
    record: Record, file: MailFile, settings: BriefSettings, edition: Edition, kept: KeptBrief, *, now: dt.datetime,
    house: House | None,
) -> bool:  # fmt: skip
    with _as_seen(record, edition) as seen:
        pictures = (house or _own_house()).draw(kept.brief, seen)
    return put_letter(file, kept, settings, pictures, now=now)


def _composed(record: Record, one: Round, *, now: dt.datetime, compose: Compose) -> KeptBrief:
    """Return the brief of a round as it is kept; composed now, where somebody did not do so before."""
    kept = _of_day(record, one)
    if kept is None:
        with _as_seen(record, one.edition) as seen:
            compose(record, seen, one.edition, day=one.day, until=now, now=now)
        kept = _of_day(record, one)
    if kept is None:
        message = f"the brief of {one.edition.id} of {one.day} was composed and is not kept"
        raise RecordError(message)
    return kept


def _of_day(record: Record, one: Round) -> KeptBrief | None:
    found = latest_briefs(record, edition=one.edition.id, limit=LOOKED_BACK)
    return next((kept for kept in found if kept.brief.day == one.day.isoformat()), None)


def _let_out(
    record: Record, file: MailFile, settings: BriefSettings, edition: Edition, kept: KeptBrief, *, now: dt.datetime,
    draw: Draw,
) -> None:  # fmt: skip
    """Approve a brief by nobody's name, and put its letter where letters are sent from."""
    approved = kept
    if kept.brief.approval is None:
        approved = approve(record, kept, by="", reason="its edition is sent on its own", now=now)
    with _as_seen(record, edition) as seen:
        pictures = draw(approved.brief, seen)
    put_letter(file, approved, settings, pictures, now=now)


@contextmanager
def _as_seen(record: Record, edition: Edition) -> Iterator[Record]:
    """Open the record as the edition's level sees it: nothing that is not released to it can be told."""
    with open_record(record.path, read_only=True, level=edition.level) as seen:
        yield seen


def _own_house() -> House:
    from detente.brief.composing.keeping import keep_composed
    from detente.brief.letter.pictures import draw_pictures
    from detente.brief.pictures import pictures_of

    def draw(brief: Brief, seen: Record) -> Sequence[Picture]:
        return draw_pictures(pictures_of(brief, seen))

    return House(compose=keep_composed, draw=draw)


def _out_at(edition: Edition, day: dt.date) -> dt.datetime:
    return edition_moment(day, hour=edition.hour, zone=edition.timezone)
