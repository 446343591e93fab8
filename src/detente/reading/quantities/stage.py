"""Marks how many of what, with the words that say how exact that is."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from detente.core.spans import overlaps
from detente.reading.quantities.counting import NOTHING, PERSONS, Counted, count_what
from detente.reading.quantities.figures import Figure, find_figures
from detente.reading.quantities.harm import Harmed, tell_harm
from detente.reading.quantities.lexicon import load_lexicon
from detente.reading.reading import Reading
from detente.reading.records import Drop, Quantity

__all__ = ["FindQuantities"]

MOST_PARTS = 4
ASKED = "how "
REACH = 200
VIOLATED = re.compile(r"\bviolat|\bbreach", re.IGNORECASE)
OF_THE = re.compile(r" (?:more )?of (?:the|its|his|her|their|our|these|those) ")
TIMES = re.compile(r" times\b")


class FindQuantities:
    """Marks numbers of people, things, area and money; ordinals, dates, lengths of time and labels are none.

    A bound stays a bound ("nearly 300" has no value), and "dozens" has no number at all.
    """

    name, version = "quantities", "1"
    needs: tuple[str, ...] = ("sentences", "dates")
    adds = "quantities"

    def __call__(self, reading: Reading, /) -> Iterator[Quantity | Drop]:
        """Yield the quantities of a document in order, and the numbers that were left out."""
        found = [_Found(figure=f, counted=count_what(f, reading.text)) for f in _undated(reading)]
        for each in _with_harm(found, reading):
            yield _record(each, reading)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """A number, what it counts and what became of those counted."""

    figure: Figure
    counted: Counted
    harmed: Harmed | None = None


def _undated(reading: Reading) -> Iterator[Figure]:
    """Yield the numbers that are no part of a date."""
    dates = iter(reading.dates)
    date = next(dates, None)
    for figure in find_figures(reading.text):
        while date is not None and date.end <= figure.start:
            date = next(dates, None)
        if date is None or not overlaps(date, figure):
            yield figure


def _with_harm(found: Sequence[_Found], reading: Reading) -> Sequence[_Found]:
    """Return the numbers with the harm each tells of; in "five soldiers and two civilians were killed" both do."""
    told = [replace(each, harmed=_harm(found, i, reading)) for i, each in enumerate(found)]
    for i in range(1, len(told)):
        if told[i].harmed is None and _shares(told[i - 1], told[i], reading.text, side="left"):
            told[i] = replace(told[i], harmed=_passed_on(told[i - 1], told[i]))
    for i in range(len(told) - 2, -1, -1):
        if told[i].harmed is None and _shares(told[i + 1], told[i], reading.text, side="right"):
            told[i] = replace(told[i], harmed=_passed_on(told[i + 1], told[i]))
    return told


def _harm(found: Sequence[_Found], i: int, reading: Reading) -> Harmed | None:
    each = found[i]
    if each.counted.refused not in {None, NOTHING} or (i and _is_whole(found[i - 1], each, reading.text)):
        return None
    start, end = _sentence(each.figure, reading)
    since = max(start, found[i - 1].figure.end if i else 0)
    until = min(end, _next_apart(found, i, reading.text))
    return tell_harm(each.figure, each.counted, reading.text, since=since, until=until)


def _is_whole(part: _Found, whole: _Found, text: str) -> bool:
    """Say whether a number is that of which the one before is a part: "two of the *three* soldiers died"."""
    return OF_THE.fullmatch(text, part.figure.end, whole.figure.start) is not None


def _next_apart(found: Sequence[_Found], i: int, text: str) -> int:
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


def _sentence(figure: Figure, reading: Reading) -> tuple[int, int]:
    at = reading.sentence_of(figure)
    if at is None:
        return 0, len(reading.text)
    return reading.sentences[at].start, max(reading.sentences[at].end, figure.end)


def _shares(giver: _Found, taker: _Found, text: str, *, side: str) -> bool:
    """Say whether two numbers are joined so closely that what is told of the one is told of the other."""
    if giver.harmed is None or giver.harmed.side != side or taker.counted.kind not in {*PERSONS, None}:
        return False
    first, second = (giver, taker) if giver.figure.start < taker.figure.start else (taker, giver)
    return (
        not taker.counted.refused
        and load_lexicon().joined.fullmatch(text, first.counted.end, second.figure.start) is not None
    )


def _passed_on(giver: _Found, taker: _Found) -> Harmed | None:
    return giver.harmed and replace(giver.harmed, end=taker.counted.end)


def _record(each: _Found, reading: Reading) -> Quantity | Drop:
    figure, counted = each.figure, each.counted
    if reading.text[max(0, figure.start - len(ASKED)) : figure.start].lower() == ASKED:
        return Drop(start=figure.start, end=figure.end, stage=FindQuantities.name, reason="asks how many")
    kind, end = (each.harmed.kind, each.harmed.end) if each.harmed else (counted.kind, counted.end)
    if counted.refused and _counts_violations(each, reading):
        kind, end = "violations", figure.end + len(" times")
    elif kind is None or (each.harmed is None and (counted.refused or _is_one_of(each, reading.text))):
        reason = counted.refused or NOTHING
        return Drop(start=figure.start, end=figure.end, stage=FindQuantities.name, reason=reason)
    return Quantity(
        start=figure.start,
        end=max(end, figure.end),
        kind=kind,
        value=figure.value,
        low=figure.low,
        high=figure.high,
        unit=counted.unit,
        qualifier=figure.qualifier,
    )


def _is_one_of(each: _Found, text: str) -> bool:
    """Say whether a "one of the leaders" tells of somebody and counts nobody."""
    return each.figure.value == 1 and text.startswith(" of ", each.figure.end)


def _counts_violations(each: _Found, reading: Reading) -> bool:
    """Say whether a ceasefire was violated so many times."""
    start, end = _sentence(each.figure, reading)
    return bool(
        TIMES.match(reading.text, each.figure.end)
        and VIOLATED.search(reading.text, max(start, each.figure.start - REACH), end)
    )
