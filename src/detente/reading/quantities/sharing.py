"""What numbers share: the noun of the one beside them, and what became of those counted."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from detente.reading.quantities.counting import NOTHING, PERSONS, Counted
from detente.reading.quantities.figures import Figure
from detente.reading.quantities.harm import Harmed, tell_harm
from detente.reading.quantities.lexicon import load_lexicon
from detente.reading.reading import Reading

__all__ = ["REACH", "Found", "sentence_around", "with_elided", "with_harm"]

MOST_PARTS = 4
REACH = 200
OF_THE = re.compile(r" (?:more )?of (?:the|its|his|her|their|our|these|those) ")
INCLUDING = re.compile(r"[^.;:]{0,80}[ (]including (?:the )?")
ELIDED = re.compile(r"(?P<word> [A-Z]\w+),? (?:and|or) | (?:out )?of ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A number, what it counts and what became of those counted."""

    figure: Figure
    counted: Counted
    harmed: Harmed | None = None


def with_elided(found: Sequence[Found], text: str) -> list[Found]:
    """Return the numbers with the noun they share: "2,300 Filipino and 4,500 American troops", "21 of 23 sites"."""
    told = list(found)
    for i in range(len(told) - 2, -1, -1):
        each, following = told[i].counted, told[i + 1].counted
        between = ELIDED.fullmatch(text, told[i].figure.end, told[i + 1].figure.start)
        described = between is not None and bool(between["word"]) and each.kind == "people"
        if told[i].figure.value == 1 and not described:  # "one of three men" counts nobody
            continue
        if not described and each.refused != NOTHING and (each.kind is not None or each.refused):
            continue
        if between is not None and following.kind is not None and following.unit is None:
            end = told[i].figure.end + len(between["word"] or "")
            told[i] = replace(told[i], counted=Counted(kind=following.kind, end=end, noun=following.noun))
    return told


def with_harm(found: Sequence[Found], reading: Reading) -> Sequence[Found]:
    """Return the numbers with the harm each tells of; in "five soldiers and two civilians were killed" both do."""
    told = [replace(each, harmed=_harm(found, i, reading)) for i, each in enumerate(found)]
    for i in range(1, len(told)):
        if told[i].harmed is None and _shares(told[i - 1], told[i], reading.text, side="left"):
            told[i] = replace(told[i], harmed=_passed_on(told[i - 1], told[i]))
    for i in range(len(told) - 2, -1, -1):
        if told[i].harmed is None and _shares(told[i + 1], told[i], reading.text, side="right"):
            told[i] = replace(told[i], harmed=_passed_on(told[i + 1], told[i]))
    return told


def _harm(found: Sequence[Found], i: int, reading: Reading) -> Harmed | None:
    each = found[i]
    if each.counted.refused not in {None, NOTHING} or (i and _is_whole(found[i - 1], each, reading.text)):
        return None
    start, end = sentence_around(each.figure, reading)
    since = max(start, found[i - 1].figure.end if i else 0)
    until = min(end, _next_apart(found, i, reading.text))
    return tell_harm(each.figure, each.counted, reading, since=since, until=until)


def _is_whole(part: Found, whole: Found, text: str) -> bool:
    """Say whether a number is that of which the one before is a part: "two of the *three* soldiers died"."""
    return OF_THE.fullmatch(text, part.figure.end, whole.figure.start) is not None


def _next_apart(found: Sequence[Found], i: int, text: str) -> int:
    """Return where the next number stands that is no part of those counted (", including 3 children,")."""
    at = found[i].counted.end
    for following in found[i + 1 : i + 1 + MOST_PARTS]:
        if _is_whole(found[i], following, text):
            at = max(at, following.counted.end)
            continue
        if not load_lexicon().part_of.search(text, at, following.figure.start):
            return following.figure.start
        at = following.counted.end
    return at + REACH


def sentence_around(figure: Figure, reading: Reading) -> tuple[int, int]:
    """Return where the sentence of a number starts and ends."""
    at = reading.sentence_of(figure)
    if at is None:
        return 0, len(reading.text)
    return reading.sentences[at].start, max(reading.sentences[at].end, figure.end)


def _shares(giver: Found, taker: Found, text: str, *, side: str) -> bool:
    """Say whether two numbers are joined so closely that what is told of the one is told of the other."""
    if giver.harmed is None or taker.counted.kind not in {*PERSONS, None}:
        return False
    if side == "left" and INCLUDING.fullmatch(text, giver.counted.end, taker.figure.start):
        return not taker.counted.refused
    if giver.harmed.side != side:
        return False
    first, second = (giver, taker) if giver.figure.start < taker.figure.start else (taker, giver)
    return (
        not taker.counted.refused
        and load_lexicon().joined.fullmatch(text, first.counted.end, second.figure.start) is not None
    )


def _passed_on(giver: Found, taker: Found) -> Harmed | None:
    return giver.harmed and replace(giver.harmed, end=taker.counted.end)
