"""Projects in a list: those that the desk follows, and those that reports tell of and no watch has."""

from collections.abc import Sequence
from urllib.parse import quote

from detente.desk.pages.registry.claims import claim_cell, days_of
from detente.desk.pages.registry.cut import cut_to
from detente.desk.pages.registry.things import unkept_key
from detente.display.language import say
from detente.display.sheets import Cell, Column, Empty, Row, Sheet, cell
from detente.pipeline.projects import Projects
from detente.registry.assertions.assertion import Assertion
from detente.registry.projects.completeness import Completeness, completeness_of
from detente.registry.projects.unwatched import Unwatched, unwatched_in

__all__ = ["kinds_of", "list_sheet", "others_sheet", "project_href", "stage_words", "unwatched_of"]

MOST_OTHERS = 40


def project_href(id_: str) -> str:
    """Return the address of a project."""
    return f"/projects/{quote(id_, safe='')}"


def kinds_of(found: Projects) -> list[tuple[str, str]]:
    """Return the kinds of the projects that the desk follows."""
    return [(kind, kind) for kind in sorted({one.kind for one in found.kept if one.kind})]


def list_sheet(found: Projects, *, kind: str | None) -> Sheet:
    """Return the projects that the desk follows, with the last stage that somebody tells of each."""
    shown = [one for one in found.kept if kind in {None, one.kind}]
    return Sheet(
        id="projects", title=say("Projects"),
        columns=(
            Column(id="project", title=say("project")), Column(id="kind", title=say("kind, by the watch")),
            Column(id="stage", title=say("last stage reported, and by whom")),
            Column(id="complete", title=say("fields of the record with a value"), numeric=True),
            Column(id="claims", title=say("claims"), numeric=True),
        ),
        rows=tuple(
            Row(
                id=one.id,
                cells=(
                    Cell(text=one.name, href=project_href(one.id), note=say("invented") if one.invented else ""),
                    cell(one.kind, blank=say("not given")), _stage(found.of(one.id)),
                    _complete(completeness_of(one.id, found.of(one.id))), cell(len(found.of(one.id))),
                ),
            )
            for one in shown
        ),
        empty=Empty(
            means=say("This desk follows no such project."), now=say("See what reports mention and no watch has."),
            href="/watches?section=projects",
        ),
    )  # fmt: skip


def _complete(one: Completeness) -> Cell:
    told, every = len(one.told), len(one.told) + len(one.missing)
    return Cell(text=say("%(n)s of %(m)s", n=told, m=every), value=told)


def _stage(said: Sequence[Assertion]) -> Cell:
    staged = [one for one in said if one.what == "status" and one.is_claimed_fact]
    last = max(staged, key=_when, default=None)
    return claim_cell(last, stage_words(last)) if last else Cell(blank=say("nobody says"))


def _when(one: Assertion) -> tuple[str, str]:
    return (one.day.first if one.day else None) or one.published or "", one.id


def stage_words(one: Assertion) -> str:
    """Return a stage, where along the project, and of which days."""
    where = say("in %(place)s", place=one.where.words) if one.where else ""
    return ", ".join(filter(None, (one.value, where, days_of(one.day))))


def unwatched_of(found: Projects) -> tuple[Unwatched, ...]:
    """Return the projects that reports tell more of than the name, and no watch has."""
    return tuple(one for one in unwatched_in(found.assertions) if one.is_told_of)


def others_sheet(others: Sequence[Unwatched]) -> Sheet:
    """Return the projects that reports tell of and no watch has."""
    shown, rule = cut_to(others, MOST_OTHERS)
    return Sheet(
        id="others", title=say("Named in reports, and in no watch"),
        columns=(
            Column(id="project", title=say("called")), Column(id="also", title=say("also called")),
            Column(id="stage", title=say("last stage reported, and by whom")),
            Column(id="claims", title=say("claims"), numeric=True),
        ),
        rows=tuple(
            Row(
                id=unkept_key(one.name),
                cells=(
                    Cell(text=one.name, href=project_href(unkept_key(one.name))),
                    cell("; ".join(one.names[:6]) or None), _stage(one.said), cell(len(one.said)),
                ),
            )
            for one in shown
        ),
        empty=Empty(means=say("No report names a project that no watch has.")), rule=rule,
    )  # fmt: skip
