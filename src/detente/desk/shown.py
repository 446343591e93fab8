"""Words from outside as a page has them: escaped, nothing hidden in them, and those that come again are held."""

import functools
import re
from typing import Any

from markupsafe import Markup, escape

from detente.exchange.page_text import name_hidden, set_words

__all__ = ["put", "put_words", "shown"]

SHORT, MOST_SET = 400, 8_192
"""Characters of words that are held as they are set, and how many such: names, days, titles stand on every page."""
DAY = re.compile(r"(?<![\w&#-])\d{4}-\d\d-\d\d(?![\w-])")
"""A day in figures; within no longer word, nor anything that a page writes a character with."""


def shown(value: Any) -> Any:
    """Keep characters that nobody sees, or that turn a line round, out of every place of a page."""
    if not isinstance(value, str) or isinstance(value, Markup):
        return value
    return _named(value) if len(value) <= SHORT else name_hidden(value)


def put(value: object) -> str:
    """Return what a template puts in a place for `value`, in an attribute or between tags."""
    if type(value) is not str:
        return str(escape(shown(value)))
    return _put(value) if len(value) <= SHORT else str(escape(name_hidden(value)))


def put_words(words: str) -> Markup:
    """Return words from outside as a page has them; a day (2021-06-15) is not broken over two lines."""
    return _set_short(words) if isinstance(words, str) and len(words) <= SHORT else _set_anew(words)


@functools.lru_cache(maxsize=MOST_SET)
def _named(value: str) -> str:
    return name_hidden(value)


@functools.lru_cache(maxsize=MOST_SET)
def _put(value: str) -> str:
    return str(escape(_named(value)))


@functools.lru_cache(maxsize=MOST_SET)
def _set_short(words: str) -> Markup:
    return _set_anew(words)


def _set_anew(words: str) -> Markup:
    return Markup(DAY.sub(r'<span class="d">\g<0></span>', str(set_words(words))))  # noqa: S704 - what was set already
