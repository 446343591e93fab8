"""An OpenDocument text's words, read from its XML."""

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from detente.core.errors import DocumentError
from detente.core.ids import hash_bytes
from detente.documents.document import Document
from detente.documents.office import SAVE_AGAIN, Parts, child, local, note_entities, open_parts, stated_of, value_of
from detente.documents.tables import raise_digits, table_text
from detente.documents.text import check_document

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

__all__ = ["read_odt"]

BESIDE = {
    "annotation": "comment", "tracked-changes": "deleted in review", "table-of-content": "contents list",
    "hidden-text": "hidden", "hidden-paragraph": "hidden",
}  # fmt: skip
"""Elements that are no text of the document, and what they are counted as."""
SILENT = frozenset({"sequence-decls", "forms", "desc", "title", "binary-data"})
MOST_SPACES = 200


def read_odt(data: bytes, *, name: str) -> Document:
    """Return the document that an OpenDocument text holds, a blank line between paragraphs, a table's rows as lines.

    Raises `DocumentError`.
    """
    parts = open_parts(data)
    _check_unlocked(parts)
    tree = parts.tree("content.xml")
    body = child(tree, "body", "text") if tree is not None else None
    if body is None:
        message = f"it has no part content.xml with a text: it is no OpenDocument text (.odt); {SAVE_AGAIN}"
        raise DocumentError("unreadable", message)
    walk = _Walk()
    texts = [*walk.blocks(body), *walk.notes]
    walk.count_margins(parts.tree("styles.xml"))
    meta = parts.tree("meta.xml")
    text = "\n\n".join(texts)
    return check_document(
        Document(
            id=name,
            text=text,
            title=stated_of(meta, ("title",)) or walk.title,
            modified=stated_of(meta, ("date", "creation-date")),
            format="odt",
            bytes_hash=hash_bytes(data),
            cut_away=tuple(sorted((kind, count) for kind, count in walk.cut.items() if count)),
            repairs=note_entities(parts, at=len(text)),
        )
    )


def _check_unlocked(parts: Parts) -> None:
    manifest = parts.tree("META-INF/manifest.xml")
    if manifest is not None and any(local(element) == "encryption-data" for element in manifest.iter()):
        raise DocumentError("unreadable", f"it is locked with a password; {SAVE_AGAIN}")


class _Walk:
    """One way through a text: its paragraphs, its notes, and what is left out."""

    def __init__(self) -> None:
        self.cut: Counter[str] = Counter()
        self.notes: list[str] = []
        self.title: str | None = None
        self.boxes: list[str] = []

    def blocks(self, parent: "Element") -> Iterator[str]:
        """Yield the texts of an element's paragraphs, items and tables."""
        for element in parent:
            tag = local(element)
            if tag in BESIDE:
                self.cut[BESIDE[tag]] += _length(element)
            elif tag in {"p", "h"}:
                text = self._inline(element).strip()
                self._note_title(element, text)
                boxes, self.boxes = self.boxes, []
                yield from (each for each in (text, *boxes) if each)
            elif tag == "table":
                yield from table_text(
                    [["\n".join(self.blocks(c)) for c in _below(r, "table-cell")] for r in _below(element, "table-row")]
                )
            elif tag not in SILENT:
                yield from self.blocks(element)

    def count_margins(self, styles: "Element | None") -> None:
        """Count what stands at the head and the foot of every page."""
        for element in styles.iter() if styles is not None else ():
            if local(element) in {"header", "footer"}:
                self.cut[local(element)] += _length(element)

    def _note_title(self, element: "Element", text: str) -> None:
        first = local(element) == "h" and value_of(element, "outline-level") == "1"
        if self.title is None and text and (first or value_of(element, "style-name") == "Title"):
            self.title = " ".join(text.split())

    def _inline(self, parent: "Element") -> str:
        pieces = [parent.text or ""]
        for element in parent:
            pieces += [self._piece(element), element.tail or ""]
        # white space counts once in ODF; its own elements say where more is meant
        return "".join(pieces).replace("\u00ad", "")

    def _piece(self, element: "Element") -> str:
        tag = local(element)
        if tag in BESIDE:
            self.cut[BESIDE[tag]] += _length(element)
            return ""
        if tag == "note":
            return self._note(element)
        if tag in {"text-box", "table"}:
            self.boxes += [*self.blocks(element)]
            return ""
        if tag == "s":
            count = value_of(element, "c")
            return " " * min(int(count[:4]) if count.isdecimal() else 1, MOST_SPACES)
        return {"tab": " ", "line-break": "\n"}.get(tag) or ("" if tag in SILENT else self._inline(element))

    def _note(self, note: "Element") -> str:
        body = child(note, "note-body")
        at = len(self.notes)
        self.notes.append("")
        number = raise_digits(str(at + 1))
        text = " ".join(self.blocks(body)) if body is not None else ""
        self.notes[at] = f"{number} {text}"
        return number


def _below(parent: "Element", tag: str) -> Iterator["Element"]:
    """Yield a table's rows or a row's cells, also those in groups of them."""
    for element in parent:
        if local(element) == tag:
            yield element
        elif local(element) in {"table-header-rows", "table-rows", "table-row-group"}:
            yield from _below(element, tag)


def _length(element: "Element") -> int:
    return sum(len("".join(each.split())) for each in element.itertext())
