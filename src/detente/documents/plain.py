"""Plain text in UTF-8."""

from detente.core.ids import hash_bytes
from detente.documents.document import Document
from detente.documents.text import check_document, decode_utf8

__all__ = ["read_plain"]


def read_plain(data: bytes, *, name: str) -> Document:
    """Return the document that a text file is; its text is the file's, unchanged.

    Raises `DocumentError`.
    """
    return check_document(Document(id=name, text=decode_utf8(data), format="text", bytes_hash=hash_bytes(data)))
