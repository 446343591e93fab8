"""The parts of an office file (a ZIP of XML), unpacked within limits."""

import io
import zipfile
import zlib
from typing import TYPE_CHECKING

from detente.core.errors import DocumentError
from detente.documents.document import Repair

if TYPE_CHECKING:
    from lxml.etree import XMLSyntaxError
    from lxml.etree import _Element as Element

__all__ = [
    "MOST_OFFICE_BYTES", "SAVE_AGAIN", "Parts", "child", "local", "note_entities", "open_parts", "stated_of",
    "value_of",
]  # fmt: skip

MOST_OFFICE_BYTES = 60_000_000
"""Bytes of one office file: most of them are pictures, which are not unpacked."""
MOST_UNPACKED = 60_000_000
"""Bytes that the parts read may have when unpacked, all together."""
MOST_MEMBERS = 5_000
SAVE_AGAIN = "save it again as .docx or .pdf, or give its text as .txt"
ZIP = b"PK\x03\x04"
OLD_WORD = b"\xd0\xcf\x11\xe0"
BROKEN = (
    zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, EOFError, OSError, ValueError, OverflowError,
    NotImplementedError, RuntimeError, IndexError,
)  # fmt: skip
"""What `zipfile` raises at damaged files."""


class Parts:
    """The XML parts of an office file, each parsed when asked for."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        """Keep the archive and count what is unpacked from it."""
        self._archive = archive
        self._left = MOST_UNPACKED
        self.entities: list[str] = []
        self.names: tuple[str, ...] = tuple(archive.namelist())

    def tree(self, name: str) -> "Element | None":
        """Return the root of a part; None where there is no such part.

        Raises `DocumentError` where it is damaged or too large.
        """
        return self._parsed(name) if name in self.names else None

    def _parsed(self, name: str) -> "Element":
        from lxml import etree

        # no entity is resolved and nothing is fetched; libxml2's own limits on depth and length stay on
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            tree = etree.fromstring(self._unpacked(name), parser)
        except etree.XMLSyntaxError as error:
            raise DocumentError("unreadable", f"its part {name} {_wrong_with(error)}; {SAVE_AGAIN}") from error
        self.entities += _written_out(tree)
        return tree

    def _unpacked(self, name: str) -> bytes:
        try:
            with self._archive.open(name) as stream:
                data = stream.read(self._left + 1)
        except BROKEN as error:
            locked = (
                "is locked with a password"
                if "encrypted" in str(error)
                else "is damaged: what is packed in it is broken"
            )
            message = f"its part {name} {locked}; {SAVE_AGAIN}"
            raise DocumentError("unreadable", message) from error
        self._left -= len(data)
        if self._left < 0:
            message = (
                f"it unpacks to more than {MOST_UNPACKED:,} bytes; cut it into documents, or give its text as .txt"
            )
            raise DocumentError("too_long", message)
        return data


def open_parts(data: bytes) -> Parts:
    """Return the parts of an office file.

    Raises `DocumentError`.
    """
    if data.startswith(OLD_WORD):
        message = f"it is an old Word file (.doc), or one locked with a password; {SAVE_AGAIN}"
        raise DocumentError("unreadable", message)
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except BROKEN as error:
        part = "cut off or damaged: its list of parts is missing" if data.startswith(ZIP) else "not packed as one is"
        message = f"it is no office file, or a damaged one ({part}); {SAVE_AGAIN}"
        raise DocumentError("unreadable", message) from error
    if len(archive.infolist()) > MOST_MEMBERS:
        message = f"it has {len(archive.infolist()):,} parts; no paper has more than {MOST_MEMBERS:,}; {SAVE_AGAIN}"
        raise DocumentError("unreadable", message)
    return Parts(archive)


def _wrong_with(error: "XMLSyntaxError") -> str:
    """Return what is wrong with a part in our words: the parser's are about its own options."""
    said = str(error).casefold()
    if "depth" in said:
        return "is damaged, or made to do harm: its elements lie too deep in each other"
    if "entit" in said:
        return "is made to do harm, or damaged: the entities that it defines do not come to an end, or are not defined"
    if "huge" in said:
        return "has a piece of text that is too long for any paper"
    line, column = error.position
    return f"is damaged: its XML is wrong at line {line}, column {column}"


def _written_out(tree: "Element") -> list[str]:
    """Put the names of entities that a part defines itself (``&a;``) into its text, and return them.

    They are not opened out, for they may name other files or grow without end; what stands around them stays.
    """
    from lxml import etree

    found = [entity for entity in tree.iter() if entity.tag is etree.Entity]
    for entity in found:
        parent, before = entity.getparent(), entity.getprevious()
        text = (entity.text or "") + (entity.tail or "")
        if parent is None:
            continue
        if before is None:
            parent.text = (parent.text or "") + text
        else:
            before.tail = (before.tail or "") + text
        parent.remove(entity)
    return [str(entity.text) for entity in found]


def note_entities(parts: Parts, *, at: int) -> tuple[Repair, ...]:
    """Return a note for each entity that was left as it stands, at the end of the text as what is of no one place."""
    rule = "office: an entity that the file defines itself is not opened out; its name stands in the text"
    return tuple(Repair(start=at, end=at, was=name, rule=rule) for name in dict.fromkeys(parts.entities))


def local(element: "Element") -> str:
    """Return an element's name without its namespace, of which there are two for the same words; "" for a comment."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def value_of(element: "Element", name: str) -> str:
    """Return an attribute by its name without namespace."""
    return next((str(value) for key, value in element.attrib.items() if str(key).rpartition("}")[2] == name), "")


def child(element: "Element", *path: str) -> "Element | None":
    """Return what stands at a path of names below an element."""
    found: Element | None = element
    for name in path:
        found = next((each for each in found if local(each) == name), None) if found is not None else None
    return found


def stated_of(tree: "Element | None", names: tuple[str, ...]) -> str | None:
    """Return the first of the fields that says something, wherever it stands in a part of statements."""
    elements = tree.iter() if tree is not None else ()
    found = {local(element): " ".join((element.text or "").split()) for element in elements}
    return next((found[name] for name in names if found.get(name)), None)
