"""The brief that an address names: by its id, or by the beginning of it where that is one brief's alone."""

from detente.brief.kept import KeptBrief, brief_revisions, briefs_called
from detente.desk.refusals import not_here
from detente.display.language import say
from detente.store import NOW, Known, Record

__all__ = ["texts_of"]


def texts_of(record: Record, given: str, *, known_on: Known = NOW) -> tuple[KeptBrief, ...]:
    """Return the texts of a brief. Raises a refusal where none is kept or released to who asks, or several may be."""
    called = briefs_called(record, given, known_on=known_on)
    if len(called) > 1:
        raise not_here(
            say("The ids of several briefs begin as this address does."), now=say("See the briefs."), href="/briefs"
        )
    found = brief_revisions(record, called[0], known_on=known_on) if called else ()
    if not found:
        raise not_here(
            say("No brief of this address is kept here, or it is not released to you."), now=say("See the briefs."),
            href="/briefs",
        )  # fmt: skip
    return found
