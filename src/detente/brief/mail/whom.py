"""Who is sent a letter, when, and how much of it: by what each reader chose, and by what they were sent before."""

import datetime as dt
import zoneinfo
from collections.abc import Collection, Iterable, Iterator

from detente.store.mail.addressed import Chosen
from detente.store.mail.queue import Wanted

__all__ = ["corrected", "due_from", "edition_moment", "readers_of"]

DAY = dt.timedelta(days=1)


def edition_moment(day: dt.date, *, hour: int, zone: dt.tzinfo) -> dt.datetime:
    """Return when an edition of a day comes out. An hour that a clock leaves out is the next that it shows."""
    return dt.datetime.combine(day, dt.time(hour), zone).astimezone(dt.UTC)


def readers_of(
    chosen: Iterable[Chosen], subjects: Collection[str], *, out_at: dt.datetime, now: dt.datetime, is_correcting: bool
) -> Iterator[Wanted]:
    """Yield who is sent the letter of an edition: on a day of theirs, and where it has what they chose.

    The day is that on which the edition came out, by the reader's own clock, however late its letter is approved.
    """
    for one in chosen:
        local = out_at.astimezone(zoneinfo.ZoneInfo(one.zone))
        has_any = is_correcting or not one.subjects or not set(one.subjects).isdisjoint(subjects)
        if local.weekday() in one.days and has_any:
            yield Wanted(subscriber=one.subscriber, due_at=due_from(one, max(out_at, now), day=local.date()))


def corrected(readers: Iterable[Chosen], *, now: dt.datetime) -> Iterator[Wanted]:
    """Yield those who were sent what is put right, on whichever day it is: of the letter they get what is put right."""
    for one in readers:
        yield Wanted(subscriber=one.subscriber, due_at=due_from(one, now), part="corrections")


def due_from(reader: Chosen, moment: dt.datetime, *, day: dt.date | None = None) -> dt.datetime:
    """Return from when on a letter may come: not before the hour of the reader's own day."""
    zone = zoneinfo.ZoneInfo(reader.zone)
    local = moment.astimezone(zone).date()
    opens = edition_moment(max(local, day or local), hour=reader.hour, zone=zone)
    return max(moment, opens)
