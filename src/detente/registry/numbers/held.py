"""A number as the record holds it: whose, of what, of which days, by which rule, in which words."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from detente.core.ids import hash_parts
from detente.registry.assertions.assertion import Assertion
from detente.registry.ceasefires.board import Board, Told
from detente.registry.ceasefires.definition import Ceasefire
from detente.registry.ceasefires.repeats import replaced_by
from detente.registry.ceasefires.violation import Origin, Violation
from detente.registry.count import Count
from detente.registry.evidence import Evidence
from detente.registry.interval import Interval
from detente.registry.mines.area import Area
from detente.registry.mines.records import Accident, Activity, HazardousArea, MineFigure, MineRecord
from detente.registry.numbers.covering import Part, parts_of, parts_within, uncovered
from detente.registry.platforms.meetings import Meeting, came_in
from detente.registry.where import Locality

__all__ = [
    "HeldFigure", "Rule", "figures_of_assertions", "figures_of_board", "figures_of_meetings", "figures_of_mines",
    "figures_of_violations", "place_ids",
]  # fmt: skip

Rule = Literal[
    "published", "added up", "happenings told", "happenings observed", "told of a happening", "mines", "running total",
    "claimed", "attended", "reports", "told", "none told",
]  # fmt: skip
"""By what it is counted; the desk says it in words."""
ROOMS = Literal["ceasefire", "mines", "project", "platform", "report", "record"]
ADDED = " + "
"""Stands between the numbers that a cell of the board adds up; one figure alone stands as it is."""
SHOWN = 3
"""Pieces of evidence that a number over several statements leads to."""
COUNTED: Mapping[Origin, Rule] = {"report": "happenings told", "observer": "happenings observed"}
SINGLE: Mapping[Origin, Rule] = {"published": "published"}


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldFigure:
    """A number of the record. `subjects` are what it may be asked by, `what` the id of what it is of.

    `claimant` is the id of who says it, or else the name; `alleged` who is said to have done it, None where nobody is
    named. `of` is the ceasefire, project or platform. `entries` are the ids of what it stands on.
    """

    id: str
    room: ROOMS
    of: str | None
    claimant: str
    subjects: frozenset[str]
    what: str
    count: Count
    unit: str | None = None
    interval: Interval | None = None
    alleged: str | None = None
    evidence: tuple[Evidence, ...] = ()
    rule: Rule
    entries: tuple[str, ...] = ()
    published: str | None = None
    places: frozenset[str] = frozenset()
    """Ids of the places that it is of; none where none is told."""
    parts: tuple[Part, ...] = ()
    """The figures that it adds up, each with its days."""
    outside: tuple[Part, ...] = ()
    """Figures of the same for days that overlap with these and are counted in nothing."""
    uncovered: tuple[Interval, ...] = ()
    """Days that no figure covers: with any, what it adds up is no number of its days."""


def figures_of_violations(ceasefire: Ceasefire, violations: Iterable[Violation]) -> Iterator[HeldFigure]:
    """Yield every number that somebody says of a ceasefire, each as it stands; a corrected one is left out."""
    given = tuple(violations)
    replaced = replaced_by(given)
    groups = defaultdict[tuple[object, ...], list[Violation]](list)
    for one in given:
        if one.id not in replaced and (one.count is not None or one.said == "none"):
            groups[_said(one)].append(one)
    yield from (_figure(ceasefire, some) for some in groups.values())


def _said(one: Violation) -> tuple[object, ...]:
    """Return what makes a published figure the same one, however often it is told; a happening's number is its own."""
    if one.origin != "published" or one.count is None:
        return (one.id,)
    days = (one.interval.first, one.interval.last) if one.interval else None
    where = tuple(place.words.casefold() for place in one.where)
    return (
        one.claimant or one.claimant_name,
        one.kind,
        one.harm,
        one.alleged,
        days,
        where,
        one.count.low,
        one.count.high,
    )


def _figure(ceasefire: Ceasefire, some: Sequence[Violation]) -> HeldFigure:
    one = some[0]
    evidence = tuple(dict.fromkeys(held for each in some for held in each.evidence))[:SHOWN]
    count = one.count or Count(low=0, high=0, words=evidence[0].words)
    rule: Rule = "told of a happening" if one.count is not None else "none told"
    return HeldFigure(
        id=one.id, room="ceasefire", of=ceasefire.id, claimant=one.claimant or one.claimant_name,
        subjects=_subjects(ceasefire, one.kind, one.harm), what=one.harm or one.kind or "",
        count=count, interval=one.interval, alleged=one.alleged, evidence=evidence,
        rule=SINGLE.get(one.origin, rule), entries=tuple(each.id for each in some), published=one.published,
        places=frozenset(id_ for each in some for place in each.where for id_ in place_ids(ceasefire, place)),
    )  # fmt: skip


def figures_of_board(ceasefire: Ceasefire, board: Board, known: Mapping[str, Violation]) -> Iterator[HeldFigure]:
    """Yield what each claimant's cells of a board come to, by origin and by whom they say did it."""
    for row in board.rows:
        for cell in (*row.cells, row.others):
            for told in cell.told:
                count, rule = _counted(told)
                if count is None or (rule == "added up" and ADDED not in count.words):
                    continue
                said = [known[id_] for id_ in told.violations if id_ in known]
                whose = cell.column if cell.column in ceasefire.columns else _only_claimant(said)
                if whose is None:
                    continue
                kind = row.id if row.id in ceasefire.taxonomy else None
                is_sum = rule == "added up"
                outside = parts_of(one for one in said if is_sum and one.id in told.outside)
                parts = parts_within(board.interval, said, left_out=outside) if is_sum else ()
                harm = row.id if any(one.harm == row.id for one in said) else None
                yield HeldFigure(
                    id=hash_parts(board.ceasefire, row.id, cell.column, told.origin, told.alleged or ""),
                    room="ceasefire", of=ceasefire.id, claimant=whose, what=row.id,
                    subjects=_subjects(ceasefire, kind, harm), count=count, interval=board.interval,
                    alleged=told.alleged, rule=rule, entries=told.violations,
                    evidence=tuple(held for one in said for held in one.evidence)[:SHOWN],
                    parts=parts, outside=outside,
                    uncovered=uncovered(board.interval, parts) if is_sum else (),
                )  # fmt: skip


