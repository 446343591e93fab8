"""What one report tells of an expectation that is off: postponed to another day, or cancelled."""

import re
from collections.abc import Iterator

from detente.registry.assertions.assertion import Assertion, Day, Part
from detente.registry.assertions.telling import Span, Telling
from detente.registry.expectations.clause import Clause, clause_at, coming
from detente.registry.expectations.made import made
from detente.registry.expectations.participants import participants
from detente.registry.expectations.words import pattern

__all__ = ["PLANNED", "changes_of"]

PLANNED = "planned for"
"""The role of the day for which something had been planned."""
KINDS = {
    "visit": "visit",
    "trip": "visit",
    "vote": "vote",
    "ratification": "vote",
    "signing": "signing",
    "opening": "opening",
}
TO = re.compile(r"\b(?:to|until|till)\s+(?:the\s+)?$")
NOUNS_NEAR = 60
"""Characters after "cancelled" within which what was cancelled is named."""
NOT_ITS_OWN = re.compile(r"[,;]|\b(?:at|to|for|from|in|of|because|until)\b", re.IGNORECASE)
"""Between a verb and a noun that is not what is put off: "delays her arrival at the summit"."""
OWN_VERB = re.compile(r"\b(?:not|never|won't|if|could|may|might|would|threat\w+|refus\w+)\b[^.;]*$", re.IGNORECASE)


def changes_of(telling: Telling, sentence: Span) -> Iterator[Assertion]:
    """Yield what a sentence says to be postponed or cancelled, with the day it is moved to, and was planned for."""
    if pattern("not_so", "others").search(telling.text, *sentence):
        return
    for what in ("postponed", "cancelled"):
        for found in pattern("changed", what).finditer(telling.text, *sentence):
            clause = clause_at(telling, sentence, found.span())
            noun = _noun(clause)
            if noun is not None and not OWN_VERB.search(clause.before):
                day, before = _days(clause)
                parts = (*participants(clause), *([_planned(before, clause)] if before else ()))
                moved = day if what == "postponed" else day or before
                yield made(
                    clause, what, mood=KINDS.get(noun, "meeting"), standing="happened", parts=parts,
                    day=moved or Day(first=None, last=None, rule="no day is told"),
                )  # fmt: skip


def _noun(clause: Clause) -> str | None:
    """Return the noun of what is off: before a passive verb, shortly after an active one."""
    before = list(pattern("changed", "nouns").finditer(clause.before))
    passive = re.search(r"\b(?:been|was|were|is|are|be)\s+$", clause.before)
    after = pattern("changed", "nouns").search(clause.after[:NOUNS_NEAR])
    if after and NOT_ITS_OWN.search(clause.after[: after.start()]):
        after = None
    found = before[-1] if passive and before else None if passive else after
    return found[0].lower() if found else None


def _days(clause: Clause) -> tuple[Day | None, Day | None]:
    """Return the day it is moved to, and the one it was planned for; each None where it is not told."""
    to = before = None
    for date in clause.telling.layer_in("dates", clause.span):
        led = clause.telling.text[max(clause.at[1], date["start"] - 12) : date["start"]]
        if date["start"] >= clause.at[1] and TO.search(led):
            to = to or coming(clause.telling.day_of(date))
        else:
            before = before or clause.telling.day_of(date)
    return to, before


def _planned(day: Day, clause: Clause) -> Part:
    return Part(
        role=PLANNED, name=day.words or "", value=f"{day.first or ''}/{day.last or ''}",
        evidence=clause.telling.evidence(clause.at),
    )  # fmt: skip
