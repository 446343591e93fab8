"""How a mark shows certainty: by weight and outline, in every chart and map alike, and never by colour alone."""

from collections.abc import Iterable, Mapping
from typing import Any

from detente.display.drawing.palette import paint
from detente.display.language import mark, say
from detente.display.sheets import Certainty

__all__ = ["marked", "meaning"]

DOTTED = [1, 2.5]


def marked(certainty: Certainty | None, colour: str) -> dict[str, Any]:
    """Return how a mark is filled and outlined: full as told, hollow as claimed, dotted as unsure, faint as denied."""
    hollow = certainty in ("claimed", "unsure", "undone")
    return {
        "fill": paint("paper") if hollow else colour,
        "stroke": colour,
        "dash": DOTTED if certainty == "unsure" else [1, 0],
        "weight": 1.75,
        "seen": 0.45 if certainty == "undone" else 1,
    }


SIGNS: Mapping[Certainty, str] = {
    "told": mark("Full: the report itself says so."), "claimed": mark("Hollow: claimed by somebody."),
    "unsure": mark("Dotted: planned, hoped or demanded."), "undone": mark("Faint: denied."),
}  # fmt: skip


def meaning(drawn: Iterable[Certainty | None] | None = None) -> str:
    """Return what these signs mean, in a sentence each: of those that are drawn, where it is said which are."""
    there = set(SIGNS) if drawn is None else {one or "told" for one in drawn}
    return " ".join(say(words) for certainty, words in SIGNS.items() if certainty in there)
