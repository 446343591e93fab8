"""What blanks mean to who sees only what is released: not that nobody says it, but that nothing released does."""

from dataclasses import replace

from detente.desk.asked import Asked
from detente.display.language import say
from detente.display.sheets import Cell, Sheet

__all__ = ["as_released", "sees_all"]


def sees_all(asked: Asked) -> bool:
    """Say whether all that is kept is seen, so that a blank says that nobody reports it."""
    return asked.viewer.level == "internal"


def as_released(sheet: Sheet, asked: Asked) -> Sheet:
    """Return a sheet whose blanks say no more than can be known from what is released."""
    if sees_all(asked):
        return sheet
    means = {
        say("not reported"): say("not in what is released to you"),
        say("no finding"): say("no finding that is released to you"),
    }
    rows = (replace(row, cells=tuple(_told(one, means) for one in row.cells)) for row in sheet.rows)
    return replace(sheet, rows=tuple(rows))


def _told(one: Cell, means: dict[str, str]) -> Cell:
    return replace(one, blank=means.get(one.blank, one.blank)) if one.blank else one
