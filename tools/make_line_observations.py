"""Makes the observers' forms of the Ossering Line, and beside them what a person counts in them.

What observers met of the story is written by hand in `truth/seen.csv`; hours on watch in which nothing was seen, and
common fire that was heard, are drawn with a fixed seed from `truth/happenings.csv`.

    python tools/make_line_observations.py examples/ossering-line
"""

import csv
import datetime as dt
import random
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

START = dt.date(2019, 3, 4)
WEEKS = 26
COMPOSED = "Composed example: people and places are invented."
HEAD = (
    *("observer", "mission", "place", "lat", "lon", "from", "to", "method", "told_by", "what", "what_words"),
    *("count_kind", "count", "direction", "near", "far", "distance_unit", "who", "recognised_by", "weather"),
    *("visibility", "not_visited", "why_not", "remarks"),
)
TRUTH = ("claimant", "said", "row", "alleged", "first", "last", "number")
TEAMS = {
    "north": ("North", "Imrell base", ("J. Talbot-Reeve", "S. Merrowdale")),
    "centre": ("Centre", "Kessing Ford base", ("P. Arnfield", "D. Okrand")),
    "south": ("South", "Harnwick base", ("L. Quenby", "T. Ostringham")),
}
ROWS = {"uav": "drone", "crossing": "incursion", "killed": "killed", "wounded": "wounded"}
"""Which row of the board a kind of the form belongs to; all others are of fire."""
HINDERED = (
    (
        "2019-05-08",
        "north",
        "the area between Dremmick Mill and Imrell",
        "Veldurian soldiers",
        "stopped by Veldurian soldiers",
    ),
    (
        "2019-06-13",
        "centre",
        "the area between Gorse Hill and Ostrand",
        "Corvessan soldiers",
        "stopped by Corvessan soldiers",
    ),
)
HEARD = 0.16
"""The share of common fire of which an observer fills in a form."""
Row = dict[str, str]


def main(folder: Path) -> None:
    """Write the forms, and what a person counts in them."""
    draw = random.Random(20190901)  # noqa: S311 - a story, no secret
    happened = _read(folder / "truth" / "happenings.csv")
    made = [
        *_seen(_read(folder / "truth" / "seen.csv")),
        *_denied(),
        *_common(happened, draw),
        *_watches(happened, draw),
    ]
    made.sort(key=lambda pair: (pair[0]["from"], pair[0]["observer"], pair[0]["what"]))
    _write(folder / "field" / "observations.csv", HEAD, (form for form, _ in made))
    _write(folder / "truth" / "observed.csv", TRUTH, (told for _, told in made))


def _seen(rows: Iterable[Row]) -> Iterator[tuple[Row, Row]]:
    for row in rows:
        count = (
            "uncounted"
            if row["kind"] == "uncounted"
            else f"{row['kind']} {row['count']}".removeprefix("exact ").strip()
        )
        alleged = {"Corvessan soldiers": "C", "Veldurian army": "V"}.get(row["who"], "")
        form = _form(row["observer"], row["team"], row["place"], row["from"], row["to"], row["method"], row["what"])
        told_by = "a doctor of the hospital" if row["method"] == "told" else ""
        form |= {
            "count_kind": row["kind"],
            "count": row["count"],
            "who": row["who"],
            "recognised_by": row["recognised_by"],
        }
        yield form | {"told_by": told_by}, _told("some", ROWS.get(row["what"], "fire"), row, alleged, count)


def _denied() -> Iterator[tuple[Row, Row]]:
    for day, sector, area, who, why in HINDERED:
        team, place, (observer, _) = TEAMS[sector]
        form = _form(observer, team, place, f"{day}T10:20", f"{day}T11:00", "seen", "denial")
        form |= {"who": who, "recognised_by": "their uniforms", "not_visited": area, "why_not": why}
        yield form, _told("cannot tell", "unclassed", form, "", "")


def _common(happened: Iterable[Row], draw: random.Random) -> Iterator[tuple[Row, Row]]:
    """Yield some of the common fire as it was heard at the base of its sector."""
    for row in happened:
        if row["note"] == "small arms" and draw.random() < HEARD:
            team, place, observers = TEAMS[row["sector"]]
            what = draw.choice(("small_arms_fire", "shot_burst"))
            begins = f"{row['first']}T{row['time']}"
            count = str(draw.randrange(1, 6)) if what == "shot_burst" else ""
            form = _form(draw.choice(observers), team, place, begins, "", "heard", what) | {"count": count}
            yield form, _told("some", "fire", form, "", count)


def _watches(happened: Sequence[Row], draw: random.Random) -> Iterator[tuple[Row, Row]]:
    """Yield two quiet watches a week, by day, when the common fire sleeps."""
    for week in range(WEEKS):
        for sector in draw.sample(list(TEAMS), 2):
            day = START + dt.timedelta(weeks=week, days=draw.randrange(7))
            if any(row["first"] == str(day) and row["class"] != "fire" for row in happened):
                continue
            team, place, observers = TEAMS[sector]
            form = _form(draw.choice(observers), team, place, f"{day}T07:00", f"{day}T11:00", "seen", "nothing")
            form["visibility"] = draw.choice(("8 km", "5 km", "1 km", ""))
            yield form, _told("not observed", "unclassed", form, "", "")


def _form(observer: str, team: str, place: str, begins: str, ends: str, method: str, what: str) -> Row:
    return dict.fromkeys(HEAD, "") | {
        "observer": observer, "mission": f"Line Observer Mission, Team {team} (invented)", "place": place,
        "from": f"{begins}+02:00", "to": f"{ends}+02:00" if ends else "", "method": method, "what": what,
        "remarks": COMPOSED,
    }  # fmt: skip


def _told(said: str, row: str, times: Row, alleged: str, number: str) -> Row:
    first, last = times["from"][:10], (times["to"] or times["from"])[:10]
    return dict(zip(TRUTH, ("M", said, row, alleged, first, last, number), strict=True))


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
