"""What of all that came in concerns the watch that a brief follows: by the countries of who is in it, or says it.

A brief of all of the record, and a watch that names no country, leave nothing out.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from detente.incidents.incident import Incident
from detente.pipeline.news import NewsItem
from detente.registry.ceasefires.definition import Ceasefire
from detente.registry.ceasefires.violation import Violation
from detente.registry.watch.definition import Watch

__all__ = ["Concern", "concern_of", "concerning", "concerns"]

TOGETHER = 2
"""Countries of actors of a watch that have to be in one happening, where none of its places or ceasefires is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Concern:
    """The countries of a watch: those that it is `of`, and those of all its `actors`.

    It is of the parties to its ceasefires and of its places; where these name none, of all its actors.
    """

    of: frozenset[str] = frozenset()
    actors: frozenset[str] = frozenset()


def concern_of(watch: Watch | None, ceasefires: Iterable[Ceasefire]) -> Concern:
    """Return the countries that a watch concerns; none where a brief is of all of the record."""
    if watch is None:
        return Concern()
    actors = frozenset(code for actor in watch.actors for code in actor.countries)
    parties = (code for one in ceasefires for party in one.parties for code in party.countries)
    of = frozenset((*parties, *(code for place in watch.places for code in place.countries)))
    return Concern(of=of or actors, actors=actors | of)


def concerns(incident: Incident, concern: Concern) -> bool:
    """Say whether a happening concerns a watch: one of its own countries, or two of its actors with one another.

    What a power far away does at home is no news of a watch in which it has a part.
    """
    if not concern.actors:
        return True
    told = {code for code in _told(incident) if code}
    return bool(told & concern.of) or len(told & concern.actors) >= TOGETHER


def concerning(items: Iterable[NewsItem], told: Iterable[Violation], concern: Concern) -> frozenset[str]:
    """Return the reports that tell of something that concerns a watch, or of a ceasefire that is followed."""
    near = (one.incident for one in items if concerns(one.incident, concern))
    of_items = (document for one in near for column in one.columns for document in column.documents)
    of_told = (words.document for one in told for words in one.evidence if words.document)
    return frozenset((*of_items, *of_told))


def _told(incident: Incident) -> Iterator[str | None]:
    for column in incident.columns:
        yield column.country
        yield from (one.country for one in column.places)
        yield from (one.country for one in (*column.actors, *column.recipients))
