"""Whether what a report tells of an agreement was, is to be, or is not to be: by the words before its verb."""

import re
from collections.abc import Sequence

from detente.registry.assertions.assertion import Day, Standing
from detente.registry.assertions.telling import Span, Telling

__all__ = ["CONTRAST", "standing_of"]

LOOK = 90
"""Characters before a verb that may say whether it is told as a fact."""
OTHER_THAN = r"(?:(?:and |but )?not|rather than|instead of|unlike)\s+(?:the\s+)?(?-i:[A-Z])"
CONTRAST = re.compile(rf",?\s+{OTHER_THAN}[^,;:]{{0,60}}?,?\s*$", re.IGNORECASE)
"""Who did not do it, set against who did, right before the verb: "Ostrel, not Velduria, signed"."""
NOT_BUT = re.compile(r"\bnot\s+(?:the\s+)?[A-Z][^,;:]{0,60}?,?\s+but\b")
ASKED = re.compile(r"\?[\s”’\"')\]]*$")
ASKED_BY = re.compile(r"[^.!“”\"]*\?[”\"]")
"""What stands behind a verb within the marks of a question that somebody is quoted with."""
UNREAL = re.compile(
    r"^\W*(?:had|were|should)\s+(?!(?:been|to)\b)[^;:]*$"
    r"|\b(?:would|could|might)\b[^,;:]*\s(?:had|were)\s+[^,;:]*$"
    r"|[,;:]\s+(?:had|were)\s+(?:the\s+|it\s+|they\s+|he\s+|she\s+|(?-i:[A-Z]))[^,;:]*$",
    re.IGNORECASE,
)
"""A condition that begins with its verb: "Had Ostrel signed the treaty, ..."."""
NEITHER_BY = re.compile(r"\s+neither\b", re.IGNORECASE)
WORDS: Sequence[tuple[Standing, str]] = (
    ("negated", r"\bneither\b[^;:]*$"),
    ("happened", r"\bvot(?:e|es|ed)\s+to\s+$"),
    ("planned", r"\b(?:will|set to|due to|going to|expected to) be\b[^,;:]{0,30}\bto\s+$"),
    ("negated", (
        r"\b(?:not|never|n['’]t|without|(?:refus|declin|fail|neglect)\w*(?: to)?|yet to|"
        r"no plans? to|unwilling to|nobody|none of them)\s+(?:yet |been |be |have |also |"
        r"\w+ly )*$"
    )),
    ("demanded", r"\bcalls? to\s+$"),
    ("negated", r"\b(?:refus|declin|fail)\w*\b[^,;:]{0,40}\bto\s+$"),
    ("hypothetical", r"\b(?:unlikely to|in favou?r of|against|consider\w*|the idea of)\s+(?:\w+ly )*$"),
    ("demanded", (
        r"\b(?:urg|demand|appeal|press|insist|ask|request|call(?:s|ed|ing)? (?:on|upon|for))\w*\b[^,;:]*\b(?:to|"
        r"that|for)\b[^,;:]*$"
    )),
    ("demanded", r"\b(?:must|should|ought to|needs? to|ha(?:s|ve) to)\s+(?:be |also |\w+ly )*$"),
    ("hypothetical", r"\b(?:threat\w*|warn\w*)\b[^;:]*$"),
    ("negated", r"\b(?:(?:stall|balk|postpon|delay|reject|resist)\w*|oppos(?:e|es|ed|ing))\s+(?:\w+\s+){0,2}$"),
    ("hypothetical", r"\b(?:for|allow\w*|make|let|enabl\w*)\b[^,;:]{0,40}\bto\s+$"),
    ("hypothetical", r"\b(?:make|makes|made|let|lets)\s+(?:\w+ ){1,3}$"),
    ("hypothetical", r"\b(?:if|unless|whether)\b[^,;:]*$"),
    ("hypothetical", (
        r"\b(?:could|may|might|would|can|(?:ready|prepared|willing|free|able) to)\s+(?:be |"
        r"have |also |\w+ly )*$"
    )),
    ("hoped", (
        r"\b(?:hop\w+|want\w*|wish\w*|seek\w*|try\w*|tri(?:es|ed)|keen|eager)\s+(?:\w+ )?to\s+(?:be |"
        r"\w+ly )*$"
    )),
    ("expected", r"\b(?:expected|likely)\s+(?:\w+ )?to\s+(?:be |\w+ly )*$"),
    ("planned", (
        r"\b(?:will|shall|going to|due to|set to|about to|scheduled to|(?:is|are|was|were) to|"
        r"plan\w* to|intend\w* to|agree\w* to|decid\w+ to|promise[sd]? to|vow\w* to|pledg\w+ to|"
        r"prepar\w+ to|want\w* to|invit\w+ to|announc\w+ (?:its|their|his) (?:intention|"
        r"decision) to)\s+(?:be |also |soon |now |\w+ly )*$"
    )),
    ("alleged", r"\b(?:accus|blam|alleg|denounc|suspect)\w*\b[^;:]*$"),
    ("planned", (
        r"(?<!states )(?<!state )(?<!country )(?<!countries )(?<!nation )(?<!one )(?<!first )"
        r"(?<!last )(?<!latest )\bto\s+$"
    )),
)  # fmt: skip
"""What words stand before a verb that is no fact, in the order in which they are asked for."""
LEADS = tuple((standing, re.compile(pattern, re.IGNORECASE)) for standing, pattern in WORDS)


