"""Who says so where no publisher is known: one form on every page, and never the name of a file."""

from collections.abc import Mapping

from detente.desk.rendering import clip
from detente.display.language import say
from detente.display.sheets import Cell
from detente.registry.assertions.assertion import Assertion
from detente.registry.assertions.telling import UNNAMED
from detente.store import DocumentView, OutletView

__all__ = [
    "in_own_voice",
    "named_claimant",
    "outlet_cell",
    "outlet_of",
    "publisher_of",
    "report_href",
    "unnamed_report",
]

LONGEST = 60
DAY = 10
"""Letters of a day in ISO form."""


def unnamed_report(title: str | None = None, day: str | None = None) -> str:
    """Return what a report is called as a witness where nobody knows who put it out: by its title, else by its day."""
    if title and title.strip():
        return say("a report without a publisher (“%(title)s”)", title=clip(title, LONGEST))
    if day:
        return say("a report without a publisher (%(day)s)", day=day[:DAY])
    return say("a report without a publisher")


def publisher_of(view: DocumentView | OutletView) -> str:
    """Return who put a report out, or what the report is called as a witness."""
    return view.publisher or unnamed_report(view.title, view.published)


def outlet_of(reports: Mapping[str, OutletView], document: str) -> str:
    """Return which outlet put a report out; what the report is called where that is not known."""
    one = reports.get(document)
    return publisher_of(one) if one else unnamed_report()


def outlet_cell(reports: Mapping[str, OutletView], document: str, *, note: str = "") -> Cell:
    """Return who put a report out; where that is not known, the way to the report."""
    one = reports.get(document)
    href = None if one and one.publisher else f"/documents/{document}"
    return Cell(text=outlet_of(reports, document), href=href, note=note)


def named_claimant(name: str) -> str:
    """Return a claimant's name; of a report whose publisher nobody knows, what such a report is called."""
    return unnamed_report() if name == UNNAMED else name


def in_own_voice(publisher: str) -> str:
    """Return who says so where a report says it itself, and names nobody for it."""
    return say("%(who)s, in its own voice", who=publisher)


def report_href(said: Assertion) -> str | None:
    """Return the way to the report that an assertion is from, where nobody is known who put that out; else None."""
    return f"/documents/{said.document}" if said.claimant.name == UNNAMED and said.document else None
