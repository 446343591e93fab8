"""Subscribers as the file keeps them: the address, how it stands with it, and what was chosen."""

import datetime as dt
import secrets
from dataclasses import dataclass
from typing import Literal

import sqlalchemy as sa
from sqlalchemy import Connection

from detente.store.mail.keys import address_hash
from detente.store.mail.tables import choices, subscribers, suppressed

__all__ = [
    "STATES", "Choice", "State", "Subscriber", "add_subscriber", "choices_of", "drop_choice", "is_suppressed",
    "lift_suppression", "set_choice", "set_hour", "set_state", "subscriber_at", "subscriber_of", "suppress",
]  # fmt: skip

State = Literal["pending", "confirmed", "ended", "suspended", "erased"]
STATES: tuple[State, ...] = ("confirmed", "pending", "suspended", "ended", "erased")


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What somebody is sent of an edition: of which subjects (none named: all), on which days of the week."""

    edition: str
    subjects: tuple[str, ...] = ()
    days: tuple[int, ...] = (0, 1, 2, 3, 4, 5, 6)


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscriber:
    """Somebody who is written to, or was. `address` is None once it is erased; `why` says how it was ended."""

    id: str
    address: str | None
    folded: str | None
    state: State
    why: str
    zone: str
    hour: int
    made_at: dt.datetime
    changed_at: dt.datetime
    confirmed_at: dt.datetime | None


COLUMNS = tuple(subscribers.c[name] for name in Subscriber.__dataclass_fields__)


def add_subscriber(
    connection: Connection, address: str, folded: str, *, zone: str, hour: int, now: dt.datetime
) -> Subscriber:
    """Keep a new subscriber, who has confirmed nothing yet."""
    row = {
        "id": secrets.token_hex(16), "address": address, "folded": folded, "state": "pending", "why": "", "zone": zone,
        "hour": hour, "made_at": now, "changed_at": now, "confirmed_at": None,
    }  # fmt: skip
    connection.execute(sa.insert(subscribers), row)
    return Subscriber(**row)  # type: ignore[arg-type]


def subscriber_of(connection: Connection, id_: str) -> Subscriber | None:
    """Return the subscriber of an id; None where there is none."""
    return _one(connection, subscribers.c.id == id_)


def subscriber_at(connection: Connection, folded: str) -> Subscriber | None:
    """Return the subscriber at an address, in whichever way it is written; None where there is none."""
    return _one(connection, subscribers.c.folded == folded)


def set_state(
    connection: Connection, id_: str, state: State, *, why: str, now: dt.datetime, confirmed: bool = False
) -> None:
    """Let a subscriber stand otherwise from now on; `confirmed` is whether it was just confirmed by themselves."""
    values: dict[str, object] = {"state": state, "why": why, "changed_at": now}
    if confirmed:
        values["confirmed_at"] = now
    connection.execute(sa.update(subscribers).where(subscribers.c.id == id_).values(**values))


def set_hour(connection: Connection, id_: str, *, hour: int, zone: str, now: dt.datetime) -> None:
    """Keep from which hour on letters may come, and of which time zone it is."""
    values = {"hour": hour, "zone": zone, "changed_at": now}
    connection.execute(sa.update(subscribers).where(subscribers.c.id == id_).values(**values))


def choices_of(connection: Connection, id_: str) -> tuple[Choice, ...]:
    """Return what somebody is sent, by edition."""
    query = sa.select(choices).where(choices.c.subscriber == id_).order_by(choices.c.edition)
    return tuple(_choice(row) for row in connection.execute(query).mappings())


def set_choice(connection: Connection, id_: str, choice: Choice) -> None:
    """Keep what somebody is sent of an edition, in place of what they were."""
    drop_choice(connection, id_, choice.edition)
    row = {"subscriber": id_, "edition": choice.edition, "subjects": [*choice.subjects], "days": [*choice.days]}
    connection.execute(sa.insert(choices), row)


def drop_choice(connection: Connection, id_: str, edition: str) -> Choice | None:
    """Let somebody be sent nothing more of an edition, and return what they were; None where it was nothing."""
    which = (choices.c.subscriber == id_) & (choices.c.edition == edition)
    row = connection.execute(sa.select(choices).where(which)).mappings().one_or_none()
    connection.execute(sa.delete(choices).where(which))
    return _choice(row) if row else None


def suppress(connection: Connection, folded: str, *, why: str, now: dt.datetime, for_good: bool) -> None:
    """Keep that an address must not be written to: its hash alone."""
    hash_ = address_hash(connection, folded)
    connection.execute(sa.delete(suppressed).where(suppressed.c.hash == hash_))
    row = {"hash": hash_, "why": why, "at": now, "for_good": for_good}
    connection.execute(sa.insert(suppressed), row)


def is_suppressed(connection: Connection, folded: str, *, for_good: bool = False) -> bool:
    """Say whether an address must not be written to; with `for_good`, whether not even where somebody signs it up."""
    which = suppressed.c.hash == address_hash(connection, folded)
    if for_good:
        which &= suppressed.c.for_good
    return connection.scalar(sa.select(suppressed.c.hash).where(which)) is not None


def lift_suppression(connection: Connection, folded: str, *, for_good: bool = True) -> bool:
    """Let an address be written to again, and say whether it was not; one that asked never to be, if `for_good`."""
    which = suppressed.c.hash == address_hash(connection, folded)
    if not for_good:
        which &= ~suppressed.c.for_good
    return bool(connection.execute(sa.delete(suppressed).where(which)).rowcount)


def _one(connection: Connection, which: sa.ColumnElement[bool]) -> Subscriber | None:
    row = connection.execute(sa.select(*COLUMNS).where(which)).mappings().one_or_none()
    return Subscriber(**row) if row else None


def _choice(row: sa.RowMapping) -> Choice:
    return Choice(edition=row["edition"], subjects=tuple(row["subjects"]), days=tuple(row["days"]))
