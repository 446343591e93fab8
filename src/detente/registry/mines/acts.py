"""Which words of a sentence tell of work on mines, and whether it was done, goes on, is planned or denied."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from detente.registry.mines.words import Phrase, Words

__all__ = ["AUXILIARY", "BOTH", "DONE", "NO_ACT", "UNTOUCHED", "Act", "Setting", "acts_in", "mood_before"]

CARTRIDGES = "small-arms ammunition"
FAR = 160
"""Characters within which the word for a reason stands before what the reason is."""
NAME = 30
"""Characters behind a word for stopping in which it says whom."""
CLOSE, PASSIVE, BEFORE = 90, 60, 80
"""Characters within which what is done stands behind the act, or before it, and in which its mood is looked for."""
CLAUSE_END = re.compile(r"[;:\u201c\u201d\"]|,\s+(?:but|while|where|although|which|who|after)\b|\bthat\b|\bbecause\b")
NOT_ITS_OBJECT = re.compile(r"\b(?:by|after|when|in|on|as|that|which|who|because|while|from)\b|[;:]", re.IGNORECASE)
AUXILIARY = re.compile(r"\b(?:was|were|been|being|be|are|is)\s+(?:\w+ly\s+)?$", re.IGNORECASE)
NOT_ITS_SUBJECT = re.compile(r"\b(?:that|which|who|when|blast|explosion|exploded|by|and|but)\b|[;:]", re.IGNORECASE)
GOES_ON = re.compile(r"\b(?:is|are|was|were|been)\b", re.IGNORECASE)
DONE = re.compile(r"\w+ed|swept|found|made safe|rendered safe|disposed of", re.IGNORECASE)
GROUND = re.compile(r"\s+(?:(?!(?:and|or|by|that|while|but|after)\s)[a-z]+\s+){0,3}$", re.IGNORECASE)
"""What stands between a word for what is done to ground and the size of it, or the word for it."""
GROUND_BEFORE = re.compile(
    r"(?:\s+of(?:\s(?!(?:near|in|at|with|around|on|by|and|as|that)\s)[a-z]+){1,3})?\s+"
    r"(?:(?:was|were|is|are|(?:has|have|had) been)\s+)?(?:[a-z]+ly\s+|still\s+)?$",
    re.IGNORECASE,
)
BOTH = re.compile(r"\s*(?:,|and|,\s*and)\s+(?:then\s+)?", re.IGNORECASE)
"""What stands between two deeds told in one breath ("found and destroyed")."""
PURPOSE = re.compile(r"\b(?:for|towards?|to)\s+(?:the\s+|humanitarian\s+|more\s+)*$", re.IGNORECASE)
"""What makes work the end to which something else is done: given for it, handed over for it."""
NOUN = re.compile(r".*(?:ing|ance|al|ation|sation|zation|education|awareness|surveys?)", re.IGNORECASE | re.DOTALL)
UNTOUCHED = "untouched"
"""The label of what is said of ground without work on it; it keeps a size from being some work's."""
OTHER_CLAUSE = re.compile(r"\b(?:by|after|when|that|which|who|because|while)\b|[;:]", re.IGNORECASE)
GOES_ON_BEHIND = re.compile(
    r"[^;.]{0,60}?\b(?:is|are|was|were) (?:still )?(?:under ?way|ongoing|continuing|going on)\b"
)
NO_ACT = frozenset({"planned", "denied"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What stands around the acts of a sentence: names of bodies, sizes of ground and words for it, counted devices."""

    names: tuple[tuple[int, int], ...] = ()
    ground: tuple[tuple[int, int], ...] = ()
    counted: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """Words that tell of work. `label` is its kind, "found", or a way of releasing land.

    `mood` is None where nothing tells it; `said` is where the words stand that do.
    """

    start: int
    end: int
    label: str
    mood: str | None
    said: tuple[int, int] | None

    @property
    def is_told(self) -> bool:
        """Whether somebody says that it is or was done."""
        return self.mood not in NO_ACT


def acts_in(text: str, start: int, end: int, words: Words, *, setting: Setting) -> Iterator[Act]:
    """Yield the acts of a sentence in their order; `text` tells of mines somewhere, and has straight apostrophes."""
    told = list(words.specific.find(text, start, end))
    hazards = _hazards(text, start, end, words, is_work=bool(told))
    specific = [
        one for one in told
        if not _is_no_act(text, one, words, setting) and not _is_reason(text, start, end, one, words)
    ]  # fmt: skip
    general: list[Phrase] = []
    for one in words.general.find(text, start, end):
        if _inside(one, told) or _is_no_act(text, one, words, setting) or _is_reason(text, start, end, one, words):
            continue
        is_second = bool(general) and BOTH.fullmatch(text, general[-1].end, one.start) is not None
        if is_second or _is_about(text, one, hazards) or _is_of_setting(text, one, words, setting):
            general.append(one)
    ground = [
        one for one in (*words.releases.find(text, start, end), *words.ground.find(text, start, end))
        if one.label != "cleared" and not _inside(one, specific) and _is_of_ground(text, one, setting.ground)
    ]  # fmt: skip
    last = start
    for one in sorted((*specific, *general, *ground, *_call_outs(text, start, end, words))):
        mood, said = mood_before(text, max(last, one.start - BEFORE), one, words)
        yield Act(start=one.start, end=one.end, label=one.label, mood=mood, said=said)
        last = one.end


def _hazards(text: str, start: int, end: int, words: Words, *, is_work: bool) -> list[Phrase]:
    """Return the devices of a sentence; cartridges that a search found are some only with other words for mines."""
    found = [one for one in words.hazards.find(text, start, end) if one.label]
    if is_work or words.about.first(text, start, end) or words.call_out_teams.first(text, start, end):
        return found
    return found if any(one.label != CARTRIDGES for one in found) else []


def _is_reason(text: str, start: int, end: int, act: Phrase, words: Words) -> bool:
    """Say whether work is only the reason that is given for keeping somebody away ("turned back because ...")."""
    kept = _kept_away(text, start, end, words)
    if kept is None:
        return False
    behind = words.reasons_behind.first(text, act.end, min(end, act.end + BEFORE))
    if behind is not None and not CLAUSE_END.search(text, act.end, behind.start):
        return True
    before = list(words.reasons_before.find(text, max(start, act.start - FAR), act.start))
    return bool(before) and kept.end <= before[-1].start


def _kept_away(text: str, start: int, end: int, words: Words) -> Phrase | None:
    """Return the words by which somebody was kept from going on; to stop is that only where somebody moved."""
    for one in words.turned_back.find(text, start, end):
        behind = words.movers.first(text, one.end, min(end, one.end + NAME))
        is_passive = AUXILIARY.search(text, max(start, one.start - PASSIVE), one.start) is not None
        before = words.movers.first(text, max(start, one.start - PASSIVE), one.start) if is_passive else None
        if one.label == "always" or behind or before:
            return one
    return None


def _call_outs(text: str, start: int, end: int, words: Words) -> Iterator[Phrase]:
    """Yield words by which a body for single devices is called to one."""
    team = words.call_out_teams.first(text, start, end)
    yield from words.call_outs.find(text, team.end, end) if team else ()


def mood_before(text: str, since: int, act: Phrase, words: Words) -> tuple[str | None, tuple[int, int] | None]:
    """Return what the words before an act in its clause make of it, and where those words stand, with the act."""
    breaks = [found.end() for found in CLAUSE_END.finditer(text, since, act.start)]
    since = breaks[-1] if breaks else since
    found = list(words.moods.find(text, since, act.start))
    for mood in ("denied", "planned", "suspended", "ongoing", "completed"):
        for one in found:
            if one.label == mood and text[one.start : one.end] != "May":  # the month
                return mood, (one.start, act.end)
    if behind := GOES_ON_BEHIND.match(text, act.end):
        return "ongoing", (act.start, behind.end())
    said = text[act.start : act.end]
    if said.lower().endswith("ing"):
        goes_on = GOES_ON.search(text, since, act.start)
        return ("ongoing", (goes_on.start(), act.end)) if goes_on else (None, None)
    return ("completed", (act.start, act.end)) if DONE.fullmatch(said) else (None, None)


def _is_no_act(text: str, act: Phrase, words: Words, setting: Setting) -> bool:
    """Say whether words for work stand in a name, or say what something else is for ("handed over for clearance")."""
    for start, end in setting.names:
        if start <= act.start and act.end <= end and (start, end) != (act.start, act.end):
            return True
    aim = NOUN.fullmatch(text, act.start, act.end) and PURPOSE.search(text, max(0, act.start - PASSIVE), act.start)
    return bool(aim) or _is_name(text, act, words)


def _is_name(text: str, act: Phrase, words: Words) -> bool:
    """Say whether words for work are part of what people or things are called ("demining experts")."""
    behind = words.not_acts.first(text, act.end, act.end + BEFORE)
    return behind is not None and not text[act.end : behind.start].strip()


def _inside(one: Phrase, others: list[Phrase]) -> bool:
    return any(other.start < one.end and one.start < other.end for other in others)


def _near(act: Phrase, hazards: list[Phrase]) -> list[Phrase]:
    """Return the devices that stand close enough to an act to be what it is about."""
    first = bisect_left(hazards, act.start - 2 * PASSIVE, key=lambda one: one.start)
    return hazards[first : bisect_right(hazards, act.end + CLOSE, key=lambda one: one.start)]


def _is_about(text: str, act: Phrase, hazards: list[Phrase]) -> bool:
    """Say whether a word that tells of many things has a device for its object here, or ground that had some."""
    for hazard in _near(act, hazards):
        if act.end <= hazard.start <= act.end + CLOSE:
            gap = text[act.end : hazard.start]
            if not NOT_ITS_OBJECT.search(gap) or (gap.endswith(" of ") and not OTHER_CLAUSE.search(gap)):
                return True
        if hazard.end <= act.start <= hazard.end + PASSIVE:
            gap = text[hazard.end : act.start]
            if AUXILIARY.search(gap) and not NOT_ITS_SUBJECT.search(gap):
                return True
    return False


def _is_of_setting(text: str, act: Phrase, words: Words, setting: Setting) -> bool:
    """Say whether ground or counted devices are what an act is done to."""
    return _clears_ground(text, act, words, setting) or _is_short(text, act, setting)


def _is_short(text: str, act: Phrase, setting: Setting) -> bool:
    """Say whether an act stands right behind counted devices without an auxiliary ("71 mines destroyed")."""
    if not DONE.fullmatch(text, act.start, act.end):
        return False
    return any(end < act.start and not text[end : act.start].strip() for _, end in setting.counted)


def _clears_ground(text: str, act: Phrase, words: Words, setting: Setting) -> bool:
    """Say whether an act that releases land has ground with it ("cleared 120 hectares")."""
    is_release = words.releases.first(text, act.start, act.end) is not None
    return is_release and _is_of_ground(text, act, setting.ground)


def _is_of_ground(text: str, act: Phrase, ground: tuple[tuple[int, int], ...]) -> bool:
    """Say whether ground is what an act is done to: it stands right behind it, or before what "was cleared"."""
    first = bisect_left(ground, act.start - 2 * PASSIVE, key=lambda one: one[0])
    for start, end in ground[first : bisect_right(ground, act.end + PASSIVE, key=lambda one: one[0])]:
        if act.end <= start <= act.end + PASSIVE and GROUND.match(text, act.end, start):
            return True
        if end <= act.start <= end + PASSIVE and GROUND_BEFORE.match(text, end, act.start):
            return True
    return False
