"""Who gives a sum, to whom and for which sector, as the words around it say; nobody is taken from elsewhere."""

import re

from detente.registry.assertions.assertion import Claimant, Part
from detente.registry.assertions.telling import Json, Span, Telling
from detente.registry.projects.sentence import ACTING, outermost
from detente.registry.projects.unkept import is_of_project
from detente.registry.projects.wording import told_words, wording

__all__ = ["claimant_beside", "giver_of", "recipients_of", "sector_of"]

BEFORE = re.compile(r"(?:'s |’s )?(?:\w+ ){0,3}\Z")
"""What may stand between somebody and the verb: "has so far", "'s annual"."""
BY = re.compile(r"\A[^,;.]{0,60}?\b(?:by|from) (?:the )?")
TO = re.compile(r"\A[^,;.]{0,30}?\b(?:in|into|to|for) (?:the )?(?:[a-z]+ ){0,4}?(?:of |in )?(?:the )?\Z")
PUT = re.compile(r"\b(?:put|estimated|reckoned|given|valued)\b[^;.]{0,80}\Z")
PUT_BY = re.compile(r"\A by ([^,;.]{3,60}?)(?= and (?:at|by)|[,;.]|\Z)")
NOT_ALL = re.compile(r"((?:[A-Z][\w-]+ [A-Z][\w-]+ of|[\w-]+s (?:from|in)) )(?:the )?\Z")
"""Words before a name that make it only where somebody is from: "Companies from Northmark"."""
BESIDE = re.compile(
    r"\b(?:in|at|near|to|from|on|with|against|outside) (?:the )?(?:[A-Z][\w'-]*(?: [A-Z][\w'-]*)*, )*\Z"
)
"""Words before a name that make it where something is, and nobody who acts: "at the summit in Kessing, Northmark"."""


def giver_of(telling: Telling, told: Span, at: Span, home: Span) -> tuple[Part, ...]:
    """Return who gives: whoever it is given "by", else whoever stands before the words that tell of it."""
    if (found := BY.match(telling.text[at[1] : home[1]])) is not None:
        start = at[1] + found.end()
        by = [one for one in outermost(telling, (start, home[1])) if one["start"] == start]
        if by:
            return telling.members("investor", by[0])
    before = [one for one in telling.layer_in("mentions", (home[0], told[0])) if _may_give(telling, one, told[0])]
    if before:
        return _as_told(telling, min(before, key=lambda one: (-one["end"], one["start"])), home)
    return ()


def _may_give(telling: Telling, one: Json, verb: int) -> bool:
    if one["kind"] not in ACTING or BEFORE.fullmatch(telling.text[one["end"] : verb].lstrip()) is None:
        return False
    before = telling.text[telling.sentence_at(one["start"])[0] : one["start"]]
    return BESIDE.search(before) is None or NOT_ALL.search(before) is not None


def _as_told(telling: Telling, one: Json, home: Span) -> tuple[Part, ...]:
    """Return the part of whoever is named, in the words that name it: companies of a country are not the country."""
    found = NOT_ALL.search(telling.text[home[0] : one["start"]])
    if found is None:
        return telling.members("investor", one)
    start = home[0] + found.start(1)
    words = telling.words(start, one["end"])
    return (Part(role="investor", name=words, evidence=telling.evidence((start, one["end"]))),)


def recipients_of(telling: Telling, at: Span, home: Span) -> tuple[Part, ...]:
    """Return to whom or where it goes: the first state or place that "in", "to" or "for" leads to."""
    for one in telling.layer_in("mentions", (at[1], home[1])):
        if not TO.match(telling.text[at[1] : one["start"]]) or one["form"] != "name":
            continue
        if is_of_project(telling.text, (one["start"], one["end"])):
            return ()
        if one["kind"] in {"state", "place"} or telling.part("recipient", one).actor is not None:
            return telling.members("recipient", one)
    return ()


def sector_of(telling: Telling, at: Span, home: Span) -> tuple[Part, ...]:
    """Return the sector that it goes into, where one is named behind it."""
    names, behind = wording()["sectors"]["names"], wording()["sectors"]["behind"]
    told = rf"\A[^;.]{{0,70}}?\b({told_words(*names)}) (?:{told_words(*behind)})\b"
    found = re.match(told, telling.text[at[1] : home[1]])
    if found is None:
        return ()
    span = (at[1] + found.start(1), at[1] + found.end())
    return (Part(role="sector", name=found[1], evidence=telling.evidence(span)),)


def claimant_beside(telling: Telling, at: Span, home: Span) -> Claimant | None:
    """Return by whom a figure is "put at" so much, where its sentence says so."""
    found = PUT_BY.match(telling.text[at[1] : home[1]])
    if found is None or not PUT.search(telling.text[home[0] : at[0]]):
        return None
    start, end = at[1] + found.start(1), at[1] + found.end(1)
    mention = next((one for one in outermost(telling, (start, end))), None)
    if mention is None or (mention["start"], mention["end"]) != (start, end):
        return Claimant(name=telling.words(start, end).removeprefix("the "))
    part = telling.part("claimant", mention)
    return Claimant(name=part.name, actor=part.actor)
