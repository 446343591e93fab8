"""What people corrected or accepted, as documents in the corpus's form.

A row is a sentence in which every event that the machine found was reviewed, and in which at least one was, or a claim
was added: what nobody looked at is no gold, and nothing is in which somebody doubts an event or a claim. Events and
claims that people added are among its own.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from detente.core.spans import Span, covers, overlaps
from detente.review.added import is_added, shown_words
from detente.review.apply import apply_review
from detente.review.keys import claim_keys, event_keys
from detente.review.records import KINDS, Kind, Review
from detente.review.standing import standing_reviews

__all__ = ["about_corpus", "corpus_rows"]

Json = Mapping[str, Any]
NOTE = (
    "made from reviews: sentences of which every event was reviewed and nothing is doubted; claims in them that nobody "
    "rejected"
)


def about_corpus(version: str) -> dict[str, Any]:
    """Return the first line of an exported file: where it comes from."""
    about = {"source": "reviews of a record of détente", "licence": "that of the reports", "version": version}
    return {"_about": about | {"note": NOTE, "guide": "docs/reference/coding-guide.md"}}


def corpus_rows(reading: Json, reviews: Iterable[Review], *, document: str) -> Iterator[dict[str, Any]]:
    """Yield a row for each sentence in which every event was reviewed, and there is one, or a claim was added."""
    own = [r for r in reviews if r.subject.document == document]
    standing = standing_reviews(own)
    keys = event_keys(reading["events"], document=document)
    known = {*keys, *claim_keys(reading["claims"], document=document)}
    added = [
        (key, review.fields[shown_words(review.subject.kind)].spans[0])
        for key, review in standing.items()
        if is_added(review) and key not in known
    ]
    made = apply_review(reading, own, document=document)
    doubted = [_words(kind, one) for kind in KINDS for one in made[f"{kind}s"] if _is_doubted(one)]
    for number, sentence in enumerate(reading["sentences"]):
        at = Span(sentence["start"], sentence["end"])
        inside = [k for k, e in zip(keys, reading["events"], strict=True) if at.start <= e["trigger"]["start"] < at.end]
        inside += [key for key, words in added if covers(at, words)]
        if (
            not inside
            or not _is_writable(made["text"][at.start : at.end])
            or any(key not in standing for key in inside)
            or any(overlaps(at, words) for words in doubted)
        ):
            continue
        yield _row(made, at, [standing[key] for key in inside], name=f"review-{document[:16]}-{number}")


def _is_doubted(one: Json) -> bool:
    return "review" in one and one["review"]["verdict"] == "doubt"


def _words(kind: Kind, one: Json) -> Span:
    own = one[shown_words(kind)]
    return Span(own["start"], own["end"])


def _row(made: Json, at: Span, reviews: Sequence[Review], *, name: str) -> dict[str, Any]:
    claims = [c for c in made["claims"] if _inside(c["content"], at)]
    numbers = {claim["id"]: k for k, claim in enumerate(claims)}
    events = [e for e in made["events"] if _inside(e["trigger"], at)]
    rows = [_event(event, made, at, numbers) for event in events]
    published = made.get("published") or {}
    return {
        "id": name,
        "split": "train",
        "hard": [],
        "text": made["text"][at.start : at.end],
        "date": published.get("from"),
        "events": rows,
        "claims": [_claim(claim, at) for claim in claims],
        "entities": _entities(made, events, at),
        "review": {
            "note": NOTE,
            "document": name.split("-")[1],
            "offset": at.start,
            "coders": sorted({r.coder for r in reviews}),
            "last": max(r.at for r in reviews).isoformat(),
            "verdicts": sorted({r.verdict for r in reviews}),
        },
    }


def _is_writable(text: str) -> bool:
    """Say whether a text can be written in UTF-8; half a surrogate pair cannot."""
    return not any("\ud800" <= c <= "\udfff" for c in text)


def _inside(span: Json, at: Span) -> bool:
    return at.start <= span["start"] and span["end"] <= at.end  # type: ignore[no-any-return]


def _moved(span: Json, at: Span) -> list[int]:
    return [span["start"] - at.start, span["end"] - at.start]


def _event(event: Json, made: Json, at: Span, claims: Mapping[str, int]) -> dict[str, Any]:
    place = None if event["place"] is None else made["places"][event["place"]]
    date = event["date"]
    dates = [d for d in made["dates"] if date and _inside(d, at) and (d["from"], d["to"]) == (date["from"], date["to"])]
    return {
        "type": event["type"],
        "mode": event["mode"],
        "contexts": list(event["contexts"]),
        "trigger": _moved(event["trigger"], at),
        **{side: [_moved(p, at) for p in event[side] if _inside(p, at)] for side in ("actors", "recipients")},
        "status": event["status"],
        "claim": claims.get(event["claim"]) if event["claim"] else None,
        "where": _moved(place, at) if place and _inside(place, at) else None,
        "when": _moved(dates[0], at) if dates else None,
    }


def _claim(claim: Json, at: Span) -> dict[str, Any]:
    def own(span: Json | None) -> list[int] | None:
        return _moved(span, at) if span and _inside(span, at) else None

    return {
        "source": own(claim["source"]),
        "cue": own(claim["cue"]),
        "content": _moved(claim["content"], at),
        "mode": claim["mode"],
        "mood": claim["mood"] or "said",
        "via": [_moved(v, at) for v in claim["via"] if _inside(v, at)],
    }


def _entities(made: Json, events: Sequence[Json], at: Span) -> list[dict[str, Any]]:
    """Return the parties of events in a sentence, each once, with country and sectors."""
    by_id = {e["id"]: e for e in made["entities"]}
    found: dict[tuple[int, int], dict[str, Any]] = {}
    for party in (p for e in events for side in ("actors", "recipients") for p in e[side] if _inside(p, at)):
        entity = by_id.get(party["entity"], {})
        start, end = _moved(party, at)
        told = {"country": entity.get("country"), "sectors": list(entity.get("sectors") or ())}
        found[start, end] = {"start": start, "end": end} | told
    return [found[key] for key in sorted(found)]
