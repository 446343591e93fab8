"""A web page's main text and what its head says of it."""

import dataclasses
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from detente.core.errors import DocumentError
from detente.core.ids import hash_bytes
from detente.documents.document import Document, Repair
from detente.documents.pages.blocks import Block, Room, cut_blocks
from detente.documents.pages.choose import TITLE, choose_main, is_prose
from detente.documents.pages.dates import day_on_line, stated_day
from detente.documents.pages.decode import decode_page
from detente.documents.pages.head import Head, read_head
from detente.documents.pages.mend import mend_paragraph
from detente.documents.pages.tree import parse_page, prune_unseen
from detente.documents.text import MOST_BYTES, check_document

if TYPE_CHECKING:
    from lxml.html import HtmlElement

__all__ = ["read_html"]

MOST_ELEMENTS, MOST_TEXT, MOST_LINKS = 12_000, 400_000, 3_000
"""Elements, code points and links of a page up to which a second extraction is asked: its time grows faster."""
MOST_BLOCKS = 100_000
FULLER = 1.5
"""How much longer the text in a page's JSON-LD has to be than what the page shows, to be taken in its place."""
LINES_BEFORE = 6
"""Lines before the headline among which the page's day may stand."""
GATED = "paywall notice"
UNPAID = "isAccessibleForFree: false"
Chosen = list[tuple[Block, str | None]]


def read_html(data: bytes, *, name: str) -> Document:
    """Return the document on a page: its main text, without menus, sign-up boxes and notices, each counted by kind.

    Offsets refer to the text kept, a blank line between its paragraphs; a list's items and a table's rows are such.
    Date, title, site and language are what the page's head states or a line beside its headline, never a guess from its
    sentences. Raises `DocumentError`.
    """
    if len(data) > MOST_BYTES:
        message = f"the page has {len(data):,} bytes; the limit is {MOST_BYTES:,}: save its text as .txt instead"
        raise DocumentError("too_long", message)
    root = parse_page(decode_page(data))
    if root is None:
        raise _no_text(data)
    head = read_head(root)
    cut = prune_unseen(root)
    blocks, rooms = cut_blocks(root, most=MOST_BLOCKS)
    if len(blocks) >= MOST_BLOCKS:
        message = f"the page has {MOST_BLOCKS:,} lines or more; save its text as .txt and cut it into documents"
        raise DocumentError("too_long", message)
    chosen = _chosen(root, blocks, rooms, head)
    paragraphs = _paragraphs(chosen, head)
    if not paragraphs:
        raise _no_text(data)
    text, repairs, gone = _joined(paragraphs)
    cut.update(_counted(chosen))
    cut[TITLE] *= any(kind is None for _, kind in chosen)
    cut["invisible characters"] += gone
    return check_document(
        Document(
            id=name,
            text=text,
            title=_mended(head.title),
            published=head.published or _shown_day(chosen, head),
            modified=head.modified,
            url=head.url,
            publisher=_mended(head.publisher),
            language=head.language,
            format="html",
            bytes_hash=hash_bytes(data),
            cut_away=tuple(sorted((kind, count) for kind, count in cut.items() if count)),
            repairs=repairs,
            incomplete=_incomplete(chosen, head),
        )
    )


def _no_text(data: bytes) -> DocumentError:
    message = f"no main text found on the page ({len(data):,} bytes); save its text as .txt and give that instead"
    return DocumentError("no_main_text", message)


def _chosen(root: "HtmlElement", blocks: Sequence[Block], rooms: Sequence[Room], head: Head) -> Chosen:
    taken = _taken(root, blocks)
    kinds = choose_main(blocks, rooms, taken=taken, title=head.title or "")
    return list(zip(blocks, kinds, strict=True))


def _taken(root: "HtmlElement", blocks: Sequence[Block]) -> str:
    """Return what another extraction takes for the main text, nothing where the page is too large to ask it."""
    import trafilatura

    large = sum(len(block.text) for block in blocks) > MOST_TEXT or len(blocks) > MOST_ELEMENTS
    if large or sum(1 for _ in root.iter()) > MOST_ELEMENTS or sum(1 for _ in root.iter("a")) > MOST_LINKS:
        return ""
    try:
        found = trafilatura.bare_extraction(root, include_comments=False)
    except (ValueError, RecursionError, AttributeError, LookupError, TypeError):
        # it only votes: without it, the page's own build decides
        return ""
    return "" if found is None or isinstance(found, dict) else str(found.text or "")


def _paragraphs(chosen: Chosen, head: Head) -> list[str]:
    """Return the paragraphs of the main text: what the page shows, or its JSON-LD's where that is much fuller."""
    shown = [block.text for block, kind in chosen if kind is None]
    body = [line for line in (head.body or "").splitlines() if line.strip()]
    length = sum(map(len, shown))
    if sum(map(len, body)) > FULLER * length:
        return [" ".join(line.split()) for line in body]
    # a page of nothing but a headline says what the headline says
    lines = shown or [block.text for block, kind in chosen if kind == TITLE]
    return lines if any(character.isalnum() for line in lines for character in line) else []


def _joined(paragraphs: Sequence[str]) -> tuple[str, tuple[Repair, ...], int]:
    parts: list[str] = []
    repairs: list[Repair] = []
    at = gone = 0
    for paragraph in paragraphs:
        clean, mended, less = mend_paragraph(paragraph, offset=at)
        gone += less
        if clean.strip():
            parts.append(clean)
            repairs += mended
            at += len(clean) + len("\n\n")
    text = "\n\n".join(parts)
    lead = len(text) - len(text.lstrip())
    moved = (dataclasses.replace(r, start=max(0, r.start - lead), end=max(0, r.end - lead)) for r in repairs)
    return text.strip(), tuple(moved), gone


def _mended(value: str | None) -> str | None:
    return mend_paragraph(value)[0].strip() or None if value else None


def _counted(chosen: Chosen) -> Counter[str]:
    cut: Counter[str] = Counter()
    for block, kind in chosen:
        if kind is not None:
            cut[kind] += len(block.text)
    return cut


def _shown_day(chosen: Chosen, head: Head) -> str | None:
    """Return the day that stands beside the headline, in a `<time>` or on a line of its own before the text."""
    texts = [i for i, (block, kind) in enumerate(chosen) if kind is None and is_prose(block)]
    end = texts[0] if texts else len(chosen)
    titles = [i for i, (_, kind) in enumerate(chosen) if kind == TITLE]
    around = range(max(0, (titles[0] if titles else end) - LINES_BEFORE), end)
    near = [chosen[i] for i in around if chosen[i][1] not in {"related articles", "menu"}]
    near += [(block, kind) for block, kind in chosen if kind == "byline"]
    stamps = [stated_day(block.moment) for block, _ in chosen if block.moment]
    lines = [day_on_line(block.text, month_first=head.month_first) for block, _ in near if not is_prose(block)]
    return next((day for day in (*lines, *stamps) if day), None)


def _incomplete(chosen: Chosen, head: Head) -> str | None:
    """Return the page's words that it shows only a part."""
    notices = [block.text for block, kind in chosen if kind == GATED]
    if notices:
        return " ".join(notices)[:500]
    short = sum(len(block.text) for block, kind in chosen if kind is None) < len(UNPAID) * 60
    return UNPAID if not head.free and short else None
