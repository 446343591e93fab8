"""What somebody wants to be sent: which editions, of which subjects, on which days, from which hour of theirs on."""

import zoneinfo
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import msgspec

from detente.brief.settings import BriefSettings, Edition
from detente.core.errors import UsageError
from detente.display.language import say
from detente.store.mail.subscribers import Choice

__all__ = ["Wanted", "as_kept", "open_editions", "read_wanted", "refuse_unfit", "time_zones", "zone_called"]

HOURS = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is wanted of each edition; from when on letters may come (an hour of a time zone)."""

    choices: tuple[Choice, ...]
    hour: int
    zone: str


def as_kept(wanted: Wanted, *, note: str = "") -> dict[str, Any]:
    """Return what was wanted as it is kept with the consent; `note` is why, in the words of the desk's staff."""
    kept: dict[str, Any] = msgspec.to_builtins(wanted)
    return {**kept, "note": note} if note else kept


def read_wanted(kept: Mapping[str, Any] | None) -> Wanted | None:
    """Return what was wanted, as it was kept; None where it was not, or was erased."""
    try:
        return msgspec.convert(kept, Wanted)
    except msgspec.ValidationError:
        return None


def open_editions(settings: BriefSettings) -> tuple[Edition, ...]:
    """Return the editions that anybody may sign up for: those that are composed of what is public."""
    return tuple(one for one in settings.editions if one.subscribing and one.level == "public")


def refuse_unfit(wanted: Wanted, editions: Sequence[Edition], subjects: Collection[str]) -> None:
    """Raise `UsageError` for what cannot be had: an edition or subject that is not offered, no day, no hour."""
    offered = {one.id: one for one in editions}
    if not wanted.choices:
        raise UsageError(say("Choose what is to be sent to you."))
    if len({one.edition for one in wanted.choices}) < len(wanted.choices):
        raise UsageError(say("One thing was chosen twice. Choose each once."))
    for one in wanted.choices:
        if one.edition not in offered or not {*one.subjects} <= {*subjects}:
            raise UsageError(say("What was chosen is not offered any more. Open the page again, and choose anew."))
        if not one.days or not {*one.days} <= {*offered[one.edition].days}:
            raise UsageError(say("Choose at least one day on which it comes out."))
    if not 0 <= wanted.hour < HOURS:
        raise UsageError(say("Choose an hour from 0 to 23."))
    if wanted.zone not in time_zones():
        raise UsageError(say("There is no such time zone. One is: Asia/Baku"))


def zone_called(given: str) -> str:
    """Return the name of a time zone, however its letters and spaces are written; what is none as it was given."""
    return _zones_folded().get("_".join(given.split()).casefold(), given)


@cache
def _zones_folded() -> dict[str, str]:
    return {one.casefold(): one for one in time_zones()}


@cache
def time_zones() -> tuple[str, ...]:
    """Return the names of time zones: those of places, and UTC."""
    return ("UTC", *sorted(one for one in zoneinfo.available_timezones() if _is_of_a_place(one)))


def _is_of_a_place(name: str) -> bool:
    return name.partition("/")[0] in {
        "Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific",
    }  # fmt: skip
