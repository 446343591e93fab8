"""The monitors' effort on a board: rates and refused access beside what cells say, a line for each monitor below."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from detente.cli.ceasefire.effort_words import days_words, effort_words, rate_words
from detente.cli.ceasefire.words import titled

if TYPE_CHECKING:
    from detente.registry.ceasefires.definition import Ceasefire
    from detente.registry.ceasefires.effort.board import BoardEffort, Hindrance

__all__ = ["beside_cell", "effort_lines"]


def effort_lines(effort: "BoardEffort", ceasefire: "Ceasefire") -> Iterator[str]:
    """Yield for each monitor what it did on the days of the board."""
    for monitor, report in zip(ceasefire.monitors, effort.reports, strict=True):
        yield f"effort of {titled(monitor)}: {effort_words(report)}"


def beside_cell(words: Sequence[str], effort: "BoardEffort", *, row: str, column: str) -> list[str]:
    """Return what a cell says, each with its rate in brackets where one is known, and with access that was refused."""
    rates = {one.place: one for one in effort.rates if (one.row, one.monitor) == (row, column)}
    refused = {one.place: one for one in effort.hindrances if (one.row, one.monitor) == (row, column)}
    found = []
    for place, said in enumerate(words):
        rate = rates.get(place)
        beside = f" ({rate_words(rate.rate, rate.means)})" if rate is not None and rate.rate is not None else ""
        kept_out = refused.get(place) or (refused.get(None) if place == 0 else None)
        found.append(f"{said}{beside}{f'; {_refused(kept_out)}' if kept_out else ''}")
    return found


def _refused(one: "Hindrance") -> str:
    by = f" (by {', '.join(one.by)})" if one.by else ""
    single = len(one.days) == 1 and one.days[0].first == one.days[0].last
    days = {day for each in one.days for day in each.each_day()}
    return f"access refused {days_words(one.days)}{by}" if single else f"access refused on {len(days)} days{by}"
