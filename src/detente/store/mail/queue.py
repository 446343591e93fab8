"""The queue of letters: who is still to be sent which, what became of it, and what was tried.

A delivery goes ``waiting`` → ``sending`` → ``handing over`` → ``sent``. Each step is written down before it is taken,
and is taken only by whoever finds the one before it: what is found ``sending`` after a kill was not handed over and
waits again, what is found ``handing over`` may have been, and is ``in doubt``.
"""

import datetime as dt
import itertools
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal, get_args

import sqlalchemy as sa
from sqlalchemy import Connection, RowMapping
from sqlalchemy.dialects.sqlite import insert

from detente.store.mail.keys import drawn_key
from detente.store.mail.recovery import AHEAD
from detente.store.mail.signing import DELIVERIES, message_id_of
from detente.store.mail.tables import choices, deliveries, letters, subscribers, tries

__all__ = [
    "STATES", "Due", "Part", "State", "Try", "Wanted", "begin", "hand_over", "next_due", "next_moment", "put_back",
    "put_up", "put_up_each", "settle",
]  # fmt: skip

State = Literal["waiting", "sending", "handing over", "sent", "refused", "given up", "in doubt", "called off"]
STATES: tuple[State, ...] = get_args(State)
Part = Literal["whole", "corrections"]
MINUTE = dt.timedelta(minutes=1)
AT_ONCE = 400
ASKED = ("pending", "confirmed")
"""Subscribers of which states are sent a letter that asks them to confirm; any other letter those that confirmed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Whom a letter is to be sent to, from when on, and which part of it."""

    subscriber: str
    due_at: dt.datetime
    part: Part = "whole"


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A delivery whose time has come. `address` is the subscriber's as it is now."""

    letter: str
    subscriber: str
    message_id: str
    domain: str
    part: Part
    tries: int
    wanted_at: dt.datetime
    address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Try:
    """What came of an attempt: at which stage, what the server said; no code where it said nothing."""

    at: dt.datetime
    stage: str
    code: int | None
    words: str


def put_up(
    connection: Connection,
    letter: str,
    subscribers_: Collection[str],
    due_at: dt.datetime,
    now: dt.datetime,
    *,
    part: Part = "whole",
) -> int:
    """Put a letter up for subscribers, all of them from one time on; return how many were not there yet."""
    wanted = (Wanted(subscriber=one, due_at=due_at, part=part) for one in subscribers_)
    return put_up_each(connection, letter, wanted, now)


def put_up_each(connection: Connection, letter: str, wanted: Iterable[Wanted], now: dt.datetime) -> int:
    """Put a letter up for subscribers, each from a time of their own on; return how many were not there yet.

    Who has no address any more is left out. Nobody is put up twice for one letter.
    """
    key = drawn_key(connection, DELIVERIES)
    made = 0
    for some in _batches(wanted):
        domains = _domains(connection, [one.subscriber for one in some])
        rows = [_row(key, letter, one, domains[one.subscriber], now) for one in some if one.subscriber in domains]
        if rows:
            made += connection.execute(insert(deliveries).on_conflict_do_nothing(), rows).rowcount
    return made


def _batches(wanted: Iterable[Wanted]) -> Iterator[list[Wanted]]:
    left = iter(wanted)
    while some := list(itertools.islice(left, AT_ONCE)):
        yield some


def _domains(connection: Connection, ids: Collection[str]) -> dict[str, str]:
    asked = sa.select(subscribers.c.id, subscribers.c.address)
    asked = asked.where(subscribers.c.id.in_(ids), subscribers.c.address.is_not(None))
    return {id_: address.rpartition("@")[2].lower() for id_, address in connection.execute(asked)}


def _row(key: bytes, letter: str, wanted: Wanted, domain: str, now: dt.datetime) -> dict[str, object]:
    due = max(wanted.due_at, now)
    return {
        "letter": letter, "subscriber": wanted.subscriber, "state": "waiting", "part": wanted.part, "domain": domain,
        "due_at": due, "wanted_at": due, "tries": 0, "answer": "",
        "message_id": message_id_of(key, letter, wanted.subscriber),
    }  # fmt: skip


def next_due(connection: Connection, *, now: dt.datetime, per_minute: int, most: int) -> list[Due]:
    """Return deliveries whose time has come: of each domain as many as the last minute leaves, in turn."""
    d = deliveries.c
    lately = sa.select(d.domain, sa.func.count().label("number")).where(d.tried_at.between(now - MINUTE, now + AHEAD))
    recent = lately.group_by(d.domain).subquery()
    place = sa.func.row_number().over(partition_by=d.domain, order_by=(d.due_at, d.letter, d.subscriber))
    due = sa.select(deliveries, place.label("place")).where(d.state == "waiting", d.due_at <= now).subquery()
    left = per_minute - sa.func.coalesce(recent.c.number, 0)
    asked = sa.select(due).join(recent, recent.c.domain == due.c.domain, isouter=True).where(due.c.place <= left)
    # by drawn ids, and not by names of domains: nobody chooses to stand next to whom
    asked = asked.order_by(due.c.place, due.c.due_at, due.c.subscriber).limit(most)
    return [_due(row) for row in connection.execute(asked).mappings()]


