"""A page's tree cut into blocks: what stands on lines of its own, in the page's order, each with what it is."""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from detente.documents.pages.kinds import kind_of_element

if TYPE_CHECKING:
    from lxml.html import HtmlElement

__all__ = ["Block", "Room", "cut_blocks"]

LINES = frozenset(
    {
        "address",
        "amp-ad",
        "amp-consent",
        "amp-list",
        "amp-sidebar",
        "article",
        "aside",
        "blockquote",
        "body",
        "br",
        "button",
        "caption",
        "center",
        "cite",
        "dd",
        "details",
        "dialog",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "html",
        "iframe",
        "legend",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "option",
        "p",
        "pre",
        "section",
        "select",
        "summary",
        "table",
        "tbody",
        "td",
        "textarea",
        "tfoot",
        "th",
        "thead",
        "title",
        "tr",
        "ul",
    }
)
"""Elements that stand on lines of their own."""
ROW_BREAKERS = (
    "p",
    "div",
    "table",
    "ul",
    "ol",
    "br",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "blockquote",
    "section",
    "article",
    "form",
    "pre",
)
LONGEST_CELL = 300
SKIPPED = frozenset({"head", "title", "iframe"})
SPACES = re.compile(r"[ \t\n\r\f\v]+")
EMPTY_LINE = re.compile(r"\n[ \t\u00a0]*\n")


@dataclass(slots=True, kw_only=True)
class Room:
    """An element that holds lines: the number of the room it stands in (-1 for none), and what it is or stands in."""

    parent: int
    tag: str
    kind: str | None
    names: str = ""


@dataclass(slots=True, kw_only=True)
class Block:
    """What stands on lines of its own: its text, how much of it is links, its room and that room's kind."""

    text: str
    tag: str
    room: int
    kind: str | None
    linked: int = 0
    moment: str | None = None
    """The attribute of a `<time>` in it."""
    aside: bool = False
    """Whether it is a stretch of a line that is of a kind of its own."""


@dataclass(slots=True)
class _Walk:
    rooms: list[Room] = field(default_factory=list)
    stack: list[int] = field(default_factory=list)
    inline: list[tuple[str, str | None]] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    noted: list[tuple[str, str]] = field(default_factory=list)
    """Stretches of the line that are of a kind of their own."""
    linked: int = 0
    links: int = 0
    moment: str | None = None


def cut_blocks(root: "HtmlElement", *, most: int) -> tuple[list[Block], list[Room]]:
    """Return a page's blocks in its order, no more than `most`, and the rooms that they stand in.

    A room's number is smaller than those of the rooms in it.
    """
    rows = _data_rows(root)
    walk = _Walk()
    blocks = list(itertools.islice(_walked(root, walk, rows), most))
    return blocks, walk.rooms


def _walked(root: "HtmlElement", walk: _Walk, rows: set["HtmlElement"]) -> Iterator[Block]:
    from lxml import etree

    skipped = row = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else ""
        started = event == "start"
        if tag in SKIPPED:
            skipped += 1 if started else -1
            if not started:
                _add(walk, element.tail)
            continue
        if skipped:
            continue
        if row and tag in {"td", "th"}:
            if started and "".join(walk.parts).strip():
                walk.parts.append(" | ")
        elif tag in LINES and not row:
            yield from _flush(walk)
        if element in rows and not started:
            yield from _flush(walk)
        row += (1 if started else -1) if element in rows else 0
        if started:
            _enter(walk, element, tag)
        else:
            _leave(walk, tag)
            _add(walk, element.tail)
    yield from _flush(walk)


def _enter(walk: _Walk, element: "HtmlElement", tag: str) -> None:
    names = f"{element.get('class') or ''} {element.get('id') or ''} {element.get('data-testid') or ''}".strip()
    own = kind_of_element(tag, role=element.get("role") or "", names=names)
    if tag in LINES:
        parent = walk.stack[-1] if walk.stack else -1
        around = walk.rooms[parent].kind if walk.stack else None
        walk.rooms.append(Room(parent=parent, tag=tag, kind=around or own, names=names))
        walk.stack.append(len(walk.rooms) - 1)
    else:
        walk.inline.append((tag, own))
    walk.links += tag == "a"
    if tag == "time" and walk.moment is None:
        walk.moment = element.get("datetime")
    _add(walk, element.text)


def _leave(walk: _Walk, tag: str) -> None:
    if tag in LINES:
        walk.stack.pop()
    else:
        walk.inline.pop()
    walk.links -= tag == "a"


def _add(walk: _Walk, text: str | None) -> None:
    if not text:
        return
    kind = next((own for _, own in walk.inline if own), None)
    if kind is not None:
        walk.noted.append((kind, text))
        text = " "
    walk.parts.append(text)
    walk.linked += len(text.strip()) if walk.links else 0


def _flush(walk: _Walk) -> Iterator[Block]:
    """Yield what was gathered since the last line ended."""
    raw = "".join(walk.parts)
    room = walk.stack[-1] if walk.stack else -1
    tag = walk.rooms[room].tag if walk.stack else "body"
    pieces = EMPTY_LINE.split(raw) if tag == "pre" else (raw,)
    kind = walk.rooms[room].kind if walk.stack else None
    for own, noted in walk.noted:
        if noted.strip():
            yield Block(
                text=SPACES.sub(" ", noted).strip(), tag=tag, room=room, kind=own, aside=True, moment=walk.moment
            )
    for piece in pieces:
        text = SPACES.sub(" ", piece).strip(" |") if " | " in piece else SPACES.sub(" ", piece).strip()
        if text:
            yield Block(
                text=text, tag=tag, room=room, kind=kind, linked=min(walk.linked, len(text)), moment=walk.moment
            )
    walk.parts.clear()
    walk.noted.clear()
    walk.linked, walk.moment = 0, None


def _data_rows(root: "HtmlElement") -> set["HtmlElement"]:
    """Return the rows of tables that hold data: two cells or more, none with lines of its own in it."""
    # a row with lines in it is left at the first of them, so rows in rows cost nothing
    return {row for row in root.iter("tr") if next(row.iter(*ROW_BREAKERS), None) is None and _is_data(row)}


def _is_data(row: "HtmlElement") -> bool:
    cells = [cell for cell in row if cell.tag in {"td", "th"}]
    lengths = [sum(map(len, cell.itertext())) for cell in cells]
    return len([length for length in lengths if length]) > 1 and max(lengths) <= LONGEST_CELL
