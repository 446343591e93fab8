"""What reports say stands in an agreement: "the declaration emphasizes ...", "under the agreement X must ..."."""

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from detente.registry.agreements.texts.duties import Duty, duties_in, duty_modal
from detente.registry.agreements.told.instruments import Instrument
from detente.registry.agreements.told.words import provision_verbs
from detente.registry.assertions.telling import Span

__all__ = ["ToldProvision", "provisions_in"]

HEDGE = re.compile(
    r"(?:also|further|furthermore|moreover|in addition|specifically|explicitly|only|again|would|will|not)"
)
BETWEEN = re.compile(
    r"(?:\s*\([^)]{1,60}\))?"
    r"(?P<clause>\s*,?\s+(?:that|which|signed|reached|brokered|concluded|initialled)\s[^;]{1,280}?,)?"
    r"(?:\s+(?:on|of|between|for|with)(?:\s[^\s,;.]+){1,8}?)?"
    r"(?:,[^,;.]{1,60},)?\s+(?P<hedge>(?:(?:also|further|furthermore|moreover|specifically|"
    r"explicitly|would|will)\s+)*)",
    re.IGNORECASE,
)
UNDER = re.compile(
    r"\b(?:under|according to|pursuant to|in line with|as part of|in accordance with)\s+(?:the\s+)?(?:(?:terms|"
    r"provisions|points|conditions) of\s+)?(?:\w+\s+){0,4}$",
    re.IGNORECASE,
)
IN_IT = re.compile(r"\bin\s+(?:the\s+|this\s+)?$", re.IGNORECASE)
SIDES = (
    r"(?:the |both |all )?(?:two |three |four )?(?:signatory )?(?:sides|parties|nations|"
    r"countries|states|signatories|governments)"
)
GOING_ON = re.compile(
    rf"\s*(?:(?:moreover|also|in addition|furthermore|further|besides)\s*,?\s+)?{SIDES}\s+(?:also\s+|further\s+)?"
    r"(?P<verb>affirm(?:ed)?(?: to)?|agree(?:d)? to|(?:undertake|undertook) to|pledge(?:d)? to|"
    r"commit(?:ted)?(?: themselves)? to|promise(?:d)? to|confirm(?:ed)?|are confirming)\s+",
    re.IGNORECASE,
)
FORESEEN = re.compile(r"\s*It is (?:foreseen|envisaged|stipulated|provided)(?:\s*:|\s+that)\s*", re.IGNORECASE)
TO_BE = re.compile(r"^\s*(?:The |A |An |All )?[^;:]{2,220}?\s(?:is|are) to (?:be )?[a-z]+", re.IGNORECASE)
SAID = re.compile(
    r",?\s+(?:[A-Z][\w'’-]*\s+){0,5}(?:he|she|it|they|[A-Z][\w'’-]+)\s+(?:said|told|"
    r"added|stressed|noted|wrote)\b.*$|,\s+according to\b.*$",
    re.DOTALL,
)
GLUED = re.compile(
    r"(?:which|who|where|including|such as|as well as|while|but|according|among|if|when|"
    r"with|for|so|unless|especially|particularly)\b",
    re.IGNORECASE,
)
CLAUSES = re.compile(r"[,;]\s+(?:and\s+|or\s+|while\s+)?|\s+(?:and|while|whereas)\s+")
LAST = re.compile(r",?\s+(?:and|or)\s+(?:also\s+)?", re.IGNORECASE)
OWN_HEAD = re.compile(r"(?:the|a|an|all|joint|free|\w+ing)\s", re.IGNORECASE)
MOST_WORDS = 18
"""Words of a member of a list of provisions; where one is longer the list is kept whole."""
FEW = 4
"""Words of a first member from which a single word behind it is no provision by itself: "in the field of sea, air"."""
MOODS = {"owed": "obligation", "forbidden": "prohibition", "allowed": "permission"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldProvision:
    """What is said to stand in an agreement at `[start, end)`; `cue` are the words that say so, `mood` how it binds.

    A mood of commitment or obligation says what is promised or owed, and not that anything of it was done.
    """

    instrument: Instrument
    start: int
    end: int
    cue: Span
    mood: str
    duty: Duty | None = None


def provisions_in(text: str, sentences: Sequence[tuple[Span, tuple[Instrument, ...]]]) -> Iterator[ToldProvision]:
    """Yield what a report says stands in the agreements it speaks of, in the order of its text."""
    before: tuple[int, Instrument, bool] | None = None
    for at, (sentence, instruments) in enumerate(sentences):
        made = list(_of_sentence(text, sentence, instruments))
        if not made and before is not None and at - before[0] <= 2:  # noqa: PLR2004 - the next sentence, or one between
            made = list(_going_on(text, sentence, instruments, before[1], is_near=at - before[0] == 1, binds=before[2]))
        opened = None if made else _opened(text, sentence, instruments)
        if opened is not None:
            before = at, opened, True
        if made:
            before = at, made[-1].instrument, made[-1].duty is not None or (before is not None and before[2])
        yield from made


def _opened(text: str, sentence: Span, instruments: Sequence[Instrument]) -> Instrument | None:
    """Return the instrument whose provisions a sentence opens: "Under its nine points ..."."""
    return next((one for one in instruments if not one.is_weak and UNDER.fullmatch(text, sentence[0], one.start)), None)


def _of_sentence(text: str, sentence: Span, instruments: Sequence[Instrument]) -> Iterator[ToldProvision]:
    for one in (one for one in instruments if not one.is_weak):
        found = [*_by_verb(text, sentence, one)] or [*_under(text, sentence, one)] or [*_within(text, sentence, one)]
        if found:
            yield from found
            return


def _by_verb(text: str, sentence: Span, one: Instrument) -> Iterator[ToldProvision]:
    """Yield what follows on a verb whose subject an instrument is."""
    for verb in _verbs().finditer(text, one.end, sentence[1]):
        gap = BETWEEN.fullmatch(text, one.end, verb.start())
        if gap is None or _is_object(text, sentence, one):
            continue
        mood = provision_verbs()[" ".join(verb[0].lower().split())]
        yield from _members(text, one, (verb.start(), verb.end()), sentence[1], mood)
        return


def _is_object(text: str, sentence: Span, one: Instrument) -> bool:
    """Say whether an instrument stands behind a preposition or a verb, and is no subject."""
    lead = text[sentence[0] : one.start]
    return (
        re.search(
            r"\b(?:of|under|by|to|with|in|on|after|before|sign\w*|that it|against|from)\s+(?:the\s+|"
            r"this\s+|a\s+|an\s+)?(?:[\w-]+\s+)?$",
            lead,
            re.IGNORECASE,
        )
        is not None
    )


def _under(text: str, sentence: Span, one: Instrument) -> Iterator[ToldProvision]:
    """Yield what is owed "under the agreement", each member of a list that has a verb of its own."""
    lead = UNDER.search(text, sentence[0], one.start)
    if lead is None and not text[one.start : one.end].lower().endswith(("points", "terms", "provisions")):
        return
    start = _behind_comma(text, one.end, sentence[1])
    if start is None:
        start, head = sentence[0], lead.start() if lead else one.start
        if lead is None or not lead[0].lower().startswith(("under", "pursuant")):
            return
        if head - start < 10 or not duty_modal(text[start:head]):  # noqa: PLR2004 - "Both sides must leave under it"
            return
        yield from _owed(text, one, (start, head), (lead.start() if lead else one.start, one.end))
        return
    yield from _owed(text, one, (start, sentence[1]), (lead.start() if lead else one.start, one.end))


def _behind_comma(text: str, start: int, end: int) -> int | None:
    """Return where what is said of an instrument begins behind its phrase: "under the agreement signed in May, ..."."""
    found = re.compile(
        r"(?:\s+(?:signed|reached|brokered|of|between|with|concluded)[^,;]{1,120})?(?P<comma>\s*,\s+|"
        r"\s+(?=the\s|both\s|all\s))"
    ).match(text, start, end)
    if found and re.match(r"\s+(?:signed|reached|brokered)", found[0]):
        modal = duty_modal(text[start:end])
        comma = text.rfind(",", start, start + modal.start()) if modal else -1
        return comma + 2 if comma >= found.start("comma") else found.end()
    return found.end() if found else None


def _owed(text: str, one: Instrument, span: Span, cue: Span) -> Iterator[ToldProvision]:
    span = _unsaid(text, *span)
    for low, high in _clauses(text, *span):
        duties = duties_in(text, low, high)
        if len(duties) == 1 and not _is_past(text[low:high]):
            yield ToldProvision(
                instrument=one, start=low, end=high, cue=cue, mood=MOODS[duties[0].kind], duty=duties[0]
            )


def _is_past(words: str) -> bool:
    modal = duty_modal(words)
    return (
        modal is not None and modal[0].lower().startswith(("has to", "have to")) is False and "had to" in words.lower()
    )


def _clauses(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield the members of a list of clauses, each with a verb that lays something down; else the whole."""
    cuts = [found.span() for found in CLAUSES.finditer(text, start, end)]
    low = start
    for cut in [*cuts, (end, end)]:
        next_stop = next((other[0] for other in cuts if other[0] > cut[0]), end)
        is_own = cut[0] == end or text[cut[0]] == ";" or (
            duty_modal(text[low : cut[0]]) and _binds(text[cut[1] : next_stop], is_listed=text[cut[0]] == ",")
        )  # fmt: skip
        if is_own:
            yield _stripped(text, low, cut[0])
            low = cut[1]


def _binds(words: str, *, is_listed: bool) -> bool:
    """Say whether words lay something down; behind a bare "and" only where they say upon whom."""
    modal = duty_modal(words)
    return modal is not None and (is_listed or bool(words[: modal.start()].strip()))


def _within(text: str, sentence: Span, one: Instrument) -> Iterator[ToldProvision]:
    """Yield what the sides affirm "in the document"."""
    if IN_IT.search(text, sentence[0], one.start):
        going = GOING_ON.match(text, one.end, sentence[1])
        if going:
            yield from _members(text, one, going.span("verb"), sentence[1], "commitment", since=going.end())


def _going_on(
    text: str, sentence: Span, instruments: Sequence[Instrument], before: Instrument, *, is_near: bool, binds: bool
) -> Iterator[ToldProvision]:
    """Yield what goes on the provisions of the sentence before, in one that speaks of no other instrument."""
    if any(one.key != before.key for one in instruments):
        return
    going = GOING_ON.match(text, *sentence) if is_near else None
    if going:
        mood = (
            "principle" if re.match(r"(?:affirm|confirm)(?:ed)?$|are", going["verb"], re.IGNORECASE) else "commitment"
        )
        yield from _members(text, before, going.span("verb"), sentence[1], mood, since=going.end())
        return
    foreseen = FORESEEN.match(text, *sentence)
    if foreseen:
        yield from _owed(text, before, (foreseen.end(), sentence[1]), foreseen.span())
    elif binds and TO_BE.match(text[sentence[0] : sentence[1]]):
        yield from _owed(text, before, sentence, sentence)


def _members(
    text: str, one: Instrument, cue: Span, end: int, mood: str, *, since: int | None = None
) -> Iterator[ToldProvision]:
    """Yield the members of a list of provisions, each with its own words."""
    start, stop = _unsaid(text, cue[1] if since is None else since, end)
    for low, high in _listed(text, start, stop):
        if re.search(r"\w{3}", text[low:high]):
            yield ToldProvision(instrument=one, start=low, end=high, cue=cue, mood=mood)


def _unsaid(text: str, start: int, end: int) -> Span:
    """Return words without who says them behind."""
    said = SAID.search(text[start:end])
    return _stripped(text, start, start + said.start() if said else end)


def _listed(text: str, start: int, end: int) -> list[Span]:
    """Return the members of "a, b and c"; the whole where it is no list, or a member is a sentence by itself."""
    cuts = [found.span() for found in re.compile(r",\s+(?:and\s+|or\s+)?").finditer(text, start, end)]
    cuts = [cut for cut in cuts if not GLUED.match(text, cut[1], end)]
    if not any(re.search(r"and|or", text[low:high]) for low, high in cuts):
        last = _last_and(text, cuts[-1][1], end) if cuts else _two(text, start, end)
        cuts = [*cuts, last] if last else []
    lows, highs = [start, *(cut[1] for cut in cuts)], [*(cut[0] for cut in cuts), end]
    members = [_stripped(text, low, high) for low, high in zip(lows, highs, strict=True)]
    sizes = [len(text[low:high].split()) for low, high in members]
    if max(sizes) > MOST_WORDS or (sizes[0] > FEW and min(sizes[1:], default=FEW) == 1):
        return [_stripped(text, start, end)]
    return [(low, high) for low, high in members if low < high]


def _last_and(text: str, start: int, end: int) -> Span | None:
    """Return the "and" before the last member of a list, where it is the only one behind the last comma."""
    found = list(re.compile(r"\s+(?:and|or)\s+").finditer(text, start, end))
    return found[0].span() if len(found) == 1 else None


def _two(text: str, start: int, end: int) -> Span | None:
    """Return the "and" between two provisions, where the second has a head of its own: "a zone and the return of"."""
    found = [one for one in re.compile(r"\s+and\s+").finditer(text, start, end) if OWN_HEAD.match(text, one.end(), end)]
    return (
        found[0].span() if len(found) == 1 and not re.search(r"\bbetween\b", text[start : found[0].start()]) else None
    )


def _stripped(text: str, start: int, end: int) -> Span:
    words = text[start:end]
    low = start + len(words) - len(words.lstrip(" \t\r\n,;:"))
    return low, max(low, start + len(words.rstrip(" \t\r\n,;:.")))


@functools.cache
def _verbs() -> re.Pattern[str]:
    either = "|".join(sorted((verb.replace(" ", r"\s+") for verb in provision_verbs()), key=len, reverse=True))
    return re.compile(rf"\b(?:{either})\b", re.IGNORECASE)
