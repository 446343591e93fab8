"""In what standing a sum is told: given, planned, only if something else happens, or not at all."""

import re

from detente.registry.assertions.assertion import Standing
from detente.registry.assertions.telling import Span
from detente.registry.projects.sums import Sum, is_refused
from detente.registry.projects.wording import told_words, wording

__all__ = ["PLEDGES", "claimed_standing"]

PLEDGES = frozenset({"pledged", "pledged per year"})
EXPECTED = "estimated cost"
CUT = re.compile(
    r"[;:]|, (?:and |but )?(?=\w)|\b(?:that|but|while|although|who|which)\b"
    r"|\band (?=(?:has|have|had|will|would|is|was)\b)"
)
"""Where another clause begins before the words that tell of a sum."""
MODAL = re.compile(r"\b(?:will|would|could|may|might|shall|can)\b|\b(?:wo|would|could|ca)n't\b|'(?:ll|d)\b")


def claimed_standing(one: Sum, kind: str, told: Span) -> Standing:
    """Return the standing of a sum: as what claims it has it, then as its verb has it, then as its kind has it."""
    claimed = one.telling.standing(*told)
    if claimed in {"denied", "alleged", "hoped"}:
        return claimed
    verb = _verb(one, told)
    of_verb = "negated" if is_refused(one) else _told_by(verb)
    if _is_conditional(one, verb, kind):
        return "hypothetical"
    if of_verb == "negated":
        return "negated"
    if kind in PLEDGES:
        return "planned"
    if kind == EXPECTED:
        return "expected"
    return of_verb or claimed


def _verb(one: Sum, told: Span) -> str:
    """Return the words from where the clause of a sum begins to the sum."""
    start = told[0] - one.home[0]
    before = one.words[:start]
    cuts = [cut.end() for cut in CUT.finditer(before)]
    return one.words[(cuts[-1] if cuts else 0) : max(start, one.place)]


def _told_by(verb: str) -> Standing | None:
    """Return the standing that the words of a verb tell, None where they tell none: the first that is there."""
    for standing, signs in wording()["money"]["standing"].items():
        if re.search(rf"(?:(?<!\w)(?:{'|'.join(signs)}))(?!\w)", verb):
            made: Standing = standing
            return made
    return None


def _is_conditional(one: Sum, verb: str, kind: str) -> bool:
    """Whether a sum stands in the clause of a condition, or is what would follow from one."""
    conditions = rf"(?<!as )(?<!even )\b(?:{told_words(*wording()['money']['conditions'])})\b"
    if re.search(rf"{conditions}[^,;]*\Z", one.words[: one.place], re.IGNORECASE):
        return True
    follows = kind in PLEDGES or kind == EXPECTED or MODAL.search(verb) is not None
    return follows and re.search(conditions, one.words, re.IGNORECASE) is not None
