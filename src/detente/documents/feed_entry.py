"""An entry of a feed, in the form that `cut_feed` gives it, as a document."""

import json
import re
from collections import Counter
from typing import TYPE_CHECKING

from detente.core.errors import DocumentError
from detente.core.ids import hash_bytes
from detente.documents.document import Document
from detente.documents.fragment import Fragment, read_fragment, tidy_lines
from detente.documents.text import check_document, decode_utf8

if TYPE_CHECKING:
    from lxml.html import HtmlElement

__all__ = ["read_entry"]

STRINGS = ("id", "url", "title", "published", "modified", "language", "content", "content_type")
NOTICES: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "syndication notice",
        re.compile(r"The post\b.{1,400}\b(?:appeared first|first appeared) on\b.{1,200}", re.DOTALL),
    ),
    ("syndication notice", re.compile(r"(?:Continue reading|Read more|Read the full (?:story|article))\b.{0,200}")),
    ("comments notice", re.compile(r"(?:Comments are closed|Leave a comment|No comments(?: yet)?|\d+ comments?)\W*")),
    (
        "share buttons",
        re.compile(
            r"(?:Share|Tweet|Like|Email|Print)(?:(?:[\s:|,/·•]|\b(?:this|on|via|to|with)\b)*"
            r"(?:Share|Tweet|Like|Email|E-mail|Print|Facebook|Twitter|X|WhatsApp|Telegram|LinkedIn|Reddit|Pinterest))*"
            r"(?:\s+(?:this|on|via))*\W*"
        ),
    ),
)
SHARING = re.compile(
    r"\b(?:sharedaddy|feedflare|addtoany\w*|sharethis|(?:social|share)[-_](?:share|buttons?|links|icons))\b"
)
LAST = 4
"""Paragraphs at the end of an entry, and as many at its start, among which its notices stand."""


def read_entry(data: bytes, *, name: str) -> Document:  # noqa: ARG001 - as every format is called
    """Return the document that an entry is: its content, or, where it has none, its title.

    Raises `DocumentError`.
    """
    entry = _entry(data)
    content = entry["content"] or entry["title"] or ""
    is_html = entry["content_type"] == "html" and entry["content"]
    found = read_fragment(content, kind=_kind) if is_html else Fragment(text=tidy_lines(content), cut_away=Counter())
    text, notices = _without_notices(found.text)
    return check_document(
        Document(
            id=_id(entry, hash_bytes(data)),
            text=text,
            title=entry["title"],
            published=entry["published"],
            modified=entry["modified"],
            url=entry["url"],
            publisher=entry["source_title"] or entry["feed_title"],
            language=entry["language"],
            format="feed",
            bytes_hash=hash_bytes(data),
            cut_away=tuple(sorted((found.cut_away + notices).items())),
        )
    )


def _entry(data: bytes) -> dict[str, str | None]:
    try:
        entry = json.loads(decode_utf8(data))
    except (ValueError, RecursionError) as error:
        raise DocumentError("not_json", "the entry is not in the form that a feed is cut into") from error
    names = (*STRINGS, "source_title", "feed_title", "feed_url")
    if not isinstance(entry, dict) or not all(isinstance(entry.get(name), str | None) for name in names):
        raise DocumentError("not_a_document", "the entry is not in the form that a feed is cut into")
    return {name: entry.get(name) for name in names}


def _id(entry: dict[str, str | None], content_hash: str) -> str:
    """Return what names an entry among those of all feeds, wherever it stands in its own.

    A bare number does only together with its feed; an entry that states nothing is named by what it holds.
    """
    stated, feed = entry["id"], entry["feed_url"] or entry["feed_title"]
    if stated and re.match(r"[A-Za-z][\w+.-]*:.", stated):
        return stated
    if stated and feed:
        return f"{feed}#{stated}"
    return entry["url"] or f"{feed or 'entry'}#{content_hash[:16]}"


def _kind(element: "HtmlElement") -> str | None:
    return "share buttons" if SHARING.search(element.get("class") or "") else None


def _without_notices(text: str) -> tuple[str, Counter[str]]:
    """Return a text without what its feed adds at its ends, and what that was."""
    kept, cut = text.split("\n\n"), Counter[str]()
    for paragraph in {*range(min(LAST, len(kept))), *range(max(0, len(kept) - LAST), len(kept))}:
        found = next((kind for kind, notice in NOTICES if notice.fullmatch(kept[paragraph])), None)
        if found and len(kept) > 1:
            cut[found] += len(kept[paragraph])
            kept[paragraph] = ""
    return "\n\n".join(paragraph for paragraph in kept if paragraph), cut
