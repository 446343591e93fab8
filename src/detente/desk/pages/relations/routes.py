"""Relations: pairs of actors, two of them through time, and all accusations."""

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import RedirectResponse, Response

from detente.core.errors import UsageError
from detente.desk.asked import Asked, Reads
from detente.desk.fields import After, Day, Flag, From, Text, days_between
from detente.desk.pages.relations.drawn import lanes_drawing, lanes_sheet
from detente.desk.pages.relations.pairs import pair_href, pair_id, pairs_of, pairs_sheet
from detente.desk.pages.relations.spoken import accusations_sheet, anniversaries_sheet, positions_sheet
from detente.desk.pages.relations.timeline import happenings_sheet, lanes_of, periods_sheet
from detente.desk.pages.said.paging import onward, reports_of, turn_to
from detente.desk.refusals import not_here
from detente.display.language import mark, say
from detente.display.sheets import Sheet
from detente.pipeline.relations import (
    gather_accusations,
    gather_anniversaries,
    gather_pairs,
    gather_positions,
    gather_timeline,
)
from detente.registry.interval import Interval
from detente.registry.relations.ledger import WITHIN, Accusation
from detente.registry.relations.periods import By
from detente.registry.relations.timeline import Timeline

__all__ = ["router"]

router = APIRouter()
Within = Annotated[int, Query(ge=0, le=3650)]
Name = Annotated[str, Query(max_length=200)]
MOST, FEW = 24, 20


@router.get("/relations")
def list_pairs(asked: Reads, who: Text = "", a: Name = "", b: Name = "", after: After = "") -> Response:
    """List which pairs of actors the record tells of; with two names, lead to the page of these."""
    href = pair_href(a.strip(), b.strip()) if a.strip() and b.strip() else None
    if href:
        return RedirectResponse(href + (f"?known={asked.known}" if asked.known else ""), status_code=303)
    found = asked.held("pairs", lambda: gather_pairs(asked.record, known_on=asked.known_on))
    wanted = pairs_of(found, who or a or b)
    shown, then = turn_to(asked, wanted, after, called=pair_id)
    sheet = pairs_sheet(shown, narrowed=bool(who or a or b), more=onward(asked, then))
    return asked.page("relations.html.j2", title=say("Relations"), sheets=[sheet], who=who or a or b)


@router.get("/relations/accusations")
def list_accusations(
    asked: Reads, *, who: Text = "", unanswered: Flag = False, within: Within = WITHIN, from_: From = None,
    to: Day = None, after: After = "",
) -> Response:  # fmt: skip
    """List who accuses whom of what, and what came back, the latest first."""
    interval = days_between(from_, to)
    found = _accusations(asked, *([who.strip()] if who.strip() else []), within=within, interval=interval)
    kept = [one for one in reversed(found) if not (unanswered and one.is_answered)]
    shown, then = turn_to(asked, kept, after, called=lambda one: one.said.assertion.id[:16], at_once=FEW)
    sheet = accusations_sheet(shown, within=within, more=onward(asked, then))
    return asked.page(
        "accusations.html.j2", title=say("Who accuses whom"), sheets=[sheet], who=who, unanswered=unanswered,
        within=within, first=from_, last=to,
    )  # fmt: skip


