"""Entries of feeds that stand in for their pages: where a page holds no text, or much less than its entry tells."""

from collections.abc import Iterable, Iterator

from detente.core.errors import DocumentError
from detente.documents.document import Document
from detente.documents.packet import Packet
from detente.pipeline.opening import Opened, Opener

__all__ = ["LEAST_SHARE", "with_spares"]

LEAST_SHARE = 0.5
"""Of the code points that an entry tells, how many its page has to hold to be taken for it: a stub holds few."""


def with_spares(opened: Iterable[Opened], opener: Opener) -> Iterator[Opened]:
    """Yield what was opened; behind what came to nothing its spare, where it has one that comes to more."""
    for one in opened:
        spare = one.packet.spare
        if spare is None or not _may_be_less(one.document, spare):
            yield one
            continue
        (other,) = opener.open_all([spare])
        if one.document is None:
            yield one
            yield other
        elif other.document is not None and len(one.document.text) < LEAST_SHARE * len(other.document.text):
            yield Opened(packet=one.packet, error=_stub(one.document, other.document))
            yield other
        else:
            yield one


def _may_be_less(page: Document | None, spare: Packet) -> bool:
    """Return whether it is worth opening the spare: its text is never longer than its bytes."""
    return page is None or len(page.text) < LEAST_SHARE * len(spare.data)


def _stub(page: Document, entry: Document) -> DocumentError:
    message = (
        f"the page holds {len(page.text):,} characters of text, and its feed's entry {len(entry.text):,}: the entry "
        "stands in; try it again to have the page as a document all the same"
    )
    return DocumentError("no_main_text", message)
