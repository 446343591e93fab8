import pickle
from collections.abc import Iterator

import pytest

from detente.core import errors
from detente.core.errors import DOCUMENT_CODES, DetenteError, DocumentError


def _tree(root: type[DetenteError]) -> Iterator[type[DetenteError]]:
    for kind in root.__subclasses__():
        yield kind
        yield from _tree(kind)


def test_the_tree_is_drawn_and_exported_whole() -> None:
    ours = {kind.__name__ for kind in _tree(DetenteError) if kind.__module__ == errors.__name__}
    drawn = (errors.__doc__ or "").partition("::")[2]
    assert ours
    assert ours <= set(errors.__all__)
    assert all(f"─ {name} " in drawn for name in ours)


@pytest.mark.parametrize("given", [None, "d1"])
def test_a_document_error_crosses_processes_whole(given: str | None) -> None:
    error = DocumentError("not_utf8", "byte 3 is wrong")
    error.document_id = given
    back = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own bytes
    assert (back.code, back.message, str(back), back.document_id) == ("not_utf8", error.message, error.message, given)


def test_codes_are_words_for_programs() -> None:
    assert len(set(DOCUMENT_CODES)) == len(DOCUMENT_CODES)
    assert all(code.replace("_", "").isalnum() and code.islower() for code in DOCUMENT_CODES)
