"""From the words of a date to the days they name, with the rule that says how they were told."""

import re

from detente.reading.dates.days import Days, add_days, one_day, stretch, whole_month
from detente.reading.dates.grammar import Expression, load_grammar
from detente.reading.dates.parts import PARTS_RESOLVERS
from detente.reading.dates.relative import RELATIVE_RESOLVERS
from detente.reading.dates.stated import STATED_RESOLVERS
from detente.reading.dates.told import Around, Told

__all__ = ["resolve_expression"]

RESOLVERS = {**STATED_RESOLVERS, **PARTS_RESOLVERS, **RELATIVE_RESOLVERS}
PARTS = re.compile(r"early|earlier|mid|late|end|beginning|start")
NAMES = {"early": "early part", "earlier": "early part", "mid": "middle", "late": "late part"}
SIDES = {"mid": "mid", "late": "late", "end": "late"}
FROM_PUBLICATION = frozenset({"period", "edge"})
LAST_OF_MONTH = 31


def resolve_expression(found: Expression, around: Around) -> Told:
    """Return the days that an expression names.

    "Early 2019" gives the whole of 2019, within which it certainly lies: how long a year is early nobody has said.
    "Early next week" is cut down to the half in which it lies: so near to publication days count, and "late last
    year" is in its second half for everybody.
    """
    told = RESOLVERS[found.kind](found, around)
    part = PARTS.search(found.pieces.get("part", "").lower())
    if part is None or told.days is None:
        return told
    days = _cut_down(told.days, SIDES.get(part[0], "early")) if found.kind in FROM_PUBLICATION else None
    return Told(days=days or told.days, rule=f"{told.rule}; the {NAMES.get(part[0], part[0])} of it")


def _cut_down(days: Days, side: str) -> Days | None:
    """Return the early, middle or late part of a week, month or year."""
    parts = load_grammar().words.tables["parts"]
    if days.first is None or days.precision not in parts:
        return None
    start, end = parts[days.precision][side]
    if days.precision == "week":
        return stretch(add_days(days.first, start - 1), add_days(days.first, end - 1))
    if days.precision == "year":
        a, b = whole_month(days.first.year, start), whole_month(days.first.year, end)
    else:
        a = one_day(days.first.year, days.first.month, start)
        b = one_day(days.first.year, days.first.month, end) if end < LAST_OF_MONTH else days
    return a and b and stretch(a.first, b.last)
