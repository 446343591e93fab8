"""The small words, letters and forms of lines by which a stretch of text is told to be no English prose."""

import functools
import re
from dataclasses import dataclass

from detente.knowledge.files import read_toml

__all__ = ["Signs", "load_signs"]

WORDS_FILE = "prose/words.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Signs:
    """What is looked for, as the data file has it."""

    english: frozenset[str]
    endings: tuple[str, ...]
    particles: frozenset[str]
    loans: frozenset[str]
    languages: tuple[str, ...]
    owners: dict[str, tuple[str, ...]]
    """Languages by small word."""
    letters: dict[str, frozenset[str]]
    """Languages by letter beyond those of English."""
    lines: tuple[tuple[str, tuple[re.Pattern[str], ...]], ...]
    """Forms of lines by the kind of text that they are lines of."""
    onward: frozenset[str]
    small: frozenset[str]


@functools.cache
def load_signs() -> Signs:
    """Read the data file once a process."""
    rows = read_toml(WORDS_FILE)
    owners: dict[str, list[str]] = {}
    letters: dict[str, set[str]] = {}
    for name, own in rows["languages"].items():
        for word in dict.fromkeys(own["words"].split()):
            owners.setdefault(word, []).append(name.replace("_", " "))
        for letter in own["letters"]:
            letters.setdefault(letter, set()).add(name.replace("_", " "))
    kinds = (("data records", "records"), ("program code", "code"), ("log lines", "logs"))
    return Signs(
        english=frozenset(rows["english"].split()),
        endings=tuple(rows["endings"]),
        particles=frozenset(rows["particles"].split()),
        loans=frozenset(rows["loans"].split()),
        languages=tuple(name.replace("_", " ") for name in rows["languages"]),
        owners={word: tuple(names) for word, names in owners.items()},
        letters={letter: frozenset(names) for letter, names in letters.items()},
        lines=tuple((name, tuple(map(re.compile, rows[key]["lines"]))) for name, key in kinds),
        onward=frozenset(rows["verse"]["onward"].split()),
        small=frozenset(rows["verse"]["small"].split()),
    )
