"""The record: documents and what was read in them, kept in one file; nothing outside this package speaks SQL.

`create_record` and `open_record` give a `Record`; `keep_documents`, `keep_reading`, `refuse` and others write to it,
each in one transaction; `summary`, `documents`, `reading_of`, `entities`, `places`, `dates`, `quantities`,
`observations`, `claims`, `statements` and `events` read from it.
"""

from detente.store.accounts import bodies_by_number, take_up_readings
from detente.store.addresses import AddressView, addresses
from detente.store.carriers import CarrierView, carriers
from detente.store.checks import check_record
from detente.store.deeds import (
    decisions,
    dismiss_proposal,
    merge_incidents,
    open_proposals,
    split_incident,
    undo_decision,
)
from detente.store.details import dates, entities, places, quantities
from detente.store.extractions import ExtractionView, extractions
from detente.store.history import RevisionView, document_read, head, history, subjects_called
from detente.store.hosts import HostBook, keep_hosts
from detente.store.incidents import (
    Gathered,
    LinkView,
    MembershipView,
    Wanted,
    events_told,
    find_incident,
    gather_incidents,
)
from detente.store.known import NOW, Known
from detente.store.leases import Lease, end_lease, renew_lease, take_lease
from detente.store.likeness import CopyView, compare_waiting, copies_of, voices
from detente.store.linking import Found, LinkRow, Pair, begin_linking, find_pairs, keep_links
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
from detente.store.restore import Snapshot, open_snapshot, restore
from detente.store.settling import Settling, settle_waiting
from detente.store.snapshots import Manifest, take_snapshot
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
from detente.store.verify import Proof, verify
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
from detente.store.withdrawals import WithdrawalView, restate, withdraw, withdrawals
from detente.store.writes import Kept, KeptDocument, keep, keep_documents, keep_reading, note_origin

__all__ = [
    "NOW",
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
    "Found",
    "Gathered",
    "HostBook",
    "Kept",
    "KeptDocument",
    "Known",
    "Lease",
    "LinkRow",
    "LinkView",
    "Manifest",
    "MembershipView",
    "ObservationView",
    "Pair",
    "PartyView",
    "PerhapsView",
    "PlaceView",
    "Proof",
    "QuantityView",
    "ReadingView",
    "Record",
    "RecordPlace",
    "RecycledView",
    "RefusalView",
    "RevisionView",
    "SectorView",
    "Settling",
    "Snapshot",
    "SourceView",
    "StanceView",
    "StatementView",
    "Summary",
    "VisitView",
    "Wanted",
    "WithdrawalView",
    "addresses",
    "begin_linking",
    "bodies_by_number",
    "bytes_of",
    "carriers",
    "check_record",
    "claims",
    "compare_waiting",
    "copies_of",
    "create_record",
    "dates",
    "decisions",
    "dismiss_proposal",
    "document_read",
    "documents",
    "drops",
    "due_sources",
    "end_lease",
    "end_refusal",
    "end_table_refusal",
    "entities",
    "events",
    "events_told",
    "extractions",
    "find_incident",
    "find_pairs",
    "gather_incidents",
    "has_document",
    "has_reading",
    "head",
    "history",
    "is_settled",
    "keep",
    "keep_documents",
    "keep_hosts",
    "keep_links",
    "keep_reading",
    "keep_visit",
    "last_visits",
    "lowered_readings",
    "merge_incidents",
    "note_origin",
    "observations",
    "open_proposals",
    "open_record",
    "open_snapshot",
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
    "renew_lease",
    "restate",
    "restore",
    "settle_waiting",
    "sources",
    "split_incident",
    "statements",
    "subjects_called",
    "summary",
    "take_lease",
    "take_snapshot",
    "take_up_readings",
    "text_of",
    "undo_decision",
    "verify",
    "voices",
    "waiting_documents",
    "withdraw",
    "withdrawals",
]
