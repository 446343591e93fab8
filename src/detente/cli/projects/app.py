"""`detente projects`: routes, stages, parties, capacity and money of projects, each by whose word."""

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.add import now
from detente.cli.init import record_path
from detente.cli.moments import author_of, known_as, reason_of
from detente.cli.registry.note import PART_HELP
from detente.cli.registry.options import DAY, Author, Folder, From, Json, KnownOn, Reason, To, interval_of, print_json

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detente.pipeline.projects import Projects
    from detente.registry.assertions.assertion import Assertion
    from detente.registry.projects.definition import Project

__all__ = ["projects_app"]

projects_app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, add_completion=False)

PROJECT_HELP = "The project: its id in the watch, or one of its names."
Name = Annotated[str, typer.Argument(help=PROJECT_HELP, metavar="PROJECT")]
Of = Annotated[
    str | None, typer.Option("--project", help="Only of this project.", metavar="PROJECT", show_default=False)
]
WIDE = 180
"""Columns of a terminal from which what is said is a table."""
LISTED = 110
"""Columns from which the list of projects is one, its ids whole."""


@projects_app.command("list", short_help="List projects, and the last stage told of each.")
def list_projects(
    folder: Folder,
    *,
    everything: Annotated[bool, typer.Option("--all", help="Those as well that reports only name.")] = False,
    as_known_on: KnownOn = None,
    as_json: Json = False,
) -> None:
    """List the projects that the desk follows, then those that reports tell of and the watch lacks.

    The stage is the one that somebody tells of the latest day; another may say otherwise, as `show` shows.
    """
    from detente.cli.projects.rows import list_row, list_rows
    from detente.cli.show.table import print_rows

    rows = list_rows(_gathered(folder, as_known_on), named_only=everything)
    if as_json:
        print_json(rows)
    else:
        print_rows(
            [list_row(row) for row in rows],
            nothing="no project here: detente watch load DIR FILE keeps those that a desk follows",
            wide=LISTED,
        )


@projects_app.command(short_help="Show a project whole: what everybody says of it.")
def show(folder: Folder, project: Name, *, as_known_on: KnownOn = None, as_json: Json = False) -> None:
    """Show a project: what the watch holds of it, what is said of it by kind, and which fields nobody has told."""
    from detente.cli.mines.app import print_lines
    from detente.cli.projects.rows import project_lines, project_plain
    from detente.registry.projects.completeness import completeness_of

    gathered = _gathered(folder, as_known_on)
    found = _project(gathered, project)
    said = gathered.of(found.id)
    complete = completeness_of(found.id, said)
    if as_json:
        print_json([project_plain(found, said, complete)])
    else:
        print_lines(list(project_lines(found, said, complete)))


@projects_app.command(short_help="List money as it is claimed; --series only flows.")
def money(
    folder: Folder,
    *,
    project: Of = None,
    series: Annotated[bool, typer.Option("--series", help="Flows through time, and which sums are none.")] = False,
    as_known_on: KnownOn = None,
    as_json: Json = False,
) -> None:
    """List sums with who claims them, their kind, currency and period; nothing is summed or averaged.

    What is invested so far is cumulative and stands in no series, nor do pledges, estimates, costs, loans or shares.
    """
    from detente.cli.projects.rows import money_row
    from detente.cli.registry.assertions import assertion_plain
    from detente.cli.show.table import print_rows

    gathered = _gathered(folder, as_known_on)
    wanted = _project(gathered, project).id if project else None
    said = [one for one in gathered.assertions if one.what == "money" and wanted in {None, one.subject}]
    if series:
        _show_series(said, as_json=as_json)
    elif as_json:
        print_json(map(assertion_plain, said))
    else:
        print_rows([money_row(one) for one in said], nothing="no sum is told here", wide=WIDE)


@projects_app.command(short_help="List everything that is said of projects.")
def said(
    folder: Folder,
    *,
    project: Of = None,
    what: Annotated[
        str | None, typer.Option(help="Only of this kind, such as status or money.", metavar="KIND", show_default=False)
    ] = None,
    from_: From = None,
    to: To = None,
    as_known_on: KnownOn = None,
    as_json: Json = False,
) -> None:
    """List what is said of projects and investments: by whom, in which standing, of which days, in which words.

    With --from and --to only what came out on these days; what has no day may have come out on any.
    """
    from detente.cli.projects.rows import said_row
    from detente.cli.registry.assertions import assertion_plain
    from detente.cli.show.table import print_rows
    from detente.pipeline.notes import refuse_unknown
    from detente.registry.projects.told import KINDS

    if what is not None:
        refuse_unknown(what, sorted(KINDS), "--what")
    days = interval_of(from_, to)
    gathered = _gathered(folder, as_known_on)
    wanted = _project(gathered, project).id if project else None
    shown = [
        one
        for one in gathered.assertions
        if wanted in {None, one.subject} and what in {None, one.what}
        and (days is None or one.published is None or days.first.isoformat() <= one.published <= days.last.isoformat())
    ]  # fmt: skip
    if as_json:
        print_json(map(assertion_plain, shown))
    else:
        print_rows([said_row(one) for one in shown], nothing="nothing is said of projects here", wide=WIDE)


