"""Explosions that a reading tells of in which a mine or something left unexploded went off, and who came to what harm.

Of persons nothing is kept but how many were killed and wounded, as it was told.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from typing import Any

from detente.core.ids import hash_parts
from detente.registry.count import Count
from detente.registry.mines.acts import NO_ACT, mood_before
from detente.registry.mines.records import Accident, Harmed
from detente.registry.mines.told import Told, count_of
from detente.registry.mines.words import Phrase, Words, load_words

__all__ = ["accidents_of", "tells_of_accident"]

Json = Mapping[str, Any]
GAP = 25
"""Characters between a device and the word that says that it went off."""

HARM = {"killed": "killed", "wounded": "wounded", "injured": "wounded", "hurt": "wounded"}
ONE_HARMED = re.compile(
    r"(?<!\w)(?:an?|one)\s+(?:(?!(?:and|or|of|group|family|couple|number|mine|not)\s)[a-z-]+\s+){1,3}"
    r"(?:was|has been|had been)\s+"
    r"(?P<harm>killed|wounded|injured|hurt)(?!\w|\s+(?:or|and)\s+(?:killed|wounded|injured))",
    re.IGNORECASE,
)


def accidents_of(told: Told, common: Mapping[str, Any], no_work: frozenset[str]) -> list[tuple[int, Accident]]:
    """Return the accidents of a reading with where each stands; one that is only spoken of again is left out."""
    found: list[tuple[int, Accident]] = []
    for sentence in told.reading["sentences"]:
        for device, act in _explosions(told, sentence):
            claim = told.claim_at(act.start)
            if claim is None or claim["mood"] not in no_work:
                one = _accident(told, sentence, device, act, {**common, **told.who(act.start)})
                if not any(_is_again(one, earlier) for _, earlier in found):
                    found.append((act.start, one))
                break
    return found


def tells_of_accident(words: str) -> bool:
    """Say whether words of a report tell that a mine or something left unexploded went off."""
    return any(_explosions_in(words, 0, len(words), load_words()))


def _explosions(told: Told, sentence: Json) -> Iterator[tuple[Phrase, Phrase]]:
    """Yield devices of a sentence, each with the word that says that it went off by itself or under somebody."""
    return _explosions_in(told.plain, sentence["start"], sentence["end"], told.words)


def _explosions_in(plain: str, start: int, end: int, words: Words) -> Iterator[tuple[Phrase, Phrase]]:
    acts = list(words.accidents.find(plain, start, end))
    if not acts:
        return
    is_pit = words.pits.first(plain, start, end) is not None
    for device in words.hazards.find(plain, start, end):
        if is_pit and plain[device.start : device.end].lower() in ("mine", "mines"):
            continue
        near = bisect_left(acts, device.start - 2 * GAP, key=lambda one: one.start)
        for act in acts[near : bisect_right(acts, device.end + GAP, key=lambda one: one.start)]:
            gap = act.start - device.end if act.label == "after" else device.start - act.end
            laid = device.label in ("IED", "explosive device") and act.label != "before"  # may be an attack
            if not device.label or laid or not 0 <= gap <= GAP:
                continue
            if words.controlled.first(plain, max(start, device.start - GAP), act.end + GAP):
                continue
            mood, _ = mood_before(plain, max(start, min(act.start, device.start) - 2 * GAP), act, words)
            if mood not in NO_ACT:
                yield device, act


def _accident(told: Told, sentence: Json, device: Phrase, act: Phrase, who: Mapping[str, Any]) -> Accident:
    start, end = sentence["start"], sentence["end"]
    counted = [
        one for one in told.reading["quantities"]
        if start <= one["start"] < end and one["kind"] in ("killed", "wounded")
        and not told.names_person(one["start"], one["end"])
    ]  # fmt: skip
    spans = [(min(device.start, act.start), max(device.end, act.end)), *((q["start"], q["end"]) for q in counted)]
    claim = told.claim_at(act.start)
    since = max(start, claim["content"]["start"]) if claim else start
    until = min(end, claim["content"]["end"]) if claim else end
    return Accident(
        **who,
        id=hash_parts("mine-accident", told.document, str(act.start), str(act.end)),
        evidence=told.evidence(*sorted(spans)),
        interval=told.days(since, until),
        where=told.places(since, until),
        device=device.label,  # type: ignore[arg-type]
        killed=_harmed(told, counted, "killed") or _one_harmed(told, since, until, "killed"),
        wounded=_harmed(told, counted, "wounded") or _one_harmed(told, since, until, "wounded"),
        groups=tuple(_groups(told, counted)),
    )


def _harmed(told: Told, counted: list[Json], kind: str) -> Count | None:
    """Return how many came to a harm where one number says so, besides its parts; two may be of two accidents."""
    whole = [one for one in counted if told.plain[max(0, one["start"] - 10) : one["start"]] != "including "]
    found = [count_of(one) for one in whole if one["kind"] == kind]
    return found[0] if len(found) == 1 else None


def _one_harmed(told: Told, since: int, until: int, kind: str) -> Count | None:
    """Return one where one person, and nobody else, is said to be harmed so ("a herder was killed")."""
    if any(q["kind"] == kind for q in told.reading["quantities"] if since <= q["start"] < until):
        return None
    found = [one for one in ONE_HARMED.finditer(told.plain, since, until) if HARM[one["harm"].lower()] == kind]
    return Count(low=1, high=1, words=told.text[found[0].start() : found[0].end()]) if len(found) == 1 else None


def _groups(told: Told, counted: list[Json]) -> Iterator[Harmed]:
    """Yield the numbers that are of people of an age or a sex, as they were told."""
    for one in counted:
        group = told.words.groups.first(one.get("counted") or "")
        count = count_of(one)
        if group is not None and count is not None:
            yield Harmed(harm=one["kind"], group=group.label, count=count)  # type: ignore[arg-type]


def _is_again(one: Accident, earlier: Accident) -> bool:
    """Say whether an accident says nothing of its own that an earlier one of the report has not."""
    tells = any(value is not None for value in (one.killed, one.wounded, one.interval)) or one.where or one.groups
    return not tells or _says(one) == _says(earlier)


def _says(one: Accident) -> tuple[object, ...]:
    return one.device, one.killed, one.wounded, one.groups, one.interval, one.where
