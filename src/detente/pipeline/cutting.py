"""Files of many documents that a source gives (archives, mail, tables, lines): cut as `detente add` cuts them, bounded.

Who serves them may be anybody, so besides the limits of each piece there are limits of the whole.
"""

import dataclasses
import io
import time
from collections.abc import Generator, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass

from detente.core.errors import DocumentError
from detente.documents.formats import cut_stream, format_of
from detente.documents.packet import Carried, Packet
from detente.pipeline.guard import Guard

__all__ = ["MostCut", "cut_fetched"]

MAIL = ".eml"


@dataclass(frozen=True, slots=True, kw_only=True)
class MostCut:
    """What may come out of one file: documents, their bytes together, and the seconds that it may take."""

    documents: int = 5_000
    size: int = 200_000_000
    seconds: float = 600.0


def cut_fetched(packets: Iterable[Packet], *, most: MostCut = MostCut()) -> Generator[Packet, None, None]:
    """Yield packets as they are, and in the place of a file of many documents those.

    What goes beyond the limits is a packet with its error, behind what was taken.
    """
    with Guard() as guard:
        for packet in packets:
            form = format_of(packet.suffix)
            if packet.error is not None or form is None or form.cut is None or form.inner:
                yield packet
            else:
                yield from _cut(packet, guard, most)


def _cut(packet: Packet, guard: Guard, most: MostCut) -> Iterator[Packet]:
    end, size = time.monotonic() + most.seconds, 0
    taken = 0
    try:
        with closing(guard.stream(_cut_bytes, packet.data, packet.name, packet.suffix)) as pieces:
            for piece in pieces:
                size += len(piece.data)
                if taken >= most.documents or size > most.size or time.monotonic() > end:
                    raise DocumentError("too_long", _too_much(most))  # noqa: TRY301 - told as any other end
                yield _labelled(piece, packet)
                taken += 1
        if not taken and packet.spare is not None:
            raise DocumentError("empty", "the file holds no document")  # noqa: TRY301 - its spare stands in for it
    except DocumentError as error:
        told = f"{error.message}; {taken:,} documents before were taken"
        spare = None if taken else packet.spare
        yield dataclasses.replace(packet, data=b"", error=DocumentError(error.code, told), spare=spare)


def _too_much(most: MostCut) -> str:
    return (
        f"the file holds more than {most.documents:,} documents or {most.size / 1e6:,.0f} MB, or takes longer than "
        f"{most.seconds:,.0f} seconds: fetch it yourself, cut it, and add the pieces"
    )


def _labelled(piece: Packet, whole: Packet) -> Packet:
    """Return a piece with what is known of it from the way here: of a file's address and title nothing is its own."""
    said, way = piece.carried, whole.carried
    if piece.suffix == whole.suffix == MAIL and said == Carried():
        return dataclasses.replace(piece, carried=way)
    carried = dataclasses.replace(
        said,
        publisher=said.publisher or way.publisher,
        language=said.language or way.language,
        fetched=said.fetched or way.fetched,
    )
    return dataclasses.replace(piece, carried=carried)


def _cut_bytes(data: bytes, name: str, suffix: str) -> Iterator[Packet]:
    return cut_stream(io.BytesIO(data), name=name, suffix=suffix)
