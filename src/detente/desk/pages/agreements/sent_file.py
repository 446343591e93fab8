"""The words of a text that is brought as a file: plain text in UTF-8, and nothing else is taken for it."""

from fastapi import UploadFile

from detente.core.errors import UsageError
from detente.display.language import say

__all__ = ["words_of_file"]

PLAIN = "text/plain"
NOT_PLAIN = frozenset(range(32)) - {9, 10, 12, 13}
"""Control characters that no plain text has: other than tabs, ends of lines and of pages."""


def words_of_file(file: UploadFile | None, *, most: int) -> str | None:
    """Return the words of a file, of at most so many characters; None where none was chosen.

    Raises `UsageError` in words for one that is no plain text in UTF-8, has nothing in it, or is too long.
    """
    if file is None or not file.filename:
        return None
    kind = (file.content_type or "").partition(";")[0].strip().lower()
    if kind != PLAIN:
        raise UsageError(say("Only a file of plain text is taken here (.txt). Of another, paste the words."))
    words = _decoded(file.file.read())
    if len(words) > most:
        raise UsageError(say("The file has more than the %(most)s characters that are taken.", most=f"{most:,}"))
    if not words.strip():
        raise UsageError(say("The file has no words in it."))
    return words


def _decoded(sent: bytes) -> str:
    """Return bytes as text; ends of lines as they are where a text is pasted."""
    try:
        words = sent.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        message = say(
            "The file is no text in UTF-8 (byte %(n)s). Save it so, and bring it again.", n=f"{error.start:,}"
        )
        raise UsageError(message) from error
    if any(ord(one) in NOT_PLAIN for one in words):
        raise UsageError(say("The file has characters that no plain text has. Save it as plain text."))
    return words.replace("\r\n", "\n").replace("\r", "\n")
