"""What kinds of deed are called in plain words, each the same whoever does it."""

from collections.abc import Mapping

from detente.desk.language import mark, say

__all__ = ["DEEDS", "deed_text"]

DEEDS: Mapping[str, str] = {
    "AGREE": mark("agreement or promise"),
    "CONSULT": mark("meeting or talks"),
    "SUPPORT": mark("support in words"),
    "CONCEDE": mark("concession in words"),
    "COOPERATE": mark("cooperation"),
    "AID": mark("aid"),
    "RETREAT": mark("withdrawal or release"),
    "REQUEST": mark("demand or request"),
    "ACCUSE": mark("accusation"),
    "REJECT": mark("refusal"),
    "THREATEN": mark("threat"),
    "PROTEST": mark("protest"),
    "SANCTION": mark("sanction"),
    "MOBILIZE": mark("show of force"),
    "COERCE": mark("coercion"),
    "ASSAULT": mark("attack or fighting"),
}


def deed_text(type_: str) -> str:
    """Return what a type of deed is called; the type itself where it has no name here."""
    return say(DEEDS.get(type_, type_))
