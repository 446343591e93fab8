"""Outlets: how many reports and voices each has in the record, in which languages, how people grade it and why."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from urllib.parse import urlencode

from detente.desk.pages.said.deeds import form_text, publisher_text
from detente.desk.pages.sources.balance import side_words
from detente.display.language import say
from detente.display.sheets import Cell, Column, Empty, Row, Sheet, cell
from detente.exchange.page_words import language_name
from detente.pipeline.balance import Heard
from detente.registry.watch.balance import Kept
from detente.review.credibility import RELIABILITY
from detente.store import DocumentView, SourceGrade

__all__ = ["grades_sheet", "outlet_href", "outlets_sheet", "reports_sheet"]

Grades = dict[str, SourceGrade]


def outlet_href(name: str) -> str:
    """Return the address of an outlet's page."""
    return f"/sources/outlet?{urlencode({'name': name})}"


def outlets_sheet(kept: Iterable[Kept], heard: Heard, grades: Sequence[SourceGrade], *, more: str | None = None,
                  start: int = 0, at_once: int = 100) -> Sheet:  # fmt: skip
    """Return the outlets, those with most reports first."""
    held: defaultdict[str | None, list[Kept]] = defaultdict(list)
    for one in kept:
        held[one.outlet].append(one)
    every_voice = _voices_with_others(held)
    last = {one.source: one for one in grades}
    order = sorted(held, key=lambda name: (name is None, -len(held[name]), name or ""))[start : start + at_once]
    return Sheet(
        id="outlets", title=say("Publishers of the record"),
        columns=(
            Column(id="outlet", title=say("publisher")),
            Column(id="kind", title=say("kind of publisher")),
            Column(id="side", title=say("side"), term="side"),
            Column(id="reports", title=say("reports"), numeric=True),
            Column(id="voices", title=say("voices"), numeric=True, term="voice"),
            Column(id="shared", title=say("texts that others have too"), numeric=True),
            Column(id="languages", title=say("languages")),
            Column(id="grade", title=say("reliability, by people")),
        ),
        rows=tuple(_row(n, name, held[name], heard, last, every_voice) for n, name in enumerate(order, start)),
        empty=Empty(means=say("No report is kept of these days."), now=say("Choose other days above.")), more=more,
        rule=say("A voice is one text, whoever prints it: copies count once."),
    )  # fmt: skip


def _voices_with_others(held: dict[str | None, list[Kept]]) -> frozenset[str]:
    """Return the voices that more than one outlet has."""
    outlets: defaultdict[str, set[str | None]] = defaultdict(set)
    for name, some in held.items():
        for one in some:
            outlets[one.voice].add(name)
    return frozenset(voice for voice, names in outlets.items() if len(names) > 1)


def _row(
    number: int, name: str | None, some: Sequence[Kept], heard: Heard, grades: Grades, shared: frozenset[str]
) -> Row:
    grade = grades.get(" ".join((name or "").split()))
    languages = sorted({language_name(one.language) if one.language else say("not known") for one in some})
    return Row(
        id=f"{number}",
        cells=(
            Cell(text=name, href=outlet_href(name)) if name else Cell(text=say("reports without a publisher")),
            Cell(text=publisher_text(some[0].kind) if some[0].kind else "", value=some[0].kind, blank=say("not known")),
            cell(side_words(some[0].side, heard)) if some[0].side else Cell(blank=say("side not known")),
            cell(len(some)), cell(len({one.voice for one in some})), cell(sum(one.voice in shared for one in some)),
            cell(", ".join(languages)),
            Cell(text=f"{grade.grade}: {say(RELIABILITY[grade.grade])}", note=grade.author) if grade
            else Cell(blank=say("not graded")),
        ),
    )  # fmt: skip


def grades_sheet(grades: Sequence[SourceGrade], name: str) -> Sheet:
    """Return the grades of an outlet, the latest first: who gave each, when, and why."""
    called = " ".join(name.split())
    found = sorted((one for one in grades if one.source == called), key=lambda one: -one.revision)
    return Sheet(
        id="grades", title=say("Reliability, as people grade it"),
        columns=(
            Column(id="grade", title=say("grade")), Column(id="who", title=say("by whom")),
            Column(id="reason", title=say("why")), Column(id="at", title=say("on (UTC)")),
        ),
        rows=tuple(
            Row(id=f"{one.revision}", cells=(
                cell(f"{one.grade}: {say(RELIABILITY[one.grade])}"), cell(one.author), cell(one.reason),
                cell(one.graded_at.strftime("%Y-%m-%d %H:%M")),
            ), within=n > 0)
            for n, one in enumerate(found)
        ),
        empty=Empty(means=say("Nobody graded it: that is no grade, neither a good nor a bad one.")),
    )  # fmt: skip


def reports_sheet(found: Sequence[DocumentView], more: str | None) -> Sheet:
    """Return reports of an outlet."""
    return Sheet(
        id="reports", title=say("Its reports"),
        columns=(
            Column(id="report", title=say("report")), Column(id="published", title=say("published")),
            Column(id="language", title=say("language")), Column(id="form", title=say("form in which it came in")),
            Column(id="claims", title=say("claims"), numeric=True),
            Column(id="events", title=say("events"), numeric=True),
        ),
        rows=tuple(
            Row(id=one.id[:20], cells=(
                Cell(text=one.title or one.external_id, href=f"/documents/{one.id}"),
                Cell(text=(one.published or "")[:10], blank=say("not reported")),
                Cell(text=one.language or one.identified or "", blank=say("not reported")),
                cell(form_text(one.format), value=one.format),
                cell(one.claims), cell(one.events),
            ))
            for one in found
        ),
        empty=Empty(means=say("No report of it is kept here.")), more=more,
    )  # fmt: skip
