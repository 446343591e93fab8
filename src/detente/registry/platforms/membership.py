"""Who joined an organisation, applied, was suspended, left or came back; and a member that is said to be none."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from detente.registry.assertions.assertion import Assertion, Standing
from detente.registry.assertions.clauses import Clause, listed_after, listed_before, parts_of
from detente.registry.assertions.telling import Span, Telling
from detente.registry.platforms.spoken import PlatformWords, Spoken, said

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
    r"(?:bloc|organi[sz]ation|union|league|alliance|body|group|platform|forum|community)\b", re.IGNORECASE
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
    for what, standing, pattern in PATTERNS:
        found = pattern.search(clause.words)
        if found is None or _is_open(clause, found):
            continue
        body = _body_at(telling, platforms, clause, clause.start + found.end(), last)
        who = _members(telling, (clause.start, clause.start + found.start())) if body else ()
        if body and who:
            yield _assertion(telling, what, standing, body, who, clause, found)
            return
    yield from _by_body(telling, platforms, clause)


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
    return last if is_it else None


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
        who = _only_states(listed_after(telling, (clause.start + found.end(), clause.end)))
        behind = telling.text[who[-1]["end"] : clause.end] if who else ""
        if bodies and who and GOES_ON.match(behind):
            yield _assertion(telling, what, "happened", bodies[-1], who, clause, found)
            return


def _members(telling: Telling, span: Span) -> tuple[Json, ...]:
    listed = _only_states(listed_before(telling, span))
    if not listed or LISTED_AS.search(telling.text[span[0] : listed[0]["start"]]):
        return ()
    return listed


def _only_states(listed: Sequence[Json]) -> tuple[Json, ...]:
    """Return those listed where all are of a kind that joins organisations, none where one is a person."""
    of_kind = all(one["kind"] in STATES and one["form"] == "name" for one in listed)
    return tuple(listed) if of_kind else ()


def _assertion(
    telling: Telling, what: str, standing: Standing, body: Spoken, who: Sequence[Json], clause: Clause,
    found: re.Match[str],
) -> Assertion:  # fmt: skip
    at = (clause.start + found.start(), clause.start + found.end())
    return said(
        telling, what, body, at=at, standing=standing, parts=parts_of(telling, "member", who),
        day=telling.day_in(clause.span, near=at[1]),
    )  # fmt: skip
