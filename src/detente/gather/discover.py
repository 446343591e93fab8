"""The feeds that a page says it has: ``<link rel="alternate" type="application/rss+xml" href=...>``."""

from dataclasses import dataclass
from typing import Any

from detente.core.errors import AddressRefused
from detente.gather.addresses import join_address, parse_address

__all__ = ["FEED_TYPES", "FoundFeed", "discover_feeds"]

FEED_TYPES = ("application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json")
MOST_PAGE = 2_000_000
"""Bytes of a page in which they are looked for: they stand in its head."""
MOST_FEEDS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundFeed:
    """A feed that a page names."""

    url: str
    title: str
    media_type: str


def discover_feeds(page: bytes, url: str) -> tuple[FoundFeed, ...]:
    """Return the feeds that a page names, in its order, each address once; comments' feeds go last."""
    found: dict[str, FoundFeed] = {}
    root = _parsed(page[:MOST_PAGE])
    links = [] if root is None else root.iter("base", "link")
    base = url
    for element in links:
        if element.tag == "base" and base == url:
            base = join_address(url, element.get("href") or "") or url
        elif (feed := _feed(element, base)) is not None and len(found) < MOST_FEEDS:
            found.setdefault(feed.url, feed)
    return tuple(sorted(found.values(), key=lambda feed: "comment" in f"{feed.url} {feed.title}".lower()))


def _parsed(page: bytes) -> Any:
    from lxml import etree

    try:
        return etree.fromstring(page, etree.HTMLParser(no_network=True, huge_tree=False))
    except (etree.XMLSyntaxError, ValueError):
        return None


def _feed(link: Any, base: str) -> FoundFeed | None:
    rel, media_type = (link.get("rel") or "").lower().split(), (link.get("type") or "").strip().lower()
    if link.tag != "link" or "alternate" not in rel or media_type not in FEED_TYPES:
        return None
    address = join_address(base, link.get("href") or "")
    try:
        parsed = str(parse_address(address or ""))
    except AddressRefused:
        return None
    return FoundFeed(url=parsed, title=" ".join((link.get("title") or "").split())[:300], media_type=media_type)
