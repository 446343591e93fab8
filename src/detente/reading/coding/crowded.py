"""Tells of windows in which more may be meant than the model is asked about."""

from collections.abc import Iterator, Sequence

from detente.reading.coding.coder import MOST_MARKED, Encoded
from detente.reading.records import Drop

__all__ = ["crowded"]


def crowded(stage: str, window: Encoded, found: Sequence[object]) -> Iterator[Drop]:
    """Yield a drop over a window in which more was found than the model is asked about."""
    count = len(found)
    if count > MOST_MARKED:
        start, end = window.part.starts[0], window.part.ends[-1]
        reason = f"{count} stretches may be meant here, of which the {MOST_MARKED} likeliest were looked at"
        yield Drop(start=start, end=end, stage=stage, reason=reason)
