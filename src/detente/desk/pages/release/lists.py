"""Reports and entries one by one: to whom each is released, since when, by whom and why."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import urlencode

from detente.desk.pages.release.naming import entry_called, entry_href
from detente.desk.pages.release.view import TO
from detente.display.language import say
from detente.display.sheets import BLANK, Cell, Column, Empty, Row, Sheet, cell
from detente.exchange.page_words import published_as_iso
from detente.store import DocumentView, EntryView, Standing

__all__ = ["Days", "before_href", "entries_sheet", "released_sheet", "report_cells", "report_columns", "reports_sheet"]

Days = Mapping[str, tuple[str | None, str | None]]
"""Between which days reports were published, by their ids."""


def before_href(**fields: str) -> str:
    """Return the page that shows what would come of a release."""
    return f"/release/before?{urlencode(fields)}"


def reports_sheet(
    found: Sequence[DocumentView], days: Days, standing: Iterable[Standing], at: dt.datetime, *, more: str | None
) -> Sheet:
    """Return reports by title, publisher and day, each with to whom it is released."""
    by_id = _last(standing)
    return Sheet(
        id="list",
        title=say("Reports"),
        columns=(*report_columns(), *_columns()),
        rows=tuple(
            Row(id=one.id[:16], cells=(*report_cells(one, days), *_cells(by_id.get(one.id), one.id, at)))
            for one in found
        ),
        empty=Empty(means=say("No report of it is kept here."), now=say("Back to what there is"), href="/release"),
        more=more,
    )


def released_sheet(found: Sequence[Standing], days: Days, at: dt.datetime, *, some: bool, more: str | None) -> Sheet:
    """Return the reports that are released, the latest to be shown first; `some` is whether anything at all is."""
    none = say("No report is released; the entries that are stand above.") if some else say(
        "Nothing is released: all of it is seen by the desk only."
    )  # fmt: skip
    return Sheet(
        id="released",
        title=say("Reports that are released"),
        columns=(*report_columns(), *_columns()),
        rows=tuple(
            Row(
                id=one.subject[:16],
                cells=(
                    Cell(text=one.called, href=f"/documents/{one.subject}"), cell(one.under, blank=say("not stated")),
                    day_cell(days.get(one.subject)), *_cells(one, one.subject, at),
                ),
            )
            for one in found
        ),
        empty=Empty(means=none, now=say("Release something above."), href="#act"),
        more=more,
    )  # fmt: skip


def entries_sheet(
    found: Sequence[EntryView], standing: Iterable[Standing], at: dt.datetime, *, along: bool, more: str | None
) -> Sheet:
    """Return entries by what they say, each with to whom it is released; those that go `along` with others do so."""
    by_id = _last(standing)
    return Sheet(
        id="list",
        title=say("Entries"),
        columns=(Column(id="what", title=say("what")), Column(id="days", title=say("days")), *_columns()),
        rows=tuple(
            Row(
                id=one.subject[:16],
                cells=(
                    Cell(text=entry_called(one), href=entry_href(one)), cell(_days(one), blank=say("no days")),
                    *(_along() if along else _cells(by_id.get(one.subject), one.subject, at)),
                ),
            )
            for one in found
        ),
        empty=Empty(means=say("Nothing of this kind is kept here."), now=say("Back to what there is"), href="/release"),
        more=more,
    )  # fmt: skip


def report_columns() -> tuple[Column, ...]:
    """Return the columns by which a report is known."""
    return (
        Column(id="report", title=say("report")),
        Column(id="publisher", title=say("publisher")),
        Column(id="day", title=say("published"), tight=True),
    )


def report_cells(one: DocumentView, days: Days) -> tuple[Cell, ...]:
    """Return a report by its title, publisher and day."""
    name = Cell(text=one.title or one.external_id, href=f"/documents/{one.id}")
    return name, cell(one.publisher, blank=say("not stated")), day_cell(days.get(one.id))


def day_cell(days: tuple[str | None, str | None] | None) -> Cell:
    """Return when a report was published, as far as its reading tells."""
    since, until = days or (None, None)
    told = published_as_iso({"from": since, "to": until}) if since or until else None
    return cell(told, blank=say("not found in the text"))


def _columns() -> tuple[Column, ...]:
    return (
        Column(id="to", title=say("seen by")),
        Column(id="shown", title=say("shown")),
        Column(id="author", title=say("by")),
        Column(id="reason", title=say("why")),
        Column(id="act", title=say("change it")),
    )


def _cells(one: Standing | None, subject: str, at: dt.datetime) -> tuple[Cell, ...]:
    if one is None:
        release = Cell(text=say("release…"), href=f"/release?{urlencode({'named': subject})}#one")
        return cell(say(TO["internal"]), value="internal"), BLANK, BLANK, BLANK, release
    back = Cell(text=say("take back…"), href=before_href(named=subject, level="internal"))
    return (
        cell(say(TO[one.level]), value=one.level), shown_cell(one, at), cell(one.author), cell(one.reason), back
    )  # fmt: skip


def shown_cell(one: Standing, at: dt.datetime) -> Cell:
    """Return since when something is shown, or from when on it will be."""
    when = one.visible_from.strftime("%Y-%m-%d %H:%M")
    told = say("from %(when)s UTC", when=when) if one.visible_from > at else say("since %(when)s UTC", when=when)
    return Cell(text=told, value=one.visible_from.isoformat())


def _along() -> tuple[Cell, ...]:
    return cell(say("whoever sees the text")), BLANK, BLANK, BLANK, BLANK


def _last(standing: Iterable[Standing]) -> dict[str, Standing]:
    """Return for each subject what stands, or what is to come where nothing does yet."""
    found: dict[str, Standing] = {}
    for one in standing:  # the latest to be shown comes first
        found[one.subject] = one
    return found


def _days(one: EntryView) -> str | None:
    if not one.first:
        return None
    return one.first if one.last == one.first else say("%(first)s to %(last)s", first=one.first, last=one.last or "…")
