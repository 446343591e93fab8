"""In whose column somebody stands: a party's, a monitor's, or nobody's.

By name first: the names that the ceasefire gives its parties and monitors. Then by country: who holds office or bears
arms for a party's country speaks, and acts, for that party; its capital's name speaks for it as well. A witness, a
paper or a politician out of office does not.
"""

from collections.abc import Iterable, Iterator

from detente.incidents.account import Side
from detente.incidents.names import stems_of_name
from detente.knowledge.countries import countries
from detente.registry.ceasefires.definition import Ceasefire, Monitor, Party

__all__ = ["column_of_doer", "column_of_speaker"]

OFFICIAL = frozenset({"GOV", "MIL", "COP", "SPY", "LEG", "JUD"})
ARMED = frozenset({"MIL", "GOV", "COP", "SPY", "REB", "UAF", "PRE"})
STATE = frozenset({"state"})


def column_of_speaker(side: Side, ceasefire: Ceasefire) -> str | None:
    """Return the id of the party or monitor for whom somebody speaks, None where it is neither."""
    named = _named(side, ceasefire)
    return named or _of_country(side, ceasefire, OFFICIAL) or _of_capital(side, ceasefire)


def column_of_doer(side: Side, ceasefire: Ceasefire) -> str | None:
    """Return the id of the party whose deed something is that somebody did, None where it is neither's.

    What monitors do is no deed of a party.
    """
    named = _named(side, ceasefire)
    parties = {party.id for party in ceasefire.parties}
    if named is not None:
        return named if named in parties else None
    return _of_country(side, ceasefire, ARMED)


def _named(side: Side, ceasefire: Ceasefire) -> str | None:
    """Return whom a name means: who has the most words of it; nobody where two have as many."""
    words = stems_of_name(side.name)
    found = sorted(((len(stems), one.id) for one, stems in _names(ceasefire) if stems and stems <= words), reverse=True)
    best = {id_ for size, id_ in found if size == found[0][0]}
    return best.pop() if len(best) == 1 else None


def _names(ceasefire: Ceasefire) -> Iterator[tuple[Party | Monitor, frozenset[str]]]:
    ones: Iterable[Party | Monitor] = (*ceasefire.parties, *ceasefire.monitors)
    for one in ones:
        for name in (one.name, *one.names):
            yield one, stems_of_name(name)


def _of_capital(side: Side, ceasefire: Ceasefire) -> str | None:
    """Return the party whose government a capital's name stands for: "Baku said"."""
    if side.kind != "place":
        return None
    states = {country.country for country in countries() if side.name in (*country.capitals, *country.seats)}
    found = {party.id for party in ceasefire.parties if states.intersection(party.countries)}
    return found.pop() if len(found) == 1 else None


def _of_country(side: Side, ceasefire: Ceasefire, sectors: frozenset[str]) -> str | None:
    if side.country is None:
        return None
    found = {party.id for party in ceasefire.parties if side.country in party.countries}
    speaks = side.kind in STATE or bool(sectors.intersection(side.sectors))
    return found.pop() if len(found) == 1 and speaks else None
