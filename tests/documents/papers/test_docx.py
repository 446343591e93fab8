import contextlib
import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.core.errors import DocumentError
from detente.documents import office
from detente.documents.docx import read_docx

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
CORE = (
    '<c:coreProperties xmlns:c="urn:c" xmlns:dc="urn:dc" xmlns:t="urn:t"><dc:title>{title}</dc:title>'
    "<t:modified>2021-05-03T12:00:00Z</t:modified></c:coreProperties>"
)


def run(text: str, rest: str = "") -> str:
    return f'<w:r>{rest}<w:t xml:space="preserve">{text}</w:t></w:r>'


def par(*inside: str, style: str = "") -> str:
    head = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{head}{''.join(each if each.startswith('<') else run(each) for each in inside)}</w:p>"


def table(*rows: tuple[str, ...]) -> str:
    cells = ("".join(f"<w:tc>{par(cell)}</w:tc>" for cell in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def packed(parts: dict[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)  # not of now: it is a parameter
    return out.getvalue()


def docx(body: str, *, space: str = W, title: str = "", **parts: str) -> bytes:
    wrap = {
        name.replace("_", "/", 1).replace("_", "."): f'<w:x xmlns:w="{space}">{xml}</w:x>'
        for name, xml in parts.items()
    }
    main = f'<w:document xmlns:w="{space}" xmlns:v="urn:v" xmlns:mc="urn:mc"><w:body>{body}</w:body></w:document>'
    return packed({"word/document.xml": main, "docProps/core.xml": CORE.format(title=title), **wrap})


def text_of(body: str, **parts: str) -> str:
    return read_docx(docx(body, **parts), name="a.docx").text


@pytest.mark.parametrize("space", [W, STRICT])
def test_paragraphs_and_what_the_file_states(space: str) -> None:
    document = read_docx(docx(par("One ", "shot.") + par() + par("Two."), space=space, title="Night"), name="a.docx")
    assert (document.text, document.title, document.format) == ("One shot.\n\nTwo.", "Night", "docx")
    assert (document.published, document.modified) == (None, "2021-05-03T12:00:00Z")


def test_the_title_is_the_first_heading_whatever_the_language_of_word() -> None:
    styles = '<w:style w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>'
    data = docx(par("3 May") + par("A quiet night", style="berschrift1") + par("Text."), word_styles_xml=styles)
    assert read_docx(data, name="a.docx").title == "A quiet night"


def test_a_tables_rows_are_lines_and_a_frame_is_none() -> None:
    assert text_of(table(("Time", "What"), ("20:14", "shots"), ("", "calm"))) == "Time · What\n20:14 · shots\ncalm"
    assert text_of(table(("One.",), ("Two.",))) == "One.\n\nTwo."


def test_insertions_are_read_and_deletions_counted() -> None:
    gone = "<w:del><w:r><w:delText>eleven</w:delText></w:r></w:del>"
    moved = f"<w:moveFrom>{run(' away')}</w:moveFrom><w:moveTo>{run(' here')}</w:moveTo>"
    document = read_docx(docx(par("They heard ", gone, f"<w:ins>{run('nine')}</w:ins>", moved)), name="a.docx")
    assert document.text == "They heard nine here"
    assert document.cut_away == (("deleted in review", len("eleven away")),)


def test_where_a_paragraphs_end_was_deleted_the_next_goes_on() -> None:
    first = f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{run('One ')}</w:p>"
    assert text_of(first + par("line.")) == "One line."
    assert text_of(first) == "One"


def test_notes_stand_at_the_end_in_the_order_of_the_text() -> None:
    note = '<w:r><w:footnoteReference w:id="{}"/></w:r>'
    notes = "".join(f'<w:footnote w:id="{i}">{par(text)}</w:footnote>' for i, text in ((2, "Second."), (7, "First.")))
    body = par("It fired 14", note.format(7), " times") + par("then 3", note.format(2))
    assert text_of(body, word_footnotes_xml=notes) == "It fired 14¹ times\n\nthen 3²\n\n¹ First.\n\n² Second."


def test_heads_feet_comments_hidden_words_and_contents_are_counted() -> None:
    hidden = run("secret", "<w:rPr><w:vanish/></w:rPr>")
    gallery = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'
    contents = f"<w:sdt><w:sdtPr>{gallery}</w:sdtPr><w:sdtContent>{par('1 Night 2')}</w:sdtContent></w:sdt>"
    around = {"word_header1_xml": par("Centre"), "word_footer1_xml": par("Page"), "word_comments_xml": par("Why?")}
    document = read_docx(docx(contents + par("Text.", hidden), **around), name="a.docx")
    assert document.text == "Text."
    assert dict(document.cut_away) == {"header": 6, "footer": 4, "comment": 4, "hidden": 6, "contents list": 9}


def test_links_boxes_breaks_and_fields() -> None:
    link = f"<w:hyperlink>{run('the site')}</w:hyperlink>"
    field = "<w:r><w:instrText>HYPERLINK x</w:instrText></w:r>"
    box = f"<w:txbxContent>{par('In a box.')}</w:txbxContent>"
    choice = f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
    both = f"<w:r><mc:AlternateContent>{choice}</mc:AlternateContent></w:r>"
    text = text_of(par("See ", field, link, "<w:r><w:tab/><w:noBreakHyphen/><w:br/></w:r>", "end.", both))
    assert text == "See the site -\nend.\n\nIn a box."


@pytest.mark.parametrize(
    ("data", "code", "said"),
    [
        (b"", "unreadable", "no office file"),
        (b"PK\x03\x04", "unreadable", "no office file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "unreadable", "old Word file"),
        (packed({"a.txt": "x"}), "unreadable", "no Word file"),
        (packed({"word/document.xml": "<w"}), "unreadable", "is damaged"),
        (
            packed({"word/document.xml": f'<w:document xmlns:w="{W}"><w:body/></w:document>'}),
            "empty",
            "nothing to read",
        ),
        (packed({"word/document.xml": "<a>" * 3000}), "unreadable", "is damaged"),
    ],
)
def test_what_is_no_word_file_is_refused_in_words(data: bytes, code: str, said: str) -> None:
    with pytest.raises(DocumentError, match=said) as caught:
        read_docx(data, name="a.docx")
    assert caught.value.code == code


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    bomb = packed({"word/document.xml": b"<a>" + b" " * (office.MOST_UNPACKED + 10)})
    assert len(bomb) < 100_000
    with pytest.raises(DocumentError, match="unpacks to more than") as caught:
        read_docx(bomb, name="a.docx")
    assert caught.value.code == "too_long"


def test_an_entity_is_neither_resolved_nor_fetched() -> None:
    head = '<!DOCTYPE x [<!ENTITY a "aaaaaaaa"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
    main = f'{head}<w:document xmlns:w="{W}"><w:body>{par("Seen &a;&f; here.")}</w:body></w:document>'
    document = read_docx(packed({"word/document.xml": main}), name="a.docx")
    assert document.text == "Seen &a;&f; here."
    assert [(repair.was, repair.start) for repair in document.repairs] == [("&a;", 17), ("&f;", 17)]


def test_what_stands_behind_an_entity_stays_in_mixed_text() -> None:
    head = '<!DOCTYPE x [<!ENTITY a "aa">]>'
    body = "<w:p><w:r><w:t>Seen</w:t>&a;<w:t> here</w:t></w:r>&a;<w:r><w:t>, &a;&a; too.</w:t></w:r></w:p>"
    main = f'{head}<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
    assert read_docx(packed({"word/document.xml": main}), name="a.docx").text == "Seen here, &a;&a; too."


@pytest.mark.parametrize(
    ("main", "said"),
    [
        ("<a>" * 3000, "lie too deep"),
        ("<w:document>", "wrong at line 1, column"),
        ('<!DOCTYPE x [<!ENTITY a "&b;&b;"><!ENTITY b "&a;">]><x>&a;</x>', "made to do harm|no part|no Word file"),
    ],
)
def test_a_damaged_part_is_told_in_our_words(main: str, said: str) -> None:
    with pytest.raises(DocumentError, match=said) as caught:
        read_docx(packed({"word/document.xml": main}), name="a.docx")
    assert "xml_parse" not in str(caught.value).lower()
    assert "xmlctxt" not in str(caught.value).lower()


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300), st.integers(0, 2000), st.integers(0, 255))
def test_any_bytes_are_read_or_refused(data: bytes, at: int, value: int) -> None:
    whole = docx(par("One shot.") + table(("a", "b"), ("c", "d")))
    damaged = bytearray(whole)
    damaged[at % len(damaged)] ^= value
    for given_bytes in (data, bytes(damaged), whole[: at % len(whole)], whole[:40] + data):
        with contextlib.suppress(DocumentError):
            assert read_docx(given_bytes, name="a.docx").text
