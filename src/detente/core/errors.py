"""The one tree of errors.

::

    DetenteError
    ├── DocumentError      a document cannot be read; carries a code for the contract's error line
    ├── KnowledgeError     a data file of the package is missing, malformed or altered
    ├── ModelError         a model cannot be loaded
    ├── EvidenceError      a record was built without the words it stands on
    ├── StageError         stages are put together in an order that cannot work
    ├── RecordError        the store cannot do what was asked
    │   ├── RecordMissing  there is no record where one was expected
    │   ├── RecordExists   there is a record where none was expected
    │   ├── RecordTooNew   the record was written by a later version
    │   ├── RecordBusy     another process holds the record for writing
    │   └── RecordBroken   the file is not a record, or is damaged
    ├── GatherError        what is watched cannot be had
    │   ├── FetchFailed    an address gave no answer that can be used
    │   │   ├── AddressRefused  an address is not public, or not of the web
    │   │   └── RobotsRefused   the site's robots.txt asks us not to
    │   └── SourcesBroken  a list of sources cannot be read
    ├── OutputError        what was made cannot be written
    └── UsageError         the arguments cannot be used
        └── PlaceGone      a list cannot go on from the place that is named

A message says what happened, to what, and what to do now.
"""

from typing import Literal, get_args

__all__ = [
    "DOCUMENT_CODES",
    "AddressRefused",
    "DetenteError",
    "DocumentCode",
    "DocumentError",
    "EvidenceError",
    "FetchFailed",
    "GatherError",
    "KnowledgeError",
    "ModelError",
    "OutputError",
    "PlaceGone",
    "RecordBroken",
    "RecordBusy",
    "RecordError",
    "RecordExists",
    "RecordMissing",
    "RecordTooNew",
    "RobotsRefused",
    "SourcesBroken",
    "StageError",
    "UsageError",
]

DocumentCode = Literal[
    "not_utf8",
    "not_json",
    "not_a_document",
    "empty",
    "too_long",
    "not_text",
    "not_english",
    "no_main_text",
    "unreadable",
    "took_too_long",
    "too_much_memory",
    "crashed",
    "failed",
]
"""Why a document could not be read, as the contract's error line gives it."""

DOCUMENT_CODES: tuple[str, ...] = get_args(DocumentCode)


class DetenteError(Exception):
    """Anything that détente itself has to say about what went wrong."""


class DocumentError(DetenteError):
    """A document cannot be read; the rest go on."""

    def __init__(self, code: DocumentCode, message: str) -> None:
        """Keep the code beside the message."""
        super().__init__(message)
        self.code: DocumentCode = code
        self.message = message
        self.document_id: str | None = None
        """The id the document gives itself, where it could be read far enough to know it."""

    def __reduce__(self) -> tuple[type["DocumentError"], tuple[DocumentCode, str], dict[str, str | None]]:
        """Cross a process boundary whole: the default would lose the code."""
        return type(self), (self.code, self.message), {"document_id": self.document_id}


class KnowledgeError(DetenteError):
    """A data file of the package is missing, malformed or altered."""


class ModelError(DetenteError):
    """A model cannot be loaded."""


class EvidenceError(DetenteError):
    """A record was built without the words it stands on."""


class StageError(DetenteError):
    """Stages are put together in an order that cannot work."""


class RecordError(DetenteError):
    """The store cannot do what was asked."""


class RecordMissing(RecordError):
    """There is no record where one was expected."""


class RecordExists(RecordError):
    """There is a record where none was expected."""


class RecordTooNew(RecordError):
    """The record was written by a later version of détente."""


class RecordBusy(RecordError):
    """Another process holds the record for writing."""


class RecordBroken(RecordError):
    """The file is not a record, or is damaged."""


class GatherError(DetenteError):
    """What is watched cannot be had."""


class FetchFailed(GatherError):
    """An address gave no answer that can be used."""


class AddressRefused(FetchFailed):
    """An address is not asked: it is not public, or not of the web."""


class RobotsRefused(FetchFailed):
    """An address is not asked, because its site's robots.txt asks us not to."""


class SourcesBroken(GatherError):
    """A list of sources cannot be read."""


class OutputError(DetenteError):
    """What was made cannot be written."""


class UsageError(DetenteError):
    """The arguments cannot be used."""


class PlaceGone(UsageError):
    """A list cannot go on from the place that is named: what stood there is not, or no longer, among what is seen."""
