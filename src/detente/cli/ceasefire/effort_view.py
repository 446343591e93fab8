"""All that `detente ceasefire effort` shows of some days: gathered, as lines for people, and whole for programs."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from detente.cli.ceasefire.days import moment_words
from detente.cli.ceasefire.effort_kept import replaced_lines
from detente.cli.ceasefire.effort_words import comparison_lines, effort_words, rate_lines, report_lines
from detente.cli.ceasefire.words import titled
from detente.core.errors import UsageError

if TYPE_CHECKING:
    from detente.pipeline.efforts import KeptEffort
    from detente.registry.ceasefires.definition import Ceasefire
    from detente.registry.ceasefires.effort.comparison import Held
    from detente.registry.ceasefires.effort.effort import Effort
    from detente.registry.ceasefires.effort.rates import CountedRate
    from detente.registry.ceasefires.effort.report import EffortReport
    from detente.registry.interval import Interval
    from detente.store import Known, Record

__all__ = ["View", "view_lines", "view_of", "view_plain"]


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What is shown of a ceasefire's effort; `held` is None where no intervals were to be compared."""

    ceasefire: "Ceasefire"
    interval: "Interval"
    reports: "tuple[EffortReport, ...]"
    efforts: "tuple[Effort, ...]"
    told: "tuple[KeptEffort, ...]"
    rates: "tuple[CountedRate, ...]"
    titles: dict[str, str]
    held: "tuple[Held, ...] | None" = None
    earlier: "Interval | None" = None


def view_of(
    record: "Record",
    ceasefire: "Ceasefire",
    interval: "Interval",
    *,
    by: str | None,
    earlier: "Interval | None",
    known_on: "Known",
) -> View:
    """Return what a record holds of a ceasefire's effort on some days, of one monitor or of all."""
    from detente.pipeline.ceasefires import gather_ceasefire
    from detente.pipeline.efforts import told_efforts
    from detente.registry.ceasefires.board import board_of
    from detente.registry.ceasefires.effort.comparison import hold_intervals
    from detente.registry.ceasefires.effort.rates import rates_of
    from detente.registry.ceasefires.effort.report import report_of, watchers

    whole = _over(interval, earlier)
    said = gather_ceasefire(record, ceasefire, whole, known_on=known_on)
    efforts = tuple(one for one in said.efforts if one.interval.overlaps(interval))
    monitors = _chosen(watchers(efforts, ceasefire), by, ceasefire)
    board = board_of(ceasefire, interval, said.violations)
    held = None
    if earlier is not None:
        held = hold_intervals(said.violations, said.efforts, monitors=monitors, earlier=earlier, later=interval)
    return View(
        ceasefire=ceasefire,
        interval=interval,
        reports=tuple(report_of(efforts, interval, monitor=one) for one in monitors),
        efforts=efforts,
        told=told_efforts(record, ceasefire.id, known_on=known_on),
        rates=rates_of(board, said.violations, efforts, monitors=monitors),
        titles={row.id: row.title for row in board.rows},
        held=held,
        earlier=earlier,
    )


def view_lines(view: View, known_at: dt.datetime, *, rates: bool) -> list[str]:
    """Return what is shown as lines for a terminal."""
    return list(_lines(view, known_at, rates=rates))


def view_plain(view: View, known_at: dt.datetime) -> dict[str, Any]:
    """Return what is shown whole, with every entry and form that it stands on."""
    from detente.registry.forms import to_plain

    shown = {id_ for report in view.reports for id_ in report.sums.efforts}
    return {
        "ceasefire": view.ceasefire.id,
        "name": view.ceasefire.name,
        "invented": view.ceasefire.invented,
        "interval": to_plain(view.interval),
        "known_on": moment_words(known_at),
        "monitors": [to_plain(one) for one in view.reports],
        "rates": [to_plain(one) for one in view.rates],
        "compared": None if view.held is None else [to_plain(one) for one in view.held],
        "efforts": [to_plain(one) for one in view.efforts if one.id in shown],
        "replaced": {old: one.effort.id for one in view.told for old in one.effort.supersedes},
    }


def _lines(view: View, known_at: dt.datetime, *, rates: bool) -> Iterator[str]:
    invented = " (invented: an example)" if view.ceasefire.invented else ""
    efforts = {one.id: one for one in view.efforts}
    called = {monitor.id: titled(monitor) for monitor in view.ceasefire.monitors}
    yield f"{view.ceasefire.name}{invented}: {view.interval.first} to {view.interval.last}"
    yield f"as known on {moment_words(known_at)}; what nobody tells is “not told”, and no zero"
    for report in view.reports:
        yield f"effort of {called.get(report.monitor, report.monitor)}: {effort_words(report)}"
        yield from report_lines(report, efforts)
    if not view.reports:
        yield "the ceasefire's file names no monitor, and nobody tells of any effort"
    if rates:
        yield "For 100 hours on watch:"
        yield from rate_lines(view.rates, view.titles)
        if not view.rates:
            yield "  no monitor counts anything on these days"
    if view.held is not None and view.earlier is not None:
        yield f"Held against {view.earlier.first} to {view.earlier.last}, for hours on watch in person:"
        yield from comparison_lines(view.held, view.titles)
        if not view.held:
            yield "  cannot tell: no monitor published a figure of these days"
    if replaced := replaced_lines(view.told, view.interval, monitors=[one.monitor for one in view.reports]):
        yield "Replaced:"
        yield from replaced


def _chosen(watching: tuple[str, ...], by: str | None, ceasefire: "Ceasefire") -> tuple[str, ...]:
    if by is None:
        return watching
    if by not in watching:
        there = ", ".join(watching) or "none"
        message = f"{by[:60]!r} is no monitor of {ceasefire.id}, and nobody tells of its effort; there are {there}"
        raise UsageError(message)
    return (by,)


def _over(interval: "Interval", earlier: "Interval | None") -> "Interval":
    from detente.registry.interval import Interval

    if earlier is None:
        return interval
    return Interval(first=min(interval.first, earlier.first), last=max(interval.last, earlier.last))
