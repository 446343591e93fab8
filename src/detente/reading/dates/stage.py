"""Marks calendar expressions and says which days they name."""

from collections.abc import Iterator, Sequence

from detente.reading.dates.days import Days
from detente.reading.dates.grammar import Expression, load_grammar
from detente.reading.dates.ranges import TIE, Dating, date_expressions
from detente.reading.dates.refusals import refusal
from detente.reading.dates.surroundings import survey
from detente.reading.dates.told import LENGTH, NO_SUCH_DAY
from detente.reading.reading import Reading
from detente.reading.records import BY_CARRIER, DateMention, Drop, Interval

__all__ = ["FindDates"]

# What the web puts for a space or a hyphen so that no line breaks there, each one character for one.
PLAIN = str.maketrans({"\u00a0": " ", "\u2009": " ", "\u202f": " ", "\u2010": "-", "\u2011": "-"})


SHOWN = 40
"""Letters of what a carrier gave that a reason repeats."""


class FindDates:
    """Marks dates by their form, tells the days from what stands there, and leaves open what does not.

    Where a date counts from the day of publication ("on Saturday") and that day is unknown, the words are kept and the
    days are not told. The day of reading plays no part.
    """

    name, version = "dates", "4"
    needs: tuple[str, ...] = ("published", "sentences")
    adds = "dates"

    def __call__(self, reading: Reading, /) -> Iterator[DateMention | Drop]:
        """Yield the dates of a document in order, and what was left out although it has the form of one."""
        yield from _unread_carrier(reading)
        text = reading.text.translate(PLAIN)
        kept, refused = _sifted(text)
        yield from refused
        for dating in date_expressions(kept, survey(reading, kept, text)):
            if dating.told.rule in {NO_SUCH_DAY, LENGTH}:
                yield Drop(start=dating.start, end=dating.end, stage=self.name, reason=dating.told.rule)
            else:
                yield _mention(dating)


def _unread_carrier(reading: Reading) -> Iterator[Drop]:
    """Yield a drop where the carrier gives a day of publication that is no date: relative days may go untold."""
    given = (reading.document.published or "").strip()
    told = repr(given[:SHOWN])
    carried = reading.published is not None and reading.published.rule == BY_CARRIER
    if given and not carried and reading.text:
        reason = f"{told}, given as the day of publication, is no date, such as 2021-03-12"
        yield Drop(start=0, end=len(reading.text), stage=FindDates.name, reason=reason)


def _sifted(text: str) -> tuple[Sequence[Expression], Sequence[Drop]]:
    kept: list[Expression] = []
    refused: list[Drop] = []
    for found in load_grammar().expressions(text):
        joined = bool(kept) and TIE.fullmatch(text, kept[-1].end, found.start) is not None
        reason = refusal(found, text, joined=joined)
        if reason is None:
            kept.append(found)
        else:
            refused.append(Drop(start=found.start, end=found.end, stage=FindDates.name, reason=reason))
    return kept, refused


def _mention(dating: Dating) -> DateMention:
    days = dating.told.days
    interval = _interval(days, dating.told.rule) if days else None
    return DateMention(start=dating.start, end=dating.end, interval=interval, rule=dating.told.rule)


def _interval(days: Days, rule: str) -> Interval:
    return Interval(
        first=days.first.isoformat() if days.first else None,
        last=days.last.isoformat() if days.last else None,
        precision=days.precision,
        rule=rule,
    )
