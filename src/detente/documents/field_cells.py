"""The cells of a field report as values; what is wrong in one is said with what is expected there."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from decimal import Decimal

from detente.core.errors import DocumentError
from detente.knowledge.field import points

__all__ = ["Cells", "wrong"]

Row = Mapping[str, str]

NUMBER = re.compile(r"[+-]?[0-9]{1,9}(?:[.,][0-9]{1,9})?", re.ASCII)
COUNT = re.compile(r"[0-9]{1,9}", re.ASCII)
TIME = re.compile(
    r"(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})[T ](?P<time>[0-9]{2}:[0-9]{2}(?::[0-9]{2})?) ?"
    r"(?P<offset>Z|[+-][0-9]{2}(?::?[0-9]{2})?)?",
    re.ASCII | re.IGNORECASE,
)
DEGREES = re.compile(r"([0-9]{1,3}(?:[.,][0-9]{1,2})?) ?(?:°|degrees|deg)?", re.ASCII | re.IGNORECASE)
SPREADSHEET_DAY = re.compile(r"[0-9]{1,2}[/.\-][0-9]{1,2}[/.\-][0-9]{2,4}")
YEARS = range(1900, 2200)
FARTHEST_OFFSET = dt.timedelta(hours=14)
FARTHEST_KM = 500.0
SHOWN = 60
"""Characters of a wrong cell that its message quotes."""

WRITE_TIME = "write it as 2026-03-04T10:05+03:00"


def wrong(column: str, said: str, expected: str, *, row: str = "") -> DocumentError:
    """Return the error that says what a cell says and what it may say."""
    where = f"{row}, column `{column}`" if row else f"column `{column}`"
    return DocumentError("not_a_document", f"{where}: {said}; {expected}")


class Cells:
    """One row's cells, each asked for by its column and read as what that column holds."""

    def __init__(self, row: Row, *, name: str) -> None:
        """Keep the cells; `name` ("row 7") stands in every complaint."""
        self.row, self.name = row, name

    def wrong(self, column: str, expected: str, *, said: str = "") -> DocumentError:
        """Return the error about a cell, which is quoted unless `said` tells of it otherwise."""
        cell = self.row.get(column, "")
        quoted = repr(cell if len(cell) <= SHOWN else cell[:SHOWN] + "…") if cell else "is blank"
        return wrong(column, said or quoted, expected, row=self.name)

    def text(self, column: str) -> str | None:
        """Return a cell's words, None where it is blank."""
        return self.row.get(column)

    def choice(self, column: str, codes: Iterable[str]) -> str | None:
        """Return a cell's code, one of `codes` in any case and with blanks for underlines or the other way round."""
        cell = self.row.get(column)
        if cell is None:
            return None
        folded = re.sub(r"[\s_-]+", " ", cell).strip().lower()
        known = {code.replace("_", " "): code for code in codes}
        if folded not in known:
            raise self.wrong(column, f"write one of {', '.join(known.values())}")
        return known[folded]

    def number(self, column: str, least: float, most: float, *, unit: str = "") -> float | None:
        """Return a number between two, with a decimal point or comma."""
        cell = self.row.get(column)
        if cell is None:
            return None
        value = float(cell.replace(",", ".")) if NUMBER.fullmatch(cell) else None
        if value is None or not least <= value <= most:
            raise self.wrong(column, f"write a number from {least:g} to {most:g}" + (f" ({unit})" if unit else ""))
        return value

    def count(self, column: str) -> int | None:
        """Return a number of things, which is not zero: that nothing was observed is said with `what`."""
        cell = self.row.get(column)
        if cell is None:
            return None
        if COUNT.fullmatch(cell) and int(cell) == 0:
            raise self.wrong(column, "where there was nothing, leave it blank and write `nothing` under `what`")
        if not COUNT.fullmatch(cell):
            raise self.wrong(column, "write a whole number above zero in figures, without signs or separators")
        return int(cell)

    def time(self, column: str) -> dt.datetime | None:
        """Return a time with its offset from UTC."""
        cell = self.row.get(column)
        if cell is None:
            return None
        found = TIME.fullmatch(cell)
        if not found:
            day = (
                "a spreadsheet's date, of which nobody can tell the day from the month"
                if _is_spreadsheets(cell)
                else ""
            )
            raise self.wrong(column, WRITE_TIME, said=day and f"{cell!r} is {day}"[:200])
        if not found["offset"]:
            hint = f"add the offset from UTC, +03:00 or Z for one: {WRITE_TIME}"
            raise self.wrong(column, hint, said=f"{cell!r} does not say its offset from UTC")
        return self._moment(column, f"{found['day']}T{found['time']}{found['offset'].upper()}")

    def _moment(self, column: str, iso: str) -> dt.datetime:
        try:
            when = dt.datetime.fromisoformat(iso)
        except ValueError as error:
            raise self.wrong(column, WRITE_TIME, said=f"{iso!r} is no time ({error})") from error
        if when.year not in YEARS or abs(when.utcoffset() or dt.timedelta()) > FARTHEST_OFFSET:
            raise self.wrong(column, "check the year, and the offset, which is between -14:00 and +14:00")
        return when

    def bearing(self, column: str) -> tuple[float, str] | None:
        """Return a direction in degrees from north, and in words: a point of the compass, or degrees."""
        cell = self.row.get(column)
        if cell is None:
            return None
        if known := points().get(re.sub(r"[\s-]+", "-", cell.lower())) or points().get(cell.lower()):
            return known[1], known[0]
        found = DEGREES.fullmatch(cell)
        degrees = float(found[1].replace(",", ".")) if found else -1.0
        if not 0 <= degrees <= 360:  # noqa: PLR2004 - a full circle
            raise self.wrong(column, "write a compass point (SE, south-east) or degrees from north, 0 to 360")
        return degrees % 360, f"{degrees:g} degrees"

    def kilometres(self, column: str) -> float | None:
        """Return a distance in kilometres, whichever unit the row is in."""
        metres = self.choice("distance_unit", ("km", "m")) == "m"
        value = self.number(column, 0, FARTHEST_KM * (1000 if metres else 1), unit="m" if metres else "km")
        if value is None or not metres:
            return value
        return float(Decimal(str(value)) / 1000)


def _is_spreadsheets(cell: str) -> bool:
    return bool(SPREADSHEET_DAY.match(cell))
