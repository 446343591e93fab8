"""The record: documents and what was read in them, kept in one file; nothing outside this package speaks SQL.

`create_record` and `open_record` give a `Record`; `keep_documents`, `keep_reading`, `refuse` and others write to it,
each in one transaction; `summary`, `documents`, `reading_of`, `entities`, `places`, `dates`, `quantities`,
`observations`, `claims`, `statements` and `events` read from it.
"""

from detente.store.addresses import AddressView, addresses
from detente.store.carriers import CarrierView, carriers
from detente.store.checks import check_record
from detente.store.details import dates, entities, places, quantities
from detente.store.extractions import ExtractionView, extractions
from detente.store.likeness import CopyView, compare_waiting, copies_of, voices
from detente.store.lowered import lowered_readings
from detente.store.observations import ObservationView, observations
from detente.store.place import Address, RecordPlace, read_address
from detente.store.queries import claims, events, statements
from detente.store.reads import (
    bytes_of,
    documents,
    drops,
    has_document,
    has_reading,
    reading_of,
    readings,
    summary,
    text_of,
)
from detente.store.record import Record, create_record, open_record
from detente.store.recycled import RecycledView, recycled
from detente.store.refusals import end_refusal, end_table_refusal, packet_of, refusals, refuse, refuse_reading
from detente.store.sources import (
    VisitView,
    due_sources,
    is_settled,
    keep_visit,
    last_visits,
    put_source,
    put_sources,
    remove_source,
    sources,
)
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
from detente.store.waiting import waiting_documents
from detente.store.writes import Kept, KeptDocument, keep, keep_documents, keep_reading, note_origin

__all__ = [
    "Address",
    "AddressView",
    "CarrierView",
    "ClaimView",
    "CopyView",
    "CountedView",
    "DateCheckView",
    "DateView",
    "DocumentView",
    "DropView",
    "EntityView",
    "EventView",
    "ExtractionView",
    "Kept",
    "KeptDocument",
    "ObservationView",
    "PartyView",
    "PerhapsView",
    "PlaceView",
    "QuantityView",
    "ReadingView",
    "Record",
    "RecordPlace",
    "RecycledView",
    "RefusalView",
    "SectorView",
    "SourceView",
    "StanceView",
    "StatementView",
    "Summary",
    "VisitView",
    "addresses",
    "bytes_of",
    "carriers",
    "check_record",
    "claims",
    "compare_waiting",
    "copies_of",
    "create_record",
    "dates",
    "documents",
    "drops",
    "due_sources",
    "end_refusal",
    "end_table_refusal",
    "entities",
    "events",
    "extractions",
    "has_document",
    "has_reading",
    "is_settled",
    "keep",
    "keep_documents",
    "keep_reading",
    "keep_visit",
    "last_visits",
    "lowered_readings",
    "note_origin",
    "observations",
    "open_record",
    "packet_of",
    "places",
    "put_source",
    "put_sources",
    "quantities",
    "read_address",
    "reading_of",
    "readings",
    "recycled",
    "refusals",
    "refuse",
    "refuse_reading",
    "remove_source",
    "sources",
    "statements",
    "summary",
    "text_of",
    "voices",
    "waiting_documents",
]
