"""What sending needs, gathered at the edge and handed down."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from detente.brief.mail.envelopes import MakeMessage
from detente.brief.settings import MailSettings
from detente.store.mail.file import MailFile

__all__ = ["Sending"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """What sending needs: the file, how mail leaves the house, what makes a message of a letter, what time it is.

    `passed` is told each point that is passed, by its name.
    """

    file: MailFile
    folder: Path
    mail: MailSettings
    password: str
    make: MakeMessage
    clock: Callable[[], dt.datetime]
    passed: Callable[[str], None] = lambda _: None
    is_ending: Callable[[], bool] = lambda: False
