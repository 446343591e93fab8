"""Effort that people write down: brought from a table, one by hand, taken out again, and listed."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from detente.cli.files import read_mapping, read_rows_of
from detente.core.errors import UsageError

if TYPE_CHECKING:
    from detente.pipeline.efforts import KeptEffort
    from detente.registry.ceasefires.definition import Ceasefire
    from detente.registry.ceasefires.effort.effort import Effort
    from detente.registry.interval import Interval
    from detente.store import Record

__all__ = ["FIELDS", "ByHand", "Done", "Signed", "add_effort", "effort_rows", "import_efforts", "replaced_lines"]

FIELDS = ("team", "hours", "begins", "ends", "number", "where", "weather", "visibility", "refused-by", "why", "note")
"""What may be said of effort by hand, as columns of a table of one row."""
MOST_WORDS = 2_000
"""Characters of the words that one line of effort rests on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """Who writes, why and when."""

    author: str
    reason: str
    now: dt.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ByHand:
    """What a person says of effort on the command line; `fields` are NAME=VALUE."""

    kind: str
    monitor: str | None
    interval: "Interval"
    fields: Sequence[str]
    words: str | None
    source: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What came of it: for people, and for programs."""

    lines: list[str]
    plain: dict[str, Any]


def import_efforts(record: "Record", ceasefire: "Ceasefire", table: Path, mapping: Path, *, signed: Signed) -> Done:
    """Keep the effort of a table, and return what is new, what takes the place of what, and all that does not fit."""
    from detente.pipeline.efforts import keep_efforts
    from detente.registry.ceasefires.effort.checks import find_misfits
    from detente.registry.ceasefires.effort.table import EffortMapping, efforts_of
    from detente.registry.forms import to_plain

    rows, columns = list(read_rows_of(table)), read_mapping(mapping, EffortMapping)
    read = efforts_of(rows, mapping=columns, ceasefire=ceasefire, name=table.name, by=signed.author)
    new = keep_efforts(record, ceasefire.id, read.efforts, author=signed.author, reason=signed.reason, now=signed.now)
    misfits = find_misfits(read.efforts, today=signed.now.date())
    there = len(read.efforts) - len(new)
    lines = [
        f"{len(new):,} of {len(read.efforts):,} entries of effort are new and kept",
        *([f"{there:,} had been kept before; nothing of them changed"] if there else []),
        *_replacing(new),
        *(f"row {one.row}{f', {one.column}' if one.column else ''}: {one.said}" for one in read.faults),
        *(f"{one.kind}: {one.said}" for one in misfits),
    ]
    plain = _plain(new) | {
        "read": len(read.efforts),
        "faults": [to_plain(one) for one in read.faults],
        "misfits": [to_plain(one) for one in misfits],
    }
    return Done(lines=lines, plain=plain)


def add_effort(record: "Record", ceasefire: "Ceasefire", told: ByHand, *, signed: Signed) -> Done:
    """Keep one line of effort that a person writes. Raises `UsageError` for one that cannot be used."""
    from detente.pipeline.efforts import keep_efforts
    from detente.registry.ceasefires.effort.checks import find_misfits

    one = _by_hand(ceasefire, told, signed)
    if misfits := find_misfits([one], today=signed.now.date(), is_by_hand=True):
        message = f"{misfits[0].kind}: {misfits[0].said}; nothing was kept"
        raise UsageError(message)
    new = keep_efforts(record, ceasefire.id, [one], author=signed.author, reason=signed.reason, now=signed.now)
    kept = f"{_named(one)} is kept as {one.id[:10]}" if new else f"{_named(one)} had been kept before: {one.id[:10]}"
    return Done(lines=[kept, *_replacing(new)], plain=_plain(new))


def effort_rows(told: "Sequence[KeptEffort]", *, every: "Sequence[KeptEffort]") -> list[dict[str, Any]]:
    """Return a row for each entry of effort, with the one of all of them that replaced it."""
    from detente.registry.ceasefires.effort.kept import replaced_by

    replaced = replaced_by(one.effort for one in every)
    return [
        {
            "id": one.effort.id,
            "from": one.effort.interval.first.isoformat(),
            "to": one.effort.interval.last.isoformat(),
            "monitor": one.effort.monitor_name,
            "team": one.effort.observer,
            "what": one.effort.kind,
            "told": one.effort.evidence[0].words,
            "refused by": one.effort.denied_by,
            "replaced by": replaced.get(one.effort.id, "")[:10] or None,
            "source": one.effort.evidence[0].source,
            "author": one.author,
            "reason": one.reason,
        }
        for one in told
    ]


def replaced_lines(told: "Sequence[KeptEffort]", interval: "Interval", *, monitors: Sequence[str]) -> list[str]:
    """Return what was replaced of these days and monitors, with what by, by whom and why."""
    by_id = {one.effort.id: one for one in told}
    pairs = [(by_id[old], new) for new in told for old in new.effort.supersedes if old in by_id]
    return [
        f"  {_named(old.effort)}: “{old.effort.evidence[0].words}” → “{new.effort.evidence[0].words}” "
        f"({new.author}, {new.made_at:%Y-%m-%d}: {new.reason})"
        for old, new in pairs
        if old.effort.interval.overlaps(interval) and old.effort.monitor in monitors
    ]


def _by_hand(ceasefire: "Ceasefire", told: ByHand, signed: Signed) -> "Effort":
    """Return a line by hand as a table of one row would have it, with the person's own words."""
    from detente.core.ids import hash_parts
    from detente.registry.ceasefires.effort.table import EffortMapping, efforts_of
    from detente.registry.evidence import Evidence

    columns = EffortMapping(
        first="from", last="to", monitor=_monitor(ceasefire, told.monitor), kind=told.kind, observer="team",
        hours="hours", begins="begins", ends="ends", count="number", where="where", weather="weather",
        visibility="visibility", denied_by="refused-by", why="why", note="note",
    )  # fmt: skip
    days = {"from": told.interval.first.isoformat(), "to": told.interval.last.isoformat()}
    row = dict.fromkeys(FIELDS, "") | _fields(told.fields) | days
    read = efforts_of([row], mapping=columns, ceasefire=ceasefire, name="by hand", by=signed.author)
    if read.faults:
        fault = read.faults[0]
        message = f"{fault.column or 'this line'}: {fault.said}; nothing was kept"
        raise UsageError(message)
    (made,) = read.efforts
    words = _words(told.words)
    evidence = Evidence(words=words, by=signed.author, source=told.source)
    return replace(made, id=hash_parts(made.id, words, told.source or ""), evidence=(evidence,))


