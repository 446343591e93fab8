"""By which day something is owed under an agreement: days count from its signing, and not from the report."""

import datetime as dt
import re

from detente.registry.assertions.assertion import Day
from detente.registry.assertions.telling import Json
from detente.registry.expectations.clause import Clause

__all__ = ["day_owed"]

COUNTED = re.compile(r"\bfrom publication$")
"""The rule of a stretch of days that nothing in its sentence says the beginning of."""


def day_owed(clause: Clause) -> Day | None:
    """Return by when it is owed; None where no day is told, nor one that the days told count from.

    It may lie before the report: what an agreement sets stays owed.
    """
    dates = clause.telling.layer_in("dates", clause.sentence)
    counted = [one for one in dates if one["start"] >= clause.at[0] and COUNTED.search(one.get("rule") or "")]
    if not counted:
        return clause.day()
    anchors = [one for one in dates if one["precision"] == "day" and one["end"] <= clause.at[0]]
    return _counted(clause, anchors[-1], counted[0]) if anchors else None


def _counted(clause: Clause, anchor: Json, stretch: Json) -> Day:
    begins = dt.date.fromisoformat(anchor["to"])
    days = dt.date.fromisoformat(stretch["to"]) - dt.date.fromisoformat(stretch["from"])
    words = clause.telling.words(stretch["start"], stretch["end"])
    named = clause.telling.words(anchor["start"], anchor["end"])
    return Day(first=None, last=(begins + days).isoformat(), precision="day", words=words, rule=f"{words} from {named}")
