"""A field report in plain sentences, with the span of every value in them."""

import datetime as dt
import re

from detente.core.spans import Span
from detente.documents.field_cells import Cells
from detente.documents.observation import NOTHING
from detente.knowledge.field import counts, kinds, methods

__all__ = ["OPENING", "VISIBILITY", "Composed", "compose"]

OPENING = "Composed from the observer's form."
"""The first line: what follows are the form's words, put into sentences by a program."""

OTHER = "other"
TOLD = "told"
VISIBILITY = re.compile(r"([0-9]{1,6}(?:[.,][0-9]{1,3})?) ?(km|m)?", re.ASCII)
"""A visibility in figures; kilometres where it has no unit."""
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


class Composed:
    """A text that grows sentence by sentence and remembers where each value's words stand."""

    def __init__(self) -> None:
        """Begin with the line that says how it came to be."""
        self._pieces = [OPENING]
        self._length = len(OPENING)
        self.spans: dict[str, Span] = {}

    @property
    def text(self) -> str:
        """What has been said so far."""
        return "".join(self._pieces)

    def say(self, words: str, *columns: str) -> "Composed":
        """Add words, which are those of the values in `columns`; an earlier mention of a value stays its words."""
        span = Span(self._length, self._length + len(words)) if columns else None
        for column in columns:
            if span is not None:
                self.spans.setdefault(column, span)
        self._pieces.append(words)
        self._length += len(words)
        return self

    def line(self, words: str = "", *columns: str) -> "Composed":
        """Begin a line."""
        self.say("\n")
        return self.say(words, *columns) if words else self

    def stop(self) -> "Composed":
        """End a sentence, unless the form's own words end with a stop."""
        return self if self._pieces[-1].rstrip("\"'”’)")[-1:] in {".", "!", "?", "…"} else self.say(".")


def compose(cells: Cells, *, further: tuple[str, ...]) -> Composed:
    """Return a row that was found right as sentences, a fact each; `further` are columns the form does not have."""
    told = Composed()
    _say_who_and_where(told, cells)
    _say_what(told, cells)
    _say_whose(told, cells)
    for column, lead in (("weather", "Weather"), ("visibility", "Visibility")):
        if value := cells.text(column):
            figure = VISIBILITY.fullmatch(value)
            unit = " km" if figure and not figure[2] else ""
            told.line(f"{lead}: ").say(f"{value}{unit}", column).stop()
    _say_not_visited(told, cells)
    for column, lead in (("remarks", "Remarks"), *((name, name) for name in further)):
        if value := cells.text(column):
            told.line(f"{lead}: ").say(value, column).stop()
    return told


def _say_who_and_where(told: Composed, cells: Cells) -> None:
    told.line("Observer: ").say(cells.text("observer") or "", "observer")
    if mission := cells.text("mission"):
        told.say(", ").say(mission, "mission")
    told.stop().line()
    start, end = cells.time("from"), cells.time("to")
    if start is not None:
        told.say(_times(start, end), *(("from", "to") if end else ("from",)))
    told.say(", at ")
    place, point = cells.text("place"), _point(cells)
    if place:
        told.say(place, "place")
    if point:
        told.say(" (" if place else "").say(point, "lat", "lon").say(")" if place else "")
    told.stop()


def _point(cells: Cells) -> str:
    lat, lon = cells.number("lat", -90, 90), cells.number("lon", -180, 180)
    return "" if lat is None or lon is None else f"{_figure(lat)}, {_figure(lon)}"


def _figure(value: float) -> str:
    """Return a number with the digits it has, four decimals at least, as coordinates are written."""
    short = f"{value:.9f}".rstrip("0")
    return f"{value:.4f}" if len(short.partition(".")[2]) < 4 else short  # noqa: PLR2004


