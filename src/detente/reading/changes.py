"""What a change of an article's words did to what is read of it: claims and events gone, new, or told otherwise."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Literal

from detente.documents.word_diff import WordDiff, word_diff

__all__ = ["Change", "compare_readings"]

Json = Mapping[str, Any]
Kind = Literal["gone", "new", "changed"]
EVENT = ("type", "mode", "contexts", "status", "place", "date", "actors", "recipients")
CLAIM = ("source", "mode", "mood", "trend")
NOWHERE = (-1, -1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A claim or an event that one version has and the other has not, or has otherwise.

    `fields` names what differs where it is changed. `old_words` and `new_words` are what it stands on in either text,
    None where it is in the other only.
    """

    kind: Kind
    layer: Literal["claims", "events"]
    old_id: str | None
    new_id: str | None
    fields: tuple[str, ...]
    old_words: str | None
    new_words: str | None


def compare_readings(old: Json, new: Json) -> tuple[Change, ...]:
    """Return what differs in claims and events between the readings of two versions, in the reading contract's form.

    The same claim is one whose cue (or else whose content) stands on the same words, the same event one whose trigger
    does; words that moved are followed.
    """
    diff = word_diff(old["text"], new["text"])
    return (
        *_changes("claims", old, new, diff, spot=_claim_spot, told=_claim_told),
        *_changes("events", old, new, diff, spot=_event_spot, told=_event_told),
    )


def _changes(
    layer: Literal["claims", "events"],
    old: Json,
    new: Json,
    diff: WordDiff,
    *,
    spot: Callable[[Json], Json],
    told: Callable[[Json, Json], dict[str, Any]],
) -> Iterator[Change]:
    waiting: dict[tuple[int, int], list[Json]] = defaultdict(list)
    for item in new[layer]:
        waiting[spot(item)["start"], spot(item)["end"]].append(item)
    places = [diff.new_span(spot(item)["start"], spot(item)["end"]) or NOWHERE for item in old[layer]]
    before = [told(old, item) for item in old[layer]]
    # of several on the same words, those that tell the same belong together; the others go in order
    same = [_take(waiting, at, partial(_tells, told, new, b)) for at, b in zip(places, before, strict=True)]
    for item, at, b, equal in zip(old[layer], places, before, same, strict=True):
        if equal is not None:
            continue
        words = _words(old, layer, item)
        if (found := _take(waiting, at)) is None:
            yield _change("gone", layer, item, None, old_words=words)
            continue
        after = told(new, found)
        fields = tuple(name for name in b if b[name] != after[name])
        new_words = _words(new, layer, found)
        yield _change("changed", layer, item, found, fields=fields, old_words=words, new_words=new_words)
    left = {id(item) for items in waiting.values() for item in items}
    for item in new[layer]:
        if id(item) in left:
            yield _change("new", layer, None, item, new_words=_words(new, layer, item))


def _tells(told: Callable[[Json, Json], dict[str, Any]], reading: Json, wanted: dict[str, Any], item: Json) -> bool:
    return told(reading, item) == wanted


def _take(
    waiting: dict[tuple[int, int], list[Json]], at: tuple[int, int], fits: Callable[[Json], bool] = bool
) -> Json | None:
    """Take out and return the first item at a place that fits, None where there is none."""
    for n, item in enumerate(waiting.get(at, ())):
        if fits(item):
            return waiting[at].pop(n)
    return None


def _change(
    kind: Kind,
    layer: Literal["claims", "events"],
    old: Json | None,
    new: Json | None,
    *,
    fields: tuple[str, ...] = (),
    old_words: str | None = None,
    new_words: str | None = None,
) -> Change:
    return Change(
        kind=kind,
        layer=layer,
        old_id=old["id"] if old else None,
        new_id=new["id"] if new else None,
        fields=fields,
        old_words=old_words,
        new_words=new_words,
    )


def _claim_spot(claim: Json) -> Json:
    spot: Json = claim["cue"] or claim["content"]
    return spot


def _event_spot(event: Json) -> Json:
    spot: Json = event["trigger"]
    return spot


def _words(reading: Json, layer: str, item: Json) -> str:
    span = item["content"] if layer == "claims" else item["evidence"]
    return str(reading["text"][span["start"] : span["end"]])


def _event_told(reading: Json, event: Json) -> dict[str, Any]:
    """Return what an event tells, in words: ids and offsets change with every version."""
    told = {name: event[name] for name in EVENT}
    place = reading["places"][event["place"]] if event["place"] is not None else None
    told["place"] = place and (place["name"], place["country"], place["lat"], place["lon"])
    told["date"] = event["date"] and (event["date"]["from"], event["date"]["to"])
    for side in ("actors", "recipients"):
        told[side] = sorted(_name(reading, party["entity"]) for party in event[side])
    told["claimed by"] = _claimant(reading, event["claim"])
    return told


def _claim_told(reading: Json, claim: Json) -> dict[str, Any]:
    content = claim["content"]
    return {
        **{name: claim[name] for name in CLAIM if name != "source"},
        "source": claim["source"] and _name(reading, claim["source"]["entity"]),
        "content": " ".join(reading["text"][content["start"] : content["end"]].split()),
    }


def _claimant(reading: Json, claim: str | None) -> str | None:
    found = next((c for c in reading["claims"] if c["id"] == claim), None)
    return _name(reading, found["source"]["entity"]) if found and found["source"] else None


def _name(reading: Json, entity: str | None) -> str:
    named: Sequence[str] = [e["name"] for e in reading["entities"] if e["id"] == entity]
    return named[0] if named else ""
