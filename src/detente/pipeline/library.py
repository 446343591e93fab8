"""The reader as a function, for programs."""

from detente.core.ids import hash_bytes
from detente.documents.document import Document
from detente.documents.text import check_document
from detente.pipeline.reader import default_reader
from detente.reading.reading import Reading

__all__ = ["read"]


def read(
    text: str,
    *,
    published: str | None = None,
    title: str | None = None,
    publisher: str | None = None,
    language: str | None = None,
) -> Reading:
    """Return what a text says: who says so, who did what to whom, where and when, each with its words.

    `published` is an ISO 8601 date where it is known; relative dates are read from it. All offsets refer to `text`.
    Raises `detente.core.errors.DocumentError` for a text that cannot be read (empty, too long, not text).
    """
    data = text.encode("utf-8", "surrogatepass")
    document = Document(
        id=hash_bytes(data)[:16],
        text=text,
        title=title,
        published=published,
        publisher=publisher,
        language=language,
        bytes_hash=hash_bytes(data),
    )
    return default_reader().read(check_document(document))
