"""From the words of a date to the days they name, with the rule that says how they were told."""

import re

from detente.reading.dates.grammar import Expression
from detente.reading.dates.relative import RELATIVE_RESOLVERS
from detente.reading.dates.stated import STATED_RESOLVERS
from detente.reading.dates.told import Around, Told

__all__ = ["resolve_expression"]

RESOLVERS = {**STATED_RESOLVERS, **RELATIVE_RESOLVERS}
PARTS = re.compile(r"early|mid|late|end|beginning|start")
NAMES = {"early": "early part", "mid": "middle", "late": "late part"}


def resolve_expression(found: Expression, around: Around) -> Told:
    """Return the days that an expression names.

    "Early 2019" gives the whole of 2019, within which it certainly lies: how long a year is early nobody has said.
    """
    told = RESOLVERS[found.kind](found, around)
    part = PARTS.search(found.pieces.get("part", "").lower())
    if part is None or told.days is None:
        return told
    return Told(days=told.days, rule=f"{told.rule}; the {NAMES.get(part[0], part[0])} of it")
