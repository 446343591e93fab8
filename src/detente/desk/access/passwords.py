"""Passwords: which ones are taken, how they are kept (argon2id), and whether one is right.

Whether there is an account for a login takes as long to find out as whether its password is right.
"""

import functools
import re
import secrets
import threading
import unicodedata
from importlib.resources import files
from typing import TYPE_CHECKING

from detente.desk.refusals import unusable
from detente.display.language import say

if TYPE_CHECKING:
    from argon2 import PasswordHasher

__all__ = ["LONGEST", "SHORTEST", "Passwords", "refuse_weak"]

SHORTEST, LONGEST = 12, 512
LEFT = 6
"""How many characters a password has to have beside common words, rows of keys and what repeats itself."""
AT_ONCE = 2
"""Passwords that are tried at the same time: each takes 64 MB, and a flood of them is not to take all there is."""
ROWS = ("abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl", "zxcvbnm", "qwertzuiop", "0123456789", "1234567890")
ROW = 3
REPEATED = re.compile(r"(.{1,6}?)\1+")


def refuse_weak(password: str, *, login: str, name: str) -> None:
    """Raise a refusal for a password that is too short, or of which little is left without what everybody tries."""
    if len(_composed(password)) < SHORTEST:
        raise unusable(say("A password has at least %(n)s characters. Four or five words do well.", n=SHORTEST))
    if len(password) > LONGEST:
        raise unusable(say("A password has at most %(n)s characters.", n=LONGEST))
    if len(set(_what_is_left(password, (login, *name.split())))) < LEFT:
        message = say("This password is made of what everybody tries: common words, names, rows of keys, repetitions.")
        raise unusable(message, now=say("Choose another. Four or five words that do not belong together do well."))


def _what_is_left(password: str, own: tuple[str, ...]) -> str:
    left = _composed(password).casefold()
    taken = sorted({*_common(), *(one.casefold() for one in own if len(one) > 1)}, key=len, reverse=True)
    for word in taken:
        left = left.replace(word, "")
    return REPEATED.sub(r"\1", _without_rows(left))


def _without_rows(text: str) -> str:
    """Take out neighbours of the alphabet and of the keyboard, forwards and backwards."""
    kept, at = "", 0
    while at < len(text):
        length = max((_run(text, at, row) for way in ROWS for row in (way, way[::-1])), default=0)
        if length >= ROW:
            at += length
        else:
            kept, at = kept + text[at], at + 1
    return kept


def _run(text: str, at: int, row: str) -> int:
    """Return how many characters of a text, from a place on, follow each other in a row."""
    start, length = row.find(text[at]), 0
    while start >= 0 and text[at + length : at + length + 1] == row[start + length : start + length + 1] != "":
        length += 1
    return length


@functools.cache
def _common() -> tuple[str, ...]:
    lines = files("detente.desk.access").joinpath("common.txt").read_text(encoding="utf-8").splitlines()
    return tuple(line.strip() for line in lines if line and not line.startswith("#"))


def _composed(password: str) -> str:
    """Return a password one way, however the keyboard put its accents together."""
    return unicodedata.normalize("NFKC", password)


class Passwords:
    """Keeps passwords as hashes, and tries them, so many at a time."""

    def __init__(self, hasher: "PasswordHasher | None" = None) -> None:
        """Hash as the library advises today, or as `hasher` does."""
        from argon2 import PasswordHasher

        self._hasher = hasher or PasswordHasher()
        self._room = threading.BoundedSemaphore(AT_ONCE)
        self._nobodys = self.kept(secrets.token_hex(16))

    def kept(self, password: str) -> str:
        """Return what is kept of a password."""
        with self._room:
            return self._hasher.hash(_bytes(password))

    def holds(self, kept: str | None, password: str) -> bool:
        """Say whether a password is the one that was kept; where none was, one is tried all the same."""
        from argon2.exceptions import InvalidHashError, VerificationError

        with self._room:
            try:
                right = self._hasher.verify(kept or self._nobodys, _bytes(password))
            except (InvalidHashError, VerificationError):
                return False
        return right and kept is not None

    def is_outdated(self, kept: str) -> bool:
        """Say whether a hash was made with less work than is asked for today."""
        return self._hasher.check_needs_rehash(kept)


def _bytes(password: str) -> bytes:
    return _composed(password[: LONGEST * 4]).encode("utf-8", "replace")
