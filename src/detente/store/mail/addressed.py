"""Whom letters go to: who chose an edition, who was sent a brief, and letters that are kept and not yet put up."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy import Connection

from detente.store.mail.tables import choices, deliveries, letter_pictures, letters, put_ups, subscribers

__all__ = [
    "Chosen", "KeptLetter", "KeptPicture", "choice_of", "choosers", "fresh_letters", "kept_letter", "newest_letter",
    "note_put_up", "readers", "sent_to",
]  # fmt: skip

NOT_SENT = ("refused", "given up", "called off")
"""States in which a delivery reached nobody, and nobody will be reached by it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """A subscriber as they asked to be written to. No `days` where they did not choose the edition."""

    subscriber: str
    zone: str
    hour: int
    subjects: tuple[str, ...] = ()
    days: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptPicture:
    """A picture of a letter, as it was kept."""

    name: str
    png: bytes
    alternative: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptLetter:
    """A letter as it was kept."""

    id: str
    kind: str
    brief: str
    revision: int
    edition: str
    subject: str
    html: str
    text: str
    subjects: tuple[str, ...]
    corrects: tuple[str, ...]
    made_at: dt.datetime
    approved_by: str | None
    pictures: tuple[KeptPicture, ...] = ()


def kept_letter(connection: Connection, id_: str) -> KeptLetter | None:
    """Return a letter with its pictures."""
    row = connection.execute(sa.select(letters).where(letters.c.id == id_)).one_or_none()
    if row is None:
        return None
    asked = sa.select(letter_pictures).where(letter_pictures.c.letter == id_).order_by(letter_pictures.c.name)
    pictures = tuple(
        KeptPicture(name=one.name, png=one.png, alternative=one.alternative) for one in connection.execute(asked)
    )
    return KeptLetter(
        id=row.id, kind=row.kind, brief=row.brief or "", revision=row.revision, edition=row.edition,
        subject=row.subject, html=row.html, text=row.text, subjects=tuple(row.subjects), corrects=tuple(row.corrects),
        made_at=row.made_at, approved_by=row.approved_by, pictures=pictures,
    )  # fmt: skip


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
    connection.execute(sa.insert(put_ups).values(letter=letter, at=at, number=number))


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


def readers(connection: Connection, ids: Collection[str]) -> list[Chosen]:
    """Return those of the subscribers who still may be written to, with the hour from which on."""
    s = subscribers.c
    asked = sa.select(s.id, s.zone, s.hour).where(s.state == "confirmed", s.address.is_not(None)).order_by(s.id)
    return [Chosen(subscriber=id_, zone=zone, hour=hour) for id_, zone, hour in connection.execute(asked) if id_ in ids]
