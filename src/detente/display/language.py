"""In which language the desk speaks: every string that a person sees comes through here, from catalogues.

Strings are English in the code. ``say("…")`` gives one in the language of the request, ``mark("…")`` only marks
one that is said later, ``count("%(n)d report", "%(n)d reports", n)`` chooses by number.
Catalogues are `catalogues/CODE.po`.
"""

import functools
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from gettext import NullTranslations, c2py
from importlib.resources import files
from typing import Any

__all__ = ["LANGUAGES", "chosen", "count", "mark", "offered", "say", "speaking", "spoken"]

LANGUAGES = {"en": "English", "tr": "Türkçe", "az": "Azərbaycanca", "hy": "Հայերեն", "ru": "Русский", "ka": "ქართული"}
"""The languages that there are catalogues for, each called in itself."""
_SPOKEN: ContextVar[str] = ContextVar("spoken", default="en")


def say(text: str, /, **values: object) -> str:
    """Return a string in the language of the request, with values in place of ``%(name)s``."""
    told = _catalogue(_SPOKEN.get()).gettext(text)
    return told % values if values else told


def count(one: str, many: str, n: int, /, **values: object) -> str:
    """Return the string that goes with a number, which may stand in it as ``%(n)d``."""
    return _catalogue(_SPOKEN.get()).ngettext(one, many, n) % {"n": n, **values}


def mark(text: str, /) -> str:
    """Return the string itself: it is in the catalogues, and said later."""
    return text


def spoken() -> str:
    """Return the code of the language of this request."""
    return _SPOKEN.get()


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Speak a language until the end of the block."""
    token = _SPOKEN.set(code)
    try:
        yield
    finally:
        _SPOKEN.reset(token)


@functools.cache
def offered() -> tuple[str, ...]:
    """Return the codes of the languages that something is translated into; English is always one."""
    return tuple(code for code in LANGUAGES if code == "en" or _catalogue(code) is not _catalogue("en"))


def chosen(asked: str | None, kept: str | None, accepts: str) -> str:
    """Return which language to speak: the one asked for, the one chosen before, one that a browser accepts, English."""
    wanted = [
        asked or "",
        kept or "",
        *(part.split(";")[0].strip().split("-")[0].lower() for part in accepts.split(",")),
    ]
    return next((code for code in wanted if code in offered()), "en")


class _Told(NullTranslations):
    """The strings of one catalogue; what it does not have is said in English."""

    def __init__(self, catalogue: Any) -> None:
        super().__init__()
        self._texts = {one.id: one.string for one in catalogue if one.id and one.string}
        self._plural = c2py(catalogue.plural_expr)

    def gettext(self, message: str) -> str:
        return self._texts.get(message) or message

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        forms = self._texts.get((msgid1, msgid2))
        told = forms[self._plural(n)] if forms else ""
        return told or (msgid1 if n == 1 else msgid2)


@functools.cache
def _catalogue(code: str) -> NullTranslations:
    from babel.messages.pofile import read_po

    found = files("detente.display").joinpath("catalogues", f"{code}.po")
    if code == "en" or not found.is_file():
        return _english()
    with found.open("rb") as lines:
        catalogue = read_po(lines, locale=code)
    return _Told(catalogue) if any(_is_told(one) for one in catalogue) else _english()


@functools.cache
def _english() -> NullTranslations:
    return NullTranslations()


def _is_told(message: Any) -> bool:
    said = message.string
    return bool(message.id and (any(said) if isinstance(said, tuple | list) else said))
