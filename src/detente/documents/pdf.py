"""A PDF's text: its pages' characters put together to lines, columns and paragraphs."""

import contextlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from detente.core.errors import DocumentError
from detente.core.ids import hash_bytes
from detente.documents.document import Document, Repair
from detente.documents.hyphens import Words, join_lines
from detente.documents.pdf_initials import join_initials
from detente.documents.pdf_layout import order_blocks
from detente.documents.pdf_paragraphs import Paragraph, join_pages, paragraphs_of
from detente.documents.pdf_running import BarePage, cut_running
from detente.documents.pdf_runs import PageRuns, Run, read_runs
from detente.documents.text import LONGEST_TEXT, check_document

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

__all__ = ["MOST_PAGES", "MOST_PDF_BYTES", "read_pdf"]

MOST_PDF_BYTES = 60_000_000
"""Bytes of one PDF: most of them are pictures, which are not looked at."""
MOST_PAGES = 2_000
HEADLINE = 1.15
"""How much larger than the body a headline is set."""
LONGEST_TITLE = 200
NO_TITLE = re.compile(
    r"microsoft \w+ -|.*\.\w{2,5}$|untitled|document ?\d*$|title$|\W*[\d\W]*$|slide \d+$", re.IGNORECASE
)
MOMENT = re.compile(r"(?:D:)?(\d{4})(\d\d)(\d\d)(?:(\d\d)(\d\d)(\d\d)?)?(Z|[+-]\d\d'?\d\d)?")
PRIVATE = re.compile("[\ue000-\uf8ff\ufffd]")
MOST_PRIVATE = 0.3
"""The share of letters without a meaning from which a PDF is one whose fonts do not say what they show."""
LOCKED = "the PDF is locked with a password; save it without one, or give its text as .txt"
CLOSED = "the PDF cannot be opened: it is damaged or cut off, or no PDF; get it again, or give its text as .txt"
NO_TEXT = (
    "the PDF has {pages:,} pages and no text on them: they are pictures of a paper; run OCR on it and give that PDF"
)
UNKNOWN_LETTERS = "the PDF's fonts do not say which letters they show; run OCR on it, or give its text as .txt"


def read_pdf(data: bytes, *, name: str) -> Document:
    """Return the document that a PDF holds: its text in reading order, a blank line between its paragraphs.

    Running heads, running feet, page numbers and hyphens at line ends are cut and counted; a page's notes follow the
    paragraph that ends it. `modified` is when the file was made; a PDF does not state when it was published.
    Raises `DocumentError`.
    """
    from pypdfium2 import PdfDocument, PdfiumError

    try:
        pdf = PdfDocument(data)
    except PdfiumError as error:
        raise _closed(error) from error
    with contextlib.closing(pdf):
        pages, lost = _pages(pdf)
        info = {key: _stated(pdf, key) for key in ("Title", "ModDate", "CreationDate")}
    _check_letters(pages)
    bare = cut_running(pages)
    body = _body_size(run for page in bare for run in page.runs)
    paragraphs = join_pages([_paragraphs(page) for page in bare], body)
    text, undone = _text(paragraphs)
    return check_document(
        Document(
            id=name,
            text=text,
            title=_title(info["Title"]) or _headline(bare[0].runs if bare else (), body),
            modified=_moment(info["ModDate"]) or _moment(info["CreationDate"]),
            format="pdf",
            bytes_hash=hash_bytes(data),
            cut_away=_counted(pages, bare, undone),
            repairs=tuple(_lost(page, at=len(text)) for page in lost),
        )
    )


def _closed(error: "RuntimeError") -> DocumentError:
    import pypdfium2.raw as pdfium

    if getattr(error, "err_code", None) in {pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY}:
        return DocumentError("unreadable", LOCKED)
    return DocumentError("unreadable", CLOSED)


def _pages(pdf: "PdfDocument") -> tuple[list[PageRuns], list[int]]:
    """Return the pages' runs and the numbers of the pages that cannot be taken apart; stop where it is too much."""
    from pypdfium2 import PdfiumError

    if len(pdf) > MOST_PAGES:
        message = f"the PDF has {len(pdf):,} pages; the limit is {MOST_PAGES:,}: cut it into documents"
        raise DocumentError("too_long", message)
    pages: list[PageRuns] = []
    lost: list[int] = []
    length = 0
    for number in range(len(pdf)):
        try:
            page = pdf[number]
        except PdfiumError:
            lost.append(number + 1)
            continue
        with contextlib.closing(page):
            pages.append(read_runs(page))
        length += sum(len(run.text) for run in pages[-1].runs)
        if length > 1.2 * LONGEST_TEXT:
            message = f"the PDF's first {number + 1:,} pages of {len(pdf):,} have {length:,} characters; the limit is "
            raise DocumentError("too_long", f"{message}{LONGEST_TEXT:,}: cut it into documents")
    return pages, lost


