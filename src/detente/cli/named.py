"""Which record is meant by what a user writes: an id, the first digits of one, or the name of a document."""

from typing import TYPE_CHECKING

from detente.core.errors import UsageError

if TYPE_CHECKING:
    from detente.store import Known, Record

__all__ = ["resolve_document", "resolve_subject"]

MOST_TOLD = 5
DOCUMENTS = "detente show DIR documents"
"""What lists documents with their ids."""


def resolve_document(record: "Record", given: str, known_on: "Known | None" = None) -> str:
    """Return the one document, of those that are shown, that is meant."""
    from detente.store import NOW, documents_called

    return _only([("document", one) for one in documents_called(record, given, known_on=known_on or NOW)], given)


def resolve_subject(record: "Record", given: str, *, kind: str | None = None, listed_by: str = DOCUMENTS) -> str:
    """Return the one record that is meant, withdrawn or not; of one kind, where one is named.

    `listed_by` is the command that lists those which could be meant.
    """
    from detente.store import subjects_called

    found = subjects_called(record, given) if given else []
    return _only([one for one in found if kind in {None, one[0]}], given, kind=kind or "record", listed_by=listed_by)


def _only(found: list[tuple[str, str]], given: str, *, kind: str = "document", listed_by: str = DOCUMENTS) -> str:
    if not found:
        listed = "documents" if listed_by == DOCUMENTS else "them"
        message = f"no {kind} answers to {given!r}; `{listed_by}` lists {listed} with their ids"
        raise UsageError(message)
    if len(found) > 1:
        listed = ", ".join(f"{one} {subject[:16]}" for one, subject in found[:MOST_TOLD])
        message = f"{len(found)} {kind}s answer to {given!r} ({listed}); give more digits of the id"
        raise UsageError(message)
    return found[0][1]
