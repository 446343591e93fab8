"""What a column says in a row of the board: each statement apart, with how it stands and the way to its words."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from detente.desk.pages.ceasefires.gathered import BoardView
from detente.display.ceasefires.effort_words import rate_words
from detente.display.ceasefires.names import all_days, by_whom, days_iso, number_words
from detente.display.language import count, mark, say
from detente.display.sheets import Certainty, words_href
from detente.registry.ceasefires.board import Cell, Told
from detente.registry.ceasefires.effort.board import Hindrance
from detente.registry.ceasefires.violation import Violation
from detente.registry.evidence import Evidence
from detente.registry.interval import Interval

__all__ = ["SAID", "Statement", "cell_href", "hindrances", "statements"]

SAID = {
    "none": mark("none"),
    "not observed": mark("not observed"),
    "cannot tell": mark("cannot tell"),
    "denied": mark("denied"),
}
"""What is said to be otherwise than that something was."""
ORIGINS = {
    "report": mark("from reports"),
    "published": mark("published figure"),
    "observer": mark("observer’s form"),
}
MOST = 3
"""Figures of other days that a cell names one by one."""
MOST_WORDS = 12
"""Pieces of words that a value takes along."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One thing that a cell says: the value, how it stands, what is to be known with it, its words, where it leads."""

    text: str
    certainty: Certainty | None
    notes: tuple[str, ...]
    words: tuple[Evidence, ...]
    href: str

    @property
    def told(self) -> str:
        """The statement on one line."""
        return f"{self.text} ({', '.join(self.notes)})" if self.notes else self.text


def statements(view: BoardView, row: str, cell: Cell) -> tuple[Statement, ...]:
    """Return what a cell says: each origin and each alleged doer apart, nothing added up over them."""
    return tuple(one for place, told in enumerate(cell.told) for one in _of(view, row, cell.column, place, told))


def hindrances(view: BoardView, row: str, column: str) -> tuple[str, ...]:
    """Return in words where a monitor was kept from looking, on days of which it says nothing, or nothing seen."""
    found = (one for one in view.effort.hindrances if (one.row, one.monitor) == (row, column))
    return tuple(dict.fromkeys(_refused(one, view) for one in found))


def cell_href(ceasefire: str, interval: Interval, row: str, column: str) -> str:
    """Return the address of all that a cell stands on."""
    fields = {"row": row, "column": column, "from": interval.first.isoformat(), "to": interval.last.isoformat()}
    return f"/ceasefires/{quote(ceasefire, safe='')}/cell?{urlencode(fields)}"


def _of(view: BoardView, row: str, column: str, place: int, told: Told) -> Iterator[Statement]:
    said = [view.known[id_] for id_ in told.violations if id_ in view.known]
    href = cell_href(view.ceasefire.id, view.interval, row, column)
    if told.said in SAID:
        yield _otherwise(view, told, said, href)
    elif told.origin == "published":
        yield from _figures(view, told, said, href, _rate(view, row, column, place))
    else:
        yield _happenings(view, told, said, href, _rate(view, row, column, place))


def _otherwise(view: BoardView, told: Told, said: Sequence[Violation], href: str) -> Statement:
    by = (by_whom(told.alleged, view.names),) if told.said == "none" and told.alleged else ()
    days = _only_on(said, view.interval)
    certainty: Certainty = "unsure" if told.said == "cannot tell" else _stands(told)
    notes = (*by, say(ORIGINS[told.origin]), *((days,) if days else ()))
    return _made(view, say(SAID[told.said]), certainty, notes, said, href)


def _happenings(view: BoardView, told: Told, said: Sequence[Violation], href: str, rate: Sequence[str]) -> Statement:
    numbers = tuple(f"“{one.words}”" for one in told.numbers[:MOST])
    more = len(told.numbers) - MOST
    quoted = (*numbers, count("%(n)d more", "%(n)d more", more)) if more > 0 else numbers
    words = (say("in its words %(words)s", words=", ".join(quoted)),) if quoted else ()
    by = by_whom(told.alleged, view.names)
    if said and all(one.harm for one in said):
        text = ", ".join(quoted) or say("reported, no number")
        return _made(view, text, _stands(told), (by, say(ORIGINS[told.origin]), *rate), said, href)
    notes = (by, say(ORIGINS[told.origin]), *words, *rate)
    return _made(view, f"{told.happenings:,}", _stands(told), notes, said, href)


