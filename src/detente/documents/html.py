"""A web page's main text and what its head says of it."""

import re
from typing import TYPE_CHECKING

from detente.core.errors import DocumentError
from detente.core.ids import hash_bytes
from detente.documents.document import Document
from detente.documents.text import check_document

if TYPE_CHECKING:
    from trafilatura.settings import Document as Extracted

__all__ = ["read_html"]

BARE_STYLE = "translate(@style, ' ', '')"
UNSEEN = (
    "noscript",
    "template",
    "*[@hidden]",
    "*[@aria-hidden='true']",
    f"*[contains({BARE_STYLE}, 'display:none')]",
    f"*[contains({BARE_STYLE}, 'visibility:hidden')]",
)
"""Elements that a reader of the page never sees, as XPath steps."""
TAGS = re.compile(rb"<[^>]*>")


def read_html(data: bytes, *, name: str) -> Document:
    """Return the document on a page: its main text, without menus, sign-up boxes and notices.

    Offsets refer to the text kept, a blank line between its paragraphs. Date, title, site and language are what the
    page's head states, never a guess from its body. Raises `DocumentError`.
    """
    found = _extract(data)
    text = re.sub(r"\n+", "\n\n", (found.text or "").strip()) if found is not None else ""
    if found is None or not text:
        message = f"no main text found on the page ({len(data):,} bytes); save its text as .txt and give that instead"
        raise DocumentError("no_main_text", message)
    around = max(0, len(TAGS.sub(b"", data)) - len(text.encode("utf-8", "replace")))
    return check_document(
        Document(
            id=name,
            text=text,
            title=found.title or None,
            published=found.date or None,
            url=found.url or None,
            publisher=found.sitename or None,
            language=found.language or None,
            format="html",
            bytes_hash=hash_bytes(data),
            cut_away=(("outside the main text", around),),
        )
    )


def _extract(data: bytes) -> "Extracted | None":
    import trafilatura

    # What the page does not show was not reported by it.
    unseen = [f"//{element}" for element in UNSEEN]
    # Only stated dates count: a page's body is full of days that are not its own.
    stated = {"extensive_search": False, "original_date": True}
    try:
        found = trafilatura.bare_extraction(
            data, with_metadata=True, include_comments=False, date_extraction_params=stated, prune_xpath=unseen
        )
    except (ValueError, RecursionError, AttributeError, LookupError) as error:
        message = f"the page cannot be taken apart ({type(error).__name__}: {error}); save its text as .txt instead"
        raise DocumentError("no_main_text", message) from error
    return None if isinstance(found, dict) else found
