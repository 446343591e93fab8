"""Today, and marking it as seen."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Annotated, Literal

from fastapi import APIRouter, Form, Query
from starlette.responses import Response

from detente.desk.asked import Asked, Reads
from detente.desk.fields import After, Text
from detente.desk.pages.contradictions.routes import all_contradictions
from detente.desk.pages.contradictions.view import list_sheet as contradictions_sheet
from detente.desk.pages.expectations.routes import all_expectations, day_asked
from detente.desk.pages.expectations.view import list_sheet as expectations_sheet
from detente.desk.pages.said.paging import onward, reports_of, turn_to
from detente.desk.pages.said.placed import convention_of
from detente.desk.pages.statements.routes import ledger
from detente.desk.pages.statements.view import ledger_sheet
from detente.desk.pages.today.ceasefires import ceasefires_sheet, one_sided_texts
from detente.desk.pages.today.news import RULE, by_year, news_sheet, places_map, places_sheet, weight_id
from detente.desk.pages.today.owed import waiting_sheet
from detente.desk.pages.today.seen import mark_seen, read_moment, seen_by, since_when
from detente.display.language import count, say
from detente.display.sheets import Empty, Sheet
from detente.pipeline.news import News, NewsItem, gather_news, latest_day
from detente.pipeline.since import NEAR, Dated, chosen_since, due_around, open_ones, said_since
from detente.pipeline.standings import DAYS, Standing, gather_standings
from detente.registry.consequence import WEIGHTS, Weight

__all__ = ["router"]

router = APIRouter()
Weighing = Literal["", "deaths", "harm", "breaches", "force", "deeds", "hard-words", "talk"]
Days = Annotated[int, Query(ge=1, le=366)]
GLANCE, LISTED, FEW = 4, 25, 6
"""Happenings of a weight on the page of today, and on a page of that weight alone; entries of the other lists."""
WEEK = dt.timedelta(days=6)


@router.get("/")
def today(asked: Reads, since: Text = "", group: Weighing = "", days: Days = DAYS, after: After = "") -> Response:
    """Show what is new in order of consequence, how the ceasefires stand, what is said, due and contradicted."""
    begins = latest_day(asked.record, known_on=asked.known_on)
    moment = since_when(asked.request, since, begins, seen=seen_by(asked))
    standings = _standings(asked, days)
    news = _news(asked, moment.at, standings)
    pages = _pages(asked, news, group, after)
    reports = reports_of(asked, _own([*(item for page in pages for item in page.items), *news.items[:LISTED]]))
    groups = [news_sheet(one.weight, one.items, reports, more=_further(asked, one)) for one in pages]
    others = [] if group else _others(asked, news, moment.at)
    places = places_sheet(news.items, reports)
    owed = [one] if (one := waiting_sheet(asked)) else []
    drawn = places_map(news.items, places, convention_of(asked))
    return asked.page(
        "today.html.j2", title=say("Today"),
        sheets=[*owed, ceasefires_sheet(standings, days), *groups, *others, places],
        drawings=[drawn] if drawn else [],
        groups=groups, totals=_totals(news, pages, groups), few=FEW,
        since=moment, news=news, counted=_counted(news), warned=one_sided_texts(standings),
        group=group,
        rule=say(RULE), near=NEAR, last_day=begins, last_week=begins - WEEK if begins else None,
        waiting=len(_open_ones(asked)),
        is_bare=begins is None and not any(one.rows for one in (*groups, *others, places)),
    )  # fmt: skip


@router.post("/seen")
def seen(asked: Reads, upto: Annotated[str, Form(max_length=60)]) -> Response:
    """Keep, with the account, or in the browser of who has none, up to when somebody has seen what there is."""
    return mark_seen(asked, asked.back("/"), min(read_moment(upto), asked.now))


def _standings(asked: Asked, days: int) -> tuple[Standing, ...]:
    day = day_asked(asked)
    return asked.held(
        "standings",
        lambda: gather_standings(asked.record, today=day, days=days, known_on=asked.known_on), day, days,
    )  # fmt: skip


def _news(asked: Asked, since: dt.datetime | None, standings: Sequence[Standing]) -> News:
    breaches = frozenset(incident for one in standings for incident in one.breaches)
    # what the latest reports tell is brought forward by itself: since when somebody asks costs next to nothing
    return gather_news(asked.record, since=since, breaches=breaches, known_on=asked.known_on)


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Happenings of one weight on a page, and after which the next page of it goes on."""

    weight: Weight
    items: tuple[NewsItem, ...]
    then: str | None


def _pages(asked: Asked, news: News, group: str, after: str) -> list[Group]:
    """Return the happenings by weight: the first of each, or a page of one where that alone is asked for."""
    found = []
    for weight in WEIGHTS:
        items = by_year(one for one in news.items if one.weight == weight)
        if group in {"", weight_id(weight)} and (items or group):
            shown, then = turn_to(
                asked, items, after if group else "", called=lambda one: one.incident.id[:16],
                at_once=LISTED if group else GLANCE,
            )  # fmt: skip
            found.append(Group(weight=weight, items=tuple(shown), then=then))
    return found


def _totals(news: News, pages: Sequence[Group], groups: Sequence[Sheet]) -> dict[str, int]:
    """Return by its sheet how many happenings there are of a weight, shown here or not."""
    return {
        sheet.id: sum(one.weight == page.weight for one in news.items)
        for page, sheet in zip(pages, groups, strict=True)
    }  # fmt: skip


def _further(asked: Asked, one: Group) -> str | None:
    return onward(asked, one.then, group=weight_id(one.weight))


def _own(items: Sequence[NewsItem]) -> list[str]:
    """Return the reports that speak in their own voice: they are called by who put them out."""
    return [document for item in items for one in item.sayings if one.column.own for document in one.column.documents]


def _open_ones(asked: Asked) -> tuple[Dated, ...]:
    return asked.held("open contradictions", lambda: open_ones(all_contradictions(asked)))


def _others(asked: Asked, news: News, since: dt.datetime | None) -> list[Sheet]:
    lines = asked.held(
        "said since", lambda: said_since(ledger(asked), frozenset(news.reports))[:FEW], since
    )  # fmt: skip
    day = day_asked(asked)
    due = asked.held("due around", lambda: due_around(all_expectations(asked, day), day)[:FEW], day)
    against = asked.held(
        "against since", lambda: tuple(islice(chosen_since(_open_ones(asked), since), FEW)), since
    )  # fmt: skip
    reports = reports_of(asked, [line.fullest.document for line in lines])
    return [
        ledger_sheet(lines, reports, empty=Empty(means=say("No report that came in since quotes anybody."))),
        expectations_sheet(due, empty=Empty(means=say("Nothing that is expected has its last day near today."))),
        contradictions_sheet(
            against, empty=Empty(means=say("No claim that came in since contradicts another one."))
        ),
    ]  # fmt: skip


def _counted(news: News) -> str:
    """Return in a line how much came in."""
    reports, happenings = len(news.reports), len(news.items)
    if not reports:
        return say("No report came in.")
    told = count("%(n)d incident", "%(n)d incidents", happenings)
    if news.cut:
        return say("The latest %(n)s reports and forms have %(told)s.", n=reports, told=told)
    return count(
        "%(n)d report or form came in, with %(told)s.", "%(n)d reports and forms came in, with %(told)s.", reports,
        told=told,
    )  # fmt: skip
