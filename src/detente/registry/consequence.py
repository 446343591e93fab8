"""In which order news is shown: what came to people first, then breaches of a ceasefire, then deeds, then words.

The order goes by what is told, how it is told and how many tell it; by who it is of, or who says it, it never goes.
"""

from collections.abc import Collection, Iterable
from typing import Literal, get_args

from detente.incidents.column import Column
from detente.incidents.incident import Incident
from detente.knowledge.plover import plover

__all__ = ["STANDING", "WEIGHTS", "Weight", "place_of", "weight_of"]

Weight = Literal["deaths", "harm", "breaches", "force", "deeds", "hard words", "talk"]
"""People told to be killed; otherwise harmed; a breach of a ceasefire; other force or coercion; other deeds;
accusations, threats and refusals; talks, support, agreement."""
WEIGHTS: tuple[Weight, ...] = get_args(Weight)
HARMED = frozenset({"wounded", "captured", "missing", "displaced"})
BY_QUAD: dict[str, Weight] = {
    "material conflict": "force",
    "material cooperation": "deeds",
    "verbal conflict": "hard words",
    "verbal cooperation": "talk",
}
TOLD = frozenset({"happened", "ongoing", "alleged", "background"})
"""How a number is told that weighs; one that is planned, denied or supposed came to nobody."""
STANDING = ("happened", "ongoing", "alleged", "planned", "background", "denied", "negated")
"""How it is told, from what comes first to what comes last."""


def weight_of(incident: Incident, *, breaches: Collection[str]) -> Weight:
    """Return how much an incident weighs; `breaches` are ids of those told as violations of a ceasefire."""
    harm = set(_harm(incident.columns))
    if "killed" in harm:
        return "deaths"
    if harm & HARMED:
        return "harm"
    if incident.id in breaches:
        return "breaches"
    weights = {BY_QUAD[plover().quad(one)] for one in incident.types}
    return min(weights, key=WEIGHTS.index, default="talk")


def _harm(columns: Iterable[Column]) -> Iterable[str]:
    """Yield what somebody tells to have come to people; that there was nobody is no harm."""
    for column in columns:
        for number in column.numbers:
            if number.high != 0 and any(words.status in TOLD for words in number.words):
                yield number.kind


def place_of(incident: Incident, *, breaches: Collection[str]) -> tuple[int, int, bool, int, str]:
    """Return by what an incident is put in order: weight, how it is told, whether one tells it alone, its latest day.

    What a monitor tells, or more sides than one, comes before what one tells alone.
    """
    told = min((STANDING.index(one) for one in incident.statuses if one in STANDING), default=len(STANDING))
    by_monitor = any(column.standing == "monitor" for column in incident.columns)
    alone = not by_monitor and len(incident.independence.sides) < 2  # noqa: PLR2004 - one side, or none
    weight = WEIGHTS.index(weight_of(incident, breaches=breaches))
    return weight, told, alone, -_number(incident.last), incident.id


def _number(day: str | None) -> int:
    return int(day.replace("-", "")) if day else 0
