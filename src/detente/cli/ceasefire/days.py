"""Which days a command about a ceasefire is asked for, and moments as these commands write them."""

import datetime as dt
from typing import TYPE_CHECKING

from detente.core.errors import UsageError

if TYPE_CHECKING:
    from detente.registry.ceasefires.definition import Ceasefire
    from detente.registry.interval import Interval

__all__ = ["asked_days", "moment_words"]


def asked_days(
    ceasefire: "Ceasefire",
    from_: dt.datetime | None,
    to: dt.datetime | None,
    today: dt.date,
    *,
    told: str,
    begins: str,
    of: str = "",
) -> "Interval":
    """Return the days that are asked for: else from the ceasefire's first on, and up to its last or today.

    `told` ("the board") and `begins` ("it begins") name in a complaint what is asked for, `of` whose first day.
    Raises `UsageError` where they begin nowhere or end before they begin.
    """
    from detente.registry.interval import Interval

    begun = dt.date.fromisoformat(ceasefire.first) if ceasefire.first else None
    ended = dt.date.fromisoformat(ceasefire.last) if ceasefire.last else today
    first, last = from_.date() if from_ else begun, to.date() if to else ended
    if first is None:
        message = f"{ceasefire.id} does not say when it begins; give the first day{of}: --from 2026-03-01"
        raise UsageError(message)
    if last < first:
        message = f"{told} would end on {last}, before {begins} on {first}; give --from and --to in their order"
        raise UsageError(message)
    return Interval(first=first, last=last)


def moment_words(at: dt.datetime) -> str:
    """Return a moment to the minute, in UTC."""
    return at.astimezone(dt.UTC).isoformat(timespec="minutes").replace("+00:00", "Z")