def _counted(told: Told) -> tuple[Count | None, Rule]:
    """Return how many a cell tells, and by which rule; None where it tells of none that can be counted."""
    if told.said != "some":  # that there was none on some day says nothing of the others
        return None, "told"
    if told.happenings is None:
        return told.count, "added up"
    number = Count(low=told.happenings, high=told.happenings, words=str(told.happenings))
    return number, COUNTED.get(told.origin, "happenings told")


def _only_claimant(said: Iterable[Violation]) -> str | None:
    """Return the one who says it all, where it is one: numbers of several are never added up."""
    names = {one.claimant or one.claimant_name for one in said}
    return names.pop() if len(names) == 1 else None


def place_ids(ceasefire: Ceasefire, place: Locality) -> Iterator[str]:
    """Yield the ids of a place that is told of a ceasefire: of its own stretch, and of the name by itself."""
    words = " ".join(place.words.casefold().split())
    yield words
    for one in ceasefire.stretches:
        if place.of == one.id or words in map(str.casefold, (one.name, *one.names)):
            yield f"{ceasefire.id}/{one.id}"


def _subjects(ceasefire: Ceasefire, kind: str | None, harm: str | None) -> frozenset[str]:
    if harm is not None:
        return frozenset({harm})
    main = ceasefire.taxonomy.main_class(kind) if kind is not None and kind in ceasefire.taxonomy else None
    return frozenset({"violations"} | {f"class:{one}" for one in (kind, main) if one})


def figures_of_mines(records: Iterable[MineRecord]) -> Iterator[HeldFigure]:
    """Yield every number of the mine record."""
    for one in records:
        for n, (subject, what, told, rule) in enumerate(_mine_numbers(one)):
            count, unit = (told, None) if isinstance(told, Count) else _ground(told)
            yield HeldFigure(
                id=f"{one.id}-{n}", room="mines", of=one.id, claimant=one.claimant or "", count=count, unit=unit,
                subjects=frozenset({subject}), what=what, interval=one.interval, evidence=one.evidence, rule=rule,
                entries=(one.id,), published=one.published,
            )  # fmt: skip


def _mine_numbers(one: MineRecord) -> Iterator[tuple[str, str, Count | Area, Rule]]:
    if isinstance(one, MineFigure):
        rule: Rule = "running total" if one.running else "mines"
        told = one.count or one.area
        if told is not None:
            yield "devices" if one.count else "ground", one.what, told, rule
    if isinstance(one, Accident):
        harmed = ((harm, getattr(one, harm)) for harm in ("killed", "wounded"))
        yield from ((harm, harm, count, "claimed") for harm, count in harmed if count is not None)
    if isinstance(one, Activity):
        yield from (("devices", each.kind or "devices", each.count, "claimed") for each in one.devices if each.count)
    if isinstance(one, HazardousArea | Activity):
        area = one.area if isinstance(one, HazardousArea) else one.surveyed
        if area is not None:
            yield "ground", "ground", area, "claimed"


def _ground(area: Area) -> tuple[Count, str | None]:
    """Return a size of ground in whole square metres, as numbers are held against each other."""
    low, high = (None if bound is None else round(bound) for bound in (area.low, area.high))
    return Count(low=low, high=high, words=area.words, qualifier=area.qualifier), "m2"


def figures_of_assertions(said: Iterable[Assertion]) -> Iterator[HeldFigure]:
    """Yield every sum, length and capacity that somebody claims of a project."""
    for one in said:
        if one.amount is not None:
            yield HeldFigure(
                id=one.id, room="project", of=one.subject, claimant=one.claimant.actor or one.claimant.name,
                subjects=frozenset({one.what}), what=f"{one.value or one.what}: {one.named}", count=one.amount.count,
                unit=one.amount.unit, interval=one.day.interval if one.day else None, evidence=one.evidence,
                rule="claimed", entries=(one.id,), published=one.published,
            )  # fmt: skip


def figures_of_meetings(meetings: Iterable[Meeting]) -> Iterator[HeldFigure]:
    """Yield how many came to a meeting, claimant by claimant, as far as each names them."""
    for meeting in meetings:
        came: dict[str, dict[str, tuple[Evidence, ...]]] = {}
        for one in meeting.assertions:
            whose = came.setdefault(one.claimant.actor or one.claimant.name, {})
            for what, part in came_in(one):
                if what == "present":
                    whose[part.actor or part.name] = part.evidence or one.evidence
        for claimant, who in came.items():
            if who:
                yield HeldFigure(
                    id=hash_parts(meeting.id, claimant), room="platform", of=meeting.platform, claimant=claimant,
                    subjects=frozenset({"attendance"}), what=meeting.name, rule="attended", interval=_days(meeting),
                    count=Count(low=len(who), high=len(who), words=str(len(who))),
                    evidence=tuple(held for each in who.values() for held in each)[:SHOWN],
                )  # fmt: skip


def _days(meeting: Meeting) -> Interval | None:
    if len(meeting.days) != 1:
        return None
    first, last = map(dt.date.fromisoformat, meeting.days[0])
    return Interval(first=first, last=last)