def _monitor(ceasefire: "Ceasefire", given: str | None) -> str:
    """Return whose effort it is; where the ceasefire has one monitor, nobody needs to say so."""
    if given is not None:
        return given
    if len(ceasefire.monitors) == 1:
        return ceasefire.monitors[0].id
    there = ", ".join(monitor.id for monitor in ceasefire.monitors) or "none: name one in its file"
    message = f"whose effort it is is not told; give --by and a monitor of {ceasefire.id} ({there})"
    raise UsageError(message)


def _fields(given: Sequence[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for one in given:
        name, is_given, value = one.partition("=")
        if not is_given or name not in FIELDS or name in found:
            message = f"{one[:60]!r} is no field to use: write NAME=VALUE, each NAME once, of {', '.join(FIELDS)}"
            raise UsageError(message)
        found[name] = " ".join(value.split())
    return found


def _words(given: str | None) -> str:
    words = " ".join((given or "").split())
    if not words:
        message = (
            "nothing is kept without the words that say it: give them as they stand: --words 'post 3, 08:00-12:00'"
        )
        raise UsageError(message)
    if len(words) > MOST_WORDS:
        message = f"the words have {len(words):,} characters; copy those that say it, {MOST_WORDS:,} at most"
        raise UsageError(message)
    return words


def _replacing(new: "Sequence[Effort]") -> list[str]:
    return [
        f"{_named(one)}: takes the place of {', '.join(id_[:10] for id_ in one.supersedes)}, which stays in the history"
        for one in new
        if one.supersedes
    ]


def _named(one: "Effort") -> str:
    from detente.cli.ceasefire.effort_words import days_words

    team = f" of {one.observer}" if one.observer else ""
    return f"{one.kind}{team} ({one.monitor_name}), {days_words([one.interval])}"


def _plain(new: "Sequence[Effort]") -> dict[str, Any]:
    return {
        "kept": [one.id for one in new],
        "replaced": {one.id: list(one.supersedes) for one in new if one.supersedes},
    }
