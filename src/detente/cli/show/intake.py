"""What `detente show` shows of how reports came in: versions, paragraphs told before, what waits unread."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from detente.documents.versions import Version
    from detente.store import Known, Record

__all__ = ["recycled_rows", "unread_rows", "version_rows"]


def version_rows(
    record: "Record", *, document: str | None, known_on: "Known", **_only: str | None
) -> Iterator[dict[str, Any]]:
    """Yield the versions of what stood at one address, each with what it did to the claims and events."""
    from detente.store import addresses

    for found in addresses(record, known_on=known_on):
        if document is not None and not any(document in v.documents for v in found.versions):
            continue
        before: Version | None = None
        for version in found.versions:
            yield {
                "address": found.url,
                "version": version.number,
                "document": version.documents[0],
                "title": " → ".join(version.titles) or None,
                "seen first": (version.first_seen or "")[:16] or None,
                "seen last": (version.last_seen or "")[:16] or None,
                "brings back": version.returns_to,
                "what changed": _changed(record, before, version, known_on) if before is not None else None,
            }
            before = version


def _changed(record: "Record", before: "Version", after: "Version", known_on: "Known") -> str:
    from detente.exchange.intake_words import changes_of

    return "; ".join(changes_of(record, before, after, known_on=known_on)) or "nothing but its form"


def recycled_rows(
    record: "Record", *, document: str | None, known_on: "Known", **_only: str | None
) -> Iterator[dict[str, Any]]:
    """Yield the paragraphs that reports of an earlier day had already: background."""
    from detente.store import documents, recycled

    names = {d.id: d.external_id for d in documents(record, known_on=known_on)}
    for found in recycled(record, document=document, known_on=known_on):
        yield {
            "document": found.document_id,
            "words": " ".join(found.words.split()),
            "share known": f"{found.share:.0%}",
            "told before by": ", ".join(names[e] for e in found.earlier),
            "events in it": ", ".join(found.events) or None,
        }


def unread_rows(
    record: "Record", *, document: str | None, known_on: "Known", **_only: str | None
) -> Iterator[dict[str, Any]]:
    """Yield the documents that are kept and not read, and why."""
    from detente.store import documents

    for one in documents(record, known_on=known_on):
        if one.readings == 0 and document in {None, one.id}:
            yield {
                "document": one.id,
                "name": one.external_id,
                "title": one.title,
                "publisher": one.publisher,
                "language": one.identified,
                "why": one.unread or "waits to be read: detente add DIR, or the next detente gather",
            }
