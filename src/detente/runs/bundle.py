"""Documents read together in a process that may be ended, and their rows: what comes back is small."""

import dataclasses
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from detente.core.errors import DocumentCode, DocumentError, KnowledgeError, ModelError, StageError, UsageError
from detente.documents.language import identify_language, is_for_reading, why_unread
from detente.pipeline.opening import Opened
from detente.pipeline.outcomes import Outcome, get_ready, read_opened
from detente.pipeline.reader import default_reader
from detente.runs.rows import Origin, Rows, rows_of
from detente.runs.shard import Aside

__all__ = ["READS", "Bundle", "Given", "Reads", "Told", "read_bundle", "tell"]

UNREAD: DocumentCode = "not_english"


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A document, opened or not, and where it stands in the input."""

    opened: Opened
    origin: Origin


Bundle = tuple[Given, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What became of a document: its rows, and what is counted of it."""

    rows: Rows
    is_read: bool = False
    unread: str | None = None
    aside: Aside | None = None
    dropped: Mapping[str, int] = field(default_factory=dict)
    seconds: Mapping[str, float] = field(default_factory=dict)
    """By stage, what the whole bundle took: told with its first document alone."""


def _versions() -> tuple[tuple[str, str], ...]:
    return default_reader().versions


def _seconds() -> Mapping[str, float]:
    return default_reader().seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Reads:
    """What reads documents, by functions that another process can import.

    `read` as `read_opened` does; `ready` before the first; `versions` of its stages; `seconds` spent so far by stage.
    """

    read: Callable[[Sequence[Opened]], list[Outcome]]
    ready: Callable[[], object]
    versions: Callable[[], tuple[tuple[str, str], ...]]
    seconds: Callable[[], Mapping[str, float]] = dict


READS = Reads(read=read_opened, ready=get_ready, versions=_versions, seconds=_seconds)
"""The reader of `detente read`."""


def read_bundle(reads: Reads, bundle: Bundle) -> list[Told]:
    """Return what becomes of documents that are read together; none depends on another.

    Raises `MemoryError` where there is not enough, and what is wrong with the installation.
    """
    began, before = time.perf_counter(), dict(reads.seconds())
    opened = [_left_unread(one.opened) for one in bundle]
    known = time.perf_counter()
    outcomes = iter(reads.read([one for one in opened if isinstance(one, Opened)]))
    read = time.perf_counter()
    told = [
        _told(next(outcomes) if isinstance(one, Opened) else one, given.origin)
        for one, given in zip(opened, bundle, strict=True)
    ]
    stages = {name: now - before.get(name, 0.0) for name, now in reads.seconds().items()}
    seconds = stages | {"language": known - began, "reading": read - known, "rows": time.perf_counter() - read}
    return [dataclasses.replace(one, seconds=seconds if k == 0 else {}) for k, one in enumerate(told)]


def _left_unread(opened: Opened) -> Opened | Outcome:
    """Return the outcome of a document that is not for reading, else what was opened as it is."""
    if opened.document is None:
        return opened
    identified = identify_language(opened.document.text)
    if identified is None or is_for_reading(identified):
        return opened
    error = DocumentError(UNREAD, why_unread(identified))
    error.document_id = opened.document.id
    return Outcome(opened=opened, error=error)


def _told(outcome: Outcome, origin: Origin) -> Told:
    try:
        return tell(outcome, origin)
    except (StageError, KnowledgeError, ModelError, UsageError, MemoryError):
        raise
    except Exception as error:  # noqa: BLE001 - a defect met by one document must not cost the others
        message = f"writing it down failed ({type(error).__name__}: {error}); please report it with the document"
        return tell(Outcome(opened=outcome.opened, error=DocumentError("failed", message)), origin)


def tell(outcome: Outcome, origin: Origin, *, tries: int = 1) -> Told:
    """Return the rows of a document and what is counted of it."""
    rows, reading, error = rows_of(outcome, origin), outcome.reading, outcome.error
    if reading is not None:
        return Told(rows=rows, is_read=True, dropped=Counter(f"{d.stage}: {d.reason}" for d in reading.drops))
    if error is None:
        error = DocumentError("failed", "there is neither a reading nor a reason; please report it")
    if error.code == UNREAD:
        return Told(rows=rows, unread=error.code)
    document = outcome.opened.document
    name = error.document_id or (document.id if document else None) or outcome.opened.packet.name
    return Told(rows=rows, aside=Aside(id=name, code=error.code, message=error.message, tries=tries))
