"""The bytes of a feed as its head and its entries: RSS, RDF and Atom by feedparser, without its guesses."""

import io
import re
import sys
import xml.sax
import xml.sax.handler
import xml.sax.xmlreader
from collections.abc import Iterator
from typing import Any

from detente.core.errors import DocumentError
from detente.documents.feed_parsers import feed_parsers

__all__ = ["Element", "parse_feed"]

Element = dict[str, Any]
LONGEST_ENTITY = 100
"""Characters for which an entity that a feed declares may stand: with more, a short feed unfolds into gigabytes."""
ENTITY = re.compile(rb"""<!ENTITY\s+(?:%\s+)?(?P<name>[^\s"'>]{1,200})\s+(?P<value>"[^"]*"|'[^']*')""")
NAMED = re.compile(rb"&([^#;&\s]{1,200});")
ROOT = re.compile(rb"<([A-Za-z_][\w.:-]{0,60})")
REFERENCE = re.compile(r"&#(?:[xX](?P<hex>[0-9a-fA-F]+)|(?P<decimal>[0-9]+));?", re.ASCII)
LOW_SURROGATE, HIGH_SURROGATE = 0xD800, 0xDFFF
END = re.compile(rb"</(?:rss|feed|channel|(?:\w+:)?RDF)\s*>\s*\Z", re.IGNORECASE)
FEEDS = "RSS, RDF, Atom and JSON Feed"


def parse_feed(data: bytes) -> tuple[Element, Iterator[Element]]:
    """Return the head of a feed and its entries; XML that is broken is taken as far as it goes.

    Raises `DocumentError`: not_a_document for what is no feed.
    """
    parser = _parsed(data)
    head, entries = dict(parser.feeddata), parser.entries
    if not parser.version and not entries:
        raise DocumentError("not_a_document", _no_feed(data))
    head["entries_inside"] = parser.entries_inside
    head["is_atom"] = parser.version.startswith("atom")
    entries = [dict(entry.items()) for entry in entries]
    if parser.inentry and not END.search(data):
        entries[-1]["is_cut_off"] = True
    return head, iter(entries)


def _no_feed(data: bytes) -> str:
    root = ROOT.search(data)
    what = f"its first element is <{root[1].decode('ascii', 'replace')}>" if root else "it holds no element"
    return f"is no feed: {what}; known are {FEEDS}: save a page as .html, and give that"


def _parsed(data: bytes) -> Any:
    """Return feedparser's parser after the bytes: the strict one, or where they are no XML, the tolerant one."""
    from feedparser.encodings import convert_to_utf8
    from feedparser.sanitizer import replace_doctype

    found: Element = {}
    plain = convert_to_utf8({}, data, found)
    _check_entities(plain)
    version, plain, entities = replace_doctype(plain)
    strict, tolerant = feed_parsers()
    parser = strict("", None, "utf-8")
    if not found["encoding"] or not _is_parsed(parser, plain):
        parser = tolerant("", None, "utf-8", entities)
        parser.resolve_relative_uris = parser.sanitize_html = False
        _take(parser, plain)
    parser.version = version or parser.version
    return parser


def _take(parser: Any, data: bytes) -> None:
    text = REFERENCE.sub(_checked, data.decode("utf-8", "replace"))
    try:
        parser.feed(text)
    except (ValueError, LookupError, TypeError, AttributeError, AssertionError, RecursionError) as error:
        message = "the feed cannot be taken apart, its XML is broken; fetch it again, or have its publisher mend it"
        raise DocumentError("unreadable", message) from error


def _checked(reference: re.Match[str]) -> str:
    """Return a reference to a character, or what stands for one where it names none."""
    digits = reference["hex"] or reference["decimal"]
    number = int(digits[-9:], 16 if reference["hex"] else 10)
    surrogate = LOW_SURROGATE <= number <= HIGH_SURROGATE
    return reference[0] if number and number <= sys.maxunicode and not surrogate else "\ufffd"


def _is_parsed(parser: Any, data: bytes) -> bool:
    """Feed a strict parser, which opens nothing that the bytes name; return whether they are XML."""
    parser.resolve_relative_uris = parser.sanitize_html = False
    reader = xml.sax.make_parser()  # noqa: S317 - external entities are off, and the doctype is replaced
    reader.setFeature(xml.sax.handler.feature_namespaces, True)  # noqa: FBT003 - as the library has it
    reader.setFeature(xml.sax.handler.feature_external_ges, False)  # noqa: FBT003
    reader.setContentHandler(parser)
    reader.setErrorHandler(parser)
    source = xml.sax.xmlreader.InputSource()
    source.setByteStream(io.BytesIO(data))
    try:
        reader.parse(source)
    except xml.sax.SAXException:
        return False
    return True


def _check_entities(data: bytes) -> None:
    """Refuse a feed whose entities are long, or stand for one another: left as they are, they were its words."""
    declared = {found["name"]: found["value"] for found in ENTITY.finditer(data)}
    named = (name for value in declared.values() for name in NAMED.findall(value))
    within = next((name for name in named if name in declared), None)
    if within is not None:
        message = (
            f"declares entities that stand for one another ({within.decode('utf-8', 'replace')}), as what is made to "
            "fill a machine does; take the declarations out of the file where you trust it"
        )
        raise DocumentError("unreadable", message)
    longest = max(map(len, declared.values()), default=0)
    if longest > LONGEST_ENTITY:
        message = (
            f"declares an entity of {longest:,} characters, as what is made to fill a machine does; the limit is "
            f"{LONGEST_ENTITY}: take the declarations out of the file where you trust it"
        )
        raise DocumentError("unreadable", message)
