"""The drawings that go with a brief: figures of a ceasefire through time, and where incidents are said to have been.

They are those of the desk, drawn from the record as it was known when the brief was composed; the words beside each are
made of the table that it is drawn from.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

from detente.brief.brief import Brief, Line
from detente.brief.composing.names import in_sentence
from detente.display.ceasefires.names import days_iso, names_of
from detente.display.ceasefires.trend_drawn import drawn_of, figures_chart, figures_sheet
from detente.display.drawing.drawing import Spec
from detente.display.drawing.maps.incidents import incident_map
from detente.display.drawing.maps.spots import Spot
from detente.display.language import say
from detente.display.placed import Convention, convention_in, degrees, spot_of
from detente.display.sheets import Cell, Column, Empty, Row, Sheet
from detente.incidents.column import Column as Told
from detente.incidents.column import PlaceTold
from detente.pipeline.ceasefires import gather_ceasefire, kept_ceasefires
from detente.pipeline.news import sayings_in
from detente.pipeline.trends import measure_trends
from detente.registry.ceasefires.definition import Ceasefire
from detente.registry.evidence import Evidence
from detente.registry.interval import DAY, Interval
from detente.store import Known, Record

__all__ = ["MAP", "WIDTH", "Pictured", "pictures_of"]

WIDTH, TALL = 456, 300
"""How wide and tall a drawing is, in pixels of a page. Narrower than a letter: a telephone shows the picture smaller,
and its type has to be read there."""
FIGURES, MAP = "figures-", "map"
UNPLACED = "relations"
"""A subject whose places are mostly those of governments: where nobody says that anything was."""
WEEKS = 26
"""Weeks up to the day of a brief whose figures are drawn."""
MOST_PLACES = 20
FEWEST = 2
"""Figures of one body at least: a single one is told in a line, and shows nothing through time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pictured:
    """A drawing: its name in the brief, its Vega spec, what it shows in words and numbers.

    `subject` is that of the section it stands in, empty for none; `href` leads to its table on the desk (a path).
    """

    name: str
    spec: Spec
    alternative: str
    subject: str = ""
    href: str = ""


def pictures_of(brief: Brief, record: Record, *, width: int = WIDTH) -> tuple[Pictured, ...]:
    """Return the drawings of a brief; those of which the record has nothing to draw are left out.

    The record is to be opened as the brief's level sees it.
    """
    return tuple(one for name in brief.pictures for one in _picture(name, brief, record, width))


def _picture(name: str, brief: Brief, record: Record, width: int) -> Iterator[Pictured]:
    known_on = Known(at=dt.datetime.fromisoformat(brief.until))
    if name == MAP:
        yield from _map(brief, record, known_on, width)
    for ceasefire, _ in kept_ceasefires(record, known_on=known_on):
        if name == f"{FIGURES}{ceasefire.id}":
            yield from _figures(ceasefire, brief, record, known_on, width)


def _figures(
    ceasefire: Ceasefire, brief: Brief, record: Record, known_on: Known, width: int
) -> Iterator[Pictured]:  # fmt: skip
    last = dt.date.fromisoformat(brief.day)
    first = last - DAY * min(WEEKS * 7 - 1, last.toordinal() - 1)
    begun = dt.date.fromisoformat(ceasefire.first) if ceasefire.first else first
    days = Interval(first=min(max(first, begun), last), last=last)
    told = gather_ceasefire(record, ceasefire, days, known_on=known_on)
    trends, names = measure_trends(told, efforts=told.efforts, within=days), names_of(ceasefire)
    drawn = drawn_of(trends)
    if max((len(one.trend.points) for one in drawn), default=0) < FEWEST:
        return
    sheet = figures_sheet(drawn, told.violations, ceasefire, names)
    chart = figures_chart(sheet, drawn, trends, ceasefire, names, days)
    if chart is not None:
        own = quote(ceasefire.id, safe="")
        yield Pictured(
            name=f"{FIGURES}{ceasefire.id}", spec=chart.draw(width), alternative=chart.told,
            subject=f"ceasefire/{ceasefire.id}", href=f"/ceasefires/{own}/trend",
        )  # fmt: skip


def _map(brief: Brief, record: Record, known_on: Known, width: int) -> Iterator[Pictured]:
    lines = {
        line.about: line
        for one in brief.sections
        if one.subject != UNPLACED
        for line in one.lines
        if line.kind == "incident"
    }
    called = convention_in(record, known_on=known_on)
    found = list(_places(lines, record, known_on))[:MOST_PLACES]
    sheet = _sheet(found)
    made = (_spot(n, line, column, place, called) for n, (line, column, place) in enumerate(found))
    spots = tuple(one for one in made if one is not None)
    if spots:
        drawn = incident_map(sheet, spots, id=MAP, title=sheet.title, names=called.countries, tall=TALL)
        yield Pictured(name=MAP, spec=drawn.draw(width), alternative=drawn.told, href="/map")


def _places(lines: dict[str, Line], record: Record, known_on: Known) -> Iterator[tuple[Line, Told, PlaceTold]]:
    """Yield the places that are told of the happenings of a brief, each with who tells it."""
    documents = {document for line in lines.values() for document in line.documents}
    for id_, sayings in sayings_in(record, documents, known_on=known_on).items():
        for saying in sayings if id_ in lines else ():
            for place in saying.column.places:
                if place.nearness != "around":
                    yield lines[id_], saying.column, place


def _spot(n: int, line: Line, column: Told, place: PlaceTold, called: Convention) -> Spot | None:
    days = f"{column.days[0].first}" if column.days else ""
    return spot_of(
        place, row=str(n), called=called, certainty="told" if column.own else "claimed", days=days, href=line.href
    )  # fmt: skip


def _sheet(found: list[tuple[Line, Told, PlaceTold]]) -> Sheet:
    return Sheet(
        id="places", title=say("Where it is said to have been"),
        columns=(
            Column(id="by", title=say("who says it")), Column(id="place", title=say("place")),
            Column(id="day", title=say("day"), tight=True), Column(id="lat", title=say("latitude"), numeric=True),
            Column(id="lon", title=say("longitude"), numeric=True),
        ),
        rows=tuple(_row(n, column, place) for n, (_, column, place) in enumerate(found)),
        empty=Empty(means=say("No report that came in since names a place of an incident.")),
    )  # fmt: skip


def _row(n: int, column: Told, place: PlaceTold) -> Row:
    days = [Interval(first=dt.date.fromisoformat(one.first), last=dt.date.fromisoformat(one.last))
            for one in column.days if one.nearness != "around"]  # fmt: skip
    first = place.words[0]
    words = (Evidence(words=first.text, document=first.document, start=first.start, end=first.end),)
    return Row(
        id=str(n),
        cells=(
            Cell(text=in_sentence(column.claimant)), Cell(text=place.name, words=words if first.text.strip() else ()),
            Cell(text=days_iso(days[0]) if days else "", blank=say("not reported")), degrees(place.lat),
            degrees(place.lon),
        ),
    )  # fmt: skip
