"""The file of mail at the desk, and what the office set for its brief: opened by the first who needs it."""

import threading
from pathlib import Path

from detente.brief.settings import BRIEF, BriefSettings, read_brief_settings
from detente.brief.subscribers.wanted import open_editions
from detente.core.errors import UsageError
from detente.store.mail.file import MAIL, MailFile, open_mail

__all__ = ["Mail"]


class Mail:
    """Who is written to. Threads may share it; close it at the end."""

    def __init__(self, folder: Path) -> None:
        """Stand before the folder of a record; nothing is opened yet."""
        self._folder = folder
        self._lock = threading.Lock()
        self._file: MailFile | None = None
        self._read: tuple[int, BriefSettings] | None = None

    def file(self) -> MailFile:
        """Return the file, made where there is none."""
        with self._lock:
            if self._file is None:
                self._file = open_mail(self._folder / MAIL)
            return self._file

    def kept_file(self) -> MailFile | None:
        """Return the file; None where there is none, as nobody ever signed up."""
        return self.file() if self._file is not None or (self._folder / MAIL).exists() else None

    def settings(self) -> BriefSettings | None:
        """Return what the office set, as its file says now; None where it has none. Raises `UsageError` as it does."""
        path = self._folder / BRIEF
        try:
            changed = path.stat().st_mtime_ns
        except FileNotFoundError:
            return None
        with self._lock:
            if self._read is None or self._read[0] != changed:
                self._read = (changed, read_brief_settings(self._folder))
            return self._read[1]

    def signs_up(self) -> bool:
        """Say whether anybody may sign up for an edition by themselves."""
        try:
            office = self.settings()
        except UsageError:
            return False
        return office is not None and bool(open_editions(office))

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            if self._file is not None:
                self._file.close()
                self._file = None
