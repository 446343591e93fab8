"""Who has which part in what became of an agreement: lists before or behind a verb, offices with their bearers."""

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from detente.registry.agreements.told.factions import broken_away, is_armed
from detente.registry.agreements.told.standings import CONTRAST
from detente.registry.assertions.actors import actor_of
from detente.registry.assertions.assertion import Part
from detente.registry.assertions.telling import SPEAKING, Json, Span, Telling

if TYPE_CHECKING:
    from detente.incidents.account import Side

__all__ = ["listed_after", "listed_before", "mentioned_in"]

KINDS = frozenset({"state", "person", "organisation", "group", "place", "other"})
JOIN = re.compile(
    r"(?:\s*,?\s+nor\s+(?:by\s+)?|\s*,\s*(?:and\s+)?|\s+and\s+|\s*,?\s+as well as\s+|\s*&\s*)", re.IGNORECASE
)
AUX = re.compile(
    r"(?:\s+(?:has|have|had|did|do|does|will|would|shall|should|must|can|could|may|might|"
    r"is|are|was|were|be|been|to|not|never|also|both|all|already|finally|formally|officially|"
    r"jointly|just|then|(?-i:[a-z]+ly)|yet|on \w+day))*\s*$",
    re.IGNORECASE,
)
OFFICE = re.compile(
    r"\b(?:president|prime minister|foreign minister|minister|chancellor|king|emir|leader|"
    r"head|chairman|secretary|envoy|ambassador|commander|chief)s?\b",
    re.IGNORECASE,
)
LEADING = re.compile(
    r"^\s*(?:in|on|at|after|before|along with|with|under|during|since|following|according to|"
    r"despite|by|for|from|as|when|while)\b",
    re.IGNORECASE,
)
OPENER = re.compile(
    r"(?:\b(?:that|which|where|when|while|whereas|because|after|before|but|said|says|if|urged|as|"
    r"should(?= the\b))\b|[;:“\"])",
    re.IGNORECASE,
)
AWAY = re.compile(
    r"\b(?:in|at|near|with|against|outside|inside)\s+(?:the\s+)?(?:[\w]+['’]s\s+)?"
    r"(?:(?:province|region|city|town|area|district|north|south|east|west) of\s+(?:the\s+)?)?$",
    re.IGNORECASE,
)
FROM = re.compile(
    r"\bfrom\s+(?:the\s+)?(?:(?:province|region|city|town|area|district) of\s+(?:the\s+)?)?$", re.IGNORECASE
)
"""What stands before a place or another that somebody is at or with."""
OWN_VERB = re.compile(
    r"\b(?:become[s]?|became|meets?|met|meeting|gather\w*|agree\w*|vot(?:e|es|ed)|decid\w*|"
    r"plan\w*|refus\w*|declin\w*|threaten\w*|postpon\w*|stall\w*|pursu\w*|promise[sd]?|"
    r"vow\w*|(?:is|was|are|were) (?:the|one of|among))\b",
    re.IGNORECASE,
)
"""Verbs that may stand between a subject and the verb that is looked at."""
GERUND = re.compile(r"\w+ing\b")
BEING = re.compile(
    r"\b(?:is|are|was|were|be|been|consider\w*|on|of|from|for|by|stopped|started)\s+(?:\w+ly\s+)?$", re.IGNORECASE
)
"""What stands before the form in -ing of a verb whose subject is that of its sentence."""
ASIDE = re.compile(r",\s+(?:by|on|in|after|with|who|which|at|speaking|following)\b[^,]{1,80},?\s*$", re.IGNORECASE)
"""What stands between commas in front of a verb and is no member of its subject."""
OPENING = re.compile(r"\s*(?:on|in|at)\s+(?:the\s+)?(?:(?:city|town) of\s+)?", re.IGNORECASE)
BETWEEN = re.compile(r"(?:\s*\([^)]{1,40}\))?(?:['’]s?\s+(?:[\w-]+\s+){0,3}[\w-]+)?")
BEFORE_NAME = re.compile(
    r"\s*(?:the\s+|both\s+|all\s+|their\s+|his\s+|her\s+|its\s+)?(?:[\w.'’-]+\s+){0,6}?", re.IGNORECASE
)
CONJUNCTION = re.compile(
    r"\b(?:although|though|but|while|who|which|as|after|when|because|despite|is|was|are|were|by|in|has|have|will|said|says)\b",
    re.IGNORECASE,
)
NOBODY = re.compile(r"\s*(?i:no|none of (?:the|these|those|its)|neither|not one)\s+[a-z]")
"""A subject that is nobody; "neither Northmark nor Southmark" names whom it is said of."""
NO_PLURAL = 1
COLLECTIVE = re.compile(
    r"\b(?:governments|presidents|leaders|ministers|parliaments|sides|parties|countries|"
    r"nations|states|delegations|heads|representatives|armies|foreign ministers)\b",
    re.IGNORECASE,
)


