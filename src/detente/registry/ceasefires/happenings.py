"""What could be verified of a ceasefire: what is said to have broken it, happening by happening.

What the record puts into one incident is one happening, whoever tells of it, as are copies of one text. A published
figure is one of its own: what it counts, nobody knows. One figure that its body gives in a table and in its reports, of
the same class, party and days, is one.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from detente.registry.ceasefires.violation import Violation
from detente.registry.interval import Interval

__all__ = ["Alleged", "Happening", "happenings_of", "lead_of"]

Key = tuple[str, ...]
LATE = "9999"
"""What sorts after every day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alleged:
    """A party that is said to have done something, None where no doer is told, and who says so."""

    of: str | None
    by: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """What is told of one happening: `told` says that it was, `against` that it was not or could not be seen.

    `lead` stands for it: the deed itself before what it cost, what names a doer first, then what came out first.
    """

    lead: Violation
    told: tuple[Violation, ...]
    against: tuple[Violation, ...] = ()

    @property
    def incident(self) -> str | None:
        """The incident of the record that it is, None where it is none."""
        return self.lead.incident

    @property
    def alleged(self) -> tuple[Alleged, ...]:
        """Who names whom as its doer, and last who tells of it and names nobody."""
        doers = sorted(dict.fromkeys(one.alleged for one in self.told), key=lambda of: of is None)
        return tuple(Alleged(of=of, by=_who_say([one for one in self.told if one.alleged == of])) for of in doers)

    @property
    def alleged_by(self) -> tuple[str, ...]:
        """Who names its doer, or who tells of it where nobody does: ids of columns, the names of others."""
        naming = [one for one in self.told if one.alleged]
        return _who_say(naming or self.told)

    @property
    def alleged_of(self) -> tuple[str, ...]:
        """Who is said to have done it."""
        return tuple(one.of for one in self.alleged if one.of)


def happenings_of(violations: Iterable[Violation], interval: Interval) -> tuple[Happening, ...]:
    """Return what could be verified on these days, by its first day; what has no day stands at the end."""
    given = list(violations)
    replaced = {one.supersedes for one in given if one.supersedes}
    held: defaultdict[Key, list[Violation]] = defaultdict(list)
    against: defaultdict[str, list[Violation]] = defaultdict(list)
    for one in given:
        if one.id in replaced:
            continue
        if one.said == "some" and not one.is_zero:
            held[_key(one)].append(one)
        elif one.incident is not None:
            against[one.incident].append(one)
    made = [
        _happening(some, against)
        for some in _figures_together(held).values()
        if any(_is_of(one, interval) for one in some)
    ]
    return tuple(sorted(made, key=_place))


def lead_of(told: Sequence[Violation]) -> Violation:
    """Return which of several stands for all."""
    return min(told, key=_rank)


def _who_say(told: Iterable[Violation]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.claimant or one.claimant_name for one in told))


def _key(one: Violation) -> Key:
    if one.origin == "published":
        return ("figure", one.id)
    if one.incident is not None:
        return ("incident", one.incident)
    days = one.interval
    told = (days.first.isoformat(), days.last.isoformat()) if days else ()
    return ("words", one.voice or one.id, one.kind or "", one.alleged or "", *told)


def _figures_together(held: defaultdict[Key, list[Violation]]) -> dict[Key, list[Violation]]:
    """Return what is told with each figure once: rows of a table stay apart, and a report's goes to the only one."""
    figures: defaultdict[Key, list[Key]] = defaultdict(list)
    for key, some in held.items():
        if (same := _figure(some[0])) is not None:
            figures[same].append(key)
    made = dict(held)
    for keys in figures.values():
        rows = [key for key in keys if held[key][0].evidence[0].document is None]
        reports = [key for key in keys if key not in rows]
        if len(rows) == 1 and reports:
            made[rows[0]] = [*held[rows[0]], *(one for key in reports for one in made.pop(key))]
    return made


def _figure(one: Violation) -> Key | None:
    """Return what tells a published figure from others; None where its body, its days or its number is not told."""
    if one.origin != "published" or one.claimant is None or one.interval is None or one.count is None:
        return None
    count = (one.count.low, one.count.high)
    if None in count:
        return None
    days = (one.interval.first.isoformat(), one.interval.last.isoformat())
    where = tuple(sorted(place.words for place in one.where))
    return (one.claimant, one.alleged or "", one.kind or "", one.harm or "", *map(str, count), *days, *where)


def _happening(told: Sequence[Violation], against: defaultdict[str, list[Violation]]) -> Happening:
    ordered = tuple(sorted(told, key=_rank))
    incident = ordered[0].incident if ordered[0].origin != "published" else None
    return Happening(lead=ordered[0], told=ordered, against=tuple(against.get(incident or "", ())))


def _is_of(one: Violation, interval: Interval) -> bool:
    """Say whether it is told of these days, or of none and came out on them."""
    if one.interval is not None:
        return one.interval.overlaps(interval)
    return one.published is None or interval.first.isoformat() <= one.published <= interval.last.isoformat()


def _rank(one: Violation) -> tuple[bool, bool, str, str, int, str]:
    held = one.evidence[0]
    day = one.published or LATE
    return (one.harm is not None, one.alleged is None, day, held.document or "", held.start or 0, one.id)


def _place(one: Happening) -> tuple[str, str]:
    return min(_days(one.told), default=LATE), one.lead.id


def _days(told: Iterable[Violation]) -> Iterator[str]:
    yield from (one.interval.first.isoformat() for one in told if one.interval)
