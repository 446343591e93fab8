"""Desks over small records made by hand: reports that were read and linked, and reports of any text."""

import datetime as dt
from pathlib import Path

from detente.documents.document import Document
from detente.store import KeptDocument, Record, create_record, documents, keep_documents, open_record
from store.made import NOON, add, link

__all__ = ["HOSTILE", "LATER", "begun", "filled", "put", "report"]

LATER = NOON + dt.timedelta(days=2)
HOSTILE = 'Fire <script>alert("x")</script> near Tolvane. \u202eTurned round\u202c <img src=x onerror=alert(1)> & more.'


def begun(folder: Path) -> Record:
    """Return a new record in a folder, open."""
    return create_record(folder / "record.sqlite", now=NOON)


def filled(folder: Path, *, reports: int = 2) -> dict[str, str]:
    """Make a record of reports that tell of one happening, and return their ids by what they are called."""
    with begun(folder) as record:
        for n in range(reports):
            add(record, n)
        link(record, now=NOON)
        return {one.external_id: one.id for one in documents(record)}


def put(  # noqa: PLR0913 - each is a fact of the report
    folder: Path,
    text: str,
    *,
    name: str = "r",
    title: str | None = None,
    url: str | None = None,
    publisher: str | None = None,
    language: str | None = None,
    at: dt.datetime = NOON,
    fetched: dt.datetime | None = None,
) -> str:
    """Keep a report of a text, unread, and return its id."""
    document = Document(id=name, text=text, title=title, url=url, publisher=publisher, language=language)
    kept = KeptDocument(document=document, data=text.encode(), name=f"{name}.txt", fetched_at=fetched)
    path = folder / "record.sqlite"
    with open_record(path) if path.exists() else begun(folder) as record:
        (done,) = keep_documents(record, [kept], now=at)
    return done.document_id


def report(folder: Path) -> Record:
    """Return the record of a folder, only to be read."""
    return open_record(folder / "record.sqlite", read_only=True)
