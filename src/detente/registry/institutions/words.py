"""The words in which reports tell of institutions, as all that read of them use them."""

import re

__all__ = ["BASIS", "EQUAL", "KINDS", "NAME"]

KINDS = (
    "agreed", "founded", "opened", "at work", "staffed", "legal basis", "function", "seat", "head", "moved",
    "suspended", "mandate", "closed",
)  # fmt: skip
"""What may be told of an institution, in the order of what mostly comes first."""

NAME = re.compile(
    r"\b(?:joint|monitoring|observer|observation|peacekeeping)(?: \w+){0,2}? "
    r"(?:cent(?:re|er)|mission|group|commission|mechanism)s?\b",
    re.IGNORECASE,
)
"""What somebody who monitors is called."""
EQUAL = re.compile(
    r"\b(?:an? )?(?:equal|same) (?:number|share|strength)\b|\bequally (?:staffed|represented)\b", re.IGNORECASE
)
BASIS = re.compile(
    r"\b(?:under|based on|on the basis of|pursuant to|in accordance with|provided for by|in line with) "
    r"(?P<basis>(?:an? |the )?(?:[\w'’-]+ ){0,5}?"
    r"(?:agreement|memorandum|statement|protocol|mandate|resolution|accord|treaty|declaration|charter|pact))\b",
    re.IGNORECASE,
)
"""On what an institution is said to rest."""
