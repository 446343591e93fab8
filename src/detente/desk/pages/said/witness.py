"""Who says so where no publisher is known: one form on every page, and never the name of a file."""

from collections.abc import Mapping

from detente.display.language import say
from detente.display.sheets import Cell
from detente.display.witness import publisher_of, unnamed_report
from detente.registry.assertions.assertion import Assertion
from detente.registry.assertions.telling import UNNAMED
from detente.store import OutletView

__all__ = ["in_own_voice", "outlet_cell", "outlet_of", "report_href"]


def outlet_of(reports: Mapping[str, OutletView], document: str) -> str:
    """Return which outlet put a report out; what the report is called where that is not known."""
    one = reports.get(document)
    return publisher_of(one) if one else unnamed_report()


def outlet_cell(reports: Mapping[str, OutletView], document: str, *, note: str = "") -> Cell:
    """Return who put a report out; where that is not known, the way to the report."""
    one = reports.get(document)
    href = None if one and one.publisher else f"/documents/{document}"
    return Cell(text=outlet_of(reports, document), href=href, note=note)


def in_own_voice(publisher: str) -> str:
    """Return who says so where a report says it itself, and names nobody for it."""
    return say("%(who)s, in its own voice", who=publisher)


def report_href(said: Assertion) -> str | None:
    """Return the way to the report that an assertion is from, where nobody is known who put that out; else None."""
    return f"/documents/{said.document}" if said.claimant.name == UNNAMED and said.document else None
