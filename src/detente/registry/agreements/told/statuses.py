"""What became of an agreement in a sentence: signed, ratified, in force, suspended, left, ended, extended."""

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from detente.registry.agreements.told.instruments import Instrument
from detente.registry.assertions.telling import Span

__all__ = ["KINDS", "ROLES", "Found", "Voice", "status_verbs", "statuses_in"]

Voice = Literal["active", "passive", "relative", "nominal", "state"]
"""How a verb stands to the agreement: does somebody do it to it, is it done, or is it what the agreement does."""
KINDS = (
    "signed", "initialled", "announced", "effective", "ratified", "in force", "suspended", "withdrawn", "ended",
    "extended", "guaranteed", "witnessed", "mediated", "called", "provision",
)  # fmt: skip
"""All that is kept of an agreement as told; a provision is what somebody says stands in it."""
ROLES = {
    "signed": "signatory", "initialled": "signatory", "announced": "announcer", "ratified": "ratifier",
    "suspended": "suspender", "withdrawn": "leaver", "ended": "ender", "extended": "party",
    "guaranteed": "guarantor", "witnessed": "witness", "mediated": "mediator",
}  # fmt: skip
"""As what those take part who do it."""
ACTIVE = {
    "signed": (
        r"sign(?:ed|s|ing)?(?: off on)?|put(?:ting)? (?:their |its |his |her )?signatures? (?:under|"
        r"to|on)|ink(?:ed|s)"
    ),
    "initialled": r"initial(?:l?ed|s|l?ing)",
    "ratified": r"ratif(?:y|ied|ies|ying)|approv(?:e|ed|es)|adopt(?:ed|s)?|endors(?:e|ed|es)",
    "suspended": (
        r"suspend(?:ed|s|ing)?(?: (?:its|their|his|her) (?:\w+ )?(?:participation in|membership of|"
        r"obligations under|compliance with|implementation of))?|fr(?:oze|ozen|eezes)"
    ),
    "withdrawn": (
        r"withdr(?:aw|ew|awn|aws|awing) from|pull(?:ed|s|ing)?(?: \w+){0,2} out of|walk(?:ed|"
        r"s|ing)? (?:away from|out of)|quit(?:s|ting)?|left|leav(?:e|es|ing)|exit(?:ed|s|"
        r"ing)?|abandon(?:ed|s|ing)?|renounc(?:e|ed|es|ing)|withdr(?:aw|ew|awn|aws) (?:its|"
        r"their) signatures? from"
    ),
    "ended": r"terminat(?:e|ed|es|ing)|end(?:ed|s)|cancel(?:l?ed|s)?|annul(?:led|s)?|scrap(?:ped|s)?|revok(?:e|ed|es)",
    "extended": r"extend(?:ed|s|ing)?|prolong(?:ed|s)?|renew(?:ed|s)?",
    "announced": r"announc(?:e|ed|es|ing)|unveil(?:ed|s)",
    "mediated": r"broker(?:ed|s)|mediat(?:ed|es)",
    "witnessed": r"witness(?:ed|es)(?: the signing of)?",
}
PASSIVE = {
    "signed": r"signed|inked", "initialled": r"(?:initialed|initialled)", "ratified": r"ratified",
    "suspended": r"suspended|frozen", "ended": r"terminated|(?:canceled|cancelled)|annulled|scrapped|revoked",
    "extended": r"extended|prolonged|renewed", "announced": r"announced|unveiled", "guaranteed": r"guaranteed",
    "mediated": r"brokered|mediated", "witnessed": r"witnessed",
}  # fmt: skip
STATE = {
    "in force": r"(?:enter(?:ed|s|ing)?|came|comes?|coming|went|goes) into (?:force|effect)|in force",
    "effective": r"(?:took|takes?|taken) effect|(?:became|becomes?) effective",
    "ended": r"expire[ds]?|ended|lapse[ds]?|collapse[ds]?",
    "signed": r"(?:bears?|carries|bore|carried) the (?:signatures?|names?) of",
}
NOMINAL = {
    "signed": r"sign(?:ing|ature) of", "ratified": r"ratification of", "suspended": r"suspension of",
    "withdrawn": r"(?:withdrawal|exit) from", "extended": r"(?:extension|renewal|prolongation) of",
    "in force": r"entry into force of", "initialled": r"(?:initialing|initialling) of",
}  # fmt: skip
BY_FACT = re.compile(
    r"\b(?:with|after|since|following|upon|mark\w*|celebrat\w*|attend\w*|witness\w*|"
    r"welcom\w*|hail\w*|prais\w*|at|anniversary of)\s+(?:the\s+)?(?:recent\s+|formal\s+|"
    r"joint\s+)?$",
    re.IGNORECASE,
)
"""What stands before a signing, a ratification or the like that is told to have been."""
NOT_IN_GAP = (
    r"after|before|during|despite|under|with|by|in|on|of|to|for|about|against|as|from|"
    r"that|which|who|because|so|if|when|amid|until|since|while|over|at|but|said|into|without|it|he|she|they|will|would|has|have|had"
)
FORWARD = re.compile(rf"\s+[“\"']?(?:(?!(?:{NOT_IN_GAP})\b)[\w'’/-]+\s+[“\"']?){{0,6}}", re.IGNORECASE)
"""What may stand between a verb and the agreement that is its object."""
AUX = (
    r"(?:was|were|is|are|been|being|has|have|had|will|would|to|be|not|never|yet|only|"
    r"also|first|finally|formally|already|recently|should|must|can|could|may|might|just|"
    r"shall|jointly|later|still|remains?|\w+ly)"
)
BACKWARD = re.compile(
    r"\s*(?:\([^)]{1,60}\)\s*)?"
    r"(?:(?:\s?(?:on|of|for|between|with|among|to|about|over|aimed at)(?:\s[^\s,;.()]+){1,10}?)?)"
    r"(?:\s*(?:last|this|next|in|on)(?:\s[^\s,;.()]+){1,4}?)?"
    r"(?:\s*,[^,;.]{1,90},)?"
    rf"\s*(?:,\s*)?(?:(?:which|that)\s+)?(?P<aux>(?:{AUX}\s+)*)",
    re.IGNORECASE,
)
"""What may stand between an agreement and the verb that tells what was done to it."""
BARE_AFTER = re.compile(
    r"\s*(?:$|[.,;:)]|(?:by|in|on|at|between|last|this|earlier|yesterday|today|after|"
    r"during|with|under|two|a (?:week|month|year|day)|\d|early|late|mon|tues|wednes|"
    r"thurs|fri|satur|sun|january|february|march|april|may|june|july|august|september|"
    r"october|november|december|more|less|nearly|when|following|ahead|here|there|to (?:end|"
    r"stop))\b|\d)",
    re.IGNORECASE,
)
"""What may stand behind a participle without a form of "be": else it is a verb with an object of its own."""
INTRANSITIVE_AFTER = re.compile(
    r"\s*(?:$|[.,;:)]|(?:in|on|at|after|when|last|this|yesterday|today|early|late|before|"
    r"with|because|following|amid|and|despite|as|by|(?:mon|tues|wednes|thurs|fri|satur|"
    r"sun)day)\b|\d)",
    re.IGNORECASE,
)
PHRASE = r"(?:\s(?:on|of|for|between|with)(?:\s[^\s,;.]+){1,9}?)?"
OWN_OBJECT = re.compile(r"\s+(?:a|an|the|his|her|its|their|it|them)\b", re.IGNORECASE)
"""What stands behind a verb that has an object of its own, and not the agreement before it."""
RELATIVE = re.compile(rf"{PHRASE}\s*,?\s+(?:that|which)\s+(?P<who>[^;.]{{3,200}}?)\s+$", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A verb at `[start, end)` that tells what became of an instrument; `since` is where its subject may begin."""

    what: str
    voice: Voice
    instrument: Instrument
    start: int
    end: int
    since: int


def statuses_in(text: str, sentence: Span, instruments: Sequence[Instrument]) -> Iterator[Found]:
    """Yield what a sentence tells of its instruments, each verb once."""
    taken: set[tuple[str, int]] = set()
    for found in sorted(_found(text, sentence, instruments), key=_order):
        if (found.what, found.start) not in taken:
            taken.add((found.what, found.start))
            yield found


def status_verbs(text: str, sentence: Span) -> tuple[Span, ...]:
    """Return where a sentence has any verb that could tell what became of an agreement: days stand beside them."""
    either = "|".join([*ACTIVE.values(), *STATE.values()])
    return tuple(found.span() for found in _compiled(either).finditer(text, *sentence))


def _order(found: Found) -> tuple[int, int]:
    """Return the nearest instrument of a verb first."""
    gap = max(found.instrument.start - found.end, found.start - found.instrument.end)
    return found.start, gap


def _found(text: str, sentence: Span, instruments: Sequence[Instrument]) -> Iterator[Found]:
    starts = [one.start for one in instruments]
    for one in instruments:
        before = max((other.end for other in instruments if other.end <= one.start), default=sentence[0])
        behind = min((start for start in starts if start > one.start), default=sentence[1])
        yield from _active(text, sentence, one, before)
        yield from _nominal(text, sentence, one)
        yield from _behind(text, one, behind)
        yield from _guaranteed(text, sentence, one)


def _active(text: str, sentence: Span, one: Instrument, before: int) -> Iterator[Found]:
    for what, pattern in ACTIVE.items():
        for verb in _compiled(pattern).finditer(text, before, one.start):
            if FORWARD.fullmatch(text, verb.end(), one.start):
                yield Found(
                    what=what, voice="active", instrument=one, start=verb.start(), end=verb.end(), since=sentence[0]
                )


def _nominal(text: str, sentence: Span, one: Instrument) -> Iterator[Found]:
    for what, pattern in NOMINAL.items():
        for noun in _compiled(pattern).finditer(text, max(sentence[0], one.start - 90), one.start):
            is_told = BY_FACT.search(text, sentence[0], noun.start())
            if is_told and FORWARD.fullmatch(text, noun.end(), one.start):
                yield Found(
                    what=what, voice="nominal", instrument=one, start=noun.start(), end=noun.end(), since=sentence[0]
                )


def _behind(text: str, one: Instrument, until: int) -> Iterator[Found]:
    for what, pattern in PASSIVE.items():
        for verb in _compiled(pattern).finditer(text, one.end, until):
            gap = BACKWARD.fullmatch(text, one.end, verb.start())
            if gap and (gap["aux"].strip() or BARE_AFTER.match(text, verb.end(), verb.end() + 24)):
                yield Found(
                    what=what, voice="passive", instrument=one, start=verb.start(), end=verb.end(), since=one.end
                )
    for what, pattern in STATE.items():
        for verb in _compiled(pattern).finditer(text, one.end, until):
            gap = BACKWARD.fullmatch(text, one.end, verb.start())
            if gap and (what != "ended" or INTRANSITIVE_AFTER.match(text, verb.end(), verb.end() + 24)):
                yield Found(what=what, voice="state", instrument=one, start=verb.start(), end=verb.end(), since=one.end)
    yield from _relative(text, one, until)


def _relative(text: str, one: Instrument, until: int) -> Iterator[Found]:
    """Yield what somebody did to an instrument in a clause on it: "the declaration that both presidents signed"."""
    opens = re.compile(rf"{PHRASE}\s*,?\s+(?:that|which)\s").match(text, one.end, until)
    if opens is None:
        return
    for what in ("signed", "initialled", "ratified", "suspended", "extended", "announced"):
        for verb in _compiled(ACTIVE[what]).finditer(text, opens.end(), until):
            who = RELATIVE.fullmatch(text, one.end, verb.start())
            if (
                who
                and not re.match(rf"(?:{AUX})\b", who["who"], re.IGNORECASE)
                and not OWN_OBJECT.match(text, verb.end())
            ):
                yield Found(
                    what=what, voice="relative", instrument=one, start=verb.start(), end=verb.end(), since=opens.end()
                )
                break


def _guaranteed(text: str, sentence: Span, one: Instrument) -> Iterator[Found]:
    """Yield whom a sentence calls a guarantor of an instrument: "X is a guarantor of the treaty"."""
    for noun in re.compile(
        r"\b(?:is|are|was|were|as|,)\s+(?:a|an|the|one of the|its|their)?\s*guarantors?\s+(?:of|to|for)\b",
        re.IGNORECASE,
    ).finditer(text, sentence[0], one.start):
        if FORWARD.fullmatch(text, noun.end(), one.start):
            yield Found(
                what="guaranteed", voice="active", instrument=one, start=noun.start(), end=noun.end(), since=sentence[0]
            )
    for noun in re.compile(r"\b(?:is|are|was|were)\s+its\s+guarantors?\b", re.IGNORECASE).finditer(
        text, one.end, sentence[1]
    ):
        yield Found(
            what="guaranteed", voice="active", instrument=one, start=noun.start(), end=noun.end(), since=one.end
        )


@functools.cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{pattern})\b", re.IGNORECASE)
