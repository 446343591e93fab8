"""Who says so where no publisher is known: one form on pages and in briefs, and never the name of a file."""

from detente.display.language import say
from detente.display.prose import clip
from detente.registry.assertions.telling import UNNAMED
from detente.store import DocumentView, OutletView

__all__ = ["named_claimant", "publisher_of", "unnamed_report"]

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


def named_claimant(name: str) -> str:
    """Return a claimant's name; of a report whose publisher nobody knows, what such a report is called."""
    return unnamed_report() if name == UNNAMED else name
