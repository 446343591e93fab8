"""Feeds and pages that are watched: how each is doing, when it was visited last, what came, when it is due next."""

import datetime as dt
from collections.abc import Mapping

from detente.desk.asked import Asked
from detente.display.language import mark, say
from detente.display.sheets import BLANK, Cell, Column, Empty, Row, Sheet, cell
from detente.gather.sources import Source
from detente.gather.state import SourceState, tell_health
from detente.store import VisitView, last_visits
from detente.store import sources as watched

__all__ = ["find_source", "visits_sheet", "watched_sheet"]

KINDS = {"feed": mark("feed"), "page": mark("page")}


def watched_sheet(asked: Asked) -> Sheet:
    """Return what is watched, with its health in words."""
    visits = last_visits(asked.record)
    return Sheet(
        id="watched", title=say("Feeds and pages that are watched"),
        columns=(
            Column(id="source", title=say("source")),
            Column(id="kind", title=say("kind")),
            Column(id="health", title=say("how it is")),
            Column(id="visited", title=say("last visit (UTC)")),
            Column(id="came", title=say("what came")),
            Column(id="daily", title=say("items a day"), numeric=True),
            Column(id="due", title=say("due next (UTC)")),
        ),
        rows=tuple(_row(one, visits, asked.now) for one in watched(asked.record)),
        empty=Empty(
            means=say("No feed or page is watched: reports come in by hand only."),
            now=say("Whoever keeps this desk adds some; the manual says how."),
        ),
    )  # fmt: skip


def _row(one: Source, visits: Mapping[str, VisitView], now: dt.datetime) -> Row:
    visit = visits.get(one.id)
    health = tell_health(visit.state if visit else SourceState(), now=now)
    how = say("gone: %(words)s", words=visit.words) if visit and visit.outcome == "gone" else health.words
    return Row(
        id=one.id,
        cells=(
            Cell(text=one.title or one.publisher or one.url, href=f"/sources/{one.id}"),
            cell(say(KINDS[one.kind])),
            Cell(text=how, certainty="unsure" if visit and not health.well else None,
                 note="" if one.enabled else say("switched off")),
            Cell(text=_moment(visit.visited_at) if visit else "", blank=say("not visited yet")),
            cell(_came(visit)) if visit else BLANK,
            _daily(health.items_a_day),
            cell(_due(visit, now)),
        ),
    )  # fmt: skip


def _daily(items: float | None) -> Cell:
    return BLANK if items is None else Cell(text=f"{items:.1f}", value=items)


def _came(visit: VisitView) -> str:
    return say("%(fresh)s new of %(items)s", fresh=visit.fresh, items=visit.items)


def _due(visit: VisitView | None, now: dt.datetime) -> str:
    due = visit.next_due if visit else now
    if due is None:
        return say("never again")
    return say("now") if due <= now else _moment(due)


def _moment(at: dt.datetime) -> str:
    return at.astimezone(dt.UTC).strftime("%Y-%m-%d %H:%M")


def find_source(asked: Asked, id_: str) -> tuple[Source, VisitView | None] | None:
    """Return what is watched under an id, with the visit made last; None where nothing is."""
    found = next((one for one in watched(asked.record) if one.id == id_), None)
    return (found, last_visits(asked.record).get(id_)) if found else None


def visits_sheet(source: Source, visit: VisitView | None, now: dt.datetime) -> Sheet:
    """Return all that is known of a source, a line each."""
    health = tell_health(visit.state if visit else SourceState(), now=now)
    told = [
        (say("address"), source.url), (say("kind"), say(KINDS[source.kind])), (say("how it is"), health.words),
        (say("last visit (UTC)"), _moment(visit.visited_at) if visit else ""),
        (say("what came of it"), f"{visit.outcome}: {visit.words}" if visit else ""),
        (say("what came"), _came(visit) if visit else ""), (say("due next (UTC)"), _due(visit, now)),
        (say("last answer (UTC)"), _moment(health.last_success) if health.last_success else ""),
        (say("failures in a row"), f"{health.failures}"), (say("publisher"), source.publisher),
        (say("tags"), ", ".join(source.tags)),
        (say("visited every"), say("%(n)s minutes", n=source.every // 60)),
    ]  # fmt: skip
    days = [(day, say("%(n)s new", n=n)) for day, n in (visit.state.days if visit else ())]
    return Sheet(
        id="source", title=say("What is known of it"),
        columns=(Column(id="what", title=say("what")), Column(id="told", title=say("is"))),
        rows=tuple(Row(id=f"{n}", cells=(cell(what), Cell(text=is_, blank=say("not reported"))))
                   for n, (what, is_) in enumerate([*told, *days])),
        empty=Empty(means=say("Nothing is known of it.")),
    )  # fmt: skip
