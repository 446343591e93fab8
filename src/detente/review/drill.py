"""Drills: texts whose answers are known, coded for practice and scored field by field."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from detente.core.errors import UsageError
from detente.core.ids import hash_parts
from detente.core.spans import Span
from detente.review.agreement import Coding, compare_codings
from detente.review.records import Field, Verdict

__all__ = ["GOLD", "SCORED", "DrillItem", "Score", "drill_items", "item_reading", "score_drill"]

Json = Mapping[str, Any]
SCORED = ("there at all", "type", "mode", "status", "contexts", "actors", "recipients", "place")
"""The fields that are scored. Days and numbers are not coded in the corpus's form."""
GOLD = "gold"
"""Stands for the known answers where they are compared with a coder's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DrillItem:
    """An event of a text whose coding is known: the words of its deed are shown, the rest is asked."""

    id: str
    document: str
    text: str
    trigger: Span
    answers: Mapping[str, Field]


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """How a coder did in one field: right in so many of so many items."""

    field: str
    right: int
    items: int


def drill_items(rows: Iterable[Json], *, set_hash: str) -> Iterator[DrillItem]:
    """Yield what a drill set asks; its rows are documents in the corpus's form, and have been checked to be.

    Raises `UsageError` for a document without events or without its text.
    """
    for row in rows:
        if not row.get("events") or not isinstance(row.get("text"), str):
            message = f"{str(row.get('id'))[:40]!r} has no events or no text to drill on"
            raise UsageError(message)
        for number, event in enumerate(row["events"]):
            trigger = Span(*event["trigger"])
            yield DrillItem(
                id=hash_parts("drill", set_hash, row["id"], str(number)),
                document=row["id"],
                text=row["text"],
                trigger=trigger,
                answers=_answers(event, row["text"]),
            )


def _answers(event: Json, text: str) -> dict[str, Field]:
    def words(*spans: Sequence[int] | None) -> Field:
        found = tuple(Span(*s) for s in spans if s)
        return Field(value=[s.text_in(text) for s in found], spans=found) if found else Field()

    contexts = sorted(event.get("contexts") or ())
    return {
        "type": Field(value=event["type"]),
        "mode": Field(value=event.get("mode")),
        "status": Field(value=event["status"]),
        "contexts": Field(value=contexts) if contexts else Field(),
        "actors": words(*event["actors"]),
        "recipients": words(*event["recipients"]),
        "place": words(event.get("where")),
    }


def item_reading(item: DrillItem) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return a reading that holds nothing but the text and its sentences, and the event that is asked for."""
    from detente.documents.document import Document
    from detente.reading.reading import Reading
    from detente.reading.sentences import SplitSentences

    cut = SplitSentences()(Reading(document=Document(id=item.document, text=item.text)))
    sentences = [{"start": s.start, "end": s.end} for s in cut]
    empty: dict[str, Any] = {name: [] for name in ("dates", "claims", "events", "places", "mentions", "entities")}
    reading = empty | {"text": item.text, "sentences": sentences, "quantities": []}
    at = {"start": item.trigger.start, "end": item.trigger.end}
    nothing: dict[str, Any] = {"contexts": [], "actors": [], "recipients": []}
    nothing |= dict.fromkeys(("mode", "type", "status", "place", "date", "claim"))
    return reading, nothing | {"id": "?", "trigger": at, "evidence": at}


def score_drill(given: Iterable[tuple[DrillItem, Verdict, Mapping[str, Field]]]) -> list[Score]:
    """Return how often a coder was right, by field; of what the coder rejected, that it is there is all that counts."""
    right, items = dict.fromkeys(SCORED, 0), dict.fromkeys(SCORED, 0)
    for item, verdict, fields in given:
        gold = Coding(coder=GOLD, verdict="correct", fields=item.answers)
        ours = Coding(coder="coder", verdict=verdict, fields={n: f for n, f in fields.items() if n in item.answers})
        wrong = {differing.field for differing in compare_codings("event", [gold, ours])}
        for name in SCORED if verdict != "reject" else SCORED[:1]:
            items[name] += 1
            right[name] += name not in wrong
    return [Score(field=name, right=right[name], items=items[name]) for name in SCORED]
