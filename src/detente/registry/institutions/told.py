"""What one report says of institutions: founded, opened, staffed, moved, closed, on what basis, what for, by whom led.

What a centre says or saw is told by it and not of it; a number of staff is of whoever it is said of, and no sum.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from detente.registry.assertions.assertion import Amount, Assertion, Part, Standing
from detente.registry.assertions.clauses import (
    Clause,
    clauses_of,
    is_open,
    listed_after,
    listed_before,
    parts_of,
    place_in,
)
from detente.registry.assertions.telling import Telling
from detente.registry.count import Count
from detente.registry.institutions.decided import decided_in
from detente.registry.institutions.spoken import Body, bodies_in, day_behind, meant_in, say
from detente.registry.institutions.words import BASIS, EQUAL
from detente.registry.where import Locality

__all__ = ["assertions_of"]

Json = Mapping[str, Any]
VERBS: Sequence[tuple[str, str | None, str]] = (
    ("closed", None, (r"(?:ended|ends|finished|completed|ceased|concluded) (?:its|their) (?:work|operations?"
        r"|activit\w+|mission)|(?:was|were|has been|is being|being|is) (?:formally "
        r"|officially )?(?:closed(?: down)?|dissolved|disbanded|wound up|shut down|abolished)|(?:was|has) closed")),
    ("suspended", None, (r"suspended (?:its|all) (?:work|operations?|activit\w+|patrols)|(?:work"
        r"|operations?) (?:was|were|has been) suspended")),
    ("moved", None, (r"(?:has |have )?(?:been |was )?(?:moved|relocated)(?: (?:its|the) (?:headquarters|seat|base"
        r"|office))?")),
    ("opened", None, (r"(?:was |were |has been |is )?(?:formally |officially )?(?:opened|inaugurated)|(?:began"
        r"|started|starts) (?:its )?(?:work(?:ing)?|operat\w+)|became operational")),
    ("founded", None, (r"(?:was |were |is |are |has been |had been )(?:formally )?(?:established|set up|founded"
        r"|created)")),
    ("at work", None, (r"(?:has|had|have) been (?:at work|working|operating|active)|(?:at work|in operation"
        r"|operating)(?= since)")),
)  # fmt: skip
PATTERNS = tuple((what, value, re.compile(rf"\b(?:{words})\b")) for what, value, words in VERBS)
AGREED = re.compile(r"\b(?:agree[sd]?|agreeing|decide[sd]?) to (?:set up|establish|create|open)\s+$")
FOUNDING = re.compile(
    r"\b(?P<recalling>[Rr]ecalling )?(?:the )?(?:establishment|creation|setting up) of (?:a "
    r"|the )?$"
)
DROPPED = re.compile(
    r"\b(?:if|whether|unless|plans? to|may|might|could|should|would|not|never|dropped|must|ought|shall|nobody|no one"
    r"|none|neither|nor|no longer|wants?|wanted|wish(?:es|ed)?|oppos(?:es?|ed)|reject(?:s|ed)?|veto(?:es|ed)?|against"
    r"|demand(?:s|ed)?|hop(?:es?|ed)|urg(?:es?|ed)|call(?:s|ed|ing)? for|propos(?:es|ed)|suggest(?:s|ed)?"
    r"|refus(?:es?|ed)|threaten(?:s|ed)?|consider(?:s|ed|ing)?|discuss(?:es|ed)?|den(?:y|ies|ied)|instead of"
    r"|rather than|to be|plans? for|planning|seeks?|sought|asks?|asked|requests?|requested)\b",
    re.IGNORECASE,
)
"""Words before what becomes of an institution that leave it open, wish for it or say that it is not so."""
MANDATE = re.compile(
    r"\b(?P<of>mandate)\b.{0,80}?\b(?P<verb>extended|renewed|prolonged|end(?:ed|s)|expire[sd]|terminated|fulfilled"
    r"|widened|narrowed|changed)\b"
    r"|\b(?P<before>extend(?:s|ed)|renew(?:s|ed)|end(?:s|ed)|terminat(?:es|ed)|widen(?:s|ed)|narrow(?:s|ed)"
    r"|prolong(?:s|ed))\s+the\s+mandate\b",
    re.IGNORECASE,
)
MANDATES = {
    "exten": "extended", "renew": "extended", "prolo": "extended", "ended": "ended", "ends": "ended", "expir": "ended",
    "termi": "ended", "fulfi": "held to be fulfilled", "widen": "widened", "narro": "narrowed", "chang": "changed",
}  # fmt: skip
BASIS_IN = re.compile(
    r"\b(?:in|by|through|under|on the basis of|based on) (?P<basis>(?:an? |the )?(?:[\w'’-]+ ){0,5}?(?:agreement"
    r"|memorandum|statement|protocol"
    r"|resolution|accord|treaty|declaration|charter|pact|Agreement|Memorandum|Protocol|Accord|Treaty|Declaration"
    r"|Charter|Pact|Resolution(?: \d+)?))\b"
)
FUNCTION = re.compile(
    r"\s*,?\s*(?:tasked with|charged with|(?=to (?:monitor|observe|verify|oversee"
    r"|supervise)))(?P<function>[^,.;]*?)(?=\s+(?:was|were|is|are|has|had|since|under|opened|ended|will)\b|[,.;]|$)"
)
WILL_DO = re.compile(r"\bwill (?P<function>(?:monitor|gather|observe|verify|oversee|supervise|check)\b[^.;]*)")
SEAT = re.compile(r"\b(?:is |are )?(?:based|seated|sitting|located|headquartered)\s+(?=in\b|at\b)")
HEAD = re.compile(r"\b(?:headed|led|chaired|commanded) by\s+")
HEAD_OF = re.compile(
    r"\b(?:the )?(?:head|chief|chair(?:man|woman|person)?|commander) of the (?:\w+ ){0,3}(?:centre|center"
    r"|mission|commission),?\s+"
)
APPOINTED = re.compile(
    r"\b(?:was|has been|is) (?:appointed|named) (?:as )?(?:the )?(?:head|chief|chair|commander) of\b"
)
STAFFED = re.compile(
    r"\b(?:staff(?:ed|s)?|will serve|serves?|works?|will work|would work|employs?|represented|personnel"
    r"|servicemen|officers)\b"
)
EACH = re.compile(
    r"\b(?:from|of|by|for) (?:each|both|either)\b|\beach\b|\bper (?:side|state"
    r"|country)\b",
    re.IGNORECASE,
)
WORKS = re.compile(
    r"\b(?:staff(?:ed)?|serve|serves|work there|works there|would work|will work|represented|employs?)\b"
)
SAW = re.compile(
    r"\b(?:observed|recorded|registered|saw|heard|found|detected|counted|verified|confirmed|documented|reported)\b"
)
PERSONNEL = frozenset({"troops", "people"})


def assertions_of(telling: Telling) -> Iterator[Assertion]:
    """Yield what a report says of institutions, kept or not, in the order of its text."""
    bodies = bodies_in(telling)
    seen: set[str] = set()
    for sentence in telling.sentences():
        if is_open(telling, sentence):
            continue
        clauses = list(clauses_of(telling, sentence))
        for clause in clauses:
            body = meant_in(telling, bodies, clause)
            for one in _of_clause(telling, body, clause) if body else ():
                if one.id not in seen:
                    seen.add(one.id)
                    yield one


def _of_clause(telling: Telling, body: Body, clause: Clause) -> Iterator[Assertion]:
    decided: tuple[Assertion, ...] = ()
    if not DROPPED.search(clause.words[: max(0, body.here[0] - clause.start)]):
        decided = tuple(decided_in(telling, body, clause))
        yield from decided or _founding(telling, body, clause)
        yield from _deeds(telling, body, clause)
    if not any(one.what == "mandate" for one in decided):
        yield from _mandate(telling, body, clause)
    yield from _staff(telling, body, clause)
    yield from _basis(telling, body, clause)
    yield from _function(telling, body, clause)
    yield from _seat(telling, body, clause)
    yield from _heads(telling, body, clause)


def _deeds(telling: Telling, body: Body, clause: Clause) -> Iterator[Assertion]:
    """Yield what became of an institution: the first thing behind its name that a part of a sentence tells."""
    begin = max(0, body.here[1] - clause.start)
    for what, value, pattern in PATTERNS:
        found = pattern.search(clause.words, begin)
        if found is None or DROPPED.search(clause.words[begin : found.start()]) or not _is_its(clause, begin, found):
            continue
        span = (clause.start + found.start(), clause.start + found.end())
        where = (
            _target(telling, clause, found.end())
            if what == "moved"
            else place_in(telling, (clause.start + begin, clause.end))
        )
        standing: Standing = "ongoing" if "being" in found[0] or what == "at work" else "happened"
        yield say(
            telling, body, what, span, standing, value=value, day=day_behind(telling, clause, span[1]),
            where=Locality(words=where["text"]) if where and what in {"moved", "opened", "founded"} else None,
        )  # fmt: skip
        return


def _is_its(clause: Clause, begin: int, found: re.Match[str]) -> bool:
    """Say whether a verb is of the institution: no other who does something stands between them."""
    between = clause.words[begin : found.start()]
    return (
        not SAW.search(between)
        and not re.search(r"\b(?:for|under|on) which\b", between)
        and not re.search(r"\b(?:said|says|told|announced)\b(?!.*\b(?:it|that it)\b)", between)
    )


def _target(telling: Telling, clause: Clause, at: int) -> Json | None:
    for place in telling.layer_in("mentions", (clause.start + at, clause.end)):
        if place["form"] == "name" and re.search(r"\bto\s+(?:the\s+)?$", telling.text[clause.start : place["start"]]):
            return place
    return None


def _founding(telling: Telling, body: Body, clause: Clause) -> Iterator[Assertion]:
    """Yield that an institution was set up, or that somebody agreed to set it up."""
    before = clause.words[: max(0, body.here[0] - clause.start)]
    article = re.sub(r"(?:an?|the)\s+$", "", before)
    founding, agreed = FOUNDING.search(before), AGREED.search(article)
    if founding is None and agreed is None:
        return
    found = founding or agreed
    assert found is not None  # noqa: S101 - one of both is there
    who = listed_before(telling, (clause.start, clause.start + found.start())) if agreed else ()
    span = (clause.start + found.start(), body.here[1])
    day = telling.day_in((body.here[1], clause.end), near=body.here[1]) if founding else None
    is_since = day is not None and day.last is None
    yield say(
        telling, body, "founded" if founding else "agreed", span, "happened",
        parts=parts_of(telling, "founder", who), day=None if is_since else day,
    )  # fmt: skip
    if is_since:  # since when it works is not when it was founded
        yield say(telling, body, "at work", (body.here[0], clause.end), "ongoing", day=day)


def _mandate(telling: Telling, body: Body, clause: Clause) -> Iterator[Assertion]:
    found = MANDATE.search(clause.words)
    if found is None or DROPPED.search(clause.words[: found.start()]):
        return
    verb = (found["verb"] or found["before"]).lower()
    value = next((told for begin, told in MANDATES.items() if verb.startswith(begin)), None)
    span = (clause.start + found.start(), clause.start + found.end())
    yield say(telling, body, "mandate", span, "happened", value=value, day=day_behind(telling, clause, span[1]))


def _staff(telling: Telling, body: Body, clause: Clause) -> Iterator[Assertion]:
    """Yield how many people somebody has there: each number by itself, and "equal" where none is told."""
    words = telling.text[clause.sentence[0] : clause.sentence[1]]
    equal, works = EQUAL.search(clause.words), WORKS.search(clause.words)
    if SAW.search(clause.words) or not (works or equal or re.search(r"\bput the staff at\b", words)):
        return
    numbers = [q for q in telling.layer_in("quantities", clause.span) if q["kind"] in PERSONNEL and _has_number(q)]
    at = equal or works
    span = (clause.start + at.start(), clause.start + at.end()) if at else clause.span
    if equal is not None and not numbers:
        yield say(telling, body, "staffed", span, "ongoing", value="equal", parts=_states(telling, clause, span[0]))
    for some in _together(telling, numbers):
        most = max(some, key=lambda one: one["value"] or one["high"] or one["low"] or 0)
        yield say(
            telling, body, "staffed", (some[0]["start"], some[-1]["end"]), _when(clause),
            value=_value(telling, clause, some, is_equal=equal is not None), amount=_amount(telling, most),
        )  # fmt: skip
    if equal is None and not numbers and works and works[0] == "represented":
        yield say(telling, body, "staffed", span, "ongoing", parts=_states(telling, clause, span[0]))


def _has_number(one: Json) -> bool:
    return any(one[bound] is not None for bound in ("value", "low", "high"))


def _when(clause: Clause) -> Standing:
    return "planned" if re.search(r"\b(?:will|would|are to|is to)\b", clause.words) else "ongoing"


def _together(telling: Telling, numbers: Sequence[Json]) -> list[list[Json]]:
    """Return the numbers that one claim tells together: "one general and 38 personnel" is one, and no sum."""
    found: list[list[Json]] = []
    for one in numbers:
        is_more = bool(found) and telling.text[found[-1][-1]["end"] : one["start"]].strip(" ,") in {"and", "plus", ""}
        found[-1].append(one) if is_more else found.append([one])
    return found


def _value(telling: Telling, clause: Clause, some: Sequence[Json], *, is_equal: bool) -> str:
    words = telling.words(some[0]["start"], some[-1]["end"])
    each = EACH.search(telling.text[some[-1]["end"] : clause.end]) and not EACH.search(words)
    return f"{words}{' each' if each else ''}{', equal' if is_equal else ''}"


def _amount(telling: Telling, one: Json) -> Amount:
    low = one["low"] if one["value"] is None else one["value"]
    high = one["high"] if one["value"] is None else one["value"]
    words = telling.words(one["start"], one["end"])
    return Amount(
        count=Count(
            low=None if low is None else int(low), high=None if high is None else int(high), words=words,
            qualifier=one["qualifier"],
        ),
        unit=one["unit"],
    )  # fmt: skip


def _states(telling: Telling, clause: Clause, verb: int) -> tuple[Part, ...]:
    """Return who is represented: those before the verb, and "along with Russia" before them."""
    before = re.sub(
        r"\s+(?:is|are|was|were)\s*(?:with\s*(?:an?\s*)?)?$|\s+(?:is|are|have"
        r"|has)(?:\s+represented)?\s+(?:with\s+)?$",
        "",
        telling.text[clause.start : verb],
    )
    before = re.sub(r"\s+(?:is|are|was|were) represented with\s*$", "", before)
    who = listed_before(telling, (clause.start, clause.start + len(before)))
    along = re.match(r"\s*(?:Along|Together) with\s+", clause.words)
    more = listed_after(telling, (clause.start + along.end(), clause.end)) if along else ()
    return tuple({part.actor or part.name: part for part in parts_of(telling, "staff", (*more[:1], *who))}.values())


def _basis(telling: Telling, body: Body, clause: Clause) -> Iterator[Assertion]:
    """Yield on what an institution is said to rest: rival bases stand beside each other."""
    start = max(0, body.here[1] - clause.start)
    founded = re.search(
        r"\b(?:set up|established|founded|created|at work|joint cent(?:re|er)|represented)\b", clause.words
    )
    works = founded or re.search(r"\b(?:opened|inaugurated|operat\w+|works?|serves?|staffed)\b", clause.words)
    found = BASIS.search(clause.words, start) or (BASIS_IN.search(clause.words, start) if founded else None)
    if found is None or not works:
        return
    span = (clause.start + found.start("basis"), clause.start + found.end("basis"))
    day = telling.day_in((span[1], clause.end), near=span[1])
    yield say(telling, body, "legal basis", span, "background", value=telling.words(*span), day=day)


def _function(telling: Telling, body: Body, clause: Clause) -> Iterator[Assertion]:
    found = FUNCTION.match(telling.text, body.here[1], clause.end)
    found = found or WILL_DO.search(telling.text, clause.start, clause.end)
    if found is None or not found["function"].strip():
        return
    span = (found.start("function"), found.end("function"))
    standing: Standing = "planned" if found.re is WILL_DO else "ongoing"
    yield say(telling, body, "function", span, standing, value=telling.words(*span))


def _seat(telling: Telling, body: Body, clause: Clause) -> Iterator[Assertion]:
    found = SEAT.search(telling.text, clause.start, clause.end)
    place = place_in(telling, (found.end(), clause.end)) if found else None
    if found and place:
        span = (found.start(), place["end"])
        yield say(telling, body, "seat", span, "ongoing", where=Locality(words=place["text"]))


def _heads(telling: Telling, body: Body, clause: Clause) -> Iterator[Assertion]:
    found = HEAD.search(clause.words) or HEAD_OF.search(clause.words)
    appointed = APPOINTED.search(clause.words)
    if appointed:
        who = listed_before(telling, (clause.start, clause.start + appointed.start()))
        found = appointed
    elif found:
        who = listed_after(telling, (clause.start + found.end(), clause.end))[:1]
    else:
        return
    persons = [one for one in who if one["kind"] == "person"]
    span = (clause.start + found.start(), clause.start + found.end())
    if persons:
        day = day_behind(telling, clause, span[1]) if appointed else None
        yield say(telling, body, "head", span, "ongoing", parts=parts_of(telling, "head", persons), day=day)
