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


def read_roles(folder: Path) -> Roles:
    """Return the desk's list of who may read what is kept of persons.

    There is one place for it: whoever could name another would name a list of their own. Raises `UsageError` where
    there is none, where it names nobody, and where others than its owner may change it.
    """
    path = folder / ROLES
    try:
        with path.open("rb") as stream:
            mode, data = os.fstat(stream.fileno()).st_mode, stream.read(MOST_BYTES + 1)
    except OSError as error:
        message = f"there is no list of who may read about persons: {path} cannot be read ({error.strerror}); "
        message += "whoever answers for the desk writes it (docs/reference/mines.md)"
        raise UsageError(message) from error
    if len(data) > MOST_BYTES:
        message = f"{path} has more than {MOST_BYTES:,} bytes, and is no list of roles: look whether it is the one"
        raise UsageError(message)
    if os.name == "posix" and mode & OTHERS_WRITE:
        message = f"{path} may be changed by others than its owner, and is not believed: chmod 644 it"
        raise UsageError(message)
    roles = parse_roles(data, name=path.name)
    if not roles.person:
        message = f"{path} names nobody, so nobody may read: write [[person]] with name and roles"
        raise UsageError(message)
    return roles


def accident_called(record: Record, given: str, *, is_told: bool) -> str:
    """Return the id of the accident that is meant. Raises `UsageError` where there is none.

    A whole id is taken as it is unless somebody has to tell of it now: persons stay with one that was withdrawn.
    """
    if not is_told and WHOLE_ID.fullmatch(given):
        return given
    accidents = [row for row in gather_mines(record) if isinstance(row.record, Accident)]
    return find_mine_record(accidents, given).record.id
