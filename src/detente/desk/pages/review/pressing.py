"""Why something is to be looked at now, in plain words; the points behind it are a detail."""

from collections.abc import Callable, Iterator, Mapping

from detente.desk.pages.said.deeds import context_text, deed_text, number_text, status_text
from detente.display.language import count, mark, say
from detente.review.queue import Point, Waiting

__all__ = ["points_told", "pressing_text"]

MOST = 4
"""Reasons that a line gives, the weightiest first; the detail has all of them."""
PLAIN: Mapping[str, str] = {
    "unsure": mark("the machine is not sure"),
    "damage": mark("the text is damaged here"),
    "dropped": mark("some words of the sentence could not be read"),
    "no_source": mark("nobody is named who says it"),
    "no_place": mark("a place is named nearby, and none is given for it"),
    "place_unsure": mark("several places have this name"),
    "no_date": mark("a date is named nearby, and none is given for it"),
    "date_loose": mark("the day is known only roughly"),
    "dates_disagree": mark("dates nearby do not agree"),
    "nobody_done_to": mark("nobody is named to whom it was done"),
    "truce": mark("a truce is mentioned"),
    "accused": mark("somebody is accused"),
    "denied": mark("something is denied"),
    "demanded": mark("something is demanded"),
    "promised": mark("something is promised"),
}
PLAINLY = frozenset({"happened", "ongoing"})
"""Statuses that are no reason by themselves."""
CODES: Mapping[str, Callable[[str], str]] = {"type": deed_text, "context": context_text, "status": status_text}


def pressing_text(one: Waiting) -> str:
    """Return why something is to be looked at now, the weightiest reasons."""
    told = (_plain(point) for point in _weighty(one))
    return say("; ").join(list(dict.fromkeys(filter(None, told)))[:MOST])


def points_told(one: Waiting) -> list[str]:
    """Return every reason with its points, doubt apart from consequence."""
    of = {"doubt": say("doubt"), "consequence": say("consequence")}
    return [
        say("%(points)s for %(of)s: %(why)s", points=f"{point.points:.1f}", of=of[point.of], why=_plain(point))
        for point in _weighty(one)
        if _plain(point)
    ]


def _weighty(one: Waiting) -> Iterator[Point]:
    yield from sorted((point for point in one.points if point.why), key=lambda point: (-point.points, point.why))


def _plain(point: Point) -> str:
    if point.rule in PLAIN or (point.what in PLAIN and point.rule == "mood"):
        return say(PLAIN.get(point.rule) or PLAIN[point.what])
    if point.rule == "status" and point.what in PLAINLY:
        return ""
    if point.rule in CODES:
        return CODES[point.rule](point.what)
    if point.rule == "casualties":
        kinds = say(", ").join(map(number_text, point.what.split(", ")))
        return say("numbers of people are given (%(kinds)s)", kinds=kinds)
    return _counted(point.rule, int(point.what)) if point.what.isdigit() else point.why


def _counted(rule: str, n: int) -> str:
    if rule == "reports":
        return count("%(n)d report has it", "%(n)d reports have it", n)
    if rule == "hanging":
        return count("%(n)d account is in its incident", "%(n)d accounts are in its incident", n)
    return count("%(n)d event depends on it", "%(n)d events depend on it", n)
