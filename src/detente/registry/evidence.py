"""What an entry stands on: words of a document, a cell of a table, or what a person wrote down."""

from dataclasses import dataclass

from detente.core.errors import EvidenceError

__all__ = ["Evidence"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Words, and where they stand.

    `document` is the id of the document, `[start, end)` where in its text. A person's own entry has neither: `words`
    are then what that person wrote or copied, `by` is who, and `source` where it was copied from.
    """

    words: str
    document: str | None = None
    start: int | None = None
    end: int | None = None
    by: str | None = None
    source: str | None = None

    def __post_init__(self) -> None:
        """Refuse what stands on nothing."""
        if not self.words.strip():
            message = "nothing is kept without the words that say it"
            raise EvidenceError(message)
        if self.document is None and self.by is None:
            message = f"{self.words!r} is in no document, and nobody wrote it"
            raise EvidenceError(message)
