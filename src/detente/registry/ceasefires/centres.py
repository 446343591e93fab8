"""Where a sentence speaks of those who monitor, and whether it says of them what they are there for.

What a centre says, saw or could not see is told by it, and not of it: "the centre said it did not observe any fire"
says nothing of what the centre is.
"""

import re
from collections.abc import Iterator

from detente.incidents.remarks import find_remark
from detente.registry.ceasefires.claimants import column_of_speaker
from detente.registry.ceasefires.report import TRUCE, Json, Report
from detente.registry.institutions.words import NAME

__all__ = ["CONTROL", "Centre", "centre_in", "has_staff", "is_there_for"]

Centre = tuple[int, int]
"""Where in its sentence a centre is named."""
CONTROL = re.compile(r"\b(?:under (?:full |complete |our |strict )?control|in check)\b", re.IGNORECASE)
DOES = r"(?:monitor|observ|oversee|supervis|verif|control)\w*"
FUNCTION = re.compile(rf"\b(?!(?:observed|verified)\b){DOES}\b", re.IGNORECASE)
"""What a centre may be there for. What is observed and verified is what it found."""
PURPOSE = re.compile(
    r"\b(?:(?<!able )(?<!failed )(?<!allowed )(?<!permitted )(?<!managed )to|will|would|shall|for|of"
    rf"|tasked with|charged with) (?:\w+ly )?{DOES}\b",
    re.IGNORECASE,
)
"""Words that say what somebody is there for, whatever else the sentence tells."""
ASKED = re.compile(
    r"\b(?:urg|call|ask|remind|demand|press|appeal|order|warn|advis|request)(?:e[ds]?|s|ing|ed)?\b", re.IGNORECASE
)
"""Words of a centre behind which others are to do it: that both sides observe a ceasefire is no task of its own."""
OWN = re.compile(
    r"\b(?:it|we|they|cent(?:re|er)|mission|observers?|patrols?) (?:(?:is|are|has|have|been|\w+ly) )*"
    rf"(?!observed){DOES}\b",
    re.IGNORECASE,
)
"""What a centre says of itself."""
FOUND = re.compile(
    r"\b(?:observed|recorded|registered|saw|heard|found|detected|counted|verified|confirmed|documented)\b",
    re.IGNORECASE,
)
OWN_STAFF = re.compile(
    r"\b(?:it|we|cent(?:re|er)|mission) (?:\w+ )?(?:has|have|had|employs?|consists?)\b"
    r"|\b(?:its|our) (?:\w+ )?(?:staff|personnel|strength)\b",
    re.IGNORECASE,
)
NEAR = 60
"""Characters behind a centre's name in which a verb is taken to say what it did."""


def centre_in(report: Report, sentence: Json, words: str) -> Centre | None:
    """Return where a sentence names who monitors: a monitor of the file, or a centre with what it is there for."""
    monitors = {monitor.id for monitor in report.ceasefire.monitors}
    for mention in report.reading["mentions"]:
        within = sentence["start"] <= mention["start"] < sentence["end"]
        if within and column_of_speaker(report.side(mention), report.ceasefire) in monitors:
            return mention["start"] - sentence["start"], mention["end"] - sentence["start"]
    found = NAME.search(words)
    return found.span() if found and FUNCTION.search(words, found.end()) else None


def is_there_for(report: Report, sentence: Json, words: str, centre: Centre) -> bool:
    """Say whether a sentence tells what a centre is there for."""
    if not (TRUCE.search(words) or NAME.search(words)):
        return False
    if any(not ASKED.search(words, centre[1], purpose.start()) for purpose in PURPOSE.finditer(words)):
        return True
    if _has_found(words, centre):
        return False
    said = _speech_of(report, sentence, centre)
    if said is None and ASKED.search(words, centre[1], centre[1] + NEAR):
        return False
    spans = list(_functions(words, centre, speaks=said is not None))
    if said is None:
        return bool(spans)
    return any(not _is_within(span, said) for span in spans) or bool(OWN.search(words, *said))


def has_staff(report: Report, sentence: Json, words: str, centre: Centre, at: int) -> bool:
    """Say whether a number `at` so many characters into a sentence may be of a centre's people.

    Those whom a centre saw or speaks of are not, unless it speaks of its own.
    """
    said = _speech_of(report, sentence, centre)
    if said is not None and _is_within((at, at), said):
        return bool(OWN_STAFF.search(words, said[0], at))
    return not _has_found(words, centre)


def _has_found(words: str, centre: Centre) -> bool:
    """Say whether a sentence tells what a centre saw, or that it saw nothing or could not."""
    remark = find_remark(words)
    if remark is not None and remark[0] != "none":
        return True
    return FOUND.search(words, centre[1], centre[1] + NEAR) is not None


def _functions(words: str, centre: Centre, *, speaks: bool) -> Iterator[tuple[int, int]]:
    """Yield where words for a function stand; in the name of who speaks they name it only."""
    held = [match.span() for match in CONTROL.finditer(words)]
    held += [centre] if speaks else []
    for match in FUNCTION.finditer(words):
        if not any(_is_within(match.span(), span) for span in held):
            yield match.span()


def _speech_of(report: Report, sentence: Json, centre: Centre) -> tuple[int, int] | None:
    """Return which part of a sentence is what the centre itself says, None where it says nothing."""
    start = sentence["start"]
    for claim in report.reading["claims"]:
        source, content = claim["source"], claim["content"]
        if not source or not (start <= content["start"] < sentence["end"]):
            continue
        names = source["start"] - start < centre[1] and centre[0] < source["end"] - start
        if names:
            return content["start"] - start, min(content["end"], sentence["end"]) - start
    return None


def _is_within(span: tuple[int, int], other: tuple[int, int]) -> bool:
    return other[0] <= span[0] and span[1] <= other[1]
