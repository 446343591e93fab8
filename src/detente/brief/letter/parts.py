"""Marks between which the parts of a letter stand, so that each reader is sent those of the subjects they chose.

They are set where nothing from outside can set them: in HTML as comments, where all words are escaped; in plain text
by a character that words from outside are named by and never hold.
"""

import re
from collections.abc import Callable, Collection

from markupsafe import Markup

__all__ = ["ALONE", "CUT", "REST", "begin_html", "begin_text", "cut_html", "cut_text", "end_html", "end_text"]

CUT = "cut"
"""What stands only where something is left out: that it is, and where all of it is."""
ALONE = "corrections"
"""What stands only for who is sent what is put right, and nothing else; as a subject chosen it is that choice."""
REST = "rest"
"""What is of no section and no correction: it stands for everybody but them."""
RECORD, UNIT = "\x1e", "\x1f"
HTML = re.compile(r"<!--part (\w+)-->(.*?)<!--end \1-->", re.DOTALL)
TEXT = re.compile(f"{RECORD}(\\w+){UNIT}(.*?){RECORD}end \\1{UNIT}\n?", re.DOTALL)


def begin_html(of: object) -> Markup:
    """Return the mark at which a part of HTML begins."""
    return Markup("<!--part {}-->").format(of)


def end_html(of: object) -> Markup:
    """Return the mark at which a part of HTML ends."""
    return Markup("<!--end {}-->").format(of)


def begin_text(of: object) -> str:
    """Return the mark at which a part of plain text begins."""
    return f"{RECORD}{of}{UNIT}"


def end_text(of: object) -> str:
    """Return the mark at which a part of plain text ends."""
    return f"{RECORD}end {of}{UNIT}"


def cut_html(html: str, keep: Collection[str]) -> str:
    """Return HTML with only the parts that are named, and no mark."""
    return HTML.sub(_kept(keep), html)


def cut_text(text: str, keep: Collection[str]) -> str:
    """Return plain text with only the parts that are named, and no mark."""
    return TEXT.sub(_kept(keep), text)


def _kept(keep: Collection[str]) -> Callable[[re.Match[str]], str]:
    return lambda found: found[2] if found[1] in keep else ""
