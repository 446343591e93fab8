"""The migrations of the record, in order.

A migration is never changed once it was released: it holds its own copy of what it makes, and `detente.store.tables`
says what all of them together come to. A new one takes the next number and goes to the end of the list.
"""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Connection

from detente.store.migrations import (
    m0001_documents,
    m0002_readings,
    m0003_statements,
    m0004_details,
    m0005_intake,
    m0006_carriers,
    m0007_hosts,
    m0008_revisions,
    m0009_incidents,
    m0010_review,
    m0011_keys,
    m0012_deeds,
    m0013_weighed,
    m0014_search,
    m0015_words,
    m0016_registry,
    m0017_texts,
    m0018_releases,
    m0019_document_words,
    m0020_doubt,
    m0021_links_moved,
    m0022_latest_first,
    m0023_reasons_told,
)

__all__ = ["MIGRATIONS", "Migration"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Migration:
    """One step from a form of the record to the next."""

    version: int
    name: str
    apply: Callable[[Connection], None]


MIGRATIONS: tuple[Migration, ...] = (
    Migration(version=1, name="documents", apply=m0001_documents.apply),
    Migration(version=2, name="readings", apply=m0002_readings.apply),
    Migration(version=3, name="statements", apply=m0003_statements.apply),
    Migration(version=4, name="details", apply=m0004_details.apply),
    Migration(version=5, name="intake", apply=m0005_intake.apply),
    Migration(version=6, name="carriers", apply=m0006_carriers.apply),
    Migration(version=7, name="hosts", apply=m0007_hosts.apply),
    Migration(version=8, name="revisions", apply=m0008_revisions.apply),
    Migration(version=9, name="incidents", apply=m0009_incidents.apply),
    Migration(version=10, name="review", apply=m0010_review.apply),
    Migration(version=11, name="keys", apply=m0011_keys.apply),
    Migration(version=12, name="deeds", apply=m0012_deeds.apply),
    Migration(version=13, name="weighed", apply=m0013_weighed.apply),
    Migration(version=14, name="search", apply=m0014_search.apply),
    Migration(version=15, name="words", apply=m0015_words.apply),
    Migration(version=16, name="registry", apply=m0016_registry.apply),
    Migration(version=17, name="texts", apply=m0017_texts.apply),
    Migration(version=18, name="releases", apply=m0018_releases.apply),
    Migration(version=19, name="document words", apply=m0019_document_words.apply),
    Migration(version=20, name="doubt", apply=m0020_doubt.apply),
    Migration(version=21, name="links moved", apply=m0021_links_moved.apply),
    Migration(version=22, name="latest first", apply=m0022_latest_first.apply),
    Migration(version=23, name="reasons told", apply=m0023_reasons_told.apply),
)
