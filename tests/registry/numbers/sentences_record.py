"""A record composed for the sentences of `sentences.toml`: what an invented centre and two invented sides say."""

import datetime as dt
from dataclasses import replace

from detente.registry.ceasefires.taxonomy import shipped_taxonomy
from detente.registry.count import Count
from detente.registry.evidence import Evidence
from detente.registry.interval import Interval
from detente.registry.numbers.held import HeldFigure

__all__ = ["NAMES", "PLACES", "RECORD", "TAXONOMY", "TODAY", "WEEK", "held"]

TODAY = dt.date(2021, 6, 1)
NAMES = {"A": ("Northmark",), "B": ("Southmark",), "M": ("Joint Centre", "the centre")}
PLACES = {"north": ("North Sector",), "south": ("South Sector",), "ash": ("Ash Ford",)}
TAXONOMY = shipped_taxonomy("posts-on-a-line")


def days(first: str, last: str = "") -> Interval:
    return Interval(first=dt.date.fromisoformat(first), last=dt.date.fromisoformat(last or first))


WEEK, DAY = days("2021-05-12", "2021-05-18"), days("2021-05-14")
MARCH, APRIL = days("2021-03-01", "2021-03-31"), days("2021-04-01", "2021-04-30")


def held(number: int, claimant: str, *, interval: Interval | None = WEEK, **more: object) -> HeldFigure:
    """Return a figure of fire that somebody published, or another."""
    what = str(more.get("what", "fire"))
    of = frozenset({"violations"} | ({f"class:{what}"} if what else set()))
    made = HeldFigure(
        id=f"{claimant}-{what}-{number}-{interval}", room="ceasefire", of="ford", claimant=claimant, what="fire",
        subjects=of, interval=interval, rule="published",
        count=Count(low=number, high=number, words=str(number)), evidence=(Evidence(words=str(number), by="Ann"),),
    )  # fmt: skip
    return replace(made, **more)  # type: ignore[arg-type]


def of(subject: str, what: str | None = None) -> dict[str, object]:
    return {"subjects": frozenset({subject}), "what": subject if what is None else what}


RECORD = (
    held(7, "M"),
    held(4, "A", alleged="B"),
    held(5, "B", alleged="A"),
    held(9, "M", interval=days("2021-04-01", "2021-04-07")),
    held(12, "M", interval=MARCH),
    held(21, "M", what=""),
    held(0, "M", what="incursion"),
    held(30, "M", what="drone", interval=APRIL, places=frozenset({"north"})),
    held(20, "M", what="detention", interval=MARCH,
         count=Count(low=20, high=20, words="about 20", qualifier="about")),
    held(2, "A", interval=DAY, **of("killed")),
    held(3, "B", interval=DAY, **of("wounded")),
    held(120, "A", interval=APRIL, room="mines", rule="mines", **of("devices")),
    held(600_000_000, "A", interval=None, room="project", rule="claimed", unit="USD", **of("money")),
    held(17, "M", interval=days("2020-06-01", "2020-06-07")),
    held(1, "M", interval=days("2020-06-08", "2020-06-14")),
    held(18, "M", interval=days("2020-06-01", "2020-06-14"), rule="added up"),
    held(18, "M", interval=days("2020-06-01", "2020-06-30"), rule="added up",
         uncovered=(days("2020-06-15", "2020-06-30"),)),
    held(2, "A", what="drone", alleged="B", rule="happenings told"),
    held(40, "", interval=None, room="record", rule="reports", **of("reports")),
)  # fmt: skip
