from detente.core.ids import hash_bytes
from detente.documents.plain import read_plain


def test_the_text_is_the_file_unchanged() -> None:
    text = "  Bakı, 10 noyabr.\r\n\r\nشوشا \u200bA\u0301\n"
    document = read_plain(text.encode(), name="a.txt")
    assert (document.id, document.text, document.format) == ("a.txt", text, "text")
    assert document.bytes_hash == hash_bytes(text.encode())
    assert document.published is None
