"""Which two actors a record tells of together, most first: how many happenings of each lane, and since when."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from detente.incidents.dealing import Dealing
from detente.knowledge.plover import plover
from detente.registry.relations.happenings import COUNTED, Linked, status_of
from detente.registry.relations.parties import Belonging, Who

__all__ = ["Count", "pairs_of"]

NAMED = "organisation"
"""Kind of those without an id that are listed under their name; a group ("the rebels") is many."""
MOST_PARTIES = 12
"""Actors that one happening pairs at the most: a summit of a hundred states would make thousands of pairs."""
Days = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How many happenings of each lane a record tells of two, in alphabetical order; days are as told or published."""

    first: str
    second: str
    cooperation: int
    conflict: int
    since: int | None
    until: int | None

    @property
    def total(self) -> int:
        """All of them."""
        return self.cooperation + self.conflict


def pairs_of(linked: Iterable[Linked], belonging: Belonging) -> tuple[Count, ...]:
    """Return all pairs of which something is told that is counted, those with most happenings first."""
    found: defaultdict[tuple[str, str], dict[str, Dealing]] = defaultdict(dict)
    for incident, dealing in linked:
        if status_of(dealing) in COUNTED:
            for pair in _pairs(dealing, belonging):
                found[pair].setdefault(incident, dealing)
    made = (_count(pair, some.values()) for pair, some in found.items())
    return tuple(sorted(made, key=lambda one: (-one.total, one.first, one.second)))


def _pairs(dealing: Dealing, belonging: Belonging) -> Iterator[tuple[str, str]]:
    acts = {key for one in dealing.actors if (key := _key(one, dealing.said, belonging))}
    takes = {key for one in dealing.recipients if (key := _key(one, dealing.said, belonging))}
    if len(acts | takes) > MOST_PARTIES:
        return
    for one, other in combinations(sorted(acts | takes), 2):
        if one in acts or other in acts:
            yield one, other


def _key(who: Who, said: str, belonging: Belonging) -> str | None:
    actor = belonging.actor_in(who, said)
    if actor is not None:
        return actor
    return who.name if who.kind == NAMED and who.name[:1].isupper() else None


def _count(pair: tuple[str, str], some: Iterable[Dealing]) -> Count:
    every = list(some)
    lanes = Counter(plover().quad(one.type).split()[1] for one in every)
    days = [told for one in every if (told := one.days or one.published)]
    return Count(
        first=pair[0], second=pair[1], cooperation=lanes["cooperation"], conflict=lanes["conflict"],
        since=min((first for first, _ in days), default=None), until=max((last for _, last in days), default=None),
    )  # fmt: skip
