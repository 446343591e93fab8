"""Lists of sources as OPML, the form in which feed readers hand theirs on."""

import dataclasses
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from detente.core.errors import SourcesBroken
from detente.gather.sources import EVERY, Source, make_source

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["MOST_OPML", "NAMESPACE", "read_opml", "write_opml"]

MOST_OPML = 10_000_000
NAMESPACE = "urn:detente:sources"
"""Of the attributes that OPML has no name for; other readers leave them alone."""
OURS = f"{{{NAMESPACE}}}"
KINDS = frozenset({"rss", "rss1", "rss2", "atom", "feed", "link", "page"})
ADDRESSES = frozenset({"xmlUrl", "xmlurl", "htmlUrl", "url"})
TOLD = 5
"""Broken entries that a message names."""


def read_opml(data: bytes) -> tuple[Source, ...]:
    """Return the sources in an OPML file, in its order; the folders around one become its tags.

    An address that is listed twice is one source with the tags of both. Raises `SourcesBroken` for a file that is no
    OPML, and for one that lists an address which cannot be watched: then nothing of it is taken.
    """
    body = _body(data)
    found: dict[str, Source] = {}
    wrong: list[str] = []
    for outline, folders in _outlines(body, ()):
        if not _address(outline):
            named = _title(outline)[:80] or outline.get("htmlUrl", "")[:200]
            wrong.append(f"line {outline.sourceline}: {named!r} has no address to visit (xmlUrl)")
            continue
        try:
            source = _source(outline, folders)
        except SourcesBroken as error:
            wrong.append(f"line {outline.sourceline}: {error}")
        else:
            found[source.id] = _joined(found.get(source.id), source)
    if wrong:
        more = f"; and {len(wrong) - TOLD} more" if len(wrong) > TOLD else ""
        message = f"the list names what cannot be watched: {'; '.join(wrong[:TOLD])}{more}. Mend or delete it"
        raise SourcesBroken(message)
    return tuple(found.values())


def write_opml(sources: Iterable[Source], *, title: str = "Sources of détente") -> bytes:
    """Return sources as OPML that `read_opml` takes back unchanged."""
    from lxml import etree

    root = etree.Element("opml", {"version": "2.0"}, nsmap={"detente": NAMESPACE})
    etree.SubElement(etree.SubElement(root, "head"), "title").text = title
    body = etree.SubElement(root, "body")
    for source in sources:
        etree.SubElement(body, "outline", _attributes(source))
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return written


def _body(data: bytes) -> "_Element":
    from lxml import etree

    if len(data) > MOST_OPML:
        message = f"the list has {len(data):,} bytes; the limit is {MOST_OPML:,}: cut it into several"
        raise SourcesBroken(message)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        message = f"the list is no OPML, since it is not XML ({' '.join(str(error).split())[:200]})"
        raise SourcesBroken(message) from error
    if root.getroottree().docinfo.internalDTD is not None:
        message = "the list declares entities of its own, which no list of sources needs; delete its DOCTYPE"
        raise SourcesBroken(message)
    body = root.find("body")
    if root.tag != "opml" or body is None:
        message = f"the list is no OPML: it is {str(root.tag)[:60]!r} and has to be 'opml' with a 'body'"
        raise SourcesBroken(message)
    return body


def _outlines(parent: "_Element", folders: tuple[str, ...]) -> "Iterator[tuple[_Element, tuple[str, ...]]]":
    """Yield the outlines that are no folders, each with the titles of the folders around it."""
    for outline in parent.iterchildren("outline"):
        named = bool(_address(outline))
        if named or _is_meant_for_source(outline):
            yield outline, folders
        inner = folders if named else (*folders, _title(outline))
        yield from _outlines(outline, inner)


def _is_meant_for_source(outline: "_Element") -> bool:
    """Return whether an outline without an address says by its other attributes that it is no folder."""
    return outline.get("type", "").lower() in KINDS or bool(ADDRESSES & set(outline.attrib))


def _address(outline: "_Element") -> str:
    """Return what an outline has to be visited at: a feed's address, or that of a page it links to."""
    feed = outline.get("xmlUrl") or outline.get("xmlurl") or ""
    return feed.strip() or (outline.get("url") or "").strip()


def _title(outline: "_Element") -> str:
    title: str | None = outline.get("title")
    return str(outline.get("text", "")) if title is None else title


def _source(outline: "_Element", folders: tuple[str, ...]) -> Source:
    address = _address(outline)
    is_page = outline.get("type", "").lower() in {"link", "page"} or not (
        outline.get("xmlUrl") or outline.get("xmlurl")
    )
    categories = [part.strip("/ ") for part in outline.get("category", "").split(",")]
    source = make_source(
        f"http://{address[7:]}" if address.lower().startswith("feed://") else address,
        kind="page" if is_page else "feed",
        title=_title(outline),
        publisher=outline.get(f"{OURS}publisher", ""),
        language=outline.get("language", ""),
        every=_every(outline.get(f"{OURS}every", "")),
        follow=outline.get(f"{OURS}follow", "yes") != "no",
        tags=(*folders, *categories),
    )
    return dataclasses.replace(source, enabled=outline.get(f"{OURS}enabled", "yes") != "no")


def _every(text: str) -> int:
    if not text.strip():
        return EVERY
    try:
        return int(text[:12])
    except ValueError as error:
        message = f"detente:every is {text[:40]!r} and has to be a number of seconds"
        raise SourcesBroken(message) from error


def _joined(old: Source | None, new: Source) -> Source:
    return dataclasses.replace(old, tags=tuple(dict.fromkeys((*old.tags, *new.tags)))) if old else new


def _attributes(source: Source) -> dict[Any, str]:
    name = source.title or source.url
    address = {"xmlUrl": source.url} if source.kind == "feed" else {"url": source.url}
    named = {
        "text": name,
        "title": source.title,
        "type": "rss" if source.kind == "feed" else "link",
        **address,
        "language": source.language,
        "category": ",".join(source.tags),
        f"{OURS}publisher": source.publisher,
        f"{OURS}every": str(source.every) if source.every != EVERY else "",
        f"{OURS}follow": "" if source.follow or source.kind == "page" else "no",
        f"{OURS}enabled": "" if source.enabled else "no",
    }
    # an untitled source has its address for others to show, and an empty title that says so
    return {key: value for key, value in named.items() if value or (key == "title" and name)}