def listed_before(telling: Telling, role: str, verb: int, *, since: int) -> tuple[Part, ...]:
    """Return whoever stands before a verb as its subject: a name, or a list of them, from `since` on."""
    text = telling.text
    if GERUND.match(text, verb) and not BEING.search(text, since, verb):
        return ()  # "after pulling out of the deal": who did is not said
    if NOBODY.match(text, since, verb):
        return ()  # "no parliament has ratified": nobody who is named
    aux = AUX.search(text, since, verb)
    end = aux.start() if aux else verb
    for pattern in (CONTRAST, ASIDE):
        aside = pattern.search(text, since, end)
        end = aside.start() if aside else end
    openers = list(OPENER.finditer(text, since, end))
    start = openers[-1].end() if openers else since
    segments = _segments(telling, _behind_opening(telling, start, end), end)
    parts: list[tuple[Span, Json, str | None]] = []
    for at, (low, high) in enumerate(reversed(segments)):
        found = _of_segment(telling, low, high)
        if found is None and at == 0:
            return ()
        if found is None or (at and LEADING.match(text[low:high])):
            if AWAY.search(text, low, _last_name(telling, low, high)):
                return ()  # "meeting in Cuzco, Peru, sign": the last ones are a place
            break
        if at and OWN_VERB.search(text, low, high):
            parts.clear()  # "countries meeting in Cuzco, Peru, sign": what stands behind has no part in it
        parts.insert(0, ((low, high), *found))
        if LEADING.match(text[low:high]):
            return ()
    return tuple(_made(telling, role, parts))


def listed_after(telling: Telling, role: str, start: int, *, until: int) -> tuple[Part, ...]:
    """Return whoever is listed from an offset on: "Azerbaijan, Russia and Armenia on November 10"."""
    parts: list[tuple[Span, Json, str | None]] = []
    at = start
    while at < until:
        mention = _mention_from(telling, at, until)
        if mention is None:
            break
        stop = BETWEEN.match(telling.text, mention["end"], until)
        end = stop.end() if stop else mention["end"]
        parts.append(((at, end), mention, None))
        join = JOIN.match(telling.text, end, until)
        if join is None:
            break
        at = join.end()
    return tuple(_made(telling, role, parts))


def mentioned_in(telling: Telling, sentence: Span, others: Sequence[Part]) -> Iterator[Part]:
    """Yield actors whom a sentence names and who have no other part in what it tells."""
    taken = {(part.actor or part.name) for part in others} | {part.name for part in others}
    spans = [(one.start or 0, one.end or 0) for part in others for one in part.evidence]
    for mention in telling.layer_in("mentions", sentence):
        if mention["form"] != "name" or mention["kind"] not in {"state", "organisation", "person", "other", "group"}:
            continue
        if any(low <= mention["start"] and mention["end"] <= high for low, high in spans):
            continue
        part = telling.part("mentioned", mention)
        if part.actor is not None and part.actor not in taken and part.name not in taken:
            taken |= {part.actor, part.name}
            yield part


def _last_name(telling: Telling, low: int, high: int) -> int:
    """Return where the last name of a stretch begins, its end where it has none."""
    names = [one["start"] for one in telling.layer_in("mentions", (low, high)) if one["form"] == "name"]
    return max(names, default=high)


def _behind_opening(telling: Telling, start: int, end: int) -> int:
    """Return where a subject begins behind "On 1 September" and "in Shusha city"."""
    at = start
    while lead := OPENING.match(telling.text, at, end):
        some = [*telling.layer_in("dates", (lead.start(), end)), *telling.layer_in("places", (lead.end(), end))]
        stops = [one["end"] for one in some if lead.start() <= one["start"] <= lead.end()]
        if not stops:
            break
        word = re.compile(r"(?: city)?,?").match(telling.text, max(stops), end)
        at = word.end() if word else max(stops)
    return at


def _segments(telling: Telling, start: int, end: int) -> list[Span]:
    """Return the members of a list before a verb; a name that holds an "and" is one of them."""
    text = telling.text
    names = [(m["start"], m["end"]) for m in telling.layer_in("mentions", (start, end)) if m["form"] == "name"]
    cuts = [found.span() for found in JOIN.finditer(text, start, end)]
    cuts = [cut for cut in cuts if not any(low < cut[0] and cut[1] < high for low, high in names)]
    lows = [start, *(cut[1] for cut in cuts)]
    highs = [*(cut[0] for cut in cuts), end]
    return [(low, high) for low, high in zip(lows, highs, strict=True) if text[low:high].strip(" ,")]


