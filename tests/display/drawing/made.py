"""Sheets and specs for tests of drawings."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from detente.display.drawing.drawing import Spec
from detente.display.sheets import Cell, Column, Empty, Row, Sheet, cell
from detente.registry.evidence import Evidence

WORDS = Evidence(words="three were wounded", document="d1", start=4, end=22)
HREF = "/documents/d1?words=4-22#words"
HOSTILE = Evidence(words="<script>alert(1)</script> \u202eneddih", document="d2", start=0, end=9)


def sheet(columns: Sequence[str], rows: Iterable[Sequence[object]], *, rule: str = "incidents, not reports") -> Sheet:
    """Return a sheet with these columns and rows, numbered from 0."""
    return Sheet(
        id="table", title="Table", columns=tuple(Column(id=one, title=one) for one in columns),
        rows=tuple(
            Row(id=str(n), cells=tuple(one if isinstance(one, Cell) else cell(one) for one in row))
            for n, row in enumerate(rows)
        ),
        empty=Empty(means="nothing"), rule=rule,
    )  # fmt: skip


def rows_of(spec: Spec, name: str) -> list[dict[str, Any]]:
    """Return the rows of one set of data of a spec."""
    return next(one["values"] for one in spec["data"] if one["name"] == name)


def texts_in(svg: str) -> list[str]:
    """Return the texts that stand in a picture."""
    return re.findall(r"<text[^>]*>([^<]*)</text>", svg)
