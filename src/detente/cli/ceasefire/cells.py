"""The cells of a board: what one column says in words, and the columns drawn, each as wide as the others."""

import textwrap
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from detente.registry.ceasefires.board import Cell, Told
    from detente.registry.ceasefires.violation import Violation
    from detente.registry.count import Count
    from detente.registry.interval import Interval

from detente.cli.printable import printable

__all__ = ["SAID", "cell_words", "doubt_words", "table_lines"]

Rows = Sequence[tuple[str, Sequence[Sequence[str]]]]
"""The title of each row, and what each of its cells says, line by line."""
BLANK = "not reported"
NARROWEST = 12
"""Columns that "not reported" takes, below which a column of the board cannot be read."""
SAID = {
    "none": "none",
    "not observed": "not observed",
    "cannot tell": "cannot tell",
    "denied": "denied",
}
"""What is said to be otherwise than that something was."""
MOST_DAYS = 3
"""Stretches of days that a cell names."""
TITLES = 16
"""Columns that the rows' titles take."""
BORDER = 3
"""Columns between two columns of the board."""


def cell_words(
    cell: "Cell", known: "Mapping[str, Violation]", interval: "Interval", doubted: "Collection[str]" = ()
) -> list[str]:
    """Return what a cell says, each origin and each alleged violator apart; "not reported" where it says nothing.

    `doubted` are the ids of violations that stand doubted in review.
    """
    said = (f"{_words(one, known, interval)}{doubt_words(one.violations, doubted)}" for one in cell.told)
    return list(said) or [BLANK]


def doubt_words(ids: "Sequence[str]", doubted: "Collection[str]") -> str:
    """Say how many of some violations cannot be told from their words, as review has it; nothing of none."""
    number = sum(id_ in doubted for id_ in ids)
    if not number:
        return ""
    return ", doubted" if len(ids) == 1 else f", {number} of {len(ids)} doubted"


def _words(one: "Told", known: "Mapping[str, Violation]", interval: "Interval") -> str:
    if one.said in SAID:
        by = f" (by {one.alleged})" if one.said == "none" and one.alleged else ""
        return f"{SAID[one.said]}{by}{_only_on(one, known, interval)}"
    by = f" (by {one.alleged})" if one.alleged else " (doer not told)"
    if one.origin == "published":
        return _figures(one, by, known)
    told = ", ".join(f"“{count.words}”" for count in one.numbers)
    seen = " observed" if one.origin == "observer" else ""
    if all(known[id_].harm for id_ in one.violations if id_ in known):
        return f"{told or 'told, no number'}{seen}{by}"
    return f"{one.happenings}{seen}{by}{f': {told}' if told else ''}"


def _only_on(one: "Told", known: "Mapping[str, Violation]", interval: "Interval") -> str:
    """Return on which days, where nobody says it of all that are shown: none on one day is not none in a week."""
    told = {known[id_].interval for id_ in one.violations if id_ in known}
    days = sorted({(days.first, days.last) for days in told if days is not None})
    if not days or any(one is not None and one.covers(interval) for one in told):
        return ""
    listed = [f"{first}" if first == last else f"{first} to {last}" for first, last in days[:MOST_DAYS]]
    return f", {'; '.join(listed)}{f'; and {len(days) - MOST_DAYS} more' if len(days) > MOST_DAYS else ''}"


def _figures(one: "Told", by: str, known: "Mapping[str, Violation]") -> str:
    """Return published figures: added up where that may be done, and those of other days with their days."""
    counted = [] if one.count is None else [f"figure {_count(one.count)}{by}"]
    counted += [f"figures that differ{by}: {said}" for said in _differing(one, known)]
    if others := [known[id_] for id_ in one.outside if id_ in known and id_ not in one.differing]:
        counted.append(f"figures of other or shared days{by}: {'; '.join(map(_of_days, others))}")
    return "; ".join(counted) or f"told, no number{by}"


def _differing(one: "Told", known: "Mapping[str, Violation]") -> Iterator[str]:
    """Yield the numbers that one claimant gives for the same days, which no sum can choose between."""
    held: defaultdict[str, list[str]] = defaultdict(list)
    for id_ in one.differing:
        if id_ in known:
            held[_days(known[id_])].append(_number(known[id_]))
    yield from (f"{' and '.join(numbers)}{days}" for days, numbers in held.items())


def _of_days(one: "Violation") -> str:
    return f"{_number(one)}{_days(one)}"


def _number(one: "Violation") -> str:
    return _count(one.count) if one.count else "no number"


def _days(one: "Violation") -> str:
    if one.interval is None:
        return ""
    first, last = one.interval.first, one.interval.last
    return f", {first}" if first == last else f", {first} to {last}"


def _count(count: "Count") -> str:
    return f"{count.low:,}" if count.is_exact else f"“{count.words}”"


def table_lines(heads: Sequence[str], rows: Rows, *, width: int) -> Iterator[str]:
    """Yield a table with columns of equal width, or a block for each row where they would be too narrow."""
    each = (width - TITLES) // len(heads) - BORDER
    if each < NARROWEST:
        yield from _blocks(heads, rows)
        return
    rule = "─" * (TITLES + len(heads) * (each + BORDER))
    yield rule
    yield from _drawn("", [[head] for head in heads], each)
    yield rule
    for title, cells in rows:
        yield from _drawn(title, cells, each)
    yield rule


def _drawn(title: str, cells: Sequence[Sequence[str]], each: int) -> Iterator[str]:
    titles = textwrap.wrap(printable(title), TITLES) or [""]
    columns = [[line for words in cell for line in textwrap.wrap(printable(words), each)] for cell in cells]
    for n in range(max(len(titles), *map(len, columns))):
        parts = [f"{_at(column, n):<{each}}" for column in columns]
        yield " │ ".join((f"{_at(titles, n):<{TITLES}}", *parts)).rstrip()


def _blocks(heads: Sequence[str], rows: Rows) -> Iterator[str]:
    for title, cells in rows:
        yield title
        yield from (f"  {head}: {'; '.join(words)}" for head, words in zip(heads, cells, strict=True))


def _at(lines: Sequence[str], n: int) -> str:
    return lines[n] if n < len(lines) else ""
