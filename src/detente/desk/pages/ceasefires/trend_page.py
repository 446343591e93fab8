"""The measured trend of each series of a ceasefire's figures, and what is claimed of trends beside it."""

import re
from typing import Annotated, Any

from fastapi import APIRouter, Query
from starlette.responses import Response

from detente.desk.asked import Asked, Reads
from detente.desk.fields import From, To
from detente.desk.pages.ceasefires.around import around
from detente.desk.pages.ceasefires.gathered import kept_ceasefire, latest_day, told_on
from detente.desk.pages.ceasefires.period import asked_whole
from detente.desk.pages.ceasefires.trends import claim_sheet, held_sheet, trend_data, trend_sheet
from detente.display.ceasefires.names import names_of, row_title
from detente.display.ceasefires.trend_drawn import drawn_of, figures_chart, figures_sheet
from detente.display.ceasefires.trend_words import about_words, trend_words
from detente.display.language import say
from detente.display.sheets import Column, Empty, Row, Sheet, cell
from detente.pipeline.trends import Asked as Series
from detente.pipeline.trends import Measured, Trends, measure_trends
from detente.registry.ceasefires.definition import Ceasefire
from detente.registry.ceasefires.violation import HARMS
from detente.registry.interval import Interval

__all__ = ["router"]

router = APIRouter()
ID = re.compile(r"\b[0-9a-f]{32,64}\b")
"""The id of a figure in a reason: many are left out for the same one."""
Chosen = Annotated[str | None, Query(max_length=200)]


@router.get("/ceasefires/{id_}/trend")
def show_trend(
    id_: str,
    asked: Reads,
    of: Chosen = None,
    by: Chosen = None,
    against: Chosen = None,
    area: Chosen = None,
    first: From = None,
    last: To = None,
) -> Response:
    """Show the trend of each series that is asked for; of a single one its figures as well."""
    ceasefire, _ = kept_ceasefire(asked, id_)
    interval = asked_whole(ceasefire, first, last, latest_day(asked))
    chosen = Series(kind=of or None, claimant=by or None, alleged=against or None, area=area or None)
    made = _measured(asked, ceasefire, interval, chosen)
    names = names_of(ceasefire)
    sheets = [trend_sheet(made.measured, ceasefire, names)]
    drawn = drawn_of(made)
    figures = figures_sheet(drawn, told_on(asked, ceasefire, interval).violations, ceasefire, names)
    chart = figures_chart(figures, drawn, made, ceasefire, names, interval)
    if (single := _single(made, chosen)) is not None:
        sheets += [trend_data(single, told_on(asked, ceasefire, interval).violations, ceasefire, names), _left(single)]
    sheets += [claim_sheet(made.claimed, names), held_sheet(made.measured, made, ceasefire, names), figures]
    return asked.page(
        "ceasefire_trend.html.j2", title=say("%(name)s: trend", name=ceasefire.name), sheets=sheets, single=single,
        drawings=[chart] if chart else [],
        chosen=chosen, choices=_choices(ceasefire), measured=_words(single, ceasefire),
        **around(asked, ceasefire, interval, here="trend"),
    )  # fmt: skip


def _measured(asked: Asked, ceasefire: Ceasefire, interval: Interval, chosen: Series) -> Trends:
    told = told_on(asked, ceasefire, interval)
    return asked.held(
        "trends",
        lambda: measure_trends(told, efforts=told.efforts, within=interval, asked=chosen),
        ceasefire.id, interval.first, interval.last, chosen,
    )  # fmt: skip


def _single(made: Trends, chosen: Series) -> Measured | None:
    """Return the one series that is asked for: where several are met, the one without what nobody asked for."""
    if len(made.measured) == 1:
        return made.measured[0]
    asked = (chosen.kind, chosen.claimant, chosen.alleged, chosen.area)
    same = (
        one
        for one in made.measured
        if (about := one.series.about) and (about.kind, about.claimant, about.alleged, about.area) == asked
    )
    return next(same, None)


def _left(one: Measured) -> Sheet:
    """Return the figures that are not in a series, each with the reason."""
    return Sheet(
        id="left",
        title=say("Left out"),
        columns=(Column(id="why", title=say("why")), Column(id="number", title=say("figures"), numeric=True)),
        rows=tuple(
            Row(id=f"reason-{n}", cells=(cell(why), cell(number)))
            for n, (why, number) in enumerate(_reasons(one).items())
        ),
        empty=Empty(means=say("No figure of this series is left out.")),
    )


def _reasons(one: Measured) -> dict[str, int]:
    found: dict[str, int] = {}
    for left in one.series.left_out:
        reason = ID.sub(say("another figure"), left.reason)
        found[reason] = found.get(reason, 0) + 1
    return found


def _words(one: Measured | None, ceasefire: Ceasefire) -> dict[str, Any]:
    if one is None:
        return {}
    who, what = about_words(one.trend.about, ceasefire, names_of(ceasefire))
    return {"who": who, "what": what, "trend": trend_words(one.trend), "reason": one.trend.reason,
            "notes": one.trend.notes, "unit": one.series.unit_reason}  # fmt: skip


def _choices(ceasefire: Ceasefire) -> dict[str, list[tuple[str, str]]]:
    names = names_of(ceasefire)
    rows = [*(one.id for one in ceasefire.taxonomy.classes), *HARMS]
    return {
        "of": [(id_, row_title(ceasefire, id_)) for id_ in rows],
        "by": [(id_, names[id_]) for id_ in ceasefire.columns],
        "against": [(party.id, party.name) for party in ceasefire.parties],
    }
