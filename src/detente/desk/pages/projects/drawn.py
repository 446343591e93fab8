"""The money of a project as bars: each sum as its claimant tells it, beside the others and added to none."""

from collections import Counter
from collections.abc import Iterable, Sequence

from detente.desk.pages.registry.claims import certainty_of, days_of, said_by
from detente.display.drawing.bars import bars_chart
from detente.display.drawing.drawing import Drawing
from detente.display.language import count, say
from detente.display.sheets import Cell, Column, Empty, Row, Sheet, cell
from detente.registry.assertions.assertion import Amount, Assertion

__all__ = ["sums_chart", "sums_sheet"]

MOST, FEWEST = 24, 2
"""Sums of one chart; below two there is nothing to hold beside another."""
CLOSED = frozenset({"denied", "negated"})


def sums_sheet(said: Iterable[Assertion]) -> Sheet:
    """Return the sums in the unit that most are told in, by claimant and kind: what is told in others has no scale."""
    sums = [(one, one.amount) for one in said if one.what == "money" and one.amount and one.standing not in CLOSED]
    units = Counter(amount.unit for _, amount in sums if amount.unit and _number(amount) is not None)
    unit = max(units, key=lambda each: (units[each], each), default=None)
    own = sorted(
        (pair for pair in sums if pair[1].unit == unit),
        key=lambda pair: (pair[0].value or "", said_by(pair[0].claimant)),
    )
    left = len(sums) - len(own[:MOST])
    rule = say("each sum as it is reported; none is added to another, neither of two claimants nor of two kinds")
    more = count(
        "%(n)d more is in another unit or is not drawn",
        "%(n)d more are in another unit or are not drawn",
        left,
    )
    return Sheet(
        id="sums", title=say("Money side by side, in %(unit)s", unit=unit) if unit else say("Money side by side"),
        columns=(
            Column(id="label", title=say("who claims it, of what kind")),
            Column(id="sum", title=say("sum, as it is said"), numeric=True),
            Column(id="low", title=say("at least"), numeric=True),
            Column(id="high", title=say("at most"), numeric=True),
        ),
        rows=tuple(_row(one, amount) for one, amount in own[:MOST]) if unit else (),
        empty=Empty(means=say("No two sums are in the same unit: there is nothing to draw.")),
        rule=f"{rule}; {more}" if left else rule,
    )  # fmt: skip


def sums_chart(sheet: Sheet) -> Drawing | None:
    """Return the bars of the table; None where fewer than two of its sums are figures."""
    figures = [row for row in sheet.rows if isinstance(row.cells[1].value, int | float)]
    if len(figures) < FEWEST:
        return None
    return bars_chart(sheet, id="chart", title=sheet.title, label="label", value="sum")


def _row(one: Assertion, amount: Amount) -> Row:
    number = _number(amount)
    is_open = number is None or amount.count.low != amount.count.high
    bounds: Sequence[int | None] = (amount.count.low, amount.count.high) if is_open else (None, None)
    kind = one.value or say("kind not reported")
    return Row(
        id=one.id[:16],
        cells=(
            cell(", ".join(filter(None, (said_by(one.claimant), kind, days_of(one.day))))),
            Cell(text=amount.count.words, value=number, words=one.evidence, certainty=certainty_of(one)),
            cell(bounds[0]),
            cell(bounds[1]),
        ),
    )


def _number(amount: Amount) -> int | None:
    """Return the figure that a bar is as long as: the lower bound where a sum is told between two."""
    return amount.count.low if amount.count.low is not None else amount.count.high
