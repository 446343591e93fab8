"""What a record holds of the relations of actors: timelines, pairs, accusations, positions, anniversaries.

All is worked out anew each time it is asked for, from what was linked and read by then: a newer reading, a review or a
withdrawal changes it.
"""

from detente.core.errors import UsageError
from detente.pipeline.registries import stored_desk
from detente.registry.interval import Interval
from detente.registry.relations.happenings import Linked, happenings_of
from detente.registry.relations.pairs import Count, pairs_of
from detente.registry.relations.parties import Belonging, Pair, Party, asked_pair, party_called
from detente.registry.relations.periods import By
from detente.registry.relations.timeline import Timeline, timeline_of
from detente.registry.relations.volume import volume_of
from detente.store import (
    NOW,
    Known,
    Record,
    dealings,
    published_days,
    spoken_of,
    supposed_dealings,
    voices,
)

__all__ = ["Counted", "gather_pairs", "gather_timeline"]

Counted = tuple[Party, Party, Count]
"""Two actors with their names, and how many happenings are told of them."""


def gather_timeline(
    record: Record, first: str, second: str, *, by: By = "month", interval: Interval | None = None,
    known_on: Known = NOW,
) -> Timeline:  # fmt: skip
    """Return the relations of two actors, in the order in which they are given.

    Raises `UsageError` where both are the same.
    """
    pair, actors = asked_pair(first, second, stored_desk(record, known_on=known_on).actors)
    belonging = Belonging(actors)
    happenings = happenings_of(_linked(record, known_on), pair, belonging)
    volume = volume_of(
        spoken_of(record, known_on=known_on), pair, belonging,
        voices=voices(record, known_on=known_on), published=published_days(record, known_on=known_on),
    )  # fmt: skip
    return timeline_of(pair, happenings, volume, by=by, interval=interval)


def gather_pairs(record: Record, *, known_on: Known = NOW) -> tuple[Counted, ...]:
    """Return which pairs of actors a record tells of, those with most happenings first."""
    actors = stored_desk(record, known_on=known_on).actors
    linked = [(one.incident, one.dealing) for one in dealings(record, known_on=known_on)]
    counts = pairs_of(linked, Belonging(actors))
    return tuple((party_called(one.first, actors), party_called(one.second, actors), one) for one in counts)


def _linked(record: Record, known_on: Known) -> list[Linked]:
    told = [(one.incident, one.dealing) for one in dealings(record, known_on=known_on)]
    supposed = [(one.key, one) for one in supposed_dealings(record, known_on=known_on)]
    return [*told, *supposed]
