"""What a file is by its first bytes, against the ending of its name."""

import io
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.core.errors import DocumentError
from detente.documents.formats import ENDINGS, cut_stream, open_packet
from detente.documents.kinds import LOOKED_AT, check_kind, first_bytes, kind_of

PAGE = b"<!-- saved -->\n<!DOCTYPE html><html><p>The army took Goma.</p></html>"
FEED = b'<?xml version="1.0"?>\n<rss version="2.0"><channel/></rss>'
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj <</Type/Catalog>> stream words words endstream"
WORD = b"PK\x03\x04" + b"\x00" * 26 + b"word/document.xml"
ODT = b"PK\x03\x04" + b"\x00" * 26 + b"mimetypeapplication/vnd.oasis.opendocument.text"


def said_of(data: bytes, ending: str) -> tuple[str, str]:
    """Return the code and the message of the first document in a file, which is none."""
    packet = next(cut_stream(io.BytesIO(data), name=f"a{ending}", suffix=ending))
    with pytest.raises(DocumentError) as caught:
        open_packet(packet)
    return caught.value.code, str(caught.value)


@pytest.mark.parametrize("ending", [".html", ".txt", ".json", ".jsonl", ".csv", ".docx", ".odt", ".eml", ".warc"])
def test_a_pdf_under_another_ending_is_told(ending: str) -> None:
    code, said = said_of(PDF, ending)
    assert code in {"not_text", "unreadable"}
    assert "it is a PDF" in said
    assert "rename it to .pdf" in said


@pytest.mark.parametrize(
    ("data", "ending", "what"),
    [
        (PAGE, ".pdf", "a web page"), (PAGE, ".docx", "a web page"), (PAGE, ".txt", "a web page"),
        (PAGE, ".json", "a web page"), (FEED, ".jsonl", "a feed"), (WORD, ".html", "a Word file"),
        (WORD, ".pdf", "a Word file"), (ODT, ".docx", "an OpenDocument text"), (b"\x89PNG\r\n", ".pdf", "a picture"),
        (b"{\\rtf1", ".docx", "Rich Text"), (b"\x1f\x8b\x08", ".jsonl", "gzip"),
        (b"WARC/1.0\r\n", ".txt", "web archive"),
    ],
)  # fmt: skip
def test_what_a_file_is_is_said(data: bytes, ending: str, what: str) -> None:
    code, said = said_of(data, ending)
    assert what in said
    assert code == ("unreadable" if ending in {".pdf", ".docx"} else "not_text")


@pytest.mark.parametrize("ending", [ending for ending in ENDINGS if ending not in {".jsonl", ".ndjson"}])
def test_an_empty_file_is_said_to_be_empty(ending: str) -> None:
    assert said_of(b"", ending) == ("empty", "the file is empty (0 bytes); there is nothing to read")


@pytest.mark.parametrize(
    ("data", "ending"), [(PAGE, ".html"), (PDF, ".pdf"), (WORD, ".docx"), (ODT, ".odt"), (FEED, ".xml")]
)
def test_a_file_under_its_own_ending_passes(data: bytes, ending: str) -> None:
    check_kind(data, ending)


def test_a_text_that_speaks_of_a_kind_is_none() -> None:
    for text in (b"A PDF begins with %PDF-1.7.", b"<p>is a tag, <html> too", b"From here on: PK", b'{"id": "a"}'):
        assert kind_of(text) is None


def test_looking_leaves_a_stream_where_it_is() -> None:
    for stream in (io.BytesIO(PAGE), io.BufferedReader(io.BytesIO(PAGE))):
        assert first_bytes(stream) == PAGE[:LOOKED_AT]
        assert stream.read() == PAGE


@given(st.binary(max_size=200))
def test_any_bytes_have_a_kind_or_none(data: bytes) -> None:
    kind = kind_of(data)
    assert kind is None or kind.do


def test_a_row_of_comments_takes_no_time() -> None:
    start = time.process_time()
    assert kind_of(b"<!----> " * 600 + b"<!-") is None
    assert time.process_time() - start < 1.0
