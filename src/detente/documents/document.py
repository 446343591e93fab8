"""The document: a text and what its carrier says about it."""

from dataclasses import dataclass

__all__ = ["Document"]


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
    cut_away: tuple[tuple[str, int], ...] = ()
    """What extraction left out of `text`: (kind, code points), counted and not kept."""
