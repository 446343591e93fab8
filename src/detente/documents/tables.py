"""Tables as text: a line for each row."""

from collections.abc import Sequence

__all__ = ["CELLS", "raise_digits", "table_text"]

CELLS = " · "
"""What stands between two cells of a row."""
RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def table_text(rows: Sequence[Sequence[str]]) -> list[str]:
    """Return a table as one text of a line for each row; a table of one column is a frame around its paragraphs."""
    filled = [[cell for cell in row if cell.strip()] for row in rows]
    if all(len(row) <= 1 for row in rows):
        return [cell for row in filled for cell in row]
    lines = [CELLS.join(" ".join(cell.split()) for cell in row) for row in filled if row]
    return ["\n".join(lines)] if lines else []


def raise_digits(digits: str) -> str:
    """Return a note's number as it stands in a text: raised, so that it is no part of a number before it."""
    return digits.translate(RAISED)
