"""Mends the characters of a text where what they were is certain, and tells what was mended."""

import dataclasses
import re

from detente.documents.document import Repair
from detente.documents.mend import mend

__all__ = ["clean_text", "mend_paragraph"]

UNSEEN = re.compile("[\u00ad\u200b\u2060\ufeff\u180e\u200e\u200f\u202a-\u202e\u2066-\u2069\x80-\x9f]")
"""Soft hyphens, marks without width and controls; the joiners of U+200C and U+200D belong to some scripts' words."""
SPACES = re.compile("[\u00a0\u2000-\u200a\u202f\u205f\u3000\t\v\f\r]+")


def clean_text(text: str) -> tuple[str, int]:
    """Return a text without characters that nobody sees, spaces made plain, and how many characters went."""
    clean = UNSEEN.sub("", text)
    return SPACES.sub(" ", clean), len(text) - len(clean)


def mend_paragraph(text: str, *, offset: int = 0) -> tuple[str, tuple[Repair, ...], int]:
    """Return a paragraph with its wrongly decoded characters put right and cleaned, each repair, and how many went.

    The repairs' spans refer to the paragraph returned, which starts at `offset`.
    """
    # before cleaning: controls that nobody sees are parts of letters that were misread
    mended, repairs = mend(text)
    clean, gone = clean_text(mended)
    return clean, tuple(_moved(repair, mended, offset) for repair in repairs), gone


def _moved(repair: Repair, mended: str, offset: int) -> Repair:
    start, end = (offset + len(clean_text(mended[:at])[0]) for at in (repair.start, repair.end))
    return dataclasses.replace(repair, start=start, end=end)
