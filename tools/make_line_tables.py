"""Makes the dull tables of the Ossering Line: common fire, and the figures that each body would publish of it.

What matters in the story is written by hand in `truth/notable.csv`. The rest, a shot here and there, is drawn with a
fixed seed by the real numbers a week (`truth/rates.csv`). Three figures are misprinted, one of each body: their
corrections are files of their own, by hand.

    python tools/make_line_tables.py examples/ossering-line
"""

import csv
import datetime as dt
import random
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

START = dt.date(2019, 3, 4)
WEEKS = 26
BY_C = (7, 6, 8, 7, 6, 8, 7, 6, 7, 8, 7, 6, 7, 9, 6, 5, 5, 4, 4, 3, 3, 2, 3, 2, 2, 2)
BY_V = (6, 7, 6, 8, 7, 7, 6, 8, 7, 6, 8, 7, 6, 8, 6, 5, 4, 4, 3, 3, 2, 3, 2, 2, 2, 1)
"""Real incidents of fire in each week, by who fired; those of the story are among them."""
SILENT = (dt.date(2019, 5, 13), dt.date(2019, 5, 26))
"""The days on which V's ministry published nothing."""
HINDERED = (10, 15)
"""Weeks in which the mission could not go to a part of the line."""
PLACES = {
    "C": (
        *(("north", "Dremmick Mill"), ("north", "Imrell")),
        *(("centre", "Kessing Ford"), ("centre", "Tolvane"), ("south", "Harnwick")),
    ),
    "V": (
        *(("north", "Ostley"), ("centre", "Ostrand"), ("centre", "Gorse Hill")),
        *(("south", "Pellwick"), ("south", "Murrowby")),
    ),
}
SEEN_BY_V, MORE_BURSTS = 0.9, 0.3
"""Shares: of fire that V's posts notice, and of each of four further bursts being counted."""
TOLD_TO_C, TOLD_TWICE = 0.95, 0.2
"""Shares: of fire that C's units report, and of what two of them report."""
HEARD, HEARD_HINDERED, HEARD_LATE = 0.6, 0.4, 0.75
"""Shares of what happens that the mission hears or sees: as a rule, hindered, and with more patrols."""
MORE_HEARD, MORE_PATROLS = 19, 18
"""The weeks (from none) from which the mission hears more, and sends more patrols."""
MISPRINTS = {
    "velduria-daily": ("day", "05.06.2019", {"opened fire": "20", "total": "20"}),
    "corvessa-weekly": ("from", "2019-04-25", {"fire": "21"}),
    "mission-weekly": ("first", "2019-06-10", {"fire": "2", "all": "2"}),
}
"""What each body printed and corrected later: in which row, and what."""
BLANK = ("2019-08-01", "works")
"""The week and the column that C's bulletin left out: blank, which is no zero."""
HEAD = ("id", "first", "last", "time", "sector", "place", "class", "by", "harm", "note")
MIST = 19
"""The week (from none) in which no drone could fly."""
NO_REASON = "no reason was given"
HINDRANCES = (
    ("2019-05-08", ("visit refused", "1", "", "Dremmick road", "", "", "Velduria", NO_REASON)),
    ("2019-06-13", ("visit refused", "1", "", "Gorse Hill", "", "", "Corvessa", NO_REASON)),
    ("2019-08-14", ("not visited", "", "", "Murrowby", "storm", "200 m", "", "a storm")),
)
EFFORT_HEAD = ("first", "last", "kind", "count", "hours", "where", "weather", "visibility", "denied by", "why")
Row = dict[str, str]


def main(folder: Path) -> None:
    """Write the truth and the published tables of the folder."""
    draw = random.Random(20190304)  # noqa: S311 - a story, no secret
    notable = _read(folder / "truth" / "notable.csv")
    every = sorted([*notable, *_common(notable, draw)], key=lambda row: (row["first"], row["time"], row["id"]))
    _write(folder / "truth" / "happenings.csv", HEAD, every)
    _write(folder / "truth" / "rates.csv", ("week", "first", "last", "by C", "by V", "all"), _rates())
    _publish(folder, "velduria-daily", _of_v(every, draw))
    _publish(folder, "corvessa-weekly", _of_c(every, draw))
    _publish(folder, "mission-weekly", _of_m(every, draw))
    _write(folder / "effort" / "effort.csv", EFFORT_HEAD, _effort(draw))


def _publish(folder: Path, name: str, rows: Iterable[Row]) -> None:
    """Write a table as its body printed it, with the misprint and the blank."""
    column, cell, wrong = MISPRINTS[name]
    printed = [row | wrong if row[column] == cell else row for row in rows]
    blanked = [row | {BLANK[1]: ""} if row.get("from") == BLANK[0] else row for row in printed]
    _write(folder / "figures" / f"{name}.csv", tuple(blanked[0]), blanked)


def _common(notable: Sequence[Row], draw: random.Random) -> Iterable[Row]:
    number = 100
    for by, numbers in (("C", BY_C), ("V", BY_V)):
        for week, wanted in enumerate(numbers):
            monday = START + dt.timedelta(weeks=week)
            told = sum(_is_fire(row, by) and _in_week(row, monday) for row in notable)
            for _ in range(wanted - told):
                number += 1
                day = monday + dt.timedelta(days=draw.randrange(7))
                sector, place = draw.choice(PLACES[by])
                time = f"{draw.choice((3, 4, 5, 19, 20, 21, 22, 23)):02}:{draw.randrange(0, 60, 5):02}"
                cells = (f"H{number}", str(day), str(day), time, sector, place, "fire", by, "", "small arms")
                yield dict(zip(HEAD, cells, strict=True))


