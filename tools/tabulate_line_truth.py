"""Counts what the truth of the Ossering Line says into the board that it makes, week by week and as a whole.

It reads what a person wrote down (`truth/told.csv`, `truth/observed.csv`) and what bodies printed (`figures/`), and
knows nothing of the program: the rules are those of docs/reference/ceasefires.md, counted once more by hand.

    python tools/tabulate_line_truth.py examples/ossering-line
"""

import csv
import datetime as dt
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

FIRST, WEEKS = dt.date(2019, 3, 4), 26
HEAD = ("period", "row", "column", "origin", "said", "alleged", "value")
TABLES = {
    "velduria-daily": ("V", "C", "day", "day", {"opened fire": "fire", "drones": "drone"}),
    "corvessa-weekly": (
        *("C", "V", "from", "to"),
        {"fire": "fire", "crossings": "incursion", "drones": "drone", "works": "fortification"},
    ),
    "mission-weekly": (
        *("M", "", "first", "last"),
        {"fire": "fire", "drones": "drone", "crossings": "incursion", "works": "fortification"},
    ),
}
EFFORTS = {"patrols": "patrol", "cameras": "camera", "drone flights": "drone"}
CORRECTIONS = {"velduria-daily": "velduria", "corvessa-weekly": "corvessa", "mission-weekly": "mission"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One thing that somebody says; `about` is a happening, or the number of a published figure."""

    column: str
    origin: str
    said: str
    row: str
    alleged: str
    first: dt.date
    last: dt.date
    about: str


def board_lines(folder: Path) -> list[tuple[str, ...]]:
    """Return the cells of all periods, in order; what nobody says has none."""
    lines = [*_told(folder), *_observed(folder), *_figures(folder)]
    cells = [cell for name, first, last in periods() for cell in _cells(lines, name, first, last)]
    return sorted(cells)


def effort_lines(folder: Path) -> list[tuple[str, str, str, str]]:
    """Return what the monitor's table of effort comes to in each period: what is told, and nothing of what is not."""
    told = _read(folder / "effort" / "effort.csv")
    held: defaultdict[tuple[str, str], float] = defaultdict(float)
    for name, first, last in periods():
        for row in told:
            if first <= dt.date.fromisoformat(row["first"]) and dt.date.fromisoformat(row["last"]) <= last:
                for what, number in _effort(row):
                    held[name, what] += number
    return sorted((name, "M", what, f"{number:g}") for (name, what), number in held.items())


def _effort(row: Mapping[str, str]) -> Iterator[tuple[str, float]]:
    if row["kind"] in EFFORTS and row["count"]:
        yield EFFORTS[row["kind"]], float(row["count"])
    if row["hours"]:
        yield f"hours {'camera' if row['kind'] == 'cameras' else 'in person'}", float(row["hours"])
    if row["denied by"]:
        yield f"visit refused by {row['denied by'][0]}", float(row["count"] or 1)


def periods() -> Iterator[tuple[str, dt.date, dt.date]]:
    """Yield each week and the whole, with their days."""
    for week in range(WEEKS):
        first = FIRST + dt.timedelta(weeks=week)
        yield f"week {week + 1:02}", first, first + dt.timedelta(days=6)
    yield "whole", FIRST, FIRST + dt.timedelta(days=7 * WEEKS - 1)


def _told(folder: Path) -> Iterator[Line]:
    for row in _read(folder / "truth" / "told.csv"):
        if row["first"] and not row["corrected later"]:
            column = row["claimant"] if row["claimant"] in {"V", "C", "M"} else "others"
            about = row["number"] if row["origin"] == "published" else row["happening"] or row["report"]
            yield _line(column, row["origin"], row["said"], row, about)


def _observed(folder: Path) -> Iterator[Line]:
    for number, row in enumerate(_read(folder / "truth" / "observed.csv")):
        yield _line(row["claimant"], "observer", row["said"], row, str(number))


def _figures(folder: Path) -> Iterator[Line]:
    """Yield the figures of each body as they stand in the end: with its corrections in place of what they correct."""
    for name, (column, alleged, first, last, classes) in TABLES.items():
        rows = {row[first]: row for row in _read(folder / "figures" / f"{name}.csv")}
        for mended in _read(folder / "figures" / f"{CORRECTIONS[name]}-correction.csv"):
            printed = rows[mended[first]]
            printed |= {head: cell for head, cell in mended.items() if cell and head in printed}
        for row in rows.values():
            for head, kind in classes.items():
                if row[head]:
                    days = {"row": kind, "alleged": alleged, "first": _day(row[first]), "last": _day(row[last])}
                    yield _line(column, "published", "some", days, row[head])


def _line(column: str, origin: str, said: str, row: Mapping[str, str], about: str) -> Line:
    first, last = dt.date.fromisoformat(row["first"]), dt.date.fromisoformat(row["last"])
    meant = "none" if origin == "published" and about == "0" else said
    return Line(
        column=column,
        origin=origin,
        said=meant,
        row=row["row"],
        alleged=row["alleged"],
        first=first,
        last=last,
        about=about,
    )


def _cells(lines: Iterable[Line], name: str, first: dt.date, last: dt.date) -> Iterator[tuple[str, ...]]:
    held: defaultdict[tuple[str, ...], list[Line]] = defaultdict(list)
    for one in lines:
        if one.first <= last and first <= one.last:
            held[one.row, one.column, one.origin, one.said, one.alleged].append(one)
    for key, some in held.items():
        value = _figure(some, first, last) if key[2] == "published" else str(len({one.about for one in some}))
        yield (name, *key, value)


def _figure(some: Iterable[Line], first: dt.date, last: dt.date) -> str:
    """Return the sum of the figures that lie within the days and share none, "none fits" without any."""
    once = {(one.first, one.last, one.about): one for one in some if first <= one.first and one.last <= last}.values()
    alone = [one for one in once if not any(o is not one and o.first <= one.last and one.first <= o.last for o in once)]
    return str(sum(int(one.about) for one in alone)) if alone else "none fits"


def _day(cell: str) -> str:
    return cell if "-" in cell else "-".join(reversed(cell.split(".")))


def _read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def main(folder: Path) -> None:
    """Write the board of the truth."""
    with (folder / "truth" / "board.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(HEAD)
        writer.writerows(board_lines(folder))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
