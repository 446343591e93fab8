"""Retells a report, seeded, for measuring how copies are found: other words, other order of clauses, clumsy English.

Names and places stay; numbers are spelled otherwise; a third of the clauses change places. What it makes is bad English
on purpose, like a text that went through two machine translations.
"""

import random
import re
import tomllib
from pathlib import Path

from detente.documents.copies.sentences import sentences_of

__all__ = ["cut", "reorder", "retell", "sentences_in"]

SYNONYMS = Path(__file__).parent / "copies/synonyms.toml"
NUMBERS = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
]
BY = (
    "accused|arrested|attacked|killed|condemned|rejected|signed|captured|destroyed|released|approved|ordered|banned"
    "|wounded"
)
PASSIVE = re.compile(
    rf"^(?P<who>[A-Z][^,;]{{3,60}}?) (?P<verb>{BY}) (?P<whom>[^,;]{{3,60}}?)"
    r"(?P<rest>(?: (?:in|on|after|for|near|at|during|as|over) .*)?)\.$"
)
CLAUSE = re.compile(
    r"^(?P<main>[^,]{20,}), (?P<link>after|as|while|when|following|because|despite|with) (?P<more>[^,]{10,})\.$"
)
FRONT = re.compile(
    r"^(?P<link>After|As|While|When|Following|In|On|At|During|Despite) (?P<more>[^,]{6,80}), (?P<main>.{15,})\.$"
)
DAY = re.compile(r"^(?P<main>.{20,}) (?P<day>on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\.$")
SAID = re.compile(r"^(?P<who>[A-Z][^,;“\"]{3,60}?) (?:said|says|stated) (?:that )?(?P<what>[^“\"]{15,})\.$")
OWNER = re.compile(r"\b([A-Z][a-z]+)['’]s ((?:[a-z]+ )?[a-z]{4,})\b")
SPLIT = re.compile(r"^(?P<one>.{40,}?),? and (?P<two>[a-z]+(?:ed|s) .{25,})\.$")


def _groups() -> dict[str, list[str]]:
    """Return for every word or phrase those that stand for it."""
    with SYNONYMS.open("rb") as file:
        tables = tomllib.load(file)["groups"]
    found: dict[str, list[str]] = {}
    for line in "\n".join(tables.values()).split("\n"):
        group = [one for one in line.split("|") if one]
        for one in group:
            found.setdefault(one, []).extend(other for other in group if other != one)
    return found


GROUPS = _groups()
KNOWN = re.compile(r"\b(?:" + "|".join(sorted(map(re.escape, GROUPS), key=len, reverse=True)) + r")\b", re.IGNORECASE)


def sentences_in(text: str) -> list[str]:
    """Return the sentences of a text."""
    return [text[start:end] for start, end in sentences_of(text)]


def cut(sentences: list[str], share: float, chance: random.Random) -> list[str]:
    """Leave out a share of the sentences: from the end as an editor would, or anywhere."""
    keep = max(1, round(len(sentences) * (1 - share)))
    if chance.random() < 0.5:
        return sentences[:keep]
    return [sentences[at] for at in sorted(chance.sample(range(len(sentences)), keep))]


def reorder(sentences: list[str], chance: random.Random) -> list[str]:
    """Put the sentences in another order."""
    return chance.sample(sentences, len(sentences))


def retell(sentences: list[str], chance: random.Random, *, words: float = 0.8) -> list[str]:
    """Return the sentences told in other words; `words` is the share of the known words that are replaced."""
    told = [_clumsy(_numbered(_reworded(_turned(one, chance), chance, words), chance), chance) for one in sentences]
    told = [part for one in told for part in _parted(one, chance)]
    if len(told) > 4 and chance.random() < 0.5:
        at = chance.randrange(len(told) - 1)
        told[at], told[at + 1] = told[at + 1], told[at]
    return told


def _turned(sentence: str, chance: random.Random) -> str:
    for pattern, form in (
        (PASSIVE, "{whom} was {verb} by {who}{rest}."),
        (SAID, "According to {who}, {what}."),
        (CLAUSE, "{link} {more}, {main}."),
        (FRONT, "{main}, {link} {more}."),
        (DAY, "{day}, {main}."),
    ):
        match = pattern.match(sentence)
        if match and chance.random() < 0.75:
            parts = {name: _lowered(part) for name, part in match.groupdict().items()}
            return _raised(form.format(**parts))
    return sentence


def _reworded(sentence: str, chance: random.Random, share: float) -> str:
    def other(match: re.Match[str]) -> str:
        if chance.random() > share:
            return match[0]
        found = GROUPS.get(match[0]) or GROUPS.get(match[0].lower())
        chosen = chance.choice(found) if found else match[0]
        return _raised(chosen) if match[0][0].isupper() else chosen

    return KNOWN.sub(other, sentence)


def _numbered(sentence: str, chance: random.Random) -> str:
    def spelled(match: re.Match[str]) -> str:
        value = int(match[0])
        return NUMBERS[value - 1] if 0 < value <= len(NUMBERS) and chance.random() < 0.7 else match[0]

    def figure(match: re.Match[str]) -> str:
        return str(NUMBERS.index(match[0].lower()) + 1) if chance.random() < 0.7 else match[0]

    months = r"(?! (?:January|February|March|April|May|June|July|August|September|October|November|December))"
    if chance.random() < 0.5:
        return re.sub(rf"(?<![\d.,/-])\b\d{{1,2}}\b(?![\d.,/-]\d){months}", spelled, sentence)
    return re.sub(r"\b(?:" + "|".join(NUMBERS[1:]) + r")\b", figure, sentence)


def _clumsy(sentence: str, chance: random.Random) -> str:
    """Turn possessives round, lose articles, put others where none belong."""
    if chance.random() < 0.6:
        sentence = OWNER.sub(r"the \2 of \1", sentence)
    sentence = re.sub(r" (?:the|a|an) (?=[a-z])", lambda m: " " if chance.random() < 0.3 else m[0], sentence)
    sentence = re.sub(
        r" (in|for|with) (?=[a-z])", lambda m: f" {m[1]} the " if chance.random() < 0.15 else m[0], sentence
    )
    return re.sub(r"\s+", " ", sentence)


def _parted(sentence: str, chance: random.Random) -> list[str]:
    match = SPLIT.match(sentence)
    if match and chance.random() < 0.5:
        return [f"{match['one']}.", _raised(f"it {match['two']}.")]
    return [sentence]


def _lowered(part: str) -> str:
    first = part.split(" ", 1)[0]
    small = first in {
        "The",
        "A",
        "An",
        "At",
        "In",
        "On",
        "After",
        "As",
        "While",
        "When",
        "Following",
        "During",
        "Despite",
    }
    return part[:1].lower() + part[1:] if small else part


def _raised(part: str) -> str:
    return part[:1].upper() + part[1:]
