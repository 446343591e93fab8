"""What a number counts: the unit or the noun phrase that follows it, or that it counts nothing of ours."""

import re
from dataclasses import dataclass

from detente.reading.quantities.figures import Figure
from detente.reading.quantities.lexicon import load_lexicon

__all__ = ["PERSONS", "Counted", "count_what"]

PERSONS = frozenset({"people", "troops"})
MOST_WORDS = 6
REACH = 90
WORD = re.compile(r" (?:“|\")?([^\W\d_][\w’'&.-]*[\w]|[^\W\d_])")
OF = re.compile(r" (?:more )?of(?: (?:the|its|his|her|their|our|whom|them|these|those))*(?= )")
LAST_WORD = re.compile(r"([\w.’'-]+) (?:\()?$")
TIED_BEHIND = re.compile(r"[-–/:+×x][\w]|[°′″]|(?:st|nd|rd|th)\b|[A-Za-z]")
STRONG = re.compile(r"-strong\b")

LABEL = "a label, not a count"
TIME = "a length of time, not a count"
NOTHING = "a number of nothing that is kept"


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """What a number counts: its kind (None for a number that stands alone), its unit, and where its words end.

    `refused` says why it counts nothing of ours.
    """

    kind: str | None = None
    unit: str | None = None
    end: int
    refused: str | None = None


def count_what(figure: Figure, text: str) -> Counted:
    """Return what a number counts."""
    if figure.sign:
        return _money(figure, text)
    return _measured(figure, text) or _refused(figure, text) or _counted(figure, text)


def _money(figure: Figure, text: str) -> Counted:
    lexicon = load_lexicon()
    unit = lexicon.currency_signs[figure.sign or ""]
    named = lexicon.currency.match(text, figure.end)
    return Counted(kind="money", unit=unit or None, end=named.end() if named else figure.end)


def _measured(figure: Figure, text: str) -> Counted | None:
    """Return an amount of money or of a measure, where its unit follows."""
    lexicon = load_lexicon()
    money = lexicon.currency.match(text, figure.end)
    if money:
        return Counted(kind="money", unit=lexicon.currency_words[money[1]] or None, end=money.end())
    unit = lexicon.unit.match(text, figure.end)
    if unit and not (unit[1].isalpha() and len(unit[1]) <= 2 and text[figure.end] == "-"):  # noqa: PLR2004  "5-m"
        kind, code = lexicon.units[unit[1]]
        return Counted(kind=kind, unit=code or None, end=unit.end())
    return None


def _refused(figure: Figure, text: str) -> Counted | None:
    lexicon = load_lexicon()
    if lexicon.time.match(text, figure.end):
        return Counted(end=figure.end, refused=TIME)
    if TIED_BEHIND.match(text, figure.end) and not STRONG.match(text, figure.end):
        return Counted(end=figure.end, refused=LABEL)
    before = LAST_WORD.search(text, max(0, figure.start - REACH), figure.start)
    if before and before[1].lower() in lexicon.labels:
        return Counted(end=figure.end, refused=LABEL)
    return None


def _counted(figure: Figure, text: str) -> Counted:
    """Return what the noun phrase after a number names."""
    of = OF.match(text, figure.end)
    at = of.end() if of else figure.end
    strong = STRONG.match(text, at)
    if strong:
        return Counted(kind="people", end=strong.end())
    kind, end, last = _noun(text, at)
    if kind is not None:
        return Counted(kind=kind, end=end)
    if last is None:
        return Counted(end=figure.end, refused=NOTHING if of else None)
    return _other(figure, text, last, at)


def _noun(text: str, at: int) -> tuple[str | None, int, re.Match[str] | None]:
    """Return the kind of the last noun that has one, where it ends, and the last word of the phrase."""
    kind, end, last = None, at, None
    for _ in range(MOST_WORDS):
        word = WORD.match(text, at)
        if word is None or not _goes_on(word[1].lower(), first=last is None):
            break
        named = _kind_of(word[1].lower(), last)
        if kind is not None and named is None and not word[1][0].islower():
            break
        if named is not None:
            kind, end = named, word.end()
        elif kind is not None:
            break
        at, last = word.end(), word
    return kind, end, last


def _goes_on(word: str, *, first: bool) -> bool:
    lexicon = load_lexicon()
    return word not in lexicon.stops or (first and word in lexicon.within)


def _kind_of(word: str, before: re.Match[str] | None) -> str | None:
    lexicon = load_lexicon()
    kind = lexicon.nouns.get(word)
    if kind == "mines" and before is not None and before[1].lower() in lexicon.ores:
        return None
    return kind


def _other(figure: Figure, text: str, last: re.Match[str], at: int) -> Counted:
    """Return a count of things without a kind of their own, where it surely is a count."""
    lexicon = load_lexicon()
    noun = next((w for w in WORD.finditer(text, at, last.end()) if _is_plural(w[1])), None)
    before = LAST_WORD.search(text, max(0, figure.start - REACH), figure.start)
    definite = before is not None and before[1].lower() in lexicon.definite
    if noun is None or definite or figure.vague or noun[1] in lexicon.skipped:
        return Counted(end=figure.end, refused=NOTHING)
    return Counted(kind="other", end=noun.end())


def _is_plural(word: str) -> bool:
    return word.islower() and word.endswith("s") and not word.endswith(("ss", "'s", "’s", "us"))
