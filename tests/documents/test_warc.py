"""Web archives, whole and damaged."""

import gzip
import io
import json
import zlib
from collections import Counter
from pathlib import Path
from typing import BinaryIO, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.core.errors import DocumentError
from detente.documents.formats import cut_stream, ending_of, open_packet
from detente.documents.packet import Packet
from detente.documents.text import MOST_BYTES
from detente.documents.warc import ANSWER_BYTES, cut_warc

DATE = "2021-06-16T09:00:00Z"
WORDS = "The two foreign ministers met in Sochi and agreed to reopen the railway line between their countries. " * 4
PAGE = f"<html><head><title>Ministers meet</title></head><body><article><p>{WORDS}</p></article></body></html>".encode()


def record(
    block: bytes, *, kind: str = "response", uri: str = "https://a.example/", media: str = "application/http"
) -> bytes:
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {uri}\r\nWARC-Date: {DATE}\r\n"
        f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000000>\r\nContent-Type: {media}\r\n"
        f"Content-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def answer(
    body: bytes = PAGE,
    *,
    media: str = "text/html",
    status: str = "200 OK",
    uri: str = "https://a.example/",
    head: str = "",
) -> bytes:
    return record(f"HTTP/1.1 {status}\r\nContent-Type: {media}\r\n{head}\r\n".encode() + body, uri=uri)


def cut(data: bytes, passed: Counter[str] | None = None) -> list[Packet]:
    return list(cut_warc(io.BytesIO(data), name="a.warc", passed=passed))


def packed(*records: bytes) -> bytes:
    return b"".join(gzip.compress(one, mtime=0) for one in records)


def archive(*records: bytes, compressed: bool) -> bytes:
    return packed(*records) if compressed else b"".join(records)


COMPRESSED = pytest.mark.parametrize("compressed", [False, True], ids=["plain", "compressed"])


@COMPRESSED
def test_an_answer_is_a_packet_with_its_address_and_when_it_was_got(compressed: bool) -> None:  # noqa: FBT001
    (packet,) = cut(
        archive(
            record(b"software: x", kind="warcinfo", media="application/warc-fields"), answer(), compressed=compressed
        )
    )
    assert (packet.name, packet.suffix, packet.data) == ("a.warc:2", ".html", PAGE)
    assert (packet.carried.url, packet.carried.fetched, packet.carried.published) == ("https://a.example/", DATE, None)
    document = open_packet(packet)
    assert (document.title, document.url) == ("Ministers meet", "https://a.example/")


def test_what_is_no_document_is_counted_by_its_reason() -> None:
    passed: Counter[str] = Counter()
    records = [
        answer(b"GIF89a", media="image/gif"),
        answer(b"p {}", media="text/css"),
        answer(b"x()", media="application/javascript"),
        answer(status="404 Not Found"),
        answer(b"", status="301 Moved"),
        answer(b"User-agent: *", media="text/plain", uri="https://a.example/robots.txt"),
        answer(b"<urlset/>", media="text/xml"),
        answer(b'{"a": 1}', media="application/json"),
        answer(b""),
        record(b"GET / HTTP/1.1\r\n\r\n", kind="request"),
        record(b"", kind="revisit"),
        record(b"a: b", kind="metadata"),
        answer(),
    ]
    assert [p.name for p in cut(b"".join(records), passed)] == ["a.warc:13"]
    assert passed == {
        "image": 1, "text": 1, "application": 1, "answer 404": 1, "answer 301": 1, "robots.txt": 1,
        "nothing to read in it": 3,
        "request record": 1, "revisit record": 1, "metadata record": 1,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("media", "body", "suffix"),
    [
        ("text/html; charset=utf-8", PAGE, ".html"),
        ("application/xhtml+xml", PAGE, ".html"),
        ("text/plain", b"Words.", ".txt"),
        ("text/plain", PAGE, ".html"),
        ("application/pdf", b"%PDF-1.4", ".pdf"),
        ("application/octet-stream", b"%PDF-1.4", ".pdf"),
        ("", PAGE, ".html"),
        ("application/rss+xml", b"<rss/>", ".rss"),
        ("application/atom+xml", b"<feed/>", ".atom"),
        ("text/xml", b"<?xml version='1.0'?><rss/>", ".xml"),
        ("application/json", b'{"version": "https://jsonfeed.org/version/1"}', ".json"),
    ],
)
def test_the_ending_is_as_stated_or_as_it_shows(media: str, body: bytes, suffix: str) -> None:
    assert [p.suffix for p in cut(answer(body, media=media))] == [suffix]
    assert [p.suffix for p in cut(record(body, kind="resource", media=media or "unk"))] == [suffix]


