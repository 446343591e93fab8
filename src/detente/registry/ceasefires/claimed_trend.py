"""Whether a trend that a sentence claims is one of a ceasefire's violations.

It is where the sentence speaks of a truce, and where it speaks of violations, or of a class that force is of, and says
whose: a party's, or along a line of the ceasefire. Who speaks for a party or monitors it need not say whose violations.
"""

import re
from collections.abc import Iterator

from detente.registry.ceasefires.classing import class_spans
from detente.registry.ceasefires.report import TRUCE, Json, Report

__all__ = ["ABOUT", "trend_claimed"]

ABOUT = re.compile(r"\b(?:violations?|breach(?:es)?|shelling|situation|tensions?|incidents?|stab\w+)\b", re.IGNORECASE)
BROKEN = re.compile(
    r"(?<!rights )(?<!traffic )(?<!safety )(?<!law )\b(?:violations?|breach(?:es)?)\b"
    r"(?! of (?:\w+ )?(?:\w+ )?(?:rights|laws?|sanctions|rules|privacy))",
    re.IGNORECASE,
)
CHANGES = {
    "falling": re.compile(
        r"\b(?:decreas|declin|fall(?:s|ing|en)?\b|fell\b|drop|diminish|lessen|fewer\b|reduc|subsid|dwindl)",
        re.IGNORECASE,
    ),
    "rising": re.compile(
        r"\b(?:increas|ris(?:e|es|en|ing)\b|rose\b|grow|grew\b|escalat|intensif|more frequent)", re.IGNORECASE
    ),
}
APART = re.compile(r"[,;:]|\b(?:despite|while|although|though|but|because|amid|after|before|since)\b", re.IGNORECASE)
"""What parts words that change from others beside them: "trade grows despite violations"."""
BY = re.compile(r"\bby (?:the )?$", re.IGNORECASE)


def trend_claimed(report: Report, sentence: Json, claim: Json | None) -> str | None:
    """Return the trend of a sentence's claim where it is one of the ceasefire's violations, else None."""
    trend: str | None = claim.get("trend") if claim else None
    words = report.words(sentence)
    change = CHANGES.get(trend or "")
    if claim is None or trend is None or (change is not None and not change.search(words)):
        return None
    if TRUCE.search(words):
        return trend if ABOUT.search(words) else None
    content = claim["content"] if claim["content"]["end"] <= sentence["end"] else sentence
    return trend if _is_of_ceasefire(report, content, claim, change) else None


def _is_of_ceasefire(report: Report, content: Json, claim: Json, change: re.Pattern[str] | None) -> bool:
    if _is_by_others(report, content):
        return False
    words = report.words(content)
    broken = [(one.start(), one.end()) for one in BROKEN.finditer(words)]
    is_ours = _names_whose(report, content)
    own = broken if is_ours or report.speaker(claim).column else []
    return any(_changes(words, at, change) for at in (*own, *(_force(report, content) if is_ours else ())))


def _changes(words: str, at: tuple[int, int], change: re.Pattern[str] | None) -> bool:
    """Say whether the words at a place are what changes: nothing parts them from a word of change."""
    if change is None:
        return True
    gaps = (words[min(at[1], one.end()) : max(at[0], one.start())] for one in change.finditer(words))
    return any(not APART.search(gap) for gap in gaps)


def _force(report: Report, content: Json) -> Iterator[tuple[int, int]]:
    """Yield where words of a class stand that events of force are of; works and exercises also go on in peace."""
    taxonomy, start = report.ceasefire.taxonomy, content["start"]
    for kind, (first, last) in class_spans(taxonomy, report.reading["text"], within=(start, content["end"])):
        if taxonomy[kind].events:
            yield first - start, last - start


def _names_whose(report: Report, content: Json) -> bool:
    """Say whether words name a party, or a line or an area of the ceasefire or a place on it."""
    return report.stretch_in(content) is not None or any(
        report.party_named(report.side(one)) for one in _named_in(report, content)
    )


def _is_by_others(report: Report, content: Json) -> bool:
    """Say whether it is told of what somebody else does than the parties."""
    text: str = report.reading["text"]
    return any(
        BY.search(text[content["start"] : one["start"]]) and report.party_named(report.side(one)) is None
        for one in _named_in(report, content)
    )


def _named_in(report: Report, content: Json) -> Iterator[Json]:
    first, last = content["start"], content["end"]
    return (one for one in report.reading["mentions"] if first <= one["start"] and one["end"] <= last)
