"""The pages of projects."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query
from starlette.responses import Response

from detente.core.errors import UsageError
from detente.desk.asked import Adjudicates, Asked, Reads
from detente.desk.pages.projects.drawn import sums_chart, sums_sheet
from detente.desk.pages.projects.listed import kinds_of, list_sheet, others_sheet, project_href, unwatched_of
from detente.desk.pages.projects.sheets import (
    completeness_sheet,
    facts_sheet,
    money_sheet,
    series_sheet,
    stages_sheet,
)
from detente.desk.pages.registry.addresses import After, Id
from detente.desk.pages.registry.claims import called_words
from detente.desk.pages.registry.notes import Sent, keep_note, note_form
from detente.desk.pages.registry.said import said_sheet
from detente.desk.pages.registry.things import desk_of, names_of, thing_of, unkept_key
from detente.desk.refusals import not_here
from detente.display.language import say
from detente.display.sheets import Empty, Sheet
from detente.pipeline.projects import Projects, gather_projects
from detente.registry.assertions.assertion import Assertion
from detente.registry.projects.completeness import completeness_of
from detente.registry.projects.definition import Project
from detente.registry.projects.stages import STAGES
from detente.registry.projects.told import NOTED
from detente.registry.projects.unwatched import Unwatched

__all__ = ["router"]

router = APIRouter()


@router.get("/projects")
def list_projects(asked: Reads, kind: Annotated[str | None, Query(max_length=100)] = None) -> Response:
    """List the projects, and the money that is told of none."""
    found = _found(asked)
    loose = [one for one in found.assertions if one.subject is None and one.what == "money"]
    sheets = [list_sheet(found, kind=kind or None), others_sheet(_unwatched(asked)), money_sheet(loose, of=True)]
    return asked.page("projects.html.j2", title=say("Projects"), sheets=sheets, kinds=kinds_of(found), kind=kind)


@router.get("/projects/{id_}")
def show_project(asked: Reads, id_: Id, after: After = None) -> Response:
    """Show one project: stages, parties, route, measures, money as each claims it, what nobody has told."""
    found = _found(asked)
    kept, name, said = _one(asked, found, id_)
    names = names_of(found.desk)
    sums = sums_sheet(said)
    chart = sums_chart(sums)
    sheets: list[Sheet] = [
        stages_sheet(said), facts_sheet(said), money_sheet(said), series_sheet(said), *([sums] if chart else []),
        *([completeness_sheet(completeness_of(id_, said))] if kept else []),
        said_sheet(
            asked,
            said, after=after or None, at=project_href(id_),
            empty=Empty(means=say("Nobody says anything about it: no report names it."), now=say("See the reports."),
                        href="/documents"),
        ),
    ]  # fmt: skip
    form = note_form(
        desk_of(asked), "project", NOTED,
        value_called=say("What is said; for a stage one of: %(stages)s", stages=", ".join(STAGES)),
    )  # fmt: skip
    return asked.page(
        "project.html.j2", title=name, sheets=sheets, drawings=[chart] if chart else [], kept=kept, form=form,
        href=project_href(id_),
        parties=", ".join(names.get(one, one) for one in kept.parties) if kept else "", called_words=called_words,
    )  # fmt: skip


@router.post("/projects/{id_}/notes")
def write_note(asked: Adjudicates, id_: Id, sent: Annotated[Sent, Depends()]) -> Response:
    """Keep what a person writes down of a project; money is stated in the watch."""
    found = _found(asked)
    one = thing_of(
        found.kept,
        id_,
        missing=say("No project of this name is followed here, or it is not released to you."),
        href="/projects",
    )
    if sent.what == "status" and sent.value.strip() not in STAGES:
        raise UsageError(say("A stage is one of: %(stages)s.", stages=", ".join(STAGES)))
    keep_note(asked, found.desk, one, "project", sent, whats=NOTED)
    return asked.back(f"{project_href(id_)}#said")


def _one(asked: Asked, found: Projects, id_: str) -> tuple[Project | None, str, tuple[Assertion, ...]]:
    """Return a project of the watches with its name and what is said of it; or one that reports alone tell of."""
    kept = next((one for one in found.kept if one.id == id_), None)
    if kept:
        return kept, kept.name, found.of(id_)
    for one in _unwatched(asked):
        if id_ in {unkept_key(name) for name in (one.name, *one.names)}:
            return None, one.name, one.said
    raise not_here(
        say("No project of this name is followed or named in reports here, or it is not released to "
            "you."), now=say("See all that the desk follows."),
        href="/projects",
    )  # fmt: skip


def _found(asked: Asked) -> Projects:
    return asked.held("gather_projects", lambda: gather_projects(asked.record, known_on=asked.known_on))


def _unwatched(asked: Asked) -> tuple[Unwatched, ...]:
    return asked.held("unwatched_in", lambda: unwatched_of(_found(asked)))
