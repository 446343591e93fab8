"""Bounces that a mail server delivers into a Maildir: each is read once, and moved to those that were seen."""

import datetime as dt
import os
import stat
from collections import Counter
from pathlib import Path

from detente.brief.mail.bounces.report import MOST_BYTES
from detente.brief.mail.bounces.taking import take_returned
from detente.core.errors import UsageError
from detente.store.mail.file import MailFile

__all__ = ["take_maildir"]

AT_ONCE = 500


def take_maildir(file: MailFile, folder: Path, *, now: dt.datetime) -> Counter[str]:
    """Read what is new in a Maildir, and return how many were reports of our deliveries, and how many were not.

    Where there is none yet nothing came back: a mail server makes it for the first message. Raises `UsageError` for
    one that cannot be read.
    """
    counts: Counter[str] = Counter()
    try:
        new = _files(folder / "new")
    except OSError as error:
        message = f"bounces_dir {folder} is no Maildir that can be read: {error.strerror}; it holds new, cur and tmp"
        raise UsageError(message) from error
    for name in new:
        data = _content(folder / "new" / name)
        if data is None:
            continue
        taken = take_returned(file, data, now=now)
        counts["reports" if taken.is_ours else "others"] += 1
        _set_aside(folder, name)
    return counts


def _files(folder: Path) -> list[str]:
    """Return the files of a folder that stand in it themselves, the first ones by name."""
    try:
        with os.scandir(folder) as found:
            return sorted(one.name for one in found if one.is_file(follow_symlinks=False))[:AT_ONCE]
    except FileNotFoundError:
        return []


def _content(path: Path) -> bytes | None:
    """Return how a message begins; None for what is no file of its own."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        return None  # a link, or gone meanwhile
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):  # put in its place meanwhile
        os.close(descriptor)
        return None
    with os.fdopen(descriptor, "rb") as stream:
        return stream.read(MOST_BYTES)


def _set_aside(folder: Path, name: str) -> None:
    try:
        (folder / "cur").mkdir(exist_ok=True)
        (folder / "new" / name).replace(folder / "cur" / f"{name.partition(':')[0]}:2,S")
    except OSError as error:
        message = f"bounces in {folder} cannot be set aside: {error.strerror}; look at the rights of the folder"
        raise UsageError(message) from error
