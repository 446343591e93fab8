"""Meetings: the assertions that speak of the same one, by a stated rule that people can put right.

Two assertions are of one meeting where they are of one platform and (1) name the same round, or (2) name the same day,
or (3) name the same place, and neither the round nor the day of one is at odds with the other's. "The next round" is
the same only within one text. What fits two meetings is put to neither. A person may put meetings together or apart.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from detente.core.ids import hash_parts
from detente.registry.assertions.assertion import Assertion, Part
from detente.registry.platforms.words import round_in

__all__ = ["ATTENDANCE", "RULE", "STATES", "Decision", "Meeting", "came_in", "is_of_meeting", "meetings_of"]

ATTENDANCE = ("present", "absent", "declined", "accepted", "invited")
STATES = ("held", "not held", "planned", "expected", "postponed", "cancelled")
OPPOSITE = {"present": "absent", "absent": "present"}
UNREAL = frozenset({"denied", "hypothetical", "hoped", "demanded"})
TO_COME = frozenset({"planned", "expected"})
RULE = "one platform, and the same round, or day, or place, with nothing that is at odds"
NEXT = "next round"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a person decided of two assertions: that they are of one meeting, or are not."""

    one: str
    other: str
    together: bool
    author: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """A meeting as assertions tell of it, in the order of their publication; each of the values is told by some."""

    id: str
    platform: str
    rounds: tuple[str, ...]
    days: tuple[tuple[str, str], ...]
    places: tuple[str, ...]
    states: tuple[str, ...]
    assertions: tuple[Assertion, ...]
    why: str = RULE

    @property
    def name(self) -> str:
        """What tells it from others, as far as anybody tells: round, day, place."""
        days = (first if first == last else f"{first} to {last}" for first, last in self.days)
        told = (" / ".join(self.rounds), " / ".join(days), " / ".join(self.places))
        return ", ".join(filter(None, told)) or "not told"


def meetings_of(assertions: Iterable[Assertion], decisions: Iterable[Decision] = ()) -> tuple[Meeting, ...]:
    """Return the meetings that assertions speak of, those with a day first, in the order of the days."""
    told = sorted((one for one in assertions if is_of_meeting(one)), key=lambda one: (one.published or "", one.id))
    chosen = tuple(decisions)
    groups: list[list[Assertion]] = []
    for one in sorted(told, key=lambda each: -_tells(each)):
        fitting = [group for group in groups if _fits(one, group, chosen)]
        named = [group for group in fitting if _is_named_alike(one, group)]
        same = named if len(named) == 1 else fitting
        same[0].append(one) if len(same) == 1 else groups.append([one])
    return tuple(sorted(map(_meeting, _joined(groups, chosen)), key=_order))


def is_of_meeting(one: Assertion) -> bool:
    """Say whether an assertion is about a meeting of a platform."""
    return one.room == "platform" and one.what in (*ATTENDANCE, *STATES)


def came_in(one: Assertion) -> Iterator[tuple[str, Part]]:
    """Yield who came or stayed away as an assertion tells it, by its kind or, of a meeting, by the roles of its parts.

    That somebody was not absent is that it came, and the other way round; who is to come has announced it, and has not
    come yet.
    """
    if one.standing in UNREAL:
        return
    for part in one.parts:
        kind = part.role if part.role in ATTENDANCE else one.what
        if kind not in ATTENDANCE:
            continue
        if kind in OPPOSITE and (one.standing in TO_COME or one.what in {"planned", "expected"}):
            kind = "accepted" if kind == "present" else "declined"
        yield OPPOSITE.get(kind, kind) if one.standing == "negated" else kind, part


def _tells(one: Assertion) -> int:
    """Return how much an assertion tells of which meeting it is; those that tell most begin."""
    return 4 * (_round(one) not in {None, NEXT}) + 2 * (_day(one) is not None) + (one.where is not None)


def _fits(one: Assertion, group: Sequence[Assertion], decisions: Sequence[Decision]) -> bool:
    ids = {each.id for each in group}
    for decision in decisions:
        pair = {decision.one, decision.other}
        if one.id in pair and pair - {one.id} <= ids:
            return decision.together
    if _platform(one) != _platform(group[0]) or not all(_may_be_one(one, each) for each in group):
        return False
    return any(_same(one, each) for each in group)


def _may_be_one(one: Assertion, other: Assertion) -> bool:
    """Say whether nothing that two assertions tell is at odds: their rounds, and their days."""
    rounds = {_round(one), _round(other)} - {None}
    if len(rounds) > 1:
        return False
    if NEXT in rounds and _text(one) != _text(other):
        return False
    mine, theirs = _day(one), _day(other)
    is_plan = {"postponed", "planned", "expected"} & {one.what, other.what}
    return mine is None or theirs is None or bool(is_plan) or (mine[0] <= theirs[1] and theirs[0] <= mine[1])


def _same(one: Assertion, other: Assertion) -> bool:
    if _is_named_alike(one, [other]):
        return True
    mine, theirs = _day(one), _day(other)
    if mine is not None and mine == theirs:
        return True
    if one.where and other.where and one.where.words.casefold() == other.where.words.casefold():
        return True
    blank = not (one.value or mine or one.where)
    return blank and one.document is not None and one.document == other.document


def _is_named_alike(one: Assertion, group: Sequence[Assertion]) -> bool:
    return any(_called(one) is not None and _called(one) == _called(each) for each in group)


def _joined(groups: list[list[Assertion]], decisions: Sequence[Decision]) -> list[list[Assertion]]:
    """Return the groups with those joined that a person put together."""
    for decision in decisions:
        both = [group for group in groups if {decision.one, decision.other} & {one.id for one in group}]
        if decision.together and len(both) == len(("one", "other")):
            groups = [group for group in groups if group not in both] + [[*both[0], *both[1]]]
    return groups


def _meeting(group: Sequence[Assertion]) -> Meeting:
    inner = sorted(group, key=lambda one: (one.published or "", one.evidence[0].start or 0, one.id))
    return Meeting(
        id=hash_parts("meeting", min(one.id for one in inner)),
        platform=_platform(inner[0]),
        rounds=_once(map(_called, inner)),
        days=tuple(sorted({day for one in inner if (day := _day(one)) is not None})),
        places=_once(one.where.words if one.where else None for one in inner),
        states=tuple(state for state in STATES if any(one.what == state for one in inner)),
        assertions=tuple(inner),
    )


def _round(one: Assertion) -> str | None:
    """Return which round an assertion says that it is, in one form; None for none, and for what is no round."""
    return round_in(one.value)


def _called(one: Assertion) -> str | None:
    """Return what the meeting is called: its round in one form, else as it is told ("talks in Kessing")."""
    return _round(one) or (one.value if one.what in STATES else None)


def _once(told: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one for one in told if one))


def _day(one: Assertion) -> tuple[str, str] | None:
    day = one.day
    return (day.first, day.last) if day is not None and day.first and day.last else None


def _platform(one: Assertion) -> str:
    return one.subject or one.named


def _text(one: Assertion) -> str:
    return one.voice or one.document or one.id


def _order(one: Meeting) -> tuple[bool, tuple[tuple[str, str], ...], str, str]:
    return not one.days, one.days, one.name, one.id
