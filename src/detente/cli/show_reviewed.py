"""What people say of events and claims, beside what the machine read, as `detente show` has it."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from detente.review.records import Review
    from detente.store import ReviewedClaim, ReviewedEvent

__all__ = ["reviewed_in_brief", "with_reviews", "withheld"]

WITHHELD = "withheld: coded blind until its session has ended"
SHOWN = frozenset({"document", "key", "review"})


def with_reviews(
    rows: Iterable[dict[str, Any]], found: "Iterable[ReviewedEvent | ReviewedClaim]", hidden: frozenset[str]
) -> list[dict[str, Any]]:
    """Return rows with the key of each and the verdict that counts; nothing else of what is coded blind now."""
    told = []
    for row, one in zip(rows, found, strict=True):
        review = one.review and _review(one.review)
        whole = row | {"key": one.key, "review": review}
        told.append(withheld(whole) if one.key in hidden else whole)
    return told


def withheld(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row of which nothing is told but what document it is of: coders code it blind now."""
    return {name: value if name in SHOWN else None for name, value in row.items()} | {"words": WITHHELD}


def _review(review: "Review") -> dict[str, Any]:
    from detente.review.apply import review_view

    return review_view(review)


def reviewed_in_brief(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return rows for a table: with a column for what people say, where they say something of any."""
    is_any = any(row["review"] for row in rows)
    kept = [{name: value for name, value in row.items() if name not in {"key", "review"}} for row in rows]
    if not is_any:
        return kept
    return [short | {"reviewed": _in_words(row["review"])} for short, row in zip(kept, rows, strict=True)]


def _in_words(review: Mapping[str, Any] | None) -> str | None:
    if not review:
        return None
    said = ", ".join(review["fields"])
    verdict = {"accept": "accepted", "correct": "corrected", "reject": "rejected"}[review["verdict"]]
    return f"{verdict} by {review['coder']}" + (f": {said}" if said else "")
