"""Running totals beside the figures of the same body, for people and for programs."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from detente.pipeline.mines import MineRow
    from detente.registry.mines.records import MineFigure
    from detente.registry.mines.totals import Difference

__all__ = ["difference_plain", "totals_lines", "totals_plain"]

MOST = 4
"""Ids of figures that are told with what does not fit; --json has all."""


def totals_plain(rows: "Sequence[MineRow]") -> dict[str, Any]:
    """Return figures and what does not fit, for programs."""
    from detente.cli.mines.words import plain_of
    from detente.registry.mines.totals import reconcile_totals

    made = reconcile_totals(_figures(rows))
    return {
        "figures": [plain_of(row) for row in rows if row.kind == "mine-figure"],
        "differences": [difference_plain(one) for one in made.differences],
        "remarks": [difference_plain(one) for one in made.remarks],
        "not_compared": list(made.not_compared),
    }


def difference_plain(one: "Difference") -> dict[str, Any]:
    """Return what does not fit, for programs; `likely` is empty where nothing common explains it."""
    return {"kind": one.kind, "said": one.said, "figures": list(one.figures), "likely": list(one.likely)}


def totals_lines(rows: "Sequence[MineRow]") -> list[str]:
    """Return figures and what does not fit, as lines for people."""
    return list(_lines(rows))


def _lines(rows: "Sequence[MineRow]") -> Iterator[str]:
    from detente.registry.mines.totals import reconcile_totals

    figures = _figures(rows)
    if not figures:
        yield "no published figures about mines here; bring a table: detente mines import DIR FILE --mapping FILE"
        return
    running = sum(one.running for one in figures)
    yield f"{len(figures):,} published figures, {running:,} of them running totals, by claimant and kind:"
    for row in rows:
        if row.kind == "mine-figure":
            yield from _figure(row)
    made = reconcile_totals(figures)
    yield "What does not fit:" if made.differences else "Nothing that could be compared speaks against another figure."
    for one in made.differences:
        yield from _difference(one)
    if made.remarks:
        yield "To note, though it speaks against no figure:"
    for one in made.remarks:
        yield from _difference(one)
    if made.not_compared:
        yield "Not compared:"
        yield from (f"  {said}" for said in made.not_compared)


def _figure(row: "MineRow") -> Iterator[str]:
    from detente.cli.mines.words import row_of

    told = row_of(row)
    where = f", {told['where']}" if told["where"] else ""
    gone = f"; replaced by {told['replaced by']}" if told["replaced by"] else ""
    yield f"  {told['claimed by']}: {told['what']}{where}, {told['days']}: {told['figures']} ({told['id'][:10]}{gone})"


def _difference(one: "Difference") -> Iterator[str]:
    ids = ", ".join(own[:10] for own in one.figures[:MOST])
    more = f" and {len(one.figures) - MOST:,} more" if len(one.figures) > MOST else ""
    yield f"  {one.kind}: {one.said} ({ids}{more})"
    for guess in one.likely:
        yield f"    a guess: {guess}"


def _figures(rows: "Sequence[MineRow]") -> "list[MineFigure]":
    from detente.registry.mines.records import MineFigure

    return [row.record for row in rows if isinstance(row.record, MineFigure)]
