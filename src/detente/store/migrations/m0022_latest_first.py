"""Indexes by which a list of incidents, or of what is released, is gone through from its beginning, and no further."""

from sqlalchemy import Column, Connection, Index, Integer, MetaData, String, Table, Text

__all__ = ["apply"]


def apply(connection: Connection) -> None:
    """Make the indexes; no row is changed."""
    for index in _indexes():
        index.create(connection)


def _indexes() -> list[Index]:
    metadata = MetaData()
    accounts = Table(
        "accounts",
        metadata,
        Column("type", Text),
        Column("country", String(3)),
        Column("place", Text),
        Column("last_day", Integer),
    )
    releases = Table(
        "releases", metadata, Column("kind", Text), Column("visible_from", String(27)), Column("subject", String(32))
    )
    made = [
        Index(f"ix_accounts_{name}_last_day", accounts.c[name], accounts.c.last_day)
        for name in ("type", "country", "place")
    ]
    return [*made, Index("ix_releases_latest", *(releases.c[one] for one in ("kind", "visible_from", "subject")))]
