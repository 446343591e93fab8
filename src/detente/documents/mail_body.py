"""A mail as a document: what its sender wrote, and what he forwards."""

import re
from collections import Counter
from typing import TYPE_CHECKING

from detente.core.errors import DocumentError
from detente.core.ids import hash_bytes
from detente.documents.document import Document
from detente.documents.fragment import read_fragment
from detente.documents.html import read_html
from detente.documents.mail_forward import find_forwarded
from detente.documents.mail_message import Part, carried_of, head_of, is_misdeclared, parse_mail, parts_of, text_of
from detente.documents.mail_quotes import is_answer, is_forward, unfold_flowed, without_list_notices, without_quotes
from detente.documents.text import check_document

if TYPE_CHECKING:
    from lxml.html import HtmlElement

__all__ = ["read_mail"]

QUOTED = re.compile(r"\b(?:gmail_quote|yahoo_quoted|moz-cite-prefix|protonmail_quote|zmail_extra)\b")
SIGNED = re.compile(r"\b(?:gmail_signature|moz-signature|protonmail_signature_block)\b")
PAGE = re.compile(
    r"<nav[\s>]|<link\s[^<>]{0,500}\brel=[\"']?canonical\b|<meta\s[^<>]{0,500}\barticle:published_time\b", re.IGNORECASE
)
"""What stands on a page that is sent as a mail, and in no mail that a mail program composed."""
SEALED = "-----BEGIN PGP MESSAGE-----"
NO_BASE64 = (
    "the mail says that its words are encoded as base64, and they are not, or are damaged; have it sent again, or save "
    "what it says as .txt"
)
STUB = 300
"""Characters of a plain text at most, where it only says that the mail is to be read as HTML."""


def read_mail(data: bytes, *, name: str) -> Document:
    """Return the document that a mail is: its plain text, else its HTML as text.

    Raises `DocumentError`.
    """
    message = parse_mail(data)
    bodies = [
        part for part in parts_of(message) if part.media_type in ("text/plain", "text/html") and not part.is_attached
    ]
    subject, references = head_of(message, "Subject"), head_of(message, "In-Reply-To") or head_of(message, "References")
    texts = [(part, text) for part in bodies if (text := text_of(part)).strip()]
    forward = any(is_forward(subject, text) for _, text in texts) or is_forward(subject, "")
    cut: Counter[str] = Counter()
    chosen = _chosen(texts)
    if any(is_misdeclared(part) for part, _ in chosen):
        raise DocumentError("unreadable", NO_BASE64)
    plain = "\n\n".join(_plain(part, text, cut, forward=forward) for part, text in chosen)
    text, quoted = without_quotes(plain, answer=is_answer(subject, references), forward=forward)
    text, notices = without_list_notices(text)
    if notices:
        cut["mailing list notice"] += notices
    forwarded = find_forwarded(text) if forward else None
    if forwarded:
        text, quoted["forwarded head"] = forwarded.text, forwarded.cut
    text = _tidy(text)
    _check_words(text, had=bool(plain.strip()))
    carried, identity = carried_of(message), (head_of(message, "Message-ID") or "").strip("<> ")
    return check_document(
        Document(
            id=f"mid:{identity}" if identity else name,
            text=text,
            title=(forwarded and forwarded.title) or carried.title,
            published=forwarded.published if forwarded else carried.published,
            publisher=forwarded.publisher if forwarded else carried.publisher,
            format="mail",
            bytes_hash=hash_bytes(data),
            cut_away=tuple(sorted((cut + quoted).items())),
        )
    )


def _check_words(text: str, *, had: bool) -> None:
    if SEALED in text:
        message = "the mail is encrypted (PGP); save what it says as .txt where you can read it"
        raise DocumentError("unreadable", message)
    if not text and had:
        message = "the mail holds nothing but what it quotes and its signature; read the mail that it answers"
        raise DocumentError("empty", message)


def _chosen(texts: list[tuple[Part, str]]) -> list[tuple[Part, str]]:
    """Return the texts that are a mail's body: of the same words as plain text and as HTML, the plain one."""
    chosen: list[tuple[Part, str]] = []
    for alternative in dict.fromkeys(part.alternative for part, _ in texts):
        same = [(part, text) for part, text in texts if part.alternative == alternative]
        plain = [(part, text) for part, text in same if part.media_type == "text/plain"]
        only_points = len(same) > len(plain) and all(len(text) < STUB and "HTML" in text.upper() for _, text in plain)
        html = [found for found in same if found not in plain]
        chosen += same if not alternative else html if only_points else plain
    return chosen


def _plain(part: Part, text: str, cut: Counter[str], *, forward: bool) -> str:
    if part.media_type == "text/html":
        if not forward and PAGE.search(text) and not QUOTED.search(text) and (page := _page(text)):
            cut.update(dict(page.cut_away))
            return page.text
        found = read_fragment(text, kind=_kind if not forward else _signed)
        cut.update(found.cut_away)
        return found.text
    flowed = str(part.message.get_param("format") or "").lower() == "flowed"
    delete_space = str(part.message.get_param("delsp") or "").lower() == "yes"
    return unfold_flowed(text, delete_space=delete_space) if flowed else text


def _page(text: str) -> Document | None:
    """Return the main text of a page that is sent as a mail, where it has one."""
    try:
        return read_html(text.encode("utf-8-sig", "replace"), name="")
    except DocumentError:
        return None


def _kind(element: "HtmlElement") -> str | None:
    cited = element.tag == "blockquote" and element.get("type") == "cite"
    quoted = cited or QUOTED.search(element.get("class") or "")
    return "quoted mail" if quoted else _signed(element)


def _signed(element: "HtmlElement") -> str | None:
    return "signature" if SIGNED.search(element.get("class") or "") else None


def _tidy(text: str) -> str:
    """Return text without space at the ends of lines, and one blank line between paragraphs."""
    lines = (line.rstrip() for line in text.replace("\u00a0", " ").split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
