"""A Word file's text, read from its XML: what its author would see with all changes accepted."""

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

__all__ = ["read_docx"]

MAIN = "word/document.xml"
DELETED = frozenset({"del", "moveFrom"})
SILENT = frozenset({
    "pPr", "rPr", "tblPr", "tblGrid", "trPr", "tcPr", "sectPr", "instrText", "delInstrText", "Fallback", "sdtPr",
    "sdtEndPr", "annotationRef", "footnoteRef", "endnoteRef", "delText",
})  # fmt: skip
"""Elements that show no text of the document."""
SPACES = {"tab": " ", "ptab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
NOTES = {"footnoteReference": "word/footnotes.xml", "endnoteReference": "word/endnotes.xml"}
TITLES = ("title", "heading 1")


def read_docx(data: bytes, *, name: str) -> Document:
    """Return the document that a Word file holds, a blank line between paragraphs, a table's rows as lines.

    Tracked insertions are text and deletions are not; notes stand at the end; heads, feet and comments are counted, not
    kept. Raises `DocumentError`.
    """
    parts = open_parts(data)
    tree = parts.tree(MAIN)
    body = child(tree, "body") if tree is not None else None
    if body is None:
        message = f"it has no part {MAIN} with a body: it is no Word file (.docx); {SAVE_AGAIN}"
        raise DocumentError("unreadable", message)
    walk = _Walk(_style_names(parts))
    texts = [*walk.blocks(body), *walk.notes(parts)]
    for name_of_part in parts.names:
        walk.count_part(parts, name_of_part)
    core = parts.tree("docProps/core.xml")
    text = "\n\n".join(texts)
    return check_document(
        Document(
            id=name,
            text=text,
            title=stated_of(core, ("title",)) or walk.title,
            modified=stated_of(core, ("modified", "created")),
            format="docx",
            bytes_hash=hash_bytes(data),
            cut_away=tuple(sorted((kind, count) for kind, count in walk.cut.items() if count)),
            repairs=note_entities(parts, at=len(text)),
        )
    )


class _Walk:
    """One way through a Word file's body: its paragraphs, and on the way what is left out and which notes it names."""

    def __init__(self, styles: dict[str, str]) -> None:
        self.styles = styles
        self.cut: Counter[str] = Counter()
        self.named: list[tuple[str, str]] = []
        self.title: str | None = None
        self.boxes: list[str] = []

    def blocks(self, parent: "Element") -> Iterator[str]:
        """Yield the texts of an element's paragraphs and tables."""
        pending = ""
        for element in parent:
            match local(element):
                case "p":
                    text = pending + self._inline(element)
                    boxes, self.boxes = self.boxes, []
                    # where the end of a paragraph was deleted, the next one goes on with it
                    pending = text if child(element, "pPr", "rPr", "del") is not None else ""
                    yield from (each for each in [*([] if pending else [self._noted(element, text)]), *boxes] if each)
                case "tbl":
                    yield from table_text([*self._rows(element)])
                case "sdt" if self._is_contents(element):
                    self.cut["contents list"] += _length(element)
                case tag if tag in DELETED:
                    self.cut["deleted in review"] += _length(element)
                case tag if tag not in SILENT:
                    yield from self.blocks(element)
        if pending:
            yield pending.strip()

    def notes(self, parts: Parts) -> Iterator[str]:
        """Yield the notes that the text names, in its order, each with its number."""
        trees = {part: parts.tree(part) for part in {part for part, _ in self.named}}
        found = {
            (part, value_of(note, "id")): note for part, tree in trees.items() if tree is not None for note in tree
        }
        for number, key in enumerate([*self.named], 1):
            text = " ".join(self.blocks(found[key])) if key in found else ""
            if text:
                yield f"{raise_digits(str(number))} {text}"

    def count_part(self, parts: Parts, name: str) -> None:
        """Count a part that is beside the text: a head, a foot, comments."""
        for stem, kind in (("header", "header"), ("footer", "footer"), ("comments.xml", "comment")):
            if name.startswith(f"word/{stem}") and name.endswith(".xml"):
                tree = parts.tree(name)
                self.cut[kind] += _length(tree) if tree is not None else 0

    def _noted(self, paragraph: "Element", text: str) -> str:
        """Return a paragraph's text; the first one in the style of a title is the document's."""
        text = text.strip()
        style = child(paragraph, "pPr", "pStyle")
        if style is not None and text and self.title is None:
            named = value_of(style, "val")
            self.title = " ".join(text.split()) if self.styles.get(named, named).casefold() in TITLES else None
        return text

    def _rows(self, table: "Element") -> Iterator[list[str]]:
        for row in _below(table, "tr"):
            if child(row, "trPr", "del") is not None:
                self.cut["deleted in review"] += _length(row)
            else:
                yield ["\n".join(self.blocks(cell)) for cell in _below(row, "tc")]

    def _inline(self, parent: "Element") -> str:
        return "".join(self._piece(element) for element in parent)

    def _piece(self, element: "Element") -> str:
        tag = local(element)
        if tag in DELETED or (tag == "r" and child(element, "rPr", "vanish") is not None):
            self.cut["deleted in review" if tag in DELETED else "hidden"] += _length(element)
            return ""
        if tag == "t":
            return (element.text or "").replace("\u00ad", "")
        if tag in NOTES:
            self.named.append((NOTES[tag], value_of(element, "id")))
            return raise_digits(str(len(self.named)))
        if tag == "txbxContent":
            self.boxes += [*self.blocks(element)]
            return ""
        if tag == "br" and value_of(element, "type") in {"page", "column"}:
            return ""
        return SPACES.get(tag) or ("" if tag in SILENT else self._inline(element))

    def _is_contents(self, element: "Element") -> bool:
        gallery = child(element, "sdtPr", "docPartObj", "docPartGallery")
        return gallery is not None and "contents" in value_of(gallery, "val").casefold()


def _below(parent: "Element", tag: str) -> Iterator["Element"]:
    """Yield the rows of a table or the cells of a row, also those in a content control."""
    for element in parent:
        if local(element) == tag:
            yield element
        elif local(element) in {"sdt", "sdtContent", "ins", "customXml", "smartTag"}:
            yield from _below(element, tag)


def _length(element: "Element") -> int:
    """Return how many characters of text stand below an element."""
    return sum(len(each.text or "") for each in element.iter() if local(each) in {"t", "delText"})


def _style_names(parts: Parts) -> dict[str, str]:
    """Return the styles' names by their ids, which each language of Word has its own for."""
    tree = parts.tree("word/styles.xml")
    styles = [each for each in tree if local(each) == "style"] if tree is not None else []
    names = ((style, child(style, "name")) for style in styles)
    return {value_of(style, "styleId"): value_of(name, "val") for style, name in names if name is not None}
