"""Projects for people and for programs."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from detente.cli.registry.assertions import assertion_lines, assertion_plain, assertion_row, day_words, said_by

if TYPE_CHECKING:
    from detente.pipeline.projects import Projects
    from detente.registry.assertions.assertion import Assertion
    from detente.registry.projects.completeness import Completeness
    from detente.registry.projects.definition import Project
    from detente.registry.projects.series import MoneySeries, Refused

__all__ = ["completeness_row", "list_rows", "money_row", "project_lines", "project_plain", "said_row", "series_lines"]

NOTHING = "nobody has told"


def list_rows(projects: "Projects") -> list[dict[str, Any]]:
    """Return a row for each kept project, then one for each that is named in reports and not kept."""
    kept = [_list_row(one, projects.of(one.id)) for one in projects.kept]
    named: dict[str, int] = {}
    for one in projects.assertions:
        if one.subject is None and one.what == "kind":
            named[one.named] = named.get(one.named, 0) + 1
    others = [{"project": None, "name": name, "kind": None, "stage": None, "claimed by": None, "told": count}
              for name, count in sorted(named.items())]  # fmt: skip
    return [*kept, *others]


def _list_row(project: "Project", said: Sequence["Assertion"]) -> dict[str, Any]:
    staged = [one for one in said if one.what == "status" and one.is_claimed_fact]
    last = max(
        staged, key=lambda one: ((one.day.first if one.day else None) or one.published or "", one.id), default=None
    )
    return {
        "project": project.id, "name": project.name, "kind": project.kind,
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
        "period": day_words(one.day) or "not told", "status": one.standing, **by_role,
        "words": " … ".join(evidence.words for evidence in one.evidence),
    }  # fmt: skip


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
            yield f"  {day_words(point.day)}: {point.amount.count.words if point.amount else ''}"
    for left in refused:
        sum_ = left.assertion.amount.count.words if left.assertion.amount else left.assertion.named
        yield f"in no series: {sum_} ({said_by(left.assertion)}): {left.reason}"
