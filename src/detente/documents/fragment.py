"""A piece of HTML that is main text already (a feed's entry, a mail's body) as paragraphs."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.core.errors import DocumentError

if TYPE_CHECKING:
    from lxml.html import HtmlElement

__all__ = ["Fragment", "read_fragment", "tidy_lines"]

BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "legend",
    "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "tfoot", "thead", "tr", "ul",
))  # fmt: skip
SCRIPTS = frozenset((
    "script", "style", "template", "noscript", "iframe", "object", "embed", "svg", "math", "button", "select",
    "textarea", "head",
))  # fmt: skip
TINY_SIZES = frozenset(("0", "1", "0px", "1px"))
UNSEEN = re.compile(r"display:none|visibility:hidden")
Kind = Callable[["HtmlElement"], str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fragment:
    """The text of a piece of HTML, a blank line between paragraphs, and what was cut away, by kind."""

    text: str
    cut_away: Counter[str]


def read_fragment(html: str, *, kind: Kind = lambda _: None) -> Fragment:
    """Return the text that a piece of HTML shows; elements to which `kind` gives a kind are cut away and counted.

    Raises `DocumentError` (no_main_text) where it cannot be taken apart.
    """
    from lxml import etree
    from lxml.html import HTMLParser, fromstring

    # What no XML may hold, the parser would stop at.
    clean = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]", " ", html)
    if not clean.strip():
        return Fragment(text="", cut_away=Counter())
    # A fragment may name no encoding of its own: these are characters already.
    parser = HTMLParser(encoding="utf-8", huge_tree=True)
    try:
        root = fromstring(f"<html><body>{clean}</body></html>".encode(), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError, RecursionError) as error:
        message = "its HTML cannot be taken apart, it is broken; save its text as .txt instead"
        raise DocumentError("no_main_text", message) from error
    if any(entry.level == etree.ErrorLevels.FATAL for entry in parser.error_log):
        message = "its HTML is nested so deeply that its end is lost; save its text as .txt instead"
        raise DocumentError("no_main_text", message)
    pieces: list[str] = []
    cut: Counter[str] = Counter()
    _walk(root, pieces, cut, kind)
    return Fragment(text=tidy_lines("".join(pieces)), cut_away=cut)


def tidy_lines(text: str) -> str:
    """Return text with single spaces, no space at the ends of lines and one blank line between paragraphs."""
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _walk(root: "HtmlElement", pieces: list[str], cut: Counter[str], kind: Kind) -> None:
    """Write the text of a tree, without recursion: hostile mark-up nests as deep as it likes."""
    from lxml import etree

    steps = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, element in steps:
        if event in ("comment", "pi"):
            pieces.append(_flat(element.tail))
        elif event == "end":
            pieces.append(_after(element))
        elif found := _cut_kind(element, kind):
            # Its end comes all the same, and with it what follows it.
            cut[found] += _size(element)
            steps.skip_subtree()
        else:
            pieces.append(_before(element) + (element.text or "" if element.tag == "pre" else _flat(element.text)))


def _cut_kind(element: "HtmlElement", kind: Kind) -> str | None:
    if element.tag in SCRIPTS:
        return "script"
    if element.tag == "img":
        return "tracking pixel" if {element.get("width"), element.get("height")} & TINY_SIZES else None
    style = (element.get("style") or "").replace(" ", "").lower()
    hidden = "hidden" in element.attrib or element.get("aria-hidden") == "true" or UNSEEN.search(style)
    return "hidden" if hidden else kind(element)


def _size(element: "HtmlElement") -> int:
    """Return how many code points of text an element holds; of an image, of its mark-up."""
    if element.tag == "img":
        return sum(len(name) + len(value) + 4 for name, value in element.items()) + len("<img>")
    return sum(len(piece) for piece in element.itertext())


def _before(element: "HtmlElement") -> str:
    if element.tag == "br":
        return "\n"
    if element.tag in ("td", "th"):
        return " "
    return "\n\n" if element.tag in BLOCKS else ""


def _after(element: "HtmlElement") -> str:
    return ("\n\n" if element.tag in BLOCKS else "") + _flat(element.tail)


def _flat(text: str | None) -> str:
    """Return text with its line ends as spaces, which is all that they mean in HTML."""
    return re.sub(r"[ \t\r\n]+", " ", text or "")
