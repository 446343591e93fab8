"""feedparser's two parsers, with an entry inside an entry kept from being one, and `dc:date` kept apart."""

from collections.abc import Callable
from functools import cache
from typing import Any

from detente.core.errors import DocumentError

__all__ = ["MOST_ENTRIES", "feed_parsers"]

MOST_ENTRIES = 100_000
"""Entries of one feed: those of a feed that holds nothing but headlines, in as many bytes as it may have."""
ENTRIES = ("item", "entry")


@cache
def feed_parsers() -> tuple[Any, Any]:
    """Return the classes of a strict and a tolerant parser; both raise `DocumentError` at too many entries.

    The strict one passes over entries inside entries and counts them in `entries_inside`. In what is no XML an end is
    easily missing, so the tolerant one takes an entry within one that holds something for the next.
    """
    from feedparser.api import LooseFeedParser, StrictFeedParser

    own = {"_start_dc_date": _start_date, "_end_dc_date": _end_date, "entries_inside": 0}
    own |= {f"_start_{name}": _start_entry for name in ENTRIES}
    strict = {
        **own,
        "deep_inside": 0,
        "unknown_starttag": _outside(StrictFeedParser.unknown_starttag, by=1),
        "unknown_endtag": _outside(StrictFeedParser.unknown_endtag, by=-1),
        "handle_data": _data_outside,
    }
    return type("Strict", (StrictFeedParser,), strict), type("Tolerant", (LooseFeedParser,), own)


def _start_entry(self: Any, attributes: Any) -> None:
    if self.inentry and not self.entries[-1]:
        return  # opened again before it held anything: still the same
    if len(self.entries) >= MOST_ENTRIES:
        message = f"the feed has more than {MOST_ENTRIES:,} entries, the limit: cut it into several"
        raise DocumentError("too_long", message)
    from feedparser.namespaces._base import Namespace

    Namespace._start_item(self, attributes)  # noqa: SLF001 - what the library calls for the element


def _outside(handle: Callable[..., Any], *, by: int) -> Callable[..., None]:
    """Return what handles a tag outside of entries in entries; `by` is how much deeper the tag leads."""

    def tag(self: Any, name: str, *attributes: Any) -> None:
        opens_entry = by > 0 and name in ENTRIES and self.inentry and not self.incontent
        if self.deep_inside or opens_entry:
            self.deep_inside += by
            self.entries_inside += opens_entry
        else:
            handle(self, name, *attributes)

    return tag


def _data_outside(self: Any, text: str, escape: int = 1) -> None:
    from feedparser.mixin import _FeedParserMixin

    if not self.deep_inside:
        _FeedParserMixin.handle_data(self, text, escape)


def _start_date(self: Any, _: Any) -> None:
    """Keep `dc:date` apart: feedparser takes it for the date of a change."""
    self.push("dc_date", 1)


def _end_date(self: Any) -> None:
    self.pop("dc_date")
