"""How balanced what a desk reads is: reports and independent voices by whose press they are, language, kind and month.

An outlet is of a side where the watch or a ceasefire names it among that side's press, or where the side publishes
itself. Whose press an outlet is says nothing of whom it speaks for. An outlet that nobody names is of no known side,
which is not the same as independent. Copies of one text are one voice, whoever prints it.
What a desk hears is one-sided where, of the voices whose side is known, one side has more than two in three, and there
are enough of them to say so. The same rule holds for every side.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from detente.incidents.names import stems_of_name
from detente.registry.assertions.actors import Actor
from detente.registry.ceasefires.definition import Ceasefire, Monitor, Party

__all__ = ["FEWEST", "ONE_SIDED", "Kept", "Share", "Side", "Sides", "balance_by", "one_sided", "side_of", "sides_of"]

ONE_SIDED = 2 / 3
"""Share of the voices of known side above which one side has too many."""
FEWEST = 6
"""Voices of known side that are needed to say so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A report as the balance counts it: None is what is not told. `month` is YYYY-MM.

    `kind` is what put it out (`publisher_kind`), `form` in which form it came in.
    """

    document: str
    voice: str
    outlet: str | None
    language: str | None
    kind: str | None
    month: str | None
    day: str | None
    side: str | None = None
    form: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """A side whose press the desk reads, or a monitor: its id and name. `watches` is whether it is a monitor."""

    id: str
    name: str
    watches: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Sides:
    """The sides that there are, and whose each outlet is, by the stems of its name."""

    every: tuple[Side, ...]
    press: Mapping[frozenset[str], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """How many reports there are of a kind, how many voices, and how many of them of each side (None: not known)."""

    of: str | None
    reports: int
    voices: int
    by_side: Mapping[str | None, int]

    @property
    def copies(self) -> int:
        """How many reports are copies of others beside them."""
        return self.reports - self.voices


def sides_of(actors: Iterable[Actor], ceasefires: Iterable[Ceasefire]) -> Sides:
    """Return the sides of a desk's watches and ceasefires that have press or publish, by name."""
    press: defaultdict[frozenset[str], set[str]] = defaultdict(set)
    names: dict[str, Side] = {}
    ones: list[Actor | Party | Monitor] = [one for one in actors if one.press]
    for ceasefire in ceasefires:
        ones += [*ceasefire.parties, *ceasefire.monitors]
    for one in ones:
        side = names.setdefault(one.name, Side(id=one.id, name=one.name, watches=isinstance(one, Monitor)))
        for outlet in (one.name, *one.names, *(() if isinstance(one, Monitor) else one.press)):
            press[stems_of_name(outlet)].add(side.id)
    return Sides(
        every=tuple(sorted(names.values(), key=lambda one: (one.watches, one.name))),
        press={stems: next(iter(ids)) for stems, ids in press.items() if stems and len(ids) == 1},
    )


def side_of(outlet: str | None, sides: Sides) -> str | None:
    """Return whose press an outlet is, or who publishes there; None where nobody says.

    The offices and teams of a side publish under its name: "Ministry of Defence of Velduria".
    """
    called = stems_of_name(outlet or "")
    if not called:
        return None
    if called in sides.press:
        return sides.press[called]
    own = {id_ for stems, id_ in sides.press.items() if stems < called and _is_office(outlet or "")}
    return own.pop() if len(own) == 1 else None


OFFICES = ("ministry", "office", "government", "presidency", "army", "mission", "team", "embassy", "service of")


def _is_office(outlet: str) -> bool:
    return any(word in outlet.casefold() for word in OFFICES)


def balance_by(kept: Iterable[Kept], key: Callable[[Kept], str | None]) -> tuple[Share, ...]:
    """Return shares of reports by what `key` says of each, most voices first; what it says nothing of comes last."""
    groups: defaultdict[str | None, list[Kept]] = defaultdict(list)
    for one in kept:
        groups[key(one)].append(one)
    made = [_share(of, some) for of, some in groups.items()]
    return tuple(sorted(made, key=lambda one: (one.of is None, -one.voices, one.of or "")))


def _share(of: str | None, some: Sequence[Kept]) -> Share:
    by_side = Counter(side for side, _ in {(one.side, one.voice) for one in some})
    return Share(of=of, reports=len(some), voices=len({one.voice for one in some}), by_side=dict(by_side))


def one_sided(kept: Iterable[Kept], among: Iterable[Side]) -> tuple[str, int, int] | None:
    """Return which of some sides has too many voices, how many, and of how many; None where none has, or few are there.

    Monitors are no side.
    """
    ids = {one.id for one in among if not one.watches}
    voices = {(one.side, one.voice) for one in kept if one.side in ids}
    counted = Counter(side for side, _ in voices)
    every = sum(counted.values())
    most = max(counted, key=lambda side: (counted[side], side or ""), default=None)
    if most is None or every < FEWEST or counted[most] <= ONE_SIDED * every:
        return None
    return most, counted[most], every
