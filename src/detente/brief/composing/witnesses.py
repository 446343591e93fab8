"""What an outlet, or somebody without a column, is called as the one who says something."""

import datetime as dt

from detente.brief.composing.material import Material
from detente.brief.composing.names import in_sentence, through
from detente.display.language import say
from detente.display.prose import day_words
from detente.display.witness import publisher_of, unnamed_report
from detente.registry.assertions.assertion import Assertion
from detente.registry.assertions.telling import UNNAMED
from detente.registry.ceasefires.claimed import ClaimedItem
from detente.registry.ceasefires.violation import Violation

__all__ = ["called", "dated", "outlet", "reporter"]


LATE = dt.timedelta(days=7)


def outlet(document: str | None, material: Material) -> str:
    """Return who put a report out; of one whose publisher nobody knows, what such a report is called."""
    one = material.outlets.get(document or "")
    return publisher_of(one) if one else unnamed_report()


def called(name: str, document: str | None, material: Material) -> str:
    """Return who says something, by the name that the record gives, or as the report that says it itself."""
    if name in {UNNAMED, document}:
        return outlet(document, material)
    return in_sentence(name)


def reporter(one: Violation | ClaimedItem | Assertion, material: Material) -> str:
    """Return who says something of a ceasefire or a thing, with through whom it came."""
    document = next((words.document for words in one.evidence if words.document), None)
    if isinstance(one, Assertion):
        return through(called(one.claimant.name, document, material), one.claimant.via)
    return through(called(one.claimant_name, document, material), tuple(one.via))


def dated(document: str | None, material: Material) -> str:
    """Return of which day a report is that came out well before it came in: its "Thursday" is none of this week."""
    one = material.outlets.get(document or "")
    published = (one.published or "")[:10] if one else ""
    first = (material.since.date() if material.since else material.day) - LATE
    if not published or published >= first.isoformat():
        return ""
    return say(", in a report of %(day)s", day=day_words(published))
