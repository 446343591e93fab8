"""Readings in the contract's form, made by hand: words are given, and where they stand is looked up."""

from typing import Any

from detente.registry.ceasefires.definition import Ceasefire, Monitor, Party, Stretch
from registry.ceasefires.made import ceasefire

Json = dict[str, Any]

FORD = ceasefire(
    parties=(
        Party(id="A", name="Northmark", names=("Northmarkish",)),
        Party(id="B", name="Southmark", names=("Southmarkish",)),
    ),
    stretches=(Stretch(id="line", name="Line of the Ford", kind="line", names=("Ash Ford",)),),
    first="2031-01-01",
)
WATCHED: Ceasefire = ceasefire(
    parties=FORD.parties, stretches=FORD.stretches, first=FORD.first, monitors=(Monitor(id="M", name="Joint Centre"),)
)


class Made:
    """Puts a reading together around a text."""

    def __init__(
        self, text: str, *, published: str | None = "2031-05-05", publisher: str | None = "Ford Herald"
    ) -> None:
        self.reading: Json = {
            "text": text, "publisher": publisher,
            "published": {"from": published, "to": published} if published else None,
            "sentences": list(self._sentences(text)),
            "entities": [], "mentions": [], "places": [], "dates": [], "quantities": [], "claims": [], "events": [],
        }  # fmt: skip

    def at(self, words: str) -> Json:
        """Return where words stand first."""
        start = self.reading["text"].index(words)
        return {"start": start, "end": start + len(words)}

    def who(self, words: str, *, kind: str = "organisation", name: str | None = None, **more: Any) -> Json:
        """Return a mention of somebody, who is an entity from now on."""
        entity = {"id": f"E{len(self.reading['entities'])}", "name": name or words, "kind": kind}
        self.reading["entities"].append(entity | {"country": None, "sectors": [], "members": None} | more)
        mention = self.at(words) | {"entity": entity["id"]}
        self.reading["mentions"].append(mention)
        return mention

    def date(self, words: str, first: str | None, last: str | None = None, precision: str = "day") -> Json:
        """Return a date of the text."""
        made = self.at(words) | {"text": words, "from": first, "to": last, "precision": precision, "rule": "stated"}
        self.reading["dates"].append(made)
        return made

    def claim(self, content: str, source: Json | None, *, mood: str = "said", **more: Any) -> str:
        """Return the id of what somebody says."""
        id_ = f"C{len(self.reading['claims'])}"
        made: Json = {"id": id_, "source": source, "via": [], "content": self.at(content), "mood": mood, "trend": None}
        self.reading["claims"].append(made | more)
        return id_

    def event(self, trigger: str, actors: tuple[Json, ...] = (), recipients: tuple[Json, ...] = (), **more: Any) -> str:
        """Return the id of an event; its evidence is its sentence where none is given."""
        id_, at = f"V{len(self.reading['events'])}", self.at(trigger)
        home = next(s for s in self.reading["sentences"] if s["start"] <= at["start"] < s["end"])
        made = {
            "id": id_, "type": "ASSAULT", "mode": None, "actors": list(actors), "recipients": list(recipients),
            "trigger": at, "place": None, "date": None, "status": "happened", "claim": None, "evidence": home,
            "confidence": 0.9,
        }  # fmt: skip
        self.reading["events"].append(made | more)
        return id_

    def place(self, words: str, country: str | None = None) -> int:
        """Return the number of a place."""
        self.reading["places"].append(self.at(words) | {"text": words, "name": words, "country": country})
        return len(self.reading["places"]) - 1

    def quantity(self, words: str, kind: str, value: float | None = None, **more: Any) -> None:
        """Add a number of a kind."""
        made = {"text": words, "kind": kind, "value": value, "low": None, "high": None, "qualifier": None}
        self.reading["quantities"].append(self.at(words) | made | {"event": None, "claim": None} | more)

    @staticmethod
    def _sentences(text: str) -> Any:
        start = 0
        for part in text.split(". "):
            yield {"start": start, "end": min(start + len(part) + 1, len(text))}
            start += len(part) + 2
