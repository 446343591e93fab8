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

__all__ = ["KINDS", "NOTED", "assertions_of"]

KINDS = ("kind", "party", "route", "status", "length", "capacity", "money", "remark")
"""What may be told of a project."""
NOTED = ("kind", "party", "route", "status", "remark")
"""What of it a person may write down: what needs no amount."""


def assertions_of(telling: Telling) -> Iterator[Assertion]:
    """Yield what a report says of projects, and of investments in none, each once, in the order of its text."""
    spoken = spoken_in(telling)
    seen: set[str] = set()
    made = (*_of_projects(telling, spoken), *money_of(telling, spoken))
    for one in (*made, *_without_others(remarks_of(telling, spoken), made)):
        key = f"{one.what} {one.subject or one.named} {one.value}" if one.what == "kind" else one.id
        if key not in seen:
            seen.add(key)
            yield one


def _without_others(remarks: Iterator[Assertion], made: tuple[Assertion, ...]) -> Iterator[Assertion]:
    """Yield remarks that are not told already as a stage, a sum or a figure of the same sentence."""
    told = {(one.subject, one.named, one.evidence) for one in made if one.what != "kind"}
    yield from (one for one in remarks if (one.subject, one.named, one.evidence) not in told)


def _of_projects(telling: Telling, spoken: tuple[Spoken, ...]) -> Iterator[Assertion]:
    for one in spoken:
        yield from kinds_of(telling, one)
        yield from stages_of(telling, one)
        yield from parties_of(telling, one)
        yield from routes_of(telling, one)
        yield from measures_of(telling, one)
