"""Accounts as readings of small reports give them."""

from typing import Any

from detente.incidents.account import Account
from detente.incidents.from_reading import accounts_of


def reading(text: str, *triggers: str, published: str = "2021-03-05", **fields: Any) -> dict[str, Any]:
    """Return a reading of one line a sentence, with an attack at each trigger."""
    sentences, at = [], 0
    for line in text.split("\n"):
        sentences.append({"start": at, "end": at + len(line)})
        at += len(line) + 1
    events = [event(text, trigger, number) | fields for number, trigger in enumerate(triggers)]
    day = {"from": published, "to": published}
    return {
        "text": text, "title": None, "published": day, "sentences": sentences, "entities": [], "claims": [],
        "places": [], "dates": [], "quantities": [], "events": events,
    }  # fmt: skip


def event(text: str, trigger: str, number: int) -> dict[str, Any]:
    start = text.index(trigger)
    span = {"start": start, "end": start + len(trigger)}
    return {
        "id": f"ev{number}", "type": "ASSAULT", "mode": None, "contexts": [], "trigger": span, "evidence": span,
        "actors": [], "recipients": [], "status": "happened", "claim": None, "place": None, "date": None,
        "confidence": 0.9,
    }  # fmt: skip


def accounts(document: str, text: str, *triggers: str, published: str = "2021-03-05", **fields: Any) -> list[Account]:
    return list(accounts_of(reading(text, *triggers, published=published, **fields), document=document))
