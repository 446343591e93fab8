"""Which accounts are worth comparing: those that share a key, within so many days of each other.

Whether two accounts are candidates depends on the two alone, so the order in which they come changes nothing.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from detente.incidents.account import Account
from detente.incidents.families import FAMILIES

__all__ = ["ASIDE", "FAR", "LONG", "NEAR", "Key", "are_near", "candidates", "days_of", "keys_of"]

Key = str
RARE = 8
"""Bits from which a stem of the sentence is a key by itself, and one of the report's beginning with the type's
family."""
NEAR, FAR = 3, 10
"""Days between two accounts that share a common key, or one that few have."""
ASIDE = 45
"""Days to what was planned, or is told with a loose date."""
LONG = 366 * 40
"""Days to what is recalled: an anniversary comes after years."""
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
    holding: defaultdict[Key, list[int]] = defaultdict(list)
    for at, account in enumerate(accounts):
        for key in (*keys_of(account), f"rare document {account.document}"):
            holding[key].append(at)
    shared: defaultdict[tuple[int, int], list[Key]] = defaultdict(list)
    for key, members in holding.items():
        for i, one in enumerate(members):
            for other in members[i + 1 :]:
                shared[one, other].append(key)
    for (one, other), keys in sorted(shared.items()):
        if accounts[one].document == accounts[other].document or are_near(accounts[one], accounts[other], keys):
            yield one, other
