"""A feed as Atom (RFC 4287) and as JSON Feed 1.1."""

import datetime as dt
import json
import xml.etree.ElementTree as ET

from detente.desk.feeds.entry import Entry, Feed, plain

__all__ = ["as_atom", "as_json_feed"]

ATOM = "http://www.w3.org/2005/Atom"
VERSION = "https://jsonfeed.org/version/1.1"


def as_atom(feed: Feed) -> str:
    """Return a feed as Atom: words of others are plain text, escaped."""
    root = ET.Element("feed", {"xmlns": ATOM})
    _put(root, "id", feed.id)
    _put(root, "title", plain(feed.title))
    _put(root, "updated", _moment(feed.updated))
    _put(root, "link", rel="self", type="application/atom+xml", href=feed.own)
    _put(root, "link", rel="alternate", type="text/html", href=feed.href)
    _put(root, "generator", "détente")
    for one in feed.entries:
        _entry(ET.SubElement(root, "entry"), one)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(root, encoding="unicode")


def _entry(at: ET.Element, one: Entry) -> None:
    _put(at, "id", one.id)
    _put(at, "title", plain(one.title), type="text")
    _put(at, "updated", _moment(one.updated))
    _put(ET.SubElement(at, "author"), "name", plain(one.who))
    _put(at, "link", rel="alternate", type="text/html", href=one.href)
    _put(at, "content", plain(one.text), type="text")


def as_json_feed(feed: Feed) -> str:
    """Return a feed as JSON Feed 1.1."""
    items = [
        {
            "id": one.id, "url": one.href, "title": plain(one.title), "content_text": plain(one.text),
            "date_modified": _moment(one.updated), "authors": [{"name": plain(one.who)}],
        }
        for one in feed.entries
    ]  # fmt: skip
    made = {
        "version": VERSION, "title": plain(feed.title), "home_page_url": feed.href, "feed_url": feed.own,
        "items": items,
    }  # fmt: skip
    return json.dumps(made, ensure_ascii=False)


def _put(at: ET.Element, name: str, text: str | None = None, **attributes: str) -> None:
    ET.SubElement(at, name, attributes).text = text


def _moment(at: dt.datetime) -> str:
    return at.astimezone(dt.UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