def _of_v(every: Sequence[Row], draw: random.Random) -> Iterable[Row]:
    """V counts bursts, of nearly all fire at it; a day of silence has no row."""
    bursts: Counter[str] = Counter()
    for row in every:
        if _is_fire(row, "C") and (row["id"] < "H100" or draw.random() < SEEN_BY_V):
            bursts[row["first"]] += 1 + sum(draw.random() < MORE_BURSTS for _ in range(4))
    flown = Counter(row["first"] for row in every if row["class"] == "drone" and row["by"] == "C")
    for n in range(WEEKS * 7):
        day = START + dt.timedelta(days=n)
        if not SILENT[0] <= day <= SILENT[1]:
            fire, drones = bursts[str(day)], flown[str(day)]
            yield {
                "day": f"{day:%d.%m.%Y}",
                "opened fire": str(fire),
                "drones": str(drones),
                "total": str(fire + drones),
            }


def _of_c(every: Sequence[Row], draw: random.Random) -> Iterable[Row]:
    """C counts what its units report, some of it twice; its weeks end on Wednesdays."""
    first, last = START, dt.date(2019, 3, 6)
    while last <= dt.date(2019, 8, 28):
        held = [row for row in every if str(first) <= row["first"] <= str(last) and row["by"] == "V"]
        fire = sum((draw.random() < TOLD_TO_C) + (draw.random() < TOLD_TWICE) for row in held if row["class"] == "fire")
        counts = Counter(row["class"] for row in held)
        yield {"from": str(first), "to": str(last), "fire": str(fire), "crossings": str(counts["incursion"]),
               "drones": str(counts["drone"]), "works": str(counts["fortification"])}  # fmt: skip
        first, last = last + dt.timedelta(days=1), last + dt.timedelta(days=7)


def _of_m(every: Sequence[Row], draw: random.Random) -> Iterable[Row]:
    """The mission counts what it heard or saw itself, whoever did it."""
    for week in range(WEEKS):
        monday = START + dt.timedelta(weeks=week)
        share = HEARD_HINDERED if week + 1 in HINDERED else HEARD if week < MORE_HEARD else HEARD_LATE
        held = [row for row in every if _in_week(row, monday)]
        fire = sum(draw.random() < share for row in held if row["class"] == "fire")
        counts = Counter(row["class"] for row in held if row["class"] != "fire" and draw.random() < share)
        cells = (fire, counts["drone"], counts["incursion"], counts["fortification"])
        counted = dict(zip(("fire", "drones", "crossings", "works"), map(str, cells), strict=True))
        week_of = {"week": str(week + 1), "first": str(monday), "last": str(monday + dt.timedelta(days=6))}
        remark = "not all of the line could be visited" if week + 1 in HINDERED else ""
        yield week_of | counted | {"all": str(sum(cells)), "remark": remark}


def _effort(draw: random.Random) -> Iterable[Row]:
    """The mission watched more from week 19 on, and less where it was hindered."""
    for week in range(WEEKS):
        monday = START + dt.timedelta(weeks=week)
        week_of = {"first": str(monday), "last": str(monday + dt.timedelta(days=6))}
        more = 6 if week >= MORE_PATROLS else -5 if week + 1 in HINDERED else 0
        for base in ("northern sector", "central sector", "southern sector"):
            patrols = 9 + draw.randrange(3) + more // 3
            yield _told(week_of, kind="patrols", count=patrols, hours=patrols * 4, where=base)
        yield _told(week_of, kind="static watch", hours=40 + more * 4, where="Kessing Ford")
        yield _told(
            week_of, kind="cameras", count=2 if week else 1, hours=168 * (2 if week else 1), where="southern sector"
        )
        if week != MIST:
            yield _told(week_of, kind="drone flights", count=3 + draw.randrange(3), hours="", where="central sector")
    for day, cells in HINDRANCES:
        yield dict(zip(EFFORT_HEAD, (day, day, *cells), strict=True))


def _told(days: Row, **cells: object) -> Row:
    return dict.fromkeys(EFFORT_HEAD, "") | days | {key.replace("_", " "): str(cell) for key, cell in cells.items()}


def _rates() -> Iterable[Row]:
    for week, (by_c, by_v) in enumerate(zip(BY_C, BY_V, strict=True)):
        monday = START + dt.timedelta(weeks=week)
        yield {"week": str(week + 1), "first": str(monday), "last": str(monday + dt.timedelta(days=6)),
               "by C": str(by_c), "by V": str(by_v), "all": str(by_c + by_v)}  # fmt: skip


def _is_fire(row: Row, by: str) -> bool:
    return row["class"] == "fire" and row["by"] == by


def _in_week(row: Row, monday: dt.date) -> bool:
    return str(monday) <= row["first"] <= str(monday + dt.timedelta(days=6))


def _read(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def _write(path: Path, head: Sequence[str], rows: Iterable[Row]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, head, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
