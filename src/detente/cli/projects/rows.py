"""Projects for people and for programs."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from detente.cli.registry.assertions import assertion_lines, assertion_plain, assertion_row, day_words, said_by

if TYPE_CHECKING:
    from detente.pipeline.projects import Projects
    from detente.registry.assertions.assertion import Assertion, Day
    from detente.registry.projects.completeness import Completeness
    from detente.registry.projects.definition import Project
    from detente.registry.projects.series import MoneySeries, Refused
    from detente.registry.projects.unwatched import Unwatched

__all__ = [
    "completeness_row", "list_row", "list_rows", "money_row", "project_lines", "project_plain", "said_row",
    "series_lines",
]  # fmt: skip

NOTHING = "nobody has told"


def list_rows(projects: "Projects", *, named_only: bool = False) -> list[dict[str, Any]]:
    """Return a row for each kept project, then one for each that reports tell of and no watch has.

    With `named_only` those as well of which reports have nothing but the name.
    """
    from detente.registry.projects.unwatched import unwatched_in

    kept = [
        {"project": one.id, **_called(one), "kind": one.kind, **_last_stage(projects.of(one.id))}
        for one in projects.kept
    ]
    others = [
        {"project": None, **_called(one), "kind": _kind(one.said), **_last_stage(one.said)}
        for one in unwatched_in(projects.assertions)
        if named_only or one.is_told_of
    ]
    return [*kept, *others]


def _called(one: "Project | Unwatched") -> dict[str, Any]:
    return {"name": one.name, "names": list(one.names)}


def list_row(row: dict[str, Any]) -> dict[str, Any]:
    """Return a row for people: names stand beside each other only where no watch says which is the project's."""
    name = row["name"] if row["project"] else "; ".join((row["name"], *row["names"]))
    return {key: name if key == "name" else value for key, value in row.items() if key != "names"}


def _kind(said: Sequence["Assertion"]) -> str | None:
    return next((one.value for one in said if one.what == "kind"), None)


def _last_stage(said: Sequence["Assertion"]) -> dict[str, Any]:
    staged = [one for one in said if one.what == "status" and one.is_claimed_fact]
    last = max(
        staged, key=lambda one: ((one.day.first if one.day else None) or one.published or "", one.id), default=None
    )
    return {
        "stage": _stage(last) if last else None, "claimed by": said_by(last) if last else None, "told": len(said),
    }  # fmt: skip


def _stage(one: "Assertion") -> str:
    where = f", {one.where.words}" if one.where else ""
    when = day_words(one.day)
    return f"{one.value}{where}{f' ({when})' if when else ''}"


def said_row(one: "Assertion") -> dict[str, Any]:
    """Return what is said of a project as a row for people."""
    return assertion_row(one)


def money_row(one: "Assertion") -> dict[str, Any]:
    """Return a sum as a row for people: who claims it, of which kind, how much, of what period, from whom to whom."""
    by_role = {
        role: "; ".join(part.name for part in one.parts_of(role)) or None
        for role in ("investor", "recipient", "sector")
    }
    qualifier = one.amount.count.qualifier if one.amount else None
    return {
        "id": one.id, "claimed by": said_by(one), "of": one.named if one.subject or one.what != "money" else _of(one),
        "kind": one.value, "sum": one.amount.count.words if one.amount else None,
        "said with": qualifier, "currency": one.amount.unit if one.amount else None,
        "period": period_words(one.day) or "not told", "status": one.standing, **by_role,
        "words": " … ".join(evidence.words for evidence in one.evidence),
    }  # fmt: skip


def period_words(day: "Day | None") -> str | None:
    """Return the period of a sum; where it is years it is told in years, and where only its length is, in its words."""
    if day is None or (day.first is day.last is None):
        return day.words if day else None
    first, last = (_year(day.first, "-01-01"), _year(day.last, "-12-31"))
    if first is None or last is None or (first, last) == (day.first, day.last):
        return day_words(replace(day, first=first, last=last))
    return first if first == last else f"{first} to {last}"


def _year(day: str | None, end: str) -> str | None:
    """Return the year of a day that is its first or its last, else the day."""
    return day[: -len(end)] if day is not None and day.endswith(end) else day


def _of(one: "Assertion") -> str:
    return "no named project" if one.note else one.named


def project_lines(project: "Project", said: Sequence["Assertion"], complete: "Completeness") -> Iterator[str]:
    """Yield a project whole: what the watch holds, what everybody says of it by kind, what nobody has told."""
    from detente.registry.projects.told import KINDS

    yield f"{project.name} ({project.id})" + (" — invented" if project.invented else "")
    yield f"In the watch: kind {project.kind or 'not given'}; also called {', '.join(project.names) or 'nothing else'}"
    if project.route:
        yield f"  route: {' – '.join(project.route)}"
    if project.parties:
        yield f"  parties: {', '.join(project.parties)}"
    for kind in KINDS:
        yield ""
        own = [one for one in said if one.what == kind]
        yield f"{kind.upper()}" + ("" if own else f": {NOTHING}")
        for one in own:
            yield from assertion_lines(one)
    yield ""
    yield f"Of the record's {len(complete.told) + len(complete.missing)} fields {len(complete.told)} are told."
    if complete.missing:
        yield f"  Missing: {', '.join(complete.missing)}"


def project_plain(project: "Project", said: Sequence["Assertion"], complete: "Completeness") -> dict[str, Any]:
    """Return a project for programs."""
    import msgspec

    return {
        "project": msgspec.to_builtins(project),
        "assertions": [assertion_plain(one) for one in said],
        "completeness": completeness_row(complete),
    }


def completeness_row(one: "Completeness") -> dict[str, Any]:
    """Return how complete a project's record is."""
    return {"project": one.project, "score": round(one.score, 2), "told": list(one.told), "missing": list(one.missing)}


def series_lines(series: Sequence["MoneySeries"], refused: Sequence["Refused"]) -> Iterator[str]:
    """Yield the series that sums make, then each sum that makes none and why."""
    if not series:
        yield "no sum here is told of a period: there is no series"
    for one in series:
        yield f"{one.of}: {one.kind}, {one.unit}, claimed by {one.claimant}"
        for point in one.points:
            yield f"  {period_words(point.day)}: {point.amount.count.words if point.amount else ''}"
    for left in refused:
        sum_ = left.assertion.amount.count.words if left.assertion.amount else left.assertion.named
        yield f"in no series: {sum_} ({said_by(left.assertion)}): {left.reason}"
