"""A feed and its entries, before they are written in any form."""

import datetime as dt
import re
from dataclasses import dataclass

from detente.exchange.page_text import name_hidden

__all__ = ["Entry", "Feed", "newest", "plain", "tag"]

MOST = 50
"""Entries of a feed."""
SINCE = "2026"
"""The year since which desks give out ids in this form: a tag URI has to say one (RFC 4151)."""
UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that no XML document can hold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Something new: who says so first, in which words, since when it is known here."""

    id: str
    who: str
    title: str
    text: str
    href: str
    updated: dt.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """Entries under a title; `href` is the page that shows the same, `own` the feed's own address."""

    id: str
    title: str
    href: str
    own: str
    entries: tuple[Entry, ...]
    now: dt.datetime

    @property
    def updated(self) -> dt.datetime:
        """When the newest of it came to be known; of an empty one, the beginning of the day."""
        today = dt.datetime.combine(self.now.date(), dt.time(), dt.UTC)
        return max((one.updated for one in self.entries), default=today)


def newest(entries: list[Entry]) -> tuple[Entry, ...]:
    """Return those entries that came to be known last, these first."""
    return tuple(sorted(entries, key=lambda one: (one.updated, one.id), reverse=True)[:MOST])


def tag(host: str, kind: str, id_: str) -> str:
    """Return the id that something of the record has for feed readers, wherever the desk is asked for."""
    return f"tag:{host},{SINCE}:{kind}/{id_}"


def plain(text: str) -> str:
    """Return words from outside so that every form can hold them, and what is hidden in them is seen."""
    return UNWRITABLE.sub("\ufffd", name_hidden(text))
