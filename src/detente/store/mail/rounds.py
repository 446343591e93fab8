"""Which rounds of an edition are done: its hour came on a day, and a brief was composed, or it was said why not."""

import datetime as dt
from collections.abc import Collection

import sqlalchemy as sa
from sqlalchemy import Connection
from sqlalchemy.dialects.sqlite import insert

from detente.store.mail.tables import rounds

__all__ = ["done_rounds", "keep_round"]


def done_rounds(connection: Connection, keys: Collection[tuple[str, str]]) -> set[tuple[str, str]]:
    """Return which of these rounds (edition, day) are done."""
    asked = sa.select(rounds.c.edition, rounds.c.day)
    found = {(edition, day) for edition, day in connection.execute(asked)}
    return found & set(keys)


def keep_round(
    connection: Connection, edition: str, day: str, *, at: dt.datetime, outcome: str, brief: str | None
) -> None:
    """Note that a round is done."""
    row = {"edition": edition, "day": day, "at": at, "outcome": outcome, "brief": brief}
    connection.execute(insert(rounds).values(**row).on_conflict_do_nothing())
