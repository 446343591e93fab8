import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.core.errors import DocumentError
from detente.documents.encodings import decode_otherwise
from detente.documents.plain import read_plain, refuse_old

WRITTEN = {
    "cp1252": "The mission heard “eleven explosions” – so says the observers’ post of José Muñoz at the café.",
    "cp1254": "The patrol visited Ağdam and Şuşa, said Mr Çavuşoğlu in Iğdır.",
    "cp1251": "Министерство обороны сообщило в понедельник, что режим прекращения огня соблюдается.",
    "koi8-r": "Министерство обороны сообщило в понедельник, что режим прекращения огня соблюдается.",
    "cp1256": "أعلنت وزارة الدفاع يوم الاثنين أن وقف إطلاق النار ما زال قائما في المنطقة",
    "cp1253": "Το υπουργείο ανακοίνωσε τη Δευτέρα ότι η εκεχειρία τηρείται στη γραμμή",
    "utf-16": "Şuşa, 3 May",
    "utf-32": "Şuşa, 3 May",
}


@pytest.mark.parametrize("encoding", WRITTEN)
def test_what_is_certainly_in_an_encoding_is_read(encoding: str) -> None:
    document = read_plain(WRITTEN[encoding].encode(encoding), name="a.txt")
    assert (document.text, document.decoded_from) == (WRITTEN[encoding], encoding)


def test_letters_on_which_encodings_agree_are_read_whatever_its_name() -> None:
    text = "Erdoğan ve Aliyev Şuşa Beyannamesi'ni imzaladı."
    assert read_plain(text.encode("iso-8859-9"), name="a.txt").text == text


def test_utf8_stays_as_it_is() -> None:
    document = read_plain("“Şuşa” – 3\r\n".encode(), name="a.txt")
    assert (document.text, document.decoded_from) == ("“Şuşa” – 3\r\n", None)


@pytest.mark.parametrize(
    "data",
    [
        b"caf\xe9",
        b"\xff",
        "après le père à Genève".encode("cp1252"),
        "停戦監視団は月曜日に発表した".encode("shift_jis"),
        "停火监督团星期一宣布".encode("gb18030"),
        "Şuşa".encode() + b" \xe9\xe8\xff broken in the middle \xf0\x28",
    ],
)
def test_where_it_is_not_certain_the_file_is_refused(data: bytes) -> None:
    with pytest.raises(DocumentError, match="not UTF-8") as caught:
        read_plain(data, name="a.txt")
    assert caught.value.code == "not_utf8"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"%PDF-1.7\nx", "rename it to .pdf"),
        (b"PK\x03\x04x", "ZIP or an office file"),
        (b"{\\rtf1 x}", "Rich Text"),
        (b"\xd0\xcf\x11\xe0x", "old Word"),
        (bytes(range(256)) * 9, "binary file"),
    ],
)
def test_what_is_no_text_is_told_what_it_is(data: bytes, said: str) -> None:
    with pytest.raises(DocumentError, match=said) as caught:
        read_plain(data, name="a.txt")
    assert caught.value.code == "not_text"


@pytest.mark.parametrize(("name", "said"), [("a.doc", "old Word format"), ("a.rtf", "Rich Text Format")])
def test_old_formats_are_refused_with_what_to_do(name: str, said: str) -> None:
    with pytest.raises(DocumentError, match=f"{said}.*save it as .docx or .pdf"):
        refuse_old(b"x", name=name)


@given(st.binary(max_size=200))
def test_any_bytes_are_a_text_or_refused(data: bytes) -> None:
    found = decode_otherwise(data)
    assert found is None or isinstance(found[0], str)
    with contextlib.suppress(DocumentError):
        assert read_plain(data, name="a.txt").text.strip()


@given(st.text(alphabet="abc é’“ñç\n", min_size=40).filter(lambda text: sum(not c.isascii() for c in text) >= 3))
def test_a_western_text_comes_back_or_is_refused(text: str) -> None:
    found = decode_otherwise(text.encode("cp1252"))
    assert found is None or found[0] == text
