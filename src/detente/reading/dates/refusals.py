"""What has the form of a date and is none: a brigade's name, a count of troops, a family name."""

import functools
import re
from dataclasses import dataclass

from detente.reading.dates.grammar import Expression, load_grammar
from detente.reading.dates.told import LENGTH

__all__ = ["refusal"]

NAME = "part of a name, not a date"
NUMBER = "a number that counts or labels, not a year"
WORD = "a plain word or a person's name, not a month"
CERTAIN_YEARS = range(1700, 2100)
ANY_YEARS = range(1000, 2201)
ROUND = 100
REACH = 40
LASTING = re.compile(r"\b(?:for|lasting|lasted|lasts|last|took|of)(?: the)? $")
CAPITALISED = re.compile(r" (?:[A-Z][\w’'-]*(?: |\b))+")
NEXT_WORD = re.compile(r"[ -]([A-Za-z]+\d?)")
LAST_WORD = re.compile(r"([A-Za-z]+\.?)[ -]\(?$")
LAST_TWO = re.compile(r"([A-Za-z]+) ([A-Za-z]+) $")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Lists:
    """The word lists that tell dates from what only looks like one."""

    heads: frozenset[str]
    before: frozenset[str]
    titles: re.Pattern[str]
    numbered: frozenset[str]
    yearly: frozenset[str]
    counting: frozenset[str]
    counted: frozenset[str]
    plain: frozenset[str]
    after: frozenset[str]
    after_before_names: frozenset[str]
    timed: frozenset[str]
    not_before: re.Pattern[str]


@functools.cache
def _lists() -> _Lists:
    tables = load_grammar().words.tables
    names, numbers, plain = tables["names"], tables["numbers"], tables["plain_months"]
    return _Lists(
        heads=frozenset(names["heads"]),
        before=frozenset(names["before"]),
        titles=re.compile(rf"\b[A-Z][\w’'-]* (?:{'|'.join(names['titles'])}),?(?: of)? \(?$"),
        numbered=frozenset(numbers["numbered"]),
        yearly=frozenset(numbers["yearly"]),
        counting=frozenset(numbers["counting"]),
        counted=frozenset(numbers["counted"]),
        plain=frozenset(plain["names"]),
        after=frozenset(plain["after"]),
        after_before_names=frozenset(plain["after_before_names"]),
        timed=frozenset(plain["timed"]),
        not_before=re.compile(
            plain["not_before"].replace("{month}", f"(?:{'|'.join([*tables['months'], *tables['short_months']])})\\b")
        ),
    )


def refusal(found: Expression, text: str, *, joined: bool) -> str | None:
    """Return why an expression is no date, or None.

    `joined` says that a date before it leads up to it ("1939 to 1945").
    """
    if found.kind in {"day", "month", "weekday", "year"} and _is_name(found, text):
        return NAME
    if found.pieces.get("side") == "from" and LASTING.search(text, max(0, found.start - REACH), found.start):
        return LENGTH
    if "tied" in found.pieces and not joined:
        return NUMBER
    if found.kind == "month" and _is_plain_word(found, text, joined=joined):
        return WORD
    if found.kind in {"year", "years"} and "era" not in found.pieces and not _is_year(found, text, joined=joined):
        return NUMBER
    return None


def _is_name(found: Expression, text: str) -> bool:
    """Say whether capitalised words around it make a name of it."""
    lists = _lists()
    if LAST_WORD.search(text, max(0, found.start - REACH), found.start):
        before = text[max(0, found.start - REACH) : found.start].split()
        if before and before[-1] in lists.before:
            return True
    if found.kind == "year" and lists.titles.search(text, max(0, found.start - REACH), found.start):
        return True  # "the Official Secrets Act of 1911"
    return not lists.heads.isdisjoint(_names_after(found, text))


def _names_after(found: Expression, text: str) -> list[str]:
    """Return the capitalised words that follow directly."""
    following = CAPITALISED.match(text, found.end, found.end + REACH)
    return following[0].split() if following else []


def _is_plain_word(found: Expression, text: str, *, joined: bool) -> bool:
    """Say whether a month's name that is also a word or a family name stands where it need not be a month."""
    lists = _lists()
    alone = found.pieces.get("month") in lists.plain and not {"year", "part"} & found.pieces.keys()
    if not alone or joined:
        return False
    if text[found.end : found.end + 1] in {"-", "–"} or text[found.start - 1 : found.start] == "(":
        return False
    before = LAST_WORD.search(text, max(0, found.start - REACH), found.start)
    word = before[1] if before else ""
    if lists.not_before.match(text, found.end):
        return True
    if word.lower() in lists.after or _names_after(found, text):
        return word.lower() not in lists.after_before_names and bool(_names_after(found, text))
    return found.pieces["month"] in lists.timed or not word.islower()


def _is_year(found: Expression, text: str, *, joined: bool) -> bool:
    year = found.number("year")
    if year not in ANY_YEARS or _follows_a_mark(found, text, joined=joined):
        return False
    lists = _lists()
    before = LAST_WORD.search(text, max(0, found.start - REACH), found.start)
    word = before[1].lower() if before else ""
    if (
        (word == "at" and "part" not in found.pieces)
        or word in lists.counting
        or word.rstrip(".") in lists.numbered
        or _counts_of(found, text)
    ):
        return False
    timed = word in lists.yearly or joined or "part" in found.pieces or text[found.start - 1 : found.start] == "("
    if not _fits_before(found, text, timed=timed and bool(year % ROUND)):
        return False
    return year in CERTAIN_YEARS or timed


def _follows_a_mark(found: Expression, text: str, *, joined: bool) -> bool:
    """Say whether a hyphen, slash or point ties it to something before it ("555-1992", "Su-2000")."""
    mark = text[found.start - 1 : found.start]
    if joined or not mark or mark not in "-–/.:%":
        return False
    before = re.search(r"(\w+)[-–]$", text[max(0, found.start - 8) : found.start])
    return not (before and before[1].lower() in {"pre", "post", "mid"})


def _counts_of(found: Expression, text: str) -> bool:
    two = LAST_TWO.search(text, max(0, found.start - REACH), found.start)
    return two is not None and f"{two[1]} {two[2]}".lower() in {"total of", "out of", "one of", "some of", "group of"}


def _fits_before(found: Expression, text: str, *, timed: bool) -> bool:
    """Say whether what comes after lets it be a year: not "2000 troops", yet "in 2003 troops invaded"."""
    after = NEXT_WORD.match(text, found.end)
    if text[found.end : found.end + 1] in {"%", "°", "+"}:
        return False
    return after is None or timed or after[1].lower() not in _lists().counted
