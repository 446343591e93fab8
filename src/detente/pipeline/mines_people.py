"""Where a desk keeps persons and the list of who may read them, and which accident of the mine record is meant."""

import os
import re
import stat
from pathlib import Path

from detente.core.errors import UsageError
from detente.pipeline.mines import find_mine_record, gather_mines
from detente.registry.mines.records import Accident
from detente.registry.mines.roles import Roles, parse_roles
from detente.store import Record

__all__ = ["PEOPLE", "ROLES", "accident_called", "read_roles"]

PEOPLE, ROLES = "people.sqlite", "people-roles.toml"
"""Files in the desk's folder, beside the record."""
MOST_BYTES = 1_000_000
WHOLE_ID = re.compile(r"[0-9a-f]{32}")
OTHERS_WRITE = stat.S_IWGRP | stat.S_IWOTH
UNFOLLOWED = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
"""No link is followed, and nobody is waited for where a pipe stands in the file's place."""


def read_roles(folder: Path) -> Roles:
    """Return the desk's list of who may read what is kept of persons.

    There is one place for it: whoever could name another would name a list of their own. Raises `UsageError` where
    there is none, where it names nobody, and where another account may change it, or put another in its place.
    """
    path = folder / ROLES
    data = _read_own(path)
    if len(data) > MOST_BYTES:
        message = f"{path} has more than {MOST_BYTES:,} bytes, and is no list of roles: look whether it is the one"
        raise UsageError(message)
    _refuse_folders(path)
    roles = parse_roles(data, name=path.name)
    if not roles.person:
        message = f"{path} names nobody, so nobody may read: write [[person]] with name and roles"
        raise UsageError(message)
    return roles


def _read_own(path: Path) -> bytes:
    """Return what is in the list, opened once and looked at while it is open. Raises `UsageError`."""
    try:
        opened = os.open(path, os.O_RDONLY | UNFOLLOWED)
        with os.fdopen(opened, "rb") as stream:
            _refuse_others(path, os.fstat(opened))
            return stream.read(MOST_BYTES + 1)
    except OSError as error:
        if path.is_symlink():
            message = f"{path} is a link to elsewhere, and is not believed: put the list itself there"
            raise UsageError(message) from error
        message = f"there is no list of who may read about persons: {path} cannot be read ({error.strerror}); "
        message += "whoever answers for the desk writes it (docs/reference/mines.md)"
        raise UsageError(message) from error


def _refuse_others(path: Path, found: os.stat_result) -> None:
    if not stat.S_ISREG(found.st_mode) or path.is_symlink():
        message = f"{path} is no file, and is not believed: put the list itself there"
        raise UsageError(message)
    if os.name == "posix" and (found.st_mode & OTHERS_WRITE or not _is_own(found)):
        message = f"{path} may be changed by others than this account, and is not believed: chown and chmod 644 it"
        raise UsageError(message)


def _refuse_folders(path: Path) -> None:
    """Refuse a list that another account may take away and put its own in the place of, at any height of its path.

    In a folder with the sticky bit, as for temporary files, nobody takes away what is another's.
    """
    if os.name != "posix":
        return
    for above in path.resolve().parents:
        found = above.stat()
        if not _is_own(found) or (found.st_mode & OTHERS_WRITE and not found.st_mode & stat.S_ISVTX):
            message = f"others than this account may change what is in {above}, so the list of roles under it is not "
            message += "believed: chown it, and chmod go-w it"
            raise UsageError(message)


def _is_own(found: os.stat_result) -> bool:
    """Say whether only this account, or who rules the machine, may say what the rights are."""
    return found.st_uid in (0, os.geteuid())


def accident_called(record: Record, given: str, *, is_told: bool) -> str:
    """Return the id of the accident that is meant. Raises `UsageError` where there is none.

    A whole id is taken as it is unless somebody has to tell of it now: persons stay with one that was withdrawn.
    """
    if not is_told and WHOLE_ID.fullmatch(given):
        return given
    accidents = [row for row in gather_mines(record) if isinstance(row.record, Accident)]
    return find_mine_record(accidents, given).record.id
