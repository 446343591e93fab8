"""The tables of the record, as they are now.

Each change of a table here comes with a migration; a test holds that the migrations, run one after the other on an
empty database, end in exactly these tables. Ids are derived from content and unique over all records. Nothing is ever
updated but what gathering holds for now (`tables_hosts`): rows are added, and a newer reading stands beside the older.
"""

import sqlalchemy as sa
from sqlalchemy import Boolean, CheckConstraint, Column, ForeignKey, Integer, Table, Text

from detente.store.columns import ID, Figure, Verbatim
from detente.store.tables_hosts import hosts, leases, site_rules, source_states
from detente.store.tables_in import (
    NAMING,
    blobs,
    documents,
    metadata,
    migrations,
    origins,
    readings,
    refusals,
)
from detente.store.tables_incidents import (
    account_keys,
    account_readings,
    accounts,
    decisions,
    dismissals,
    document_voices,
    links,
    links_moved,
    memberships,
)
from detente.store.tables_intake import (
    copies,
    cut_away,
    fingerprints,
    observations,
    outlines,
    refusal_ends,
    repairs,
    sentence_marks,
    settled,
    sightings,
    source_revisions,
    sources,
    texts,
    visits,
)
from detente.store.tables_keys import claim_keys, entity_keys, event_keys, monthly_tallies, names, tallies
from detente.store.tables_registry import entries
from detente.store.tables_releases import releases
from detente.store.tables_review import (
    adjudications,
    drill_answers,
    drill_items,
    review_session_ends,
    review_session_items,
    review_sessions,
    review_withdrawals,
    reviews,
    source_grades,
)
from detente.store.tables_revisions import revisions, withdrawals
from detente.store.tables_words import document_words

__all__ = [
    "NAMING",
    "account_keys",
    "account_readings",
    "accounts",
    "adjudications",
    "blobs",
    "claim_keys",
    "claim_sources",
    "claims",
    "copies",
    "cut_away",
    "date_checks",
    "dates",
    "decisions",
    "dismissals",
    "document_voices",
    "document_words",
    "documents",
    "drill_answers",
    "drill_items",
    "drops",
    "entities",
    "entity_keys",
    "entries",
    "event_keys",
    "events",
    "evidence",
    "fingerprints",
    "hosts",
    "leases",
    "links",
    "links_moved",
    "memberships",
    "metadata",
    "migrations",
    "monthly_tallies",
    "names",
    "observations",
    "origins",
    "outlines",
    "parties",
    "places",
    "quantities",
    "readings",
    "refusal_ends",
    "refusals",
    "releases",
    "repairs",
    "review_session_ends",
    "review_session_items",
    "review_sessions",
    "review_withdrawals",
    "reviews",
    "revisions",
    "sentence_marks",
    "settled",
    "sightings",
    "site_rules",
    "source_grades",
    "source_revisions",
    "source_states",
    "sources",
    "statement_parts",
    "statements",
    "tallies",
    "texts",
    "visits",
    "withdrawals",
]


def _reading() -> Column[str]:
    return Column("reading_id", ID, ForeignKey("readings.id"), nullable=False, index=True)


def _words() -> CheckConstraint:
    return CheckConstraint(sa.column("start") < sa.column("end"), name="words")


entities = Table(
    "entities",
    metadata,
    Column("id", ID, primary_key=True),
    _reading(),
    Column("local_id", Text, nullable=False),
    Column("position", Integer, nullable=False),
    Column("name", Verbatim, nullable=False),
    Column("kind", Text, nullable=False),
    Column("country", Text),
    Column("sectors", sa.JSON, nullable=False),
    Column("role", Verbatim),
    Column("members", sa.JSON, nullable=False),
    Column("inferred", Verbatim),
    # deferred: an entity may speak of one that comes after it
    Column("perhaps_id", ID, ForeignKey("entities.id", deferrable=True, initially="DEFERRED"), index=True),
    Column("perhaps_rule", Verbatim),
)

places = Table(
    "places",
    metadata,
    Column("id", ID, primary_key=True),
    _reading(),
    Column("position", Integer, nullable=False),
    Column("name", Verbatim, nullable=False),
    Column("geonameid", Integer),
    Column("lat", Figure),
    Column("lon", Figure),
    Column("country", Text),
    Column("admin1", Verbatim),
    Column("precision", Text),
    Column("candidates", Integer, nullable=False),
    Column("score", Figure),
    Column("in_name", Boolean),
    Column("near_km", Figure),
    Column("far_km", Figure),
    Column("bearing", Figure),
)

