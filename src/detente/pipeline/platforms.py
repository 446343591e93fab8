"""All that a record holds about platforms: what the watch states, people wrote down and reports tell, by meeting."""

import datetime as dt
from collections.abc import Iterable, Sequence

from detente.core.errors import UsageError
from detente.core.ids import hash_parts
from detente.pipeline.registries import Desk, stored_desk
from detente.pipeline.told import Told, assertion_reader, told_to
from detente.registry.assertions.assertion import Assertion
from detente.registry.assertions.once import once_of_copies
from detente.registry.platforms.meetings import Decision, Meeting, meetings_of
from detente.registry.platforms.told import assertions_of
from detente.store import NOW, Entry, EntryView, Known, Record, derived, keep_entries, kept_entries

__all__ = [
    "decide_meetings",
    "find_meeting",
    "gather_meetings",
    "gather_platforms",
    "meeting_decisions",
    "representative",
]

READER = assertion_reader("platform", assertions_of)
KIND = "meeting"
"""As what the record keeps that a person put meetings together, or apart."""


def gather_platforms(record: Record, *, desk: Desk | None = None, known_on: Known = NOW) -> tuple[Assertion, ...]:
    """Return all that is said of platforms and organisations, of copies of one text once."""
    own = desk or stored_desk(record, known_on=known_on)
    told = told_to(record, own, READER, known_on=known_on)
    return derived(record, "platforms", lambda: _said(own, told), own, told, known_on=known_on)


def _said(desk: Desk, told: Iterable[Told[Assertion]]) -> tuple[Assertion, ...]:
    return (*desk.of_room("platform"), *once_of_copies(one for report in told for one in report.found))


def meeting_decisions(record: Record, *, known_on: Known = NOW) -> tuple[Decision, ...]:
    """Return what people decided of meetings, in the order in which they did."""
    kept = kept_entries(record, KIND, known_on=known_on)
    return derived(record, "decisions of meetings", lambda: _decisions(kept), kept, known_on=known_on)


def _decisions(kept: Iterable[EntryView]) -> tuple[Decision, ...]:
    return tuple(
        Decision(
            one=str(entry.content["one"]), other=str(entry.content["other"]), together=bool(entry.content["together"]),
            author=entry.author, reason=entry.reason,
        )
        for entry in sorted(kept, key=lambda one: one.made_at)
    )  # fmt: skip


def gather_meetings(record: Record, said: Sequence[Assertion], *, known_on: Known = NOW) -> tuple[Meeting, ...]:
    """Return the meetings that assertions speak of, as the rule and people of the desk put them together."""
    decisions = meeting_decisions(record, known_on=known_on)
    return derived(
        record, "meetings", lambda: meetings_of(said, decisions), said, decisions, known_on=known_on
    )  # fmt: skip


def decide_meetings(
    record: Record, one: str, other: str, *, together: bool, author: str, reason: str, now: dt.datetime
) -> bool:
    """Keep that two assertions are of one meeting, or are not, and say whether that is something new."""
    first, second = sorted((one, other))
    if first == second:
        message = f"{one[:16]} is given twice; name two assertions of different meetings"
        raise UsageError(message)
    content = {"one": first, "other": second, "together": together}
    new = Entry(subject=hash_parts(KIND, first, second), kind=KIND, owner="platforms", content=content)
    return bool(keep_entries(record, [new], author=author, reason=reason, now=now))


def find_meeting(meetings: Sequence[Meeting], given: str) -> Meeting:
    """Return the one meeting whose id, or one of whose assertions' ids, begins with what is given.

    Raises `UsageError` where it is none, or more than one.
    """
    found = [
        one
        for one in meetings
        if given and any(id_.startswith(given) for id_ in (one.id, *(a.id for a in one.assertions)))
    ]
    if len(found) == 1:
        return found[0]
    how = "no meeting answers" if not found else f"{len(found)} meetings answer"
    message = f"{how} to {given[:60]!r}: `detente platforms meetings DIR` lists them with their ids"
    raise UsageError(message)


def representative(meetings: Sequence[Meeting], given: str) -> str:
    """Return the assertion that stands for what is given: itself, or the first of the meeting with that id."""
    ids = {a.id for one in meetings for a in one.assertions if given and a.id.startswith(given)}
    return ids.pop() if len(ids) == 1 else min(a.id for a in find_meeting(meetings, given).assertions)
