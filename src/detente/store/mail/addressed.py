"""Whom letters go to: who chose an edition, who was sent a brief, and letters that are kept and not yet put up."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, replace

import sqlalchemy as sa
from sqlalchemy import Connection
from sqlalchemy.dialects.sqlite import insert

from detente.store.mail.tables import choices, deliveries, letters, put_ups, subscribers

__all__ = [
    "Chosen", "briefs_called", "choice_of", "choosers", "fresh_letters", "newest_letter", "note_put_up", "readers",
    "sent_to",
]  # fmt: skip

NOT_SENT = ("refused", "given up", "called off")
"""States in which a delivery reached nobody, and nobody will be reached by it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """A subscriber as they asked to be written to: of which subjects (none: all), on which days, from which hour on."""

    subscriber: str
    zone: str
    hour: int
    subjects: tuple[str, ...] = ()
    days: tuple[int, ...] = ()


def briefs_called(connection: Connection, given: str) -> list[str]:
    """Return the briefs with a letter whose id begins so, or that are of this day."""
    c = letters.c
    which = c.brief.startswith(given, autoescape=True) | (c.day == given)
    asked = sa.select(c.brief).where(which, c.brief.is_not(None)).distinct().order_by(c.brief)
    return [brief for brief in connection.execute(asked).scalars() if given]


def newest_letter(connection: Connection, brief: str) -> str | None:
    """Return the id of the letter that was made last of a brief."""
    asked = sa.select(letters.c.id).where(letters.c.brief == brief).order_by(letters.c.made_at.desc(), letters.c.id)
    return connection.execute(asked.limit(1)).scalar_one_or_none()


def fresh_letters(connection: Connection, *, since: dt.datetime | None = None) -> list[str]:
    """Return letters of briefs and corrections that were never put up, the oldest first; those made since then."""
    asked = sa.select(letters.c.id).where(letters.c.kind != "confirmation")
    asked = asked.where(~sa.exists().where(put_ups.c.letter == letters.c.id))
    if since is not None:
        asked = asked.where(letters.c.made_at >= since)
    return list(connection.execute(asked.order_by(letters.c.made_at, letters.c.id)).scalars())


def note_put_up(connection: Connection, letter: str, *, at: dt.datetime, number: int) -> None:
    """Note that a letter was put up: it is not by itself again, whoever subscribes later."""
    new = insert(put_ups).values(letter=letter, at=at, number=number)
    more = {"at": at, "number": put_ups.c.number + number}
    connection.execute(new.on_conflict_do_update(index_elements=["letter"], set_=more))


def choosers(connection: Connection, edition: str) -> list[Chosen]:
    """Return who chose an edition and confirmed it."""
    s, c = subscribers.c, choices.c
    asked = sa.select(s.id, s.zone, s.hour, c.subjects, c.days).join(choices, c.subscriber == s.id)
    asked = asked.where(c.edition == edition, s.state == "confirmed", s.address.is_not(None)).order_by(s.id)
    return [
        Chosen(subscriber=id_, zone=zone, hour=hour, subjects=tuple(subjects), days=tuple(days))
        for id_, zone, hour, subjects, days in connection.execute(asked)
    ]


def choice_of(connection: Connection, subscriber: str, edition: str) -> tuple[str, ...]:
    """Return the subjects that a subscriber chose of an edition; none: all of them."""
    c = choices.c
    asked = sa.select(c.subjects).where(c.subscriber == subscriber, c.edition == edition)
    return tuple(connection.execute(asked).scalar_one_or_none() or ())


def sent_to(connection: Connection, briefs: Collection[str]) -> set[str]:
    """Return the subscribers who were sent one of these briefs, perhaps were, or are about to be."""
    d = deliveries.c
    asked = sa.select(d.subscriber).join(letters, letters.c.id == d.letter)
    asked = asked.where(letters.c.brief.in_(briefs), d.state.not_in(NOT_SENT)).distinct()
    return set(connection.execute(asked).scalars())


def readers(connection: Connection, ids: Collection[str], edition: str) -> list[Chosen]:
    """Return those of the subscribers who did not end an edition, with the hour from which on they are written to."""
    return [replace(one, subjects=(), days=()) for one in choosers(connection, edition) if one.subscriber in ids]
