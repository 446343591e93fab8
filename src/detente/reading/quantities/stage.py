"""Marks how many of what, with the words that say how exact that is."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from detente.core.spans import Span, overlaps
from detente.reading.quantities.alone import (
    acts,
    counts_votes,
    is_age,
    is_named,
    is_pronoun,
    kind_before,
    may_stand_alone,
    named_before,
)
from detente.reading.quantities.counting import LABEL, NOTHING, OTHER, PERSONS, Counted, count_what
from detente.reading.quantities.figures import Figure, bounded, find_figures
from detente.reading.quantities.harm import Harmed, tell_harm
from detente.reading.quantities.lexicon import load_lexicon
from detente.reading.quantities.qualifiers import NONE, qualifiers_behind
from detente.reading.quantities.told import alone_behind, what_money_is
from detente.reading.reading import Reading
from detente.reading.records import Drop, Quantity

__all__ = ["FindQuantities"]

MOST_PARTS = 4
ASKED = "how "
ASKS = "asks how many"
PEOPLED = frozenset({"killed", "wounded", "captured", "missing", "displaced", *PERSONS})
REACH = 200
VIOLATED = re.compile(r"\bviolat|\bbreach|\bfir(?:ed|ing|e) (?:on|at|upon)\b", re.IGNORECASE)
OF_THE = re.compile(r" (?:more )?of (?:the|its|his|her|their|our|these|those) ")
THE = re.compile(r"\b[Tt]he $")
INCLUDING = re.compile(r"[^.;:]{0,80}[ (]including (?:the )?")
TIMES = re.compile(r" times\b")


class FindQuantities:
    """Marks numbers of people, things, area and money; ordinals, dates, lengths of time and labels are none.

    A bound stays a bound ("nearly 300" has no value), and "dozens" has no number at all.
    """

    name, version = "quantities", "3"
    needs: tuple[str, ...] = ("sentences", "parse", "dates")
    adds = "quantities"

    def __call__(self, reading: Reading, /) -> Iterator[Quantity | Drop]:
        """Yield the quantities of a document in order, and the numbers that were left out."""
        found = [_Found(figure=f, counted=count_what(f, reading)) for f in _undated(reading)]
        yield from _records(_with_harm(found, reading), reading)


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
    return tell_harm(each.figure, each.counted, reading, since=since, until=until)


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


def _passed_on(giver: _Found, taker: _Found) -> Harmed | None:
    return giver.harmed and replace(giver.harmed, end=taker.counted.end)


def _records(found: Sequence[_Found], reading: Reading) -> Iterator[Quantity | Drop]:
    """Yield the record of each number; one without a noun goes with the quantity before it."""
    last: Quantity | None = None
    for each in found:
        reason = _refusal(each, reading)
        made = None if reason else _quantity(each, last, reading)
        if made is None:
            yield Drop(
                start=each.figure.start,
                end=each.figure.end,
                stage=FindQuantities.name,
                reason=reason or each.counted.refused or NOTHING,
            )
            continue
        last = made
        yield made


def _refusal(each: _Found, reading: Reading) -> str | None:
    """Return why a number is none whatever it counts."""
    figure = each.figure
    if reading.text[max(0, figure.start - len(ASKED)) : figure.start].lower() == ASKED:
        return ASKS
    if each.counted.kind is None and is_pronoun(figure, reading.text):
        return NOTHING
    alone = each.counted.kind is None and not each.counted.of_others
    if alone and (is_age(figure, reading.text) or is_named(figure, reading.parsed())):
        return LABEL
    return None


def _quantity(each: _Found, last: Quantity | None, reading: Reading) -> Quantity | None:
    """Return the record of a number that counts something."""
    figure, counted = each.figure, each.counted
    if counted.refused and _counts_violations(each, reading):
        return _made(each, reading, kind="violations", end=figure.end + len(" times"), noun="times")
    if each.harmed is not None:
        end = max(each.harmed.end, figure.end)
        return _made(each, reading, kind=each.harmed.kind, end=end, noun=_noun(counted, reading) or _noun_of(last))
    if counted.refused or _is_one_of(each, reading.text):
        return None
    if counted.kind is not None:
        return _made(each, reading, kind=counted.kind, end=counted.end, noun=_noun(counted, reading))
    return _without_noun(each, last, reading)


def _without_noun(each: _Found, last: Quantity | None, reading: Reading) -> Quantity | None:
    """Return a number that stands alone, with the kind of what it belongs to."""
    figure, counted = each.figure, each.counted
    end = max(figure.end, counted.end)
    kind = kind_before(figure, reading.text)
    if kind is not None:
        return _made(each, reading, kind=kind, end=end)
    if counts_votes(figure, reading.text):
        return _made(each, reading, kind=OTHER, end=end)
    if may_stand_alone(figure, counted, reading.parsed()):
        made = _belonging(each, last, reading, end=end)
        if made is not None:
            return made
    return _made(each, reading, kind=OTHER, end=end) if figure.scaled else None


def _belonging(each: _Found, last: Quantity | None, reading: Reading, *, end: int) -> Quantity | None:
    """Return a number with the kind of the persons known, the noun or the quantity before it that it is of."""
    figure = each.figure
    if figure.vague or (not each.counted.of_others and _are_the(figure, reading.text)):
        same = last if last is not None and last.kind in PERSONS else None
        return _made(each, reading, kind=same.kind if same else "people", end=end, noun=same.counted if same else None)
    named = named_before(figure, each.counted, reading)
    if named is not None and (last is None or (_noun(named, reading) or "") not in reading.words_of(last)):
        return _made(each, reading, kind=named.kind or OTHER, end=end, noun=_noun(named, reading))
    if last is not None and _goes_with(each, last, reading):
        unit = last.unit if last.kind == "money" else None
        return _made(each, reading, kind=last.kind, end=end, noun=last.counted, unit=unit)
    return _made(each, reading, kind="people", end=end) if acts(figure, reading.parsed()) else None


def _are_the(figure: Figure, text: str) -> bool:
    """Say whether a number stands for persons known: "the three are charged"."""
    value = figure.value
    if figure.qualifiers and figure.qualifiers[-1].lower() == "all":
        return True
    return value is not None and value > 1 and THE.search(text, max(0, figure.start - REACH), figure.start) is not None


def _goes_with(each: _Found, last: Quantity, reading: Reading) -> bool:
    """Say whether a number without a noun counts what the quantity before it does."""
    near = each.figure.start - last.end <= REACH and "\n" not in reading.text[last.end : each.figure.start]
    if last.kind == "money":
        return near and each.figure.scaled
    return near and last.unit is None


def _noun(counted: Counted, reading: Reading) -> str | None:
    return reading.words_of(counted.noun) if counted.noun else None


def _noun_of(last: Quantity | None) -> str | None:
    return last.counted if last is not None and last.kind in PEOPLED else None


def _made(
    each: _Found, reading: Reading, *, kind: str, end: int, noun: str | None = None, unit: str | None = None
) -> Quantity:
    """Return the record, with the qualifiers behind what is counted, and for money with what it is."""
    text, figure, told = reading.text, each.figure, None
    behind = qualifiers_behind(text, end) if end > figure.end else NONE
    if behind.words:
        figure = bounded(figure, behind.bound, (*figure.qualifiers, *behind.words))
        end = behind.at
    if kind == "money":
        since, until = _sentence(figure, reading)
        told = what_money_is(text, Span(figure.start, end), since=since, until=until)
        alone = alone_behind(text, end)
        words = (*figure.qualifiers, text[alone.start : alone.end]) if alone else figure.qualifiers
        figure = replace(figure, qualifiers=words)
    return Quantity(
        start=figure.start,
        end=max(end, figure.end),
        kind=kind,
        value=figure.value,
        low=figure.low,
        high=figure.high,
        unit=each.counted.unit or unit,
        qualifier="; ".join(figure.qualifiers) or None,
        counted=noun,
        told_as=told,
    )


def _is_one_of(each: _Found, text: str) -> bool:
    """Say whether a "one of the leaders" tells of somebody and counts nobody."""
    return each.figure.value == 1 and not each.counted.of_others and text.startswith(" of ", each.figure.end)


def _counts_violations(each: _Found, reading: Reading) -> bool:
    """Say whether a ceasefire was violated so many times."""
    start, end = _sentence(each.figure, reading)
    return bool(
        TIMES.match(reading.text, each.figure.end)
        and VIOLATED.search(reading.text, max(start, each.figure.start - REACH), end)
    )
