"""What to look at first: the doubtful that has consequences, by points that are stated and added up.

A score is doubt times consequence; each point comes with its reason. Equal scores are ordered by document and place in
its text, so that the order is the same for everybody.
"""

import functools
import math
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from detente.knowledge.files import read_toml
from detente.knowledge.plover import plover
from detente.review.correct import scene_of
from detente.review.keys import subjects_of
from detente.review.records import Kind, Subject

__all__ = ["Point", "Waiting", "most_pressing", "rough_score", "weigh_reading"]

Json = Mapping[str, Any]
CASUALTIES = ("killed", "wounded", "captured", "missing", "displaced")
WIDE = frozenset({"month", "quarter", "year"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """So many points of doubt or of consequence, and for what: by which rule, and of which code or number."""

    of: str
    why: str
    points: float
    rule: str = ""
    what: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """Something that may be reviewed, with how pressing that is."""

    subject: Subject
    local_id: str
    start: int
    score: float
    points: tuple[Point, ...]

    @property
    def order(self) -> tuple[float, str, int, str]:
        """Sort the most pressing first."""
        return -self.score, self.subject.document, self.start, self.subject.key

    @property
    def because(self) -> str:
        """Say in words why it is pressing, the weightiest first."""
        told = sorted((p for p in self.points if p.why), key=lambda p: (-p.points, p.why))
        return "; ".join(p.why for p in told)


@functools.cache
def _rules() -> dict[str, Any]:
    return read_toml("review/queue.toml")


def rough_score(
    *, confidence: float, event_type: str | None = None, status: str | None = None, doubted: bool = False
) -> float:
    """Return the score as far as it follows from these alone, to choose by which readings to look at closely."""
    rules = _rules()
    doubt = rules["doubt"]["base"] + rules["doubt"]["unsure"] * (1 - confidence)
    doubt += rules["doubt"]["second"] if doubted else 0.0
    told = rules["type"].get(event_type, 0.0) + rules["status"].get(status, 0.0)
    return float(doubt * (rules["consequence"]["base"] + told))


def weigh_reading(
    reading: Json,
    *,
    document: str,
    reports: int = 1,
    hanging: Mapping[str, int] | None = None,
    doubted: Collection[str] = (),
) -> Iterator[Waiting]:
    """Yield every event and claim of a reading with its score.

    `reports` is how many documents tell this text; `hanging` how many accounts the incident of a key has;
    `doubted` are the keys of what one coder cannot tell.
    """
    for subject, coded in subjects_of(reading, document=document):
        scene = scene_of(reading, coded)
        sentence = _Scene(reading=reading, start=scene.start, end=scene.end)
        points = [*_doubt(subject.kind, coded, sentence), *_consequence(subject.kind, coded, sentence)]
        points += _second() if subject.key in doubted else ()
        points += _spread(reports, (hanging or {}).get(subject.key, 1))
        doubt, consequence = (sum(p.points for p in points if p.of == of) for of in ("doubt", "consequence"))
        start = coded.get("trigger", coded.get("content"))["start"]
        yield Waiting(
            subject=subject,
            local_id=coded["id"],
            start=start,
            score=round(doubt * consequence, 3),
            points=tuple(points),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scene:
    """The sentences around what is weighed."""

    reading: Json
    start: int
    end: int

    def holds(self, layer: str) -> list[Json]:
        return [r for r in self.reading[layer] if self.start <= r["start"] and r["end"] <= self.end]

    @property
    def text(self) -> str:
        return str(self.reading["text"][self.start : self.end])


def _doubt(kind: Kind, coded: Json, scene: _Scene) -> Iterator[Point]:
    rules = _rules()["doubt"]
    yield Point(of="doubt", why="", points=rules["base"])
    unsure = rules["unsure"] * (1 - coded["confidence"])
    told = f"confidence {coded['confidence']:.2f}" if unsure >= _rules()["bounds"]["unsure_from"] else ""
    yield Point(of="doubt", why=told, points=unsure, rule="unsure")
    found = [("damage", "damaged words around it")] if coded.get("lowered_by") else []
    found += [("dropped", f"left out: {drop['reason']}") for drop in scene.holds("drops")[:1]]
    found += list(_event_doubts(coded, scene)) if kind == "event" else _claim_doubts(coded)
    yield from (Point(of="doubt", why=why, points=rules[name], rule=name) for name, why in found)


def _claim_doubts(claim: Json) -> list[tuple[str, str]]:
    return [] if claim["source"] else [("no_source", "nobody is named who says so")]


def _event_doubts(event: Json, scene: _Scene) -> Iterator[tuple[str, str]]:
    likely = _rules()["bounds"]["place_score"]
    place = None if event["place"] is None else scene.reading["places"][event["place"]]
    if place is None and any(not p["in_name"] for p in scene.holds("places")):
        yield "no_place", "a place stands beside it, and none is told of it"
    if place is not None and place["candidates"] > 1 and (place["score"] or 0.0) < likely:
        yield "place_unsure", f"{place['candidates']} places are called {place['name']}"
    if event["date"] is None and any(d["from"] or d["to"] for d in scene.holds("dates")):
        yield "no_date", "a date stands beside it, and none is told of it"
    if event["date"] and event["date"]["precision"] in WIDE:
        yield "date_loose", f"known to a {event['date']['precision']} only"
    if any(check["agrees"] is False for check in scene.holds("checks")):
        yield "dates_disagree", "dates beside it do not fit each other"
    sides = {side: len(event[side]) for side in ("actors", "recipients")}
    if plover().lacks_recipient(event["type"], **sides):
        yield "nobody_done_to", "nobody is named whom it was done to"


def _consequence(kind: Kind, coded: Json, scene: _Scene) -> Iterator[Point]:
    rules = _rules()
    yield Point(of="consequence", why="", points=rules["consequence"]["base"])
    if kind == "event":
        yield from _weight(coded, scene)
    else:
        if points := rules["mood"].get(coded["mood"]):
            yield Point(of="consequence", why=str(coded["mood"]), points=points, rule="mood", what=str(coded["mood"]))
        inside = [
            sum(p.points for p in _weight(e, scene)) for e in scene.reading["events"] if e["claim"] == coded["id"]
        ]
        if inside:
            points = rules["consequence"]["held"] * max(inside)
            why = "an event in it" if len(inside) == 1 else f"{len(inside)} events in it"
            yield Point(of="consequence", why=why, points=points, rule="held", what=str(len(inside)))
    if _truce().search(scene.text):
        yield Point(of="consequence", why="a truce is spoken of", points=rules["consequence"]["truce"], rule="truce")


def _weight(event: Json, scene: _Scene) -> Iterator[Point]:
    rules = _rules()
    for table, value in (("type", event["type"]), ("status", event["status"])):
        if points := rules[table].get(value):
            yield Point(of="consequence", why=value, points=points, rule=table, what=value)
    for context in event["contexts"]:
        if points := rules["context"].get(context):
            yield Point(of="consequence", why=context, points=points, rule="context", what=context)
    counted = [q for q in scene.reading["quantities"] if q.get("event") == event["id"] and q["kind"] in CASUALTIES]
    if counted:
        kinds = ", ".join(sorted({q["kind"] for q in counted}))
        points = rules["consequence"]["casualties"]
        yield Point(of="consequence", why=f"{kinds} counted", points=points, rule="casualties", what=kinds)


def _second() -> Iterator[Point]:
    yield Point(of="doubt", why="another coder cannot tell from these words", points=_rules()["doubt"]["second"])


def _spread(reports: int, hanging: int) -> Iterator[Point]:
    rules = _rules()["consequence"]
    if reports > 1:
        points = rules["reports"] * math.log2(reports)
        yield Point(
            of="consequence", why=f"told by {reports} reports", points=points, rule="reports", what=str(reports)
        )
    if hanging > 1:
        why = f"{hanging} accounts in its incident"
        points = rules["hanging"] * math.log2(hanging)
        yield Point(of="consequence", why=why, points=points, rule="hanging", what=str(hanging))


@functools.cache
def _truce() -> re.Pattern[str]:
    words = "|".join(map(re.escape, _rules()["words"]["truce"].split()))
    return re.compile(rf"\b(?:{words})\b", re.IGNORECASE)


def most_pressing(waiting: Iterable[Waiting]) -> list[Waiting]:
    """Return what waits, the most pressing first."""
    return sorted(waiting, key=lambda one: one.order)
