"""What several carriers say of the same bytes, settled: the same whichever of them came first.

A feed's entry, a fetched address and a file on a disk may bring one page. What the page says of itself stands. What it
leaves open is filled from the carriers in an order of their own: the one that states the earliest day of publication
first, since a text was out by then whoever repeats it later; then the one that states most; then by what they state.
"""

import datetime as dt
from collections.abc import Iterable, Mapping

from detente.documents.address import site_of
from detente.documents.packet import Carried
from detente.documents.stated import state_moment

__all__ = ["FILLED", "settle"]

FILLED = ("url", "title", "published", "publisher", "language")
"""What carriers fill where the bytes leave it open. The address goes first: a publisher has to be of its site."""
ZERO = dt.date(1970, 1, 1)
"""The day that a clock shows which was never set; nobody states it who knows."""


def settle(own: Mapping[str, str | None], carriers: Iterable[Carried]) -> dict[str, str | None]:
    """Return each of `FILLED`: as the document states it itself, else as the first of its carriers that does.

    A publisher is not taken from a carrier that was had from another site than the document is said to stand at.
    """
    ordered = sorted(carriers, key=_order)
    settled: dict[str, str | None] = {}
    for field in FILLED:
        asked = (one for one in ordered if field != "publisher" or _is_of_site(one, settled["url"]))
        settled[field] = own.get(field) or next((said for one in asked if (said := _said(one, field))), None)
    return settled


def _said(carrier: Carried, field: str) -> str | None:
    """Return what a carrier says; what holds a NUL is damage."""
    said: str | None = getattr(carrier, field)
    return said if said and "\x00" not in said else None


def _is_of_site(carrier: Carried, url: str | None) -> bool:
    return not (carrier.url and url) or site_of(carrier.url) == site_of(url)


def _order(carrier: Carried) -> tuple[bool, dt.datetime, int, tuple[str, ...]]:
    """Return the key by which carriers are ordered; `fetched` is no part of it: looking earlier says nothing."""
    said = tuple(_said(carrier, field) or "" for field in FILLED)
    moment = _moment(carrier.published)
    return moment is None, moment or dt.datetime.max.replace(tzinfo=dt.UTC), -sum(map(bool, said)), said


def _moment(stated: str | None) -> dt.datetime | None:
    """Return a stated moment, a day without a time as its end: who states the hour as well says more."""
    words = state_moment(stated)
    try:
        moment = dt.datetime.fromisoformat(words or "")
        late = moment if "T" in str(words) or " " in str(words) else dt.datetime.combine(moment, dt.time.max)
        known = late.replace(tzinfo=dt.UTC) if late.tzinfo is None else late.astimezone(dt.UTC)
    except (ValueError, OverflowError):
        return None
    return known if known.date() != ZERO else None
