"""A rule of the table: of which registry and which kinds of assertion it is, and how it compares them."""

from dataclasses import dataclass

from detente.registry.assertions.assertion import Assertion

__all__ = ["Rule", "actors_in"]


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
