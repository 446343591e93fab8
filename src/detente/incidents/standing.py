"""What a source is to an incident: a party to it, a monitor, a medium that reports, or another."""

import functools
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import resources
from typing import Literal

from detente.core.errors import KnowledgeError
from detente.incidents.account import Account, Side
from detente.incidents.families import FAMILIES
from detente.incidents.names import Name, name_of, stems_of_name
from detente.knowledge.matcher import KnownName
from detente.knowledge.organisations import organisation_names

__all__ = ["NOBODY", "Parties", "Standing", "is_monitor", "known_side", "parties_to", "standing_of"]

Standing = Literal["party", "monitor", "media", "other"]

FILE = "monitors.toml"
NOBODY: Mapping[str, Standing] = {}
NO_STATE = frozenset({"IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC"})
"""What stands for a country of those who have none."""
OFFICIAL = frozenset({"GOV", "MIL", "COP", "SPY", "LEG", "JUD"})
FORCE = frozenset({"violence", "force"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Parties:
    """Who took part in an incident, by name and by country, and in which countries force was used.

    `published` is what publishers are by the files of a desk, by their names as `known_side` has them.
    """

    names: frozenset[Name]
    countries: frozenset[str]
    grounds: frozenset[str]
    published: Mapping[str, Standing] = field(default_factory=dict)


def parties_to(accounts: Sequence[Account], *, published: Mapping[str, Standing] = NOBODY) -> Parties:
    """Return who takes part in what accounts tell of."""
    sides = [side for account in accounts for side in (*account.actors, *account.recipients)]
    states = {side.country for side in sides if side.country and side.country not in NO_STATE}
    return Parties(
        names=frozenset(map(name_of, sides)), countries=frozenset(states), grounds=frozenset(_grounds(accounts)),
        published=published,
    )  # fmt: skip


def _grounds(accounts: Sequence[Account]) -> Iterator[str]:
    for account in accounts:
        where = account.where
        if where and where.country and where.nearness != "around" and FAMILIES[account.type] in FORCE:
            yield where.country


def standing_of(side: Side, parties: Parties) -> Standing:
    """Return what a source is to an incident; whoever took part is a party, whatever else they are."""
    name = name_of(side)
    if name in parties.names:
        return "party"
    if side.name in parties.published:
        return parties.published[side.name]
    if "JRN" in side.sectors:
        return "media"
    if side.country in parties.countries:
        return "party"
    if is_monitor(side.name):
        return "monitor"
    return "party" if side.country in parties.grounds and OFFICIAL.intersection(side.sectors) else "other"


def known_side(name: str) -> Side:
    """Return who a publisher is, as the tables of organisations know it; a medium where they do not."""
    known = _known().get(name)
    if known is None:
        return Side(name=name, kind="organisation", sectors=("JRN",), words=stems_of_name(name))
    sectors = known.sectors or ("JRN",) * (known.country is None)
    return Side(
        name=known.canonical, kind="organisation", country=known.country, sectors=sectors, words=stems_of_name(name)
    )


@functools.cache
def _known() -> dict[str, KnownName]:
    return dict(reversed(organisation_names()))


def is_monitor(name: str) -> bool:
    """Say whether a name is that of one who monitors."""
    stems = stems_of_name(name)
    return any(words <= stems for words in _words())


@functools.cache
def _words() -> frozenset[frozenset[str]]:
    """Return the words of names of monitors. Raises `KnowledgeError` where they cannot be read."""
    try:
        found = tomllib.loads((resources.files("detente.incidents") / FILE).read_text(encoding="utf-8"))
        return frozenset(stems_of_name(words) for words in found["names"]["words"])
    except (OSError, ValueError, KeyError) as error:
        message = f"the names of monitors ({FILE}) cannot be read ({error}); reinstall détente to restore them"
        raise KnowledgeError(message) from error
