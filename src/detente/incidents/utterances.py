"""Quotations in several reports that are one utterance, told in variants: cut, damaged, or translated otherwise.

A quotation belongs to at most one fuller one, so that a phrase that a speaker likes to use joins no two utterances.
"""

import datetime as dt
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from detente.core.ids import hash_parts
from detente.documents.copies.profile import read_profile
from detente.documents.word_diff import word_diff
from detente.incidents.account import Side
from detente.incidents.names import Name, match_names, name_of, stems_of_name

__all__ = ["Quotation", "Utterance", "Variant", "link_utterances", "quotations_of"]

Json = Mapping[str, Any]

SPOKEN = frozenset({"direct", "mixed", "unmarked"})
PRONOUNS = frozenset({"he", "she", "they", "it", "who", "i", "we"})
QUOTED = re.compile(r"[“\"«„]([^“”\"«»„]+)[”\"»“]|‘([^‘’]{12,})’")
NEAR = 14
"""Days between reports of one utterance."""
TELLING = 5
"""Bits from which a word that is no name tells one quotation from another."""
NAMED = 4
"""Bits that a name counts at most: a speaker names the same countries all the time."""
SAME_LENGTH = 0.6
"""Share of the fuller quotation's weight from which the other is no cut of it, but a variant of the whole."""
RETOLD, CUT = 0.55, 0.75
"""Share of the lesser quotation's weight that the fuller must have, of a variant of the whole and of a cut."""
FEWEST = 4
"""Telling words below which a quotation must stand in the fuller one word for word."""
RUN = 4
"""Words, at least, of one that does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """Words that one report quotes of a speaker; `[start, end)` in the report's text, `days` as ordinals."""

    key: str
    document: str
    claim: str
    speaker: Side
    start: int
    end: int
    words: str
    days: tuple[int, int] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """A quotation, and where it differs from the fullest: words of that one, and what it has instead ("" for none)."""

    quotation: Quotation
    differences: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Utterance:
    """One utterance, by the fullest name of its speaker: the quotations that are variants of it, the fullest first."""

    id: str
    speaker: str
    variants: tuple[Variant, ...]


def quotations_of(reading: Json, *, document: str) -> Iterator[Quotation]:
    """Yield what a reading quotes in its speaker's words, where it is known who the speaker is."""
    entities = {entity["id"]: entity for entity in reading["entities"]}
    said_on = {one["claim"]: one["date"] for one in reading.get("statements", ()) if one["date"] is not None}
    for claim in reading["claims"]:
        speaker = _speaker(reading, entities, claim["source"])
        if claim["mode"] in SPOKEN and speaker is not None and (words := _quoted(reading, claim)):
            start, end = claim["content"]["start"], claim["content"]["end"]
            yield Quotation(
                key=hash_parts("quotation", document, str(start), str(end)),
                document=document,
                claim=claim["id"],
                speaker=speaker,
                start=start,
                end=end,
                words=words,
                days=_days(reading, said_on.get(claim["id"])),
            )


def _speaker(reading: Json, entities: Mapping[str, Json], source: Json | None) -> Side | None:
    if source is None:
        return None
    words, span = reading["text"][source["start"] : source["end"]], (source["start"], source["end"])
    known = entities.get(source["entity"] or "")
    if known is None:
        bare = Side(name=words, kind="other", words=stems_of_name(words), span=span, said=words)
        return None if not words.strip() or words.lower() in PRONOUNS else bare
    return Side(
        name=known["name"],
        kind=known["kind"],
        country=known["country"],
        sectors=tuple(known["sectors"]),
        words=stems_of_name(known["name"]),
        span=span,
        said=words,
    )


def _quoted(reading: Json, claim: Json) -> str:
    """Return the speaker's own words: of a mixed quotation, those in quotation marks."""
    parts = claim.get("parts") or [claim["content"]]
    words = " … ".join(reading["text"][part["start"] : part["end"]] for part in parts)
    if claim["mode"] == "mixed":
        return " … ".join(one or other for one, other in QUOTED.findall(words)) or words
    return words


def _days(reading: Json, date: int | None) -> tuple[int, int] | None:
    """Return on which days something was said, or else reported; None where an end is open."""
    found = reading["dates"][date] if date is not None else reading["published"]
    if not found or not found["from"] or not found["to"]:
        return None
    first, last = (dt.date.fromisoformat(found[end][:10]).toordinal() for end in ("from", "to"))
    return min(first, last), max(first, last)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Weighed:
    """A quotation as it is compared: what its words weigh, which of them tell, and all in a row."""

    quotation: Quotation
    bits: Mapping[str, int]
    telling: frozenset[str]
    row: str

    @property
    def weight(self) -> int:
        return sum(self.bits.values())


