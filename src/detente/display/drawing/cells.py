"""What a drawing takes of a sheet: its rows by the ids of columns, as plain values with their words."""

from collections.abc import Iterator, Mapping
from typing import Any

from detente.display.sheets import Cell, Sheet, words_href
from detente.exchange.page_text import name_hidden

__all__ = ["as_number", "as_text", "shown_words", "way_to", "worded_rows", "wordings"]

MOST = 280


def worded_rows(sheet: Sheet, *needs: str) -> Iterator[tuple[str, Mapping[str, Cell]]]:
    """Yield the rows of a sheet with their ids, each as cells by column.

    Raises `ValueError` where a column that is needed is not there: that is a mistake of the page.
    """
    ids = [column.id for column in sheet.columns]
    lacking = [one for one in needs if one not in ids]
    if lacking:
        message = f"the sheet {sheet.id} has no column {', '.join(lacking)}; it has {', '.join(ids)}"
        raise ValueError(message)
    for row in sheet.rows:
        yield row.id, dict(zip(ids, row.cells, strict=True))


def as_number(one: Cell | None) -> float | None:
    """Return the number in a cell; None where it is blank, or none."""
    value = one.plain if one is not None else None
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def as_text(one: Cell | None) -> str:
    """Return the plain text in a cell, safe to show."""
    value = one.plain if one is not None else None
    return name_hidden("" if value is None else str(value))


def shown_words(one: Cell) -> str:
    """Return the words that a cell stands on, cut to what fits beside a pointer."""
    told = " ".join(one.words[0].words.split()) if one.words else ""
    return name_hidden(told if len(told) <= MOST else f"{told[: MOST - 1].rstrip()}…")


def way_to(one: Cell) -> str | None:
    """Return where a cell leads: its own way, else to its words; never out of the desk."""
    href = one.href or next(filter(None, map(words_href, one.words)), None)
    return href if href and href.startswith("/") and not href.startswith("//") else None


def wordings(*cells: Cell) -> dict[str, Any]:
    """Return what is shown when a mark is pointed at, and where it leads."""
    words = next((told for one in cells if (told := shown_words(one))), "")
    href = next((way for one in cells if (way := way_to(one))), None)
    return {"words": words, "href": href}