def _of_segment(telling: Telling, low: int, high: int) -> tuple[Json, str | None] | None:
    """Return whom a member of a list names: the person of an office, else the last one before a verb of its own."""
    verb = OWN_VERB.search(telling.text, low, high)
    stop = verb.start() if verb else high
    mentions = [m for m in telling.layer_in("mentions", (low, stop)) if m["kind"] in KINDS]
    outer = [m for m in mentions if not any(_holds(other, m) for other in mentions)]
    free = [m for m in outer if not _is_away(telling, low, m) and m["text"].casefold() not in SPEAKING]
    persons = [m for m in free if m["kind"] == "person" and m["form"] == "name"]
    names = [m for m in free if m["form"] != "pronoun"]
    chosen = next(iter([*persons[-1:], *names[-1:], *free[-1:]]), None)
    if chosen is None or (
        persons and names[-1] is not chosen and names[-1]["form"] == "name" and names[-1]["start"] > chosen["end"]
    ):
        chosen = names[-1] if names else chosen
    if chosen is None or re.match(r"\s+[A-Z]", telling.text[chosen["end"] : stop]):
        return None  # the reading has a part of a name only
    return chosen, None


def _is_away(telling: Telling, low: int, mention: Json) -> bool:
    """Say whether somebody is only at or from what is named, or it stands in brackets."""
    if mention["kind"] not in {"organisation", "group", "person"} and FROM.search(telling.text, low, mention["start"]):
        return True
    before = telling.text[low : mention["start"]]
    return before.rfind("(") > before.rfind(")") or AWAY.search(telling.text, low, mention["start"]) is not None


def _holds(outer: Json, inner: Json) -> bool:
    same = (outer["start"], outer["end"]) == (inner["start"], inner["end"])
    return bool(not same and outer["start"] <= inner["start"] and inner["end"] <= outer["end"])


def _mention_from(telling: Telling, at: int, until: int) -> Json | None:
    """Return the mention that a list goes on with: after "the" and titles; of a title and a name the person."""
    lead = telling.text[at:until]
    stop = re.search(r"[,;.]|\s(?:and|on|in|at|to|for|after|during|with|under)\s", lead)
    limit = at + (stop.start() if stop else len(lead))
    inside = [m for m in telling.reading["mentions"] if at <= m["start"] < limit and m["kind"] in KINDS]
    outer = [m for m in inside if not any(_holds(other, m) for other in inside) and m["end"] <= until]
    persons = [m for m in outer if m["kind"] == "person" and m["form"] == "name"]
    if persons:
        person: Json = persons[-1]
        return person
    first: Json | None = min(outer, key=lambda m: m["start"], default=None)
    if (
        first is None
        or CONJUNCTION.search(telling.text, at, first["start"])
        or not BEFORE_NAME.fullmatch(telling.text, at, first["start"])
    ):
        return None
    return first


def _made(telling: Telling, role: str, found: Sequence[tuple[Span, Json, str | None]]) -> Iterator[Part]:
    """Yield the parts; an office whose bearer is named right behind it is not a second one."""
    made: set[str] = set()
    for at, (span, mention, _) in enumerate(found):
        behind = found[at + 1] if at + 1 < len(found) else None
        if (
            behind
            and _is_office(telling, span, mention)
            and behind[1]["kind"] == "person"
            and not _is_office(telling, *behind[:2])
        ):
            continue
        if _is_apposition(telling, found, at):
            continue
        for part in _parts_of(telling, role, mention):
            if part.name not in made:
                made.add(part.name)
                yield part


def _is_apposition(telling: Telling, found: Sequence[tuple[Span, Json, str | None]], at: int) -> bool:
    """Say whether an office stands behind the name of whoever holds it: "Jon Reed, envoy to Ostrel, announced"."""
    if at == 0 or not _is_office(telling, *found[at][:2]):
        return False
    (_, end), before, _ = found[at - 1]
    between = telling.text[end : found[at][0][0]]
    return bool(before["kind"] == "person" and before["form"] == "name" and between.strip() == ",")


def _is_office(telling: Telling, span: Span, mention: Json) -> bool:
    words = telling.text[span[0] : span[1]]
    return OFFICE.search(words) is not None and not (mention["kind"] == "person" and mention["form"] == "name")


def _parts_of(telling: Telling, role: str, mention: Json) -> Iterator[Part]:
    """Yield the parts of a mention: each of "the Azerbaijani and Turkish governments", with what they are in it."""
    within = [m for m in telling.layer_in("mentions", (mention["start"], mention["end"])) if _holds(mention, m)]
    states = [m for m in within if m["form"] == "name" and m["kind"] in {"state", "other", "organisation", "place"}]
    plural = COLLECTIVE.search(telling.words(mention["start"], mention["end"]))
    if plural and len(states) > NO_PLURAL:
        yield from (telling.part(role, one, value=plural[0].lower()) for one in states)
    else:
        for part in telling.members(role, mention):
            yield _of_its_state(telling, part, states)


def _of_its_state(telling: Telling, part: Part, states: Sequence[Json]) -> Part:
    """Return a part with the actor of the state that its words name: "Colombia's government".

    Who has broken with somebody does not act for them.
    """
    apart = broken_away(telling, part)
    if apart is not None:
        return Part(role=part.role, name=apart, value=part.value, evidence=part.evidence)
    if part.actor is not None or len(states) != 1 or is_armed(part.name):
        return part
    side: Side = telling.side(states[0])
    return Part(
        role=part.role, name=part.name, actor=actor_of(side, telling.actors), value=part.value, evidence=part.evidence
    )
