"""A ceasefire as the desk keeps it: what it rests on, between whom, who monitors, where, and what would break it.

It is written by hand in a file (TOML), whose form `parse_ceasefire` reads; docs/reference/ceasefires.md describes it.
Everything in it that is not the desk's own choice is said with its words, and where they stand.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from detente.registry.ceasefires.taxonomy import Taxonomy
from detente.registry.evidence import Evidence
from detente.registry.interval import Interval

__all__ = ["Basis", "Ceasefire", "Clause", "Monitor", "Order", "Party", "Stretch", "Suspension"]

Order = Literal["alternating", "as written", "turned"]
"""Which party stands left on the board: another each day, the one written first, or the one written last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A clause of the instrument: its number, its words, and the classes that breach it."""

    id: str
    words: str
    breached_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """An instrument that a ceasefire, or its monitoring, rests on, by whoever says so.

    Rival ones stand beside each other: each has its `claimant` (None for the desk's own choice) and its words.
    """

    title: str
    names: tuple[str, ...] = ()
    date: str | None = None
    claimant: str | None = None
    evidence: tuple[Evidence, ...] = ()
    clauses: tuple[Clause, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A side: what it is called here, by which names reports call it and who speaks for it, its country if it has one.

    `countries` are ISO 3166-1 alpha-3; a speaker of such a country who holds office or arms speaks for the side.
    `press` are outlets published on its side, in which "the Ministry of Defence" is its own; they do not speak for it.
    """

    id: str
    name: str
    names: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    press: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Monitor:
    """Who watches: a mission or a joint centre, with the states that staff it as far as anybody says.

    `staff` is state to number; a number that nobody states is None. `equal_staff` is whether somebody says that the
    numbers are equal, with the words in `evidence`.
    """

    id: str
    name: str
    names: tuple[str, ...] = ()
    staff: Mapping[str, int | None] = field(default_factory=dict)
    equal_staff: bool | None = None
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A line or an area that the ceasefire names: `names` of places on or in it, its GeoJSON where the desk has one."""

    id: str
    name: str
    kind: Literal["line", "area"]
    names: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    geometry: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspension:
    """Days on which the ceasefire did not hold by somebody's word: by whose, with the words."""

    interval: Interval
    claimant: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ceasefire:
    """A ceasefire. `first` and `last` are its days (YYYY-MM-DD), None where it is not known or has not ended.

    There are always two parties. `invented` is whether it is an example that is made up.
    """

    id: str
    name: str
    bases: tuple[Basis, ...]
    parties: tuple[Party, Party]
    monitors: tuple[Monitor, ...]
    taxonomy: Taxonomy
    stretches: tuple[Stretch, ...] = ()
    first: str | None = None
    last: str | None = None
    suspensions: tuple[Suspension, ...] = ()
    order: Order = "alternating"
    invented: bool = False

    @property
    def columns(self) -> tuple[str, ...]:
        """The ids of those that have a column of their own: the parties as written, and the monitors."""
        return (*(party.id for party in self.parties), *(monitor.id for monitor in self.monitors))

    def clauses_of(self, class_id: str) -> tuple[str, ...]:
        """Return the clauses that a class breaches, by the desk's mapping; none where it is allowed."""
        main = self.taxonomy.main_class(class_id)
        return tuple(
            clause.id for basis in self.bases for clause in basis.clauses if {class_id, main} & set(clause.breached_by)
        )
