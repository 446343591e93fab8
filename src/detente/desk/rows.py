"""Rows of a sheet as HTML: each value with the way to its words. What the macros `value` and `sheet` put there.

A page has a thousand values, and a template takes ten times as long for each.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from markupsafe import Markup

from detente.desk.shown import put, put_words
from detente.display.language import count, say
from detente.display.prose import clip
from detente.display.sheets import Cell, Column, Row, Sheet, words_href
from detente.registry.evidence import Evidence

__all__ = ["Part", "Room", "put_quote", "put_rows", "put_value"]

Carry = Callable[[str], str]
"""How an address of the desk keeps the day that the page is asked for."""


class Around(Protocol):
    """What rows need to know of the page that they stand on."""

    def carry(self, href: str) -> str:
        """Return an address of the desk as of the day that the page is asked for."""

    def begin_of(self, sheet: str) -> int:
        """Return from after which row of a sheet on it is asked for."""


Marked = list[list[Evidence]] | None
"""The words of a row that were marked already; None where each value has its own mark."""
WITHIN, TIGHT = ' class="within"', ' class="tight"'
QUOTED, LISTED = 280, 12
"""Characters of words that stand in the list of several, and how many such: more are in what is taken away."""
ROOM, LEAST, EACH, ASKED = 72_000, 4_000, 600, 36_000
"""Bytes of HTML that the rows of all sheets of a page may take, as a page has less than 100 kB; that those of one may
take in any case; that a row takes about; and that a sheet may take of which a further part is asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Rows of a sheet as HTML: those from `first` to `last`, counted from 1, of so many."""

    html: Markup
    bytes: int
    first: int
    last: int
    of: int

    @property
    def is_whole(self) -> bool:
        """Whether these are all rows there are."""
        return self.last - self.first + 1 >= self.of


def put_rows(sheet: Sheet, carry: Carry, begin: int = 0, *, room: int) -> Part:
    """Return the rows of a sheet as they stand between the tags of its body, from one on, as far as there is room."""
    begin = begin if begin < len(sheet.rows) else 0
    pieces: list[str] = []
    taken, last = 0, begin
    for last, row in enumerate(_each_row(sheet, begin, carry), begin + 1):
        pieces.append(row)
        taken += len(row.encode())
        if taken > room and not (last < len(sheet.rows) and sheet.rows[last].within and taken < room + LEAST):
            break
    html = Markup("".join(pieces))  # noqa: S704 - all that is from outside was put through `put` and `put_words`
    return Part(html=html, bytes=taken, first=begin + 1, last=last, of=len(sheet.rows))


class Room:
    """How much of a page is left for the rows of its sheets: what comes first is whole, as far as that goes."""

    def __init__(self, sheets: Iterable[Sheet], page: Around) -> None:
        """Keep some room for each sheet that is to come."""
        self._page, self._left = page, ROOM
        self._kept = {one.id: self._least(one) for one in sheets}

    def _least(self, sheet: Sheet) -> int:
        return ASKED if self._page.begin_of(sheet.id) else min(LEAST, len(sheet.rows) * EACH)

    def put(self, sheet: Sheet) -> Part:
        """Return the rows of a sheet that there is room for, from the one on that is asked for."""
        self._kept.pop(sheet.id, None)
        room = max(self._least(sheet), LEAST, self._left - sum(self._kept.values()))
        part = put_rows(sheet, self._page.carry, self._page.begin_of(sheet.id), room=room)
        self._left -= part.bytes
        return part


def _each_row(sheet: Sheet, begin: int, carry: Carry) -> Iterator[str]:
    left = {n for n, _ in sheet.silent}
    every = ((n, *_tags(column, heads=not n and sheet.head)) for n, column in enumerate(sheet.columns))
    columns = [one for one in every if one[0] not in left]
    before = ""
    for row in sheet.rows[begin:]:
        heading = _heading(row, len(columns)) if row.under and row.under != before else ""
        before = row.under
        yield heading + "".join(_row(sheet, row, columns, carry))


def _heading(row: Row, over: int) -> str:
    return f'<tr class="group"><th colspan="{over}" scope="rowgroup">{put_words(row.under)}</th></tr>'


def _row(sheet: Sheet, row: Row, columns: Iterable[tuple[int, str, str]], carry: Carry) -> Iterator[str]:
    marked: list[list[Evidence]] = []
    yield f'<tr id="{put(sheet.id)}-{put(row.id)}"{WITHIN if row.within else ""}>'
    for n, begin, end in columns:
        yield begin
        yield from _value(row.cells[n], carry, marked)
        yield end
    yield "</tr>\n"


def _tags(column: Column, *, heads: bool) -> tuple[str, str]:
    """Return between which tags the values of a column stand."""
    titled = f'data-h="{put(column.title)}"'
    if heads:
        return f'<th scope="row" {titled}{TIGHT if column.tight else ""}>', "</th>"
    looks = f"{'num' if column.numeric else ''}{' equal' if column.equal else ''}{' tight' if column.tight else ''}"
    return f'<td {titled} class="{looks}">' if looks else f"<td {titled}>", "</td>"


def put_value(one: Cell, carry: Carry) -> Markup:
    """Return a value with the way to its words: itself the link, or a mark beside it where it leads elsewhere."""
    return Markup("".join(_value(one, carry, None)))  # noqa: S704 - as in `put_rows`


def _value(one: Cell, carry: Carry, marked: Marked) -> Iterator[str]:
    if not one.text:
        yield _blank(one, carry)
    else:
        yield from _told(one, carry, marked)
    if one.note:
        yield f" <small>{put_words(one.note)}</small>"
    for also in one.more:
        yield '<div class="also">'
        yield from _value(also, carry, marked)
        yield "</div>"


def _blank(one: Cell, carry: Carry) -> str:
    if one.href and one.blank:
        return f'<a class="blank" href="{put(carry(one.href))}">{put(one.blank)}</a>'
    return f'<span class="blank">{put(one.blank)}</span>'


def _told(one: Cell, carry: Carry, marked: Marked) -> Iterator[str]:
    look = f' class="is-{put(one.certainty)}"' if one.certainty else ""
    own = words_href(one.words[0]) if one.words and not one.href else None
    if one.href:
        yield f'<a href="{put(carry(one.href))}"{look}>{put_words(one.text)}</a>'
    elif own:
        also = f" is-{put(one.certainty)}" if one.certainty else ""
        shown = put(clip(one.words[0].words))
        yield f'<a class="v{also}" href="{put(carry(own))}" data-words="{shown}">{put_words(one.text)}</a>'
    else:
        yield f"<span{look}>{put_words(one.text)}</span>"
    if own is None or len(_each(one.words)) > 1:
        yield from _marks(one.words, carry, marked)


def _each(some: Sequence[Evidence]) -> list[Evidence]:
    return list(dict.fromkeys(some)) if some[1:] else list(some)


def _marks(some: Sequence[Evidence], carry: Carry, marked: Marked) -> Iterator[str]:
    every = _each(some)
    if not every or (marked is not None and every in marked):
        return
    if marked is not None:
        marked.append(every)
    yield "\u00a0"
    if len(every) == 1:
        yield _mark(every[0], carry)
        return
    label = put(say("the words, in %(n)s places", n=len(every)))
    yield f'<details class="ws"><summary aria-label="{label}">“…”\u00a0{len(every)}</summary><ul>'
    yield from (f"<li>{_quote(one, carry, QUOTED)}</li>" for one in every[:LISTED])
    if len(every) > LISTED:
        rest = len(every) - LISTED
        yield f"<li>{put(count('%(n)d more in the CSV and the JSON', '%(n)d more in the CSV and the JSON', rest))}</li>"
    yield "</ul></details>"


def _mark(one: Evidence, carry: Carry) -> str:
    """Return the way to one piece of words: to its report, or who wrote it down and from where."""
    href, words = words_href(one), clip(one.words)
    if href:
        label = put(say("the words: %(words)s", words=clip(one.words, 80)))
        return f'<a class="w" href="{put(carry(href))}" data-words="{put(words)}" aria-label="{label}">“…”</a>'
    label = put(say("written down by %(who)s: %(words)s", who=one.by, words=words))
    source = f", {put(one.source)}" if one.source else ""
    by = f"{put(words)} ({put(one.by)}{source})"
    return f'<span class="w" tabindex="0" role="note" data-words="{by}" aria-label="{label}">“…”</span>'


def put_quote(one: Evidence, carry: Carry, most: int | None = None) -> Markup:
    """Return words quoted from a report, with the way to where they stand."""
    return Markup(_quote(one, carry, most))  # noqa: S704 - as in `put_rows`


def _quote(one: Evidence, carry: Carry, most: int | None) -> str:
    href = words_href(one)
    told = put_words(clip(one.words, most) if most else one.words)
    if href:
        return f'<a class="quoted" href="{put(carry(href))}"><q>{told}</q></a>'
    source = f", {put_words(one.source)}" if one.source else ""
    return f"<q>{told}</q> <small>{put(say('written down by %(who)s', who=one.by))}{source}</small>"
