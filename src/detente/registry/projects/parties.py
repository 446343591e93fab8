"""Who has a part in a project, as somebody says: never whose town is in its name, nor who came to its opening."""

import re
from collections.abc import Iterator

from detente.registry.assertions.assertion import Assertion, Part
from detente.registry.assertions.telling import Span, Telling
from detente.registry.projects.sentence import Sentence, named_parts, outermost, standing_of
from detente.registry.projects.spoken import Spoken
from detente.registry.projects.wording import NAMED, pattern, wording

__all__ = ["parties_of"]

DONE = r"(?:carried out|implemented|built|realised|realized|launched|completed|undertaken|developed)"
WITH = re.compile(
    rf"projects? (?:that |which )?(?P<one>[^,;.]{{3,60}}?) (?:has |have |had )?(?:jointly )?(?P<told>{DONE}) "
    rf"(?:together |jointly )?with (?P<other>[^,;.]{{3,60}}?)(?=,|;|\.| and (?:gave|named|cited|mentioned)|\Z)"
)
OF = re.compile(
    rf"{NAMED}+, (?:a|the) (?P<told>joint (?:project|venture|undertaking)) (?:of|between|by) "
    r"(?P<one>[^;.]+?)(?=, (?:was|is|will|has)\b|;|\.|\Z)"
)
RESTS = re.compile(rf"{NAMED}+ (?P<told>rests on|is based on|is governed by) [^;.]*?\bbetween (?P<one>[^;.]+)")
SIGNED = re.compile(
    rf"(?P<one>[^;.,]{{3,90}}?) (?P<told>(?:have |has )?(?:signed|concluded|reached|sign) [^;.,]{{0,60}}?"
    rf"(?:agreement|treaty|contract|memorandum|deal)) (?:on|to|for) [^;.,]{{0,40}}?(?:the )?{NAMED}"
)
AGREED = re.compile(
    r"(?P<one>[^;.,]{3,90}?) (?P<told>(?:have |has )?agree(?:d|s)?) (?:to (?:build|construct|finance|launch)|on) "
    rf"(?:[a-z]+ ){{0,3}}?(?:the )?{NAMED}"
)
SHARED = (WITH, OF, RESTS, SIGNED, AGREED)
BEFORE_VERB = (SIGNED, AGREED)
LISTED = re.compile(r",? ?(?:and |have |has |both )?(?:the )?")
BACK = 60
LEAST = 2
"""Who alone agrees to something with nobody who is named shares in nothing."""


def parties_of(telling: Telling, project: Spoken) -> Iterator[Assertion]:
    """Yield who is said to have which part in a project: who shares in it, who operates it, who builds it."""
    sentence = Sentence.of(telling, project)
    for shared in SHARED:
        found = shared.search(sentence.words)
        if found is not None and len(parts := _shared(sentence, found)) >= LEAST:
            yield sentence.told("party", sentence.span(*found.span("told")), parts=parts)
            break
    for role in ("operator", "builder"):
        yield from _single(sentence, role)


def _shared(sentence: Sentence, found: re.Match[str]) -> tuple[Part, ...]:
    groups = [sentence.span(*found.span(name)) for name in ("one", "other") if name in found.re.groupindex]
    if found.re in BEFORE_VERB:
        groups = [_listed(sentence.telling, sentence.home[0], sentence.home[0] + found.start("told"))]
    return tuple(
        {part.actor or part.name: part for span in groups for part in _acting(sentence.telling, span)}.values()
    )


def _listed(telling: Telling, first: int, verb: int) -> Span:
    """Return where the names stand that are listed just before a verb: "A, B and C signed"."""
    start = verb
    for one in reversed(list(outermost(telling, (first, verb)))):
        if not LISTED.fullmatch(telling.text[one["end"] : start]):
            break
        start = one["start"]
    return start, verb


def _acting(telling: Telling, span: Span) -> tuple[Part, ...]:
    return tuple(part for part in named_parts(telling, "party", span) if not part.name[:1].islower())


def _single(sentence: Sentence, role: str) -> Iterator[Assertion]:
    """Yield who operates or builds it: the subject of the verb, or whoever it is done by."""
    for told in wording()["parties"][role]:
        for found in pattern(told.removesuffix("A")).finditer(sentence.words):
            parts = _named_by(sentence, role, found) if told.endswith("A") else _subject(sentence, role, found)
            if parts:
                before = sentence.words[max(0, found.start() - BACK) : found.start()]
                standing = standing_of(re.split(r"[,;]", before)[-1])
                at = sentence.span(found.start(), found.end())
                extra = {"standing": standing} if standing else {}
                yield sentence.told("party", at, parts=parts, **extra)
                return


def _named_by(sentence: Sentence, role: str, found: re.Match[str]) -> tuple[Part, ...]:
    start = sentence.home[0] + found.end()
    near = [
        one for one in outermost(sentence.telling, (start, sentence.home[1])) if one["start"] - start <= len("the ")
    ]
    return sentence.telling.members(role, near[0]) if near else ()


def _subject(sentence: Sentence, role: str, found: re.Match[str]) -> tuple[Part, ...]:
    """Return who stands just before a verb, or before "which": the first name of the clause."""
    telling, verb = sentence.telling, sentence.home[0] + found.start()
    ending = [
        one
        for one in telling.layer_in("mentions", (sentence.home[0], verb))
        if one["form"] == "name"
        and re.fullmatch(r",? ?(?:which |who |has |have |now |also |still )*", telling.text[one["end"] : verb])
    ]
    if not ending:
        return ()
    return telling.members(role, min(ending, key=lambda one: one["start"]))
