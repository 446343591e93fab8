"""Dates as carriers state them: the well-formed as ISO 8601, all others as they stand."""

import re
from datetime import UTC, date, datetime, timedelta, timezone

__all__ = ["LONGEST_DATE", "state_moment"]

LONGEST_DATE = 100
"""Characters of what can be a date."""
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# RFC 822, section 5, with what RFC 5322 lets be; its one-letter zones were defined wrongly and mean nothing.
ZONES = {"ut": 0, "utc": 0, "gmt": 0, "z": 0, "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6}
ZONES |= {"pst": -8, "pdt": -7}
HEAD_DATE = re.compile(
    r"(?:[a-z]{3,9},?\s+)?(?P<day>\d{1,2})[\s-](?P<month>[a-z]{3,9})\.?[\s-](?P<year>\d{4}|\d\d)"
    r"(?:,?\s+(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d))?(?:\s*(?P<zone>[-+]\d{4}|[a-z]{1,5}))?)?"
    r"(?:\s*\([^()]*\))?",
    re.IGNORECASE | re.ASCII,
)
ISO = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?\s?(?:Z|[-+]\d\d:?\d\d)?)?", re.ASCII)
MIDDLE_OF_CENTURY = 50
MOST_MINUTES = 59


def state_moment(stated: str | None) -> str | None:
    """Return a stated date in ISO 8601 where its form leaves no doubt, else as it stands; None where there is none.

    A day stays a day, a time without an offset stays without: nothing is added. ``03/04/2022`` says either of two days
    and is left so.
    """
    plain = " ".join((stated or "").split())[:LONGEST_DATE]
    if ISO.fullmatch(plain):
        return plain
    found = HEAD_DATE.fullmatch(plain)
    return (_iso(found) or plain) if found else (plain or None)


def _iso(found: re.Match[str]) -> str | None:
    month = next((n for n, name in enumerate(MONTHS, 1) if found["month"].lower().startswith(name)), 0)
    year = int(found["year"])
    if len(found["year"]) == 2:  # noqa: PLR2004 - RFC 5322, section 4.3
        year += 2000 if year < MIDDLE_OF_CENTURY else 1900
    try:
        day = date(year, month, int(found["day"]))
        return _with_time(day, found) if found["hour"] else day.isoformat()
    except ValueError:
        return None


def _with_time(day: date, found: re.Match[str]) -> str:
    offset = _offset(found["zone"] or "")
    hour, minute, second = (int(found[part] or 0) for part in ("hour", "minute", "second"))
    moment = datetime(day.year, day.month, day.day, hour, minute, second, tzinfo=offset)
    return moment.isoformat()


def _offset(zone: str) -> timezone | None:
    """Return what a zone says; None for a name that several places use, so that none is chosen for it."""
    if zone.lower() in ZONES:
        hours = ZONES[zone.lower()]
        return timezone(timedelta(hours=hours)) if hours else UTC
    if not zone.startswith(("+", "-")):
        return None
    hours, minutes = int(zone[1:3]), int(zone[3:])
    if minutes > MOST_MINUTES:
        message = "no offset has so many minutes"
        raise ValueError(message)
    size = timedelta(hours=hours, minutes=minutes)
    return timezone(-size if zone[0] == "-" else size)
