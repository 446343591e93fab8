"""Search answers at every level of release: out of what is released there, and of nothing else."""

import datetime as dt
from pathlib import Path

import pytest

from desk.conftest import NOW, Visit
from detente.desk.access.rights import Role
from detente.documents.document import Document
from detente.store import KeptDocument, create_record, keep_documents, keep_releases

TEXTS = {"open": "The bridge of Kessing was shelled.", "closed": "The mill of Kessing was shelled."}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with create_record(tmp_path / "record.sqlite", now=NOW) as record:
        kept = [
            KeptDocument(document=Document(id=name, text=text), data=text.encode(), name=name)
            for name, text in TEXTS.items()
        ]
        ids = [one.document_id for one in keep_documents(record, kept, now=NOW - dt.timedelta(days=1))]
        keep_releases(record, "document", ids[:1], level="public", author="Wanda Pell", reason="to be read", now=NOW)
    return tmp_path


@pytest.mark.parametrize(
    ("role", "found"), [("public", {"bridge"}), ("party officer", {"bridge"}), ("reader", {"bridge", "mill"})]
)
def test_words_are_found_in_what_is_released_and_nowhere_else(
    visit: Visit, folder: Path, role: Role, found: set[str]
) -> None:
    page = visit(folder, role).get("/search?q=kessing")
    assert page.status_code == 200
    assert {word for word in ("bridge", "mill") if word in page.text} == found
