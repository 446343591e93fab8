"""What a reading says, in words: days, standings, modes; a blank says that it is one."""

import calendar
import json
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

__all__ = [
    "Json",
    "days_as_iso",
    "days_in_words",
    "how_said",
    "language_name",
    "outline",
    "published_as_iso",
    "published_in_words",
    "standing",
]

Json = Mapping[str, Any]
"""A JSON object in the form of the reading contract."""

TOLD = frozenset({"happened", "ongoing", "background"})
UNDONE = frozenset({"denied", "negated"})
STANDINGS = {
    "background": "happened earlier, recalled",
    "negated": "did not happen",
}
MODES = {
    "direct": "in quotation marks",
    "indirect": "reported speech",
    "mixed": "partly in quotation marks",
    "unmarked": "direct speech without marks",
}


def days_in_words(interval: Json | None) -> str | None:
    """Return an interval as prose ("15 June 2021", "September 2020", "since 30 January 2021"); None for none."""
    first, last = _ends(interval)
    if first and last:
        return _whole_period(first, last) or f"{_day(first)} to {_day(last)}"
    if first:
        return f"since {_day(first)}"
    return f"until {_day(last)}" if last else None


def days_as_iso(interval: Json | None) -> str | None:
    """Return an interval as ISO 8601 days, for tables; None for none."""
    first, last = _ends(interval)
    if first == last:
        return first
    return f"{first or '…'} to {last or '…'}"


def published_in_words(interval: Json | None) -> str | None:
    """Return a day of publication as prose; of one known from one side only, on which side of it that was."""
    return _one_sided(interval, _day) or days_in_words(interval)


def published_as_iso(interval: Json | None) -> str | None:
    """Return a day of publication as `published_in_words` does, for tables."""
    return _one_sided(interval, str) or days_as_iso(interval)


def _one_sided(interval: Json | None, written: Callable[[str], str]) -> str | None:
    """Say of an interval with one end that it bounds a day: "not before ...", where "since" would be a period."""
    first, last = _ends(interval)
    if first and not last:
        return f"not before {written(first)}"
    return f"not after {written(last)}" if last and not first else None


def _ends(interval: Json | None) -> tuple[str | None, str | None]:
    return (interval.get("from"), interval.get("to")) if interval else (None, None)


def _day(iso: str) -> str:
    try:
        day = date.fromisoformat(iso)
    except ValueError:
        return iso
    return f"{day.day} {calendar.month_name[day.month]} {day.year}"


def _whole_period(first: str, last: str) -> str | None:
    """Name the day, month or year that an interval is exactly; None where it is none of them."""
    if first == last:
        return _day(first)
    try:
        a, b = date.fromisoformat(first), date.fromisoformat(last)
    except ValueError:
        return None
    if (a.month, a.day, b.month, b.day) == (1, 1, 12, 31) and a.year == b.year:
        return str(a.year)
    whole = a.day == 1 and b == date(a.year, a.month, calendar.monthrange(a.year, a.month)[1])
    return f"{calendar.month_name[a.month]} {a.year}" if whole else None


def standing(event: Json, speaker: str | None) -> str:
    """Say how an event stands and by whose word: "happened, in the publisher's own voice", "denied, by X's word"."""
    status = str(event.get("status") or "not read out")
    said = STANDINGS.get(status, status)
    return f"{said}, says {speaker}" if speaker else f"{said}, in the publisher’s own voice"


def outline(event: Json) -> str:
    """Return how sure an event's mark looks: told by the publisher, claimed by somebody, unsure, or said not to be."""
    status = event.get("status")
    if status in UNDONE:
        return "undone"
    if status == "alleged":
        return "claimed"
    if status in TOLD:
        return "claimed" if event.get("claim") else "told"
    return "unsure"


def how_said(claim: Json) -> str:
    """Say how a claim came to the reader: mood where there is one, and mode."""
    mode = MODES.get(str(claim.get("mode")), "mode not read out")
    mood = claim.get("mood")
    return f"{mood}, {mode}" if mood else mode


def language_name(code: str | None) -> str:
    """Return a language's English name for its code; the code itself where the table has none."""
    return _languages().get(code.split("-")[0].lower(), code) if code else "language not stated"


@cache
def _languages() -> dict[str, str]:
    path = resources.files("detente.exchange") / "templates" / "languages.json"
    names: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))["names"]
    return names
