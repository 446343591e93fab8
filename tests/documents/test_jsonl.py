import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.core.errors import DocumentError
from detente.documents.jsonl import read_json_line

texts = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1).filter(str.strip)


def line(**fields: Any) -> bytes:
    return json.dumps({"id": "d1", "text": "Text.", **fields}).encode()


def refusal(data: bytes) -> DocumentError:
    with pytest.raises(DocumentError) as caught:
        read_json_line(data, name="x.jsonl:1")
    return caught.value


@given(texts, st.booleans())
def test_the_text_is_the_callers_code_point_for_code_point(text: str, ascii_only: bool) -> None:  # noqa: FBT001
    data = json.dumps({"id": "d", "text": text}, ensure_ascii=ascii_only).encode()
    assert read_json_line(data, name="x").text == text


def test_every_field_of_the_contract_is_taken_and_others_are_let_be() -> None:
    given_fields = {
        "title": "T",
        "published": "2022-01-09",
        "url": "https://example.org/1",
        "publisher": "P",
        "language": "en",
    }
    document = read_json_line(line(**given_fields, more={"a": [1]}), name="x")
    assert {field: getattr(document, field) for field in given_fields} == given_fields
    assert read_json_line(line(title=None), name="x").title is None


@pytest.mark.parametrize(
    "data",
    [b"{", b"Ankara", b"", b"\xef\xbb\xbf", b"{'id': 'd'}", b'{"id": "d", "text": "a"} {}', b'{"id": 1' + b"1" * 9_999],
)
def test_what_is_not_json_is_refused(data: bytes) -> None:
    error = refusal(data)
    assert error.code == "not_json"
    assert '{"id": "...", "text": "..."}' in error.message


@pytest.mark.parametrize(
    "data", [b"[" * 200_000, b'{"id":' * 200_000, b'{"id": "d", "text": ' + b"[" * 200_000 + b"]" * 200_000 + b"}"]
)
def test_json_nested_without_end_is_refused(data: bytes) -> None:
    assert refusal(data).code == "not_json"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"[]", "a list"),
        (b'"text"', "a string"),
        (b"7", "a number"),
        (b"null", "a null"),
        (b"true", "a truth value"),
        (b'{"text": "a"}', "no `id`"),
        (b'{"id": "a"}', "no `text`"),
        (line(id=5), "`id` is a number"),
        (line(id=None), "`id` is a null"),
        (line(id=True), "`id` is a truth value"),
        (line(id=["a"]), "`id` is a list"),
        (line(text={"a": 1}), "`text` is a object"),
        (line(published=2022), "`published` is a number"),
    ],
)
def test_what_is_not_a_document_is_refused(data: bytes, said: str) -> None:
    error = refusal(data)
    assert error.code == "not_a_document"
    assert said in error.message


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (line(text=""), "empty"),
        (line(text="\ud800"), "not_text"),
        (line(text="a\x00"), "not_text"),
        (line(text=7), "not_a_document"),
    ],
)
def test_a_refusal_names_the_document_where_it_names_itself(data: bytes, code: str) -> None:
    error = refusal(data)
    assert (error.code, error.document_id) == (code, "d1")


@pytest.mark.parametrize("wrong", [5, "", "\ud800", "a\nb", "\x1b[31m"])
def test_an_id_that_cannot_be_printed_is_not_repeated(wrong: object) -> None:
    assert refusal(line(id=wrong, text="")).document_id is None


def test_two_halves_of_one_character_are_a_character() -> None:
    assert read_json_line(b'{"id": "d", "text": "\\ud83d\\udd4a"}', name="x").text == "🕊"


@pytest.mark.parametrize(
    ("line", "code", "says"),
    [
        (b'{"id": "", "text": "They met."}', "not_a_document", "`id` is empty"),
        (b'{"id": "a", "text": "They met.", "n": ' + b"9" * 5_000 + b"}", "not_json", "too many digits"),
    ],
)
def test_a_line_of_no_use_says_why_in_the_users_terms(line: bytes, code: str, says: str) -> None:
    with pytest.raises(DocumentError, match=says) as caught:
        read_json_line(line, name="a.jsonl:1")
    assert caught.value.code == code
