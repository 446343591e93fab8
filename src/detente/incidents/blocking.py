"""Which accounts are worth comparing: those that share a key, within so many days of each other.

Whether two accounts are candidates depends on the two alone, so the order in which they come changes nothing.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from detente.incidents.account import Account
from detente.incidents.families import FAMILIES
from detente.incidents.meeting import ASIDE, FAR, LONG, NEAR, UNDATED, Row, meet

__all__ = ["Key", "are_near", "candidates", "days_of", "how_told", "keys_of", "rows_of"]

Key = str
RARE = 8
"""Bits from which a stem of the sentence is a key by itself, and one of the report's beginning with the type's
family."""
CELL = 0.5
"""Degrees of the grid of places."""


def keys_of(account: Account) -> frozenset[Key]:
    """Return the keys of an account; those that begin with "rare" are shared by few."""
    family, ways = FAMILIES[account.type], account.ways
    found = {f"rare word {stem}" for stem, bits in ways.sentence.bits.items() if _is_rare(stem, bits)}
    found |= {f"rare report {stem}" for stem in ways.rare}
    for words in (ways.sentence.bits, ways.lead.bits):
        found |= {f"rare around {stem} {family}" for stem, bits in words.items() if _is_rare(stem, bits)}
    where = account.where
    if where is not None:
        found |= {f"rare place {word} {family}" for word in where.words}
        if where.lat is not None and where.lon is not None:
            found |= {f"rare cell {cell} {family}" for cell in _cells(where.lat, where.lon)}
        found |= {f"deed {where.country} {stem}" for stem in ways.trigger}
    actors = {side.country for side in account.actors if side.country} or {"-"}
    recipients = {side.country for side in account.recipients if side.country} or {"-"}
    if actors != {"-"} or recipients != {"-"}:
        found |= {f"parties {'+'.join(sorted((a, r)))} {account.type}" for a in actors for r in recipients}
    return frozenset(found)


def _is_rare(stem: str, bits: int) -> bool:
    """Say whether few share a stem: a single letter ("a", the s of "U.S.") stands in no list of words, and is none."""
    return bits >= RARE and len(stem) > 1


def _cells(lat: float, lon: float) -> Iterator[str]:
    """Yield the cell of a point and those beside it: two points of one town may lie on both sides of a line."""
    row, column = int(lat // CELL), int(lon // CELL)
    yield from (f"{row + i}/{column + j}" for i in (0, 1) for j in (0, 1))


def days_of(account: Account) -> tuple[int, int] | None:
    """Return the days on which an account's happening may have been; None where nothing tells."""
    if account.when is not None and account.when.nearness != "around":
        return account.when.first, account.when.last
    if account.published is None:
        return None
    return account.published[0] - NEAR, account.published[1]


def are_near(one: Account, other: Account, shared: Iterable[Key]) -> bool:
    """Say whether two accounts that share these keys lie near enough in time to be compared."""
    a, b = days_of(one), days_of(other)
    if a is None or b is None:
        return True
    gap = max(a[0], b[0]) - min(a[1], b[1])
    return gap <= _window(one, other, rare=any(key.startswith("rare") for key in shared))


def _window(one: Account, other: Account, *, rare: bool) -> int:
    if not rare:
        return NEAR
    if one.is_recalled or other.is_recalled:
        return LONG
    return ASIDE if "planned" in {one.status, other.status} else FAR


def candidates(accounts: Sequence[Account]) -> Iterator[tuple[int, int]]:
    """Yield the pairs of accounts worth comparing, as their places in the sequence, each once, the lower first.

    Those of one document are all compared.
    """
    numbers: dict[Key, int] = {}
    rows: list[Row] = []
    rare: list[bool] = []
    for at, account in enumerate(accounts):
        keys = sorted(keys_of(account))
        rows += rows_of(account, at, [numbers.setdefault(key, len(numbers)) for key in keys])
        rare += [key.startswith("rare") for key in keys]
    ours, theirs = meet(rows, rare, rows)
    found = {(one, other) for one, other in zip(ours.tolist(), theirs.tolist(), strict=True) if one < other}
    yield from sorted(found | set(_within(accounts)))


def _within(accounts: Sequence[Account]) -> Iterator[tuple[int, int]]:
    """Yield the pairs of accounts of one document."""
    by_document: dict[str, list[int]] = {}
    for at, account in enumerate(accounts):
        by_document.setdefault(account.document, []).append(at)
    for some in by_document.values():
        yield from combinations(some, 2)


def rows_of(account: Account, number: int, keys: Iterable[int]) -> Iterator[Row]:
    """Yield an account's rows under its keys, for finding whom it meets."""
    first, last = days_of(account) or (0, 0)
    told = how_told(account)
    yield from ((key, number, first, last, told) for key in keys)


def how_told(account: Account) -> int:
    """Return how an account is told, as `meeting` asks for it."""
    if days_of(account) is None:
        return UNDATED
    return 2 if account.is_recalled else 1 if account.status == "planned" else 0
