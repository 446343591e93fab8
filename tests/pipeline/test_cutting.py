"""Files of many documents that a source gives are cut as those that are added, within limits."""

import gzip
from itertools import islice

import pytest

from detente.documents.packet import Carried, Packet
from detente.pipeline.cutting import MostCut, cut_fetched

WAY = Carried(
    url="https://a.example/f",
    title="The file",
    published="2031-03-01",
    publisher="Wire",
    fetched="2031-03-03T06:00:00+00:00",
)
PAGE = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html><title>Shells</title><p>Shells fell near the bridge."
MAIL = b"From: a@b.example\r\nSubject: Shells\r\nDate: Mon, 3 Mar 2031 06:00:00 +0000\r\n\r\nShells fell.\r\n"


def warc(pages: int) -> bytes:
    return b"".join(
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://b.example/{n}\r\n"
        f"WARC-Date: 2030-01-0{n + 1}T00:00:00Z\r\nWARC-Record-ID: <urn:uuid:{n}>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(PAGE)}\r\n\r\n".encode()
        + PAGE
        + b"\r\n\r\n"
        for n in range(pages)
    )


def fetched(data: bytes, suffix: str) -> Packet:
    return Packet(name="https://a.example/f", suffix=suffix, data=data, carried=WAY)


def cut(data: bytes, suffix: str, **most: float) -> list[Packet]:
    return list(cut_fetched([fetched(data, suffix)], most=MostCut(**most)))  # type: ignore[arg-type]


@pytest.mark.parametrize("suffix", [".warc", ".warc.gz"])
def test_an_archive_comes_as_its_pages_with_their_own_addresses(suffix: str) -> None:
    data = warc(2)
    found = cut(gzip.compress(data) if suffix == ".warc.gz" else data, suffix)
    assert [p.error for p in found] == [None, None]
    assert [p.carried.url for p in found] == ["https://b.example/0", "https://b.example/1"]
    assert {p.carried.title for p in found} == {None}
    assert {p.carried.publisher for p in found} == {"Wire"}


@pytest.mark.parametrize(
    ("data", "suffix", "count"),
    [
        (MAIL, ".eml", 1),
        (b"From a@b Mon Mar  3 06:00:00 2031\n" + MAIL + b"\nFrom a@b Mon Mar  3 06:00:00 2031\n" + MAIL, ".mbox", 2),
        (b"title,text\nOne,Shells fell.\nTwo,Calm.\n", ".csv", 2),
        (b'{"text": "Shells fell."}\n{"text": "Calm."}\n', ".jsonl", 2),
    ],
)
def test_mail_tables_and_lines_are_cut(data: bytes, suffix: str, count: int) -> None:
    found = cut(data, suffix)
    assert [p.error for p in found] == [None] * count
    assert {p.carried.fetched for p in found} == {WAY.fetched}
    assert count == 1 or {p.carried.url for p in found} == {None}, "two documents do not stand at one address"


def test_what_goes_beyond_the_limits_is_set_aside_behind_what_was_taken() -> None:
    lines = b'{"text": "Shells fell near the bridge."}\n' * 50
    for most in ({"documents": 3}, {"size": 150}, {"seconds": -1.0}):
        *taken, last = cut(lines, ".jsonl", **most)
        assert last.error is not None
        assert last.error.code == "too_long"
        assert f"{len(taken)} documents before were taken" in last.error.message
        assert len(taken) <= 3


def test_an_archive_that_is_a_bomb_ends_at_the_limit() -> None:
    found = cut(gzip.compress(warc(4) * 5_000, compresslevel=1), ".warc.gz", documents=100)
    assert len(found) == 101
    assert found[-1].error is not None


def test_what_is_one_document_goes_by_as_it_is_and_nothing_is_cut_before_it_is_wanted() -> None:
    page = Packet(name="p", suffix=".html", data=b"<p>x", carried=WAY)
    entry = Packet(name="e", suffix=".entry", data=b"x")
    assert list(islice(cut_fetched([page, entry, fetched(b"\x00", ".warc")]), 2)) == [page, entry]


def test_what_only_says_it_is_an_archive_is_set_aside_with_the_reason() -> None:
    (found,) = cut(b"<html>Not found</html>", ".warc")
    assert found.error is not None