@projects_app.command(short_help="Say which fields of a project's record are told.")
def completeness(folder: Folder, *, as_known_on: KnownOn = None, as_json: Json = False) -> None:
    """Say of each project which of the fields that its record should have somebody has told, and which nobody has.

    The score is about the record and not about the project.
    """
    from detente.cli.projects.rows import completeness_row
    from detente.cli.show.table import print_rows
    from detente.registry.projects.completeness import completeness_of

    gathered = _gathered(folder, as_known_on)
    rows = [completeness_row(completeness_of(one.id, gathered.assertions)) for one in gathered.kept]
    if as_json:
        print_json(rows)
    else:
        told = [row | {side: ", ".join(row[side]) or None for side in ("told", "missing")} for row in rows]
        print_rows(
            told, nothing="no project here: detente watch load DIR FILE keeps those that a desk follows", wide=LISTED
        )


@projects_app.command(short_help="Write down what is said of a project, and by whom.")
def note(  # noqa: PLR0913 - each is an option of the command
    folder: Folder,
    project: Name,
    *,
    what: Annotated[str, typer.Option(help="Of which kind, such as status or party.", metavar="KIND")],
    words: Annotated[str, typer.Option(help="The words that say so.", metavar="WORDS")],
    source: Annotated[str, typer.Option(help="Where the words stand.", metavar="SOURCE")],
    claimant: Annotated[str, typer.Option(help="Who says so: an actor of the watch, or a name.", metavar="WHO")],
    part: Annotated[list[str] | None, typer.Option(help=PART_HELP, metavar="ROLE=WHO")] = None,
    first: Annotated[
        dt.datetime | None, typer.Option(help="The first day it is of.", formats=DAY, metavar="DATE")
    ] = None,
    last: Annotated[
        dt.datetime | None, typer.Option(help="The last day it is of.", formats=DAY, metavar="DATE")
    ] = None,
    value: Annotated[str | None, typer.Option(help="The stage, or what else is told.", metavar="VALUE")] = None,
    section: Annotated[str | None, typer.Option(help="The section that it is told of.", metavar="WORDS")] = None,
    standing: Annotated[
        str, typer.Option(help="Whether it happened, is planned, is denied ...", metavar="STANDING")
    ] = "happened",
    author: Author = None,
    reason: Reason = None,
) -> None:
    """Write down what somebody says of a project, with the words and where they stand. Money is stated in the watch."""
    from detente.pipeline.notes import Written, made_note, refuse_unknown
    from detente.pipeline.registries import find_thing, keep_assertions, stored_desk
    from detente.registry.projects.stages import STAGES
    from detente.registry.projects.told import NOTED
    from detente.store import open_record

    who, why = author_of(author), reason_of(reason)
    if what == "status":
        refuse_unknown(value or "", list(STAGES), "--value")
    written = Written(
        what=what, words=words, source=source, claimant=claimant, parts=tuple(part or ()), value=value, where=section,
        first=first.date() if first else None, last=last.date() if last else None, standing=standing,
    )  # fmt: skip
    with open_record(record_path(folder), now=now()) as record:
        desk = stored_desk(record)
        among = [one for watch in desk.watches for one in watch.projects]
        thing = find_thing(desk, project, among=among, what="project")
        made = made_note(desk, thing, "project", written, whats=NOTED, author=who)
        new = keep_assertions(record, [made], author=who, reason=why, now=now())
    typer.echo(f"{made.id[:10]} is kept" if new else f"{made.id[:10]} is kept already; nothing changed")


def _gathered(folder: Path, as_known_on: str | None) -> "Projects":
    from detente.pipeline.projects import gather_projects
    from detente.store import open_record

    known_on = known_as(as_known_on, now=now())
    with open_record(record_path(folder), read_only=True) as record:
        return gather_projects(record, known_on=known_on)


def _project(gathered: "Projects", given: str) -> "Project":
    from detente.pipeline.registries import find_thing

    found = find_thing(gathered.desk, given, among=gathered.kept, what="project").id
    return next(one for one in gathered.kept if one.id == found)


def _show_series(said: "Sequence[Assertion]", *, as_json: bool) -> None:
    from detente.cli.mines.app import print_lines
    from detente.cli.projects.rows import series_lines
    from detente.cli.registry.assertions import assertion_plain
    from detente.registry.projects.series import money_series

    series, refused = money_series(said)
    if not as_json:
        print_lines(list(series_lines(series, refused)))
        return
    drawn = [{"of": one.of, "kind": one.kind, "unit": one.unit, "claimant": one.claimant,
              "points": [assertion_plain(point) for point in one.points]} for one in series]  # fmt: skip
    print_json([*drawn, *({"refused": assertion_plain(one.assertion), "reason": one.reason} for one in refused)])
