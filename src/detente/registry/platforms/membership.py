"""Who joined an organisation, applied, was suspended, left or came back; and a member that is said to be none."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from detente.registry.assertions.assertion import Assertion, Day, Standing
from detente.registry.assertions.clauses import Clause, listed_after, listed_before, parts_of
from detente.registry.assertions.telling import Span, Telling
from detente.registry.platforms.spoken import PlatformWords, Spoken, day_told, said

__all__ = ["memberships_in"]

Json = Mapping[str, Any]
HAVE = r"(?:(?:has|have|had|officially|formally|also|finally|is|are|was|were|been)\s+)*"
BY_MEMBER: Sequence[tuple[str, Standing, str]] = (
    ("not a member", "negated", (r"(?:is|are|was|were) (?:not|no longer|never) (?:a |an "
        r"|the )?(?:full )?(?:members?|part) of|(?:has|have|had) never been (?:a |an )?(?:full )?members? of")),
    ("applied", "happened", HAVE + r"(?:appl(?:ied|ies) (?:for (?:full )?(?:membership (?:of|in|to|with)"
        r"|admission to)|to join|to become (?:a )?(?:full )?members? of)|submit(?:s|ted) (?:its"
        r"|an) (?:formal )?application to (?:join|the))"),
    ("readmitted", "happened", HAVE + r"(?:readmitted (?:in)?to|rejoin(?:s|ed)|reinstated (?:in|to"
        r"|as (?:a )?members? of))"),
    ("suspended", "happened", r"(?:has |have |had )?(?:been |was |were |is |are )suspended from"),
    ("left", "happened", HAVE + r"(?:withdr(?:ew|aws?|awn) from|left|leaves|quits?|pulled out of"
        r"|ceased to be (?:a )?members? of)"),
    ("observer", "ongoing", HAVE + r"(?:(?:ha[sd]|have|holds?|received|granted|given) observer status (?:in|at"
        r"|with)|(?:an |the )?observers? (?:state )?(?:in|at|to|of))"),
    ("joined", "happened", HAVE + r"(?:join(?:s|ed)|acced(?:es|ed) to|(?:became|becomes|become) (?:a |an "
        r"|the \w+ )?(?:new |full )?(?:members?|member state|part) of|admitted (?:in)?to"
        r"|admitted as (?:a )?(?:full )?members? of)"),
    ("member", "ongoing", (r"(?:is|are) (?:a |an |the \w+ )?(?:full )?(?:members?|member states?) of|(?:has"
        r"|have) been (?:a )?(?:full )?members? of")),
)  # fmt: skip
"""Said of a member, before the organisation; the first that fits where words begin is the one."""
PATTERNS = tuple(
    (what, standing, re.compile(rf"\b(?:{words})\s+(?:the\s+)?", re.IGNORECASE)) for what, standing, words in BY_MEMBER
)
BY_BODY: Sequence[tuple[str, re.Pattern[str]]] = (
    ("suspended", re.compile(r"\b(?:has |have |had )?suspend(?:s|ed)\s+(?:the membership of\s+)?", re.IGNORECASE)),
    ("readmitted", re.compile(r"\b(?:has |have |had )?readmit(?:s|ted)\s+", re.IGNORECASE)),
    ("joined", re.compile(r"\b(?:has |have |had )?admit(?:s|ted)\s+", re.IGNORECASE)),
)
"""Said of an organisation, before the member."""
THE_BODY = re.compile(
    r"(?:bloc|organi[sz]ation|union|league|alliance|body|group|platform|forum|community|council|commonwealth"
    r"|association|federation|pact|compact)\b",
    re.IGNORECASE,
)
ANY_BODY = frozenset({"bloc", "body", "group", "organisation", "organization"})
"""What stands for an organisation of whatever name; any other noun stands for one that has it in its name."""
AGAIN = re.compile(
    r"\band\s+(?:(?:was|were|has been|have been|had been|then|later|again|finally)\s+|in \d{4}\s+)*"
    r"(?P<verb>readmitted|reinstated|rejoined|expelled|suspended|left|withdrew)\b(?!\s+(?:the|to|into|from|in the)\b)",
    re.IGNORECASE,
)
"""What became of the same member of the same organisation: "was suspended in 2021 and readmitted in 2023"."""
AGAIN_IS = {
    "readmitted": "readmitted", "reinstated": "readmitted", "rejoined": "readmitted", "expelled": "left",
    "suspended": "suspended", "left": "left", "withdrew": "left",
}  # fmt: skip
OF_ITSELF = re.compile(
    r"(?P<saying>\s+(?:has |have |had )?(?:said|says?|announced|confirmed|stated|declared|insisted|maintains?"
    r"|insists?|told \w+)(?:\s+on \w+)?(?:\s+that)?)\s+(?:it|they)\s*(?:is|was|has|had|are|were|have)?\s*$",
    re.IGNORECASE,
)
GOES_ON = re.compile(
    r"\s*(?:$|[.;,)”\"]|\(|(?:on|in|at|as|after|following|since|during|last|this|from|until|and|or|but|because"
    r"|over|with effect"
    r"|for|when|two|three|four|five|six|seven|eight|nine|ten)\b(?!\s+\w+ing\b))",
    re.IGNORECASE,
)
"""What may stand behind an organisation whose member somebody becomes: not "the Union's fund", not "the League team"."""  # noqa: E501
STATES = frozenset({"state", "place", "other", "organisation", "group"})
NOT_YET = re.compile(
    r"\b(?:if|whether|unless|should|could|may|might|will|would|wants?|plans?|hop(?:e|es|ed)|to|not|never"
    r"|agree[sd]? to)\s*$",
    re.IGNORECASE,
)
LISTED_AS = re.compile(r"\b(?:in|at|of|from|to|with|by|between|against)\s+(?:the\s+)?$", re.IGNORECASE)


def memberships_in(
    telling: Telling, platforms: PlatformWords, clause: Clause, last: Spoken | None
) -> Iterator[Assertion]:
    """Yield what a part of a sentence tells of memberships; `last` is the organisation named last before it."""
    made = tuple(_by_member(telling, platforms, clause, last))
    yield from made or _by_body(telling, platforms, clause)


def _by_member(telling: Telling, platforms: PlatformWords, clause: Clause, last: Spoken | None) -> Iterator[Assertion]:
    """Yield the memberships that are told of members, each with the day of its own words."""
    begin, told = clause.start, list(_verbs(clause))
    for number, (what, standing, found) in enumerate(told):
        end = clause.start + told[number + 1][2].start() if number + 1 < len(told) else clause.end
        body = _body_at(telling, platforms, clause, clause.start + found.end(), last)
        who = _members(telling, (begin, clause.start + found.start())) if body else ()
        if body is None or not who:
            continue
        is_first = begin == clause.start
        span = (clause.start if is_first else who[0]["start"], end)
        yield _assertion(telling, what, standing, body, who, span=span, found=_at(clause, found))
        behind = clause.sentence[1] if end == clause.end else end
        yield from _again(telling, body, who, (max(body.end, clause.start + found.end()), behind))
        begin, last = max(body.end, clause.start + found.end()), body


def _verbs(clause: Clause) -> Iterator[tuple[str, Standing, re.Match[str]]]:
    """Yield the words that tell of memberships, in their order; the first pattern that fits where two share words."""
    taken: list[tuple[int, int]] = []
    found = []
    for what, standing, pattern in PATTERNS:
        for one in pattern.finditer(clause.words):
            if not any(one.start() < end and start < one.end() for start, end in taken):
                taken.append(one.span())
                found.append((what, standing, one))
    yield from (each for each in sorted(found, key=lambda each: each[2].start()) if not _is_open(clause, each[2]))


def _again(telling: Telling, body: Spoken, who: Sequence[Json], span: Span) -> Iterator[Assertion]:
    """Yield what became of the same members of the same organisation, in words that name neither again."""
    for found in AGAIN.finditer(telling.text[span[0] : span[1]]):
        if any(one["kind"] in STATES and one["form"] == "name" for one in telling.layer_in(
            "mentions", (span[0], span[0] + found.start())
        )):  # fmt: skip
            return
        at = (span[0] + found.start("verb"), span[0] + found.end("verb"))
        yield said(
            telling, AGAIN_IS[found["verb"].lower()], body, at=at, standing="happened",
            parts=parts_of(telling, "member", who), day=_day_behind(telling, (at[1], span[1])),
        )  # fmt: skip


def _day_behind(telling: Telling, span: Span) -> Day | None:
    return day_told(telling, span, near=span[0])


def _at(clause: Clause, found: re.Match[str]) -> Span:
    return clause.start + found.start(), clause.start + found.end()


def _is_open(clause: Clause, found: re.Match[str]) -> bool:
    """Say whether words before a verb leave it open whether it was."""
    before = clause.words[: found.start()]
    return bool(NOT_YET.search(before) or re.search(r"\b(?:if|whether|unless)\b", before, re.IGNORECASE))


def _body_at(telling: Telling, platforms: PlatformWords, clause: Clause, at: int, last: Spoken | None) -> Spoken | None:
    """Return the organisation that stands right at an offset, by its name or as "the bloc"."""
    for one in platforms.all:
        begins = one.start <= at < one.end or (at <= one.start and not telling.text[at : one.start].strip(" the"))
        if begins and one.end <= clause.end and GOES_ON.match(telling.text, one.end, clause.sentence[1]):
            return one
    noun = THE_BODY.match(telling.text, at, clause.end)
    is_it = (
        noun is not None and telling.text[:at].endswith("the ") and GOES_ON.match(telling.text, noun.end(), clause.end)
    )
    return _stood_for(telling, platforms, noun, last) if noun and is_it else None


def _stood_for(telling: Telling, platforms: PlatformWords, noun: re.Match[str], last: Spoken | None) -> Spoken | None:
    """Return the organisation that a noun stands for: the last one, or the only one before it that has it in its name.

    What no more is known of than its noun is none: "the council" behind a "Harbour League" may be a town's.
    """
    word = noun[0].lower()
    if word in ANY_BODY:
        return last
    before = [one for one in platforms.all if one.end <= noun.start()]
    alike = {one.key: one for one in before if word in telling.text[one.start : one.end].lower()}
    return next(iter(alike.values())) if len(alike) == 1 else None


def _by_body(telling: Telling, platforms: PlatformWords, clause: Clause) -> Iterator[Assertion]:
    for what, pattern in BY_BODY:
        found = pattern.search(clause.words)
        if found is None or _is_open(clause, found):
            continue
        at = clause.start + found.start()
        bodies = [
            one for one in platforms.within((clause.start, at))
            if not telling.text[one.end : at].strip() and not LISTED_AS.search(telling.text[clause.start : one.start])
        ]  # fmt: skip
        who = _only_states(telling, listed_after(telling, (clause.start + found.end(), clause.end)))
        behind = telling.text[who[-1]["end"] : clause.end] if who else ""
        if bodies and who and GOES_ON.match(behind):
            yield _assertion(telling, what, "happened", bodies[-1], who, span=clause.span, found=_at(clause, found))
            return


def _members(telling: Telling, span: Span) -> tuple[Json, ...]:
    itself = OF_ITSELF.search(telling.text, *span)
    listed = _only_states(telling, listed_before(telling, (span[0], itself.start("saying") if itself else span[1])))
    if not listed or LISTED_AS.search(telling.text[span[0] : listed[0]["start"]]):
        return ()
    return listed


def _only_states(telling: Telling, listed: Sequence[Json]) -> tuple[Json, ...]:
    """Return those listed where all are of a kind that joins organisations, none where one is a person."""
    of_kind = all(
        one["form"] == "name" and (one["kind"] in STATES or telling.part("member", one).name in _states_of(telling))
        for one in listed
    )
    return tuple(listed) if of_kind else ()


def _states_of(telling: Telling) -> frozenset[str]:
    """Return the names of those whom the desk watches as states, whatever a report's grammar takes them for."""
    return frozenset(name for one in telling.actors if one.kind == "state" for name in (one.name, *one.names))


def _assertion(
    telling: Telling, what: str, standing: Standing, body: Spoken, who: Sequence[Json], *, span: Span, found: Span
) -> Assertion:
    """Return a membership; its day is the first behind its words, else the nearest before them in its span."""
    return said(
        telling, what, body, at=found, standing=standing, parts=parts_of(telling, "member", who),
        day=_day_behind(telling, (found[1], span[1])) or day_told(telling, span, near=found[1]),
    )  # fmt: skip
