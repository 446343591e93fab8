"""What publishers are by the files that a record keeps: a party to a ceasefire, or who monitors one."""

from collections.abc import Iterable, Mapping

from detente.incidents.standing import Standing, is_monitor, known_side
from detente.pipeline.ceasefires import kept_ceasefires
from detente.pipeline.watches import kept_watches
from detente.registry.ceasefires.homes import standing_of_publisher
from detente.store import NOW, Gathered, Known, Record

__all__ = ["standings_of_publishers"]


def standings_of_publishers(
    record: Record, found: Iterable[Gathered], *, known_on: Known = NOW
) -> Mapping[str, Standing]:
    """Return what the publishers of incidents are, by their names as `known_side` has them; media are not among them.

    A monitor may stand in the file of a ceasefire, or among the institutions of a watch.
    """
    names = {name for one in found for name in one.publishers.values()}
    if not names:
        return {}
    ceasefires = [one for one, _ in kept_ceasefires(record, known_on=known_on)]
    told = {name: standing_of_publisher(name, ceasefires) for name in names}
    watching = {
        name.casefold()
        for watch, _ in kept_watches(record, known_on=known_on)
        for one in watch.institutions
        for name in (one.name, *one.names)
        if is_monitor(one.name)
    }
    made: dict[str, Standing] = {}
    for name, standing in told.items():
        said = standing or ("monitor" if name.casefold() in watching else None)
        if said is not None:
            made[known_side(name).name] = said
    return made
