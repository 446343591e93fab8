"""What becomes of a packet: a reading, or the reason why there is none."""

import dataclasses
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import msgspec

from detente.core.errors import DocumentError, KnowledgeError, ModelError, StageError
from detente.documents.packets import Packet, open_packet
from detente.pipeline.pool import map_in_order
from detente.pipeline.reader import default_reader
from detente.reading.reading import Reading

__all__ = ["Line", "Outcome", "error_line", "lines_of", "outcomes_of", "read_packet"]


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


def lines_of(packets: Iterable[Packet], *, workers: int) -> Iterator[Line]:
    """Yield the contract's line for every packet, in order; the same bytes whatever the number of workers."""
    return map_in_order(_read_line, packets, workers=workers, give_up=lambda p: _as_line(_give_up(p)))


def outcomes_of(packets: Iterable[Packet], *, workers: int) -> Iterator[Outcome]:
    """Yield the outcome of every packet, in order, without the layers that only reading needs."""
    return map_in_order(_read_lightly, packets, workers=workers, give_up=_give_up)


def read_packet(packet: Packet) -> Outcome:
    """Read one packet. What goes wrong with it is kept with it and stops nothing else."""
    try:
        document = open_packet(packet)
    except DocumentError as error:
        return Outcome(packet=packet, error=error)
    try:
        return Outcome(packet=packet, reading=default_reader().read(document))
    except (StageError, KnowledgeError, ModelError):
        raise  # the installation is broken, not this document
    except Exception as error:  # noqa: BLE001 - a defect met by one document must not cost the others
        message = f"reading it failed ({type(error).__name__}: {error}); please report it with the document"
        failed = DocumentError("failed", message)
        failed.document_id = document.id
        return Outcome(packet=packet, error=failed)


def _read_line(packet: Packet) -> Line:
    return _as_line(read_packet(packet))


def _read_lightly(packet: Packet) -> Outcome:
    outcome = read_packet(packet)
    if outcome.reading is None:
        return outcome
    light = dataclasses.replace(outcome.reading, parse=None, candidates=(), standings=())
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


def _give_up(packet: Packet) -> Outcome:
    message = "reading it ended two worker processes (out of memory, or a crash in a library); it was set aside"
    return Outcome(packet=packet, error=DocumentError("failed", message))
