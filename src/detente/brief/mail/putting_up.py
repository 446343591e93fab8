"""Letters that were approved are put up for who is to be sent them: each letter once, each reader once a brief."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import Connection

from detente.brief.mail.whom import corrected, edition_moment, readers_of
from detente.brief.settings import BriefSettings, Edition
from detente.core.errors import UsageError
from detente.store.mail.addressed import (
    briefs_called,
    choosers,
    fresh_letters,
    newest_letter,
    note_put_up,
    readers,
    sent_to,
)
from detente.store.mail.file import MailFile
from detente.store.mail.letters import KeptLetter, letter_of
from detente.store.mail.queue import Wanted, put_up_each

__all__ = ["FRESH", "PutUp", "put_up_brief", "put_up_fresh"]

FRESH = dt.timedelta(days=2)
"""A letter that was approved longer ago is not sent by itself: somebody has to name its brief."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PutUp:
    """A letter that was put up: for how many, and how many of them are sent what it puts right alone."""

    letter: str
    brief: str
    subject: str
    number: int
    corrected: int


def put_up_brief(file: MailFile, settings: BriefSettings, brief: str | None, *, now: dt.datetime) -> list[PutUp]:
    """Put up the letter of a brief, named by its id, its beginning or its day; without one each that waits for it.

    Who was sent a brief is not sent it again. Raises `UsageError` where there is no letter of it: it was not approved.
    """
    with file.writing() as connection:
        if brief is None:
            return [_put_up(connection, settings, id_, now) for id_ in fresh_letters(connection)]
        letter = _letter_called(connection, brief)
        return [_put_up(connection, settings, letter, now)]


def put_up_fresh(file: MailFile, settings: BriefSettings, *, now: dt.datetime) -> list[PutUp]:
    """Put up the letters that were approved lately and not yet put up."""
    with file.writing() as connection:
        found = fresh_letters(connection, since=now - FRESH)
        return [_put_up(connection, settings, id_, now) for id_ in found]


def _letter_called(connection: Connection, given: str) -> str:
    found = briefs_called(connection, given)
    letter = newest_letter(connection, found[0]) if len(found) == 1 else None
    if letter is None:
        what = "more than one brief with a letter is" if found else "no brief with a letter is"
        message = (
            f"{what} called {given[:60]!r}: `detente brief list DIR` shows them; one is approved before it is sent"
        )
        raise UsageError(message)
    return letter


def _put_up(connection: Connection, settings: BriefSettings, id_: str, now: dt.datetime) -> PutUp:
    letter = letter_of(connection, id_)
    if letter is None:
        message = f"there is no letter {id_}: name a brief that was approved"
        raise UsageError(message)
    edition = settings.edition(letter.edition)
    had = sent_to(connection, [letter.brief]) if letter.brief else set()
    whole = [one for one in _whole(connection, letter, edition, now) if one.subscriber not in had]
    taken = had | {one.subscriber for one in whole}
    owed = sent_to(connection, letter.corrects) - taken if letter.corrects else set()
    right = list(corrected(readers(connection, owed, letter.edition), now=now))
    number = put_up_each(connection, id_, [*whole, *right], now)
    note_put_up(connection, id_, at=now, number=number)
    return PutUp(letter=id_, brief=letter.brief or "", subject=letter.subject, number=number, corrected=len(right))


def _whole(connection: Connection, letter: KeptLetter, edition: Edition, now: dt.datetime) -> list[Wanted]:
    """Return who is sent the letter by what they chose; one that only corrects goes to nobody by choice."""
    if letter.kind == "correction":
        return []
    out_at = edition_moment(_day_of(letter, edition), hour=edition.hour, zone=edition.timezone)
    chosen = choosers(connection, edition.id)
    return list(readers_of(chosen, letter.subjects, out_at=out_at, now=now, is_correcting=bool(letter.corrects)))


def _day_of(letter: KeptLetter, edition: Edition) -> dt.date:
    """Return the day of a brief; of a letter that names none the day on which it was made."""
    return dt.date.fromisoformat(letter.day) if letter.day else letter.made_at.astimezone(edition.timezone).date()
