import json
from pathlib import Path

import pytest

import detente
from detente.core.errors import DocumentError
from detente.documents.jsonl import read_json_line
from detente.pipeline.reader import default_reader

TEXT = "The minister said on Monday that Turkey supports Azerbaijan."


def test_a_text_reads_the_same_as_from_a_file() -> None:
    fields = {"published": "2022-01-09", "title": "T", "publisher": "P", "language": "en"}
    reading = detente.read(TEXT, **fields)
    data = json.dumps({"id": reading.document.id, "text": TEXT, **fields}).encode()
    other = default_reader().read(read_json_line(data, name="x"))
    assert reading.model_dump() == other.model_dump()


def test_the_same_text_has_the_same_id() -> None:
    assert detente.read(TEXT).document.id == detente.read(TEXT).document.id != detente.read(TEXT + " ").document.id


@pytest.mark.parametrize(
    ("text", "code"), [("", "empty"), (" \n", "empty"), ("\ud800", "not_text"), ("a\x00", "not_text")]
)
def test_a_text_that_cannot_be_read_is_refused(text: str, code: str) -> None:
    with pytest.raises(DocumentError) as caught:
        detente.read(text)
    assert caught.value.code == code


def test_what_is_exported_is_there() -> None:
    assert all(getattr(detente, name) is not None for name in detente.__all__)
    assert Path(detente.__file__ or "").with_name("py.typed").exists()