def standing_of(telling: Telling, verb: Span, day: Day | None) -> Standing:
    """Return in what standing a verb of the text is told; one of a day after its report is planned."""
    sentence = telling.sentence_at(verb[0])
    told = _of_sentence(telling, sentence, verb)
    if told is not None:
        return told
    before, is_cut = _without_others(telling.text[max(sentence[0], verb[0] - LOOK) : verb[0]])
    by_reading = telling.standing(*verb)
    if by_reading == "negated" and is_cut:
        by_reading = "happened"  # the "not" is of another than who did it
    if by_reading in {"denied", "negated"}:
        return by_reading
    by_words = next((standing for standing, lead in LEADS if lead.search(before)), None)
    if by_words is not None:
        return by_words
    if by_reading not in {"happened", "background", "ongoing", "alleged"}:
        return by_reading
    if day and day.first and telling.published and day.first > telling.published:
        return "planned"
    return by_reading


def _of_sentence(telling: Telling, sentence: Span, verb: Span) -> Standing | None:
    """Return the standing that the form of a sentence gives its verb, whatever stands right before it."""
    if _is_supposed(telling, sentence, verb):
        return "hypothetical"
    return "negated" if NEITHER_BY.match(telling.text, verb[1]) else None


def _is_supposed(telling: Telling, sentence: Span, verb: Span) -> bool:
    """Say whether a verb stands in a question or in a condition: nobody says that it was so."""
    if ASKED.search(telling.text, *sentence) or ASKED_BY.match(telling.text, verb[1], sentence[1]):
        return True
    return UNREAL.search(telling.text[sentence[0] : verb[0]]) is not None and not _is_main(telling, sentence, verb)


def _is_main(telling: Telling, sentence: Span, verb: Span) -> bool:
    """Say whether a comma parts a verb from the condition at the head of its sentence, and no "would" stands by it."""
    clause = telling.text[sentence[0] : verb[0]].rpartition(",")
    return bool(clause[1]) and re.search(r"\b(?:would|could|might|had|were)\b", clause[2], re.IGNORECASE) is None


def _without_others(before: str) -> tuple[str, bool]:
    """Return the words before a verb without whom it is said not of, and whether there was such a one."""
    cut = NOT_BUT.sub("", CONTRAST.sub(" ", before))
    return cut, cut != before
