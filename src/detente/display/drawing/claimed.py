"""Claims of a trend above the days on which they were made: words beside a mark, and never a point of a figure."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from detente.display.drawing.cells import wordings
from detente.display.drawing.days import begins
from detente.display.drawing.frame import room_of
from detente.display.sheets import Cell
from detente.exchange.page_text import name_hidden
from detente.registry.evidence import Evidence
from detente.registry.interval import Interval

__all__ = ["WAYS", "Claimed", "placed_claims"]

ROWS = 3
"""Rows of claimed trends above one panel; more are marked without their words, which the table has."""
NOON = 43_200_000
"""Milliseconds from the beginning of a day to its middle."""
Row = Mapping[str, Any]
Way = Literal["rising", "falling", "steady", "other"]
"""Which way a trend is claimed to go."""
WAYS: dict[str, Way] = {"rising": "rising", "falling": "falling", "steady": "steady"}
SIGNS: dict[Way, str] = {"rising": "triangle-up", "falling": "triangle-down", "steady": "square", "other": "circle"}
"""The mark of each way: it points where the trend is claimed to go."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimed:
    """A trend that somebody claimed: who by id, on which day, in words ("“decreasing”"), which way, its evidence."""

    who: str
    day: dt.date
    text: str
    words: tuple[Evidence, ...] = ()
    way: Way = "other"


def placed_claims(claims: Sequence[Claimed], span: Interval, wide: int) -> Iterator[Row]:
    """Yield claimed trends over days drawn so many pixels wide, with a row for their words where there is room."""
    free = [0.0] * ROWS
    across = wide / span.days
    for one in sorted(claims, key=lambda each: each.day):
        text, at = name_hidden(one.text), ((one.day - span.first).days + 0.5) * across
        to_left = at + room_of(text) + 10 > wide
        start = at - room_of(text) - 10 if to_left else at
        row = next((n for n in range(ROWS) if free[n] <= start), -1)
        if row >= 0:
            free[row] = at + 8 if to_left else at + room_of(text) + 14
        cell = Cell(text=text, words=one.words)
        yield {
            "at": begins(one.day) + NOON, "text": text if row >= 0 else "", "row": max(row, 0),
            "align": "right" if to_left else "left", "shift": -7 if to_left else 7, "day": one.day.isoformat(),
            "sign": SIGNS[one.way], **wordings(cell),
        }  # fmt: skip