dates = Table(
    "dates",
    metadata,
    Column("id", ID, primary_key=True),
    _reading(),
    Column("position", Integer, nullable=False),
    Column("first", Text),
    Column("last", Text),
    Column("precision", Text),
    Column("rule", Text, nullable=False),
)

date_checks = Table(
    "date_checks",
    metadata,
    Column("id", ID, primary_key=True),
    _reading(),
    Column("position", Integer, nullable=False),
    Column("agrees", Boolean),  # null where the text gives one of the two ends only
    Column("rule", Text, nullable=False),
)

quantities = Table(
    "quantities",
    metadata,
    Column("id", ID, primary_key=True),
    _reading(),
    Column("position", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("value", Figure),
    Column("low", Figure),
    Column("high", Figure),
    Column("unit", Verbatim),
    Column("qualifier", Verbatim),
    Column("counted", Verbatim),
    Column("event_id", ID, ForeignKey("events.id"), index=True),
    Column("claim_id", ID, ForeignKey("claims.id"), index=True),
)

claims = Table(
    "claims",
    metadata,
    Column("id", ID, primary_key=True),
    _reading(),
    Column("local_id", Text, nullable=False),
    Column("position", Integer, nullable=False),
    Column("mode", Text, nullable=False),
    Column("mood", Text),
    Column("trend", Text),
    Column("confidence", Figure, nullable=False),
)

claim_sources = Table(
    "claim_sources",
    metadata,
    Column("id", ID, primary_key=True),
    Column("claim_id", ID, ForeignKey("claims.id"), nullable=False, index=True),
    Column("step", Integer, nullable=False),  # 0 who says it, 1 and on through whom, nearest to the source first
    Column("entity_id", ID, ForeignKey("entities.id"), index=True),
)

events = Table(
    "events",
    metadata,
    Column("id", ID, primary_key=True),
    _reading(),
    Column("local_id", Text, nullable=False),
    Column("position", Integer, nullable=False),
    Column("type", Text, nullable=False, index=True),
    Column("mode", Text),
    Column("contexts", sa.JSON, nullable=False),
    Column("cameo", Text),
    Column("quad", Text, nullable=False),
    Column("score", Figure),
    Column("status", Text, nullable=False, index=True),
    Column("status_rule", Text, nullable=False),
    Column("claim_id", ID, ForeignKey("claims.id"), index=True),
    Column("place_id", ID, ForeignKey("places.id"), index=True),
    Column("date_from", Text),
    Column("date_to", Text),
    Column("date_precision", Text),
    Column("date_rule", Text),
    Column("confidence", Figure, nullable=False),
)

parties = Table(
    "parties",
    metadata,
    Column("id", ID, primary_key=True),
    Column("event_id", ID, ForeignKey("events.id"), nullable=False, index=True),
    Column("side", Text, nullable=False),
    Column("position", Integer, nullable=False),
    Column("entity_id", ID, ForeignKey("entities.id"), nullable=False, index=True),
    CheckConstraint(sa.column("side").in_(["actor", "recipient"]), name="side"),
)

statements = Table(
    "statements",
    metadata,
    Column("id", ID, primary_key=True),
    _reading(),
    Column("position", Integer, nullable=False),
    Column("claim_id", ID, ForeignKey("claims.id"), nullable=False, index=True),
    Column("date_id", ID, ForeignKey("dates.id"), index=True),
)

statement_parts = Table(
    "statement_parts",
    metadata,
    Column("id", ID, primary_key=True),
    Column("statement_id", ID, ForeignKey("statements.id"), nullable=False, index=True),
    Column("part", Text, nullable=False),
    Column("position", Integer, nullable=False),
    Column("entity_id", ID, ForeignKey("entities.id"), index=True),
    Column("leaning", Text),
    CheckConstraint(sa.column("part").in_(["hearer", "topic", "stance"]), name="part"),
)

evidence = Table(
    "evidence",
    metadata,
    Column("id", ID, primary_key=True),
    _reading(),
    Column("owner_kind", Text, nullable=False),
    Column("owner_id", ID, nullable=False, index=True),
    Column("field", Text, nullable=False),
    Column("position", Integer, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("exact", Verbatim, nullable=False),
    Column("prefix", Verbatim, nullable=False),
    Column("suffix", Verbatim, nullable=False),
    _words(),
)

drops = Table(
    "drops",
    metadata,
    Column("id", ID, primary_key=True),
    _reading(),
    Column("position", Integer, nullable=False),
    Column("stage", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    _words(),
)
