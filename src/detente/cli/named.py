"""Which record is meant by what a user writes: an id, the first digits of one, or the name of a document."""

from typing import TYPE_CHECKING

from detente.core.errors import UsageError

if TYPE_CHECKING:
    from detente.store import Known, Record

__all__ = ["resolve_document", "resolve_subject"]

MOST_TOLD = 5


def resolve_document(record: "Record", given: str, known_on: "Known | None" = None) -> str:
    """Return the one document, of those that are shown, that is meant."""
    from detente.store import NOW, documents

    shown = documents(record, known_on=known_on or NOW)
    return _only([("document", d.id) for d in shown if d.id.startswith(given) or d.external_id == given], given)


def resolve_subject(record: "Record", given: str, *, kind: str | None = None) -> str:
    """Return the one record that is meant, withdrawn or not; of one kind, where one is named."""
    from detente.store import subjects_called

    found = subjects_called(record, given) if given else []
    return _only([one for one in found if kind in {None, one[0]}], given, kind=kind or "record")


def _only(found: list[tuple[str, str]], given: str, *, kind: str = "document") -> str:
    if not found:
        message = f"no {kind} answers to {given!r}; `detente show DIR documents` lists documents with their ids"
        raise UsageError(message)
    if len(found) > 1:
        listed = ", ".join(f"{one} {subject[:16]}" for one, subject in found[:MOST_TOLD])
        message = f"{len(found)} {kind}s answer to {given!r} ({listed}); give more digits of the id"
        raise UsageError(message)
    return found[0][1]
