"""Who came to a meeting, who stayed away, who said beforehand that they would not come, and who was invited.

What nobody says of somebody is nothing: of five who came nobody is taken to be the sixth who did not.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, cast

from detente.registry.assertions.assertion import Part, Standing
from detente.registry.assertions.clauses import Clause, listed_after, listed_before, parts_of
from detente.registry.assertions.telling import Span, Telling
from detente.registry.platforms.words import level_in

__all__ = ["Attendance", "attendance_in"]

Json = Mapping[str, Any]
HAVE = r"(?:(?:has|have|had|also|both|all|each|only|then|again|later|\w+ly)\s+){0,3}"
PART = r"(?:tak(?:e|es|ing)|took|taken) part|participat(?:e|es|ed)|attend(?:s|ed)?"
WILL_NOT = (
    r"(?:will|would|shall) (?:not|n't|neither|no longer) (?:be )?|(?:won't|wouldn't) "
    r"|(?:is|are|was|were) not (?:going|planning) to "
)
PATTERNS: Sequence[tuple[str, Standing, re.Pattern[str]]] = tuple(
    (what, cast("Standing", standing), re.compile(pattern, re.IGNORECASE))
    for what, standing, pattern in (
        ("declined", "planned", (rf"(?:{WILL_NOT})(?:tak(?:e|ing) part|participat(?:e|ing)|attend(?:ing)?|com(?:e"
            rf"|ing)|send\b|join\b|represented)")),
        ("declined", "happened", (rf"{HAVE}(?:declined|refused|rejected|turned down)\s+(?:to (?:attend|take part"
            rf"|participate|come|join)|(?:the|an|its|an official) invitation)")),
        ("absent", "happened", (rf"(?:(?:did|do|does|has|have|had) not|didn't|hasn't|had never|never)\s+(?:{PART}"
            rf"|come|came|show(?:n)? up|sen[dt] (?:a|any|its) (?:delegation|representative|delegate|envoy))")),
        ("absent", "happened", (rf"{HAVE}(?:stayed away|was absent|were absent|was not (?:present|represented)"
            rf"|were not (?:present|represented)|skipped|boycotted|missed)")),
        ("invited", "happened", rf"{HAVE}(?:was|were|been|is|are) (?:also |not )?invited"),
        ("accepted", "planned", (rf"(?:will|would|(?:has|have|had)? ?(?:agreed|confirmed|promised) (?:to"
            rf"|that \w+ will|its participation)) ?(?:{PART}|be represented|come\b)")),
        ("present", "happened", (rf"{HAVE}(?:took part|participated|attended|(?:was|were) present|(?:was"
            rf"|were) (?:also )?represented|came\b|sent (?:a|an|its|their)\b)")),
    )
)  # fmt: skip
HYPOTHETICAL = re.compile(
    r"\b(?:if|whether|unless|should|could|may|might|hop(?:e|es|ed|ing)|urged?|ask(?:s|ed)|wants?|called on)\b",
    re.IGNORECASE,
)
PROVIDED = re.compile(r"(?<!even )(?<!as )\b(?:if|unless|provided that|as long as)\b", re.IGNORECASE)
"""Behind a verb: whoever will not come "if ..." has not said that it will not come."""
SAID = re.compile(
    r"\b(?:said|says|announced|confirmed|stated|told|declared|reported"
    r"|warned)(?:\s+\w+ly)?(?:\s+on)?\b",
    re.IGNORECASE,
)
HIMSELF = re.compile(r"\b(?:it|they|he|she|which|who|that|also|had|has|\w+ly|not)\b|[\s,]", re.IGNORECASE)
REASON = re.compile(
    r"\b(?:because(?: of)?|saying(?: that)?|arguing(?: that)?|citing|on the grounds? (?:that|of)"
    r"|in protest (?:at|against|over)|due to)\s+"
    r"(?P<reason>.+)",
    re.IGNORECASE | re.DOTALL,
)
HEAD = re.compile(
    r"(?:^|[\s,])(?:the\s+|both\s+|all\s+)?(?P<head>(?:[\w-]+\s+){0,3}[\w-]+)\s+(?:of|from|for)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
OWNED = re.compile(r"(?:the\s+)?(?P<owner>.+?)(?:'s|’s|'|’)\s+.+", re.DOTALL)
BEFORE_SENT = re.compile(r"(?:'s|’s|'|’)?\s+(?:own\s+|\w+\s+){0,2}")
"""Between somebody and those whom it sends: "its own delegation", "the army's high-level delegation"."""
SENDERS = re.compile(r"(?:delegat\w+|representatives?|officials?|envoys?|diplomats?|leaders?|teams?)$", re.IGNORECASE)
AFTER_LEVEL = re.compile(
    r"^\s*(?:in \w+ )?(?:at (?!the level of)(?:the )?(?P<at>[\w -]+?) level\b|(?:at the level of|by"
    r"|only by)?\s*(?P<by>[\w' -]{3,60}))",
    re.IGNORECASE,
)
COUNTED = re.compile(
    r"^\W*(?:(?:all|only|the)\s+)*(?P<count>[\w-]+)\s+(?:countries|states|nations|sides|parties|delegations"
    r"|members)\s*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendance:
    """Who was, or is to be, what at a meeting, by words `[start, end)` of the text."""

    what: str
    standing: Standing
    at: Span
    parts: tuple[Part, ...]


def attendance_in(
    telling: Telling, clause: Clause, before: Sequence[Json]
) -> Iterator[tuple[Attendance, tuple[Json, ...]]]:
    """Yield what a part of a sentence says of who came, with those it says it of.

    `before` are those of whom the part before it spoke, for one that names nobody itself: "but stayed away".
    """
    found = _first(clause)
    if found is None:
        yield from _inviting(telling, clause)
        return
    what, standing, verb = found
    who = _who(telling, clause, verb.start(), before)
    at = (clause.start + verb.start(), clause.start + verb.end())
    value = _value(telling, clause, what, verb, who)
    parts = tuple(_with_office(telling, one, who) for one in _parts(telling, clause, what, who, value))
    if parts or (what == "present" and COUNTED.match(clause.words[: verb.start()])):
        yield Attendance(what=what, standing=standing, at=at, parts=parts), who


def _first(clause: Clause) -> tuple[str, Standing, re.Match[str]] | None:
    """Return the first words of a part of a sentence that tell of who came."""
    found = [(what, standing, verb) for what, standing, pattern in PATTERNS if (verb := pattern.search(clause.words))]
    if not found:
        return None
    first = min(found, key=lambda one: one[2].start())
    is_open = HYPOTHETICAL.search(clause.words[: first[2].start()]) or PROVIDED.search(clause.words, first[2].end())
    return None if is_open else first


def _who(telling: Telling, clause: Clause, verb: int, before: Sequence[Json]) -> tuple[Json, ...]:
    """Return of whom words tell it: those listed before the verb, those who say it of themselves, those before."""
    span = (clause.start, clause.start + verb)
    came = clause.words[verb:]
    if (behind := re.match(r"came from\s+", came, re.IGNORECASE)) is not None:
        return listed_after(telling, (span[1] + behind.end(), clause.end))
    listed = listed_before(telling, span)
    if listed:
        return listed if _is_subject(telling, clause, listed[0]) else ()
    said = None
    for said in SAID.finditer(clause.words[:verb]):  # noqa: B007 - the last one is wanted
        pass
    if said is not None:
        rest = clause.words[said.end() : verb]
        days = telling.layer_in("dates", (clause.start + said.end(), span[1]))
        for day in days:
            rest = rest.replace(telling.text[day["start"] : day["end"]], " ")
        speakers = listed_before(telling, (clause.start, clause.start + _trimmed(clause.words, said.start())))
        if not HIMSELF.sub("", rest).strip():
            return speakers or tuple(before)
        return ()
    if not HIMSELF.sub("", re.sub(r"^\s*(?:and|but|while)\b", "", clause.words[:verb], flags=re.IGNORECASE)).strip():
        return tuple(before)
    return ()


def _parts(telling: Telling, clause: Clause, role: str, who: Sequence[Json], value: str | None) -> tuple[Part, ...]:
    """Return the parts of those listed: a delegation or a minister who is told of by their work alone are of others.

    "Its delegation" is of whoever "it" is, "the army's delegation" of the army; one that is of nobody has no part.
    """
    made = (_of_senders(telling, clause, one) for one in parts_of(telling, role, who, value=value))
    return tuple({part.actor or part.name: part for part in made if part is not None}.values())


def _of_senders(telling: Telling, clause: Clause, part: Part) -> Part | None:
    if part.actor is not None or not part.evidence or not _is_sent(part.name):
        return part
    start, end = part.evidence[0].start or 0, part.evidence[0].end or 0
    owned = OWNED.fullmatch(telling.text, start, end)
    last = owned.end("owner") if owned else start
    first = clause.sentence[0]
    for mention in reversed(telling.layer_in("mentions", (first, last))):
        between = telling.text[mention["end"] : start if not owned else last]
        if mention["end"] == last or BEFORE_SENT.fullmatch(between):
            own = telling.part(part.role, mention, value=part.value)
            return replace(own, evidence=part.evidence if mention["form"] == "pronoun" else own.evidence)
    return None


def _is_sent(name: str) -> bool:
    """Say whether words name only somebody's work: "delegation", "the army's delegation", "deputy ministers"."""
    return name == name.lower() and (SENDERS.search(name) is not None or level_in(name) is not None)


