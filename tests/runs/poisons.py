"""What ends the process that opens it, or takes all its memory: in a module that a process of its own can import."""

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

from detente.documents.document import Document
from detente.documents.packet import Packet
from detente.runs import opening
from detente.runs.noted import Noted
from detente.runs.shard import Span


def open_or_die(packet: Packet) -> Document:
    """Open a packet as ever, or end this process, as a library may that meets it."""
    if b"CRASH" in packet.data:
        os.kill(os.getpid(), signal.SIGKILL)
    if b"HANG" in packet.data:
        time.sleep(3_600)
    return Document(id=packet.name, text=packet.data.decode())


def cut_or_die(span: Span, columns: dict[str, str], noted: Noted) -> Iterator[tuple[int, Packet]]:
    """Cut a file as ever, or end this process on the way."""
    del columns, noted
    for place, line in enumerate(Path(span.address).read_bytes().splitlines()):
        if line == b"CUT":
            os.kill(os.getpid(), signal.SIGKILL)
        yield place, Packet(name=f"a.mbox:{place + 1}", suffix=".txt", data=line)


def stand_in() -> None:
    """Let what is opened in this process be opened by what may end it."""
    vars(opening).update(open_packet=open_or_die, _packets=cut_or_die)


def swell_or_not(packet: Packet) -> Document:
    """Open a packet as ever, and keep memory for good over some, as a library's pool does."""
    KEPT.append(bytearray({b"KEEP": 300_000_000, b"SWELL": 10**13}.get(packet.data, 0)))
    return Document(id=packet.name, text=packet.data.decode())


KEPT: list[bytearray] = []


def swell_in() -> None:
    """Let what is opened in this process be opened by what keeps memory."""
    vars(opening).update(open_packet=swell_or_not, _packets=cut_or_die)
