"""A fourth verdict of review, doubt: it cannot be told from these words, and the coder says why.

SQLite changes no constraint of a table that is there, so its tables of verdicts are made anew with their rows. What
points to them is put aside meanwhile: a row that points to nothing is refused.
"""

import sqlalchemy as sa
from sqlalchemy import CheckConstraint, Column, Connection, ForeignKey, MetaData, String, Table, Text

__all__ = ["apply"]

NAMING = {
    "ix": "ix_%(column_0_N_label)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
VERDICTS = ["accept", "correct", "reject", "doubt"]
WHY = "verdict <> 'doubt' OR comment IS NOT NULL"
ID, MOMENT = String(32), String(27)
OWN = "verdict IN (" + ", ".join(f"'{one}'" for one in VERDICTS) + ")"


def apply(connection: Connection) -> None:
    """Let verdicts and settlements doubt; every row that is there stays as it is."""
    if connection.dialect.name == "sqlite":
        _make_anew(connection)
        return
    for name in ("reviews", "adjudications"):
        connection.exec_driver_sql(f"ALTER TABLE {name} DROP CONSTRAINT ck_{name}_verdict")
        connection.exec_driver_sql(f"ALTER TABLE {name} ADD CONSTRAINT ck_{name}_verdict CHECK ({OWN})")
    connection.exec_driver_sql(f"ALTER TABLE reviews ADD CONSTRAINT ck_reviews_why CHECK ({WHY})")


def _make_anew(connection: Connection) -> None:
    connection.exec_driver_sql("CREATE TEMP TABLE aside_withdrawals AS SELECT * FROM review_withdrawals")
    connection.exec_driver_sql("DELETE FROM review_withdrawals")
    for table in _tables():
        aside = f"CREATE TEMP TABLE aside_{table.name} AS SELECT * FROM {table.name}"  # noqa: S608
        connection.exec_driver_sql(aside)
        connection.exec_driver_sql(f"DROP TABLE {table.name}")
        table.create(connection)
        columns = ", ".join(f'"{column.name}"' for column in table.columns)
        put_back = f"INSERT INTO {table.name} ({columns}) SELECT {columns} FROM aside_{table.name} ORDER BY rowid"  # noqa: S608
        connection.exec_driver_sql(put_back)
        connection.exec_driver_sql(f"DROP TABLE aside_{table.name}")
    connection.exec_driver_sql("INSERT INTO review_withdrawals SELECT * FROM aside_withdrawals")
    connection.exec_driver_sql("DROP TABLE aside_withdrawals")


def _tables() -> list[Table]:
    metadata = MetaData(naming_convention=NAMING)
    for name in ("documents", "review_sessions"):
        Table(name, metadata, Column("id", ID, primary_key=True))
    reviews = Table(
        "reviews",
        metadata,
        Column("id", ID, primary_key=True),
        *_subject(),
        Column("session_id", ID, ForeignKey("review_sessions.id"), index=True),
        Column("coder", Text, nullable=False),
        Column("verdict", Text, nullable=False),
        Column("fields", sa.JSON, nullable=False),
        Column("comment", Text),
        Column("made_at", MOMENT, nullable=False),
        CheckConstraint(sa.column("verdict").in_(VERDICTS), name="verdict"),
        CheckConstraint(WHY, name="why"),
    )
    adjudications = Table(
        "adjudications",
        metadata,
        Column("id", ID, primary_key=True),
        Column("session_id", ID, ForeignKey("review_sessions.id"), nullable=False, index=True),
        *_subject(),
        Column("author", Text, nullable=False),
        Column("how", Text, nullable=False),
        Column("verdict", Text, nullable=False),
        Column("fields", sa.JSON, nullable=False),
        Column("reason", Text, nullable=False),
        Column("settled_at", MOMENT, nullable=False),
        CheckConstraint(sa.column("how").in_(["third", "talk"]), name="how"),
        CheckConstraint(sa.column("verdict").in_(VERDICTS), name="verdict"),
    )
    return [reviews, adjudications]


def _subject() -> list[Column[str]]:
    return [
        Column("document_id", ID, ForeignKey("documents.id"), nullable=False, index=True),
        Column("subject_kind", Text, nullable=False),
        Column("subject_key", ID, nullable=False, index=True),
    ]