def _times(start: dt.datetime, end: dt.datetime | None) -> str:
    """Return a time or an interval in words: From 10:05 to 14:10 on 4 March 2026 (UTC+3)."""
    if end is None:
        return f"At {_clock(start)} on {_day(start)} ({_offset(start)})"
    if start.utcoffset() != end.utcoffset():
        first, last = (f"{_clock(t)} on {_day(t)} ({_offset(t)})" for t in (start, end))
        return f"From {first} to {last}"
    if start.date() != end.date():
        return f"From {_clock(start)} on {_day(start)} to {_clock(end)} on {_day(end)} ({_offset(start)})"
    return f"From {_clock(start)} to {_clock(end)} on {_day(start)} ({_offset(start)})"


def _clock(when: dt.datetime) -> str:
    return when.strftime("%H:%M:%S" if when.second else "%H:%M")


def _day(when: dt.datetime) -> str:
    return f"{when.day} {MONTHS[when.month - 1]} {when.year}"


def _offset(when: dt.datetime) -> str:
    minutes = round((when.utcoffset() or dt.timedelta()).total_seconds() / 60)
    hours, rest = divmod(abs(minutes), 60)
    return "UTC" if not minutes else f"UTC{'-' if minutes < 0 else '+'}{hours}" + (f":{rest:02d}" if rest else "")


def _say_what(told: Composed, cells: Cells) -> None:
    """Say the observation as the observer's word.

    R. Okafor reported having heard 4 explosions 3 to 6 km to the south-east of Gate Hill.
    """
    method = cells.choice("method", methods()) or ""
    kind = cells.choice("what", kinds()) or ""
    told.line(cells.text("observer") or "").say(" reported ").say(methods()[method].words, "method")
    if method == TOLD:
        if by := cells.text("told_by"):
            told.say(" by ").say(by, "told_by")
        told.say(" of")
    told.say(" ")
    _say_kind(told, cells, kind)
    _say_where_from(told, cells)
    words = cells.text("what_words")
    if words and kind == OTHER:
        told.say(": ").say(words, "what_words").stop()
    elif words:
        told.stop().line("In the observer's words: ").say(words, "what_words").stop()
    else:
        told.stop()


def _say_kind(told: Composed, cells: Cells, code: str) -> None:
    kind, how, number = kinds()[code], cells.choice("count_kind", counts()), cells.count("count")
    if code == NOTHING or (how is None and number is None):
        told.say(kind.some, "what")
        return
    before = counts()[how or "exact"].words
    counted = f"{before} {number}" if before and number else before or str(number)
    if code == OTHER:
        told.say(kind.some, "what").say(" (").say(counted if number else "uncounted", "count", "count_kind").say(")")
        return
    told.say(counted, "count", "count_kind").say(" ").say(kind.one if number == 1 else kind.many, "what")


def _say_where_from(told: Composed, cells: Cells) -> None:
    distance, bearing = _distance(cells), cells.bearing("direction")
    if not distance and not bearing:
        return
    if distance:
        told.say(" ").say(distance, "near", "far")
    if bearing and bearing[1].endswith("degrees"):
        told.say(" at a bearing of ").say(bearing[1], "direction").say(" from ")
    elif bearing:
        told.say(" to the ").say(bearing[1], "direction").say(" of ")
    else:
        told.say(" from ")
    told.say(cells.text("place") or "the observer's position")


def _distance(cells: Cells) -> str:
    near, far = ((cells.text(column) or "").replace(",", ".") for column in ("near", "far"))
    unit = cells.choice("distance_unit", ("km", "m")) or "km"
    if near and far and near != far:
        return f"{near} to {far} {unit}"
    return f"{near} {unit}" if near else f"up to {far} {unit}" if far else ""


def _say_whose(told: Composed, cells: Cells) -> None:
    who, by, name = cells.text("who"), cells.text("recognised_by"), cells.text("observer") or ""
    if not who:
        return
    heard = "having been told " if cells.choice("method", methods()) == TOLD else ""
    told.line(name).say(f" reported {heard}that this was done by ").say(who, "who")
    if by:
        told.say(", recognised by ").say(by, "recognised_by")
    told.stop()


def _say_not_visited(told: Composed, cells: Cells) -> None:
    if area := cells.text("not_visited"):
        told.line("Not visited: ").say(area, "not_visited")
        if why := cells.text("why_not"):
            told.say(", because ").say(why, "why_not")
        told.stop()