def chunked(data: bytes) -> bytes:
    pieces = [data[at : at + 100] for at in range(0, len(data), 100)]
    return b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"


@pytest.mark.parametrize(
    ("body", "head"),
    [
        (gzip.compress(PAGE, mtime=0), "Content-Encoding: gzip\r\n"),
        (zlib.compress(PAGE), "Content-Encoding: deflate\r\n"),
        (zlib.compress(PAGE)[2:-4], "Content-Encoding: deflate\r\n"),
        (chunked(PAGE), "Transfer-Encoding: chunked\r\n"),
        (chunked(gzip.compress(PAGE, mtime=0)), "Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n"),
        (PAGE, "Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n"),
        (PAGE, "Content-Encoding: identity\r\n"),
        (PAGE, "Content-Encoding: br\r\n"),
    ],
)
def test_encodings_are_undone_where_the_crawler_left_them(body: bytes, head: str) -> None:
    (packet,) = cut(answer(body, head=head))
    assert packet.data == PAGE


def test_an_encoding_that_is_not_known_is_said() -> None:
    (packet,) = cut(answer(head="Content-Encoding: magic\r\n"))
    assert packet.error is not None
    assert "'magic'" in packet.error.message


def test_an_encoding_of_letters_that_only_the_head_states() -> None:
    (packet,) = cut(answer("Мост".encode("cp1251"), media="text/plain; charset=windows-1251"))
    assert packet.data.decode() == "Мост"


def test_what_unfolds_into_too_much_is_refused() -> None:
    bomb = gzip.compress(b"<html>" + b" " * (3 * MOST_BYTES))
    packet, _ = cut(packed(answer(bomb, head="Content-Encoding: gzip\r\n"), answer()))
    assert packet.error is not None
    assert packet.error.code == "too_long"
    assert packet.error.message.startswith("the page 'https://a.example/' has more than 8,000,000 bytes once unpacked")
    packet, good = cut(packed(answer(b" " * (ANSWER_BYTES + 1)), answer()))
    assert packet.error is not None
    assert "the rest of the archive was read" in packet.error.message
    assert good.data == PAGE


@pytest.mark.parametrize("start", [b"", b"WARC/1.0\r\nWARC-Type: response\r\nX: "], ids=["nothing", "an endless head"])
@pytest.mark.parametrize("after", [(), (answer(),)], ids=["alone", "before a record"])
def test_a_bomb_in_place_of_a_record_is_called_one(start: bytes, after: tuple[bytes, ...]) -> None:
    packet, *good = cut(packed(start + b"A" * (ANSWER_BYTES + 1), *after))
    assert packet.error is not None
    assert packet.error.code == "too_long"
    assert packet.error.message.startswith("what is packed from byte 0 on unfolds into more than 32,000,000 bytes")
    assert ("the rest of the archive was read" in packet.error.message) is bool(after)
    assert [p.data for p in good] == [PAGE] * len(after)


def damaged(data: bytes) -> tuple[list[str | None], list[str]]:
    packets = cut(data)
    return [p.carried.url for p in packets if p.error is None], [p.error.message for p in packets if p.error]


FIVE = [answer(uri=f"https://a.example/{number}") for number in range(5)]
ALL = [f"https://a.example/{number}" for number in range(5)]


@COMPRESSED
@pytest.mark.parametrize("broken", range(5))
def test_a_damaged_record_costs_only_itself(broken: int, compressed: bool) -> None:  # noqa: FBT001
    others = [uri for number, uri in enumerate(ALL) if number != broken]
    records = [packed(one) if compressed else one for one in FIVE]
    hurt = bytearray(records[broken])
    hurt[:40] = b"#" * 40
    urls, said = damaged(b"".join((*records[:broken], bytes(hurt), *records[broken + 1 :])))
    assert urls == others
    assert len(said) == 1
    assert "damaged after byte" in said[0]


