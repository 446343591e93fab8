"""The entries of a feed: which are new since the last visit, and the pages behind them."""

import dataclasses
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import timedelta

from detente.core.errors import FetchFailed
from detente.core.ids import hash_bytes, hash_parts
from detente.documents.packet import Packet
from detente.gather.addresses import join_address
from detente.gather.fetch import Fetched, Request
from detente.gather.manners import ALONE, Manners
from detente.gather.packing import pack_page, stamp_entry, suffix_of
from detente.gather.sources import Source

__all__ = ["Entry", "Followed", "Patience", "follow_entries", "know_entries"]

SHORT = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An entry of a feed: its packet, a key that stays with it, and a print of what it says now."""

    packet: Packet
    key: str
    print: str
    url: str | None

    @property
    def mark(self) -> tuple[str, str]:
        """What is remembered of it."""
        return self.key, self.print


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """What one visit may take: pages behind entries, their bytes together, and seconds, the waiting included."""

    pages: int = 40
    size: int = 64_000_000
    seconds: float = 600.0


@dataclass(slots=True, kw_only=True)
class Followed:
    """What following came to: packets, the addresses that are settled by them, why some failed, which entries wait."""

    packets: list[Packet] = field(default_factory=list)
    settled: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    waiting: list[Entry] = field(default_factory=list)
    pages: int = 0
    size: int = 0

    def spent(self, patience: Patience) -> bool:
        """Return whether a visit has had what it may have."""
        return self.pages >= patience.pages or self.size >= patience.size


def know_entries(packets: Iterable[Packet], *, base: str) -> tuple[Entry, ...]:
    """Return a feed's packets as entries, each once; one without an address is known by what it says."""
    found: dict[str, Entry] = {}
    for packet in packets:
        said = packet.carried
        url = join_address(base, said.url) if said.url else None
        digest = hash_parts(hash_bytes(packet.data), said.title or "", said.published or "", str(packet.error or ""))
        key = hash_parts("entry", url or digest)[:SHORT]
        whole = dataclasses.replace(packet, carried=dataclasses.replace(said, url=url))
        found.setdefault(key, Entry(packet=whole, key=key, print=digest[:SHORT], url=url))
    return tuple(found.values())


def follow_entries(
    entries: Iterable[Entry],
    source: Source,
    *,
    manners: Manners,
    known: Callable[[str], bool],
    patience: Patience,
) -> Followed:
    """Fetch the page behind each entry whose address is not known; where there is none, the entry itself stands in.

    What patience does not last for, and what a host wants left alone for now, waits for the next visit.
    """
    found, clock = Followed(), manners.clock
    until = clock.now() + timedelta(seconds=patience.seconds)
    private = manners.is_private(source.url)
    for entry in entries:
        if entry.url is not None and known(entry.url):
            continue
        if entry.url is None or entry.packet.error is not None:
            found.packets.append(stamp_entry(entry.packet, source, fetched_at=clock.now()))
        elif found.spent(patience) or clock.now() >= until or manners.pace.is_held(entry.url):
            found.waiting.append(entry)
        else:
            _follow(entry, entry.url, source, manners=manners, private=private, found=found)
    return found


def _follow(entry: Entry, url: str, source: Source, *, manners: Manners, private: bool, found: Followed) -> None:
    """Add an entry's page, or the entry itself where there is no page to be had; or let it wait."""
    found.pages += 1
    try:
        packet = _page(manners.ask(Request(url=url, private=private)), entry, url, source)
    except FetchFailed as error:
        found.failures.append(f"{url[:200]}: {error}")
        packet = stamp_entry(entry.packet, source, fetched_at=manners.clock.now())
    if packet is None:
        found.waiting.append(entry)
        return
    found.packets.append(packet)
    found.settled.append(url)
    found.size += len(packet.data)


def _page(answer: Fetched, entry: Entry, url: str, source: Source) -> Packet | None:
    """Return the packet of a page, or None where it is not to be had for now; raises `FetchFailed` where never."""
    if answer.status in ALONE and answer.retry_after:
        return None
    if not answer.good:
        message = f"it answers with status {answer.status}"
        raise FetchFailed(message)
    suffix = suffix_of(answer)
    if suffix is None or not answer.body.strip():
        message = f"it is {answer.media_type or 'nothing'}, which is no document"
        raise FetchFailed(message)
    return pack_page(answer, source, suffix=suffix, asked=url, entry=entry.packet.carried)
