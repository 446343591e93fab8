"""Sorts out at a glance which of many pairs of accounts are worth weighing with all that speaks for and against.

A glance sees when, what and how something was told, which rare words and countries the two reports share, and whether
one speaks of the names of the other. Where that alone makes it unlikely that the two are of one happening, the rest is
not looked at. It depends on the two accounts alone. What it sees are features of the pair with their own weights.
"""

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from detente.incidents.account import Account
from detente.incidents.compare_times import time_features
from detente.incidents.compare_words import (
    NAMES_AROUND,
    deed_features,
    names_feature,
    report_features,
    speaks_of_names,
)
from detente.incidents.features import kind_features
from detente.incidents.scoring import Weights

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Numbers = npt.NDArray[np.int64]
    Sums = npt.NDArray[np.float64]

__all__ = ["LEAST_SEEN", "worth_weighing"]

LEAST_SEEN = 0.03
"""Likelihood by what a glance sees from which a pair is weighed."""
EXACT = 9
"""Decimals to which a sum is the same in whatever order it is made."""
Compare = Callable[[Account, Account], Iterable[tuple[str, float]]]
Seen = Callable[[Account], Any]


def worth_weighing(
    accounts: Sequence[Account], ours: "Numbers", theirs: "Numbers", weights: Weights
) -> tuple["Numbers", "Numbers"]:
    """Return those of the pairs, by places in `accounts`, that are worth weighing; of one document all are."""
    import numpy as np

    if not len(ours):
        return ours, theirs
    documents = _numbered(account.document for account in accounts)
    seen = np.full(len(ours), weights.bias)
    for compare, sees in PARTS:
        seen += _by_class(accounts, (ours, theirs), compare, sees, weights)
    bar = math.log(LEAST_SEEN / (1 - LEAST_SEEN))
    one = documents[ours] == documents[theirs]
    open_ones = np.flatnonzero(~one & (seen + _most(weights) >= bar))
    seen[open_ones] += _by_reports(accounts, documents, (ours[open_ones], theirs[open_ones]), weights)
    kept = np.zeros(len(ours), dtype=bool)
    kept[open_ones] = np.round(seen[open_ones], EXACT) >= bar  # whichever of the two comes first
    return ours[one | kept], theirs[one | kept]


def _numbered(values: Iterable[Any]) -> "Numbers":
    """Return values as numbers, the same for the same."""
    import numpy as np

    known: dict[Any, int] = {}
    return np.array([known.setdefault(value, len(known)) for value in values], dtype=np.int64)


def _by_class(
    accounts: Sequence[Account], pairs: tuple["Numbers", "Numbers"], compare: Compare, sees: Seen, weights: Weights
) -> "Sums":
    """Return what a comparison says of each pair: of accounts that are alike in all that it sees, it says the same."""
    import numpy as np

    classes = _numbered(map(sees, accounts))
    of_class = dict(zip(classes.tolist(), accounts, strict=True))
    many = int(classes.max()) + 1
    codes, places = np.unique(classes[pairs[0]] * many + classes[pairs[1]], return_inverse=True)
    said = (_said(compare(*_apart(of_class[code // many], of_class[code % many])), weights) for code in codes.tolist())
    return np.fromiter(said, dtype=np.float64, count=len(codes))[places]


def _by_reports(
    accounts: Sequence[Account], documents: "Numbers", pairs: tuple["Numbers", "Numbers"], weights: Weights
) -> "Sums":
    """Return what the words of two reports say of each pair: most is the same for all that two reports tell."""
    import numpy as np

    ours, theirs = pairs
    of_two = np.array([[weights.of.get(names_feature(named, found), 0.0) for found in range(3)] for named in range(3)])
    has = np.array([bool(account.ways.rare_names) for account in accounts], dtype=np.int64)
    found = _spoken_of(accounts, documents, ours, theirs) + _spoken_of(accounts, documents, theirs, ours)
    names: Sums = of_two[has[ours] + has[theirs], found]
    return _by_class(accounts, pairs, _report_features, _documents, weights) + names


def _spoken_of(accounts: Sequence[Account], documents: "Numbers", named: "Numbers", by: "Numbers") -> "Numbers":
    """Return 1 for each account of `named` whose names the report of the account in `by` speaks of, else 0."""
    import numpy as np

    report = dict(zip(documents.tolist(), accounts, strict=True))
    many = len(report)
    codes, places = np.unique(named * many + documents[by], return_inverse=True)
    told = (speaks_of_names(report[code % many].ways, accounts[code // many].ways) for code in codes.tolist())
    return np.fromiter(told, dtype=np.int64, count=len(codes))[places]


def _apart(one: Account, other: Account) -> tuple[Account, Account]:
    """Return two accounts that stand for many others as two of different reports, which these are."""
    return (one, other) if one.document != other.document else (one, replace(other, document=f"{other.document} other"))


def _said(features: Iterable[tuple[str, float]], weights: Weights) -> float:
    total, of = 0.0, weights.of
    for name, value in features:
        total += of.get(name, 0.0) * value
    return total


def _most(weights: Weights) -> float:
    """Return the most that the words of two reports can say."""
    kinds: dict[str, float] = {}
    for name, weight in weights.of.items():
        kind = next((kind for kind in WORDS if name.startswith(kind)), None)
        if kind is not None:
            kinds[kind] = max(kinds.get(kind, 0.0), weight)
    return sum(kinds.values())


def _times(account: Account) -> Any:
    when = account.when
    days = when and (when.first, when.last, when.nearness)
    return days, account.published, account.status, account.ways.hours


def _documents(account: Account) -> Any:
    return account.document


def _report_features(one: Account, other: Account) -> Iterator[tuple[str, float]]:
    return report_features(one.ways, other.ways)


def _kinds(account: Account) -> Any:
    return account.type, account.mode


def _deeds(account: Account) -> Any:
    return account.ways.deeds, account.ways.general


def _statuses(account: Account) -> Any:
    return account.status


def _status_features(one: Account, other: Account) -> Iterator[tuple[str, float]]:
    yield f"status: {' and '.join(sorted((one.status, other.status)))}", 1.0


def _deed_features(one: Account, other: Account) -> Iterator[tuple[str, float]]:
    # which words were used is not seen
    return deed_features(*(replace(account.ways, trigger=frozenset()) for account in (one, other)))


PARTS: tuple[tuple[Compare, Seen], ...] = (
    (time_features, _times),
    (kind_features, _kinds),
    (_deed_features, _deeds),
    (_status_features, _statuses),
)
"""What is compared, and what of an account it depends on."""
WORDS: tuple[str, ...] = ("reports: rare words shared", "reports: of", "reports: one", NAMES_AROUND)
"""How the features begin that two reports' words yield."""
