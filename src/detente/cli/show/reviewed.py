"""What people say of events and claims, beside what the machine read, as `detente show` has it."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from detente.review.records import Review
    from detente.store import ReviewedClaim, ReviewedEvent

__all__ = ["added_claim_row", "added_row", "reviewed_in_brief", "with_reviews", "withheld"]

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


def added_row(document: str, reading: Mapping[str, Any], event: Mapping[str, Any]) -> dict[str, Any]:
    """Return the row of an event that a person added, with the countries of those who took part."""
    known = {entity["id"]: entity for entity in reading["entities"]}
    sides = {side: [known[party["entity"]] for party in event[side]] for side in ("actors", "recipients")}
    date, place, words = event["date"], event["place"], event["evidence"]
    ends = (date["from"], date["to"]) if date else None
    return {
        "document": document,
        "type": f"{event['type']} {event['mode']}" if event["mode"] else event["type"],
        "who": ", ".join(map(_named, sides["actors"])) or None,
        "to whom": ", ".join(map(_named, sides["recipients"])) or None,
        "where": None if place is None else reading["places"][place]["name"],
        "when": ends and (ends[0] if ends[0] == ends[1] else f"{ends[0] or '…'} to {ends[1] or '…'}"),
        "status": event["status"],
        "claimed": event["claim"] is not None,
        "words": reading["text"][words["start"] : words["end"]].strip(),
        "sure": None,
        "damage": [],
        "incident": None,
        "other reports": None,
        "key": event["key"],
        "review": event["review"],
        "countries": {entity["country"] for some in sides.values() for entity in some},
    }


def added_claim_row(document: str, reading: Mapping[str, Any], claim: Mapping[str, Any]) -> dict[str, Any]:
    """Return the row of a claim that a person added, with the country of whoever makes it."""
    known = {entity["id"]: entity for entity in reading["entities"]}
    source, words = claim["source"], claim["content"]
    return {
        "document": document,
        "who": source and _named(known[source["entity"]]),
        "through": ", ".join(_named(known[one["entity"]]) for one in claim["via"]) or None,
        "how": f"{claim['mode']}, {claim['mood']}" if claim["mood"] else claim["mode"],
        "trend": claim["trend"] and f"claimed: {claim['trend']}",
        "words": " ".join(reading["text"][words["start"] : words["end"]].split()),
        "sure": None,
        "damage": [],
        "key": claim["key"],
        "review": claim["review"],
        "countries": {known[source["entity"]]["country"]} if source else set(),
    }


def _named(entity: Mapping[str, Any]) -> str:
    return f"{entity['name']} ({entity['country']})" if entity["country"] else str(entity["name"])


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
    from detente.cli.review.view import plain_words
    from detente.review.added import ADDED

    coders = " and ".join(dict.fromkeys([*(one["coder"] for one in review["beside"]), review["coder"]]))
    if ADDED in review["fields"]:
        why = f": {plain_words(review['comment'])}" if review["comment"] else ""
        return f"coded by {coders} on {review['at'][:10]}; the machine read none{why}"
    said = ", ".join(review["fields"])
    told = {"accept": "accepted", "correct": "corrected", "reject": "rejected", "doubt": "doubted"}
    verdict = told[review["verdict"]]
    if review["verdict"] == "doubt":
        said = plain_words(review["comment"] or "")
    return f"{verdict} by {coders}" + (f": {said}" if said else "")
