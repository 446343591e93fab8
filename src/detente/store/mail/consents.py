"""What subscribers agreed to: each deed with its time, by which way it came, and the terms as they were shown."""

import datetime as dt
import hashlib
from dataclasses import dataclass
from typing import Any, Literal

import sqlalchemy as sa
from sqlalchemy import Connection

from detente.store.mail.tables import consents, terms

__all__ = [
    "Consent", "Deed", "consent_of", "consents_of", "is_answered", "keep_terms", "note_consent", "terms_hash",
    "terms_of",
]  # fmt: skip

Deed = Literal["asked", "confirmed", "changed", "ended", "suspended", "resumed", "exported", "erased"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """What somebody did, or was done: how it came, under which terms, what was asked for.

    `answers` is, of a confirmation, the number of what was asked.
    """

    number: int
    subscriber: str
    deed: Deed
    at: dt.datetime
    how: str
    terms: str | None
    choice: dict[str, Any] | None
    answers: int | None


COLUMNS = tuple(consents.c[name] for name in Consent.__dataclass_fields__)


def note_consent(
    connection: Connection,
    subscriber: str,
    deed: Deed,
    *,
    how: str,
    now: dt.datetime,
    terms: str | None = None,
    choice: dict[str, Any] | None = None,
    answers: int | None = None,
) -> int:
    """Note a deed, and return its number. What is confirmed a second time is an error of the database."""
    row = {
        "subscriber": subscriber, "deed": deed, "at": now, "how": how, "terms": terms,
        "choice": sa.null() if choice is None else choice, "answers": answers,
    }  # fmt: skip
    (number,) = connection.execute(sa.insert(consents).values(**row)).inserted_primary_key or (0,)
    return int(number)


def consents_of(connection: Connection, subscriber: str) -> tuple[Consent, ...]:
    """Return what a subscriber agreed to and did, the first first."""
    query = sa.select(*COLUMNS).where(consents.c.subscriber == subscriber).order_by(consents.c.number)
    return tuple(Consent(**row) for row in connection.execute(query).mappings())


def consent_of(connection: Connection, number: int) -> Consent | None:
    """Return one by its number; None where there is none."""
    row = connection.execute(sa.select(*COLUMNS).where(consents.c.number == number)).mappings().one_or_none()
    return Consent(**row) if row else None


def is_answered(connection: Connection, number: int) -> bool:
    """Say whether what was asked was confirmed already."""
    return connection.scalar(sa.select(consents.c.number).where(consents.c.answers == number)) is not None


def terms_hash(text: str) -> str:
    """Return by what terms are known that were shown."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def keep_terms(connection: Connection, text: str) -> str:
    """Keep terms as they were shown, once, and return their hash."""
    hash_ = terms_hash(text)
    if terms_of(connection, hash_) is None:
        connection.execute(sa.insert(terms), {"hash": hash_, "text": text})
    return hash_


def terms_of(connection: Connection, hash_: str) -> str | None:
    """Return the terms of a hash as they were shown; None for others."""
    found: str | None = connection.scalar(sa.select(terms.c.text).where(terms.c.hash == hash_))
    return found
