"""What becomes of a document: a reading, or the reason why there is none."""

import dataclasses
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

import msgspec

from detente.core.errors import DocumentError, KnowledgeError, ModelError, StageError, UsageError
from detente.documents.document import Document
from detente.documents.packet import Packet
from detente.pipeline.guard import Limits
from detente.pipeline.opening import Opened, Opener
from detente.pipeline.pool import READING, GiveUp, map_in_order
from detente.pipeline.reader import default_reader
from detente.reading.reading import Reading

__all__ = [
    "AT_ONCE",
    "Line",
    "Outcome",
    "bundles_of",
    "error_line",
    "get_ready",
    "given_up",
    "lines_of",
    "read_opened",
    "readings_of",
]

AT_ONCE = 32
"""Documents that are read together: the parser is much faster over many short texts than over one at a time."""
LONGEST_BUNDLE = 100_000
"""Code points of text that are read together, unless one document alone has more."""

PRIMER = "Turkey attacked 5 posts in Syria on Monday, and the minister said that it would go on."
"""A sentence that every stage has something to do with."""

Bundle = tuple[Opened, ...]
Item = TypeVar("Item")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What was opened, with either its reading or its error, never both."""

    opened: Opened
    reading: Reading | None = None
    error: DocumentError | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of `detente read`'s output (without its end), and how much input it stands for."""

    data: bytes
    is_error: bool
    taken: int


def lines_of(
    packets: Iterable[Packet],
    *,
    workers: int,
    at_once: int = AT_ONCE,
    opener: Opener | None = None,
    limits: Limits = READING,
) -> Iterator[Line]:
    """Yield the contract's line for every packet, in order; the same bytes whatever the number of workers.

    `at_once` packets are read together: 1 where each is to be answered as soon as it has come. `opener` opens them, by
    default one made for this.
    """
    with opener or Opener(workers=workers) as opens:
        bundles = _bundles(opens.open_all(packets), at_once)
        for lines in _read_apart(_read_lines, bundles, _give_up_lines, workers, limits):
            yield from lines


def readings_of(
    documents: Iterable[Document], *, workers: int, at_once: int = AT_ONCE, limits: Limits = READING
) -> Iterator[Outcome]:
    """Yield the outcome of every document, in order, without the layers that only reading needs."""
    opened = (Opened(packet=Packet(name=d.id, suffix=""), document=d) for d in documents)
    for outcomes in _read_apart(_read_lightly, _bundles(opened, at_once), _give_up_outcomes, workers, limits):
        yield from outcomes


def _read_apart(
    read: Callable[[Bundle], Result],
    bundles: Iterable[Bundle],
    give_up: GiveUp[Bundle, Result],
    workers: int,
    limits: Limits,
) -> Iterator[Result]:
    """Yield what becomes of each bundle, read by processes that have what they need before the first."""
    return map_in_order(
        read, bundles, workers=workers, give_up=give_up, prepare=get_ready, limits=limits, easy=_is_without_documents
    )


def _is_without_documents(bundle: Bundle) -> bool:
    return all(one.document is None for one in bundle)


def bundles_of(
    items: Iterable[Item], *, most: int = AT_ONCE, document_of: Callable[[Item], Document | None]
) -> Iterator[tuple[Item, ...]]:
    """Yield what is to be read by so many together, fewer where the texts are long."""
    bundle: list[Item] = []
    size = 0
    for one in items:
        document = document_of(one)
        length = len(document.text) if document is not None else 0
        if bundle and (len(bundle) == most or size + length > LONGEST_BUNDLE):
            yield tuple(bundle)
            bundle, size = [], 0
        bundle.append(one)
        size += length
        if len(bundle) == most:
            yield tuple(bundle)
            bundle, size = [], 0
    if bundle:
        yield tuple(bundle)


def _bundles(opened: Iterable[Opened], most: int) -> Iterator[Bundle]:
    return bundles_of(opened, most=most, document_of=_document_of)


def _document_of(opened: Opened) -> Document | None:
    return opened.document


def get_ready() -> None:
    """Load all that reading needs, so that neither the time nor the memory for it counts against a document."""
    default_reader().read(Document(id="ready", text=PRIMER))


def read_opened(opened: Sequence[Opened]) -> list[Outcome]:
    """Read documents together. What goes wrong with one is kept with it and stops nothing else.

    Raises `MemoryError` where there is not enough, and what is wrong with the installation.
    """
    documents = [one.document for one in opened if one.document is not None]
    answers = iter(default_reader().read_all(documents) if documents else ())
    return [
        Outcome(opened=one, error=one.error) if one.document is None else _outcome(one, one.document, next(answers))
        for one in opened
    ]


def _outcome(opened: Opened, document: Document, answer: Reading | Exception) -> Outcome:
    if isinstance(answer, Reading):
        return Outcome(opened=opened, reading=answer)
    if isinstance(answer, StageError | KnowledgeError | ModelError | UsageError):
        raise answer  # the installation is broken or set wrongly, not this document
    if isinstance(answer, MemoryError):
        raise answer  # what is left of this process may be in pieces
    message = f"reading it failed ({type(answer).__name__}: {answer}); please report it with the document"
    failed = DocumentError("failed", message)
    failed.document_id = document.id
    return Outcome(opened=opened, error=failed)


def _read_lines(bundle: Bundle) -> list[Line]:
    return [_as_line(outcome) for outcome in read_opened(bundle)]


def _read_lightly(bundle: Bundle) -> list[Outcome]:
    return [_lightened(outcome) for outcome in read_opened(bundle)]


def _lightened(outcome: Outcome) -> Outcome:
    if outcome.reading is None:
        return outcome
    light = dataclasses.replace(outcome.reading, parse=None, encoded=(), sayings=(), candidates=(), standings=())
    return dataclasses.replace(outcome, reading=light)


def _as_line(outcome: Outcome) -> Line:
    taken = len(outcome.opened.packet.data) + 1
    if outcome.reading is not None:
        return Line(data=msgspec.json.encode(outcome.reading.model_dump()), is_error=False, taken=taken)
    error = outcome.error or DocumentError("failed", "there is neither a reading nor a reason; please report it")
    return error_line(outcome.opened.packet, error)


def error_line(packet: Packet, error: DocumentError) -> Line:
    """Return the contract's line for what cannot be read."""
    line = {"id": error.document_id or packet.name, "error": {"code": error.code, "message": error.message}}
    return Line(data=msgspec.json.encode(line), is_error=True, taken=len(packet.data) + 1)


def _give_up_lines(bundle: Bundle, error: DocumentError, again: Callable[[Bundle], list[Line]]) -> list[Line]:
    if len(bundle) > 1:
        return [line for one in bundle for line in again((one,))]
    return [_as_line(given_up(bundle[0], error))]


def _give_up_outcomes(bundle: Bundle, error: DocumentError, again: Callable[[Bundle], list[Outcome]]) -> list[Outcome]:
    """Return the outcomes of a bundle that ended its worker: each read apart, so that only the guilty is lost."""
    if len(bundle) > 1:
        return [outcome for one in bundle for outcome in again((one,))]
    return [given_up(bundle[0], error)]


def given_up(opened: Opened, error: DocumentError) -> Outcome:
    """Return the outcome of a document that ended the process which read it."""
    why = DocumentError(error.code, error.message)
    why.document_id = opened.document.id if opened.document is not None else None
    return Outcome(opened=opened, error=why)
