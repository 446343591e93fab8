"""Which part of the earth the map shows: what the desk watches, a country, or all; and what then lies elsewhere."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from detente.desk.asked import Asked
from detente.desk.pages.incident_map.told import Told
from detente.display.drawing.drawing import WIDTHS
from detente.display.drawing.maps.bounds import corners_of, within_frame
from detente.display.drawing.maps.incidents import TALL
from detente.display.drawing.maps.spots import Spot
from detente.display.language import count, say
from detente.knowledge.countries import country_of_code
from detente.pipeline.registries import stored_desk
from detente.registry.ceasefires.definition import Stretch
from detente.registry.ceasefires.parse import ceasefire_from_json
from detente.registry.watch.definition import WatchedPlace
from detente.store import Known, Record, entries

__all__ = ["Closer", "Watched", "closer_looks", "convention", "elsewhere", "frame_of", "watched_here", "watched_of"]

MOST_COUNTRIES = 8
"""Countries that are offered to be looked at more closely: those of which most is told here."""
MOST_NAMED = 6
BOTH = " / "
"""Stands between the names of a place by which different sides call it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """What the desk watches: countries of the parties of its ceasefires, or of its watches; places, by each name."""

    countries: frozenset[str]
    places: frozenset[str]

    def __bool__(self) -> bool:
        """Whether anything is watched."""
        return bool(self.countries or self.places)

    def has(self, one: Told) -> bool:
        """Say whether a place is watched that is told of an incident."""
        return one.where.country in self.countries or bool({one.where.name, one.name} & self.places)


@dataclass(frozen=True, slots=True, kw_only=True)
class Closer:
    """A way to look at a part of the map: the field of the address, what it is called, whether it is looked at."""

    view: str
    called: str
    is_open: bool


def watched_of(record: Record, *, known_on: Known) -> Watched:
    """Return what the ceasefires and watches of a desk watch."""
    ceasefires = [ceasefire_from_json(one.content) for one in entries(record, kind="ceasefire", known_on=known_on)]
    watches = stored_desk(record, known_on=known_on).watches
    parties = {code for one in ceasefires for party in one.parties for code in party.countries}
    states = {code for one in watches for actor in one.actors if actor.kind == "state" for code in actor.countries}
    stretches = [one for ceasefire in ceasefires for one in ceasefire.stretches]
    places = [one for watch in watches for one in watch.places]
    return Watched(
        countries=frozenset(parties or states),
        places=frozenset(name for called in (*_names_of(stretches), *_names_of(places)) for name in called),
    )


def _names_of(things: Sequence[Stretch] | Sequence[WatchedPlace]) -> list[tuple[str, ...]]:
    return [(one.name, *one.names) for one in things]


def frame_of(view: str, told: Sequence[Told], spots: Sequence[Spot], watched: Watched) -> tuple[Spot, ...]:
    """Return what the map is to show whole; nothing asks for all that there is.

    Of the region, where nothing of it is told, and nothing of it has an outline, all is shown.
    """
    if view == "all":
        return ()
    rows = {one.id: one for one in told}
    if view == "region":
        own = [one for one in spots if watched.has(rows[one.row])]
        return (*corners_of(watched.countries), *own) if watched else ()
    own = [one for one in spots if rows[one.row].where.country == view]
    return (*corners_of({view}), *own)


def elsewhere(spots: Sequence[Spot], frame: Sequence[Spot]) -> str:
    """Return what lies beyond the part that is shown, places with most first; nothing where all is on the map."""
    shown = {one.row for one in within_frame(spots, frame, size=(WIDTHS["wide"], TALL))}
    left = Counter(one.name for one in spots if one.row not in shown)
    if not left:
        return ""
    named = [say("%(place)s %(n)s", place=name, n=n) if n > 1 else name for name, n in left.most_common(MOST_NAMED)]
    rest = len(left) - len(named)
    more = [count("%(n)d place more", "%(n)d places more", rest)] if rest > 0 else []
    return say(", ").join((*named, *more))


def closer_looks(view: str, told: Sequence[Told], names: Mapping[str, str], *, has_region: bool) -> list[Closer]:
    """Return the parts that may be looked at: the region, each country that is told of most, all."""
    found = Counter(one.where.country for one in told if one.is_drawn and one.where.country)
    codes = dict.fromkeys([code for code, _ in found.most_common(MOST_COUNTRIES) if code])
    if view not in ("region", "all"):
        codes[view] = None
    called = sorted((names.get(code) or _country(code), code) for code in codes)
    region = [("region", say("the region"))] if has_region else []
    ways = [*region, *((code, name) for name, code in called), ("all", say("all"))]
    return [Closer(view=one, called=name, is_open=one == view) for one, name in ways]


def convention(told: Sequence[Told]) -> str:
    """Return why some places have two names, and in which order these stand; nothing where none has."""
    both = [one.name for one in told if BOTH in one.name]
    if not both:
        return ""
    if all(one.split(BOTH) == sorted(one.split(BOTH), key=str.casefold) for one in both):
        return say(
            "Where sides call a place by different names, all stand, in the order of the alphabet: “%(name)s”. The "
            "order says nothing of whose it is.", name=both[0],
        )  # fmt: skip
    return say(
        "Where sides call a place by different names, all stand, in the order that the watch has them: “%(name)s”. The "
        "order says nothing of whose it is.", name=both[0],
    )  # fmt: skip


def _country(code: str) -> str:
    known = country_of_code().get(code)
    return known.name if known else code


def watched_here(asked: Asked) -> Watched:
    """Return what the desk watches, as the record has it now."""
    return asked.held("what is watched", lambda: watched_of(asked.record, known_on=asked.known_on))
