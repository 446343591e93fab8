"""Days that only name something that was made on them: "the truce of 5 May"."""

import functools
import re
from dataclasses import dataclass

from detente.knowledge.files import read_toml

__all__ = ["is_making", "names_by_day"]

REACH = 60
"""Characters before and behind a day in which the thing stands that it names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Patterns:
    before: re.Pattern[str]
    behind: re.Pattern[str]
    led: re.Pattern[str]
    begins_led: re.Pattern[str]
    making: frozenset[str]


def names_by_day(text: str, start: int, end: int) -> bool:
    """Say whether the day at a place of a text only names a truce, an agreement or a paper that was made on it."""
    found = _patterns()
    before = text[max(0, start - REACH) : start]
    if found.before.search(before):
        return True
    is_led = found.led.search(before) or found.begins_led.match(text, start, end)
    return bool(is_led) and found.behind.match(text[end : end + REACH]) is not None


def is_making(words: str) -> bool:
    """Say whether words of a deed are those by which such a thing is made: the day that names it is then the deed's."""
    return not _patterns().making.isdisjoint(words.lower().split())


@functools.cache
def _patterns() -> _Patterns:
    told = {name: words.split() for name, words in read_toml("cues/named_by_day.toml")["words"].items()}
    things, made, kinds, others = (
        "|".join(map(re.escape, told[name])) for name in ("things", "made", "kinds", "others")
    )
    led = r"(?:the|this|that|its|their|under|per)"
    return _Patterns(
        before=re.compile(
            rf"(?<![\w-])(?:{things}),?\s+(?:(?:of|from|dated)|(?:which\s+was\s+)?(?:{made})(?:\s+(?:on|in|of))?)\s+"
            rf"(?:the\s+)?$",
            re.IGNORECASE,
        ),
        behind=re.compile(
            rf"(?:['\u2019]s)?\s+(?:(?:{kinds})\s+){{0,2}}(?:{things})(?![\w-])(?!\s+(?:{others})\b)", re.IGNORECASE
        ),
        led=re.compile(rf"\b{led}\s+$", re.IGNORECASE),
        begins_led=re.compile(rf"{led}\s", re.IGNORECASE),
        making=frozenset(told["making"]),
    )
