"""Codes of languages, as a person gives them for a text."""

import functools
import re

from detente.core.errors import UsageError

__all__ = ["refuse_unknown_language"]


def refuse_unknown_language(given: str, option: str) -> None:
    """Refuse what is no code of a language. Raises `UsageError`; one of three letters (ISO 639-3) is not looked up."""
    if given in _codes() or re.fullmatch(r"[a-z]{3}", given):
        return
    message = f"{option} {given[:20]!r} is no code of a language; give one of ISO 639-1, such as en, fr or az"
    raise UsageError(message)


@functools.cache
def _codes() -> frozenset[str]:
    from detente.knowledge.files import read_toml

    return frozenset(read_toml("agreements/languages.toml")["codes"].split())
