"""Dangerous ground and handovers that a sentence tells of."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from detente.core.ids import hash_parts
from detente.registry.mines.acts import NO_ACT, mood_before
from detente.registry.mines.area import Area
from detente.registry.mines.records import Handover, HazardousArea, MineRecord
from detente.registry.mines.told import Told, area_of

__all__ = ["grounds_of"]

Json = Mapping[str, Any]
NEAR = 40
"""Characters within which a size belongs to the ground that is named, or what is handed over to the handing over."""
MADE = re.compile(r"(?:was|were|been|is|are)\s+(?:\w+ly\s+)?(?P<state>cancelled|canceled|reduced|cleared|handed over)")
MEASURED = re.compile(
    r"\s*(?:,\s*)?"
    r"(?:of|covering|measuring|totalling|totaling|spanning|(?:with|of) an? (?:[a-z]+ )?(?:area|size|surface) of)?"
    r"(?:\s*(?:about|around|some|roughly|nearly|suspected|confirmed))?\s*",
    re.IGNORECASE,
)
"""What may stand between words for ground and the size of it."""
CALLED = re.compile(
    r"[^;:.,\d]{0,40}?\s"
    r"(?:(?:(?:marked|classified|recorded|registered|listed|declared) )?(?:(?:them|it) )?as"
    r"|(?:is|are|was|were) (?:(?:marked|classified|recorded|registered|listed|declared) (?:as )?|still )?"
    r"|remains? |remained )"
    r"\s*(?:being )?(?P<as>suspected|confirmed|dangerous|hazardous|contaminated|mined)(?!\w)",
    re.IGNORECASE,
)
"""What is said of ground behind its size ("marked 14 ha as suspected", "5 ha remain confirmed")."""
CONFIRMED = re.compile(r"\bconfirmed\s+(?:[a-z]+\s+){0,2}$", re.IGNORECASE)
TO = re.compile(r"\bto\b", re.IGNORECASE)


def grounds_of(
    told: Told, sentence: Json, common: Mapping[str, Any], no_work: frozenset[str]
) -> Iterator[tuple[int, MineRecord]]:
    """Yield the dangerous ground and the handovers of a sentence, each with where it stands in the text."""
    for start, one in (
        *_areas(told, sentence, common),
        *_called(told, sentence, common),
        *_handovers(told, sentence, common),
    ):
        claim = told.claim_at(start)
        if claim is None or claim["mood"] not in no_work:
            yield start, one


def _areas(told: Told, sentence: Json, common: Mapping[str, Any]) -> Iterator[tuple[int, HazardousArea]]:
    """Yield ground that is called suspected or confirmed, and ground of a size; a mere word for it is no record."""
    for one in told.words.areas.find(told.plain, sentence["start"], sentence["end"]):
        area = _size(told, one.start, one.end, sentence)
        if one.label == "unsaid" and area is None:
            continue
        made = MADE.search(told.plain, one.end, min(sentence["end"], one.end + 2 * NEAR))
        state = made["state"].lower() if made else None
        hazards = [h.label for h in told.words.hazards.find(told.plain, one.start, one.end) if h.label]
        yield (
            one.start,
            HazardousArea(
                **common,
                **told.who(one.start),
                id=hash_parts("mine-hazard", told.document, str(one.start), str(one.end)),
                evidence=told.evidence((sentence["start"], sentence["end"])),
                where=told.places(one.end, sentence["end"]),
                interval=told.days(sentence["start"], sentence["end"]),
                certainty=None if one.label == "unsaid" else one.label,  # type: ignore[arg-type]
                state="cancelled" if state == "canceled" else state,  # type: ignore[arg-type]
                hazards=tuple(dict.fromkeys(hazards)),  # type: ignore[arg-type]
                area=area,
            ),
        )


def _called(told: Told, sentence: Json, common: Mapping[str, Any]) -> Iterator[tuple[int, HazardousArea]]:
    """Yield ground that is known by its size, and is said to be suspected, confirmed or dangerous."""
    for one in told.reading["quantities"]:
        if one["kind"] != "area" or not sentence["start"] <= one["start"] < sentence["end"]:
            continue
        said = CALLED.match(told.plain, one["end"], sentence["end"])
        area = area_of(one)
        if said is None or area is None:
            continue
        before = CONFIRMED.search(told.plain, max(sentence["start"], one["start"] - NEAR), one["start"])
        words = "confirmed" if before else said["as"].lower()
        yield (
            said.end() - 1,
            HazardousArea(
                **common,
                **told.who(said.end() - 1),
                id=hash_parts("mine-hazard", told.document, str(one["start"]), str(one["end"])),
                evidence=told.evidence((sentence["start"], sentence["end"])),
                where=told.places(one["end"], sentence["end"]),
                interval=told.days(sentence["start"], sentence["end"]),
                certainty=words if words in ("suspected", "confirmed") else None,  # type: ignore[arg-type]
                area=area,
            ),
        )


def _size(told: Told, start: int, end: int, sentence: Json) -> Area | None:
    """Return the size that stands right before or behind words for ground, within their sentence."""
    for one in told.reading["quantities"]:
        within = sentence["start"] <= one["start"] < sentence["end"]
        if one["kind"] == "area" and within:
            gap = told.plain[end : one["start"]] if one["start"] >= end else told.plain[one["end"] : start]
            if MEASURED.fullmatch(gap):
                return area_of(one)
    return None


def _handovers(told: Told, sentence: Json, common: Mapping[str, Any]) -> Iterator[tuple[int, Handover]]:
    for act in told.words.handovers.find(told.plain, sentence["start"], sentence["end"]):
        claim = told.claim_at(act.start)
        given = told.words.handed.first(told.plain, act.end, min(sentence["end"], act.end + 2 * NEAR))
        mood, said = mood_before(told.plain, max(sentence["start"], act.start - 2 * NEAR), act, told.words)
        if given is not None and told.plain[given.start : given.end].lower().endswith(" of"):
            near = told.words.hazards.find(told.plain, given.end, given.end + NEAR)
            given = given if any(one.label for one in near) else None  # "maps of 1,100 landmines"
        if given is None or mood in NO_ACT:
            continue
        since = max(sentence["start"], claim["content"]["start"]) if claim else sentence["start"]
        to = TO.search(told.plain, given.end, sentence["end"])
        area = _size(told, given.start, given.end, sentence)
        yield (
            act.start,
            Handover(
                **common,
                **told.who(act.start),
                id=hash_parts("mine-handover", told.document, str(act.start), str(act.end)),
                evidence=told.evidence((since, sentence["end"])),
                bodies=told.bodies_before(since, act.start),
                status=mood or "completed",  # type: ignore[arg-type]
                status_words=told.text[slice(*said)] if said else told.text[act.start : act.end],
                interval=told.days(since, sentence["end"]),
                what=given.label,  # type: ignore[arg-type]
                to=told.bodies_before(to.end(), _next_end(told, to.end())) if to else (),
                area=area,
            ),
        )


def _next_end(told: Told, offset: int) -> int:
    """Return the end of the first name behind a place of the text."""
    return next((int(one["end"]) for one in told.mentions if one["start"] >= offset), offset)
