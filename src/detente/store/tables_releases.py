"""The table of releases: what is shown to whom, from when on, revision by revision."""

import sqlalchemy as sa
from sqlalchemy import CheckConstraint, Column, Index, Integer, Table, Text, UniqueConstraint

from detente.store.columns import ID, Moment, Verbatim
from detente.store.tables_in import metadata

__all__ = ["releases"]

releases = Table(
    "releases",
    metadata,
    Column("id", ID, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("subject", ID, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("level", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("visible_from", Moment, nullable=False, index=True),
    Column("author", Verbatim, nullable=False),
    Column("reason", Verbatim, nullable=False),
    UniqueConstraint("kind", "subject", "revision"),
    CheckConstraint(sa.column("kind").in_(["document", "entry"]), name="kind"),
    CheckConstraint(sa.column("level").in_(["public", "parties", "internal"]), name="level"),
    # all that has to be known of a subject, whose every row is asked for it: the rows themselves are not fetched
    Index("ix_releases_standing", "kind", "subject", "revision", "visible_from", "level"),
    # the list of what is released, the latest first
    Index("ix_releases_latest", "kind", "visible_from", "subject"),
)
