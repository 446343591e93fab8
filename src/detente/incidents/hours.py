"""Words of a sentence that tell one happening from the next: the part of the day, and that it is a further one."""

import re

__all__ = ["part_of_day", "says_another"]

PARTS = {
    "night": "night", "overnight": "night", "midnight": "night", "dawn": "early", "sunrise": "early",
    "morning": "morning", "noon": "midday", "midday": "midday", "afternoon": "afternoon", "evening": "evening",
    "dusk": "evening", "sunset": "evening", "nightfall": "evening",
}  # fmt: skip
WORD = re.compile(r"\b(?:" + "|".join(PARTS) + r")\b", re.IGNORECASE)
CLOCK = re.compile(r"\b(\d{1,2})(?:[:.]\d{2})?\s*([ap])\.?m\b|\b([01]?\d|2[0-3]):[0-5]\d\b", re.IGNORECASE)
UNTIL = ((4, "night"), (7, "early"), (11, "morning"), (13, "midday"), (18, "afternoon"), (21, "evening"), (25, "night"))
"""The hour before which each part of the day ends."""
ANOTHER = re.compile(
    r"\b(?:second|another|separate|separately|third|fourth|fifth|further|subsequent|fresh|elsewhere|later|other)\b",
    re.IGNORECASE,
)


def part_of_day(text: str) -> frozenset[str]:
    """Return the parts of the day that a text names, by a word or by the clock."""
    named = {PARTS[match[0].lower()] for match in WORD.finditer(text)}
    return frozenset(named | {_part_of(_hour(*match.groups())) for match in CLOCK.finditer(text)})


def says_another(text: str) -> bool:
    """Say whether a text speaks of a further one of something."""
    return ANOTHER.search(text) is not None


def _hour(half: str | None, which: str | None, plain: str | None) -> int:
    if half is None:
        return int(plain or 0)
    return int(half) % 12 + (12 if which in {"p", "P"} else 0)


def _part_of(hour: int) -> str:
    return next(name for until, name in UNTIL if hour < until)
