"""What somebody decides of an institution: "the Council extends the mission", "two states set up a joint commission".

A report tells it with whoever decides first, and the institution behind the verb. What is only proposed, asked for,
vetoed or planned is not decided.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from detente.registry.assertions.assertion import Assertion
from detente.registry.assertions.clauses import Clause, listed_before, parts_of, place_in
from detente.registry.assertions.telling import Telling
from detente.registry.institutions.spoken import Body, day_behind, say
from detente.registry.where import Locality

__all__ = ["decided_in"]

Json = Mapping[str, Any]
FOUND = r"set(?:s|ting)? up|establish(?:es|ed)?|creat(?:es?|ed)|found(?:s|ed)|launch(?:es|ed)?|form(?:s|ed)?"
VERBS: Sequence[tuple[str, str | None, str]] = (
    ("founded", None, FOUND),
    ("opened", None, r"open(?:s|ed)?|inaugurat(?:es?|ed)"),
    ("closed", None, r"clos(?:es?|ed)|dissolv(?:es?|ed)|disband(?:s|ed)?|abolish(?:es|ed)?|w(?:inds?|ound) up"),
    ("suspended", None, r"suspend(?:s|ed)?"),
    ("mandate", "extended", r"extend(?:s|ed)?|prolong(?:s|ed)?|renew(?:s|ed)?"),
    ("mandate", "ended", r"terminat(?:es?|ed)"),
)
DECIDE = (
    r"(?P<decide>(?:(?:has|have|had)\s+)?(?:vot(?:es?|ed)|decid(?:es?|ed)|agree[sd]?|agreeing)(?:\s+\w+ly)?\s+to\s+)?"
    r"(?P<have>(?:has|have|had)\s+(?:also\s+)?)?"
)
ARTICLE = (
    r"(?:\s+(?:the\s+)?mandate\s+of)?(?:\s+(?:an?|the|its|their|his|her|this))?"
    r"(?:\s+(?!of\b|to\b|for\b|in\b|on\b|from\b|at\b|by\b|that\b)[\w-]+){0,3}?(?:\s+and\s+(?:an?|the))?\s+$"
)
"""What may stand between the verb and the institution: "the mandate of its", "a provisional government and a"."""
PATTERNS = tuple(
    (what, value, re.compile(rf"\b{DECIDE}(?P<verb>{verb}){ARTICLE}", re.IGNORECASE)) for what, value, verb in VERBS
)
APPROVED = re.compile(
    r"\b(?:approv(?:es?|ed)|endors(?:es?|ed)|authori[sz](?:es?|ed))\s+(?:the\s+)?(?:creation|establishment|setting up)"
    r"\s+of(?:\s+(?:an?|the))?\s+$",
    re.IGNORECASE,
)
INFINITIVES = frozenset(
    {
        "set up", "setting up", "establish", "create", "launch", "form", "open", "inaugurate", "close", "dissolve",
        "disband", "abolish", "wind up", "suspend", "extend", "prolong", "renew", "terminate",
    }
)  # fmt: skip
NOT_SO = re.compile(r"\b(?:to|not|never|n't|will|would|may|might|could|should|must)\s+(?:\w+ly\s+)?$", re.IGNORECASE)


def decided_in(telling: Telling, body: Body, clause: Clause) -> Iterator[Assertion]:
    """Yield what somebody who is named decides of an institution, in the words right before its name."""
    before = clause.words[: max(0, body.here[0] - clause.start)]
    approved = APPROVED.search(before)
    if approved is not None:
        yield from _made(telling, body, clause, approved, "agreed", None)
        return
    for what, value, pattern in PATTERNS:
        found = pattern.search(before)
        if found is None or not _is_finite(before, found):
            continue
        is_agreed = found["decide"] is not None and what in {"founded", "opened"}
        yield from _made(telling, body, clause, found, "agreed" if is_agreed else what, value)
        return


def _is_finite(before: str, found: re.Match[str]) -> bool:
    """Say whether somebody does it: a bare verb is done only where somebody votes, decides or agrees to do it."""
    verb = " ".join(found["verb"].lower().split())
    if found["decide"] or NOT_SO.search(before[: found.start()]):
        return found["decide"] is not None and not NOT_SO.search(before[: found.start()])
    # "set up" is a past as well, and states in the plural "launch a centre"; others stand behind "to" or "will"
    return verb not in INFINITIVES or verb in {"set up", "launch", "establish", "open"}


def _made(
    telling: Telling, body: Body, clause: Clause, found: re.Match[str], what: str, value: str | None
) -> Iterator[Assertion]:
    start = clause.start + found.start()
    who = listed_before(telling, (clause.start, clause.start + len(clause.words[: found.start()].rstrip(" ,"))))
    if not who:
        return
    role = "founder" if what in {"founded", "agreed"} else "decided by"
    place = place_in(telling, (body.here[1], clause.end)) if what in {"founded", "opened"} else None
    yield say(
        telling, body, what, (start, body.here[1]), "happened", value=value, parts=parts_of(telling, role, who),
        day=day_behind(telling, clause, body.here[1]), where=Locality(words=place["text"]) if place else None,
    )  # fmt: skip
