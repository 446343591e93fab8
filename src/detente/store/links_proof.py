"""Proves that links are what comparing their accounts comes to, and that nothing was planted that acts by itself."""

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
from detente.store.words import is_of_words_index

__all__ = ["planted", "wrong_links"]

ACCOUNTS, LINKS, VOICES = tables.accounts, tables.links, tables.document_voices
AT_ONCE = 50
"""Documents whose links are looked at together."""
CLOSE = 0.00001


def wrong_links(connection: Connection, *, share: float = 1.0) -> Iterator[str]:
    """Yield in words which links, of a share drawn by chance, are others than their accounts come to."""
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


def _told(one: Account, other: Account) -> str:
    return (
        f"the link between account {one.key[:16]} of document {one.document[:16]} and account {other.key[:16]} of "
        f"document {other.document[:16]} was altered: it is not what comparing them comes to"
    )


def planted(connection: Connection) -> Iterator[str]:
    """Yield what stands in the database that is none of a record's and could act by itself, or be taken for its own."""
    known = set(tables.metadata.tables)
    for kind, name, table in _others(connection, known):
        what = f"{kind} {name[:60]!r}" + (f" on {table}" if kind == "trigger" else "")
        yield f"{what} stands in the database, and is none of a record's: somebody put it there"


def _others(connection: Connection, known: set[str]) -> Iterator[tuple[str, str, str]]:
    if connection.dialect.name == "sqlite":
        rows = connection.exec_driver_sql("SELECT type, name, tbl_name, sql FROM sqlite_master WHERE type <> 'index'")
        for kind, name, table, made in rows:
            if is_of_words_index(name, made):
                continue
            if kind in {"trigger", "view"} or (name not in known and not name.startswith("sqlite_")):
                yield str(kind), str(name), str(table)
        return
    query = (
        "SELECT t.tgname, c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
        "JOIN pg_namespace n ON n.oid = c.relnamespace WHERE NOT t.tgisinternal AND n.nspname = current_schema()"
    )
    for name, table in connection.exec_driver_sql(query):
        if table in known:  # a database may be shared with others, its tables are not
            yield "trigger", str(name), str(table)
