"""Who deals with whom, in which lane, by whose word, as cells."""

import datetime as dt
from collections.abc import Mapping

from detente.desk.pages.said.telling import words_at
from detente.desk.pages.said.witness import in_own_voice, outlet_of
from detente.display.language import mark, say
from detente.display.sheets import Cell
from detente.registry.assertions.assertion import Part
from detente.registry.evidence import Evidence
from detente.registry.relations.happenings import Happening, Way
from detente.registry.relations.parties import Pair
from detente.store import OutletView

__all__ = [
    "LANES", "MANNERS", "day_text", "happening_words", "iso", "lane_of", "manner_of", "named", "said_by", "way_text",
]  # fmt: skip

LANES: Mapping[str, str] = {"cooperation": mark("Cooperation"), "conflict": mark("Conflict")}
MANNERS: Mapping[str, str] = {"verbal": mark("said"), "material": mark("done")}


def way_text(way: Way, pair: Pair) -> str:
    """Return who deals with whom, in the same form whoever it is."""
    first, second = pair.first.name, pair.second.name
    return {
        "first to second": say("%(one)s → %(other)s", one=first, other=second),
        "second to first": say("%(one)s → %(other)s", one=second, other=first),
        "both": say("%(one)s ↔ %(other)s", one=first, other=second),
        "unclear": say("reports differ about who with whom"),
    }[way]


def lane_of(one: Happening) -> str:
    """Return in which lane a happening stands."""
    return one.quad.split()[1]


def manner_of(one: Happening) -> str:
    """Return whether it was said or done."""
    return one.quad.split()[0]


def said_by(one: Happening, reports: Mapping[str, OutletView]) -> str:
    """Return who says so: whom the report names, else the outlet in its own voice."""
    if one.lead.claimant is not None:
        return one.lead.claimant.name
    return in_own_voice(outlet_of(reports, one.lead.document))


def happening_words(one: Happening) -> tuple[Evidence, ...]:
    """Return the words that a happening stands on, where it is known where they stand."""
    begin, end = one.lead.evidence or (0, 0)
    return words_at(one.lead.document, begin, end, one.lead.said) if end > begin else ()


def day_text(one: Happening) -> Cell:
    """Return the days of a happening; where only its report's are known, that is said."""
    if one.days is None:
        return Cell(blank=say("no day reported"))
    first, last = (iso(day) for day in one.days)
    text = str(first) if first == last else say("%(first)s to %(last)s", first=first, last=last)
    return Cell(text=text, value=first, note="" if one.is_dated else say("the report’s day"))


def iso(ordinal: int | None) -> str | None:
    """Return a day as YYYY-MM-DD."""
    return dt.date.fromordinal(ordinal).isoformat() if ordinal is not None else None


def named(part: Part) -> str:
    """Return somebody's own name, with whom it counts to."""
    return part.name if part.actor in {None, part.name} else say("%(name)s (%(of)s)", name=part.name, of=part.actor)
