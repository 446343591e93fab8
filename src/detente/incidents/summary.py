"""A line on an incident, composed from what each claimant tells, in neutral words: nobody said it so.

Figures stay with those who tell them. A claimant without any has none in the line.
"""

from collections.abc import Iterable, Iterator, Sequence

from detente.incidents.column import Column, NumberTold, Words

__all__ = ["has_more", "summarise"]

PEOPLE = frozenset({"killed", "wounded", "captured", "missing", "displaced"})
"""Kinds of number that can be said of people in one word."""
MOST_QUOTED = 80
REPORTS = "reports it"
HOW = {"planned": "reports a plan", "background": "recalls it", "alleged": "alleges it"}


def summarise(columns: Sequence[Column]) -> str:
    """Return what each claimant tells in short, in the order of the columns."""
    return "; ".join(f"{column.claimant}: {', '.join(_said(column))}" for column in columns)


def has_more(columns: Sequence[Column]) -> bool:
    """Say whether a line on these has more to say than that something is reported."""
    return any(set(_said(column)) - {REPORTS, *HOW.values()} for column in columns)


def _said(column: Column) -> Iterator[str]:
    told = list(dict.fromkeys(_number(number) for number in column.numbers if number.kind != "other"))
    yield from told
    yield from (f"none ({_quoted(words)})" for words in _once(column.nones))
    if column.not_observed:
        yield "not observed"
    elif column.unable:
        yield "could not observe"
    if column.denials:
        yield "denies" if any(words.status == "denied" for words in column.denials) else "says it was not so"
    if not told and column.types:
        yield next((HOW[status] for status in HOW if set(column.statuses) == {status}), REPORTS)


def _number(number: NumberTold) -> str:
    """Return a number: of people that are exactly so many in a word, else as the claimant puts it."""
    if number.kind in PEOPLE and number.low is not None and number.low == number.high:
        return f"{number.low:,.0f} {number.kind}"
    return f"{number.kind}: {_quoted(number.words[0])}"


def _quoted(words: Words) -> str:
    text = " ".join(words.text.split())
    return f"“{text}”" if len(text) <= MOST_QUOTED else f"“{text[:MOST_QUOTED].rsplit(' ', 1)[0]} …”"


def _once(some: Iterable[Words]) -> Iterator[Words]:
    yield from {" ".join(words.text.lower().split()): words for words in some}.values()
