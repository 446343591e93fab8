"""Who hosts, mediates, guarantees or witnesses: by the words before a list of names, or behind each name."""

import re
from collections.abc import Iterator

from detente.registry.agreements.told.parts import listed_after
from detente.registry.assertions.assertion import Part
from detente.registry.assertions.telling import Span, Telling

__all__ = ["others_in", "roles_behind"]

PRESENCE = re.compile(r"\bin the presence of\s+|\bwitnessed by\s+", re.IGNORECASE)
OTHERS = (
    ("host", re.compile(r"\bhosted by\s+", re.IGNORECASE)),
    ("mediator", re.compile(r"\b(?:brokered|mediated) by\s+", re.IGNORECASE)),
    ("guarantor", re.compile(r"\bguaranteed by\s+", re.IGNORECASE)),
    ("witness", PRESENCE),
)
AS_ROLE = re.compile(
    r"\s+(?:(?:acting|serving|present)\s+)?as\s+(?:an?\s+|the\s+|its\s+|their\s+)?(?:\w+\s+)?"
    r"(?P<role>guarantor|witness|host|mediator|facilitator)(?:s|es)?\b",
    re.IGNORECASE,
)
ROLE_WITH = re.compile(r"(?:,\s*|\s+|^)(?:and\s+)?with\s+", re.IGNORECASE)
ROLE_AND = re.compile(r"\s*(?:,\s*and|,|\s+and)\s+(?:with\s+)?", re.IGNORECASE)
FAR = 160
"""Characters in which those stand who have a role that is named behind them."""


def others_in(telling: Telling, sentence: Span, own: str | None) -> Iterator[Part]:
    """Yield hosts, mediators, guarantors and witnesses whom a sentence names as such, but for the role `own`."""
    named = roles_behind(telling, sentence)
    for role, pattern in OTHERS:
        if role != own:
            for cue in pattern.finditer(telling.text, *sentence):
                stop = min((low for _, low, _ in named if low >= cue.end()), default=sentence[1])
                yield from listed_after(telling, role, cue.end(), until=stop)
    for role, low, high in named:
        lead = ROLE_WITH.match(telling.text, low, high) or ROLE_AND.match(telling.text, low, high)
        yield from listed_after(telling, role, lead.end() if lead else low, until=high)


def roles_behind(telling: Telling, sentence: Span) -> list[tuple[str, int, int]]:
    """Return who is named with a role behind, and where: "with Ostrel as guarantor and Velduria as host"."""
    found: list[tuple[str, int, int]] = []
    for cue in AS_ROLE.finditer(telling.text, *sentence):
        last = found[-1][2] if found else sentence[0]
        before = list(ROLE_WITH.finditer(telling.text, last, cue.start()))
        after = AS_ROLE.match(telling.text, last) if found else None
        low = before[-1].start() if before else after.end() if after else None
        if low is not None and cue.start() - low <= FAR:
            word = cue["role"].lower()
            found.append(("mediator" if word == "facilitator" else word, low, cue.start()))
    return found
