"""Proves that accounts are those of the bodies they stand in, and belong where it was last noted that they do."""

from collections.abc import Iterator

import sqlalchemy as sa
from sqlalchemy import Connection

from detente.incidents.packed import unpack_accounts
from detente.store import tables
from detente.store.accounts import STAYING, State, account_row

__all__ = ["wrong_accounts"]

MADE, ACCOUNTS, MEMBERSHIPS = tables.account_readings, tables.accounts, tables.memberships
AT_ONCE = 200


def wrong_accounts(connection: Connection) -> Iterator[str]:
    """Yield in words which accounts are others than their bodies hold, or stand in another incident than was noted."""
    after = ""
    query = sa.select(MADE.c.id, MADE.c.document_id, MADE.c.body).order_by(MADE.c.id).limit(AT_ONCE)
    while page := connection.execute(query.where(MADE.c.id > after)).all():
        after = page[-1].id
        stored = _stored(connection, [row.id for row in page])
        for made, document, body in page:
            if _held(made, document, bytes(body)) != stored.get(made, {}):
                yield f"accounts of document {document[:16]} were altered: they are not those that were made of it"
    yield from _hidden(connection)
    yield from _elsewhere(connection)


Row = tuple[object, ...]


def _held(made: str, document: str, body: bytes) -> dict[int, Row] | None:
    """Return the rows of the accounts that a body holds, by their numbers; None where it cannot be read."""
    try:
        whole = unpack_accounts(body, voice=document)
        rows = [account_row(one, made, position) for position, one in enumerate(whole)]
    except Exception:  # noqa: BLE001 - whatever was put there in its place
        return None
    return {row["number"]: tuple(row[name] for name in STAYING) for row in rows}


def _stored(connection: Connection, made: list[str]) -> dict[str, dict[int, Row]]:
    found: dict[str, dict[int, Row]] = {}
    query = sa.select(ACCOUNTS.c.made_id, ACCOUNTS.c.number, *(ACCOUNTS.c[name] for name in STAYING))
    for row in connection.execute(query.where(ACCOUNTS.c.made_id.in_(made))):
        found.setdefault(row[0], {})[row[1]] = tuple(row[2:])
    return found


def _hidden(connection: Connection) -> Iterator[str]:
    """Yield which accounts are said to count though those of their reading do not, or the other way round."""
    query = sa.select(ACCOUNTS.c.document_id).distinct().join(MADE, MADE.c.id == ACCOUNTS.c.made_id)
    for document in connection.scalars(query.where((ACCOUNTS.c.state <= State.SETTLED) != MADE.c.retired_at.is_(None))):
        yield f"accounts of document {document[:16]} were altered: some count, and others of the same reading do not"


def _elsewhere(connection: Connection) -> Iterator[str]:
    """Yield which accounts that are settled stand in another incident than their last membership says."""
    last = sa.select(sa.func.max(MEMBERSHIPS.c.number)).group_by(MEMBERSHIPS.c.account)
    noted = sa.select(MEMBERSHIPS.c.account, MEMBERSHIPS.c.incident).where(MEMBERSHIPS.c.number.in_(last)).subquery()
    query = sa.select(ACCOUNTS.c.key, ACCOUNTS.c.document_id)
    query = query.outerjoin(noted, noted.c.account == ACCOUNTS.c.key).where(ACCOUNTS.c.state == State.SETTLED)
    for key, document in connection.execute(query.where(ACCOUNTS.c.incident.is_distinct_from(noted.c.incident))):
        yield f"account {key[:16]} of document {document[:16]} was put into another incident than was noted of it"
    open_ones = sa.exists().where(ACCOUNTS.c.key == noted.c.account, ACCOUNTS.c.state != State.RETIRED)
    for key, incident in connection.execute(sa.select(noted).where(noted.c.incident.is_not(None), ~open_ones)):
        yield f"account {key[:16]} was taken out of incident {incident[:16]}: nothing was noted of that"
