"""The file of accounts, and how it is opened: only its owner can read it."""

from pathlib import Path

from detente.store.access.tables import metadata
from detente.store.own_file import Held, OwnFile, open_own

__all__ = ["ACCOUNTS", "AccountsFile", "open_accounts"]

ACCOUNTS = "accounts.sqlite"
"""What the file is called, in the folder of the record."""
FORM = 1
HELD = Held(what="accounts", application_id=0x64744E41, form=FORM, tables=metadata)
AccountsFile = OwnFile


def open_accounts(path: Path) -> AccountsFile:
    """Open the file of accounts, made where there is none.

    Raises `RecordError` where others than its owner may read it, `RecordBroken` where it is another file,
    `RecordTooNew` where a later version wrote it.
    """
    return open_own(path, HELD)
