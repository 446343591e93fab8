"""What monitors say that they saw or heard: "observers heard six explosions", "a patrol saw a new bunker".

That somebody sees is no deed of a party, so a reading has no event of it. Only a monitor of the ceasefire counts here,
and only in its own words; a number of rounds is told of one happening.
"""

import re
from collections.abc import Iterator, Sequence

from detente.core.ids import hash_parts
from detente.registry.ceasefires.classing import class_near
from detente.registry.ceasefires.report import Json, Report, Speaker
from detente.registry.ceasefires.told.days import days_at, is_before
from detente.registry.ceasefires.told.figures import count_of, counts_rounds
from detente.registry.ceasefires.violation import Violation

__all__ = ["seen_by_monitors"]

SEES = re.compile(
    r"\b(?:mission|observers?|monitors?|patrols?|teams?|cameras?|they|it|and|base \w+)\b(?: [^.;,]{0,50})? "
    r"(?P<verb>heard|saw|seen|observed|counted|filmed|recorded|registered|detected|noticed)\b"
    r"(?! (?:no|neither|nothing)\b)",
    re.IGNORECASE,
)
NOT = re.compile(r"\b(?:not|never|nobody|no one|neither)\b", re.IGNORECASE)
ENDS = re.compile(r"[;.]| but | while | and (?=(?:saw|heard|observed|counted|later|spoke)\b)", re.IGNORECASE)


def seen_by_monitors(report: Report, known: Sequence[Violation]) -> Iterator[Violation]:
    """Yield what each sentence tells a monitor to have seen or heard, where nothing `known` stands on it."""
    for sentence in report.reading["sentences"]:
        words = report.words(sentence)
        if is_before(report, sentence["start"]):
            continue
        for found in SEES.finditer(words):
            start = sentence["start"] + found.start("verb")
            end = _end(report, sentence, start)
            if NOT.search(words[_begin(words, found.start()) : found.end()]) or _is_told(known, (start, end)):
                continue
            speaker = _monitor(report, sentence, start)
            kind = class_near(report.ceasefire.taxonomy, report.reading["text"], (start, end), within=(start, end))
            if speaker is not None and kind is not None:
                yield _seen(report, sentence, speaker, kind, (start, end))


def _end(report: Report, sentence: Json, start: int) -> int:
    """Return where what somebody saw ends: before the next thing that is said."""
    ends = ENDS.search(report.reading["text"], start, sentence["end"])
    return ends.start() if ends else int(sentence["end"])


def _begin(words: str, before: int) -> int:
    """Return where the clause begins that somebody sees something in."""
    return max((one.end() for one in ENDS.finditer(words, 0, before)), default=0)


def _is_told(known: Sequence[Violation], at: tuple[int, int]) -> bool:
    """Say whether these words tell of something that is known already."""
    spans = [(one.evidence[0].start or 0, one.evidence[0].end or 0) for one in known if one.evidence[0].document]
    return any(first < at[1] and at[0] < last for first, last in spans)


def _monitor(report: Report, sentence: Json, start: int) -> Speaker | None:
    """Return the monitor that says so: who speaks, or whom the sentence names before, None where it is neither."""
    monitors = {monitor.id: monitor.name for monitor in report.ceasefire.monitors}
    speaker = report.speaker_at(start, start + 1)
    if speaker.column in monitors:
        return speaker
    column = report.monitor_named_before(sentence["start"], start)
    if column is None:
        return None
    via = (speaker.name,) if speaker.column else ()
    return Speaker(column=column, name=monitors[column], via=via, mood=speaker.mood)


def _seen(report: Report, sentence: Json, speaker: Speaker, kind: str, at: tuple[int, int]) -> Violation:
    ceasefire, (start, end) = report.ceasefire, at
    numbers = [q for q in report.reading["quantities"] if start <= q["start"] < end and counts_rounds(report, q)]
    return Violation(
        id=hash_parts("told seen", ceasefire.id, report.document, str(start), str(end)),
        ceasefire=ceasefire.id,
        origin="report",
        said="some",
        claimant=speaker.column,
        claimant_name=speaker.name,
        via=speaker.via,
        kind=kind,
        clauses=ceasefire.clauses_of(kind),
        count=count_of(numbers[0]) if len(numbers) == 1 else None,
        interval=days_at(report, start, end, None),
        mood=speaker.mood,
        evidence=(*report.evidence({"start": start, "end": end}), *report.evidence(sentence)),
    )
