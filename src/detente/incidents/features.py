"""What speaks for and against two accounts telling of one happening, each as a feature that a person can read.

A feature is a name and a value, mostly 1. Those of a kind (time, place, type, ...) exclude each other, so that what
is not told has a weight of its own, learned like the others.
"""

import math
from collections.abc import Iterator, Mapping

from detente.incidents.account import Account, Told, Ways
from detente.incidents.compare_parties import party_features
from detente.incidents.compare_places import place_features
from detente.incidents.compare_times import time_features
from detente.incidents.compare_words import word_features
from detente.incidents.families import FAMILIES

__all__ = ["compare_accounts", "kind_features"]

Feature = tuple[str, float]

FIGURES = frozenset(
    (
        "killed",
        "wounded",
        "captured",
        "missing",
        "displaced",
        "violations",
        "mines",
        "people",
        "troops",
        "vehicles",
        "weapons",
    )
)


def compare_accounts(one: Account, other: Account) -> Mapping[str, float]:
    """Return what speaks for and against two accounts telling of one happening, whichever comes first."""
    if (other.document, other.start, other.key) < (one.document, one.start, one.key):
        one, other = other, one
    found: dict[str, float] = {}
    for part in (time_features, place_features, kind_features, party_features, _figures, word_features, _standing):
        for name, value in part(one, other):
            found[name] = found.get(name, 0.0) + value
    return found


def kind_features(one: Account, other: Account) -> Iterator[Feature]:
    """Yield what is to be said of what kind of event two accounts are."""
    if one.type == other.type:
        yield "type: the same", 1.0
        yield f"type: both {one.type}", 1.0
        if one.mode and other.mode:
            yield "mode: the same" if one.mode == other.mode else "mode: another", 1.0
        elif one.mode or other.mode:
            yield "mode: told by one", 1.0
        return
    a, b = sorted((FAMILIES[one.type], FAMILIES[other.type]))
    yield "type: another of one family" if a == b else f"type: {a} and {b}", 1.0


def _figures(one: Account, other: Account) -> Iterator[Feature]:
    kinds = {t.kind for t in one.told} & {t.kind for t in other.told} & FIGURES
    for kind in sorted(kinds):
        some = [t for t in one.told if t.kind == kind]
        others = [t for t in other.told if t.kind == kind]
        fits = any(_fit(a, b) for a in some for b in others)
        yield "numbers: agree" if fits else "numbers: differ", 1.0


def _fit(a: Told, b: Told) -> bool:
    low = max(-math.inf if x.low is None else x.low for x in (a, b))
    high = min(math.inf if x.high is None else x.high for x in (a, b))
    return low <= high


def _standing(one: Account, other: Account) -> Iterator[Feature]:
    if one.document == other.document:
        gap = abs(one.sentence - other.sentence)
        where = "one sentence" if gap == 0 else "the next sentence" if gap == 1 else "one report"
        alike = "same type" if one.type == other.type else "other type"
        yield f"told in {where}: {alike}", 1.0
        if gap and other.ways.another:
            yield "told as a further one", 1.0
        yield from _taken_up(one.ways, other.ways)
    elif one.ways.another != other.ways.another:
        yield "one is told as a further one", 1.0
    yield f"status: {' and '.join(sorted((one.status, other.status)))}", 1.0


def _taken_up(first: Ways, second: Ways) -> Iterator[Feature]:
    """Say whether a report takes up what it told before ("the attack"), or begins another ("an attack")."""
    if second.definite and not first.definite:
        yield "the later one is told as known already", 1.0
    if second.indefinite:
        yield "the later one is told as new", 1.0
