"""The record: documents and what was read in them, kept in one file; nothing outside this package speaks SQL.

`create_record` and `open_record` give a `Record`; `keep`, `refuse` and `note_origin` write to it, each in one
transaction; `summary`, `documents`, `reading_of`, `entities`, `places`, `dates`, `quantities`, `claims`, `statements`
and `events` read from it.
"""

from detente.store.checks import check_record
from detente.store.details import dates, entities, places, quantities
from detente.store.queries import claims, events, statements
from detente.store.reads import (
    bytes_of,
    documents,
    drops,
    has_document,
    has_reading,
    reading_of,
    readings,
    refusals,
    summary,
)
from detente.store.record import Record, create_record, open_record
from detente.store.views import (
    ClaimView,
    DocumentView,
    DropView,
    EventView,
    PartyView,
    PlaceView,
    ReadingView,
    RefusalView,
    SectorView,
    SourceView,
    StanceView,
    StatementView,
    Summary,
)
from detente.store.views_details import (
    CountedView,
    DateCheckView,
    DateView,
    EntityView,
    PerhapsView,
    QuantityView,
)
from detente.store.writes import Kept, KeptDocument, keep, note_origin, refuse

__all__ = [
    "ClaimView",
    "CountedView",
    "DateCheckView",
    "DateView",
    "DocumentView",
    "DropView",
    "EntityView",
    "EventView",
    "Kept",
    "KeptDocument",
    "PartyView",
    "PerhapsView",
    "PlaceView",
    "QuantityView",
    "ReadingView",
    "Record",
    "RefusalView",
    "SectorView",
    "SourceView",
    "StanceView",
    "StatementView",
    "Summary",
    "bytes_of",
    "check_record",
    "claims",
    "create_record",
    "dates",
    "documents",
    "drops",
    "entities",
    "events",
    "has_document",
    "has_reading",
    "keep",
    "note_origin",
    "open_record",
    "places",
    "quantities",
    "reading_of",
    "readings",
    "refusals",
    "refuse",
    "statements",
    "summary",
]
