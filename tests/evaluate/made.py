"""Coded documents and given events, made by hand."""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from detente.core.spans import Span
from detente.evaluate.collect import Gold
from detente.evaluate.figures import Estimate, Figure
from detente.evaluate.given import GivenEvent
from detente.evaluate.gold import GoldDocument, GoldEvent
from detente.evaluate.measure import Section

Json = dict[str, Any]

TEXT = "Ruritania accused Molvania of shelling. Molvania met Sylvania. It rained on Monday."
RURITANIA, ACCUSED, MOLVANIA, SHELLING = (0, 9), (10, 17), (18, 26), (30, 38)
AGAIN, MET, SYLVANIA = (40, 48), (49, 52), (53, 61)
RAINED = (66, 72)
ACCUSATION: Json = {
    "type": "ACCUSE",
    "mode": "allege",
    "contexts": ["military"],
    "trigger": [*ACCUSED],
    "actors": [[*RURITANIA]],
    "recipients": [[*MOLVANIA]],
    "status": "happened",
}
MEETING: Json = {
    "type": "CONSULT",
    "mode": None,
    "contexts": [],
    "trigger": [*MET],
    "actors": [[*AGAIN], [*SYLVANIA]],
    "recipients": [],
    "status": "happened",
}
CODED: Json = {"id": "d1", "text": TEXT, "events": [ACCUSATION, MEETING]}
MARKED: Json = {"id": "p1", "text": TEXT, "actor": [*RURITANIA], "recipient": [*MOLVANIA], "type": "ACCUSE"}


def gold_event(kind: str, trigger: tuple[int, int], *parties: list[tuple[int, int]], **fields: Any) -> GoldEvent:
    actors, recipients = (tuple(Span(*s) for s in side) for side in (*parties, [], [])[:2])
    fields = {"status": "happened"} | fields
    return GoldEvent(type=kind, trigger=Span(*trigger), actors=actors, recipients=recipients, **fields)


def given_event(kind: str, trigger: tuple[int, int], *parties: list[tuple[int, int]], **fields: Any) -> GivenEvent:
    actors, recipients = (tuple(Span(*s) for s in side) for side in (*parties, [], [])[:2])
    fields = {"status": "happened", "mode": None, "contexts": (), "confidence": None} | fields
    return GivenEvent(type=kind, trigger=Span(*trigger), actors=actors, recipients=recipients, **fields)


def gold_document(*events: GoldEvent, text: str = TEXT, name: str = "d1") -> GoldDocument:
    known = {s for e in events for s in (*e.actors, *e.recipients)}
    return GoldDocument(id=name, text=text, events=events, known=tuple(sorted(known)))


def gold_of(*documents: GoldDocument, section: str = "made") -> Gold:
    return Gold(section=section, split="test", hash="h", documents=documents)


def section_of(values: Mapping[str, float], *, name: str = "real", made_of: str = "h", split: str = "test") -> Section:
    """Make a section with these figures over all labels."""
    figures = tuple(
        Figure(name=n, label="", estimate=Estimate(value=v, low=v, high=v), given=1, gold=1) for n, v in values.items()
    )
    return Section(name=name, split=split, hash=made_of, documents=1, events=1, pairs=0, refused=0, figures=figures)


def reading_of(row: Json, *events: Json) -> Json:
    """Make the reading in which exactly these events, in the form of gold, were read."""

    def spanned(span: list[int]) -> Json:
        return {"start": span[0], "end": span[1]}

    read = [
        event
        | {"trigger": spanned(event["trigger"])}
        | {side: [{"entity": "E1", **spanned(s)} for s in event[side]] for side in ("actors", "recipients")}
        for event in events
    ]
    return {"id": row["id"], "text": row["text"], "events": read}


def write_rows(path: Path, *rows: Json) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def hash_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def write_corpus(folder: Path) -> tuple[Path, Path]:
    """Write a corpus of two real items and a composed document in the test split, and the items' texts."""
    items = write_rows(folder / "items.jsonl", {"text": "A dull day."}, {"text": "Not coded."}, {"text": TEXT})
    off = {k: v for k, v in CODED.items() if k != "text"}
    write_rows(
        folder / "corpus" / "real" / "coding.jsonl",
        {"_about": {"licence": "none"}},
        {"id": "r0", "item": 0, "hash": hash_of("A dull day."), "events": [], "date": "2010-05-01", "split": "test"},
        off | {"id": "r2", "item": 2, "hash": hash_of(TEXT), "split": "test"},
        off | {"id": "r3", "item": 2, "hash": hash_of(TEXT), "split": "train"},
    )
    write_rows(folder / "corpus" / "composed" / "a.jsonl", CODED | {"id": "c1", "split": "test"})
    write_rows(folder / "corpus" / "composed" / "b.jsonl", CODED | {"id": "c2", "split": "dev"})
    return folder / "corpus", items
