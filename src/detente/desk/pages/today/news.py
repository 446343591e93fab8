"""News as sheets, one for each weight: who says it, in which words, then what, when and where."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from urllib.parse import urlencode

from detente.desk.pages.said.deeds import deeds_text
from detente.desk.pages.said.telling import certainty_of, quoted_cell, standing_cell, words_at
from detente.desk.pages.said.witness import outlet_cell
from detente.display.drawing.drawing import Drawing
from detente.display.drawing.maps.incidents import incident_map
from detente.display.language import mark, say
from detente.display.placed import Convention, degrees, spot_of
from detente.display.sheets import Cell, Certainty, Column, Empty, Row, Sheet, cell
from detente.incidents.column import Column as Told
from detente.incidents.column import NumberTold, PlaceTold, Words
from detente.pipeline.news import NewsItem, Saying
from detente.registry.consequence import STANDING, Weight
from detente.registry.evidence import Evidence
from detente.store import OutletView

__all__ = ["RULE", "TITLES", "by_year", "news_sheet", "places_map", "places_sheet", "weight_id", "year_of"]

Reports = Mapping[str, OutletView]
TITLES: Mapping[Weight, str] = {
    "deaths": mark("People reported killed"),
    "harm": mark("People reported wounded, captured, missing or displaced"),
    "breaches": mark("Reported as breaking a ceasefire"),
    "force": mark("Other force and coercion"),
    "deeds": mark("Other deeds"),
    "hard words": mark("Accusations, threats, refusals"),
    "talk": mark("Talks, support, agreement"),
}
RULE = mark(
    "people reported killed come first, then people harmed otherwise, breaches of a "
    "ceasefire, other force, other deeds, accusations and threats, talks. Within each group: "
    "the latest year that is reported; then what is reported as having happened, then alleged, "
    "planned, recalled; what a monitor or more than one side reports before what one alone "
    "reports; the latest day first. Who did it, or who says it, changes "
    "nothing in the order. A denial neither raises nor lowers"
)
HARM: Mapping[str, str] = {
    "killed": mark("killed"),
    "wounded": mark("wounded"),
    "captured": mark("captured"),
    "missing": mark("missing"),
    "displaced": mark("displaced"),
}
NEAR: Mapping[str, str] = {
    "told": mark("named as its place"),
    "sentence": mark("named in its sentence"),
    "around": mark("named before it in the text"),
}
CLAIMANTS, PARTIES, PLACES, TALL = 5, 8, 20, 360
"""Claimants of a happening that a list shows, parties of it, places that the table behind a map does; its height."""


def weight_id(weight: Weight) -> str:
    """Return what the address calls a weight."""
    return weight.replace(" ", "-")


def news_sheet(weight: Weight, shown: Sequence[NewsItem], reports: Reports, *, more: str | None) -> Sheet:
    """Return happenings of one weight: a row for each who tells of it, whose further ones are within the first."""
    return Sheet(
        id=f"new-{weight_id(weight)}", title=say(TITLES[weight]), more=more,
        columns=(
            Column(id="by", title=say("who says it")),
            Column(id="words", title=say("in which words")),
            Column(id="harm", title=say("numbers of people")),
            Column(id="what", title=say("what")),
            Column(id="day", title=say("day"), tight=True),
            Column(id="where", title=say("where")),
            Column(id="told", title=say("reported as"), term="reported-as"),
        ),
        rows=tuple(row for item in shown for row in _rows(item, reports, _under(item) if _is_mixed(shown) else "")),
        empty=Empty(means=say("No report that came in since has any.")),
    )  # fmt: skip


def by_year(items: Iterable[NewsItem]) -> tuple[NewsItem, ...]:
    """Return happenings by the year that is told of them, the latest first and those without last, else as they are."""
    return tuple(sorted(items, key=lambda one: year_of(one) or "0", reverse=True))


def year_of(item: NewsItem) -> str:
    """Return the latest year that anybody tells of a happening; "" where nobody tells a day."""
    days = (day for saying in item.sayings for day in saying.column.days if day.nearness != "around")
    return max((day.first[:4] for day in days), default="")


def _is_mixed(shown: Sequence[NewsItem]) -> bool:
    return len({year_of(one) for one in shown}) > 1


def _under(item: NewsItem) -> str:
    year = year_of(item)
    return say("reported for %(year)s", year=year) if year else say("no day is reported")


def _rows(item: NewsItem, reports: Reports, under: str) -> list[Row]:
    return [replace(_row(item, saying, n, reports), under=under) for n, saying in enumerate(_shown(item))]


def _shown(item: NewsItem) -> tuple[Saying, ...]:
    """Return the claimants that a list shows: no party is left out for another one, others as far as there is room."""
    parties = tuple(one for one in item.sayings if one.column.standing == "party")[:PARTIES]
    others = tuple(one for one in item.sayings if one.column.standing != "party")
    return (*parties, *others[: max(CLAIMANTS - len(parties), 1)])


def _row(item: NewsItem, saying: Saying, number: int, reports: Reports) -> Row:
    column = saying.column
    words = (saying.words,) if saying.words else ()
    return Row(
        id=f"{item.incident.id[:16]}-{number}",
        within=number > 0,
        cells=(
            _by(column, reports),
            quoted_cell(words[0].words, words, most=180) if words else Cell(blank=say("place in the report not known")),
            _harm(column),
            Cell() if number else _what(item),
            _days(column),
            _where(column),
            _status(column),
        ),
    )


def _by(column: Told, reports: Reports) -> Cell:
    note = say("through %(via)s", via=", ".join(column.via)) if column.via else ""
    if column.own and column.claimant in reports:
        return outlet_cell(reports, column.claimant, note=note)
    return Cell(text=column.claimant, note=note)


def _what(item: NewsItem) -> Cell:
    text = deeds_text(item.deeds) or say("incident")
    rest = len(item.sayings) - len(_shown(item))
    told = [
        "" if item.is_new else say("reported before"),
        say("and %(n)s more who report it", n=rest) if rest > 0 else "",
    ]
    return Cell(text=text, href=f"/incidents/{item.incident.id[:16]}", note="; ".join(filter(None, told)))


def _harm(column: Told) -> Cell:
    """Return the numbers of people that one tells, each by its words; that there was none is told, and no blank."""
    told = [_number(one) for one in column.numbers if one.kind in HARM]
    told += [Cell(text=say("“%(words)s”", words=one.text), value=0, words=_at(one)) for one in column.nones[:1]]
    told += [Cell(text=say("not observed"), words=_at(one)) for one in column.not_observed[:1]]
    if not told:
        return Cell(blank=say("no number"))
    first, *others = told
    return Cell(text=first.text, value=first.value, words=first.words, more=tuple(others))


def _number(one: NumberTold) -> Cell:
    exact = one.low is not None and one.low == one.high
    n = f"{one.low:,.0f}" if exact else say("“%(words)s”", words=" ".join(one.words[0].text.split()))
    return Cell(
        text=say("%(n)s %(kind)s", n=n, kind=say(HARM[one.kind])), value=one.low if exact else None,
        words=_at(one.words[0]), certainty=certainty_of(one.words[0].status),
    )  # fmt: skip


def _at(one: Words) -> tuple[Evidence, ...]:
    return words_at(one.document, one.start, one.end, one.text)


def _days(column: Told) -> Cell:
    near = [one for one in column.days if one.nearness != "around"]
    if not near:
        return Cell(blank=say("not reported"))
    one = near[0]
    text = one.first if one.first == one.last else say("%(first)s to %(last)s", first=one.first, last=one.last)
    return Cell(text=text, value=one.first, words=_at(one.words[0]))


def _where(column: Told) -> Cell:
    near = [one for one in column.places if one.nearness != "around"]
    if not near:
        return Cell(blank=say("not reported"))
    return Cell(text=near[0].name, words=_at(near[0].words[0]))


def _status(column: Told) -> Cell:
    if not column.types and column.not_observed:
        return Cell(text=say("not observed"), value="not observed")
    if not column.types and column.unable:
        return Cell(text=say("could not observe"), value="could not observe")
    against = "denied" if column.denials and not column.types else None
    status = against or next((one for one in STANDING if one in column.statuses), "alleged")
    return standing_cell(status)


def places_sheet(items: Sequence[NewsItem], reports: Reports) -> Sheet:
    """Return where happenings are told to have been: the table behind the map, with how exact each place is."""
    return Sheet(
        id="places", title=say("Where"),
        columns=(
            Column(id="by", title=say("who says it")),
            Column(id="place", title=say("place")),
            Column(id="what", title=say("what")),
            Column(id="day", title=say("day"), tight=True),
            Column(id="near", title=say("reported as")),
            Column(id="precision", title=say("how exact")),
            Column(id="lat", title=say("latitude"), numeric=True),
            Column(id="lon", title=say("longitude"), numeric=True),
        ),
        rows=tuple(_place(*one, reports) for one in _places(items)),
        empty=Empty(means=say("No report that came in since names a place of an incident.")),
        rule=say("places that reports name for an incident or in its sentence; one that is not found has no point"),
    )  # fmt: skip


def places_map(items: Sequence[NewsItem], sheet: Sheet, called: Convention) -> Drawing | None:
    """Return the map of the table of places; None where no place of it has a point or an area."""
    spots = tuple(
        spot
        for id_, item, column, place in _places(items)
        if (spot := spot_of(
            place, row=id_, called=called, certainty=_drawn_as(column), days=_days(column).text,
            href=f"/incidents/{item.incident.id[:16]}",
        ))
    )  # fmt: skip
    if not spots:
        return None
    return incident_map(
        sheet, spots, id="map", title=say("Where it is said to have been"), names=called.countries, tall=TALL,
        place_href=lambda place: f"/map?{urlencode({'place': place.lead.place or place.lead.name})}#incidents",
    )  # fmt: skip


def _drawn_as(column: Told) -> Certainty | None:
    """Return how a happening is drawn: what others than the report itself tell is claimed, and no more."""
    return _status(column).certainty or ("told" if column.own else "claimed")


def _places(items: Sequence[NewsItem]) -> list[tuple[str, NewsItem, Told, PlaceTold]]:
    """Return the first places that are told of happenings, each with the id of its row and who tells it."""
    found = [
        (f"{item.incident.id[:16]}-{number}-{at}", item, column, place)
        for item in items
        for number, column in enumerate(item.incident.columns)
        for at, place in enumerate(column.places)
        if place.nearness != "around"
    ]
    return found[:PLACES]


def _place(id_: str, item: NewsItem, column: Told, place: PlaceTold, reports: Reports) -> Row:
    return Row(
        id=id_,
        cells=(
            _by(column, reports),
            Cell(text=place.name, words=_at(place.words[0])),
            Cell(text=deeds_text(item.deeds), href=f"/incidents/{item.incident.id[:16]}"),
            Cell(text=item.incident.last or "", blank=say("not reported")),
            cell(say(NEAR[place.nearness])),
            Cell(text=place.precision or "", blank=say("not known")),
            degrees(place.lat),
            degrees(place.lon),
        ),
    )
