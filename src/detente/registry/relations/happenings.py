"""What is told of two actors, happening by happening: counted, told otherwise, or recalled.

What the record puts into one incident is one happening, whoever tells of it and however often. It is counted where
somebody tells it as having been or going on. What is only alleged, denied, planned, demanded or supposed stands apart,
and so does what is recalled from before.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from detente.incidents.dealing import Dealing
from detente.knowledge.plover import Quad, plover
from detente.registry.relations.parties import Belonging, Pair

__all__ = ["COUNTED", "RECALLED", "Happening", "Linked", "Way", "Word", "happenings_of", "status_of", "way_of"]

Way = Literal["first to second", "second to first", "both", "unclear"]
"""Who deals with whom: the one with the other, both with each other, or reports differ about it."""
Word = Literal["first", "second", "first and second", "others"]
"""By whose word it is told: by one of the two alone, by the two and nobody else, or by others (as well)."""
COUNTED = frozenset({"happened", "ongoing"})
RECALLED = "background"
ORDER = ("background", "planned", "alleged", "demanded", "hypothetical", "denied", "negated")
"""As what a happening stands apart that is told in several ways, none of them counted: the first of these."""
RECALLING = re.compile(
    r"\banniversar(?:y|ies) of\b|\b(?:[\w-]+) (?:years|decades) (?:after|since)\b|\bin memory of\b", re.IGNORECASE
)
"""Words after which a report recalls, whatever the status of what follows them."""

ASKING = "REQUEST"
WISHING = re.compile(r"(?:want|wish|hope|desire|would like|look forward)\w*\b", re.IGNORECASE)
"""Words of wishing: that somebody wants another to come or to stay is asked of nobody, and no conflict."""

Linked = tuple[str, Dealing]
"""An incident, and what a report tells of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """One happening between two; `lead` stands for it, `told` is all that is told of it and of these two.

    `status` is "happened" or "ongoing" where it is counted. `denied` says that somebody denies it as well.
    """

    id: str
    status: str
    way: Way
    word: Word
    lead: Dealing
    told: tuple[Dealing, ...]
    denied: bool = False

    @property
    def is_counted(self) -> bool:
        """Whether somebody tells it as having been, or going on."""
        return self.status in COUNTED

    @property
    def quad(self) -> Quad:
        """The lane and the manner of its type."""
        return plover().quad(self.lead.type)

    @property
    def score(self) -> float | None:
        """The score that the table gives its type and mode; None where it gives none."""
        return plover().score(self.lead.type, self.lead.mode)

    @property
    def days(self) -> tuple[int, int] | None:
        """The days on which it was as its lead tells; of what is news and tells no day, when the report came out."""
        if self.lead.days is not None or not self.is_counted:
            return self.lead.days
        return self.lead.published

    @property
    def is_dated(self) -> bool:
        """Whether a day is told of it, and not only that of the report known."""
        return self.lead.days is not None


def happenings_of(linked: Iterable[Linked], pair: Pair, belonging: Belonging) -> tuple[Happening, ...]:
    """Return what is told of two actors, each happening once, by its first day; what has no day stands last."""
    together: defaultdict[str, list[Dealing]] = defaultdict(list)
    for incident, dealing in linked:
        if way_of(dealing, pair, belonging) is not None:
            together[incident].append(dealing)
    made = (_happening(incident, some, pair, belonging) for incident, some in together.items())
    return tuple(sorted(made, key=lambda one: (one.days or LAST, one.id)))


LAST = (10_000_000, 10_000_000)


def way_of(dealing: Dealing, pair: Pair, belonging: Belonging) -> Way | None:
    """Return who of the two deals with whom; None where it is not told that they deal with one another."""
    acts = belonging.actors(dealing.actors, dealing.said)
    first, second = pair.first.id in acts, pair.second.id in acts
    if first and second:
        return "both"
    if not (first or second):
        return None
    takes = belonging.actors(dealing.recipients, dealing.said)
    if first and pair.second.id in takes:
        return "first to second"
    return "second to first" if second and pair.first.id in takes else None


def _happening(incident: str, some: Sequence[Dealing], pair: Pair, belonging: Belonging) -> Happening:
    told = sorted(some, key=_rank)
    counted = [one for one in told if status_of(one) in COUNTED]
    status = status_of(counted[0]) if counted else min(map(status_of, told), key=ORDER.index)
    standing = counted or [one for one in told if status_of(one) == status]
    ways = {way for one in standing if (way := way_of(one, pair, belonging))}
    return Happening(
        id=incident,
        status=status,
        way=next(iter(ways)) if len(ways) == 1 else "unclear",
        word=_word(standing, pair, belonging),
        lead=standing[0],
        told=tuple(told),
        denied=bool(counted) and any(status_of(one) in {"denied", "negated"} for one in told),
    )


def status_of(dealing: Dealing) -> str:
    """Return in what status it is told: what follows words of recalling is recalled, what is wished for no deed."""
    if dealing.status in COUNTED and any(_is_recalled(dealing)):
        return RECALLED
    if dealing.status in COUNTED and dealing.type == ASKING and _is_wished(dealing):
        return "demanded"
    return dealing.status


def _is_wished(dealing: Dealing) -> bool:
    begins = dealing.evidence[0] if dealing.evidence else dealing.start
    return WISHING.match(dealing.said, dealing.start - begins) is not None


def _is_recalled(dealing: Dealing) -> Iterator[bool]:
    begins = dealing.evidence[0] if dealing.evidence else dealing.start
    for found in RECALLING.finditer(dealing.said):
        end = re.search(r"[,;:.]", dealing.said[found.end() :])
        last = found.end() + (end.start() if end else len(dealing.said))
        yield found.end() <= dealing.start - begins < last


def _word(told: Sequence[Dealing], pair: Pair, belonging: Belonging) -> Word:
    by = {belonging.actor(one.claimant) if one.claimant else None for one in told}
    if by == {pair.first.id}:
        return "first"
    if by == {pair.second.id}:
        return "second"
    return "first and second" if by == {pair.first.id, pair.second.id} else "others"


def _rank(one: Dealing) -> tuple[bool, tuple[int, int], str, int, str]:
    """Order what is told: with a day before without, then what came out first."""
    return one.days is None, one.published or LAST, one.document, one.start, one.key
