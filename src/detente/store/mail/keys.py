"""The file's own keys: drawn once, the first time that they are needed, and never given out."""

import hmac
import secrets

import sqlalchemy as sa
from sqlalchemy import Connection

from detente.store.mail.file import MailFile
from detente.store.mail.tables import keys

__all__ = ["ADDRESSES", "LINKS", "address_hash", "drawn_key", "kept_key", "links_key"]

LINKS = "links"
"""The key that signed links are signed by."""
ADDRESSES = "addresses"
"""The key that hashes of addresses and networks are made by."""
BYTES = 32


def kept_key(connection: Connection, name: str) -> bytes | None:
    """Return a key of the file; None where it was never needed."""
    found: bytes | None = connection.scalar(sa.select(keys.c.secret).where(keys.c.name == name))
    return found


def drawn_key(connection: Connection, name: str) -> bytes:
    """Return a key of the file, drawn where it was never needed: in a transaction that writes."""
    found = kept_key(connection, name)
    if found is None:
        found = secrets.token_bytes(BYTES)
        connection.execute(sa.insert(keys), {"name": name, "secret": found})
    return found


def links_key(file: MailFile) -> bytes:
    """Return the key that links are signed by."""
    with file.reading() as connection:
        found = kept_key(connection, LINKS)
    if found is not None:
        return found
    with file.writing() as connection:
        return drawn_key(connection, LINKS)


def address_hash(connection: Connection, folded: str) -> str:
    """Return what is kept of an address, or a network, that nobody is to be found by without this file."""
    return hmac.digest(drawn_key(connection, ADDRESSES), folded.encode("utf-8", "replace"), "sha256").hex()
