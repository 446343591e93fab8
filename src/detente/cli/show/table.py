"""Rows as a table for people, or as blocks where the terminal is too narrow for one."""

import re
from typing import TYPE_CHECKING, Any

import typer

from detente.cli.printable import printable
from detente.cli.show.rows import What

if TYPE_CHECKING:
    from rich.console import Console

__all__ = ["print_rows", "print_table"]

BLANK = "–"
NARROW = 110
"""Columns of a terminal below which entries stand under one another instead of in a table."""
WIDE = {"statements": 200, "observations": 140, "entities": 100, "places": 100, "dates": 100, "quantities": 100}
"""Columns from which a view with more or less to tell than most fits into a table."""
SHORT_WORDS = 160
"""Characters of a quotation that a table shows."""
WIDTHS = {
    "words": 6, "who": 3, "to whom": 3, "place": 4, "precision": 3, "sector": 3, "rule": 4,
    "held against it": 4, "kind": 4, "figure": 3, "counts": 3, "of": 4, "claimed by": 4, "reason": 4,
}  # fmt: skip
"""Shares of a terminal's width; 2 for any other column but those as wide as what is in them."""
AS_WIDE_AS_NEEDED = frozenset({"id", "document", "incident", "report", "share", "in name", "claimed", "sure", "status"})
FOR_PROGRAMS = frozenset(
    {
        "carriers",
        "qualifier",
        "start",
        "end",
        "decoded from",
        "incomplete",
        "cut away",
        "mended",
        "damage",
        "key",
        "review",
    }
)
"""What only --json has: offsets, what another column has already or sums up."""
WITH_REPORT = 140
"""Columns of a terminal from which a table has room for the name of the report beside its id."""
SHORT_NAME = 16
"""Characters of a report's name that a table shows."""
DAY = re.compile(r"\d{4}-\d\d-\d\d")
"""A day, which stands in one line: as many characters as an id that a table shows."""
IDS = frozenset({"id", "document"})
KEPT = "kept as"
"""The column of the ids that a watch gives, which people type: they are never cut."""
WHOLE_ID = 32
"""Figures of such an id that stand in one line before any other column is made narrower."""
SHORT_ID = 10
"""Figures of an id that a table shows: enough to name a document with; --json has all."""


THINGS = {
    What.DROPPED: "words dropped",
    What.REFUSED: "document refused",
    What.VERSIONS: "address with more than one version",
    What.RECYCLED: "paragraph told before",
    What.UNREAD: "document unread",
}
"""What a view is of, where its name does not say so."""
FINE = frozenset({What.REFUSED, What.COPIES, What.VERSIONS, What.RECYCLED, What.UNREAD})
"""Views that are empty in a record with which all is well."""


def _nothing(what: What, *, is_narrowed: bool) -> str:
    things = THINGS.get(what, what.value)
    if is_narrowed:
        return f"no {things} here that the options ask for; without them all are shown"
    return f"no {things} in this record" + ("" if what in FINE else "; add reports: detente add DIR FILE...")


def print_table(what: What, rows: list[dict[str, Any]], *, is_narrowed: bool = False) -> None:
    """Print the rows of a view, or that there are none and what to do about it."""
    wide = 0 if what in {What.SUMMARY, What.REFUSED, What.CODES} else WIDE.get(what.value, NARROW)
    print_rows(rows, nothing=_nothing(what, is_narrowed=is_narrowed), wide=wide)


def print_rows(rows: list[dict[str, Any]], *, nothing: str, wide: int = 0) -> None:
    """Print rows as a table, in a terminal of fewer than `wide` columns as blocks; `nothing` where there are none."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    if not rows:
        typer.echo(nothing)
        return
    console = Console()
    if console.width < wide:
        for row in rows:
            _print_entry(console, _shortened(row))
        return
    left_out = FOR_PROGRAMS if console.width >= WITH_REPORT else FOR_PROGRAMS | {"report"}
    rows = [{k: v for k, v in _shortened(row, name=SHORT_NAME).items() if k not in left_out} for row in rows]
    table = Table(box=None, pad_edge=False, header_style="bold", expand=any("words" in row for row in rows))
    for column in rows[0]:
        number = isinstance(rows[0][column], int | float)
        days = any(DAY.fullmatch(str(row.get(column))) for row in rows)
        table.add_column(
            column,
            justify="right" if number else "left",
            no_wrap=number or days,
            min_width=_least(column, rows) if column == KEPT else SHORT_ID if days or column in IDS else None,
            overflow="fold",
            ratio=WIDTHS.get(column, 2) if table.expand and column not in AS_WIDE_AS_NEEDED else None,
        )
    for row in rows:
        # Text, not str: evidence may hold what a terminal library would take for mark-up.
        table.add_row(*(Text(_cell(value)) for value in row.values()))
    console.print(table)


def _least(column: str, rows: list[dict[str, Any]]) -> int:
    return min(WHOLE_ID, max(len(str(row.get(column) or BLANK)) for row in rows))


def _print_entry(console: "Console", row: dict[str, Any]) -> None:
    """Print one row as a small block, its words on a line of their own."""
    from rich.padding import Padding
    from rich.text import Text

    told = {k: v for k, v in row.items() if k not in FOR_PROGRAMS | {"words"}}
    facts = " · ".join(f"{column}: {_cell(value)}" for column, value in told.items())
    console.print(Text(facts))
    if "words" in row:
        console.print(Padding(Text(f"“{_cell(row['words'])}”", style="italic"), (0, 0, 0, 2)))
    console.print()


def _shortened(row: dict[str, Any], *, name: int | None = None) -> dict[str, Any]:
    """Return a row as a table has room for it; --json shows all of it."""
    from detente.exchange.detail_words import share_in_words

    if "share" in row:
        row = row | {"share": (share_in_words(row["share"]) or BLANK).replace("\u00a0", " ")}
    report = row.get("report") or ""
    if name and len(report) > name:
        row = row | {"report": report[: name - 1] + "…"}
    words = row.get("words") or ""
    if len(words) > SHORT_WORDS:
        row = row | {"words": words[:SHORT_WORDS].rsplit(" ", 1)[0] + " …"}
    return row | {column: row[column][:SHORT_ID] for column in ("id", "document", "incident") if row.get(column)}


def _cell(value: Any) -> str:
    if value is None:
        return BLANK
    if isinstance(value, bool):
        return "yes" if value else "no"
    text = f"{value:,}" if isinstance(value, int) else str(value)
    return printable(text, keeping="\n")
