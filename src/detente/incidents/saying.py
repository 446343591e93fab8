"""Who says what stands at some words of a reading, in the form of the reading contract."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from detente.incidents.account import Side
from detente.incidents.names import stems_of_name

__all__ = ["Saying", "claim_over", "saying_at", "side_named"]

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """Words of a report, `[start, end)` in its text, with their sentence, and who says so; None for the report itself.

    `via` are those through whom the report has it.
    """

    start: int
    end: int
    words: str
    sentence: str
    who: str | None
    via: tuple[str, ...] = ()


def saying_at(reading: Json, start: int, end: int) -> Saying:
    """Return what a report says at these words, and by whom."""
    home = next((s for s in reading["sentences"] if s["start"] <= start < s["end"]), {"start": start, "end": end})
    claim = claim_over(reading, start, end)
    source = claim["source"] if claim else None
    return Saying(
        start=start,
        end=end,
        words=reading["text"][start:end],
        sentence=reading["text"][home["start"] : home["end"]].strip(),
        who=side_named(reading, source).name if source else None,
        via=tuple(side_named(reading, one).name for one in claim["via"]) if claim else (),
    )


def claim_over(reading: Json, start: int, end: int) -> Json | None:
    """Return the innermost claim whose content holds words."""
    holding = [c for c in reading["claims"] if c["content"]["start"] <= start and end <= c["content"]["end"]]
    return min(holding, key=lambda c: (c["content"]["end"] - c["content"]["start"], c["id"]), default=None)


def side_named(reading: Json, source: Json) -> Side:
    """Return whom a source or a mention names; one that stands for nobody known has its words for a name."""
    words = reading["text"][source["start"] : source["end"]]
    known = next((e for e in reading["entities"] if e["id"] == source["entity"]), None)
    span = (source["start"], source["end"])
    if known is None:
        return Side(name=words, kind="other", words=stems_of_name(words), span=span)
    return Side(
        name=known["name"],
        kind=known["kind"],
        country=known["country"],
        sectors=tuple(known["sectors"]),
        words=stems_of_name(known["name"]),
        span=span,
    )