def _trimmed(words: str, end: int) -> int:
    """Return where words before a verb end, without what only says when: "had", "later"."""
    return len(re.sub(r"(?:\s+(?:has|have|had|also|later|\w+ly))+$", "", words[:end].rstrip()))


def _is_subject(telling: Telling, clause: Clause, first: Json) -> bool:
    """Say whether those listed are who it is told of: behind "of" or "from" stand those who sent somebody."""
    before = telling.text[clause.start : first["start"]]
    if not re.search(r"\b(?:of|from|for|in|to|with|at|by|on)\s+(?:the\s+)?$", before, re.IGNORECASE):
        return True
    head = HEAD.search(before)
    return head is not None and (level_in(head["head"]) is not None or SENDERS.search(head["head"]) is not None)


def _value(telling: Telling, clause: Clause, what: str, verb: re.Match[str], who: Sequence[Json]) -> str | None:
    """Return the level at which somebody came, or the reason why somebody did not."""
    if what in {"present", "accepted"}:
        return _level(telling, clause, verb, who)
    if what in {"absent", "declined"}:
        end = clause.sentence[1]
        reason = REASON.search(telling.text, clause.start + verb.end(), end)
        return " ".join(reason["reason"].strip(' .,;"”').split()) if reason else None
    return None


def _level(telling: Telling, clause: Clause, verb: re.Match[str], who: Sequence[Json]) -> str | None:
    """Return a level that is told of all of them: before who they are, or behind the verb."""
    lead = telling.text[clause.start : who[0]["end"]] if who else ""
    head = lead if re.search(r"\b(?:of|from|for)\s", lead) or not who else telling.text[who[0]["start"] : who[0]["end"]]
    behind = clause.words[verb.end() :]
    told = AFTER_LEVEL.match(behind)
    if re.search(r"(?:represented|sent \w+|took part|participated|attended)$", verb[0], re.IGNORECASE) and told:
        found = level_in((told["at"] or told["by"]).split(" meeting")[0].split(" in ")[0])
        if found:
            return found
    if re.match(r"came from", clause.words[verb.start() :], re.IGNORECASE):
        return level_in(clause.words[: verb.start()])
    offices = {_office(telling, one) for one in who}
    return level_in(head) or (level_in(next(iter(offices)) or "") if len(offices) == 1 else None)


def _with_office(telling: Telling, part: Part, who: Sequence[Json]) -> Part:
    """Return a part with the level of the office that its own person holds, where none is told of all."""
    if part.value is not None or part.role not in {"present", "accepted"}:
        return part
    starts = {evidence.start for evidence in part.evidence}
    own = next((one for one in who if one["start"] in starts), None)
    return replace(part, value=_office(telling, own)) if own else part


def _office(telling: Telling, mention: Json) -> str | None:
    entity = telling.entities.get(mention.get("entity") or "") or {}
    return level_in(entity.get("role") or "") if mention["kind"] == "person" else None


def _inviting(telling: Telling, clause: Clause) -> Iterator[tuple[Attendance, tuple[Json, ...]]]:
    """Yield those whom somebody invited: "Qatar invited both sides"."""
    found = re.search(r"\b(?:has |have |had )?invited\s+", clause.words, re.IGNORECASE)
    if found is None or HYPOTHETICAL.search(clause.words[: found.start()]):
        return
    who = listed_after(telling, (clause.start + found.end(), clause.end))
    parts = parts_of(telling, "invited", who)
    if parts:
        at = (clause.start + found.start(), clause.start + found.end())
        yield Attendance(what="invited", standing="happened", at=at, parts=parts), who
