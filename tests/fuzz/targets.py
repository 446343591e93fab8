"""What is fuzzed: a parser each, which makes documents of any bytes or says in our own errors why there are none."""

import datetime as dt
import io
from collections.abc import Callable

from detente.core.errors import DocumentError, GatherError
from detente.documents.formats import cut_stream, open_packet
from detente.gather.opml import read_opml, write_opml
from detente.gather.robots import read_rules

__all__ = ["TARGETS", "attempt"]

EXPECTED = (DocumentError, GatherError)
ASKED = "https://news.example/private/a%20b.html?c=d"


def _file(suffix: str) -> Callable[[bytes], None]:
    """Return what takes a file of a format apart as intake does, and opens all that is in it."""

    def take(data: bytes) -> None:
        for packet in cut_stream(io.BytesIO(data), name=f"fuzzed{suffix}", suffix=suffix):
            attempt(lambda _, found=packet: open_packet(found), b"")  # type: ignore[misc]

    return take


def _opml(data: bytes) -> None:
    sources = read_opml(data)
    assert read_opml(write_opml(sources)) == sources


def _robots(data: bytes) -> None:
    read_rules(data, until=dt.datetime.max.replace(tzinfo=dt.UTC)).allows(ASKED)


TARGETS: dict[str, Callable[[bytes], None]] = {
    "feed": _file(".xml"),
    "entry": _file(".entry"),
    "mail": _file(".eml"),
    "mailbox": _file(".mbox"),
    "table": _file(".csv"),
    "form": _file(".csv"),
    "observation": _file(".observation"),
    "warc": _file(".warc"),
    "html": _file(".html"),
    "jsonl": _file(".jsonl"),
    "plain": _file(".txt"),
    "opml": _opml,
    "robots": _robots,
}


def attempt(target: Callable[[bytes], object], data: bytes) -> None:
    """Let a target have bytes; that it refuses them in words is as good as taking them."""
    try:
        target(data)
    except EXPECTED:
        return
