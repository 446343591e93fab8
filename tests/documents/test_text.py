import pytest

from detente.core.errors import DocumentError
from detente.documents.document import Document
from detente.documents.text import LONGEST_TEXT, MOST_WORDS, check_document, check_text, decode_utf8


def test_a_byte_order_mark_is_no_text() -> None:
    assert decode_utf8(b"\xef\xbb\xbfBaku\r\n") == "Baku\r\n"


@pytest.mark.parametrize(
    ("data", "where"),
    [
        (b"Ankara \xff", "byte 7 (0xff)"),
        ("Ağdam".encode("cp1254"), "byte 1 (0xf0)"),
        ("Şuşa".encode("utf-16"), "byte 0 (0xff)"),
        ("\ud800".encode("utf-8", "surrogatepass"), "byte 0 (0xed)"),
    ],
)
def test_what_is_not_utf8_is_refused_with_its_first_wrong_byte(data: bytes, where: str) -> None:
    with pytest.raises(DocumentError) as caught:
        decode_utf8(data)
    assert caught.value.code == "not_utf8"
    assert where in caught.value.message
    assert "iconv" in caught.value.message


@pytest.mark.parametrize("text", ["", " ", "\n\t\r\n", "\u00a0\u2003\u3000"])
def test_nothing_to_read_is_refused(text: str) -> None:
    with pytest.raises(DocumentError, match="nothing to read") as caught:
        check_document(Document(id="d", text=text))
    assert caught.value.code == "empty"


def test_the_limit_is_a_million_characters_and_not_one_more() -> None:
    longest = Document(id="d", text="ş" * LONGEST_TEXT)
    assert check_document(longest) is longest
    with pytest.raises(DocumentError, match=r"250,001 characters; the limit is 250,000: cut it") as caught:
        check_document(Document(id="d", text="ş" * (LONGEST_TEXT + 1)))
    assert caught.value.code == "too_long"


@pytest.mark.parametrize("field", ["id", "text", "title", "published", "url", "publisher", "language"])
@pytest.mark.parametrize(
    ("wrong", "said"), [("a\x00b", "NUL character at offset 1"), ("ab\ud800", "U+D800) at offset 2")]
)
def test_what_no_text_holds_is_refused_in_every_field(field: str, wrong: str, said: str) -> None:
    fields = {"id": "d", "text": "text", field: wrong}
    with pytest.raises(DocumentError) as caught:
        check_document(Document(**fields))  # type: ignore[arg-type]
    assert caught.value.code == "not_text"
    assert f"`{field}`" in caught.value.message
    assert said in caught.value.message


def test_a_text_of_more_words_and_marks_than_any_prose_is_refused() -> None:
    assert check_text("a " * MOST_WORDS)
    with pytest.raises(DocumentError, match=r"80,001 words and marks; the limit is 80,000: cut it") as caught:
        check_text("a " * MOST_WORDS + ".")
    assert caught.value.code == "too_long"


@pytest.mark.parametrize("text", ["(" * 80_001, "_" * 80_001, "a\u0301" * 40_001, "a'" * 40_001])
def test_marks_count_as_words_do(text: str) -> None:
    with pytest.raises(DocumentError, match="words and marks"):
        check_text(text)
