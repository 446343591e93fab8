"""What becomes of a packet: a reading, or the reason why there is none."""

import dataclasses
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import msgspec

from detente.core.errors import DocumentError, KnowledgeError, ModelError, StageError, UsageError
from detente.documents.document import Document
from detente.documents.packets import Packet, open_packet
from detente.pipeline.pool import map_in_order
from detente.pipeline.reader import default_reader
from detente.reading.reading import Reading

__all__ = ["AT_ONCE", "Line", "Outcome", "error_line", "lines_of", "outcomes_of", "read_packets"]

AT_ONCE = 32
"""Packets that are read together: the parser is much faster over many short texts than over one at a time."""
LARGEST_BUNDLE = 100_000
"""Bytes of packets that are read together, unless one alone has more."""

Bundle = tuple[Packet, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """A packet with either its reading or its error, never both."""

    packet: Packet
    reading: Reading | None = None
    error: DocumentError | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of `detente read`'s output (without its end), and how much input it stands for."""

    data: bytes
    is_error: bool
    taken: int


def lines_of(packets: Iterable[Packet], *, workers: int, at_once: int = AT_ONCE) -> Iterator[Line]:
    """Yield the contract's line for every packet, in order; the same bytes whatever the number of workers.

    `at_once` packets are read together: 1 where each is to be answered as soon as it has come.
    """
    bundles = _bundles(packets, at_once)
    for lines in map_in_order(_read_lines, bundles, workers=workers, give_up=_give_up_lines):
        yield from lines


def outcomes_of(packets: Iterable[Packet], *, workers: int, at_once: int = AT_ONCE) -> Iterator[Outcome]:
    """Yield the outcome of every packet, in order, without the layers that only reading needs."""
    bundles = _bundles(packets, at_once)
    for outcomes in map_in_order(_read_lightly, bundles, workers=workers, give_up=_give_up_outcomes):
        yield from outcomes


def _bundles(packets: Iterable[Packet], most: int) -> Iterator[Bundle]:
    """Yield packets by so many together, fewer where they are large."""
    bundle: list[Packet] = []
    for packet in packets:
        if bundle and sum(len(p.data) for p in (*bundle, packet)) > LARGEST_BUNDLE:
            yield tuple(bundle)
            bundle = []
        bundle.append(packet)
        if len(bundle) == most:
            yield tuple(bundle)
            bundle = []
    if bundle:
        yield tuple(bundle)


def read_packets(packets: Sequence[Packet]) -> list[Outcome]:
    """Read packets together. What goes wrong with one is kept with it and stops nothing else."""
    outcomes: list[Outcome | None] = []
    documents: list[Document] = []
    for packet in packets:
        try:
            documents.append(open_packet(packet))
            outcomes.append(None)
        except DocumentError as error:
            outcomes.append(Outcome(packet=packet, error=error))
    answers = iter(zip(documents, default_reader().read_all(documents), strict=True))
    return [
        outcome if outcome is not None else _outcome(packet, *next(answers))
        for packet, outcome in zip(packets, outcomes, strict=True)
    ]


def _outcome(packet: Packet, document: Document, answer: Reading | Exception) -> Outcome:
    if isinstance(answer, Reading):
        return Outcome(packet=packet, reading=answer)
    if isinstance(answer, StageError | KnowledgeError | ModelError | UsageError):
        raise answer  # the installation is broken or set wrongly, not this document
    message = f"reading it failed ({type(answer).__name__}: {answer}); please report it with the document"
    failed = DocumentError("failed", message)
    failed.document_id = document.id
    return Outcome(packet=packet, error=failed)


def _read_lines(bundle: Bundle) -> list[Line]:
    return [_as_line(outcome) for outcome in read_packets(bundle)]


def _read_lightly(bundle: Bundle) -> list[Outcome]:
    return [_lightened(outcome) for outcome in read_packets(bundle)]


def _lightened(outcome: Outcome) -> Outcome:
    if outcome.reading is None:
        return outcome
    light = dataclasses.replace(outcome.reading, parse=None, encoded=(), sayings=(), candidates=(), standings=())
    return dataclasses.replace(outcome, reading=light)


def _as_line(outcome: Outcome) -> Line:
    taken = len(outcome.packet.data) + 1
    if outcome.reading is not None:
        return Line(data=msgspec.json.encode(outcome.reading.model_dump()), is_error=False, taken=taken)
    error = outcome.error or DocumentError("failed", "there is neither a reading nor a reason; please report it")
    return error_line(outcome.packet, error)


def error_line(packet: Packet, error: DocumentError) -> Line:
    """Return the contract's line for what cannot be read."""
    line = {"id": error.document_id or packet.name, "error": {"code": error.code, "message": error.message}}
    return Line(data=msgspec.json.encode(line), is_error=True, taken=len(packet.data) + 1)


def _give_up_lines(bundle: Bundle) -> list[Line]:
    return [_as_line(outcome) for outcome in _one_by_one(bundle)]


def _give_up_outcomes(bundle: Bundle) -> list[Outcome]:
    return [_lightened(outcome) for outcome in _one_by_one(bundle)]


def _one_by_one(bundle: Bundle) -> Iterator[Outcome]:
    """Yield the outcomes of a bundle that ended two workers: each packet apart, so that only the guilty is lost."""
    if len(bundle) == 1:
        yield _give_up(bundle[0])
        return
    singles = ((packet,) for packet in bundle)
    for outcomes in map_in_order(read_packets, singles, workers=2, give_up=lambda single: [_give_up(single[0])]):
        yield from outcomes


def _give_up(packet: Packet) -> Outcome:
    message = "reading it ended two worker processes (out of memory, or a crash in a library); it was set aside"
    return Outcome(packet=packet, error=DocumentError("failed", message))
