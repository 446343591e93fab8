"""Figures from counts, each with its interval: what it would range over, had other documents of the kind been coded."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from detente.evaluate import claims as c
from detente.evaluate import details as d
from detente.evaluate import links as n
from detente.evaluate import tally as t
from detente.evaluate.pairs import NONE
from detente.evaluate.tally import Tally

__all__ = ["BELOW", "FIGURES", "RESAMPLES", "Estimate", "Figure", "figures_of"]

Rows = npt.NDArray[np.float64]
"""A number over all documents, then over each resample of them."""

RESAMPLES = 1_000
SEED = 2002
MIDDLE = (2.5, 97.5)
"""Percentiles between which 95 of 100 resamples lie."""
CHUNK = 2_000_000
"""Draws of a document held in memory at once."""

DETAILS = (d.PLACES, d.PLACED, d.QUANTITIES, d.AMOUNTS, d.QUALIFIED)
HAPPENINGS, PAIRS = "happenings, B-cubed", "happenings, pairs of accounts"
ALONE = "each account alone"
"""The label under which B-cubed stands as it would be if nothing were put together."""
EVERY = "every marked mention"
"""The label under which B-cubed stands with what the reader does not find, and what it finds beside the marks."""
MERGED, ALIKE = "other happenings taken for one", "alike happenings taken for one"
UNMET = "marked mentions without an account"
CUBED = (HAPPENINGS,)
POOLED = (t.TYPED, t.PARTIES, t.WHOLE, c.CONTENT, c.SOURCE, c.SPEAKER, c.QUOTED, n.LINKS, *DETAILS, PAIRS)
MACRO = (t.MODE, t.CONTEXTS, t.STATUS, t.PAIR_TYPE, t.PAIR_OR_NONE)
SHARES = (t.NONE_PAIRS, t.QUIET, c.LINKED, d.COUNTRY, d.SECTORS, d.POINTS, MERGED, ALIKE, UNMET)
FIGURES = (*POOLED, *CUBED, *MACRO, *SHARES, t.CALIBRATION)
"""The name of every figure, in the order in which they are shown."""
BELOW = frozenset({*SHARES, t.CALIBRATION})
"""Figures that are the better the smaller."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """A number and its 95 % interval, by bootstrap over documents."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure of a section: F1, mean F1 over labels, a share, or an error. `label` "": all labels together."""

    name: str
    label: str
    estimate: Estimate
    precision: Estimate | None = None
    recall: Estimate | None = None
    right: int | None = None
    given: int
    gold: int
    """For shares and errors: wrong ones are `given`, all are `gold`."""


def figures_of(tallies: Sequence[Tally], *, resamples: int = RESAMPLES, seed: int = SEED) -> tuple[Figure, ...]:
    """Return the figures of documents from what was counted in each; one that nothing was counted for is left out."""
    sums = _Sums(tallies, resamples=resamples, seed=seed)
    makers: tuple[tuple[Sequence[str], Callable[[_Sums, str], Iterator[Figure]]], ...] = (
        (CUBED, _cubed),
        (POOLED, _pooled),
        (MACRO, _macro),
        (SHARES, _share),
        ((t.CALIBRATION,), _calibration),
    )
    return tuple(figure for names, make in makers for name in names for figure in make(sums, name))


class _Sums:
    """Sums of counts over the documents, and over resamples of as many documents drawn with replacement."""

    def __init__(self, tallies: Sequence[Tally], *, resamples: int, seed: int) -> None:
        self._columns = {key: k for k, key in enumerate(sorted({key for tally in tallies for key in tally}))}
        counts = np.zeros((len(tallies), len(self._columns)))
        for i, tally in enumerate(tallies):
            for key, count in tally.items():
                counts[i, self._columns[key]] = count
        self._rows = np.vstack([counts.sum(axis=0), *_resampled(counts, resamples, seed)])

    def labels(self, name: str) -> list[str]:
        return sorted({label for figure, label, _ in self._columns if figure == name})

    def of(self, name: str, label: str, what: str) -> Rows:
        column = self._columns.get((name, label, what))
        rows: Rows = np.zeros(len(self._rows)) if column is None else self._rows[:, column]
        return rows

    def over(self, name: str, labels: Sequence[str], what: str) -> Rows:
        rows: Rows = np.sum([np.zeros(len(self._rows)), *(self.of(name, label, what) for label in labels)], axis=0)
        return rows


