"""Fixtures that many tests share."""

from collections.abc import Callable
from pathlib import Path

import pytest

from detente.documents.document import Document

SHARED = Path(__file__).parents[2] / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder beside the project that holds the seeds, the facts and the data; skips where it is absent."""
    if not (SHARED / "seeds").is_dir():
        pytest.skip("needs ../shared, which is not part of the project")
    return SHARED


@pytest.fixture(scope="session")
def document() -> Callable[..., Document]:
    """Make a document of a text, by default without anything that a carrier would say of it."""

    def make(text: str, **fields: str) -> Document:
        return Document(**{"id": "test", "text": text, **fields})  # type: ignore[arg-type]

    return make
