"""What the desk finds events, claims and entities by, and counts that are kept: derived from the readings alone.

Each row stands beside those that it was made of, in the order in which lists are shown, so that a question walks one
index and stops at its limit. A row of a reading that a newer one took the place of says since when, and stands in
indexes of its own: they are walked where somebody asks what was known then.
"""

from typing import Any

import sqlalchemy as sa
from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, Table, Text

from detente.store.columns import DERIVED, ID, Moment
from detente.store.tables_in import metadata
from detente.store.words import index_words

__all__ = ["claim_keys", "entity_keys", "event_keys", "monthly_tallies", "names", "tallies"]


def _place() -> list[Column[Any]]:
    return [
        Column("document_id", ID, nullable=False, index=True),
        Column("added_at", Moment, nullable=False),
        Column("position", Integer, nullable=False),
        Column("superseded_at", Moment),
    ]


def _current(name: str, *columns: str) -> Index:
    now = sa.text("superseded_at IS NULL")
    return Index(name, *columns, sqlite_where=now, postgresql_where=now)


def _earlier(name: str, *columns: str) -> Index:
    then = sa.text("superseded_at IS NOT NULL")
    return Index(name, *columns, sqlite_where=then, postgresql_where=then)


PLACE = ("added_at", "document_id", "position")
SIDES = ("type", "status", "acts", "receives")
ASKED = ("circumstances", "mode", "mood")

event_keys = Table(
    "event_keys",
    metadata,
    Column("event_id", ID, ForeignKey("events.id"), primary_key=True),
    Column("country", Text, primary_key=True),  # of a party; each event also has a row without, for all of them
    *_place(),
    Column("type", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("first", Text),
    Column("last", Text),
    Column("acts", Boolean(create_constraint=False), nullable=False),
    Column("receives", Boolean(create_constraint=False), nullable=False),
    Column("span", Integer),  # how long it may have lasted (`store.days`); null where no day is told
    _current("ix_event_keys_all", "country", *PLACE, "type", "status", "first", "last", "acts", "receives", "event_id"),
    _current(
        "ix_event_keys_type", "country", "type", "status", *PLACE, "first", "last", "acts", "receives", "event_id"
    ),
    _current(
        "ix_event_keys_status", "country", "status", *PLACE, "type", "first", "last", "acts", "receives", "event_id"
    ),
    _current("ix_event_keys_days", "country", "span", "last", "first", *PLACE, *SIDES, "event_id"),
    _earlier("ix_event_keys_earlier", "country", *PLACE, "superseded_at", "event_id"),
)

claim_keys = Table(
    "claim_keys",
    metadata,
    Column("claim_id", ID, ForeignKey("claims.id"), primary_key=True),
    *_place(),
    Column("mode", Text, nullable=False),
    Column("mood", Text),
    Column("country", Text),  # of who makes it
    Column("circumstances", Boolean(create_constraint=False), nullable=False),  # whether there is a statement
    Column("speaker", Text, nullable=False),  # this and the next three folded, as they are searched
    Column("about", Text, nullable=False),
    Column("toward", Text, nullable=False),
    Column("said", Text, nullable=False),
    Column("word_row", Integer, info=DERIVED),  # its row in the index of words, in which a file numbers rows
    _current("ix_claim_keys_listed", *PLACE, *ASKED, "country", "claim_id"),
    _current("ix_claim_keys_country", "country", *PLACE, *ASKED, "claim_id"),
    _earlier("ix_claim_keys_earlier", *PLACE, "superseded_at", "claim_id"),
    Index("ix_claim_keys_word_row", "word_row", unique=True),
)
index_words(claim_keys)

names = Table("names", metadata, Column("id", ID, primary_key=True), Column("folded", Text, nullable=False))

entity_keys = Table(
    "entity_keys",
    metadata,
    Column("entity_id", ID, ForeignKey("entities.id"), primary_key=True),
    *_place(),
    Column("country", Text),
    Column("name_id", ID, ForeignKey("names.id"), nullable=False),
    _current("ix_entity_keys_all", *PLACE, "country", "name_id", "entity_id"),
    _current("ix_entity_keys_name", "name_id", *PLACE, "country", "entity_id"),
    _earlier("ix_entity_keys_earlier", *PLACE, "superseded_at", "entity_id"),
    _earlier("ix_entity_keys_earlier_name", "name_id", "document_id"),  # where it is told to whom a name is released
)

tallies = Table(
    "tallies",
    metadata,
    Column("kind", Text, primary_key=True),
    Column("first", Text, primary_key=True),
    Column("second", Text, primary_key=True),
    Column("number", Integer, nullable=False),
)

monthly_tallies = Table(
    "monthly_tallies",
    metadata,
    Column("kind", Text, primary_key=True),
    Column("month", Text, primary_key=True),  # in which readings came, less those that were superseded in it
    Column("first", Text, primary_key=True),
    Column("second", Text, primary_key=True),
    Column("number", Integer, nullable=False),
)