def _resampled(counts: Rows, resamples: int, seed: int) -> Iterator[Rows]:
    n = len(counts)
    if not n:
        return
    random = np.random.default_rng(seed)
    at_once = max(1, CHUNK // n)
    for start in range(0, resamples, at_once):
        drawn = random.multinomial(n, np.full(n, 1 / n), size=min(at_once, resamples - start))
        yield drawn @ counts


def _ratio(above: Rows, below: Rows, empty: float) -> Rows:
    rows: Rows = np.divide(above, below, out=np.full(len(above), empty), where=below > 0)
    return rows


def _f1(right: Rows, given: Rows, gold: Rows) -> Rows:
    """Return F1; it is not known where nothing was coded and nothing was given."""
    precision, recall = _ratio(right, given, 0.0), _ratio(right, gold, 0.0)
    return np.where(given + gold > 0, _ratio(2 * precision * recall, precision + recall, 0.0), np.nan)


def _estimate(rows: Rows) -> Estimate:
    """Return the first of the rows, and where the others lie; a resample in which it is not known has no say."""
    value, drawn = float(np.nan_to_num(rows[0])), rows[1:][~np.isnan(rows[1:])]
    low, high = np.percentile(drawn, MIDDLE) if drawn.size else (value, value)
    return Estimate(value=value, low=float(low), high=float(high))


def _labelled(sums: _Sums, name: str, labels: Sequence[str], label: str, main: Rows | None = None) -> Figure:
    """Return the figure of one label or several together: F1, or `main` in its place where that is another mean."""
    right, given, gold = (sums.over(name, labels, what) for what in ("right", "given", "gold"))
    whole = main is None
    return Figure(
        name=name,
        label=label,
        estimate=_estimate(_f1(right, given, gold) if main is None else main),
        precision=_estimate(_ratio(right, given, np.nan)) if whole else None,
        recall=_estimate(_ratio(right, gold, np.nan)) if whole else None,
        right=int(right[0]),
        given=int(given[0]),
        gold=int(gold[0]),
    )


def _pooled(sums: _Sums, name: str) -> Iterator[Figure]:
    labels = sums.labels(name)
    if labels:
        yield _labelled(sums, name, labels, "")
    yield from (_labelled(sums, name, [label], label) for label in labels if label)


def _cubed(sums: _Sums, name: str) -> Iterator[Figure]:
    """Yield B-cubed: the mean, over all accounts, of how much of an account's cluster and happening is the other's."""
    for label in sums.labels(name):
        precise, recalled = (sums.of(name, label, what) for what in ("precise", "recalled"))
        given, gold = (sums.of(name, label, what) for what in ("given", "gold"))
        if not given[0] or not gold[0]:
            continue
        precision = _ratio(precise, np.multiply(given, t.UNIT), np.nan)
        recall = _ratio(recalled, np.multiply(gold, t.UNIT), np.nan)
        yield Figure(
            name=name,
            label=label,
            estimate=_estimate(_ratio(2 * precision * recall, precision + recall, np.nan)),
            precision=_estimate(precision),
            recall=_estimate(recall),
            given=int(given[0]),
            gold=int(gold[0]),
        )


def _macro(sums: _Sums, name: str) -> Iterator[Figure]:
    """Yield the mean F1 over the labels that gold has, then each label's own. NONE is a label without part in it."""
    labels = [label for label in sums.labels(name) if label != NONE]
    coded = [label for label in labels if sums.of(name, label, "gold")[0]]
    if coded:
        yield _labelled(sums, name, labels, "", _mean_f1(sums, name, coded))
    yield from (_labelled(sums, name, [label], label) for label in sums.labels(name))


def _mean_f1(sums: _Sums, name: str, labels: Sequence[str]) -> Rows:
    """Return the mean over labels, in each resample over those that its gold has."""
    right, given, gold = ([sums.of(name, label, what) for label in labels] for what in ("right", "given", "gold"))
    scores = np.stack([_f1(*counts) for counts in zip(right, given, gold, strict=True)])
    there = np.stack(gold) > 0
    return _ratio(np.where(there, scores, 0.0).sum(axis=0), there.sum(axis=0).astype(np.float64), np.nan)


def _share(sums: _Sums, name: str) -> Iterator[Figure]:
    wrong, every = sums.of(name, "", "wrong"), sums.of(name, "", "all")
    if every[0]:
        share = _ratio(wrong, every, np.nan)
        yield Figure(name=name, label="", estimate=_estimate(share), given=int(wrong[0]), gold=int(every[0]))


def _calibration(sums: _Sums, name: str) -> Iterator[Figure]:
    """Yield how far confidence is from what is right of it, in the mean over all events given."""
    labels = sums.labels(name)
    every, right = (sums.over(name, labels, what) for what in ("all", "right"))
    if not every[0]:
        return
    apart = [np.abs(sums.of(name, label, "sure") - sums.of(name, label, "right")) for label in labels]
    error = _ratio(np.stack(apart).sum(axis=0), np.multiply(every, t.UNIT), np.nan)
    wrong = int(every[0] - right[0] / t.UNIT)
    yield Figure(name=name, label="", estimate=_estimate(error), given=wrong, gold=int(every[0]))
