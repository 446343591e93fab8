"""Expectations as they stand on a day, of what is told and of what people decided."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from detente.registry.assertions.assertion import Assertion, Day
from detente.registry.expectations.changes import PLANNED
from detente.registry.expectations.expectation import Decision, Expectation, Proposal, State
from detente.registry.expectations.grouping import actors_of, are_one, days_exclude, grouped
from detente.registry.expectations.proposals import Happening, Happenings, by_actor_and_thing, proposed

__all__ = ["expectations_on"]

CHANGES = frozenset({"postponed", "cancelled"})
TWO = 2
HOPE, REFUSAL = "hope", "refusal"
WHY: Mapping[State, str] = {
    "without a day": "no day is told for it",
    "hope": "a hope is never due",
    "told in hindsight": "known only from reports that look back",
}


@dataclass(frozen=True, kw_only=True)
class _Made:
    """What is made of all tellings: groups of one expectation each, and which change bears on which."""

    groups: list[tuple[Assertion, ...]]
    of_group: dict[str, list[Assertion]] = field(default_factory=dict)
    replaced: dict[str, str] = field(default_factory=dict)


def expectations_on(
    day: dt.date, told: Iterable[Assertion], *, decisions: Sequence[Decision] = (), happenings: Iterable[Happening] = ()
) -> tuple[Expectation, ...]:
    """Return the expectations with the state that each has on a day: those with a day by it, then the others."""
    every = tuple(told)
    made = _with_changes(every, decisions)
    replaces = {later: earlier for earlier, later in made.replaced.items()}
    events = by_actor_and_thing(happenings)
    found = [_expectation(group, made, replaces, decisions, events, day) for group in made.groups]
    return tuple(sorted(found, key=_order))


def _with_changes(told: Sequence[Assertion], decisions: Sequence[Decision]) -> _Made:
    """Return the groups, with each change put to the one it bears on; one that bears on none stands by itself."""
    made = _Made(groups=grouped((one for one in told if one.what not in CHANGES), decisions))
    for change in sorted((one for one in told if one.what in CHANGES), key=lambda one: (one.published or "", one.id)):
        home = _changed(change, made.groups, made.replaced)
        own = _of_change(change)
        if home is not None:
            made.of_group.setdefault(home[0].id, []).append(change)
        if change.what == "cancelled" and home is not None:
            continue
        later = next((group for group in made.groups if _is_told(own, group)), None) if own.day else None
        if later is None:
            made.groups.append((own,))
            if change.what == "cancelled":
                made.of_group.setdefault(own.id, []).append(change)
            later = (own,)
        if home is not None and later[0].id != home[0].id:
            made.replaced[home[0].id] = later[0].id
    return made


def _of_change(change: Assertion) -> Assertion:
    """Return what a change says to be expected now: the same on another day, or what is cancelled and told nowhere."""
    parts = tuple(part for part in change.parts if part.role != PLANNED)
    return replace(change, what=change.value or "meeting", value=change.what, standing="planned", parts=parts)


def _is_told(own: Assertion, group: Sequence[Assertion]) -> bool:
    return bool(own.day and own.day.last) and all(
        one.day is not None and one.day.last is not None and are_one(own, one) for one in group
    )


def _changed(
    change: Assertion, groups: Sequence[tuple[Assertion, ...]], gone: Mapping[str, str]
) -> tuple[Assertion, ...] | None:
    """Return the one expectation that a change bears on; None where it may be more than one, or is none."""
    found = [group for group in groups if group[0].id not in gone and all(_bears_on(change, one) for one in group)]
    planned = [group for group in found if _planned(change) and any(_is_planned(change, one) for one in group)]
    best = planned or found
    return best[0] if len(best) == 1 else None


def _bears_on(change: Assertion, one: Assertion) -> bool:
    if one.what != (change.value or "meeting") or (change.published or "") < (one.published or ""):
        return False
    if change.subject and one.subject and change.subject != one.subject:
        return False
    if (before := _planned(change)) is not None and days_exclude(before, one.day):
        return False
    same = change.subject is not None and change.subject == one.subject
    return same or _are_of_same_people(change, one)


def _are_of_same_people(change: Assertion, one: Assertion) -> bool:
    """Say whether a change is of the same people: all of them, or two; one that both have may meet others as well."""
    mine, theirs = actors_of(change), actors_of(one)
    shared = len(mine & theirs)
    return shared >= TWO or bool(shared and (mine == theirs or _is_planned(change, one)))


def _planned(change: Assertion) -> Day | None:
    for part in change.parts_of(PLANNED):
        first, _, last = (part.value or "").partition("/")
        return Day(first=first or None, last=last or None)
    return None


def _is_planned(change: Assertion, one: Assertion) -> bool:
    before = _planned(change)
    return before is not None and one.day is not None and one.day.last == before.last


def _expectation(
    group: tuple[Assertion, ...], made: _Made, replaces: Mapping[str, str], decisions: Sequence[Decision],
    happenings: Happenings, day: dt.date,
) -> Expectation:  # fmt: skip
    own = group[0].id
    ids = {one.id for one in group}
    said = tuple(sorted((d for d in decisions if d.telling in ids or d.other in ids), key=lambda d: d.made_at))
    due = _due(group)
    hindsight = all(one.standing == "background" for one in group)
    off = all(one.value == "cancelled" for one in group)
    fitting = () if group[0].what == HOPE or hindsight or off else _proposals(group, due, happenings, said)
    blank = Expectation(
        id=own, kind=group[0].what, tellings=_once(group), state="due", why="", due=due, proposals=fitting,
        changes=tuple(made.of_group.get(own, ())), decisions=said, replaces=replaces.get(own),
        replaced_by=made.replaced.get(own), known_by=tuple(one.id for one in group),
    )  # fmt: skip
    state, why = _state(blank, day, hindsight=hindsight)
    return replace(blank, state=state, why=why)


def _proposals(
    group: Sequence[Assertion], due: Day | None, happenings: Happenings, said: Sequence[Decision]
) -> tuple[Proposal, ...]:
    """Return what is proposed and what a person named, each with what was said of it last.

    What foretells it does not tell that it came: nothing of the texts that foretell it is proposed.
    """
    by_event = {d.event: d for d in said if d.deed in {"met", "not met"} and d.event}
    own_voices = {one.voice or one.document for one in group}
    machine = {
        found.event: found
        for one in group
        for found in proposed(replace(one, day=due or one.day), happenings, apart=own_voices)
    }
    named = {one.event: one for one in happenings.every if one.event in by_event} if by_event else {}
    own = {
        event: Proposal(
            event=event, document=one.document, day=one.day, reasons=("a person says so",), against=(),
            evidence=one.evidence, claimed_by=one.claimed_by, published=one.published,
        )
        for event, one in named.items()
        if event not in machine
    }  # fmt: skip
    return tuple(replace(one, decided=by_event.get(one.event)) for one in (*machine.values(), *own.values()))


def _state(one: Expectation, day: dt.date, *, hindsight: bool) -> tuple[State, str]:
    """Return the state on a day and why: what people decided first, then what is told, then the days."""
    if one.kind == HOPE:
        return "hope", WHY["hope"]
    decided = _ended(one)
    if decided is not None:
        return decided
    return ("told in hindsight", WHY["told in hindsight"]) if hindsight else _by_day(one.kind, one.due, day)


def _ended(one: Expectation) -> tuple[State, str] | None:
    """Return that it is met, dropped or replaced, and by whose word; None where it is still expected."""
    accepted = [f.decided for f in one.proposals if f.decided and f.decided.deed == "met"]
    if accepted:
        return "met", f"{accepted[0].author} accepted it: {accepted[0].reason}"
    dropped = [d for d in one.decisions if d.deed in {"dropped", "open"}]
    if dropped and dropped[-1].deed == "dropped":
        return "dropped", f"{dropped[-1].author} dropped it: {dropped[-1].reason}"
    if one.replaced_by:
        return "replaced", f"postponed, by the word of {one.changes[-1].claimant.name}"
    off = [change for change in one.changes if change.what == "cancelled"]
    if off and not (dropped and dropped[-1].deed == "open"):
        return "dropped", f"cancelled, by the word of {off[-1].claimant.name}"
    return None


def _by_day(kind: str, due: Day | None, day: dt.date) -> tuple[State, str]:
    if due is None or due.last is None:
        return "without a day", WHY["without a day"]
    if due.last < day.isoformat() and kind == REFUSAL:
        return "past", f"its last day was {due.last}; nothing is owed by a refusal"
    if due.last < day.isoformat():
        return "overdue", f"its last day was {due.last}, and by {day} nothing is accepted as meeting it"
    return "due", f"its last day is {due.last}"


def _due(group: Sequence[Assertion]) -> Day | None:
    """Return the day told for it: the narrowest of the tellings', the latest told where two are as narrow."""
    told = [one for one in group if one.day is not None]
    dated = [one for one in told if one.day is not None and one.day.last is not None]
    ranked = sorted(dated or told, key=lambda one: one.published or "", reverse=True)
    return min((one.day for one in ranked if one.day), key=_width, default=None)


def _width(day: Day) -> int:
    if day.interval is None:
        return 10_000
    return day.interval.days


def _once(group: Sequence[Assertion]) -> tuple[Assertion, ...]:
    """Return tellings, of the copies of a text the first for each thing that it tells."""
    found: dict[tuple[str, str, str], Assertion] = {}
    for one in group:
        found.setdefault((one.voice or one.id, one.what, one.named), one)
    return tuple(found.values())


def _order(one: Expectation) -> tuple[bool, str, str, str]:
    last = one.due.last if one.due else None
    return last is None, last or "", one.first.published or "", one.id
