"""A rule of the table: of which registry and which kinds of assertion it is, and how it compares them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from detente.registry.assertions.assertion import Assertion

__all__ = ["Names", "Rule", "actors_in", "told_names"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What the desk knows beside the claims: whom each agreement binds, and what things and actors are called.

    `parties` and `names` are by id; the first name is what the desk calls it.
    """

    parties: Mapping[str, frozenset[str]]
    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def parties_of(self, one: Assertion) -> frozenset[str]:
        """Return whom the agreement that a claim is of binds."""
        return self.parties.get(one.subject or "", frozenset())

    def name_of(self, told: str) -> str:
        """Return what the desk calls an id; words that are none as they are."""
        return self.names.get(told, (told,))[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A row of rules.toml, whose head says what each field means."""

    id: str
    compare: str
    room: str | None = None
    what: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    not_what: tuple[str, ...] = ()
    part: tuple[str, ...] | str = ()
    parties: bool = False
    roles: tuple[tuple[str, str], ...] = ()
    values: tuple[tuple[str, str], ...] = ()
    meeting: bool = False
    lasting: bool = False
    only: tuple[str, ...] = ()
    period: bool = False
    grows: bool = False
    varies: bool = False
    rival: bool = False

    @property
    def part_roles(self) -> tuple[str, ...]:
        """The roles that it looks at."""
        return (self.part,) if isinstance(self.part, str) else self.part

    def is_of(self, room: str) -> bool:
        """Say whether it is for a registry."""
        return self.room is None or self.room == room

    def both_are(self, one: Assertion, other: Assertion) -> bool:
        """Say whether both are of one of its kinds, and of the same."""
        return one.what == other.what and one.what in self.what


def actors_in(one: Assertion, roles: tuple[str, ...]) -> frozenset[str]:
    """Return who is in one of some roles, by the actor's id or by name."""
    return frozenset(part.actor or part.name.casefold() for part in one.parts if part.role in roles)


def told_names(some: Iterable[Assertion], roles: tuple[str, ...], actors: Iterable[str], known: Names) -> str:
    """Return what actors are called who have some roles: as the desk calls them, else as the claims do."""
    parts = {part.actor or part.name.casefold(): part.name for one in some for part in one.parts if part.role in roles}
    return ", ".join(sorted(known.names.get(actor, (parts.get(actor, actor),))[0] for actor in actors))
