"""Words as they are searched by: in any case, with or without diacritics, the same in every database."""

import re
import unicodedata
from typing import Any

from sqlalchemy import Boolean
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import GenericFunction

__all__ = ["SEPARATOR", "fold", "fold_all", "has_words"]

SEPARATOR = "\ufdd1"
"""Stands between texts that are searched together: a code point that Unicode keeps out of texts."""

_LEFT_OUT = re.compile("[\x00\ud800-\udfff\ufdd0\ufdd1]")


def fold(text: str) -> str:
    """Fold case and leave diacritics out, so that a search for "ERDOGAN" finds Erdoğan."""
    parts = unicodedata.normalize("NFKD", text.casefold().replace("ı", "i"))
    return _LEFT_OUT.sub("\ufffd", "".join(c for c in parts if not unicodedata.combining(c)))


def fold_all(*texts: str | None) -> str:
    """Fold several texts into one that is searched in all of them."""
    return SEPARATOR.join(fold(text) for text in texts if text)


class has_words(GenericFunction[bool]):  # noqa: N801 - reads as the function of SQL that it is
    """Ask whether a folded text has folded words in it: compared as they are, so that nothing in them is a pattern."""

    type = Boolean()
    inherit_cache = True


@compiles(has_words, "sqlite")
def _in_sqlite(element: Any, compiler: Any, **options: Any) -> str:
    return f"(instr({compiler.process(element.clauses, **options)}) > 0)"


@compiles(has_words, "postgresql")
def _in_postgresql(element: Any, compiler: Any, **options: Any) -> str:
    return f"(strpos({compiler.process(element.clauses, **options)}) > 0)"
