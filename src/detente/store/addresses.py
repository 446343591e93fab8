"""What stood where and when: the versions of what was published at an address."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import sqlalchemy as sa

from detente.documents.versions import Sighting, Version, chain
from detente.store import tables
from detente.store.asked import portions
from detente.store.carriers import settled_by
from detente.store.known import NOW, Known, by, known_documents
from detente.store.record import Record

__all__ = ["AddressView", "addresses"]

SIGHTINGS, DOCUMENTS = tables.sightings, tables.documents


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressView:
    """An address and the versions of what stood there, the oldest first.

    All who mean the same page have the same `address`; `url` is one of theirs as it was given, the one had last.
    """

    address: str
    url: str
    versions: tuple[Version, ...]


def addresses(
    record: Record, *, least: int = 2, document: str | None = None, known_on: Known = NOW
) -> tuple[AddressView, ...]:
    """Return the addresses at which at least so many versions stood, by address; or those where one document did."""
    columns = (DOCUMENTS.c.id, DOCUMENTS.c.text_hash, DOCUMENTS.c.title, DOCUMENTS.c.published)
    query = sa.select(SIGHTINGS.c.address, SIGHTINGS.c.url, SIGHTINGS.c.seen_at, *columns).join(DOCUMENTS)
    query = query.where(*known_documents(known_on), *by(SIGHTINGS.c.noted_at, known_on))
    if document is not None:
        own = sa.select(SIGHTINGS.c.address).where(SIGHTINGS.c.document_id == document)
        query = query.where(SIGHTINGS.c.address.in_(own))
    query = query.order_by(SIGHTINGS.c.address, SIGHTINGS.c.seen_at.asc().nulls_first(), SIGHTINGS.c.url)
    with record.reading() as connection:
        rows = connection.execute(query).all()
        shown = list(dict.fromkeys(row.id for row in rows))
        then: dict[str, dict[str, str | None]] = {}
        for some in portions(shown):
            then |= settled_by(connection, some, known_on)
    by_address: dict[str, list[Sighting]] = {}
    urls: dict[str, str] = {}
    for address, url, seen_at, held, text_hash, title, published in rows:
        seen = Sighting(
            document=held,
            text_hash=text_hash,
            title=then.get(held, {"title": title})["title"],
            address=address,
            seen_at=seen_at.isoformat() if seen_at else None,
            published=then.get(held, {"published": published})["published"],
        )
        by_address.setdefault(address, []).append(seen)
        urls[address] = url
    return tuple(_with(by_address.items(), urls, least))


def _with(found: Iterable[tuple[str, list[Sighting]]], urls: Mapping[str, str], least: int) -> Iterable[AddressView]:
    for address, sightings in found:
        versions = chain(sightings)
        if len(versions) >= least:
            yield AddressView(address=address, url=urls[address], versions=versions)
