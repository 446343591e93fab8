"""The days that a report tells of something, as it tells them: none are filled in where it tells none."""

import datetime as dt
import re
from collections.abc import Iterator

from detente.registry.ceasefires.report import Json, Report
from detente.registry.interval import Interval

__all__ = ["CLOSE", "days_at", "days_of_event", "is_before"]

JOINS = re.compile(r"\s*(?:,|;|,? and|,? or)\s*")
TRAILS = re.compile(r"\s+(?:(?:on|in|at|over|during|since|from|between|early|late|the|night|evening|morning|of)\s+)*")
"""What may stand between what somebody is accused of and its days."""
OTHER_MEMBER = 40
"""Characters that a date stands farther off when it belongs to what stands before: "7 by June, and 12 by July"."""
CLOSE = frozenset({"minute", "day", "week", "range"})
"""Precisions of a date that something happened on; a month or a year that a sentence names may be of anything."""


def days_of_event(report: Report, event: Json) -> Interval | None:
    """Return the event's own days, else those that are told beside it."""
    own = event["date"]
    if own and (own["from"] or own["to"]):
        return _interval(report, own, _words(report, own, event), event["claim"], event["trigger"]["start"])
    return days_at(report, event["trigger"]["start"], event["trigger"]["end"], event["claim"])


def days_at(report: Report, start: int, end: int, claim: str | None) -> Interval | None:
    """Return the days that the sentence of a span tells, of what is claimed only those within the claim."""
    dates = sorted(_beside(report, start, claim), key=lambda d: _distance(report, d, start, end))
    found = (_interval(report, date, date["text"], claim, start) for date in dates)
    return next((interval for interval in found if interval), None)


def _distance(report: Report, date: Json, start: int, end: int) -> int:
    """Return how far a date stands from a span; one that ends with the member of a list before it stands far off."""
    is_of_other = JOINS.fullmatch(report.reading["text"], date["end"], start) if date["end"] <= start else None
    return max(int(date["start"]) - end, start - int(date["end"]), 0) + (OTHER_MEMBER if is_of_other else 0)


def is_before(report: Report, offset: int) -> bool:
    """Say whether a sentence tells of days, and all of them are over before the ceasefire began."""
    first, sentence = report.ceasefire.first, report.sentence_at(offset)
    told = [d["to"] for d in report.reading["dates"] if sentence["start"] <= d["start"] < sentence["end"] and d["to"]]
    return first is not None and bool(told) and all(day[:10] < first for day in told)


def _beside(report: Report, start: int, claim: str | None) -> Iterator[Json]:
    sentence = report.sentence_at(start)
    first, last = _content(report, claim, sentence)
    low, high = max(sentence["start"], first), min(sentence["end"], last)
    for date in report.reading["dates"]:
        if low <= date["start"] < high and date["precision"] in CLOSE:
            yield date


def _content(report: Report, id_: str | None, sentence: Json) -> tuple[int, int]:
    """Return where what is claimed stands, without a claim the sentence.

    Days right behind an accusation are those of the deed: "accused B of opening fire near Ash Ford on 5 May".
    """
    claim = report.claims.get(id_ or "")
    held = claim["content"] if claim else sentence
    low, high = int(held["start"]), int(held["end"])
    if claim is None or claim.get("mood") != "accused":
        return low, high
    behind = [d for d in report.reading["dates"] if TRAILS.fullmatch(report.reading["text"], high, d["start"])]
    return low, max((int(date["end"]) for date in behind), default=high)


def _interval(report: Report, date: Json, words: str | None, claim: str | None, start: int) -> Interval | None:
    """Return the days of a date; "since Monday" goes to the day on which it is said, where that is known."""
    first, last = _day(date["from"]), _day(date["to"])
    if first is None:
        return None
    last = last or _said_on(report, claim, start)
    return Interval(first=first, last=last, words=words) if last and first <= last else None


def _said_on(report: Report, claim: str | None, start: int) -> dt.date | None:
    """Return the day on which a claim is said to have been made, else the one on which its report came out."""
    sentence = report.sentence_at(start)
    low, high = _content(report, claim, sentence)
    for date in report.reading["dates"]:
        outside = date["start"] < low or date["start"] >= high
        if outside and sentence["start"] <= date["start"] < sentence["end"] and date["precision"] == "day":
            return _day(date["to"])
    return report.published()


def _words(report: Report, own: Json, event: Json) -> str | None:
    """Return the words that name the event's days, nearest to it; None where they follow from several."""
    naming = [d for d in report.reading["dates"] if (d["from"], d["to"]) == (own["from"], own["to"])]
    at, sentence = event["trigger"]["start"], report.sentence_at(event["trigger"]["start"])
    near = min(naming, key=lambda d: (report.sentence_at(d["start"]) != sentence, abs(d["start"] - at)), default=None)
    return str(near["text"]) if near else None


def _day(told: str | None) -> dt.date | None:
    return dt.date.fromisoformat(told[:10]) if told else None
