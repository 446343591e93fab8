"""What would be seen by whom, before it is released or taken back."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence

from detente.desk.pages.release.lists import Days, report_cells, report_columns
from detente.desk.pages.release.naming import entry_called, entry_href, kind_href
from detente.display.language import count, say
from detente.display.sheets import Cell, Column, Empty, Row, Sheet, cell
from detente.pipeline.release_reach import Reach
from detente.store import DocumentView, EntryView, Level

__all__ = ["FIRST", "entries_sheet", "names_sheet", "quoting_sheet", "reports_sheet", "who_sees"]

FIRST = 30
"""Of each list so many are named before something is done; the lists by outlet and kind have all."""


def who_sees(level: Level, shown_from: dt.datetime | None) -> str:
    """Return in a sentence who would see it, from when on."""
    if level == "internal":
        return say("From now on nobody but the desk sees it. What somebody copied meanwhile nobody can take back.")
    whom = (
        say("Everybody sees it: who logs in, and who comes without logging in where this desk is open to the public.")
        if level == "public"
        else say("The officers of the sides see it: what is kept under a ceasefire, those of that ceasefire.")
    )
    if shown_from is None:
        return say("%(whom)s It is shown at once.", whom=whom)
    return say("%(whom)s It is shown from %(when)s UTC on.", whom=whom, when=shown_from.strftime("%Y-%m-%d %H:%M"))


def reports_sheet(found: Sequence[DocumentView], days: Days, number: int) -> Sheet:
    """Return the reports that it would be news of, the first of them."""
    return Sheet(
        id="reports",
        title=_titled(count("%(n)d report", "%(n)d reports", number), number),
        columns=report_columns(),
        rows=tuple(Row(id=one.id[:16], cells=report_cells(one, days)) for one in found),
        empty=Empty(means=say("It is news of no report.")),
    )


def entries_sheet(reach: Reach) -> Sheet:
    """Return the entries that it would be news of: one by one where they are few, else how many of each kind."""
    number = len(reach.entries)
    title = count("%(n)d entry", "%(n)d entries", number)
    empty = Empty(means=say("It is news of no entry."))
    under = Column(id="under", title=say("kept under"))
    if number <= FIRST:
        rows = (Row(id=one.subject[:16], cells=(*_entry(one), cell(one.owner))) for one in reach.entries)
        return Sheet(id="entries", title=title, columns=(*_entry_columns(), under), rows=tuple(rows), empty=empty)
    counted = Counter((one.kind, one.owner) for one in reach.entries).most_common()
    return Sheet(
        id="entries",
        title=title,
        columns=(Column(id="kind", title=say("kind")), under, Column(id="n", title=say("entries"), numeric=True)),
        rows=tuple(
            Row(id=str(n), cells=(Cell(text=kind, href=kind_href(kind, owner)), cell(owner), cell(of)))
            for n, ((kind, owner), of) in enumerate(counted, start=1)
        ),
        empty=empty,
    )


def quoting_sheet(reach: Reach, reports: dict[str, DocumentView]) -> Sheet:
    """Return the entries that quote reports which stay unseen, each with these."""
    number = len(reach.quoting)
    told = count("%(n)d entry quotes reports that stay unseen", "%(n)d entries quote reports that stay unseen", number)
    return Sheet(
        id="quoting",
        title=_titled(told, number),
        columns=(*_entry_columns(), Column(id="reports", title=say("quotes"))),
        rows=tuple(
            Row(id=one.subject[:16], cells=(*_entry(one), _reports(ids, reports)))
            for one, ids in reach.quoting[:FIRST]
        ),
        empty=Empty(means=say("No entry among them quotes a report that would stay unseen.")),
    )  # fmt: skip


def names_sheet(reach: Reach) -> Sheet:
    """Return the people that the entries name, each with in how many."""
    return Sheet(
        id="names",
        title=_titled(say("Names that go with the entries"), len(reach.names)),
        columns=(Column(id="name", title=say("name")), Column(id="entries", title=say("entries"), numeric=True)),
        rows=tuple(Row(id=str(n), cells=(cell(name), cell(of))) for n, (name, of) in enumerate(reach.names[:FIRST], 1)),
        empty=Empty(means=say("None of the entries names who wrote or signed it.")),
    )


def _entry_columns() -> tuple[Column, ...]:
    return Column(id="kind", title=say("kind")), Column(id="what", title=say("what"))


def _entry(one: EntryView) -> tuple[Cell, ...]:
    return cell(one.kind), Cell(text=entry_called(one), href=entry_href(one))


def _reports(ids: Sequence[str], reports: dict[str, DocumentView]) -> Cell:
    first, *rest = (_report(one, reports) for one in ids)
    return Cell(text=first.text, href=first.href, more=tuple(rest))


def _report(id_: str, reports: dict[str, DocumentView]) -> Cell:
    one = reports.get(id_)
    return Cell(text=(one.title or one.external_id) if one else id_[:10], href=f"/documents/{id_}")


def _titled(title: str, number: int) -> str:
    """Return a title, with how many of the things are named where that is not all."""
    return say("%(title)s; the first %(most)s of them", title=title, most=FIRST) if number > FIRST else title
