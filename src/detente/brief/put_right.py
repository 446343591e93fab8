"""How a correction begins: in words that say whose deed it is, and never that a claimant took something back."""

from detente.brief.brief import Correction, How
from detente.display.language import mark, say

__all__ = ["lead_of"]

LEADS: dict[How, str] = {
    "": mark("The record says now:"),
    "again": mark("The record says it again:"),
    "taken back": mark("The desk takes that back: the record does not say so any more."),
    "withdrawn": mark("The desk has withdrawn the report; it is not told any more."),
    "hidden": mark("The report is not released any more; what it says is not told any more."),
}


def lead_of(one: Correction) -> str:
    """Return what stands before the sentences of a correction that are so now; some have none."""
    return say(LEADS["taken back" if not one.how and not one.now else one.how])