def link_utterances(quotations: Sequence[Quotation]) -> tuple[Utterance, ...]:
    """Return the utterances that quotations are of, each quotation in one; their order changes nothing."""
    full = match_names(name_of(one.speaker) for one in quotations)
    by_speaker: defaultdict[Name, list[Quotation]] = defaultdict(list)
    for one in {quotation.key: quotation for quotation in quotations}.values():
        by_speaker[full[name_of(one.speaker)]].append(one)
    # what words weigh takes far more room than they: that of one speaker at a time
    found = [_utterance(some) for spoken in by_speaker.values() for some in _grouped([_weigh(one) for one in spoken])]
    return tuple(sorted(found, key=lambda utterance: utterance.id))


def _weigh(quotation: Quotation) -> _Weighed:
    profile = read_profile(quotation.words)
    names = {name for sentence in profile.sentences for name in sentence.names}
    bits = {stem: bits for sentence in profile.sentences for stem, bits in sentence.bits.items() if stem != "a"}
    return _Weighed(
        quotation=quotation,
        bits={_spelled(stem): min(weight, NAMED) if stem in names else weight for stem, weight in bits.items()},
        telling=frozenset(_spelled(stem) for stem, weight in bits.items() if weight >= TELLING and stem not in names),
        row=f" {' '.join(word for _, _, word in profile.words)} ",
    )


def _spelled(stem: str) -> str:
    """Return a stem in one spelling, British or American."""
    return stem.replace("our", "or").replace("isat", "izat") if len(stem) > RUN else stem


def _grouped(spoken: Sequence[_Weighed]) -> Iterator[list[_Weighed]]:
    """Yield one speaker's quotations by utterance, the fullest first: each hangs on the fuller one it is likest."""
    ordered = sorted(spoken, key=lambda one: (-one.weight, one.quotation.key))
    holding: defaultdict[str, list[int]] = defaultdict(list)
    groups: dict[int, list[_Weighed]] = {}
    group_of: list[int] = []
    for at, one in enumerate(ordered):
        shared = Counter(fuller for stem in one.telling for fuller in holding[stem])
        least = len(one.telling) * (RETOLD if len(one.telling) >= FEWEST else 1)
        alike = ((_likeness(one, ordered[fuller]), -fuller) for fuller, count in shared.items() if count >= least)
        best, fuller = max(alike, default=(0.0, 0))
        group_of.append(group_of[-fuller] if best else at)
        groups.setdefault(group_of[at], []).append(one)
        for stem in one.telling:
            holding[stem].append(at)
    yield from groups.values()


def _likeness(lesser: _Weighed, fuller: _Weighed) -> float:
    """Return which share of a quotation's weight a fuller one has; 0 where they are not one utterance."""
    if not _are_near(lesser.quotation, fuller.quotation) or not lesser.weight:
        return 0.0
    if len(lesser.telling) < FEWEST:
        return 1.0 if lesser.row in fuller.row and lesser.row.count(" ") > RUN else 0.0
    share = sum(bits for stem, bits in lesser.bits.items() if stem in fuller.bits) / lesser.weight
    told = len(lesser.telling & fuller.telling) / len(lesser.telling)
    least = RETOLD if lesser.weight >= SAME_LENGTH * fuller.weight else CUT
    return share if min(share, told) >= least else 0.0


def _are_near(one: Quotation, other: Quotation) -> bool:
    if one.days is None or other.days is None:
        return True
    return max(one.days[0], other.days[0]) - min(one.days[1], other.days[1]) <= NEAR


def _utterance(some: Sequence[_Weighed]) -> Utterance:
    quotations = [one.quotation for one in some]
    speaker = min((one.speaker for one in quotations), key=lambda side: (-len(side.words), side.name))
    first = min(quotations, key=lambda one: (one.days is None, one.days or (0, 0), one.document, one.start, one.key))
    return Utterance(
        id=hash_parts("utterance", first.key),
        speaker=speaker.name,
        variants=tuple(
            Variant(quotation=one, differences=_differences(quotations[0].words, one.words)) for one in quotations
        ),
    )


def _differences(full: str, other: str) -> tuple[tuple[str, str], ...]:
    """Return the words of the fullest quotation that another has not so, with those in their stead."""
    blocks = (block for block in word_diff(full, other).blocks if block.kind != "kept")
    pairs = ((full[b.old_start : b.old_end].strip(), other[b.new_start : b.new_end].strip()) for b in blocks)
    return tuple(pair for pair in pairs if any(map(stems_of_name, pair)))
