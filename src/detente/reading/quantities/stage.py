"""Marks how many of what, with the words that say how exact that is."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from detente.core.spans import Span, overlaps
from detente.reading.quantities.alone import (
    acts,
    counts_votes,
    done_to_persons,
    is_age,
    is_had,
    is_named,
    is_pronoun,
    kind_before,
    may_stand_alone,
    named_before,
    number_told,
)
from detente.reading.quantities.counting import LABEL, NOTHING, OTHER, PERSONS, Counted, count_what
from detente.reading.quantities.figures import Figure, bounded, find_figures
from detente.reading.quantities.qualifiers import NONE, qualifiers_behind
from detente.reading.quantities.sharing import REACH, Found, sentence_around, with_elided, with_harm
from detente.reading.quantities.told import alone_behind, what_money_is
from detente.reading.reading import Reading
from detente.reading.records import Drop, Quantity

__all__ = ["FindQuantities"]

MEASURED = frozenset({"money", "area"})
ASKED = "how "
ASKS = "asks how many"
PEOPLED = frozenset({"killed", "wounded", "captured", "missing", "displaced", *PERSONS})
VIOLATED = re.compile(r"\bviolat|\bbreach|\bopen(?:s|ed|ing)? fire\b|\bfir(?:ed|ing|e) (?:on|at|upon)\b", re.IGNORECASE)
THE = re.compile(r"\b[Tt]he $")
RATIO = re.compile(r"\b(?:[Oo]ne|1)(?: \w+){0,2} (?:in|out of)(?: every)? $")
"""After which a number says of how many one is: "one child in nine"."""
EACH = re.compile(
    r"\b(each)(?! (?:day|week|month|year|night|time))(?: of (?:them|us|those))?(?: \w+){0,2} $", re.IGNORECASE
)
"""Before an amount that is given to each: "awarded each of them 12,000 euros"."""
TIMES = re.compile(r" times?\b")


class FindQuantities:
    """Marks numbers of people, things, area and money; ordinals, dates, lengths of time and labels are none.

    A bound stays a bound ("nearly 300" has no value), and "dozens" has no number at all.
    """

    name, version = "quantities", "7"
    needs: tuple[str, ...] = ("sentences", "parse", "dates")
    adds = "quantities"

    def __call__(self, reading: Reading, /) -> Iterator[Quantity | Drop]:
        """Yield the quantities of a document in order, and the numbers that were left out."""
        found = [Found(figure=f, counted=count_what(f, reading)) for f in _undated(reading)]
        found = with_elided(found, reading.text)
        yield from _records(with_harm(found, reading), reading)


def _undated(reading: Reading) -> Iterator[Figure]:
    """Yield the numbers that are no part of a date."""
    dates = iter(reading.dates)
    date = next(dates, None)
    for figure in find_figures(reading.text):
        while date is not None and date.end <= figure.start:
            date = next(dates, None)
        if date is None or not overlaps(date, figure):
            yield figure


def _records(found: Sequence[Found], reading: Reading) -> Iterator[Quantity | Drop]:
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


def _refusal(each: Found, reading: Reading) -> str | None:
    """Return why a number is none whatever it counts."""
    figure = each.figure
    if reading.text[max(0, figure.start - len(ASKED)) : figure.start].lower() == ASKED:
        return ASKS
    if RATIO.search(reading.text, max(0, figure.start - REACH), figure.start):
        return LABEL
    if each.counted.kind is None and is_pronoun(figure, reading.text):
        return NOTHING
    alone = each.counted.kind is None and not each.counted.of_others
    if alone and (is_age(figure, reading.text, reading.parsed()) or is_named(figure, reading.parsed())):
        return LABEL
    return None


def _quantity(each: Found, last: Quantity | None, reading: Reading) -> Quantity | None:
    """Return the record of a number that counts something."""
    figure, counted = each.figure, each.counted
    if counted.refused and _counts_violations(each, reading):
        times = TIMES.match(reading.text, figure.end)
        return _made(each, reading, kind="violations", end=times.end() if times else figure.end, noun="times")
    if each.harmed is not None:
        end = max(each.harmed.end, figure.end)
        return _made(each, reading, kind=each.harmed.kind, end=end, noun=_noun(counted, reading) or _noun_of(last))
    if counted.refused or _is_one_of(each, reading.text):
        return None
    if counted.kind is not None:
        return _made(each, reading, kind=counted.kind, end=counted.end, noun=_noun(counted, reading))
    return _without_noun(each, last, reading)


def _without_noun(each: Found, last: Quantity | None, reading: Reading) -> Quantity | None:
    """Return a number that stands alone, with the kind of what it belongs to."""
    figure, counted = each.figure, each.counted
    end = max(figure.end, counted.end)
    kind = kind_before(figure, reading.text)
    if kind is not None:
        return _made(each, reading, kind=kind, end=end)
    if counts_votes(figure, reading.text):
        return _made(each, reading, kind=OTHER, end=end)
    told, kind = number_told(figure, reading.parsed())
    if told and (kind or last):
        return _made(each, reading, kind=kind or (last.kind if last else OTHER), end=end)
    if may_stand_alone(figure, counted, reading.parsed()):
        made = _belonging(each, last, reading, end=end)
        if made is not None:
            return made
    return _made(each, reading, kind=OTHER, end=end) if figure.scaled else None


def _belonging(each: Found, last: Quantity | None, reading: Reading, *, end: int) -> Quantity | None:
    """Return a number with the kind of the persons known, the noun or the quantity before it that it is of."""
    figure = each.figure
    if figure.vague or (not each.counted.of_others and _are_the(figure, reading.text)):
        same = last if last is not None and last.kind in PERSONS else None
        return _made(each, reading, kind=same.kind if same else "people", end=end, noun=same.counted if same else None)
    named = named_before(figure, each.counted, reading)
    if named is not None and (last is None or (_noun(named, reading) or "") not in reading.words_of(last)):
        return _made(each, reading, kind=named.kind or OTHER, end=end, noun=_noun(named, reading))
    if last is not None and not done_to_persons(figure, reading.parsed()) and _goes_with(each, last, reading):
        unit = last.unit if last.kind in MEASURED else None
        return _made(each, reading, kind=last.kind, end=end, noun=last.counted, unit=unit)
    kind = _by_its_part(each, reading)
    return _made(each, reading, kind=kind, end=end) if kind else None


def _by_its_part(each: Found, reading: Reading) -> str | None:
    """Return the kind of a number that nothing before it explains, by its part in the sentence."""
    figure, parse = each.figure, reading.parsed()
    if each.counted.of_others or done_to_persons(figure, parse) or acts(figure, parse):
        return "people"
    return OTHER if is_had(figure, parse) else None


def _are_the(figure: Figure, text: str) -> bool:
    """Say whether a number stands for persons known: "the three are charged"."""
    value = figure.value
    if figure.qualifiers and figure.qualifiers[-1].lower() == "all":
        return True
    return value is not None and value > 1 and THE.search(text, max(0, figure.start - REACH), figure.start) is not None


def _goes_with(each: Found, last: Quantity, reading: Reading) -> bool:
    """Say whether a number without a noun counts what the quantity before it does."""
    near = each.figure.start - last.end <= REACH and "\n" not in reading.text[last.end : each.figure.start]
    if last.kind == "money":
        return near and each.figure.scaled
    return near and (last.unit is None or last.kind == "area")


def _noun(counted: Counted, reading: Reading) -> str | None:
    return reading.words_of(counted.noun) if counted.noun else None


def _noun_of(last: Quantity | None) -> str | None:
    return last.counted if last is not None and last.kind in PEOPLED else None


def _made(
    each: Found, reading: Reading, *, kind: str, end: int, noun: str | None = None, unit: str | None = None
) -> Quantity:
    """Return the record, with the qualifiers behind what is counted, and for money with what it is."""
    text, figure, told = reading.text, each.figure, None
    behind = qualifiers_behind(text, end) if end > figure.end else NONE
    if behind.words:
        figure = bounded(figure, behind.bound, (*figure.qualifiers, *behind.words))
        end = behind.at
    every = EACH.search(text, max(0, figure.start - REACH), figure.start)
    if every is not None:
        figure = replace(figure, qualifiers=(every[1], *figure.qualifiers))
    if kind == "money":
        since, until = sentence_around(figure, reading)
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


def _is_one_of(each: Found, text: str) -> bool:
    """Say whether a "one of the leaders" tells of somebody and counts nobody."""
    return each.figure.value == 1 and not each.counted.of_others and text.startswith(" of ", each.figure.end)


def _counts_violations(each: Found, reading: Reading) -> bool:
    """Say whether a ceasefire was violated so many times."""
    start, end = sentence_around(each.figure, reading)
    return bool(
        TIMES.match(reading.text, each.figure.end)
        and VIOLATED.search(reading.text, max(start, each.figure.start - REACH), end)
    )
