"""What one report says of projects and investments, as assertions: who says it, of which, in which words."""

from collections.abc import Iterator

from detente.registry.assertions.assertion import Assertion
from detente.registry.assertions.telling import Telling
from detente.registry.projects.measures import measures_of
from detente.registry.projects.money import money_of
from detente.registry.projects.parties import parties_of
from detente.registry.projects.remarks import kinds_of, remarks_of
from detente.registry.projects.routes import routes_of
from detente.registry.projects.spoken import Spoken, spoken_in
from detente.registry.projects.stages import stages_of

__all__ = ["KINDS", "assertions_of"]

KINDS = ("kind", "party", "route", "status", "length", "capacity", "money", "remark")
"""What may be told of a project."""


def assertions_of(telling: Telling) -> Iterator[Assertion]:
    """Yield what a report says of projects, and of investments in none, each once, in the order of its text."""
    spoken = spoken_in(telling)
    seen: set[str] = set()
    for one in (*_of_projects(telling, spoken), *money_of(telling, spoken)):
        if one.id not in seen:
            seen.add(one.id)
            yield one


def _of_projects(telling: Telling, spoken: tuple[Spoken, ...]) -> Iterator[Assertion]:
    for one in spoken:
        yield from kinds_of(telling, one)
        yield from stages_of(telling, one)
        yield from parties_of(telling, one)
        yield from routes_of(telling, one)
        yield from measures_of(telling, one)
    yield from remarks_of(telling, spoken)
