"""What is expected, as a calendar (RFC 5545): days that are told, by whose word; no hopes, and no times of ours.

What was put off keeps its UID, and its SEQUENCE counts how often: a calendar then moves it instead of showing it twice.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from detente.desk.feeds.entry import plain, tag
from detente.display.language import say
from detente.display.prose import clip
from detente.display.witness import named_claimant
from detente.registry.assertions.assertion import Assertion
from detente.registry.expectations.expectation import Expectation
from detente.registry.interval import Interval

if TYPE_CHECKING:
    from icalendar import Event

__all__ = ["as_calendar"]

NO_EVENT = frozenset({"hope", "replaced", "without a day", "told in hindsight"})
OFF = frozenset({"dropped"})
LONGEST = 31
"""Days: what is told of a longer stretch ("in 2027") is on the page, and would hide a calendar behind one bar."""
TITLE = 90
DAY = dt.timedelta(days=1)


def as_calendar(found: Sequence[Expectation], *, title: str, href: str, host: str, begun: dt.datetime) -> bytes:
    """Return what is expected as a calendar; `begun` is the stamp of what nobody noted the day of."""
    from icalendar import Calendar

    made = Calendar()
    made.add("prodid", "-//detente//expectations//EN")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", plain(title))
    by_id = {one.id: one for one in found}
    for one in found:
        days = one.due.interval if one.due is not None else None
        if one.state in NO_EVENT or days is None or days.days > LONGEST:
            continue
        chain = list(_put_off(one, by_id))
        made.add_component(_event(one, days, chain, href=href, host=host, begun=begun))
    return bytes(made.to_ical())


def _event(
    one: Expectation, days: Interval, chain: Sequence[str], *, href: str, host: str, begun: dt.datetime
) -> "Event":
    from icalendar import Event

    stamp = max((_known(said) for said in (*one.tellings, *one.changes) if said.known_at), default=begun)
    event = Event()
    event.add("uid", tag(host, "expectation", chain[-1] if chain else one.id))
    event.add("sequence", len(chain) + len(one.changes))
    event.add("dtstamp", stamp)
    event.add("last-modified", stamp)
    event.add("dtstart", days.first)
    event.add("dtend", days.last + DAY)
    event.add("summary", plain(_title(one.first)))
    event.add("description", plain("\n".join(_lines(one))))
    event.add("url", href)
    event.add("transp", "TRANSPARENT")
    event.add("status", "CANCELLED" if one.state in OFF else "TENTATIVE")
    return event


def _title(said: Assertion) -> str:
    words = clip(said.evidence[0].words, TITLE)
    return say("%(who)s: “%(words)s”", who=named_claimant(said.claimant.name), words=words)


def _lines(one: Expectation) -> Iterator[str]:
    for said in (*one.tellings, *one.changes):
        via = say(" via %(via)s", via=", ".join(said.claimant.via)) if said.claimant.via else ""
        yield say(
            "%(who)s: “%(words)s”", who=f"{named_claimant(said.claimant.name)}{via}", words=clip(said.evidence[0].words)
        )
    if one.due is not None and one.due.words:
        yield say("When, in these words: %(words)s", words=one.due.words)


def _put_off(one: Expectation, by_id: Mapping[str, Expectation]) -> Iterator[str]:
    """Yield the ids of what it was put off from, back to the first."""
    seen = {one.id}
    before = one.replaces
    while before is not None and before not in seen:
        yield before
        seen.add(before)
        before = by_id[before].replaces if before in by_id else None


def _known(said: Assertion) -> dt.datetime:
    return dt.datetime.fromisoformat(said.known_at or "")
