"""How a mark shows certainty: by weight and outline, in every chart and map alike, and never by colour alone."""

from typing import Any

from detente.desk.drawing.palette import paint
from detente.desk.language import say
from detente.desk.sheets import Certainty

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


def meaning() -> str:
    """Return what these signs mean, in a sentence."""
    return say(
        "Full: the report itself says so. Hollow: claimed by somebody. Dotted: planned, hoped or demanded. "
        "Faint: denied."
    )
