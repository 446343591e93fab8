"""What is claimed of a ceasefire and is no measurement: that violations fall, that all is under control, hopes.

With them stands what is said of those who monitor: that they are there, by whom they are staffed, on what they rest.
None of it ever becomes a number: where words hold one, it stays in the words.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from detente.incidents.saying import claim_over
from detente.registry.ceasefires.centres import CONTROL, Centre, centre_in, has_staff, is_there_for
from detente.registry.ceasefires.claimed_trend import ABOUT, trend_claimed
from detente.registry.ceasefires.classing import BREACH
from detente.registry.ceasefires.definition import Ceasefire, Monitor
from detente.registry.ceasefires.report import TRUCE, Json, Report
from detente.registry.ceasefires.told.days import is_before
from detente.registry.evidence import Evidence
from detente.registry.institutions.words import BASIS, EQUAL

__all__ = ["ClaimedItem", "claimed_of"]

ClaimedKind = Literal[
    "trend", "control", "holds", "hope", "belief", "institution", "staffing", "legal basis", "other ceasefires broken"
]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimedItem:
    """Something claimed, by whom and in which words; `trend` is "rising", "falling" or "steady" of a claimed trend.

    `claimant` is the id of a party or a monitor, None where it is somebody else, who is `claimant_name`. `date` is the
    day it was said on, as far as the report tells its own. `note` is what stands beside it in the desk's file.
    """

    kind: ClaimedKind
    claimant: str | None
    claimant_name: str
    via: tuple[str, ...]
    words: str
    date: str | None
    evidence: tuple[Evidence, ...]
    trend: str | None = None
    note: str | None = None


HOLDS = re.compile(
    r"(?: regime| agreement)?(?: (?:is|are|was|were|has|have|been|being|\w+ly|still))* "
    r"(?:holds?|holding|held|respected|adhered to|upheld|observed)\b",
    re.IGNORECASE,
)
ACHIEVED = re.compile(
    r"\b(?:will|would|shall|can|could|to) (?:soon |finally )?be (?:\w+ly )?"
    r"(?:achieved|reached|established|agreed|declared|concluded|signed)\b",
    re.IGNORECASE,
)
STAFF = frozenset({"troops", "people"})
NO_FIGURE = "a claimed trend: it is no figure, and no point of a measured one"
LOOKING = 2
"""Sentences between words about a truce and a hope that is about it still."""
OUTLOOK: Mapping[str, ClaimedKind] = {"hoped": "hope", "believed": "belief"}


def claimed_of(reading: Json, *, document: str, ceasefire: Ceasefire) -> tuple[ClaimedItem, ...]:
    """Return what a reading (in the contract's form) has of claims about a ceasefire that are no measurements."""
    report = Report(reading=reading, document=document, ceasefire=ceasefire)
    if not report.concerns_it:
        return ()
    found = [*_of_sentences(report), *_outlooks(report)]
    return tuple(sorted(found, key=lambda one: (one.evidence[0].start or 0, one.kind, one.words)))


def _of_sentences(report: Report) -> Iterator[ClaimedItem]:
    for sentence in report.reading["sentences"]:
        words = report.words(sentence)
        claim = _claim_in(report, sentence)
        if trend := trend_claimed(report, sentence, claim):
            yield _item(report, "trend", sentence, by=claim, trend=trend, note=NO_FIGURE)
        if TRUCE.search(words):
            yield from _state(report, sentence, words)
        centre = centre_in(report, sentence, words)
        if centre is not None:
            yield from _institution(report, sentence, words, centre)


def _state(report: Report, sentence: Json, words: str) -> Iterator[ClaimedItem]:
    """Yield what a sentence claims of a truce's state: control, that it holds, that others were broken."""
    truce = TRUCE.search(words)
    if (control := CONTROL.search(words)) and ABOUT.search(words):
        yield _item(report, "control", sentence, at=control.start())
    if truce and HOLDS.match(words, truce.end()) and not BREACH.search(words):
        yield _item(report, "holds", sentence, at=truce.start())
    if BREACH.search(words) and is_before(report, sentence["start"]):
        first = report.ceasefire.first
        note = f"told of days before this ceasefire began ({first}): of which ceasefires is not told"
        yield _item(report, "other ceasefires broken", sentence, note=note)


def _outlooks(report: Report) -> Iterator[ClaimedItem]:
    """Yield hopes and beliefs about the truce, or about the situation next to words about it."""
    for claim in report.reading["claims"]:
        kind = OUTLOOK.get(claim.get("mood") or "")
        words = report.words(claim["content"])
        if kind is None or not (TRUCE.search(words) or (ABOUT.search(words) and _is_near_truce(report, claim))):
            continue
        yield _item(report, kind, claim["content"], by=claim, note=_tension(report, words))


def _tension(report: Report, words: str) -> str | None:
    """Return that a truce that is still to come stands against the one that the desk keeps; it makes no new one."""
    if not (TRUCE.search(words) and ACHIEVED.search(words)):
        return None
    ceasefire = report.ceasefire
    since = f", in force since {ceasefire.first}" if ceasefire.first else ""
    return (
        f"in tension with {ceasefire.name}{since}: it speaks of a ceasefire as still to come; no new one is made of it"
    )


def _is_near_truce(report: Report, claim: Json) -> bool:
    sentences = report.reading["sentences"]
    home = report.sentence_at(claim["content"]["start"])
    number = next((n for n, sentence in enumerate(sentences) if sentence["start"] == home["start"]), 0)
    near = sentences[max(0, number - LOOKING) : number + LOOKING + 1]
    return any(TRUCE.search(report.words(sentence)) for sentence in near)


def _institution(report: Report, sentence: Json, words: str, centre: Centre) -> Iterator[ClaimedItem]:
    if is_there_for(report, sentence, words, centre):
        yield _item(report, "institution", sentence, at=centre[0])
    numbers = [
        q
        for q in report.reading["quantities"]
        if _is_staff(q, sentence) and has_staff(report, sentence, words, centre, q["start"] - sentence["start"])
    ]
    if (equal := EQUAL.search(words)) is not None:
        told = any(q["value"] is not None or q["low"] is not None or q["high"] is not None for q in numbers)
        note = "equal" if told else "equal, number not told"
        yield _item(
            report, "staffing", sentence, at=equal.start(), note="; ".join((note, *_staff_beside(report.ceasefire)))
        )
    elif numbers:
        at = numbers[0]["start"] - sentence["start"]
        yield _item(report, "staffing", sentence, at=at, note="; ".join(_staff_beside(report.ceasefire)) or None)
    for basis in BASIS.finditer(words):
        yield _item(
            report, "legal basis", sentence, at=basis.start(), note=_bases_beside(report.ceasefire, basis["basis"])
        )


def _is_staff(quantity: Json, sentence: Json) -> bool:
    return quantity["kind"] in STAFF and sentence["start"] <= quantity["start"] < sentence["end"]


def _staff_beside(ceasefire: Ceasefire) -> Iterator[str]:
    """Yield what the desk's file has of the staffing of each monitor, so that rival numbers stand beside each other."""
    for monitor in ceasefire.monitors:
        if monitor.staff:
            yield f"in the desk's file {monitor.name} has {_staff(monitor)}"


def _staff(monitor: Monitor) -> str:
    return ", ".join(f"{state}: {'not told' if n is None else n}" for state, n in sorted(monitor.staff.items()))


def _bases_beside(ceasefire: Ceasefire, told: str) -> str:
    """Return the legal basis that is told, with those of the desk's file beside it: rival ones are all kept."""
    bases = "; ".join(f"{one.title} ({one.claimant or 'the desk'})" for one in ceasefire.bases)
    return f"told: {told}; in the desk's file: {bases}" if bases else f"told: {told}"


def _claim_in(report: Report, sentence: Json) -> Json | None:
    """Return the claim that a sentence stands in, or that stands in it."""
    over = claim_over(report.reading, sentence["end"] - 1, sentence["end"] - 1)
    within = [c for c in report.reading["claims"] if sentence["start"] <= c["content"]["start"] < sentence["end"]]
    return next((c for c in (*within, over) if c and c.get("trend")), over or next(iter(within), None))


def _item(
    report: Report,
    kind: ClaimedKind,
    span: Json,
    *,
    at: int | None = None,
    by: Json | None = None,
    trend: str | None = None,
    note: str | None = None,
) -> ClaimedItem:
    """Return an item of a span's words; who claims it is who says what stands `at` so many characters into it."""
    start = span["start"] + (at or 0)
    claim = by or (claim_over(report.reading, start, start + 1) if at is not None else _claim_in(report, span))
    speaker, day = report.speaker(claim), report.published()
    return ClaimedItem(
        kind=kind,
        claimant=speaker.column,
        claimant_name=speaker.name,
        via=speaker.via,
        words=" ".join(report.words(span).split()),
        date=day.isoformat() if day else None,
        evidence=report.evidence(span),
        trend=trend,
        note=note,
    )
