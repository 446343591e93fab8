"""JSON Feed 1.0 and 1.1 as a head and entries, in the same terms as the other feeds."""

import json
from collections.abc import Iterator
from typing import Any

from detente.core.errors import DocumentError
from detente.documents.feed_parsers import MOST_ENTRIES
from detente.documents.feed_source import Element
from detente.documents.text import decode_utf8

__all__ = ["parse_json_feed"]

VERSION = "jsonfeed.org/version/1"
KNOWN = "a JSON Feed names its `version`, https://jsonfeed.org/version/1.1; give JSON lines with the ending .jsonl"


def parse_json_feed(data: bytes) -> tuple[Element, Iterator[Element]]:
    """Return the head of a JSON Feed and its entries.

    Raises `DocumentError`: not_json, or not_a_document for what is no feed.
    """
    try:
        value = json.loads(decode_utf8(data))
    except (ValueError, RecursionError) as error:
        raise DocumentError("not_json", f"not usable JSON: {_wrong_with(error)}; {KNOWN}") from error
    if (
        not isinstance(value, dict)
        or VERSION not in str(value.get("version"))
        or not isinstance(value.get("items"), list)
    ):
        message = f"is JSON, but no JSON Feed with its `items`; {KNOWN}"
        raise DocumentError("not_a_document", message)
    if len(value["items"]) > MOST_ENTRIES:
        message = f"the feed has {len(value['items']):,} entries; the limit is {MOST_ENTRIES:,}: cut it into several"
        raise DocumentError("too_long", message)
    head = {
        "title": _text(value.get("title")),
        "link": _text(value.get("home_page_url")) or _text(value.get("feed_url")),
        "language": _text(value.get("language")),
        "authors": _authors(value),
    }
    return head, (_entry(item if isinstance(item, dict) else {}) for item in value["items"])


def _wrong_with(error: ValueError | RecursionError) -> str:
    if isinstance(error, RecursionError):
        return "it is nested too deeply"
    return str(error)[:200] if isinstance(error, json.JSONDecodeError) else "it holds a number of too many digits"


def _entry(item: Element) -> Element:
    kinds = (("content_html", "text/html"), ("content_text", "text/plain"), ("summary", "text/plain"))
    content = [{"value": _text(item.get(name)), "type": kind} for name, kind in kinds]
    return {
        "id": _text(item.get("id")),
        "link": _text(item.get("url")) or _text(item.get("external_url")),
        "title": _text(item.get("title")),
        "published": _text(item.get("date_published")),
        "updated": _text(item.get("date_modified")),
        "language": _text(item.get("language")),
        "authors": _authors(item),
        "content": content,
    }


def _authors(item: Element) -> list[Element]:
    given = item.get("authors")
    people = given if isinstance(given, list) else [item.get("author")]  # version 1.0 had one
    return [{"name": _text(person.get("name"))} for person in people if isinstance(person, dict)]


def _text(value: Any) -> str:
    """Return a field as text; an id may be a number."""
    return str(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else ""
