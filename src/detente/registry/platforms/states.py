"""Whether a meeting was held, is expected, planned, postponed or called off, by the words of a part of a sentence."""

import re
from collections.abc import Sequence
from typing import cast

from detente.registry.assertions.assertion import Standing
from detente.registry.assertions.clauses import Clause

__all__ = ["state_in"]

BE = r"(?:is|are|was|were|has been|have been|had been|been)"
PATTERNS: Sequence[tuple[str, Standing, re.Pattern[str]]] = tuple(
    (what, cast("Standing", standing), re.compile(rf"\b(?:{words})\b", re.IGNORECASE))
    for what, standing, words in (
        ("not held", "negated", (r"(?:did not|didn't|was not|were not|never)(?: \w+ly)? (?:take place|took place"
            r"|held|happen|happened)")),
        ("postponed", "happened", (rf"{BE} (?:\w+ly )?(?:postponed|put off|delayed|rescheduled)|(?:has |have "
            rf"|had )?postponed the")),
        ("cancelled", "happened", (rf"{BE} (?:\w+ly )?(?:cancell?ed|called off|scrapped)|(?:has |have "
            rf"|had )?(?:cancell?ed|called off) the")),
        ("expected", "expected", (r"(?:is|are|was|were) (?:\w+ly )?expected to (?:be held|take place|convene|meet"
            r"|be hosted)|expect(?:s|ed)? to host|is expected (?=in|on)|expected to be held")),
        ("planned", "planned", (r"(?:is|are|was|were|has been|have been) (?:\w+ly )?(?:scheduled|planned|due"
            r"|slated|set)(?: to (?:be held|take place|convene|meet|be hosted)| for| in| on)|will (?:be held"
            r"|take place|convene|be hosted|meet|host)|is to be held|plans? to host")),
        ("held", "happened", (rf"{BE} (?:\w+ly )?(?:held|hosted|convened)|(?:took|takes|taken|taking) place"
            rf"|hosted|hosts|held the|met for the|(?:first |last )?met (?:again |for |in |on |at )|convened"
            rf"|opened (?:in|on)|ended (?:in|on)|concluded")),
    )
)  # fmt: skip
OPEN = re.compile(
    r"\b(?:if|whether|unless|should|could|may|might|hop(?:e|es|ed|ing) (?:that|to|for)|demand\w*|urg(?:e|es|ed))\b",
    re.IGNORECASE,
)


OTHERS = re.compile(r"\bwho\s+(?:\w+ly\s+)?$", re.IGNORECASE)
"""Before a verb that is somebody's and no meeting's: "the President, who is set to meet ..."."""
TO_COME = frozenset({"expected", "planned"})
ONCE = re.compile(r"\b(?:once|had(?: once| long| been| originally| initially| earlier)*|originally|initially"
                  r"|earlier)\s+$|\b(?:at first|at one time|until then)\b", re.IGNORECASE)  # fmt: skip
"""Before what was expected or planned at some time, and is so no more: "once expected to host"."""


def state_in(clause: Clause) -> tuple[str, Standing, int, int] | None:
    """Return what a part of a sentence says of whether a meeting was, its standing, and where the words stand.

    What was expected once is recalled.
    """
    for what, standing, pattern in PATTERNS:
        found = pattern.search(clause.words)
        before = clause.words[: found.start()] if found else ""
        if found and not OPEN.search(before) and not OTHERS.search(before):
            told = "background" if what in TO_COME and ONCE.search(before) else standing
            return what, told, clause.start + found.start(), clause.start + found.end()
    return None
