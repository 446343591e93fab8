"""Links what reports tell of one happening: accounts of what was read, links between them, and what belongs together.

Each step takes up what an interrupted run left. In whatever pieces and order reports come, what belongs together is the
same in the end as if all had come at once.
"""

import datetime as dt
import functools
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from detente.core.errors import DocumentError
from detente.core.version import VERSION
from detente.incidents.account import Account
from detente.incidents.from_reading import accounts_of
from detente.incidents.glance import worth_weighing
from detente.incidents.packed import unpack_accounts
from detente.incidents.remarks import Remark, remarks_of
from detente.incidents.scoring import Weighed, Weights, default_weights, weigh_pairs
from detente.pipeline.pool import READING, map_in_order
from detente.store import (
    Found,
    LinkRow,
    Record,
    Settling,
    begin_linking,
    bodies_by_number,
    find_pairs,
    keep_links,
    settle_waiting,
    take_up_readings,
)

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Pairs = npt.NDArray[np.int64]

__all__ = ["ACCOUNTS_VERSION", "LEAST", "LINKING_VERSION", "link_waiting", "settling"]

ACCOUNTS_VERSION = "4"
"""Of what accounts and remarks are made of: a change lets all readings be taken up anew."""
LINKING_VERSION = "3"
"""Of which accounts are compared and how; the weights' own version comes beside it."""
LEAST = 0.05
"""Likelihood from which a link is kept; below it two accounts count as strangers."""
REASONED = 0.25
"""Likelihood from which the reasons are kept with a link; of the others they are worked out when somebody asks."""
MOST_REASONS = 12
FEW = 20_000
"""Pairs so few that starting a process takes longer than comparing them."""
AT_ONCE = 150_000
"""Pairs compared in one piece."""
REPORTS = 2_000
"""Reports whose accounts are held: those of a new day come up in every piece."""

Clock = Callable[[], dt.datetime]
COMPARING = replace(READING, doing="comparing accounts")


def link_waiting(record: Record, *, clock: Clock, workers: int = 1) -> Iterator[int]:
    """Make accounts of what was read, link them and settle what belongs together; yield as each portion is done."""
    weights = default_weights()
    version = f"{LINKING_VERSION}+{weights.version}"
    for _ in take_up_readings(record, _make, version=ACCOUNTS_VERSION, clock=clock):
        yield 0
    voices = begin_linking(record, version=version)
    while (found := find_pairs(record, voices)) is not None:
        rows = tuple(_compare(record, found, voices, workers))
        if keep_links(record, found, rows, version=version, now=clock()):
            yield len(found.own)
    for _ in settle_waiting(record, settling(weights), clock=clock):
        yield 0


def settling(weights: Weights) -> Settling:
    """Return by what accounts are settled, and under whose name."""
    author = f"machine détente {VERSION} linking {LINKING_VERSION}"
    return Settling(weights=weights, author=author, reason=f"linked with weights {weights.version}")


def _make(reading: dict[str, Any], document: str) -> tuple[Sequence[Account], Sequence[Remark]]:
    accounts = tuple(accounts_of(reading, document=document))
    return accounts, tuple(remarks_of(reading, accounts))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Piece:
    """Pairs of accounts to compare, and the accounts as they are kept: each number says in which body, and where."""

    bodies: Sequence[tuple[bytes, str]]
    """With the voice of each."""
    places: Mapping[int, tuple[int, int]]
    pairs: "Pairs"


def _compare(record: Record, found: Found, voices: Mapping[str, str], workers: int) -> Iterator[LinkRow]:
    """Yield the links among pairs of accounts, whatever the number of workers the same."""
    enough = workers > 1 and len(found.pairs) >= FEW
    cut = (found.pairs[at : at + AT_ONCE] for at in range(0, len(found.pairs), AT_ONCE))
    pieces = (_piece(record, pairs, voices) for pairs in cut)
    used = workers if enough else 0
    for rows in map_in_order(_weigh, pieces, workers=used, give_up=_give_up, limits=COMPARING):
        yield from rows


def _piece(record: Record, pairs: "Pairs", voices: Mapping[str, str]) -> _Piece:
    import numpy as np

    bodies, places = bodies_by_number(record, np.unique(pairs).tolist())
    voiced = [(body, voices.get(document, document)) for document, body in bodies]
    return _Piece(bodies=voiced, places=places, pairs=pairs)


def _weigh(piece: _Piece) -> list[LinkRow]:
    """Return the links among pairs of accounts."""
    import numpy as np

    weights = default_weights()
    whole = [_unpacked(body, voice) for body, voice in piece.bodies]
    numbers = sorted(piece.places)
    accounts = [whole[body][at] for body, at in (piece.places[number] for number in numbers)]
    one, other = np.searchsorted(np.array(numbers, dtype=np.int64), piece.pairs).T
    pairs = [*zip(*(some.tolist() for some in worth_weighing(accounts, one, other, weights)), strict=True)]
    all_weighed = weigh_pairs(((accounts[a], accounts[b]) for a, b in pairs), weights)
    return [
        _row((min(numbers[a], numbers[b]), max(numbers[a], numbers[b])), weighed, weights)
        for (a, b), weighed in zip(pairs, all_weighed, strict=True)
        if weighed.likelihood >= LEAST
    ]


@functools.lru_cache(maxsize=REPORTS)
def _unpacked(body: bytes, voice: str) -> tuple[Account, ...]:
    return unpack_accounts(body, voice=voice)


def _row(pair: tuple[int, int], weighed: Weighed, weights: Weights) -> LinkRow:
    kept = weighed.reasons(weights)[:MOST_REASONS] if weighed.likelihood >= REASONED else ()
    reasons = tuple((reason.feature, reason.weight) for reason in kept)
    return LinkRow(pair=pair, likelihood=round(weighed.likelihood, 6), reasons=reasons)


def _give_up(piece: _Piece, error: DocumentError, again: Callable[[_Piece], list[LinkRow]]) -> list[LinkRow]:
    """Compare in halves what was too much for one process; what one pair fails of is a defect, and ends the run."""
    half = len(piece.pairs) // 2
    if not half:
        raise error
    return [row for part in (piece.pairs[:half], piece.pairs[half:]) for row in again(replace(piece, pairs=part))]