def _figures(
    view: BoardView, told: Told, said: Sequence[Violation], href: str, rate: Sequence[str]
) -> Iterator[Statement]:
    """Yield published figures: added up where that may be done, and those of other days with their days."""
    by, origin = by_whom(told.alleged, view.names), say(ORIGINS["published"])
    apart = {*told.outside, *told.differing}
    if told.count is not None:
        own = [one for one in said if one.id not in apart] or said
        yield _made(view, number_words(told.count), "claimed", (by, origin, *rate), own, href)
    held: defaultdict[str, list[Violation]] = defaultdict(list)
    for id_ in told.differing:
        held[days_iso(view.known[id_].interval)].append(view.known[id_])
    for days, some in held.items():
        text = say("%(several)s differ", several=", ".join(_number(one) for one in some))
        yield _made(view, text, "unsure", (by, origin, days), some, href)
    others = [view.known[id_] for id_ in told.outside if id_ in view.known and id_ not in told.differing]
    for one in others[:MOST]:
        yield _made(view, _number(one), "claimed", (by, origin, _not_only(one)), [one], href)
    if len(others) > MOST:
        rest = others[MOST:]
        text = count("%(n)d more figure", "%(n)d more figures", len(rest))
        yield _made(view, text, None, (by, say("for other or overlapping days")), rest, href)
    if told.count is None and not held and not others:
        yield _made(view, say("reported, no number"), "claimed", (by, origin), said, href)


def _not_only(one: Violation) -> str:
    return say("for %(days)s, not added up", days=days_iso(one.interval))


def _number(one: Violation) -> str:
    return number_words(one.count) if one.count else say("no number")


def _stands(told: Told) -> Certainty:
    """Return how a statement stands: what an observer saw is told as it was, all else is somebody's claim."""
    return "told" if told.origin == "observer" else "claimed"


def _made(
    view: BoardView, text: str, certainty: Certainty | None, notes: Sequence[str], said: Sequence[Violation], href: str
) -> Statement:
    """Return a statement that leads straight to its words where one report says it once."""
    words = tuple(dict.fromkeys(held for one in said for held in one.evidence))
    straight = words_href(words[0]) if len(said) == 1 else None
    doubted = sum(one.id in view.doubted for one in said)
    if doubted and doubted == len(said):
        certainty = "unsure"
    return Statement(
        text=text, certainty=certainty, notes=tuple(filter(None, (*notes, _doubt(doubted, of=len(said))))),
        words=words[:MOST_WORDS], href=straight or href,
    )  # fmt: skip


def _doubt(doubted: int, *, of: int) -> str:
    """Say how many of some things cannot be told from their words, as review has it."""
    if not doubted:
        return ""
    return say("doubted") if of == 1 else say("%(n)s of %(all)s doubted", n=doubted, all=of)


def _rate(view: BoardView, row: str, column: str, place: int) -> tuple[str, ...]:
    found = (one for one in view.effort.rates if (one.row, one.monitor, one.place) == (row, column, place))
    return tuple(rate_words(one.rate, one.means) for one in found if one.rate is not None)


def _only_on(said: Sequence[Violation], interval: Interval) -> str:
    """Return on which days, where nobody says it of all that are shown: none on one day is not none in a week."""
    days = [one.interval for one in said if one.interval is not None]
    return "" if any(one.covers(interval) for one in days) else all_days(days)


def _refused(one: Hindrance, view: BoardView) -> str:
    by = ", ".join(view.names.get(who, who) for who in one.by)
    days = all_days(one.days)
    if by:
        return say("access refused by %(who)s, %(days)s", who=by, days=days)
    return say("access refused, not reported by whom, %(days)s", days=days)
