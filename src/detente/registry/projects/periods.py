"""Of which period a sum is told: days where they are told, and the words alone where only how long it takes is."""

import re

from detente.incidents.saying import claim_over
from detente.registry.assertions.assertion import Day
from detente.registry.assertions.telling import Json
from detente.registry.projects.sums import Sum
from detente.registry.projects.wording import told_words, wording

__all__ = ["period_of"]

PERIODS = frozenset({"year", "range", "quarter", "month"})
"""Precisions of a date that may be the period of a sum; a day is when it was said or done."""
LEADS = re.compile(r"\A\W*(?:(?:in|over|during|for) )?(?:(?:every|each) (?:single )?year,? )?\Z", re.IGNORECASE)
"""What may stand before a period that begins its sentence."""
NUMBER = r"(?:\d+|a|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty)"
LENGTH = re.compile(
    rf"\b(?:over|within|during|for|spread over|across|in the course of)(?: the)?"
    rf"(?: (?:next|coming|last|past|following))?(?: period of)? {NUMBER}"
    r"(?:-| )(?:years?|months?|quarters?|decades?)\b(?: period)?"
)


def period_of(one: Sum) -> Day | None:
    """Return the period that stands beside a sum, None where none is told: never the day of the report.

    Where only its length is told ("over five years") it has the words and no days.
    """
    dates = [date for date in one.telling.layer_in("dates", one.home) if date["precision"] in PERIODS]
    behind = [date for date in dates if date["start"] >= one.at[1] and _is_beside(one, date)]
    found = behind or [date for date in dates if _leads(one, date)]
    return one.telling.day_of(found[0]) if found else _length(one)


def _is_beside(one: Sum, date: Json) -> bool:
    return re.search(r"[,;]", one.telling.text[one.at[1] : date["start"]]) is None


def _leads(one: Sum, date: Json) -> bool:
    """Whether a period begins the sentence, or what somebody is quoted with, and is said of the sum."""
    said = [claim_over(one.telling.reading, *span) for span in ((date["start"], date["end"]), one.at)]
    start = max(one.home[0], said[0]["content"]["start"] if said[0] else 0)
    if date["end"] > one.at[0] or said[0] != said[1]:
        return False
    between = one.telling.text[date["end"] : one.at[0]]
    speaks = re.search(rf"\b(?:{told_words(*wording()['money']['saying'])})\b", between)
    return speaks is None and LEADS.match(one.telling.text[start : date["start"]]) is not None


def _length(one: Sum) -> Day | None:
    end = one.place + one.at[1] - one.at[0]
    found = LENGTH.search(one.words, end) or LENGTH.match(one.words.lower())
    if found is None or re.search(r"[,;]", one.words[end : found.start()]):
        return None
    words = one.telling.words(one.home[0] + found.start(), one.home[0] + found.end())
    return Day(precision="length", words=words, rule="how long, and not from when")
