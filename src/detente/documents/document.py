"""The document: a text and what its carrier says about it."""

from dataclasses import dataclass

from detente.documents.observation import Observation

__all__ = ["CUT_KINDS", "Document", "Repair"]

CUT_KINDS = (
    "advertisement",
    "byline",
    "comments notice",
    "consent notice",
    "comment",
    "contents list",
    "deleted in review",
    "footer",
    "forwarded head",
    "header",
    "hidden",
    "hyphenation",
    "invisible characters",
    "invitation to subscribe",
    "keywords",
    "mailing list notice",
    "markup",
    "menu",
    "newsletter box",
    "outside the main text",
    "paywall notice",
    "quoted mail",
    "reader comments",
    "related articles",
    "repeated text",
    "script",
    "share buttons",
    "signature",
    "stamp",
    "syndication notice",
    "title",
    "tracking pixel",
)
"""What extraction leaves out of a text, by kind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Repair:
    """Characters of `Document.text` that stand in place of broken ones: `[start, end)`, what was there, which rule."""

    start: int
    end: int
    was: str
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A text to be read. Every offset of a reading refers to `text`, in Unicode code points.

    `published` is what the carrier states (a JSON field, a page's metadata), as ISO 8601 text, or None:
    dates that the text itself states are for the reading to find.
    """

    id: str
    text: str
    title: str | None = None
    published: str | None = None
    url: str | None = None
    publisher: str | None = None
    language: str | None = None
    format: str = "text"
    bytes_hash: str = ""
    modified: str | None = None
    """When the carrier says that it last changed the document, as stated: no day of publication."""
    cut_away: tuple[tuple[str, int], ...] = ()
    """What extraction left out of `text`: (kind of `CUT_KINDS`, code points), counted and not kept."""
    decoded_from: str | None = None
    """The encoding that a text file was certainly in, where that was not UTF-8."""
    repairs: tuple[Repair, ...] = ()
    """What extraction mended, in order of the text; never in text that the caller counts offsets in (JSON lines)."""
    incomplete: str | None = None
    """The carrier's own words that it shows only a part of the text, such as a paywall's notice."""
    filled: tuple[str, ...] = ()
    """Fields that the document's own bytes leave open, and what brought it filled."""
    observation: Observation | None = None
    """The same as a record, where the text is composed from a form of one of the desk's own observers."""
