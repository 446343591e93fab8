"""What pages ask for first, worked out when the desk starts: nobody waits for what all of them wait for."""

import logging
from collections.abc import Callable, Iterator

from detente.core.errors import DetenteError
from detente.pipeline.agreements import gather_agreements
from detente.pipeline.contradictions import gather_contradictions
from detente.pipeline.days.gathered import warm_days
from detente.pipeline.institutions import gather_institutions
from detente.pipeline.ledger import gather_ledger
from detente.pipeline.platforms import gather_platforms
from detente.pipeline.projects import gather_projects
from detente.store import Record, added_days, events_told, observed_documents, readings_listed, voices

__all__ = ["warm_record"]

LOG = logging.getLogger("detente.desk")
WHOLE: tuple[Callable[[Record], object], ...] = (
    voices, added_days, observed_documents, events_told, readings_listed, warm_days, gather_agreements,
    gather_institutions, gather_projects, gather_platforms, gather_ledger, gather_contradictions,
)  # fmt: skip
"""What is asked of the whole record, what others are worked out from first."""


def warm_record(record: Record) -> None:
    """Ask for what pages will ask for; what cannot be had now is told to whoever asks for its page."""
    for _ in _asked(record):
        pass


def _asked(record: Record) -> Iterator[object]:
    for ask in WHOLE:
        try:
            yield ask(record)
        except DetenteError:
            LOG.warning("not worked out beforehand: %s", ask.__name__)
