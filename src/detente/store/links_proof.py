"""Proves that links are those that linking noted, and each of them what comparing its accounts comes to."""

from collections.abc import Iterator, Sequence
from random import SystemRandom

import sqlalchemy as sa
from sqlalchemy import Connection, RowMapping

from detente.core.errors import RecordBroken
from detente.incidents.account import Account
from detente.incidents.rivals import weigh_rivals
from detente.incidents.scoring import Weighed, Weights, default_weights, weigh_pairs
from detente.store import tables
from detente.store.accounts import State, accounts_by_number
from detente.store.asked import portions
from detente.store.links_noted import LinksSum, links_noted, sum_all

__all__ = ["wrong_links"]

ACCOUNTS, LINKS, VOICES = tables.accounts, tables.links, tables.document_voices
AT_ONCE = 50
"""Documents whose links are looked at together."""
CLOSE = 0.00001


def wrong_links(connection: Connection, *, share: float = 1.0) -> Iterator[str]:
    """Yield in words what of the links is not as linking noted it, and which are others than their accounts come to.

    Accounts are compared anew of a share drawn by chance; that none is missing is looked at whatever the share.
    """
    noted, there = links_noted(connection), sum_all(connection)
    if noted is not None and noted != there:
        yield _told_of_all(noted, there)
    documents = connection.scalars(sa.select(ACCOUNTS.c.document_id).distinct().order_by(ACCOUNTS.c.document_id)).all()
    chance = SystemRandom()
    for at in range(0, len(documents), AT_ONCE):
        if share >= 1 or chance.random() < share:
            yield from _of_documents(connection, documents[at : at + AT_ONCE])


def _of_documents(connection: Connection, documents: Sequence[str]) -> Iterator[str]:
    """Yield which links of the accounts of documents do not hold; all their rivals are among them."""
    live = ACCOUNTS.c.state.in_([State.LINKED, State.SETTLED])
    query = sa.select(ACCOUNTS.c.number).where(ACCOUNTS.c.document_id.in_(documents), live)
    own = set(connection.scalars(query))
    weights = default_weights()
    rows = [row for row in _links(connection, sorted(own)) if row["linked_by"].endswith(f"+{weights.version}")]
    numbers = sorted({row[side] for row in rows for side in ("first", "second")})
    voice = {row[0]: row[1] for row in connection.execute(sa.select(VOICES))}
    try:
        accounts = accounts_by_number(connection, numbers, voice)
    except RecordBroken:
        return  # which of them cannot be read is told of the accounts
    homes = {number: account.document for number, account in accounts.items()}
    told = {(row["first"], row["second"]): row["likelihood"] for row in rows}
    weighed = weigh_rivals({pair: likely for pair, likely in told.items() if homes.keys() >= set(pair)}, homes)
    known = [row for row in rows if accounts.keys() >= {row["first"], row["second"]}]
    pairs = [(accounts[row["first"]], accounts[row["second"]]) for row in known]
    for row, (one, other), found in zip(known, pairs, weigh_pairs(pairs, weights), strict=True):
        if _differs(row, found, weighed[row["first"], row["second"]], weights):
            yield _told(one, other)


def _links(connection: Connection, numbers: Sequence[int]) -> list[RowMapping]:
    """Return the links of accounts, each once, where both of its accounts count."""
    found: dict[tuple[int, int], RowMapping] = {}
    first, second = ACCOUNTS.alias("one"), ACCOUNTS.alias("other")
    counting = [State.LINKED, State.SETTLED]
    query = (
        sa.select(LINKS).join(first, first.c.number == LINKS.c.first).join(second, second.c.number == LINKS.c.second)
    )
    query = query.where(first.c.state.in_(counting), second.c.state.in_(counting))
    for some in portions(numbers):
        for side in (LINKS.c.first, LINKS.c.second):
            for row in connection.execute(query.where(side.in_(some))).mappings():
                found[row["first"], row["second"]] = row
    return list(found.values())


def _differs(row: RowMapping, found: Weighed, weighed: float, weights: Weights) -> bool:
    reasons = [[reason.feature, reason.weight] for reason in found.reasons(weights)]
    kept = [list(one) for one in row["reasons"]]
    return (
        abs(row["likelihood"] - found.likelihood) > CLOSE
        or abs(row["weighed"] - weighed) > CLOSE
        or kept != reasons[: len(kept)]
    )


def _told_of_all(noted: LinksSum, there: LinksSum) -> str:
    """Say how the links that are there differ from those that linking noted."""
    if noted.number == there.number:
        return f"the {noted.number:,} links between accounts are not those that linking noted: some were altered"
    what = "taken out" if noted.number > there.number else "put in"
    return f"there are {there.number:,} links between accounts, and linking noted {noted.number:,}: some were {what}"


def _told(one: Account, other: Account) -> str:
    return (
        f"the link between account {one.key[:16]} of document {one.document[:16]} and account {other.key[:16]} of "
        f"document {other.document[:16]} was altered: it is not what comparing them comes to"
    )
