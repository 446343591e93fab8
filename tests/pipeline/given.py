"""Small files of every kind that tests of intake take in, and how they do."""

import datetime as dt
import io
import json
from collections.abc import Iterable, Iterator
from itertools import count

from detente.documents.formats import cut_stream, ending_of
from detente.documents.packet import Packet
from detente.pipeline.intake import Taken, take_in
from detente.pipeline.opening import Opener
from detente.store import Record, compare_waiting

NOON = dt.datetime(2026, 3, 1, 12, 0, tzinfo=dt.UTC)
REPORT = "Shells fell on the market of Rivertown at dawn on Tuesday, the mayor Ilir Dosk said. Four stalls burned."
PAGE = (
    "<!doctype html><html lang=en><head><title>{title}</title></head><body><article><h1>{title}</h1><p>{text}</p>"
    "<p>Observers of the joint mission counted eleven craters along the canal and asked both armies for their logs."
    "</p></article></body></html>"
)
FEED = (
    '<?xml version="1.0"?><rss version="2.0"><channel><title>Wire</title><link>https://wire.example/</link>'
    "<item><title>Drone over Stonegate</title><link>https://wire.example/7</link><pubDate>Tue, 03 Mar 2026 06:00:00 GMT"
    "</pubDate><description>A drone struck a fuel depot outside Stonegate on Tuesday, the staff said.</description>"
    "</item><item><title>Talks</title><link>https://wire.example/8</link><description>Liaison officers met at the "
    "bridge of Stonegate on Tuesday and exchanged lists of prisoners.</description></item></channel></rss>"
)
MAIL = (
    "From: Ada Rell <ada@mission.example>\r\nTo: desk@mission.example\r\nSubject: Evening report\r\n"
    "Date: Tue, 03 Mar 2026 18:00:00 +0000\r\nMessage-ID: <1@mission.example>\r\nContent-Type: text/plain\r\n\r\n"
    "Two shells landed north of Hillford at 17:20, and nobody was hurt, the village head told our patrol.\r\n"
)
TABLE = (
    "id,text,published\nr1,Soldiers of Northland searched a school in Hillford on Monday.,2026-03-02\n"
    "r2,The ministry of Southland denied on Monday that its guns had fired.,2026-03-02\n"
)
FOREIGN = "Des obus sont tombés mardi à l'aube sur le marché de la ville, a déclaré le maire ; quatre étals ont brûlé."
LINES = "".join(
    json.dumps({"id": f"j{n}", "text": text, "url": f"https://desk.example/{n}"}) + "\n"
    for n, text in enumerate((REPORT, FOREIGN, "Northland recalled its ambassador from Southland on Sunday."))
)
FILES: dict[str, bytes] = {
    "a.txt": REPORT.encode(),
    "b.html": PAGE.format(title="Market hit", text=REPORT).encode(),
    "c.jsonl": (LINES + "{\n").encode(),
    "d.csv": TABLE.encode(),
    "e.eml": MAIL.encode(),
    "f.rss": FEED.encode(),
    "g.txt": b"\x81\x8d caf\xe9 \x9d and \xd0 so",
    "h.html": b"<html></html>",
}


def packets(*names: str) -> Iterator[Packet]:
    """Yield what these files hold."""
    for name in names:
        yield from cut_stream(io.BytesIO(FILES[name]), name=name, suffix=ending_of(name))


class Ticking:
    """A clock that goes on by a second whenever it is asked."""

    def __init__(self) -> None:
        self._seconds = count()

    def __call__(self) -> dt.datetime:
        return NOON + dt.timedelta(seconds=next(self._seconds))


def take_all(record: Record, given: Iterable[Packet], opener: Opener) -> list[Taken]:
    """Take packets in, and compare what came."""
    taken = list(take_in(record, given, opener, clock=Ticking()))
    list(compare_waiting(record))
    return taken
