"""Lines of CSV (RFC 4180) that a spreadsheet opens: no field of them, wherever its words come from, is a formula."""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Sequence

__all__ = ["csv_text"]

BEGINS = ("=", "+", "-", "@", "\u2212")
"""What a spreadsheet takes for the beginning of a formula; the last is the minus sign of mathematics."""
NUMBER = re.compile(r"[+-]?[0-9][0-9.,]*")
UNSEEN = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
"""Characters that are drawn as nothing, and are letters or marks all the same."""


def csv_text(lines: Iterable[Sequence[str]]) -> str:
    """Return lines as CSV, each field of them guarded, those of their heads and their ids too."""
    out = io.StringIO()
    csv.writer(out).writerows([_guarded(one) for one in line] for line in lines)
    return out.getvalue()


def _guarded(text: str) -> str:
    """Put an apostrophe before what begins as a formula does, behind whatever nobody sees, in whatever width."""
    first = next((one for one in text if not _is_unseen(one)), "")
    begins = unicodedata.normalize("NFKC", first)
    is_formula = begins.startswith(BEGINS) and not NUMBER.fullmatch(text)
    return f"'{text}" if is_formula or text.startswith(("\t", "\r", "\n")) else text


def _is_unseen(character: str) -> bool:
    """Say whether a character is a blank, a control, or of no width."""
    kind = unicodedata.category(character)
    return kind[0] in "ZC" or kind in ("Mn", "Me") or character in UNSEEN
