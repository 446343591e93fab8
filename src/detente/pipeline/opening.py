"""Packets become documents: what is harmless in this process, what is not under guard, in order all the same."""

from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from types import TracebackType
from typing import BinaryIO, Self

from detente.core.errors import DocumentError
from detente.documents.document import Document
from detente.documents.formats import ending_of, format_of, open_packet
from detente.documents.packet import Packet
from detente.documents.packets import STANDARD_INPUT, base_name_of, cut_path, packets_of
from detente.pipeline.guard import Guard, Limits

__all__ = ["Opened", "Opener", "open_with"]

AHEAD = 4
"""Packets under way per process before the oldest must be done."""

Known = Callable[[Packet], DocumentError | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A packet with either its document or the reason why there is none, never both."""

    packet: Packet
    document: Document | None = None
    error: DocumentError | None = None


class Opener:
    """Opens packets, hostile ones in guarded processes of which there are `workers`. Use it in a `with` statement."""

    def __init__(self, *, workers: int = 1, limits: Limits | None = None, known: Known | None = None) -> None:
        """Start nothing yet. `known` tells of packets that failed before of what they fail, and these are not tried."""
        self._known = known or _nothing_known
        self._workers = workers
        self._limits = limits
        self._threads: ThreadPoolExecutor | None = None
        self._free: SimpleQueue[Guard] = SimpleQueue()
        self._guards: list[Guard] = []

    def __enter__(self) -> Self:
        """Return the opener itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End its processes."""
        self.close()

    def close(self) -> None:
        """End its processes, whatever they are doing."""
        if self._threads is not None:
            self._threads.shutdown(wait=False, cancel_futures=True)
        for guard in self._guards:
            guard.close()
        self._threads, self._guards, self._free = None, [], SimpleQueue()

    def packets_of(
        self,
        path: Path,
        *,
        standard_input: BinaryIO,
        passed: Counter[str] | None = None,
        mapping: Mapping[str, str] | None = None,
    ) -> Iterator[Packet]:
        """Yield the documents of a file as packets; what is dangerous to cut is cut under guard."""
        form = None if str(path) == STANDARD_INPUT else format_of(ending_of(path.name))
        if form is None or form.cut is None or not form.guarded:
            yield from packets_of(path, standard_input=standard_input, passed=passed, mapping=mapping)
            return
        name, taken = base_name_of(path), 0
        with Guard(self._limits) as guard:
            try:
                for item in guard.stream(_cut_and_count, path):
                    if isinstance(item, Packet):
                        yield item
                        taken += 1
                    elif passed is not None:
                        passed.update(item)
            except DocumentError as error:
                told = f"{error.message}; {taken:,} documents before were taken"
                yield Packet(name=name, suffix=ending_of(path.name), error=DocumentError(error.code, told))

    def open_all(self, packets: Iterable[Packet]) -> Iterator[Opened]:
        """Yield each packet opened, in order."""
        going: deque[Future[Opened]] = deque()
        for packet in packets:
            going.append(self._submit(packet))
            while going and (going[0].done() or len(going) > AHEAD * self._workers):
                yield going.popleft().result()
        while going:
            yield going.popleft().result()

    def _submit(self, packet: Packet) -> "Future[Opened]":
        form = format_of(packet.suffix)
        if (failed := self._known(packet)) is not None:
            told: Future[Opened] = Future()
            told.set_result(Opened(packet=packet, error=failed))
            return told
        if packet.error is not None or form is None or not form.guarded:
            done: Future[Opened] = Future()
            done.set_result(open_with(open_packet, packet))
            return done
        return self._hired().submit(self._guarded, packet)

    def _hired(self) -> ThreadPoolExecutor:
        if self._threads is None:
            self._guards = [Guard(self._limits) for _ in range(self._workers)]
            for guard in self._guards:
                self._free.put(guard)
            self._threads = ThreadPoolExecutor(self._workers)
        return self._threads

    def _guarded(self, packet: Packet) -> Opened:
        guard = self._free.get()
        try:
            return open_with(lambda p: guard.run(open_packet, p), packet)
        finally:
            self._free.put(guard)


def _nothing_known(packet: Packet) -> None:  # noqa: ARG001 - as it is called
    return None


def open_with(opens: Callable[[Packet], Document], packet: Packet) -> Opened:
    """Return a packet opened in this way, or with its error."""
    try:
        return Opened(packet=packet, document=opens(packet))
    except DocumentError as error:
        return Opened(packet=packet, error=error)


def _cut_and_count(path: Path) -> Iterator[Packet | Counter[str]]:
    """Yield the documents of a file, and at the end how much was passed over by reason: the caller is elsewhere."""
    passed: Counter[str] = Counter()
    yield from cut_path(path, passed=passed)
    yield passed
