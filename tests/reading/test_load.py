"""A reading that was dumped comes back as it was, in all that its form says."""

from pathlib import Path

import pytest

from detente.documents.document import Document
from detente.pipeline.reader import default_reader
from detente.reading.load import load_reading

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.txt"))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem[:2])
def test_what_is_loaded_is_dumped_the_same(path: Path) -> None:
    body = default_reader().read(Document(id="d", text=path.read_text(encoding="utf-8"))).model_dump()
    assert load_reading(body).model_dump() == body
