"""Which stage somebody says a project is at, or a section of it: proposed, under construction, opened, damaged ...

A stage is told by a verb whose subject or object the project is, or by its noun; words between say whether it was so,
is to be so, or was not.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from detente.registry.assertions.assertion import Assertion, Day, Standing
from detente.registry.assertions.telling import Json, Span, Telling
from detente.registry.projects.sentence import Sentence, standing_of
from detente.registry.projects.spoken import Spoken
from detente.registry.projects.wording import NAMED, Stage, stages, told_words
from detente.registry.where import Locality

__all__ = ["STAGES", "stages_of"]

STAGES = tuple(one.name for one in stages())
BE = r"(?:was|were|is|are|be|been|being|gets|got)"
BESIDE = r"(?:,[^,;]{1,90},)?"
GAP = r"(?:[^\s,;:.]+ ){0,6}?"
DETERMINED = (
    r"(?:the |a |an |its |this |that |their |part of the |parts of the |a section of the )?"
    rf"(?:new |first |long-awaited |controversial |oil |gas ){{0,2}}{NAMED}+"
)
NOT_ITS = r"(?! (?:\w+ )?(?:workers?|company|office|stake|tender)\b)"
"""Words behind a project that make it something of the project that the verb is of."""
BEGUN = "began|begins|begun|started|starts|is under way|continues|resumed|has begun|begin|start"
TO_COME = re.compile(r"\b(?:to be|is to|are to|will|would|expected|due|scheduled|planned|set) \b")
BUILT = "built"
BACK = 45
"""Characters before a verb in which its auxiliaries stand."""


class Found(NamedTuple):
    """Words that tell of a stage, and those before and between that say in what standing."""

    start: int
    end: int
    auxiliaries: str


def stages_of(telling: Telling, project: Spoken) -> Iterator[Assertion]:
    """Yield what a sentence says of the stage of a project, each stage once."""
    sentence = Sentence.of(telling, project)
    for stage in stages():
        if stage.name == "opened" and _is_building(sentence):
            continue
        found = next(_found(stage, sentence.words), None)
        if found is not None:
            yield _assertion(sentence, stage, found)


def _is_building(sentence: Sentence) -> bool:
    return re.search(r"(?:opens?|opened) (?:the )?(?:construction|works?|tender|bidding)", sentence.words) is not None


def _found(stage: Stage, words: str) -> Iterator[Found]:
    yield from _passive(stage, words)
    yield from _active(stage, words)
    yield from _going(stage, words)
    yield from _by_noun(stage, words)


def _passive(stage: Stage, words: str) -> Iterator[Found]:
    """Yield "the line ... was opened"; what is only taken along ("the line, opened in 2005,") as well."""
    if not stage.done:
        return
    verb = told_words(*stage.done)
    for found in re.finditer(
        rf"{NAMED}+{BESIDE} ({GAP}{BE} (?:[a-z]+ ){{0,3}}?)({verb})(?!\w)(?! (?:fire|up)\b)", words
    ):
        if not re.search(r"\b(?:who|which|that|where|near|beside)\b", found[1]) and not _is_going_on(stage, found[1]):
            yield Found(found.start(2), found.end(2), found[1])
    for found in re.finditer(rf"{NAMED}+,? (?:which was |still )?({verb})(?= (?:in|on|by|since|last|after)\b)", words):
        yield Found(found.start(1), found.end(1), "")


def _is_going_on(stage: Stage, auxiliaries: str) -> bool:
    """Whether what is "being built" is not built yet: its own stage has these words."""
    return stage.name == BUILT and re.search(r"\b(?:being|partly|half|nearly|almost)\b", auxiliaries) is not None


def _active(stage: Stage, words: str) -> Iterator[Found]:
    if stage.acts:
        for found in re.finditer(rf"(?<![\w-])({told_words(*stage.acts)}) {DETERMINED}(?!\w){NOT_ITS}", words):
            yield Found(found.start(1), found.end(1), _before(words, found.start(1)))


def _going(stage: Stage, words: str) -> Iterator[Found]:
    if stage.goes:
        verb = rf"({told_words(*stage.goes)})(?!\w)(?! (?:fire|the|a|an|its|up|his)\b)"
        told = rf"{NAMED}+{BESIDE} ((?:[a-z]+ ){{0,4}}?){verb}"
        for found in re.finditer(told, words):
            yield Found(found.start(2), found.end(2), found[1])


def _by_noun(stage: Stage, words: str) -> Iterator[Found]:
    yield from _nouns(stage, words)
    if stage.begun:
        started = rf"({told_words(*stage.begun)}) {DETERMINED} ({GAP})(?:{BEGUN})(?!\w)"
        for found in re.finditer(started, words, re.IGNORECASE):
            yield Found(found.start(1), found.end(), found[2])
    if stage.stilled:
        verb = rf"({GAP}{BE} (?:[a-z]+ ){{0,2}}?)({told_words(*stage.done)})(?!\w)"
        still = rf"({told_words(*stage.stilled)}) {DETERMINED} {verb}"
        for found in re.finditer(still, words, re.IGNORECASE):
            yield Found(found.start(1), found.end(), found[2])


def _nouns(stage: Stage, words: str) -> Iterator[Found]:
    if stage.nouns:
        for found in re.finditer(rf"(?<!\w)({told_words(*stage.nouns)}) {DETERMINED}", words, re.IGNORECASE):
            yield Found(found.start(1), found.end(1), _before(words, found.start(1)))


def _before(words: str, at: int) -> str:
    """Return the words just before a verb, of its own clause."""
    return re.split(r"[,;:]| (?:and|that|who|which|but|after|while) ", words[max(0, at - BACK) : at])[-1]


def _assertion(sentence: Sentence, stage: Stage, found: Found) -> Assertion:
    at, section = sentence.span(found.start, found.end), sentence.project.section
    standing = _standing(sentence, found)
    return sentence.told(
        "status", at, value=stage.name, standing=standing, day=_day(sentence, at, standing),
        where=Locality(words=sentence.telling.words(*section)) if section else None,
    )  # fmt: skip


def _day(sentence: Sentence, at: Span, standing: Standing) -> Day | None:
    """Return the day beside the verb: never one to come of what has been, nor one that another verb has."""
    telling = sentence.telling
    dates = [one for one in telling.layer_in("dates", sentence.home) if not _is_of_another(sentence, at, one)]
    if standing in {"happened", "ongoing", "background"} and telling.published:
        dates = [one for one in dates if not one["from"] or one["from"] <= telling.published]
    return telling.day_of(min(dates, key=lambda one: _far(telling, at, one), default=None))


def _far(telling: Telling, at: Span, date: Json) -> tuple[bool, int]:
    """Return how far a date stands from a verb; one beyond a comma is further than any that is not."""
    first, last = sorted((at, (date["start"], date["end"])))
    return "," in telling.text[first[1] : last[0]], abs(date["start"] - at[0])


def _is_of_another(sentence: Sentence, at: Span, date: Json) -> bool:
    """Whether between a verb and a date stands what is still to come of it: "approved, to be finished in 2015"."""
    between = sentence.telling.text[at[1] : date["start"]]
    return TO_COME.search(between) is not None


def _standing(sentence: Sentence, found: Found) -> Standing:
    """Return the standing: by what its claim makes of it, else by the words beside the verb, else as it was read."""
    at = sentence.span(found.start, found.end)
    claimed = sentence.telling.standing(*at)
    if claimed in {"hoped", "denied", "alleged"}:
        return claimed
    return standing_of(found.auxiliaries) or claimed