def _check_letters(pages: Sequence[PageRuns]) -> None:
    """Refuse pages without text, or with letters that have no meaning."""
    letters = sum(len(run.text) for page in pages for run in page.runs)
    if not letters:
        raise DocumentError("no_main_text", NO_TEXT.format(pages=len(pages)))
    if sum(len(PRIVATE.findall(run.text)) for page in pages for run in page.runs) > MOST_PRIVATE * letters:
        raise DocumentError("no_main_text", UNKNOWN_LETTERS)


def _body_size(runs: Iterable[Run]) -> float:
    sizes: Counter[float] = Counter()
    for run in runs:
        sizes[run.size] += len(run.text)
    return max(sizes, key=lambda size: (sizes[size], size), default=0.0)


def _paragraphs(page: BarePage) -> list[Paragraph]:
    """Return a page's paragraphs; what is turned another way than most of it comes last."""
    runs = join_initials(page.runs)
    turns = Counter(run.turn for run in runs for _ in run.text)
    ordered = sorted(turns, key=lambda turn: (-turns[turn], turn))
    blocks = [block for turn in ordered for block in order_blocks([run for run in runs if run.turn == turn])]
    return [paragraph for block in blocks for paragraph in paragraphs_of(block)]


def _text(paragraphs: Sequence[Paragraph]) -> tuple[str, int]:
    words = Words(line for paragraph in paragraphs for line in paragraph.lines)
    texts, undone = [], 0
    for paragraph in paragraphs:
        text, hyphens = ("\n".join(paragraph.lines), 0) if paragraph.table else join_lines(paragraph.lines, words)
        texts.append(text.replace("\u00ad", ""))
        undone += hyphens
    return "\n\n".join(text for text in texts if text), undone


def _counted(pages: Sequence[PageRuns], bare: Sequence[BarePage], undone: int) -> tuple[tuple[str, int], ...]:
    counts = {
        "footer": sum(page.footer for page in bare),
        "header": sum(page.header for page in bare),
        "hidden": sum(page.hidden for page in pages),
        "hyphenation": undone,
        "stamp": sum(page.stamped for page in pages),
    }
    return tuple((kind, count) for kind, count in counts.items() if count)


def _stated(pdf: "PdfDocument", key: str) -> str:
    try:
        value: str = pdf.get_metadata_value(key)
    except UnicodeDecodeError:
        return ""
    return re.sub(r"[\x00-\x1f\s]+", " ", value).strip()


def _title(stated: str) -> str | None:
    """Return the title that the file states, where it is none that a word processor put there by itself."""
    usable = stated and len(stated) <= LONGEST_TITLE and not NO_TITLE.match(stated) and not PRIVATE.search(stated)
    return stated if usable else None


def _headline(runs: Sequence[Run], body: float) -> str | None:
    """Return what stands in the largest letters on the first page, where they are larger than the body's."""
    largest = max((run.size for run in runs if any(map(str.isalpha, run.text))), default=0.0)
    if largest < HEADLINE * body:
        return None
    lines = sorted((run for run in runs if run.size > 0.95 * largest), key=lambda run: (-round(run.base), run.left))
    title, _ = join_lines([*_together(lines)], Words(()))
    return title if len(title) <= LONGEST_TITLE else None


def _together(lines: Sequence[Run]) -> Iterator[str]:
    for i, line in enumerate(lines):
        if i and lines[i - 1].base - line.base > 1.8 * line.size:
            return
        yield line.text


def _moment(stated: str) -> str | None:
    """Return a PDF's moment (``D:20210503120000+03'00'``) as ISO 8601."""
    found = MOMENT.match(stated)
    if found is None:
        return None
    year, month, day, hour, minute, second, zone = found.groups()
    clock = f"T{hour}:{minute}:{second or '00'}" if hour else ""
    offset = "" if not clock or not zone else zone if zone == "Z" else f"{zone[:3]}:{zone[-2:]}"
    return f"{year}-{month}-{day}{clock}{offset}"


def _lost(page: int, *, at: int) -> Repair:
    return Repair(start=at, end=at, was="", rule=f"pdf: page {page} cannot be taken apart and is missing")
