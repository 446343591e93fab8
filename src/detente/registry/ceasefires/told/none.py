"""What a report says there was not: no violations, nothing that a monitor observed, nothing that it could see.

Only who records can have recorded nothing. That nothing was reported, nobody in particular says, is no saying at all.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from detente.core.ids import hash_parts
from detente.incidents.remarks import find_remark
from detente.incidents.standing import is_monitor
from detente.registry.ceasefires.claimants import column_of_speaker
from detente.registry.ceasefires.classing import BREACH, class_near, classes_in
from detente.registry.ceasefires.report import TRUCE, Json, Report, Speaker
from detente.registry.ceasefires.told.days import days_at, is_before
from detente.registry.ceasefires.told.figures import alleged_after
from detente.registry.ceasefires.violation import Said, Violation
from detente.registry.interval import Interval

__all__ = ["remarks_on"]

NONE = re.compile(
    r"(?<!\bis )(?<!\bwas )\b(?:no|zero) (?:\w+ ){0,2}?"
    r"(?:violations?|breach(?:es)?|shelling|fire|shots|incidents?|explosions?|shooting)\b"
    r"(?! (?:\w+ )?(?:was|were|has been|have been|had been|are|is) (?:\w+ )?(?:reported|known|confirmed|announced))",
    re.IGNORECASE,
)
NO_REPORT = re.compile(
    r"\b(?:no|without) (?:\w+ )?(?:reports?|information|word|news|indications?|signs?)\b", re.IGNORECASE
)
NOT_SAID = frozenset({"denied", "rejected", "doubted", "hoped", "believed", "promised", "expected"})
SAID: dict[str, Said] = {"none": "none", "not observed": "not observed", "could not observe": "cannot tell"}
HURT = (
    ("killed", re.compile(r"kill|death|dead|fatal|casualt|victim|loss|hurt|harm", re.IGNORECASE)),
    ("wounded", re.compile(r"wound|injur|hurt|harm|casualt|victim|loss", re.IGNORECASE)),
)
BY = re.compile(r"\bby\s+(?:the\s+)?$", re.IGNORECASE)
"""What stands before whoever did none of it; whose ground it was ("of") is told of as well."""
UNTOLD = re.compile(r"\s*No\b", re.IGNORECASE)
"""How a sentence begins that has no subject of its own: the one before says who looked, and when."""
FARTHEST = 1500
"""Characters between the violation that nobody was hurt in and the words that say so."""


def remarks_on(report: Report, violations: Sequence[Violation]) -> Iterator[Violation]:
    """Yield what each sentence of a report says there was not; nobody hurt is said of the nearest violation before."""
    for sentence in report.reading["sentences"]:
        words = report.words(sentence)
        said, found = _said(words)
        if said is None or found is None or is_before(report, sentence["start"]):
            continue
        start, end = sentence["start"] + found.start(), sentence["start"] + found.end()
        speaker = _speaker(report, sentence, start, end)
        if speaker.mood in NOT_SAID:
            continue
        if said == "none" and not NONE.fullmatch(found[0]):
            yield from _nobody_hurt(report, violations, speaker, (start, end))
        elif _may_say(said, speaker) and _is_of_violations(report, sentence, said):
            yield from _remarks(report, sentence, said, speaker, (start, end))


def _said(words: str) -> tuple[Said | None, re.Match[str] | None]:
    """Return what a sentence says there was not, and the words that say so."""
    remark = find_remark(words)
    if remark is not None and remark[0] != "none":
        return SAID[remark[0]], remark[1]
    none = NONE.search(words)
    if none is not None and not NO_REPORT.search(words):
        return "none", none
    return ("none", remark[1]) if remark is not None else (None, None)


def _speaker(report: Report, sentence: Json, start: int, end: int) -> Speaker:
    """Return who says so: whoever is reported to, else the party or monitor that the sentence names before it."""
    speaker = report.speaker_at(start, end)
    before = [m for m in report.reading["mentions"] if sentence["start"] <= m["start"] and m["end"] <= start]
    for mention in reversed(before):
        side = report.side(mention)
        column = column_of_speaker(side, report.ceasefire)
        if column in _monitors(report) or is_monitor(side.name):
            return Speaker(
                column=column, name=side.name, via=(speaker.name,) if speaker.column else (), mood=speaker.mood
            )
    return speaker


def _monitors(report: Report) -> frozenset[str]:
    return frozenset(monitor.id for monitor in report.ceasefire.monitors)


def _may_say(said: Said, speaker: Speaker) -> bool:
    return said == "none" or speaker.column is not None or is_monitor(speaker.name)


def _is_of_violations(report: Report, sentence: Json, said: Said) -> bool:
    """Say whether a sentence speaks of violations at all: a monitor may see and miss other things."""
    words, at = report.words(sentence), (sentence["start"], sentence["end"])
    speaks = TRUCE.search(words) or BREACH.search(words) or _class(report, at, at)
    return bool(speaks) or said == "cannot tell"


def _class(report: Report, at: tuple[int, int], within: tuple[int, int]) -> str | None:
    return class_near(report.ceasefire.taxonomy, report.reading["text"], at, within=within)


def _remarks(report: Report, sentence: Json, said: Said, speaker: Speaker, at: tuple[int, int]) -> Iterator[Violation]:
    """Yield what is said not to have been: of each class where several are named ("no crossings and no drones")."""
    kinds = _kinds(report, sentence, said, at)
    made = _remark(report, sentence, said, speaker, at, kinds[0])
    yield made
    for kind in kinds[1:]:
        clauses = report.ceasefire.clauses_of(kind) if kind else ()
        yield replace(made, id=hash_parts(made.id, kind or ""), kind=kind, clauses=clauses)


def _kinds(report: Report, sentence: Json, said: Said, at: tuple[int, int]) -> list[str | None]:
    whole, within = report.words(sentence), (sentence["start"], sentence["end"])
    if said == "cannot tell" or (TRUCE.search(whole) and BREACH.search(whole)):
        return [None]
    named = classes_in(report.ceasefire.taxonomy, report.reading["text"], within=within)
    return list(named) if said == "not observed" and named else [_class(report, at, within)]


def _remark(
    report: Report, sentence: Json, said: Said, speaker: Speaker, at: tuple[int, int], kind: str | None
) -> Violation:
    ceasefire, (start, end) = report.ceasefire, at
    alleged, alleged_words = alleged_after(report, end, sentence["end"], by=BY)
    return Violation(
        id=hash_parts("told none", ceasefire.id, report.document, str(start), str(end)),
        ceasefire=ceasefire.id,
        origin="report",
        said=said,
        claimant=speaker.column,
        claimant_name=speaker.name,
        via=speaker.via,
        alleged=alleged,
        alleged_words=alleged_words,
        kind=kind,
        clauses=ceasefire.clauses_of(kind) if kind else (),
        interval=days_at(report, start, end, None) or _days_before(report, sentence),
        mood=speaker.mood,
        evidence=report.evidence(sentence),
    )


def _days_before(report: Report, sentence: Json) -> Interval | None:
    """Return the days that the sentence before tells, where it is told of the same: "... No drones were observed"."""
    before = [one for one in report.reading["sentences"] if one["end"] <= sentence["start"]]
    if not before or not UNTOLD.match(report.words(sentence)):
        return None
    return days_at(report, before[-1]["start"], before[-1]["end"], None)


def _nobody_hurt(
    report: Report, violations: Sequence[Violation], speaker: Speaker, at: tuple[int, int]
) -> Iterator[Violation]:
    """Yield for each kind of harm that nobody is said to have come to, that there was none of it."""
    told = [one for one in violations if one.said in {"some", "denied"}]
    before = [one for one in told if 0 <= at[0] - (one.evidence[0].start or 0) <= FARTHEST]
    if not before:
        return
    near = max(before, key=lambda one: (one.evidence[0].start or 0, one.id))
    held = {"start": at[0], "end": at[1]}
    for harm, pattern in HURT:
        if pattern.search(report.words(held)):
            yield replace(
                near,
                id=hash_parts("told none", near.id, harm, str(at[0]), str(at[1])),
                said="none",
                claimant=speaker.column,
                claimant_name=speaker.name,
                via=speaker.via,
                mood=speaker.mood,
                harm=harm,
                evidence=report.evidence(held),
                status=None,
                confidence=None,
            )
