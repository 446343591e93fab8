"""Plain text: UTF-8 as it stands; other encodings where the file is certainly in one."""

from detente.core.errors import DocumentError
from detente.core.ids import hash_bytes
from detente.documents.document import Document
from detente.documents.encodings import decode_otherwise, is_binary
from detente.documents.kinds import check_kind
from detente.documents.text import check_document, decode_utf8

__all__ = ["read_plain", "refuse_old"]


def read_plain(data: bytes, *, name: str) -> Document:
    """Return the document that a text file is; its text is the file's, unchanged.

    A file that is not UTF-8 is read where it says what it is in, with a byte-order mark, or where its words leave no
    doubt; `decoded_from` names it then. Raises `DocumentError`.
    """
    if data:
        check_kind(data, ".txt")
    text, encoding = _decoded(data)
    return check_document(
        Document(id=name, text=text, format="text", bytes_hash=hash_bytes(data), decoded_from=encoding)
    )


def refuse_old(data: bytes, *, name: str) -> Document:
    """Refuse a file in a format of old word processors, with what to do.

    Raises `DocumentError`, always.
    """
    what = "Rich Text Format" if data.startswith(b"{\\rtf") or name.lower().endswith(".rtf") else "an old Word format"
    message = f"it is in {what}, which is not read; save it as .docx or .pdf, or give its text as .txt"
    raise DocumentError("unreadable", message)


def _decoded(data: bytes) -> tuple[str, str | None]:
    try:
        return decode_utf8(data), None
    except DocumentError:
        found = decode_otherwise(data)
        if found is None and is_binary(data):
            message = f"it is no text but a binary file ({len(data):,} bytes); give the text that it holds as .txt"
            raise DocumentError("not_text", message) from None
        if found is None:
            raise
    return found
