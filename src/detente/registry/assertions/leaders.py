"""Who leads or fights for an armed group, as words tell: "the River Front's commander", "leader of the River Front".

Such a person acts for the group, and not for the state whose citizen he or she is.
"""

import functools
import re

from detente.knowledge.organisations import organisation_names

__all__ = ["group_of"]

ARMED = frozenset({"REB", "PRM"})
OFFICE = (
    r"(?:(?:deputy|former|late|top|senior|military|political|field|local|regional|rebel) )?"
    r"(?:leader|commander|chief|head|founder|spokes\w+|fighter|militant|warlord|member|officer|rebel)s?"
)
BEFORE = re.compile(rf"(?P<group>[\w'\u2019 -]{{3,80}}?)(?:['\u2019]s?)?\s+{OFFICE},?\s+$")
AFTER = re.compile(rf",?\s+(?:an? |the )?{OFFICE} (?:of|for|in|from) (?:the )?(?P<group>[\w'\u2019 -]{{3,80}})")


def group_of(name: str, words: str) -> str | None:
    """Return the known armed group that words make somebody of this name a leader or a fighter of, None for others."""
    said = " ".join(words.split())
    for found in re.finditer(rf"(?<!\w){re.escape(' '.join(name.split()))}(?!\w)", said):
        before, after = BEFORE.search(said[: found.start()]), AFTER.match(said, found.end())
        for told, is_before in ((before, True), (after, False)):
            group = _known(told["group"].replace("\u2019", "'"), is_before=is_before) if told else None
            if group is not None:
                return group
    return None


def _known(words: str, *, is_before: bool) -> str | None:
    """Return the group whose name words end with, or begin with: the longest."""
    parts = words.split()
    for size in range(len(parts), 0, -1):
        found = _groups().get(" ".join(parts[-size:] if is_before else parts[:size]))
        if found is not None:
            return found
    return None


@functools.cache
def _groups() -> dict[str, str]:
    """Return armed groups by each of their names."""
    return {
        form.replace("\u2019", "'"): known.canonical
        for form, known in organisation_names()
        if ARMED.intersection(known.sectors)
    }
