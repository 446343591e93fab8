"""The bytes of a mail as its head, its body and what is attached to it, however broken they are."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import policy
from email.errors import MessageError
from email.message import EmailMessage, Message
from email.parser import BytesParser
from email.utils import parseaddr

from detente.core.errors import DocumentError
from detente.documents.media import encoding_of
from detente.documents.packet import Carried
from detente.documents.stated import state_moment

__all__ = ["Part", "carried_of", "decode_part", "head_of", "is_misdeclared", "parse_mail", "parts_of", "text_of"]

BROKEN = (ValueError, LookupError, TypeError, AttributeError, AssertionError, RecursionError, MessageError)
"""What the standard library raises, against its word, where a mail is broken."""
DEEPEST = 30
MOST_PARTS = 2_000
ENCRYPTED = frozenset(("multipart/encrypted", "application/pgp-encrypted"))
OPAQUE = frozenset(("application/pkcs7-mime", "application/x-pkcs7-mime"))

STRANGE = re.compile(r"[^A-Za-z0-9+/=\s]")
WORDS = re.compile(r"[A-Za-z]+ [A-Za-z]+ ")
CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x7f-\x9f]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of a mail that holds no parts of this mail: a text, a file, another mail."""

    message: Message
    media_type: str
    filename: str | None
    is_attached: bool
    alternative: int = 0
    """The `multipart/alternative` in which it stands, by its place; 0 for none: one of its texts is read."""


def parse_mail(data: bytes) -> EmailMessage:
    """Return a mail parsed.

    Raises `DocumentError`: not_a_document for bytes without a mail's head, unreadable for what is encrypted.
    """
    try:
        message = BytesParser(EmailMessage, policy=policy.default).parsebytes(data)
    except BROKEN as error:
        raise _broken(error) from error
    if not any(
        head_of(message, name) for name in ("From", "Date", "Subject", "Message-ID", "Received", "Content-Type")
    ):
        text = "has no mail's head (From, Date, Subject); save its text as .txt and give that instead"
        raise DocumentError("not_a_document", text)
    kind = _media_type(message)
    if kind in ENCRYPTED or kind in OPAQUE:
        text = f"the mail is encrypted, or sealed with its signature ({kind}); open it, and save what it says as .txt"
        raise DocumentError("unreadable", text)
    return message


def _broken(error: Exception) -> DocumentError:
    message = f"the mail cannot be taken apart ({type(error).__name__}: {error}); save its text as .txt instead"
    return DocumentError("unreadable", message)


def head_of(message: Message, name: str) -> str | None:
    """Return a field of a head as one line of text, or None."""
    try:
        value = str(message.get(name) or "")
    except BROKEN:  # its structure is wrong: as it stands, then
        value = next((str(raw) for key, raw in message.raw_items() if key.lower() == name.lower()), "")
    plain = " ".join(value.replace("\x00", " ").split())
    return plain.encode("utf-8", "replace").decode() or None


def carried_of(message: Message) -> Carried:
    """Return what a mail's head says of it: the sender is who sends it, whoever wrote what is attached."""
    sender, address = parseaddr((head_of(message, "From") or "")[:1_000])
    return Carried(
        title=head_of(message, "Subject"),
        published=state_moment(head_of(message, "Date")),
        publisher=sender or address or None,
    )


def parts_of(message: Message) -> Iterator[Part]:
    """Yield the parts of a mail in order, without those of the mails in it.

    Raises `DocumentError` for a mail of parts without end.
    """
    open_parts, seen = [(message, 0, 0)], 0
    while open_parts:
        part, deep, alternative = open_parts.pop()
        seen += 1
        if deep > DEEPEST or seen > MOST_PARTS:
            raise DocumentError("unreadable", "the mail has parts in parts without end; save its text as .txt instead")
        kind = _media_type(part)
        inner = part.get_payload() if part.is_multipart() and not kind.startswith("message/") else None
        if isinstance(inner, list):
            below = seen if kind == "multipart/alternative" else alternative
            open_parts += [(child, deep + 1, below) for child in reversed(inner) if isinstance(child, Message)]
        else:
            yield _part(part, kind, alternative)


def _part(part: Message, kind: str, alternative: int) -> Part:
    try:
        filename = part.get_filename()
        is_attached = part.get_content_disposition() == "attachment" or bool(filename)
    except BROKEN:
        filename, is_attached = None, False
    return Part(message=part, media_type=kind, filename=filename, is_attached=is_attached, alternative=alternative)


def _media_type(part: Message) -> str:
    try:
        return part.get_content_type()
    except BROKEN:
        return "text/plain"


def decode_part(part: Part) -> bytes:
    """Return the bytes of a part, of another mail as it stands.

    Raises `DocumentError` where they cannot be had.
    """
    try:
        inner = part.message.get_payload()
        if part.media_type.startswith("message/") and isinstance(inner, list):
            return b"\n".join(child.as_bytes(policy=policy.compat32) for child in inner if isinstance(child, Message))
        payload = part.message.get_payload(decode=True)
    except BROKEN as error:
        raise _broken(error) from error
    return payload if isinstance(payload, bytes) else b""


def text_of(part: Part) -> str:
    """Return the text of a part in its stated encoding, else in what it is likeliest to be in."""
    text = _decoded(decode_part(part), part.message)
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "\ufffd")


def is_misdeclared(part: Part) -> bool:
    """Return whether a text says that it is base64 and is not: words stand in it, or what it decodes to is no text.

    A few strange characters among base64 are passed over, as by every mail program.
    """
    try:
        encoding = str(part.message.get("Content-Transfer-Encoding") or "").strip().lower()
        raw = part.message.get_payload()
    except BROKEN:
        return False
    if encoding != "base64" or not isinstance(raw, str) or not STRANGE.search(raw):
        return False
    return bool(WORDS.search(raw)) or not _is_text(decode_part(part), _charset(part.message))


def _is_text(data: bytes, encoding: str) -> bool:
    """Return whether bytes are text in an encoding, or in UTF-8, without characters that no text has."""
    for name in (encoding, "utf-8"):
        try:
            return not CONTROLS.search(data.decode(name))
        except (UnicodeError, LookupError):
            continue
    return False


def _decoded(data: bytes, message: Message) -> str:
    for encoding in (_charset(message), "utf-8"):
        try:
            return data.decode(encoding)
        except (UnicodeError, LookupError):
            continue
    # Neither: a few broken bytes in UTF-8, or another encoding throughout.
    lenient = data.decode("utf-8", "replace")
    whole = sum(character > "\x7f" for character in lenient) - 2 * lenient.count("\ufffd")
    return lenient if whole > 0 else data.decode("cp1252", "replace")


def _charset(message: Message) -> str:
    try:
        stated = message.get_content_charset()
    except BROKEN:
        return "utf-8"
    return encoding_of(stated) or "utf-8"
