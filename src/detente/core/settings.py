"""What an installation may set: read from the environment once a process."""

import functools
import os
import re
from dataclasses import dataclass

from detente.core.errors import UsageError

__all__ = ["BOTH", "Settings", "load_settings"]

BOTH = "both"
LANGUAGE = re.compile(r"[a-z]{2,3}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """`names`: by whose name a place goes that two communities call by two: "both", or a language's (ISO 639, "az")."""

    names: str = BOTH


@functools.cache
def load_settings() -> Settings:
    """Return the settings of this process, from `DETENTE_NAMES`.

    Raises `UsageError` for a value that is none.
    """
    names = os.environ.get("DETENTE_NAMES", BOTH).strip().casefold() or BOTH
    if names != BOTH and not LANGUAGE.fullmatch(names):
        message = f'DETENTE_NAMES is {names[:40]!r}; set it to "both" or to the code of a language, such as "az"'
        raise UsageError(message)
    return Settings(names=names)
