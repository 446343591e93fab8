"""Keys of what is reviewed: the same in every reading of a document that finds the event or claim at the same words."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from detente.core.ids import hash_parts
from detente.incidents.from_reading import account_key
from detente.review.records import Subject

__all__ = ["claim_key", "claim_keys", "event_keys", "subjects_of"]

Json = Mapping[str, Any]


def claim_key(document: str, start: int, end: int, number: int = 0) -> str:
    """Return the id of what a document has somebody say in these words; `number` parts claims of the same words."""
    return hash_parts("claim", document, str(start), str(end), str(number))


def event_keys(events: Sequence[Json], *, document: str) -> list[str]:
    """Return the key of each event of a reading, as accounts have it; what was reviewed keeps the key it had."""
    at = _numbered(event["trigger"] for event in events)
    return [event.get("key") or account_key(document, *own) for event, own in zip(events, at, strict=True)]


def claim_keys(claims: Sequence[Json], *, document: str) -> list[str]:
    """Return the key of each claim of a reading; what was reviewed keeps the key it had."""
    at = _numbered(claim["content"] for claim in claims)
    return [claim.get("key") or claim_key(document, *own) for claim, own in zip(claims, at, strict=True)]


def subjects_of(reading: Json, *, document: str) -> Iterator[tuple[Subject, Json]]:
    """Yield what there is to review in a reading, each with its event or claim."""
    for key, event in zip(event_keys(reading["events"], document=document), reading["events"], strict=True):
        yield Subject(kind="event", key=key, document=document), event
    for key, claim in zip(claim_keys(reading["claims"], document=document), reading["claims"], strict=True):
        yield Subject(kind="claim", key=key, document=document), claim


def _numbered(spans: Iterator[Json] | Any) -> Iterator[tuple[int, int, int]]:
    seen: dict[tuple[int, int], int] = {}
    for span in spans:
        at = (span["start"], span["end"])
        number = seen[at] = seen.get(at, -1) + 1
        yield (*at, number)