@router.get("/relations/{a}/{b}")
def show_pair(
    asked: Reads,
    a: str,
    b: str,
    *,
    by: Annotated[By, Query(title=mark("by"))] = "month",
    from_: From = None,
    to: Day = None,
    after: After = "",
) -> Response:
    """Show how two actors deal with one another: two lanes, period by period, and what they say of one another."""
    interval = days_between(from_, to)
    found = _timeline(asked, a, b, by, interval)
    latest = sorted(found.counted, key=lambda one: one.days or (0, 0), reverse=True)
    shown, then = turn_to(asked, latest, after, called=lambda one: one.id[:16], at_once=MOST)
    reports = reports_of(asked, [one.lead.document for one in (*shown, *found.apart, *found.recalled)])
    happened = happenings_sheet(
        shown, found, reports, id_="happenings", title=say("Incident by incident"), more=onward(asked, then),
        empty=say("Nothing is reported between these two as having happened, or going on."),
    )  # fmt: skip
    first, second = found.pair.first, found.pair.second
    lanes = tuple(lanes_of(shown, happened, found))
    drawn = lanes_sheet(found)
    chart = lanes_drawing(drawn)
    sheets = [
        drawn,
        periods_sheet(found, frozenset(one.period for one in lanes)),
        happened,
        happenings_sheet(
            found.apart[-FEW:][::-1], found, reports, id_="apart",
            title=say("Alleged, denied, planned or demanded: not counted"),
            empty=say("Nothing between these two is reported as alleged, denied, planned or demanded."),
        ),
        happenings_sheet(
            found.recalled[-FEW:][::-1], found, reports, id_="recalled", title=say("Recalled, and not counted"),
            empty=say("Nothing is recalled of these two."),
        ),
        *_spoken(asked, first.id, second.id, interval),
    ]  # fmt: skip
    return asked.page(
        "pair.html.j2", title=say("%(one)s and %(other)s", one=first.name, other=second.name), sheets=sheets,
        drawings=[chart] if chart else [], lanes=lanes, pair=found.pair, by=by, first=from_, last=to,
        turned=pair_href(second.id, first.id), words=by_whose_word(found),
    )  # fmt: skip


def _timeline(asked: Asked, a: str, b: str, by: By, interval: Interval | None) -> Timeline:
    """Return the relations of two; refuse in the desk's words where one is nobody, or both are one."""

    def make() -> Timeline:
        return gather_timeline(asked.record, a, b, by=by, interval=interval, known_on=asked.known_on)

    try:
        return asked.held("timeline", make, a, b, by, interval)
    except UsageError as error:
        message = say("No report of this record names both “%(a)s” and “%(b)s” as two actors.", a=a[:60], b=b[:60])
        raise not_here(message, now=say("See which pairs there are"), href="/relations") from error


def _accusations(
    asked: Asked, *parties: str, within: int = WITHIN, interval: Interval | None = None
) -> tuple[Accusation, ...]:
    """Return accusations of all, or of some; none of a name that nobody has."""

    def make() -> tuple[Accusation, ...]:
        return gather_accusations(
            asked.record, *parties, within=within, interval=interval, known_on=asked.known_on
        )  # fmt: skip

    try:
        return asked.held("accusations", make, *parties, within, interval)
    except UsageError:
        return ()


def _spoken(asked: Asked, a: str, b: str, interval: Interval | None) -> list[Sheet]:
    accusations = _accusations(asked, a, b, interval=interval)
    positions = asked.held(
        "positions",
        lambda: gather_positions(asked.record, a, b, interval=interval, known_on=asked.known_on), a, b, interval,
    )  # fmt: skip
    kept = asked.held(
        "anniversaries",
        lambda: gather_anniversaries(asked.record, a, b, interval=interval, known_on=asked.known_on), a, b, interval,
    )  # fmt: skip
    return [
        accusations_sheet(accusations[-FEW:][::-1], within=WITHIN),
        positions_sheet(positions[-FEW:][::-1]),
        anniversaries_sheet(kept[-FEW:][::-1]),
    ]


def by_whose_word(found: Timeline) -> str:
    """Return by whose word what is counted is told, of both sides in the same words."""
    if not found.counted:
        return ""
    told = [one.word for one in found.counted]
    return say(
        "%(n)s incidents are counted. Only %(one)s reports %(first)s, only %(other)s %(second)s, "
        "these two and nobody else %(both)s. Somebody denies %(denied)s.",
        n=len(told), one=found.pair.first.name, other=found.pair.second.name, first=told.count("first"),
        second=told.count("second"), both=told.count("first and second"),
        denied=sum(one.denied for one in found.counted),
    )  # fmt: skip