def test_a_record_whose_packing_breaks_in_the_middle_costs_only_itself() -> None:
    records = [packed(one) for one in FIVE]
    records[2] = records[2][:150] + b"\x00" * 60 + records[2][210:]
    urls, said = damaged(b"".join(records))
    assert urls == [ALL[0], ALL[1], ALL[3], ALL[4]]
    assert len(said) == 1


@pytest.mark.parametrize("was", [b"Content-Length: ", b"Content-Length: 1"])
def test_a_length_that_is_wrong_costs_only_its_record(was: bytes) -> None:
    wrong = FIVE[1].replace(
        b"Content-Length: ", b"Content-Length: 9" if was.endswith(b" ") else b"Content-Length: 0000"
    )
    wrong = wrong.replace(b"0000", b"1", 1) if not was.endswith(b" ") else wrong
    urls, _ = damaged(b"".join((FIVE[0], wrong, *FIVE[2:])))
    assert urls[-3:] == ALL[2:]


@COMPRESSED
@pytest.mark.parametrize("left", [30, 150, 400])
def test_an_archive_that_breaks_off_says_so(left: int, compressed: bool) -> None:  # noqa: FBT001
    whole, last = (archive(*part, compressed=compressed) for part in (FIVE[:4], FIVE[4:]))
    urls, said = damaged(whole + last[: min(left, len(last) - 20)])
    assert urls == ALL[:4]
    assert len(said) == 1
    assert f"byte {len(whole):,}" in said[0]


@pytest.mark.parametrize(
    "data", [b"plain words", b"\x1f\x8b", b"WARC/1.0", b"\x00" * 100, gzip.compress(b"no archive", mtime=0)]
)
def test_what_is_no_archive_is_said(data: bytes) -> None:
    (packet,) = cut(data)
    assert packet.error is not None


def test_a_feed_in_an_archive_is_cut_into_its_entries() -> None:
    feed = {"version": "https://jsonfeed.org/version/1", "title": "F", "items": [{"id": "1", "content_text": "Words."}]}
    data = packed(
        answer(json.dumps(feed).encode(), media="application/feed+json"), answer(b"Words.", media="text/plain")
    )
    packets = list(cut_stream(io.BytesIO(data), name="a.warc.gz", suffix=".warc.gz"))
    assert [(p.name, p.suffix) for p in packets] == [("a.warc.gz:1:1", ".entry"), ("a.warc.gz:2", ".txt")]
    assert open_packet(packets[0]).text == "Words."


@pytest.mark.parametrize(
    ("name", "ending"),
    [
        ("a.warc.gz", ".warc.gz"),
        ("A.WARC.GZ", ".warc.gz"),
        ("a.b.html", ".html"),
        ("a.gz", ".gz"),
        ("warc", ""),
        ("a.v1.csv", ".csv"),
    ],
)
def test_endings_of_two_parts(name: str, ending: str) -> None:
    assert ending_of(name) == ending


class Archive(io.RawIOBase):
    """An archive of many records, made as it is read."""

    def __init__(self, records: int) -> None:
        big = b"".join(b"<p>%d %s</p>" % (n, WORDS.encode()) for n in range(60))
        self.one, self.left, self.rest = packed(answer(big)), records, b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        while len(self.rest) < len(buffer) and self.left:
            self.rest, self.left = self.rest + self.one, self.left - 1
        piece, self.rest = self.rest[: len(buffer)], self.rest[len(buffer) :]
        buffer[: len(piece)] = piece
        return len(piece)


def _resident() -> int:
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4_096


def test_memory_does_not_grow_with_the_archive() -> None:
    stream = cast("BinaryIO", io.BufferedReader(Archive(2_000)))
    packets = cut_warc(stream, name="a.warc.gz")
    for _ in range(100):
        next(packets)
    early = _resident()
    assert sum(1 for packet in packets if packet.error is None) == 1_900
    assert _resident() - early < 10_000_000


@settings(max_examples=200, deadline=5_000)
@given(st.binary(max_size=300), st.integers(0, 600), st.booleans())
def test_any_bytes_are_packets_or_a_reason(data: bytes, at: int, compressed: bool) -> None:  # noqa: FBT001
    whole = archive(FIVE[0], FIVE[1], compressed=compressed)
    for bent in (data, whole[:at] + data, whole[:at] + data + whole[at:], whole[:at] + data + whole[at + len(data) :]):
        try:
            assert all(packet.error or packet.data for packet in cut(bent))
        except DocumentError:
            continue
