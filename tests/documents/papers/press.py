"""A small press: sets texts into PDFs with the standard fonts, as ministries, missions and newspapers lay them out."""

import ctypes
import functools
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import pypdfium2
import pypdfium2.raw as pdfium

__all__ = ["Sheet", "bind", "break_lines", "measure"]

FONTS = {"F1": "Helvetica", "F2": "Times-Roman", "F3": "Helvetica-Bold"}
ENCODING = b"<</Type/Encoding/BaseEncoding/WinAnsiEncoding/Differences[1/fi/fl]>>"
LIGATURE_CODES = {"\ufb01": b"\x01", "\ufb02": b"\x02"}
A4 = (595, 842)


@functools.cache
def _font(name: str) -> tuple[pypdfium2.PdfDocument, object]:
    document = pypdfium2.PdfDocument.new()
    return document, pdfium.FPDFText_LoadStandardFont(document, FONTS[name].encode())


@functools.cache
def _width(char: str, font: str) -> float:
    width = ctypes.c_float()
    pdfium.FPDFFont_GetGlyphWidth(_font(font)[1], ord(char), ctypes.c_float(1000.0), width)
    return width.value / 1000 or 0.5


def measure(text: str, size: float, font: str = "F1") -> float:
    """Return how wide a text runs, in points."""
    return size * sum(_width(char, font) for char in text)


@dataclass
class Sheet:
    """A page that is drawn on."""

    width: float = A4[0]
    height: float = A4[1]
    rotate: int = 0
    drawn: list[bytes] = field(default_factory=list)

    def put(self, x: float, y: float, text: str, *, size: float = 10, font: str = "F1", **how: float) -> None:
        """Draw a text; `turn` in degrees, `rise` in points, `space` between words."""
        turn = math.radians(how.get("turn", 0))
        cos, sin = math.cos(turn), math.sin(turn)
        head = f"BT /{font} {size} Tf {how.get('rise', 0)} Ts {how.get('space', 0):.3f} Tw "
        self.drawn.append(
            f"{head}{cos:.5f} {sin:.5f} {-sin:.5f} {cos:.5f} {x:.2f} {y:.2f} Tm (".encode()
            + _escaped(text)
            + b") Tj ET"
        )

    def row(self, y: float, cells: Iterable[tuple[float, str]], *, size: float = 9) -> None:
        """Draw the cells of a table's row, each from where it begins."""
        for x, text in cells:
            self.put(x, y, text, size=size)

    def paragraph(  # noqa: PLR0913 - how a paragraph is set
        self, x: float, y: float, width: float, text: str, *, size: float = 10, font: str = "F1", indent: float = 0,
        justify: bool = False, hyphenate: Sequence[str] = (), leading: float = 1.25,
    ) -> float:  # fmt: skip
        """Set a paragraph and return where the line under it stands. `hyphenate` names words as ``moni-toring``."""
        lines = break_lines(text, width, size=size, font=font, indent=indent, hyphenate=hyphenate)
        for i, line in enumerate(lines):
            inwards = indent if i == 0 else 0
            spaces, room = line.count(" "), width - inwards - measure(line, size, font)
            space = room / spaces if justify and spaces and i + 1 < len(lines) else 0
            self.put(x + inwards, y, line, size=size, font=font, space=space)
            y -= leading * size
        return y

    def centre(self, y: float, text: str, *, size: float = 10, font: str = "F1") -> None:
        """Draw a text in the middle of the page."""
        self.put((self.width - measure(text, size, font)) / 2, y, text, size=size, font=font)


def break_lines(
    text: str, width: float, *, size: float, font: str, indent: float = 0, hyphenate: Sequence[str] = ()
) -> list[str]:
    """Break a text into lines; words with a hyphen, and those named, may be parted at it."""
    parts = {word.replace("-", ""): word.split("-") for word in hyphenate}
    lines: list[str] = []
    line = ""
    for word in text.split(" "):
        room = width - (0 if lines else indent)
        if measure(f"{line} {word}".strip(), size, font) <= room:
            line = f"{line} {word}".strip()
            continue
        head, tail = parts.get(word) or (word.split("-", 1) if "-" in word.strip("-") else ("", word))
        if head and line and measure(f"{line} {head}-", size, font) <= room:
            line, word = f"{line} {head}-", tail  # noqa: PLW2901
        lines.append(line)
        line = word
    return [*lines, line]


def bind(sheets: Sequence[Sheet], *, info: str = "", extra: str = "") -> bytes:
    """Return the PDF of sheets; `info` is the inside of its dictionary of information, `extra` goes to the trailer."""
    kids = " ".join(f"{6 + 2 * i} 0 R" for i in range(len(sheets)))
    fonts = "".join(f"/{key}<</Type/Font/Subtype/Type1/BaseFont/{name}/Encoding 4 0 R>>" for key, name in FONTS.items())
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {len(sheets)}>>".encode(),
        f"<<{fonts}>>".encode(),
        ENCODING,
        b"<<" + info.encode("cp1252") + b">>",
    ]
    for i, sheet in enumerate(sheets):
        box = f"/MediaBox[0 0 {sheet.width} {sheet.height}]/Rotate {sheet.rotate}"
        page = f"<</Type/Page/Parent 2 0 R{box}/Contents {7 + 2 * i} 0 R/Resources<</Font 3 0 R>>>>"
        stream = b"\n".join(sheet.drawn)
        objects += [page.encode(), b"<</Length %d>>stream\n" % len(stream) + stream + b"\nendstream"]
    return _file(objects, extra)


def _file(objects: Sequence[bytes], extra: str) -> bytes:
    out, offsets = bytearray(b"%PDF-1.4\n"), []
    for number, content in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n" % number + content + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    trailer = f"trailer<</Size {len(objects) + 1}/Root 1 0 R/Info 5 0 R{extra}>>\nstartxref\n{start}\n%%EOF\n"
    return bytes(out) + trailer.encode()


def _escaped(text: str) -> bytes:
    coded = b"".join(LIGATURE_CODES.get(char) or char.encode("cp1252") for char in text)
    return coded.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
