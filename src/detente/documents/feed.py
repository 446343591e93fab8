"""Feeds, cut into their entries: each is kept in one form, so that the same entry fetched again is the same bytes."""

import json
from collections.abc import Iterator
from typing import Any, BinaryIO
from urllib.parse import urljoin, urlsplit

from detente.core.errors import DocumentError
from detente.documents.address import without_login
from detente.documents.feed_json import parse_json_feed
from detente.documents.feed_source import Element, parse_feed
from detente.documents.fragment import read_fragment
from detente.documents.packet import Carried, Packet, too_many_bytes
from detente.documents.stated import state_moment
from detente.documents.text import MOST_BYTES

__all__ = ["FEED_BYTES", "cut_feed"]

FEED_BYTES = 32_000_000
"""Bytes of one feed: a hundred thousand entries of a headline and a sentence."""
EMPTY_TOLD = 20
"""Empty entries of a feed that are told one by one; the rest is told in one, with its number."""


def cut_feed(stream: BinaryIO, *, name: str) -> Iterator[Packet]:
    """Yield each entry of a feed; one with neither content nor title is a packet with its error.

    `name` is the feed's address where it has one.     Raises `DocumentError` for what is no feed.
    """
    data = stream.read(FEED_BYTES + 1)
    if len(data) > FEED_BYTES:
        raise too_many_bytes(None, most=FEED_BYTES)
    is_json = data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"{", b"[")
    head, entries = parse_json_feed(data) if is_json else parse_feed(data)
    empty = 0
    for number, entry in enumerate(entries, 1):
        packet = _packet(entry, head, name=f"{name}:{number}", base=_address(name, None))
        empty += packet.error is not None and packet.error.code == "empty"
        if packet.error is None or packet.error.code != "empty" or empty <= EMPTY_TOLD:
            yield packet
    yield from _summed(empty - EMPTY_TOLD, head.get("entries_inside", 0), name)


def _summed(empty: int, inside: int, name: str) -> Iterator[Packet]:
    """Yield what is told of a feed's entries in one: how many more are empty, and how many lie inside others."""
    if empty > 0:
        message = f"{empty:,} more entries have neither content nor a title; there is nothing to read"
        yield Packet(name=name, suffix=".entry", error=DocumentError("empty", message))
    if inside:
        message = f"{inside:,} entries lie inside other entries and were not read; have the feed's publisher mend it"
        yield Packet(name=name, suffix=".entry", error=DocumentError("unreadable", message))


def _packet(found: Element, head: Element, *, name: str, base: str | None) -> Packet:
    if found.get("is_cut_off"):
        message = "the feed breaks off within this entry, which was not read; fetch the feed again"
        return Packet(name=name, suffix=".entry", error=DocumentError("unreadable", message))
    try:
        entry = _in_one_form(found, head, base)
    except DocumentError as error:
        return Packet(name=name, suffix=".entry", error=error)
    if not entry["content"] and not entry["title"]:
        message = "the entry has neither content nor a title; there is nothing to read"
        return Packet(name=name, suffix=".entry", error=DocumentError("empty", message))
    data = json.dumps(entry, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    if len(data) > MOST_BYTES:
        return Packet(name=name, suffix=".entry", error=too_many_bytes(len(data)))
    carried = Carried(
        url=entry["url"],
        title=entry["title"],
        published=entry["published"],
        publisher=entry.get("source_title") or entry["feed_title"],
        language=entry["language"],
    )
    return Packet(name=name, suffix=".entry", data=data, carried=carried)


def _in_one_form(entry: Element, head: Element, base: str | None) -> Element:
    """Return what an entry states, in our own form; what it leaves open is None, but for what its feed says for all.

    Its link is relative to the feed's own address, as any link is to that of the file it stands in; of a feed from a
    disk only the site's address is known that it names.
    """
    content, kind = _fullest(entry)
    link = _line(head.get("link"))
    return {
        "id": _line(entry.get("id")),
        "url": _address(_line(entry.get("link")), base or link),
        "title": _title(entry),
        "published": state_moment(_line(_published(entry, head))),
        "modified": state_moment(_line(entry.get("updated"))),
        "authors": [name for author in _listed(entry.get("authors")) if (name := _line(author.get("name")))],
        "language": _language(entry) or _language(head),
        "content": content,
        "content_type": kind,
        "feed_title": _title(head),
        "feed_url": _address(link, base),
        **_source(entry),
    }


def _source(entry: Element) -> Element:
    """Return which feed an entry was taken over from; nothing, as for most, keeps their bytes what they were."""
    source = entry.get("source")
    title = _title(source) if isinstance(source, dict) else None
    return {"source_title": title} if title else {}


def _published(entry: Element, head: Element) -> Any:
    """Return the stated day of publication. Outside Atom, ``dc:date`` is the only way to state one that RSS 1.0 has."""
    return entry.get("published") or (None if head.get("is_atom") else entry.get("dc_date"))


def _fullest(entry: Element) -> tuple[str | None, str]:
    """Return the longest of an entry's texts with its kind; of equals the first, content before summary."""
    summary = {"value": entry.get("summary"), **(entry.get("summary_detail") or {})}
    given = [(str(text.get("value") or ""), _kind(text)) for text in (*_listed(entry.get("content")), summary)]
    texts = [(text, kind) for text, kind in given if text.strip() and kind]
    return max(texts, key=lambda text: len(text[0])) if texts else (None, "text")


def _kind(detail: Element | None) -> str:
    """Return whether a text is html or text; nothing for what is neither (a picture in base64)."""
    kind = str((detail or {}).get("type") or "text/plain")
    if kind in ("text/html", "application/xhtml+xml", "html", "xhtml"):
        return "html"
    return "text" if kind.startswith("text") else ""


def _language(element: Element) -> str | None:
    detail = element.get("title_detail") or element.get("summary_detail") or {}
    return _line(element.get("language")) or _line(detail.get("language"))


def _title(entry: Element) -> str | None:
    """Return the title of an entry, of its feed or of the feed that it was taken from, without marks of HTML."""
    title = entry.get("title")
    if isinstance(title, str) and _kind(entry.get("title_detail")) == "html":
        return _line(read_fragment(title).text)
    return _line(title)


def _listed(value: Any) -> list[Element]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _line(value: Any) -> str | None:
    """Return a field as one line of text, or None."""
    plain = " ".join(value.replace("\x00", " ").split()) if isinstance(value, str) else ""
    return plain.encode("utf-8", "replace").decode() or None


def _address(link: str | None, base: str | None) -> str | None:
    """Return the address of a page on the web: a relative one resolved as its feed's is, no other scheme."""
    if not link:
        return None
    try:
        whole = urljoin(base or "", link)
        parts = urlsplit(whole)
    except ValueError:
        return None
    return without_login(whole) if parts.scheme in ("http", "https") and parts.netloc else None
