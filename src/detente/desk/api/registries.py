"""The registries for programs: what is said, agreed, staffed, attended, built, expected, and what contradicts."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Literal, TypeVar

from fastapi import Query
from starlette.responses import Response

from detente.core.errors import UsageError
from detente.desk.api.asking import USUAL, Actor, After, Field, From, Id, Limit, To
from detente.desk.api.given import Listed, give, give_listed
from detente.desk.api.relations import RelationsGiven, relations_given
from detente.desk.api.routing import api_router
from detente.desk.asked import Asked, Reads
from detente.desk.fields import Day, days_between
from detente.desk.pages.ceasefires.gathered import latest_day
from detente.desk.pages.contradictions.routes import all_contradictions
from detente.desk.pages.expectations.routes import all_expectations
from detente.desk.refusals import not_here, unusable
from detente.display.language import say
from detente.pipeline.agreements import Agreements, gather_agreements
from detente.pipeline.institutions import gather_institutions
from detente.pipeline.ledger import gather_ledger
from detente.pipeline.platforms import gather_meetings, gather_platforms
from detente.pipeline.projects import Projects, gather_projects
from detente.pipeline.registries import stored_desk
from detente.pipeline.relations import gather_timeline
from detente.registry.agreements.aliases import AliasClaim
from detente.registry.agreements.definition import Agreement
from detente.registry.assertions.assertion import Assertion
from detente.registry.contradictions.contradiction import Contradiction
from detente.registry.expectations.expectation import Expectation
from detente.registry.institutions.definition import Institution
from detente.registry.platforms.definition import Platform
from detente.registry.platforms.matrix import Cell, matrix_of
from detente.registry.platforms.meetings import Meeting
from detente.registry.projects.definition import Project
from detente.registry.statements.ledger import Line
from detente.registry.statements.selection import select_lines

__all__ = ["agreements_of", "expectations_of", "router"]

T = TypeVar("T")
router = api_router("registries")


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementGiven:
    """An agreement that the desk follows, all that is said of it, and names that may be its own."""

    agreement: Agreement
    said: tuple[Assertion, ...]
    aliases: tuple[AliasClaim, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class InstitutionGiven:
    """An institution, and what is said of it."""

    institution: Institution
    said: tuple[Assertion, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectGiven:
    """A project, and what is said of it."""

    project: Project
    said: tuple[Assertion, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingGiven:
    """A meeting, and what is said of each actor and it; an actor that is not among the cells is not spoken of."""

    meeting: Meeting
    cells: dict[str, Cell]


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixGiven:
    """Who came to which meeting of a platform. `envisaged` are those whom it was to have."""

    platform: Platform
    actors: tuple[str, ...]
    envisaged: tuple[str, ...]
    meetings: tuple[MeetingGiven, ...]


@router.get("/statements", response_model=Listed[Line])
def list_statements(  # noqa: PLR0913 - each narrows the list, by its name
    asked: Reads, *, speaker: Field = None, about: Field = None, words: Field = None, quoted: bool = True,
    first: From = None, last: To = None, limit: Limit = USUAL, after: After = None,
) -> Response:  # fmt: skip
    """List utterances with all their versions; with `quoted=false` those told in reporters' words as well."""
    days = days_between(first, last)
    every = asked.held(
        "ledger", lambda: gather_ledger(asked.record, known_on=asked.known_on, quoted_only=quoted), quoted
    )
    found = select_lines(every, speaker=speaker, about=about, words=words, days=days)
    return give_listed(asked, found, key=lambda one: (next(iter(one.days), ""), one.id), limit=limit, after=after)


@router.get("/agreements", response_model=Listed[Agreement])
def list_agreements(asked: Reads, *, limit: Limit = USUAL, after: After = None) -> Response:
    """List the agreements that the desk follows."""
    return give_listed(asked, agreements_of(asked).kept, key=lambda one: (one.id,), limit=limit, after=after)


@router.get("/agreements/{id}", response_model=AgreementGiven)
def get_agreement(id_: Id, asked: Reads) -> Response:
    """Show an agreement, all that is said of it, and names that may be its own."""
    found = agreements_of(asked)
    one = _found(found.kept, lambda one: one.id == id_)
    return give(asked, AgreementGiven(agreement=one, said=found.said_of(id_), aliases=found.aliases_of(id_)))


@router.get("/institutions", response_model=Listed[InstitutionGiven])
def list_institutions(asked: Reads, *, limit: Limit = USUAL, after: After = None) -> Response:
    """List institutions with what is said of each."""

    def made() -> tuple[InstitutionGiven, ...]:
        desk = stored_desk(asked.record, known_on=asked.known_on)
        said = gather_institutions(asked.record, desk=desk, known_on=asked.known_on)
        return tuple(
            InstitutionGiven(institution=one, said=tuple(own for own in said if own.subject == one.id))
            for watch in desk.watches
            for one in watch.institutions
        )

    every = asked.held("institutions given", made)
    return give_listed(asked, every, key=lambda one: (one.institution.id,), limit=limit, after=after)


