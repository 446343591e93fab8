"""What a page's head states of it: title, days of publication and change, site, language, address; JSON-LD included."""

import functools
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from detente.documents.pages.dates import stated_day
from detente.knowledge.files import read_toml

if TYPE_CHECKING:
    from lxml.html import HtmlElement

__all__ = ["Head", "bare_title", "read_head"]

LONGEST_JSON = 2_000_000
MOST_NODES = 5_000
LONGEST_FIELD = 500
LANGUAGE = re.compile(r"([a-zA-Z]{2,3})(?:[-_][a-zA-Z0-9]+)*")
SITE = re.compile(r"\s+(?:[|»«·•–—-]|::)\s+")
SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What a page states of itself, each None where it does not; `body` is the text that its JSON-LD holds."""

    title: str | None = None
    published: str | None = None
    modified: str | None = None
    publisher: str | None = None
    language: str | None = None
    url: str | None = None
    month_first: bool = False
    body: str | None = None
    free: bool = True
    """Whether the page does not say that it shows only a part to those who have not paid."""


def read_head(root: "HtmlElement") -> Head:
    """Return what a page's head states; what its mark-up marks as a day of publication counts too."""
    metas, nodes = _metas(root), list(_articles(root))
    language = _language(root, metas)
    american = (root.get("lang") or metas.get("og:locale") or "").lower().replace("_", "-") == "en-us"
    linked = [item for item in (_first(nodes, "datePublished"), _first(nodes, "dateCreated")) if item]
    return Head(
        title=_title(root, metas, nodes),
        published=_day([*linked, *_named(metas, "published"), *_marked(root, "datepublished")], american),
        modified=_day(
            [_first(nodes, "dateModified") or "", *_named(metas, "modified"), *_marked(root, "datemodified")], american
        ),
        publisher=_clip(next(iter(_named(metas, "publisher")), None) or _publisher(nodes)),
        language=language,
        url=_address(root, metas),
        month_first=american,
        body=_first(nodes, "articleBody") or _first(nodes, "text"),
        free=not any(str(node.get("isAccessibleForFree", "")).lower() == "false" for node in nodes),
    )


def bare_title(title: str) -> str:
    """Return a title without the name of the site behind it, where what is left is still a title."""
    parts = SITE.split(title)
    return parts[0] if len(parts) > 1 and len(parts[0]) >= len(title) / 4 else title


def _metas(root: "HtmlElement") -> dict[str, str]:
    metas: dict[str, str] = {}
    for meta in root.iter("meta", "span"):
        value = (meta.get("content") or "").strip()
        for field in ("property", "name", "itemprop", "http-equiv"):
            for name in (meta.get(field) or "").lower().split() if value else ():
                metas.setdefault(name, value)
    return metas


def _named(metas: Mapping[str, str], what: str) -> list[str]:
    return [metas[name] for name in _names()[what] if name in metas]


def _marked(root: "HtmlElement", what: str) -> Iterator[str]:
    """Yield the days that elements of the body are marked with, by schema.org's or by microformats' names."""
    classes = {"published", "dt-published", "entry-date"} if what == "datepublished" else {"updated", "dt-updated"}
    for element in root.iter("time", "span", "div", "p", "abbr", "a"):
        words = {(element.get("itemprop") or "").lower(), *(element.get("class") or "").lower().split()}
        value = element.get("datetime") or element.get("content") or element.get("title")
        if value and (what in words or (words & classes) or (what == "datepublished" and "pubdate" in element.attrib)):
            yield value


def _day(values: list[str], american: object) -> str | None:
    return next((day for value in values if (day := stated_day(value, month_first=bool(american)))), None)


def _title(root: "HtmlElement", metas: Mapping[str, str], nodes: list[dict[str, Any]]) -> str | None:
    stated = next(iter(_named(metas, "title")), None) or _first(nodes, "headline")
    element = next(iter(root.iter("title")), None)
    text = SPACES.sub(" ", "".join(element.itertext())).strip() if element is not None else ""
    return _clip(stated or (bare_title(text) if text else None))


def _language(root: "HtmlElement", metas: Mapping[str, str]) -> str | None:
    stated = [
        root.get("lang") or "",
        root.get("{http://www.w3.org/XML/1998/namespace}lang") or root.get("xml:lang") or "",
    ]
    for value in (*stated, *_named(metas, "language")):
        found = LANGUAGE.fullmatch(value.strip())
        if found is not None:
            return found[1].lower()
    return None


def _address(root: "HtmlElement", metas: Mapping[str, str]) -> str | None:
    links = (
        link.get("href") or "" for link in root.iter("link") if "canonical" in (link.get("rel") or "").lower().split()
    )
    return next((url for url in (*links, *_named(metas, "url")) if url.startswith(("http://", "https://"))), None)


def _publisher(nodes: list[dict[str, Any]]) -> str | None:
    for node in nodes:
        publisher = node.get("publisher")
        name = publisher.get("name") if isinstance(publisher, dict) else publisher
        if isinstance(name, str) and name.strip():
            return name
    return None


def _clip(value: str | None) -> str | None:
    return SPACES.sub(" ", value).strip()[:LONGEST_FIELD] or None if value else None


def _first(nodes: list[dict[str, Any]], field: str) -> str | None:
    return next(
        (node[field].strip() for node in nodes if isinstance(node.get(field), str) and node[field].strip()), None
    )


def _articles(root: "HtmlElement") -> Iterator[dict[str, Any]]:
    """Yield the articles that the page's JSON-LD describes, the narrower kinds before a mere page."""
    nodes = [node for script in root.iter("script") for node in _linked_data(script)]
    order = {name: i for i, name in enumerate(_names()["articles"])}
    pages = [node for node in nodes if "WebPage" in _types(node)]
    yield from (node for node in nodes if node not in pages and any(name in order for name in _types(node)))
    yield from pages


def _types(node: dict[str, Any]) -> list[str]:
    kind = node.get("@type")
    return [name for name in (kind if isinstance(kind, list) else [kind]) if isinstance(name, str)]


def _linked_data(script: "HtmlElement") -> Iterator[dict[str, Any]]:
    text = script.text or ""
    if "ld+json" not in (script.get("type") or "").lower() or len(text) > LONGEST_JSON:
        return
    try:
        value = json.loads(text.strip().removeprefix("<![CDATA[").removesuffix("]]>"), strict=False)
    except (ValueError, RecursionError):
        return
    todo, seen = [value], 0
    while todo and seen < MOST_NODES:
        node, seen = todo.pop(0), seen + 1
        if isinstance(node, list):
            todo += node
        elif isinstance(node, dict):
            yield node
            todo += [
                inner
                for key in ("@graph", "mainEntity", "mainEntityOfPage")
                if isinstance(inner := node.get(key), dict | list)
            ]


@functools.cache
def _names() -> dict[str, Any]:
    return read_toml("pages/head.toml")
