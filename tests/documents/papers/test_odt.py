import contextlib
import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.core.errors import DocumentError
from detente.documents.odt import read_odt

SPACES = 'xmlns:office="urn:o" xmlns:text="urn:t" xmlns:table="urn:ta" xmlns:draw="urn:d" xmlns:dc="urn:dc"'
META = f"<office:meta {SPACES}><dc:title>Night</dc:title><dc:date>2021-05-03T12:00:00</dc:date></office:meta>"


def odt(body: str, **parts: str) -> bytes:
    out = io.BytesIO()
    content = f"<office:document-content {SPACES}><office:body><office:text>{body}</office:text></office:body>"
    names = {"manifest": "META-INF/manifest.xml"}
    files = {"content.xml": content + "</office:document-content>"}
    files |= {names.get(name, f"{name}.xml"): xml for name, xml in parts.items()}
    with zipfile.ZipFile(out, "w") as archive:
        for name, xml in files.items():
            archive.writestr(zipfile.ZipInfo(name), xml, zipfile.ZIP_DEFLATED)  # not of now: it names a test
    return out.getvalue()


def text_of(body: str) -> str:
    return read_odt(odt(body), name="a.odt").text


def test_paragraphs_items_and_what_the_file_states() -> None:
    items = "<text:list><text:list-item><text:p>One.</text:p></text:list-item></text:list>"
    document = read_odt(odt(f'<text:h text:outline-level="1">Head</text:h>{items}', meta=META), name="a.odt")
    assert (document.text, document.title, document.format) == ("Head\n\nOne.", "Night", "odt")
    assert (document.published, document.modified) == (None, "2021-05-03T12:00:00")
    assert read_odt(odt('<text:h text:outline-level="1">Head</text:h>'), name="a.odt").title == "Head"


def test_spaces_breaks_and_spans() -> None:
    assert text_of('<text:p>a<text:s text:c="2"/>b<text:tab/><text:span>c</text:span><text:line-break/>d</text:p>') == (
        "a  b c\nd"
    )


def test_tables_are_lines() -> None:
    cells = "".join(f"<table:table-cell><text:p>{c}</text:p></table:table-cell>" for c in ("20:14", "shots"))
    row = f"<table:table-row>{cells}</table:table-row>"
    assert text_of(f"<table:table><table:table-header-rows>{row}</table:table-header-rows>{row}</table:table>") == (
        "20:14 · shots\n20:14 · shots"
    )


def test_notes_are_at_the_end_and_boxes_behind_their_paragraph() -> None:
    note = "<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>N.</text:p></text:note-body>"
    box = "<draw:frame><draw:text-box><text:p>In a box.</text:p></draw:text-box></draw:frame>"
    assert text_of(f"<text:p>It fired 14{note}</text:note> times.{box}</text:p><text:p>End.</text:p>") == (
        "It fired 14¹ times.\n\nIn a box.\n\nEnd.\n\n¹ N."
    )


def test_what_is_beside_the_text_is_counted() -> None:
    gone = "<text:tracked-changes><text:p>gone</text:p></text:tracked-changes>"
    said = "<office:annotation><text:p>why?</text:p></office:annotation>"
    styles = '<s:x xmlns:s="urn:s"><s:header>Centre</s:header><s:footer>Page</s:footer></s:x>'
    document = read_odt(odt(f"{gone}<text:p>Text.{said}</text:p>", styles=styles), name="a.odt")
    assert document.text == "Text."
    assert dict(document.cut_away) == {"comment": 4, "deleted in review": 4, "footer": 4, "header": 6}


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"Hello", "no office file"),
        (odt("")[:50], "no office file"),
        (odt("<text:p>a</text:p>", manifest="<m><encryption-data/></m>"), "locked with a password"),
    ],
)
def test_what_is_no_such_file_is_refused_in_words(data: bytes, said: str) -> None:
    with pytest.raises(DocumentError, match=said) as caught:
        read_odt(data, name="a.odt")
    assert caught.value.code == "unreadable"


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 2000), st.integers(0, 255))
def test_a_damaged_file_is_read_or_refused(at: int, value: int) -> None:
    damaged = bytearray(odt("<text:p>One shot.</text:p>"))
    damaged[at % len(damaged)] ^= value
    with contextlib.suppress(DocumentError):
        assert read_odt(bytes(damaged), name="a.odt").text