@router.get("/platforms", response_model=Listed[Platform])
def list_platforms(asked: Reads, *, limit: Limit = USUAL, after: After = None) -> Response:
    """List the platforms and organisations that the desk follows."""
    return give_listed(asked, _platforms(asked), key=lambda one: (one.id,), limit=limit, after=after)


@router.get("/platforms/{id}/matrix", response_model=MatrixGiven)
def get_matrix(id_: Id, asked: Reads) -> Response:
    """Show who came to which meeting of a platform, and who says so; rival claims stand together."""
    platform = _found(_platforms(asked), lambda one: one.id == id_)
    return give(asked, asked.held("matrix given", lambda: _matrix(asked, platform), id_))


@router.get("/projects", response_model=Listed[ProjectGiven])
def list_projects(asked: Reads, *, limit: Limit = USUAL, after: After = None) -> Response:
    """List projects with what is said of each."""
    found: Projects = asked.held("projects", lambda: gather_projects(asked.record, known_on=asked.known_on))
    every = [ProjectGiven(project=one, said=found.of(one.id)) for one in found.kept]
    return give_listed(asked, every, key=lambda one: (one.project.id,), limit=limit, after=after)


@router.get("/relations/{a}/{b}", response_model=RelationsGiven)
def get_relations(
    a: Actor, b: Actor, asked: Reads, *, by: Annotated[Literal["week", "month"], Query()] = "month", first: From = None,
    last: To = None,
) -> Response:  # fmt: skip
    """Show how two actors deal with one another: each period, then each happening with its words."""
    interval = days_between(first, last)
    days = (interval.first, interval.last) if interval else ()

    def made() -> RelationsGiven:
        found = gather_timeline(asked.record, a, b, by=by, interval=interval, known_on=asked.known_on)
        return relations_given(found)

    try:
        return give(asked, asked.held("relations given", made, a, b, by, *days))
    except UsageError as error:
        message = say("Ask for two different actors that the record, a watch or the list of states names.")
        raise (unusable if a == b else not_here)(message) from error


@router.get("/expectations", response_model=Listed[Expectation])
def list_expectations(
    asked: Reads, *, on: Annotated[Day, Query(description="What is to be said of them on this day.")] = None,
    limit: Limit = USUAL, after: After = None,
) -> Response:  # fmt: skip
    """List what is expected: who is to do what, by whose word, and what became of it."""
    found = expectations_of(asked, on)
    return give_listed(asked, found, key=lambda one: (one.id,), limit=limit, after=after)


@router.get("/contradictions", response_model=Listed[Contradiction])
def list_contradictions(asked: Reads, *, limit: Limit = USUAL, after: After = None) -> Response:
    """List claims that stand against each other, each side with all who say so. The machine gives no verdict."""
    return give_listed(asked, all_contradictions(asked), key=lambda one: (one.id,), limit=limit, after=after)


def agreements_of(asked: Asked) -> Agreements:
    """Return all that the record holds of agreements."""
    return asked.held("agreements", lambda: gather_agreements(asked.record, known_on=asked.known_on))


def expectations_of(asked: Asked, on: dt.date | None = None) -> tuple[Expectation, ...]:
    """Return what is expected, as it is to be said on a day."""
    return all_expectations(asked, on or latest_day(asked))


def _platforms(asked: Asked) -> tuple[Platform, ...]:
    desk = asked.held("what the desk follows", lambda: stored_desk(asked.record, known_on=asked.known_on))
    return tuple(one for watch in desk.watches for one in watch.platforms)


def _matrix(asked: Asked, platform: Platform) -> MatrixGiven:
    said = gather_platforms(asked.record, known_on=asked.known_on)
    own = [one for one in gather_meetings(asked.record, said, known_on=asked.known_on) if one.platform == platform.id]
    made = matrix_of(own, [one for one in said if one.subject == platform.id], platform.envisaged)
    meetings = tuple(MeetingGiven(meeting=meeting, cells=dict(cells)) for meeting, cells in made.rows)
    return MatrixGiven(
        platform=platform, actors=made.actors, envisaged=tuple(sorted(made.envisaged)), meetings=meetings
    )


def _found(every: tuple[T, ...], is_it: Callable[[T], bool]) -> T:
    found = next((one for one in every if is_it(one)), None)
    if found is None:
        raise not_here(say("Nothing of this id is here."))
    return found