def _due(row: RowMapping, address: str = "") -> Due:
    return Due(
        letter=row["letter"], subscriber=row["subscriber"], message_id=row["message_id"], domain=row["domain"],
        part=row["part"], tries=row["tries"], wanted_at=row["wanted_at"] or row["due_at"], address=address,
    )  # fmt: skip


def next_moment(connection: Connection) -> dt.datetime | None:
    """Return when the next delivery is due, where one waits."""
    found: dt.datetime | None = connection.execute(
        sa.select(sa.type_coerce(sa.func.min(deliveries.c.due_at), deliveries.c.due_at.type)).where(
            deliveries.c.state == "waiting"
        )
    ).scalar_one()
    return found


def begin(connection: Connection, message_id: str, *, now: dt.datetime) -> Due | None:
    """Take a waiting delivery up: from now on it is ``sending``. None where it does not wait, or is called off here.

    Whoever ended it, is suspended or erased meanwhile is not written to.
    """
    row = _with_reader(connection, message_id)
    if row is None or row["state"] != "waiting":
        return None
    if not _may_be_written_to(row):
        _set(connection, message_id, "waiting", state="called off", answer=_why_not(row))
        return None
    _set(connection, message_id, "waiting", state="sending", tried_at=now)
    return _due(row, row["address"])


def hand_over(connection: Connection, message_id: str) -> bool:
    """Write down that a letter is about to be handed over, and say whether it may be.

    It may not where its reader ended it in this moment, or another process thinks it waits: it is called off then.
    """
    row = _with_reader(connection, message_id)
    if row is None or row["state"] != "sending":
        return False
    if not _may_be_written_to(row):
        _set(connection, message_id, "sending", state="called off", answer=_why_not(row))
        return False
    return _set(connection, message_id, "sending", state="handing over")


def settle(
    connection: Connection,
    message_id: str,
    tried: Try,
    *,
    state: State,
    due_at: dt.datetime | None = None,
) -> bool:
    """Write down what came of an attempt, and how the delivery stands now; say whether it still was ours to write.

    One that is in doubt meanwhile becomes what it was found to be.
    """
    d = deliveries.c
    told: dict[str, Any] = {"state": state, "answer": tried.words, "tries": d.tries + 1}
    told |= {"due_at": due_at} if due_at is not None else {}
    told |= {"sent_at": tried.at} if state == "sent" else {}
    ours = sa.update(deliveries).where(d.message_id == message_id, d.state.in_(("sending", "handing over", "in doubt")))
    done = connection.execute(ours.values(**told)).rowcount == 1
    _note(connection, message_id, tried)
    return done


def _note(connection: Connection, message_id: str, tried: Try) -> None:
    row = {"message_id": message_id, "at": tried.at, "stage": tried.stage, "code": tried.code, "answer": tried.words}
    connection.execute(sa.insert(tries).values(**row))


def put_back(connection: Connection, message_id: str, tried: Try, *, is_own: bool) -> None:
    """Let a delivery wait behind the others: what hindered it hinders all. It counts as tried where it may be its own.

    Only for what the server is known not to have taken.
    """
    d = deliveries.c
    mine = sa.update(deliveries).where(d.message_id == message_id, d.state.in_(("sending", "handing over")))
    told: dict[str, Any] = {
        "state": "waiting",
        "due_at": tried.at,
        "answer": tried.words,
        "tries": d.tries + int(is_own),
    }
    connection.execute(mine.values(**told))
    if is_own:
        _note(connection, message_id, tried)


def _with_reader(connection: Connection, message_id: str) -> RowMapping | None:
    d, s, c = deliveries.c, subscribers.c, choices.c
    chosen = sa.exists().where(c.subscriber == d.subscriber, c.edition == letters.c.edition).label("chosen")
    asked = sa.select(deliveries, s.address, s.state.label("reader"), letters.c.kind, chosen)
    asked = asked.join(subscribers, s.id == d.subscriber).join(letters, letters.c.id == d.letter)
    return connection.execute(asked.where(d.message_id == message_id)).mappings().one_or_none()


def _may_be_written_to(row: RowMapping) -> bool:
    if row["address"] is None:
        return False
    if row["kind"] == "confirmation":
        return row["reader"] in ASKED
    return row["reader"] == "confirmed" and bool(row["chosen"])


def _why_not(row: RowMapping) -> str:
    stands = "ended" if row["reader"] == "confirmed" else row["reader"]
    return f"not sent: the subscription is {stands}"


def _set(connection: Connection, message_id: str, before: State, **told: object) -> bool:
    d = deliveries.c
    mine = sa.update(deliveries).where(d.message_id == message_id, d.state == before)
    return connection.execute(mine.values(**told)).rowcount == 1
