"""A page's tree, of bounded depth, with what a reader never sees taken out and counted."""

import re
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

__all__ = ["parse_page", "prune_unseen"]

DEEPEST = 1_000
"""How deep a page's elements may lie in each other before its mark-up is thinned; the parser drops what lies deeper
than twice that."""
SCRIPTS = ("script", "style", "template", "object", "embed", "applet", "svg", "math", "canvas", "amp-script")
STYLE = "translate(@style, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ \t\n', 'abcdefghijklmnopqrstuvwxyz')"
HIDDEN = (
    "//noscript",
    "//*[@hidden and @hidden != 'until-found']",
    "//*[@aria-hidden='true']",
    f"//*[contains({STYLE}, 'display:none')]",
    f"//*[contains({STYLE}, 'visibility:hidden')]",
)
TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]*)[^<>]*?(/?)>")
WRAPPERS = re.compile(
    r"</?(?:div|span|font|b|i|u|em|strong|section|blockquote|center|table|tbody|tr|td|ul|ol|li|dl|dd|dt|article|aside"
    r"|nav|main|header|footer|figure|small|big|sub|sup|a|form|fieldset|label|details|button|object|ins|del)\b[^<>]*>",
    re.IGNORECASE,
)
EMPTY = frozenset(
    {
        "br",
        "hr",
        "img",
        "input",
        "meta",
        "link",
        "wbr",
        "source",
        "track",
        "area",
        "base",
        "col",
        "embed",
        "param",
        "p",
        "li",
        "dt",
        "dd",
        "tr",
        "td",
        "th",
        "option",
    }
)
"""Elements that never hold others, or that the next of their kind closes."""
LONG_TAG = re.compile(r"<(/?[a-zA-Z][a-zA-Z0-9-]*)[^<>]{4000,}>")
"""Tags whose attributes go: the parser compares each of a tag's attributes with every other."""
FORBIDDEN = re.compile(r"[\x01-\x08\x0b\x0c\x0e-\x1f\x7f]")


def parse_page(page: str) -> "HtmlElement | None":
    """Return the root of a page's tree, None where there is none."""
    from lxml import etree, html

    clean = LONG_TAG.sub(r"<\1>", FORBIDDEN.sub("", page))
    if _depth(clean) > DEEPEST:
        clean = WRAPPERS.sub("<br>", clean)
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True, no_network=True)
    try:
        root = html.document_fromstring(clean.encode("utf-8"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        return None
    return root


def prune_unseen(root: "HtmlElement") -> Counter[str]:
    """Take out what a reader of the page never sees, and return how many characters went, by kind."""
    from lxml import etree

    cut: Counter[str] = Counter()
    scripts = list(root.iter(*SCRIPTS))
    hidden = [element for path in HIDDEN for element in etree.XPath(path)(root)]
    for kind, elements in (("script", scripts), ("hidden", hidden)):
        for element in elements:
            if element.getparent() is not None and element.tag not in {"html", "body"}:
                cut[kind] += sum(len(part.strip()) for part in element.itertext())
                element.drop_tree()
    return cut


def _depth(page: str) -> int:
    """Return how deep a page's tags go at most, where those that are never closed count as open."""
    deep = deepest = 0
    for close, tag, alone in TAG.findall(page):
        if close:
            deep = max(0, deep - 1)
        elif not alone and tag.lower() not in EMPTY:
            deep += 1
            deepest = max(deepest, deep)
    return deepest
