"""What stands around every page of a ceasefire: its name, its other pages, the days, the days beside them."""

from typing import Any
from urllib.parse import quote, urlencode

from detente.desk.asked import Asked
from detente.desk.pages.ceasefires.gathered import latest_day
from detente.desk.pages.ceasefires.period import beside
from detente.display.ceasefires.names import days_prose, names_of
from detente.display.language import mark, say
from detente.registry.ceasefires.definition import Ceasefire
from detente.registry.interval import Interval

__all__ = ["around", "href_of"]

PAGES = (
    ("board", "", mark("Board")),
    ("trend", "/trend", mark("Trend")),
    ("effort", "/effort", mark("Effort")),
    ("figures", "/figures", mark("Figures")),
    ("enquiries", "/enquiries", mark("Enquiries")),
    ("findings", "/findings", mark("Findings")),
    ("definition", "/definition", mark("What it rests on")),
)
WITH_DAYS = frozenset({"board", "effort", "enquiries"})
"""Pages that are of the same days as the board."""


def href_of(ceasefire: Ceasefire, rest: str = "", **fields: str) -> str:
    """Return the address of a page of a ceasefire."""
    base = f"/ceasefires/{quote(ceasefire.id, safe='')}{rest}"
    return f"{base}?{urlencode(fields)}" if fields else base


def around(asked: Asked, ceasefire: Ceasefire, interval: Interval | None = None, *, here: str) -> dict[str, Any]:
    """Return what the templates of a ceasefire's pages are given; `here` is which of them is shown."""
    days = {"from": interval.first.isoformat(), "to": interval.last.isoformat()} if interval else {}
    steps = beside(interval, ceasefire, latest_day(asked)) if interval else {}
    places = [
        {"id": id_, "name": say(name), "href": href_of(ceasefire, rest, **(days if id_ in WITH_DAYS else {}))}
        for id_, rest, name in PAGES
    ]
    return {
        "ceasefire": ceasefire, "here": here, "places": places, "interval": interval, "names": names_of(ceasefire),
        "days": days_prose(interval) if interval else "", "steps": steps, "href_of": href_of,
    }  # fmt: skip
